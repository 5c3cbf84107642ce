"""What a page and a workbook say of a result besides its numbers: why, how doubtful, how it was."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from ccsim.errors import UsageError
from ccsim.experiments.compare import Comparison
from ccsim.experiments.explain_result import Explanation
from ccsim.experiments.results import RunResult
from ccsim.experiments.robustness_result import Robustness
from ccsim.experiments.worst import worst_case
from ccsim.report.book import book
from ccsim.report.page import page as html_page
from ccsim.report.reasons import doubted, why
from ccsim.report.scorecard import runs_of
from ccsim.report.words import listed
from ccsim.ui.doubted import doubts_of
from ccsim.ui.why import explained

ASK_FIRST: Final = (
    "Whatever you ask under Why and under Doubts becomes a part of the page and of the workbook."
)


@dataclass(frozen=True)
class Grounds:
    """What is known of why scenarios differ, of whether a verdict survives, and of the runs."""

    explanations: Sequence[Explanation] = ()
    robustnesses: Sequence[Robustness] = ()
    folders: Sequence[Path] = ()
    """Where the runs are kept: the worst journey is read from there."""
    notes: Sequence[str] = ()
    """What a reader has to know of how the runs were made."""

    def page(self, result: Comparison | RunResult) -> str:
        """The page of a result with all that is known, as `ccsim compare -o --why --doubts` has it.

        It takes as long as playing one replication of each scenario, for the worst journey.
        """
        worst, notes = None, list(self.notes)
        labels = [run.label for run in runs_of(result)]
        if not result.stopped and len(labels) == len(self.folders):
            try:
                worst = worst_case(list(zip(labels, self.folders, strict=True)))
            except UsageError as error:
                notes.append(f"There is no worst journey: {error}")
        return html_page(
            result,
            explanation=why(self.explanations),
            robustness=doubted(self.robustnesses),
            worst=worst,
            notes=notes,
        )

    def book(self, result: Comparison | RunResult) -> bytes:
        """The workbook of a result with all that is known."""
        known = (why(self.explanations), doubted(self.robustnesses))
        return book(result, grounds=[one for one in known if one is not None])

    @property
    def told(self) -> str:
        """What the page and the workbook hold besides the numbers, or how it gets there."""
        parts = []
        if self.explanations:
            whom = listed([one.scenario.label for one in self.explanations])
            parts.append(f"which rule is worth what ({whom})")
        if self.robustnesses:
            whom = listed([one.other.label for one in self.robustnesses])
            parts.append(f"whether the verdict survives the doubts ({whom})")
        return f"The page and the workbook also say {listed(parts)}." if parts else ASK_FIRST


def grounds_of(
    result: Comparison | RunResult, folders: Sequence[Path] = (), notes: Sequence[str] = ()
) -> Grounds:
    """What this session has found out about a comparison a short while ago.

    Args:
        result: the comparison; of a single run nothing can be asked.
        folders: where its runs are kept.
        notes: what a reader has to know of how the runs were made.
    """
    if not isinstance(result, Comparison):
        return Grounds(folders=folders, notes=notes)
    return Grounds(explained(result), doubts_of(result), folders, notes)
