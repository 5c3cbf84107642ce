"""What stands behind a comparison on its page and in its workbook: `--why` and `--doubts`."""

from collections.abc import Sequence
from concurrent.futures import Executor
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from ccsim.errors import UsageError
from ccsim.report.progress import show_progress
from ccsim.verbs.answers import tell, tell_of

if TYPE_CHECKING:
    from ccsim.experiments.compare import Comparison
    from ccsim.report.pictures import Reasons
    from ccsim.verbs.options import EngineName


@dataclass(frozen=True)
class Asked:
    """What is to be told besides the differences, and who plays for it."""

    why: bool
    doubts: bool
    root: Path
    engine: "EngineName" = "auto"
    workers: int | None = None
    executor: Executor | str = "local"
    fresh: bool = False

    @property
    def anything(self) -> bool:
        """Whether more is to be told than the differences."""
        return self.why or self.doubts

    def check(self, files: Sequence[Path], scenarios: int) -> None:
        """Refuse what has no place to stand, before anything is done.

        Raises:
            UsageError: there is no file that would take it, or nothing to be compared.
        """
        if not self.anything:
            return
        option = "--why" if self.why else "--doubts"
        if not files:
            raise UsageError(
                f"{option} goes on a page or into a workbook: give -o FILE.html or -o FILE.xlsx"
            )
        if scenarios < 2:
            raise UsageError(f"{option} is about differences: give two runs or more")


@dataclass(frozen=True)
class Grounds:
    """What was found, as far as it was asked."""

    why: "Reasons | None" = None
    doubts: "Reasons | None" = None
    stopped: bool = False
    """Whether the user ended it before all was found."""


def find_grounds(result: "Comparison", asked: Asked, quiet: bool) -> Grounds:
    """Play what it takes; an interrupt (Ctrl-C) leaves the page without what is not done."""
    if not asked.anything:
        return Grounds()
    from ccsim.experiments.grounds import How, doubt_each, explain_each
    from ccsim.report.reasons import doubted, why

    found = Grounds()
    try:
        with show_progress(quiet) as progress:
            how = How(
                asked.engine,
                asked.workers,
                asked.executor,
                asked.root,
                asked.fresh,
                progress,
                None if quiet else tell,
            )
            if asked.why:
                explained = explain_each(result, how)
                found = Grounds(why(explained))
                if not quiet:
                    tell_of((), sum(one.kept for one in explained), "combinations")
            if asked.doubts:
                survives = doubt_each(result, how)
                stopped = any(one.stopped for one in survives)
                found = Grounds(found.why, doubted(survives), stopped)
    except KeyboardInterrupt:
        found = Grounds(found.why, None, stopped=True)
    if found.stopped:
        tell("Stopped: not all that was asked is there; the same command goes on from here")
    return found
