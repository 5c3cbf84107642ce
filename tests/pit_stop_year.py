"""R-004, the pit stop over a year, told in figures.

python tests/pit_stop_year.py [REPLICATIONS]    prints the tables of scenarios/stories/r004.md;
some forty minutes for ten
"""

import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
from scipy.stats import chi2_contingency

from ccsim.experiments.paired import Fractions, PairedDifference, paired_difference
from ccsim.experiments.results import RunResult
from ccsim.experiments.worth import Span, Worth, worth
from ccsim.metrics.estimates import fractions
from ccsim.metrics.window import Floats, Ints
from ccsim.units import NEVER
from rotations import Beside, Year, beside, plan_of, played
from shipped import SCENARIOS

STORIES = SCENARIOS / "stories"
PIT_STOP = STORIES / "r004_pit_stop.yaml"
NO_PIT_STOP = STORIES / "r004_no_pit_stop.yaml"
WARM_UP, BEGINS, OVER, END = 2, 10, 14, 52
"""Weeks from the start of the run: measured from, first group, all are back, the end."""
FUNCTIONS = ("marketing", "sales", "communication", "technology")

Sets = tuple[str, ...]


def group_of(size: int, rotations: int, sample: float) -> Sets:
    """Groups of another size, until all twenty of the floor have been there, and their sample."""
    return (
        f"pit_stop.size={size}", f"teams.pit_stop.headcount={size}",
        f"pit_stop.rotations={rotations}", f"operating_model.sample.share={sample}",
    )  # fmt: skip


def without(*functions: str) -> Sets:
    """Nobody comes from these functions."""
    return tuple(f"pit_stop.functions.{name}.people=0" for name in functions)


CELLS: Mapping[str, tuple[Path, Sets]] = {
    "pit stop": (PIT_STOP, ()),
    "refreshed": (STORIES / "r004_refreshed.yaml", ()),
    "nobody listens": (STORIES / "r004_nobody_listens.yaml", ()),
    "coded, no pit stop": (STORIES / "r004_coded.yaml", ()),
}
DOUBTS: Mapping[str, Mapping[str, tuple[Path, Sets]]] = {
    "E-PIT-04, agents in a group": {
        "4": (PIT_STOP, group_of(4, 5, 0.17)),
        "6": CELLS["pit stop"],
        "8": (PIT_STOP, group_of(8, 3, 0.33)),
    },
    "E-PIT-04, other functions": {
        "none": (PIT_STOP, without(*FUNCTIONS)),
        "technology": (PIT_STOP, without(*FUNCTIONS[:3])),
        "all four": CELLS["pit stop"],
    },
    "E-PIT-05, what they bring back": {
        "nothing": (PIT_STOP, ("pit_stop.uplift={}",)),
        "as assumed": CELLS["pit stop"],
        "most": (PIT_STOP, ("pit_stop.uplift={ownership: 0.9, knowledge: 0.3, courtesy: 0.5}",)),
    },
    "E-VOC-01, funded in a quarter": {
        "0": CELLS["nobody listens"],
        "0.20": CELLS["pit stop"],
        "0.60": (PIT_STOP, ("operating_model.voice_of_customer.funded=0.6",)),
    },
}


AMPLE: Sets = ("departments.billing.staff=16",)
"""Three more in the back office for bills, which 13 people cannot keep up with over a year."""


@dataclass
class Cell:
    """A cell of the story, played so often with the same luck as all others."""

    path: Path
    sets: Sets
    years: list[Year] = field(default_factory=list)
    besides: list[Beside] = field(default_factory=list)
    """Its first talks beside those without a pit stop."""

    @property
    def run(self) -> RunResult:
        """As a comparison takes it."""
        plan = plan_of(self.path, self.sets)
        return RunResult(
            scenario=plan.scenario, source=None, label=plan.scenario.name or "", seed=1,
            replications=len(self.years), engine="compiled", fingerprint="", log_digest="",
            totals=tuple(one.totals for one in self.years), estimates={},
        )  # fmt: skip


Story = dict[str, Cell]


def story(
    cells: Mapping[str, tuple[Path, Sets]], replications: int, sets: Sets = ()
) -> tuple[Cell, Story]:
    """The year without a pit stop, and these cells beside it."""
    before = Cell(NO_PIT_STOP, sets)
    after = {(path, own): Cell(path, (*sets, *own)) for path, own in cells.values()}
    for replication in range(replications):
        year, first = played(before.path, before.sets, replication)
        before.years.append(year)
        for cell in after.values():
            year, talks = played(cell.path, cell.sets, replication)
            cell.years.append(year)
            cell.besides.append(beside(first, talks))
    return before, {name: after[cell] for name, cell in cells.items()}


