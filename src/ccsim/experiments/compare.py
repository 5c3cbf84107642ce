"""Compare scenarios: the same customers, problems and luck under different operating models."""

from collections.abc import Mapping, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Literal

from ccsim.errors import UsageError
from ccsim.experiments.comparable import (
    OF_MARGINS,
    changed_and_not,
    check_one_currency,
    margins_note,
    obtain_each,
    same_margins,
    told_apart,
)
from ccsim.experiments.executors import LOCAL
from ccsim.experiments.paired import (
    NOTHING,
    PairedDifference,
    chances,
    holm,
    holm_levels,
    paired_difference,
    replications_needed,
)
from ccsim.experiments.replicate import (
    SEED,
    Progress,
    Settings,
    Source,
    Tell,
    replications_of,
    run_all,
)
from ccsim.experiments.results import RunResult
from ccsim.experiments.screening import Best
from ccsim.experiments.selection import Selected, Selection, parse_best, select
from ccsim.experiments.shelf import NoShelf, Shelf
from ccsim.experiments.worth import Worth, not_told_apart, ranking, worth
from ccsim.metrics.catalogue import CATALOGUE
from ccsim.metrics.catalogue.metric import Metric
from ccsim.metrics.estimates import CONFIDENCE, fractions, unit_of
from ccsim.replication import EngineName

if TYPE_CHECKING:
    import pandas as pd

Verdict = Literal["better", "worse", "higher", "lower", "not established", "the same"]
_RANKED: Final = {"cost_to_serve": False, "net_value": True}
"""By what scenarios are put in an order, and whether more of it is better."""


@dataclass(frozen=True)
class Difference:
    """What a scenario has more of than the reference, in one metric of the whole run."""

    reference: str
    scenario: str
    metric: str
    mean: float | None
    low: float | None
    high: float | None
    """Bounds of the plain 95 % interval."""
    n: int
    """Replications that it rests on, in pairs."""
    unit: str
    established: bool
    """After Holm, for the headline metrics; by the plain interval, for all others."""
    headline: bool
    variance_ratio: float | None
    """How many times the variance would be with independent luck; None where nothing varies."""
    verdict: Verdict
    replications_needed: int | None = None
    """How many replications in all would establish it, in four of five tries, if it is as large as
    it looks; None if it is established, or nothing can be said, or 100,000 are too few."""

    def to_json(self) -> dict[str, Any]:
        """The difference as other tools read it."""
        return {
            "reference": self.reference,
            "scenario": self.scenario,
            "metric": self.metric,
            "mean": self.mean,
            "low": self.low,
            "high": self.high,
            "established": self.established,
            "variance_ratio": self.variance_ratio,
            "n": self.n,
            "unit": self.unit,
            "headline": self.headline,
            "verdict": self.verdict,
            "replications_needed": self.replications_needed,
        }


