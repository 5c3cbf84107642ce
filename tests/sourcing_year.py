"""The sourcing question over a year: four ways to answer for the firm, by cost and by net value.

python tests/sourcing_year.py [REPLICATIONS] [SHARE]   prints the tables of the year, for people
"""

import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import numpy as np

from ccsim.experiments.compare import compare
from ccsim.experiments.results import RunResult
from ccsim.experiments.worth import ranking, weekly, worth
from ccsim.metrics.totals import WHOLE
from ccsim.metrics.window import Floats
from ccsim.spec.loading import Loaded, load
from ccsim.spec.teams import Headcount
from shipped import SCENARIOS
from sourcing import Effect, contrast, quotient

WAYS = {
    way: SCENARIOS / "stories" / f"sourcing_{way}.yaml"
    for way in ("in_house", "onshore", "colocated", "offshore")
}
"""In-house is the reference."""
IN_STRIDE = ("transition=null", "queues.front.teams=[front]", "teams.incumbents=null")
"""The vendor as it is after the change: no incumbents, nothing that is paid once."""
ONCE = ("one_off", "systems")
"""Sums of the transition that go with the size of the firm."""
LINES = (
    "own_pay", "vendor_fees", "hiring_cost", "training_cost", "transition_cost", "sla_credits",
    "target_fines", "total_cost", "margin_lost", "net_value",
)  # fmt: skip
BY_WEEK = ("total_cost", "margin_lost", "net_value")
SHOWN = (
    "true_fcr", "contacts_per_case", "arrivals", "mean_wait_s", "abandon_rate", "satisfaction",
    "churn_rate", "complaints_per_100k", "turnover_rate[team=front]",
    "unfilled_share[team=front]", "occupancy[team=front]",
)  # fmt: skip
UNITS: Mapping[str, Callable[[RunResult], Floats]] = {
    "EUR per hour on duty": lambda run: _of_front(run, "staffed_ms") / 3_600_000,
    "EUR per minute of talk and after-call work": lambda run: _of_front(run, "busy_ms") / 60_000,
    "EUR per call answered": lambda run: _of_front(run, "answered"),
}
"""What a vendor may be paid for; the fee model changes no event, so one run answers for all."""


def way(name: str, *sets: str, share: float = 1.0, in_stride: bool = False) -> Loaded:
    """One of the four ways, for a share of the customers with that share of the people."""
    stride = IN_STRIDE if in_stride and name != "in_house" else ()
    smaller = scaled(WAYS[name], share, stride) if share != 1.0 else ()
    return load(WAYS[name], [*stride, *smaller, *sets])


def scaled(path: Path, share: float, sets: Sequence[str] = ()) -> tuple[str, ...]:
    """So many of the customers, and of everybody who works for them; at least one of each.

    What is paid once, or by the point, goes with the size of the firm.
    """
    facts = load(path, list(sets)).scenario
    counts = [
        f"customers.{name}.count={round(one.count * share)}"
        for name, one in facts.customers.items()
    ]
    counts += [
        f"departments.{name}.staff={max(round(one.staff * share), 1)}"
        for name, one in facts.departments.items()
    ]
    for name, team in facts.teams.items():
        if isinstance(team.headcount, Headcount):
            agents = [int(np.ceil(each * share)) for each in team.headcount.agents]
            counts.append(f"teams.{name}.headcount={{interval: 1h, agents: {agents}}}")
        elif team.headcount is not None:
            counts.append(f"teams.{name}.headcount={max(round(team.headcount * share), 1)}")
    sums = {"regulator.fine_per_point_missed": facts.regulator.fine_per_point_missed}
    if facts.transition is not None:
        sums |= {f"transition.{name}": getattr(facts.transition, name) for name in ONCE}
    counts += [
        f"{path}={one.value * share:g} {one.currency}{'/week' if one.per_ms else ''}"
        for path, one in sums.items()
        if one is not None
    ]
    return tuple(counts)


def paid(run: RunResult, line: str) -> Floats:
    """A line of the ledger over the measured time, by replication; nought where there is none."""
    zero = np.zeros(1)
    return np.array([float(totals.sums[WHOLE].get(line, zero)[0]) for totals in run.totals])


