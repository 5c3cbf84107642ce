"""The scorecard of runs: each metric, its difference from the reference, and how sure that is."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from ccsim.experiments.compare import Comparison, Verdict
from ccsim.experiments.results import RunResult
from ccsim.metrics.catalogue import CATALOGUE, HEADLINES
from ccsim.metrics.catalogue.scorecard import SCORECARD, Quadrant
from ccsim.report.tables import differences_row, estimates_row
from ccsim.report.words import SIGNS, needed_text, title

_BESIDE: Final[dict[str, Quadrant]] = {
    "fcr": "customer",
    "customer_time_per_case_s": "customer",
    "abandon_rate": "customer",
    "mean_wait_s": "customer",
}
"""Where headline metrics stand that no quadrant of the catalogue names."""
_ALSO: Final = ("net_value",)
"""What a decision looks at besides the headline metrics."""


@dataclass(frozen=True)
class Cell:
    """A number of one scenario with its interval and count, and what it differs by."""

    value: str
    span: str
    change: str = ""
    """The difference from the reference; empty for the reference itself."""
    change_span: str = ""
    verdict: Verdict | None = None
    needed: str = ""
    """How many replications would establish it; empty where it is established."""

    @property
    def sign(self) -> str:
        """The sign beside the verdict's word."""
        return SIGNS[self.verdict] if self.verdict is not None else ""


@dataclass(frozen=True)
class Row:
    """A metric in all scenarios."""

    name: str
    title: str
    better: str | None
    definition: str
    source: str
    cells: list[Cell]


@dataclass(frozen=True)
class Side:
    """One side from which the runs are looked at."""

    name: str
    rows: list[Row]


def runs_of(result: Comparison | RunResult) -> list[RunResult]:
    """All runs of a result, the reference first."""
    return list(result.runs) if isinstance(result, Comparison) else [result]


def short_card(result: Comparison | RunResult) -> list[Side]:
    """What a decision looks at, by quadrant: the headline metrics, and what the runs are worth."""
    wanted = {*HEADLINES, *_ALSO}
    return [
        Side(side.name, rows)
        for side in whole_card(result)
        if (rows := [row for row in side.rows if row.name in wanted])
    ]


def whole_card(result: Comparison | RunResult) -> list[Side]:
    """The balanced scorecard: every metric of the four quadrants that the runs have."""
    sides = {quadrant: list(names) for quadrant, names in SCORECARD.items()}
    for name, quadrant in _BESIDE.items():
        sides[quadrant].append(name)
    return [
        Side(quadrant, rows) for quadrant, names in sides.items() if (rows := card(names, result))
    ]


def card(names: Sequence[str], result: Comparison | RunResult) -> list[Row]:
    """Metrics as rows, those left out that no run has."""
    runs = runs_of(result)
    return [_row(name, result) for name in names if any(name in run.estimates for run in runs)]


def _row(name: str, result: Comparison | RunResult) -> Row:
    metric = CATALOGUE[name]
    cells = [Cell(value, span) for value, span in estimates_row(name, runs_of(result))]
    if isinstance(result, Comparison):
        cells = list(_beside(cells, name, result))
    return Row(name, title(name), metric.better, metric.definition, metric.source, cells)


def _beside(cells: list[Cell], name: str, result: Comparison) -> Iterator[Cell]:
    """The cells, those of the others with their differences from the reference."""
    found = [one for one in result.differences if one.metric == name]
    texts = dict(zip((one.scenario for one in found), differences_row(found), strict=True))
    verdicts = {one.scenario: one for one in found}
    for run, cell in zip(result.runs, cells, strict=True):
        one = verdicts.get(run.label)
        if one is None or one.mean is None:
            yield cell
        else:
            change, span = texts[run.label]
            known = f"{span}, n = {one.n}"
            yield Cell(cell.value, cell.span, change, known, one.verdict, needed_text(one))