@dataclass(frozen=True)
class Comparison:
    """Runs with common luck, and how the others differ from the first."""

    runs: list[RunResult]
    differences: list[Difference]
    notes: tuple[str, ...] = ()
    """What a reader of the differences has to know."""
    selection: Selection | None = None
    """Which of them is best, if that was asked: it has replications of its own."""

    def __repr__(self) -> str:
        """Who is compared, in a line."""
        first = self.reference
        labels = ", ".join(repr(run.label) for run in self.runs)
        return f"Comparison({labels}; {first.replications} replications, seed {first.seed})"

    def to_frame(self) -> "pd.DataFrame":
        """All differences from the reference as a table, a row each, with interval and verdict."""
        import pandas as pd

        return pd.DataFrame([one.to_json() for one in self.differences])

    @property
    def reference(self) -> RunResult:
        """The run that the others are compared with."""
        return self.runs[0]

    @property
    def stopped(self) -> bool:
        """Whether the user ended it before all replications were played."""
        stopped = self.selection is not None and self.selection.stopped
        return stopped or any(run.stopped for run in self.runs)

    def of(self, scenario: str) -> list[Difference]:
        """How one scenario differs from the reference."""
        return [one for one in self.differences if one.scenario == scenario]

    @property
    def worth(self) -> list[Worth]:
        """What each other scenario is worth beside the reference, where money is named."""
        found = (worth(self.reference, other) for other in self.runs[1:])
        return [one for one in found if one is not None]

    @property
    def ranking(self) -> dict[str, list[str]]:
        """The scenarios in their order by cost, the cheapest first, and by net value."""
        orders = {
            name: ranking(self.runs, name, falling=falling)
            for name, falling in _RANKED.items()
            if name not in OF_MARGINS or same_margins(run.totals for run in self.runs)
        }
        return {name: order for name, order in orders.items() if order}

    @property
    def not_told_apart(self) -> dict[str, list[list[str]]]:
        """The same orders, in groups of which the neighbours are not established to differ."""
        return {
            name: not_told_apart(self.runs, name, falling=_RANKED[name]) for name in self.ranking
        }

    def to_json(self) -> dict[str, Any]:
        """The document that other tools rest on."""
        return {
            "scenarios": [run.to_json() for run in self.runs],
            "differences": [difference.to_json() for difference in self.differences],
            "worth": [one.to_json() for one in self.worth],
            "ranking": self.ranking,
            "not_told_apart": self.not_told_apart,
            "selection": None if self.selection is None else self.selection.to_json(),
        }


def compare(
    scenarios: Sequence[Source] | Source,
    *,
    sets: Sequence[str] = (),
    weeks: int | None = None,
    replications: int | None = None,
    precision: Mapping[str, float] | None = None,
    seed: int = SEED,
    engine: EngineName = "auto",
    workers: int | None = None,
    executor: Executor | str = LOCAL,
    progress: Progress | None = None,
    tell: Tell | None = None,
    log_folder: Path | None = None,
    best: str | None = None,
) -> Comparison:
    """Run scenarios with the same luck and take the differences by replication.

    The first scenario is the reference. `sets` changes all of them; one scenario alone is compared
    with what `sets` makes of it. With `best`, ``METRIC=DELTA``, those that may be the best
    by that metric are played on until one is chosen; less than DELTA apart is equally good. A
    precision must be reached by all scenarios, with the same number of replications. The other
    arguments are those of `run`.
    """
    if isinstance(scenarios, Source):
        scenarios = [scenarios]
    known = (
        changed_and_not(scenarios[0], sets, weeks)
        if len(scenarios) == 1
        else obtain_each(scenarios, [sets] * len(scenarios), weeks)
    )
    if len(known) < 2:
        raise UsageError("a comparison takes a scenario and another, or a scenario and a change")
    narrow = precision or {}
    most = replications_of(replications, narrow)
    settings = Settings(most, seed, engine, workers, executor, narrow)
    wanted = None if best is None else parse_best(best)
    check_one_question(wanted, settings)
    sources = [loaded or facts for facts, loaded in known]
    runs = run_all(sources, settings, progress=progress, log_folder=log_folder, tell=tell)
    selected = select_best(runs, wanted, settings, NoShelf(), progress)
    return compared(runs, None if selected is None else selected.selection)


def check_one_question(best: Best | None, settings: Settings) -> None:
    """Refuse to choose the best from as many replications as a precision happens to take.

    The guarantee of the choice rests on a first stage whose length is fixed beforehand.
    """
    if best is not None and settings.precision:
        raise UsageError("best and precision both decide how many replications: ask for one")


def select_best(
    runs: Sequence[RunResult],
    best: Best | None,
    settings: Settings,
    shelf: Shelf,
    progress: Progress | None = None,
) -> Selected | None:
    """Play on until the best is known; None if nobody asks, or the runs were stopped early."""
    if best is None or any(run.stopped for run in runs):
        return None
    reference, *others = _with_own_labels(runs)
    _check_comparable(reference, others)
    if best.metric.name in OF_MARGINS:
        for other in others:
            if not same_margins([reference.totals, other.totals]):
                raise UsageError(margins_note(reference.label, other.label))
    return select([reference, *others], best, settings, shelf, progress)


