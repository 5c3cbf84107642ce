"""The files that an answer is written to: a page to read, a workbook to reckon with."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from ccsim.errors import UsageError
from ccsim.verbs.answers import check_file, tell
from ccsim.verbs.grounds import Asked, Grounds, find_grounds

if TYPE_CHECKING:
    from ccsim.experiments.compare import Comparison
    from ccsim.experiments.results import RunResult
    from ccsim.experiments.worst import FollowedCase

PAGE: Final = ".html"
BOOK: Final = ".xlsx"
_NONE: Final = Grounds()


def check_files(files: Sequence[Path], option: str) -> None:
    """Refuse files that could not be written, before anything is done.

    Raises:
        UsageError: a name has another ending, stands there twice, or has no folder to take it.
    """
    for number, file in enumerate(files):
        check_file(file, (PAGE, BOOK), option)
        if file in files[:number]:
            raise UsageError(f"{option} {file} is given twice")


def write_files(
    result: "Comparison | RunResult",
    files: Sequence[Path],
    worst: "FollowedCase | None",
    notes: Sequence[str] = (),
    grounds: Grounds = _NONE,
) -> None:
    """Write a result as a page, as a workbook, or both, by the endings of the files."""
    from ccsim.report.writing import write_report

    for file in files:
        write_report(
            result,
            file,
            explanation=grounds.why,
            robustness=grounds.doubts,
            worst=worst,
            notes=notes,
        )


def write_comparison(
    comparison: "Comparison",
    folders: Sequence[Path],
    files: Sequence[Path],
    asked: Asked,
    journey: bool,
    quiet: bool,
) -> Grounds:
    """Write the files that were asked for, with what stands behind the comparison."""
    if not files:
        return Grounds()
    told = not comparison.stopped
    worst = find_worst(comparison, folders, quiet) if journey and told else None
    grounds = find_grounds(comparison, asked, quiet) if told else Grounds()
    write_files(comparison, files, worst, grounds=grounds)
    return grounds


def find_worst(
    result: "Comparison | RunResult", folders: Sequence[Path], quiet: bool
) -> "FollowedCase | None":
    """The worst case of the reference, followed through the other kept runs."""
    from ccsim.experiments.worst import worst_case
    from ccsim.report.scorecard import runs_of

    if not quiet:
        tell("Reading one replication of each for the worst journey (--no-journey does without)")
    labels = [run.label for run in runs_of(result)]
    return worst_case(list(zip(labels, folders, strict=True)))


def files_document(files: Sequence[Path]) -> dict[str, Any]:
    """The files as `--json` names them."""
    kinds = {PAGE: "page", BOOK: "book"}
    named = {kinds[file.suffix]: str(file) for file in reversed(files)}
    return {**named, "files": [str(file) for file in files]}