def break_even_fee(reference: RunResult, vendor: RunResult, unit: str) -> Effect:
    """The fee for each unit at which the vendor leaves as much net value as the reference."""
    room = paid(vendor, "net_value") + paid(vendor, "vendor_fees") - paid(reference, "net_value")
    return quotient(room, UNITS[unit](vendor))


def _of_front(run: RunResult, name: str) -> Floats:
    front = list(run.scenario.teams).index("front")
    return np.array([float(totals.sums["team"][name][front]) for totals in run.totals])


def tell_year(runs: Sequence[RunResult]) -> None:
    """Every line of money and what it stands for: in-house, and paired differences from it."""
    _head("metric", "in_house", *(f"{name} against it" for name in list(WAYS)[1:]))
    for name in (*LINES, *SHOWN):
        house = runs[0].estimates.get(name)
        told = "0" if house is None or house.mean is None else _told(house)
        cells = [str(_difference(runs[0], run, name)) for run in runs[1:]]
        print(f"| `{name}` | {told} | {' | '.join(cells)} |", flush=True)
    for metric, falling in (("total_cost", False), ("margin_lost", False), ("net_value", True)):
        print(f"\nby `{metric}`: {', '.join(ranking(runs, metric, falling=falling))}")
    _head("pair", "total_cost", "net_value")
    names = list(WAYS)
    for i, one in enumerate(runs):
        for j in range(i + 1, len(runs)):
            cells = [_difference(one, runs[j], name) for name in ("total_cost", "net_value")]
            print(f"| {names[j]} less {names[i]} | {cells[0]} | {cells[1]} |")


def tell_worth(runs: Sequence[RunResult]) -> None:
    """Present value, payback and break-even fees of each vendor against in-house."""
    _head("vendor", "present value, EUR", "paid back in week", "share paid back", *UNITS)
    for name, run in zip(list(WAYS)[1:], runs[1:], strict=True):
        found = worth(runs[0], run)
        assert found is not None
        value, back, share = found.present_value, found.payback_week, found.paid_back
        fees = [str(break_even_fee(runs[0], run, unit)) for unit in UNITS]
        print(
            f"| {name} | {value.mean:+,.0f} ({value.low:+,.0f} to {value.high:+,.0f}) | "
            f"{back.mean} ({back.low} to {back.high}) | {share.mean} ({share.low:.2f} to "
            f"{share.high:.2f}), n = {share.n} | {' | '.join(fees)} |",
            flush=True,
        )


def _difference(one: RunResult, other: RunResult, name: str) -> Effect:
    if name in LINES:
        return quotient(paid(other, name) - paid(one, name), np.ones(len(one.totals)))
    return contrast([one, other], name, (-1, 1))


def _told(estimate: object) -> str:
    mean, low, high = (getattr(estimate, name) for name in ("mean", "low", "high"))
    if low is None:
        return f"{mean:.4g}"
    return f"{mean:.4g} ({low:.4g} to {high:.4g})"


def _head(*columns: str) -> None:
    print(f"\n| {' | '.join(columns)} |\n|{'---|' * len(columns)}")


def tell_stride(runs: Sequence[RunResult], first: int = 26) -> None:
    """The second half of the year, when the change is over: what each vendor gains a week."""
    _head("vendor, weeks 27 to 52", *(f"{line} a week, EUR" for line in BY_WEEK))
    for name, run in zip(list(WAYS)[1:], runs[1:], strict=True):
        print(
            f"| {name} | {' | '.join(str(stride(runs[0], run, line, first)) for line in BY_WEEK)} |"
        )


def stride(one: RunResult, other: RunResult, line: str, first: int = 26) -> Effect:
    """The paired difference of a line in a mean week after the first so many."""
    weeks = [weekly(run, line) for run in (one, other)]
    assert weeks[0] is not None
    assert weeks[1] is not None
    more = (weeks[1] - weeks[0])[:, first:52].mean(axis=1)
    return quotient(more, np.ones(len(more)))


def main(replications: int, share: float) -> None:
    """Prints the year of the change, and what is left of it in the second half."""
    print(f"\nn = {replications}, {share:g} of the customers")
    loaded = [way(name, share=share) for name in WAYS]
    runs = compare(loaded, replications=replications, workers=1).runs
    tell_year(runs)
    tell_stride(runs)
    tell_worth(runs)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 6, float(sys.argv[2]) if sys.argv[2:] else 0.25)