def between(cell: Cell, metric: str, begin: int, end: int) -> Fractions:
    """A metric over some weeks: sums of its days, by replication."""
    totals = [one.totals for one in cell.years]
    days = totals[0].labels["day"][7 * (begin - WARM_UP) : 7 * (end - WARM_UP)]
    parts = [fractions(totals, metric, day) for day in days]
    above, below = (np.sum([part[side] for part in parts], axis=0) for side in (0, 1))
    return above, below


def moved(before: Cell, after: Cell, metric: str, begin: int, end: int) -> PairedDifference:
    """What a cell does to a metric over some weeks, under common luck."""
    one, other = (between(cell, metric, begin, end) for cell in (before, after))
    return paired_difference(one, other)


def mean(values: Sequence[float] | Floats) -> PairedDifference:
    """The mean over replications, with its interval."""
    sample = np.asarray(values, float)
    ones = np.ones(len(sample))
    return paired_difference((np.zeros(len(sample)), ones), (sample, ones))


def rises(one: PairedDifference) -> bool:
    """Whether it is established that there is more."""
    return one.low is not None and one.low > 0


def falls(one: PairedDifference) -> bool:
    """Whether it is established that there is less."""
    return one.high is not None and one.high < 0


def arms(cell: Cell, *, fresh: bool, begin: int = BEGINS, end: int = OVER) -> Ints:
    """[floor or pit stop, kind]: contacts that each answered while somebody was there."""
    teams = list(plan_of(cell.path, cell.sets).team_names)
    rows = [teams.index("front"), teams.index("pit_stop")]
    of_all = [(one.fresh if fresh else one.contacts)[begin:end].sum(axis=0) for one in cell.years]
    return np.asarray(np.sum(of_all, axis=0)[rows])


def same_mix(table: Ints) -> tuple[float, int, float]:
    """Chi-square, degrees of freedom, and the chance of it where both arms get the same calls."""
    found = chi2_contingency(table, correction=False)
    return float(found.statistic), int(found.dof), float(found.pvalue)


@dataclass(frozen=True)
class Step:
    """The needs of one cause beside those of the same year without a pit stop."""

    fixed_in: int
    """Replications in which it was removed."""
    week: float | None
    """The middle of the weeks from which on."""
    before: float | None
    """Needs with the pit stop ÷ without, in the weeks before it was removed."""
    after: float | None
    """The same from then on."""
    needs: int
    """Those without a pit stop, after it was removed."""


def steps(before: Cell, after: Cell, weeks: Sequence[Ints] | None = None) -> dict[str, Step]:
    """Each cause, before and after it was removed; the weeks may be those of another cell."""
    plan = plan_of(after.path, after.sets)
    weeks = [one.fixed for one in after.years] if weeks is None else weeks
    found = {}
    for c, name in enumerate(plan.causes.names):
        sums, when = np.zeros((2, 2)), []
        for one, other, fixed in zip(before.years, after.years, weeks, strict=True):
            week = int(fixed[c])
            if week == NEVER:
                continue
            when.append(week)
            for row, year in enumerate((one, other)):
                sums[row] += (year.needs[c, :week].sum(), year.needs[c, week:].sum())
        ratio = [float(b / a) if a else None for a, b in sums.T]
        middle = float(np.median(when)) if when else None
        found[name] = Step(len(when), middle, *ratio, int(sums[0, 1]))
    return found


def fallen(before: Cell, after: Cell, weeks: Sequence[Ints] | None = None) -> PairedDifference:
    """By what share the needs of causes that are removed have fallen, all such causes together."""
    weeks = [one.fixed for one in after.years] if weeks is None else weeks
    sums = np.zeros((2, len(weeks)))
    for n, fixed in enumerate(weeks):
        for row, cell in enumerate((before, after)):
            needs = cell.years[n].needs
            sums[row, n] = sum(needs[c, int(w) :].sum() for c, w in enumerate(fixed) if w < NEVER)
    return paired_difference((sums[0], sums[0]), (sums[1], sums[0]))


