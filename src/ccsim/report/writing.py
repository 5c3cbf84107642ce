"""A result as a file: a page to read, or a workbook to reckon with, by the file's ending."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final

from ccsim.errors import UsageError
from ccsim.experiments.compare import Comparison
from ccsim.experiments.results import RunResult

if TYPE_CHECKING:
    from ccsim.experiments.worst import FollowedCase
    from ccsim.report.pictures import Reasons

PAGE: Final = ".html"
BOOK: Final = ".xlsx"


def write_report(
    result: Comparison | RunResult,
    path: Path | str,
    *,
    explanation: "Reasons | None" = None,
    robustness: "Reasons | None" = None,
    worst: "FollowedCase | None" = None,
    notes: Sequence[str] = (),
) -> None:
    """Write a comparison or a run as a page (.html) or as a workbook (.xlsx).

    An old file stays until the new one is whole.

    Args:
        result: what `compare` or `run` gave.
        path: the file to write.
        explanation: what each lever is worth, where that has been asked.
        robustness: whether verdicts survive the doubts in the inputs, where that has been asked.
        worst: the worst case, told as a story, where the runs are kept.
        notes: what a reader has to know of how the runs were made.

    Raises:
        UsageError: nothing can be written there, or the name has another ending.
    """
    path = Path(path)
    if path.suffix == PAGE:
        from ccsim.report.page import write_page

        write_page(
            result, path, explanation=explanation, robustness=robustness, worst=worst, notes=notes
        )
    elif path.suffix == BOOK:
        from ccsim.report.book import write_book

        grounds = [one for one in (explanation, robustness) if one is not None]
        write_book(result, path, worst=worst, notes=notes, grounds=grounds)
    else:
        raise UsageError(f"{path}: give it a name that ends in {PAGE} or {BOOK}")