def compared(runs: Sequence[RunResult], selection: Selection | None = None) -> Comparison:
    """How runs with the same seed and number of replications differ from the first of them."""
    reference, *others = _with_own_labels(runs)
    _check_comparable(reference, others)
    found = {
        (other.label, name): _difference(reference, other, name)
        for other in others
        for name, metric in CATALOGUE.items()
        if metric.comparable
    }
    ranked = chances({key: one for key, one in found.items() if CATALOGUE[key[1]].headline})
    standing, levels = holm(ranked), holm_levels(ranked)
    currency = _currency(reference)
    differences = [
        _told(
            reference.label, label, CATALOGUE[name], currency, one,
            (label, name) in standing, levels.get((label, name), 1 - CONFIDENCE),
        )
        for (label, name), one in found.items()
    ]  # fmt: skip
    return Comparison([reference, *others], differences, _notes(reference, others), selection)


def _difference(reference: RunResult, other: RunResult, name: str) -> PairedDifference:
    """The paired difference in one metric of the whole run."""
    before, after = reference.estimates.get(name), other.estimates.get(name)
    if name in OF_MARGINS and not same_margins([reference.totals, other.totals]):
        return NOTHING
    if before is None or after is None or before.mean is None or after.mean is None:
        return NOTHING
    return paired_difference(
        fractions(reference.totals, name),
        fractions(other.totals, name),
        after.mean - before.mean,
    )


def _told(
    reference: str,
    scenario: str,
    metric: Metric,
    currency: str | None,
    one: PairedDifference,
    standing: bool,
    level: float,
) -> Difference:
    """A difference with its verdict; where it does not stand, at what level it is tested counts."""
    established = standing and not one.same if metric.headline else one.leaves_out_nought
    return Difference(
        reference=reference,
        scenario=scenario,
        metric=metric.name,
        mean=one.mean,
        low=one.low,
        high=one.high,
        n=one.n,
        unit=unit_of(metric, currency),
        established=established,
        headline=metric.headline,
        variance_ratio=one.variance_ratio,
        verdict=verdict_of(metric, one, established),
        replications_needed=None if established else replications_needed(one, level),
    )


def verdict_of(metric: Metric, one: PairedDifference, established: bool) -> Verdict:
    """What may be said of a difference, in a word."""
    if one.same:
        return "the same"
    if not established or one.mean is None or one.mean == 0:
        return "not established"
    more = one.mean > 0
    if metric.better is None:
        return "higher" if more else "lower"
    return "better" if more == (metric.better == "higher") else "worse"


def _with_own_labels(runs: Sequence[RunResult]) -> list[RunResult]:
    """The runs, each under a label that no other has."""
    labels = told_apart([(run.label, run.source) for run in runs])
    return [replace(run, label=label) for run, label in zip(runs, labels, strict=True)]


def _check_comparable(reference: RunResult, others: Sequence[RunResult]) -> None:
    """Refuse runs whose luck or money differs."""
    for other in others:
        if (other.seed, other.replications) != (reference.seed, reference.replications):
            raise UsageError(
                f"{other.label} has seed {other.seed} and {other.replications} replications, "
                f"{reference.label} has seed {reference.seed} and {reference.replications}: "
                "a comparison needs the same luck"
            )
    check_one_currency(_currency(run) for run in (reference, *others))


def _currency(run: RunResult) -> str | None:
    return run.totals[0].currency


def _notes(reference: RunResult, others: Sequence[RunResult]) -> tuple[str, ...]:
    """What makes the scenarios less alike than a comparison wants."""
    alike = [
        f"{other.label} and {reference.label} have the same facts, so that nothing can differ: "
        "give one of them alone with --set to see what a change is worth."
        for other in others
        if other.source is not None and other.fingerprint == reference.fingerprint
    ]
    calendars = [
        f"{other.label} and {reference.label} have different calendars: "
        "compare shares and means, not counts."
        for other in others
        if other.scenario.calendar != reference.scenario.calendar
    ]
    margins = [
        margins_note(reference.label, other.label)
        for other in others
        if not same_margins([reference.totals, other.totals])
    ]
    return (*alike, *calendars, *margins)