def spillover(cell: Cell) -> list[float]:
    """By replication: how much quicker in percent those are who were never there, for each point
    of their colleagues on the floor who were, weeks weighted by their talks."""
    slopes = []
    for year, one in zip(cell.years, cell.besides, strict=True):
        weeks = np.flatnonzero((one.talk_with > 0) & (year.apostles[: len(one.talk_with)] > 0))
        points = 100 * year.apostles[weeks]
        quicker = 100 * (one.talk_without[weeks] / one.talk_with[weeks] - 1)
        weight = one.talk_with[weeks]
        slopes.append(float((weight * quicker).sum() / (weight * points).sum()))
    return slopes


def left(cell: Cell) -> Floats:
    """[replication, week from the start]: how much is left on the floor of the uplift."""
    rows = []
    for year in cell.years:
        days = year.totals.sums["day"]
        weeks = [np.add.reduceat(days[name], np.arange(0, len(days[name]), 7))
                 for name in ("uplift_millionths", "uplift_reviews")]  # fmt: skip
        rows.append(np.append(np.zeros(WARM_UP), weeks[0] / np.maximum(weeks[1], 1) / 1e6))
    return np.array(rows)


def half_life(cell: Cell, begin: int = OVER + 1, end: int = END) -> list[float]:
    """By replication: weeks after which half of the uplift is gone, of a line through its log."""
    weeks = np.arange(begin, end)
    return [float(-1 / np.polyfit(weeks, np.log2(one[begin:end]), 1)[0]) for one in left(cell)]


def uplift(cell: Cell, begin: int = 0, end: int = 1000) -> PairedDifference:
    """What those who have been there solve at once beyond what was solved of the same calls without
    a pit stop, in some weeks after they came back."""
    ages = np.array([one.by_age[begin:end].sum(axis=0) for one in cell.besides])
    return paired_difference((ages[:, 1], ages[:, 0]), (ages[:, 2], ages[:, 0]))


def value(before: Cell, after: Cell) -> Worth:
    """What a cell is worth beside the year without a pit stop, and when it has paid for itself."""
    found = worth(before.run, after.run)
    assert found is not None
    return found


def line(before: Cell, after: Cell, name: str) -> PairedDifference:
    """The difference in a line of the ledger over the year."""
    sums = [
        np.array([one.totals.sums["week"][name].sum() for one in cell.years])
        for cell in (before, after)
    ]
    return mean(sums[1] - sums[0])


def _told(one: PairedDifference, spec: str = "+,.0f", scale: float = 1.0) -> str:
    if one.mean is None or one.low is None or one.high is None:
        return "-"
    if one.same:
        return "the same"
    low, high = (format(end, spec) for end in sorted((scale * one.low, scale * one.high)))
    words = "" if one.low > 0 or one.high < 0 else ", not established"
    return f"{scale * one.mean:{spec}} ({low} to {high}){words}"


def _spanned(one: Span, weeks: int = END - WARM_UP) -> str:
    """A week of payback, as the command line tells it."""
    early = "-" if one.low is None else f"{one.low:.0f}"
    if one.mean is None:
        return f"not within {weeks} (at the earliest {early})"
    late = f"after {weeks}" if one.high is None else f"{one.high:.0f}"
    return f"{one.mean:.0f} ({early} to {late})"


def _row(before: Cell, after: Cell) -> str:
    one = value(before, after)
    gains = PairedDifference(
        one.present_value.mean, one.present_value.low, one.present_value.high, one.present_value.n,
        None, None,
    )  # fmt: skip
    many = one.paid_back
    ends = "-" if many.low is None else f"{many.low:.2f} to {many.high:.2f}"
    paid = f"{(many.mean or 0) * many.n:.0f} of {many.n} ({ends})"
    return f"{_told(gains)} | {_spanned(one.payback_week)} | {paid}"


def money(before: Cell, after: Story) -> Iterator[str]:
    """What each cell is worth, and what it is made of."""
    yield "| cell | present value, EUR | week | paid back | margin kept | own pay | fixes |"
    yield "|---|---|---|---|---|---|---|"
    for name, cell in after.items():
        lines = [line(before, cell, one) for one in ("margin_lost", "own_pay", "fixes_cost")]
        told = [_told(lines[0], scale=-1.0), *(_told(one) for one in lines[1:])]
        yield f"| {name} | {_row(before, cell)} | {' | '.join(told)} |"


def doubts(before: Cell, after: Mapping[str, Story]) -> Iterator[str]:
    """What it is worth by what is doubted."""
    yield "| doubt | value | present value, EUR | week | paid back |\n|---|---|---|---|---|"
    for doubt, story_ in after.items():
        for name, cell in story_.items():
            yield f"| {doubt} | {name} | {_row(before, cell)} |"


_DIP = (("service_level", 100, "+.1f"), ("abandon_rate", 100, "+.1f"), ("mean_wait_s", 1, "+.1f"))


def dip(before: Cell, after: Cell) -> Iterator[str]:
    """Before, during and after the rotations."""
    yield "| weeks | service level, points | abandoned, points | wait, s | cost, EUR a week |"
    yield "|---|---|---|---|---|"
    for begin, end in ((WARM_UP, BEGINS), (BEGINS, OVER), (OVER, END)):
        cells = [
            _told(moved(before, after, name, begin, end), spec, scale) for name, scale, spec in _DIP
        ]
        cells.append(_told(moved(before, after, "cost", begin, end), scale=7.0))
        yield f"| {begin + 1} to {end} | {' | '.join(cells)} |"


def mix(after: Cell) -> Iterator[str]:
    """Whose calls the pit stop takes, beside the floor's."""
    kinds = plan_of(after.path, after.sets).kind_names
    yield f"| | {' | '.join(kinds)} | chi-square | p |\n|{'---|' * (len(kinds) + 3)}"
    for words, fresh in (("first contacts", True), ("all contacts", False)):
        table = arms(after, fresh=fresh)
        chi, freedom, p = same_mix(table)
        for arm, row in zip(("floor", "pit stop"), table, strict=True):
            counts = " | ".join(f"{n} ({n / row.sum():.1%})" for n in row)
            yield f"| {words}, {arm} | {counts} | {chi:.1f} ({freedom} df) | {p:.2g} |"


def causes(before: Cell, after: Story) -> Iterator[str]:
    """What became of the needs of each cause, and of all where nobody listened."""
    weeks = [one.fixed for one in after["pit stop"].years]
    yield "| cause | removed in | from week | needs before | needs after | of |"
    yield "|---|---|---|---|---|---|"
    for name, step in steps(before, after["pit stop"]).items():
        if step.week is None or step.before is None or step.after is None:
            yield f"| {name} | 0 | - | - | - | - |"
            continue
        told = f"{step.week + 1:.0f} | {step.before:.3f} | {step.after:.3f} | {step.needs:,}"
        yield f"| {name} | {step.fixed_in} of {len(weeks)} | {told} |"
    yield f"all of them: {_told(fallen(before, after['pit stop']), '+.3f')}"
    yield f"nobody listens: {_told(fallen(before, after['nobody listens'], weeks), '+.3f')}"


def people(after: Story) -> Iterator[str]:
    """Spillover, and what is left with a refresh and without."""
    for name in ("pit stop", "refreshed"):
        cell = after[name]
        yield f"{name}: spillover {_told(mean(spillover(cell)), '.4f')} % a point"
        weeks = left(cell).mean(axis=0)
        told = ", ".join(f"week {week}: {weeks[week - 1]:.2f}" for week in (15, 21, 27, 39, 52))
        yield f"{name}: left of the uplift: {told}"
        for begin, end in ((0, 6), (6, 12), (12, 24), (24, 52)):
            found = _told(uplift(cell, begin, end), "+.2f", 100)
            yield f"{name}: solved at once, weeks {begin + 1} to {end} after: {found} points"
    yield f"half-life, weeks: {_told(mean(half_life(after['pit stop'])), '.2f')}"


def main(replications: int) -> None:
    """Prints the tables."""
    every = dict(CELLS) | {f"{d}: {n}": c for d, own in DOUBTS.items() for n, c in own.items()}
    before, found = story(every, replications)
    after = {name: found[name] for name in CELLS}
    doubted = {d: {n: found[f"{d}: {n}"] for n in own} for d, own in DOUBTS.items()}
    for table in (
        money(before, after), mix(after["pit stop"]), dip(before, after["pit stop"]),
        causes(before, after), people(after), doubts(before, doubted),
    ):  # fmt: skip
        print(*table, "", sep="\n", flush=True)
    before, found = story({"pit stop": CELLS["pit stop"]}, replications, AMPLE)
    print(*money(before, found), sep="\n")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 10)
