"""The story of Openreach, told in figures: what customers live through, and what it reports.

python tests/openreach.py         prints the table of scenarios/stories/r000.md; some minutes
"""

from collections.abc import Iterator
from functools import cache
from itertools import pairwise
from pathlib import Path

import numpy as np

from ccsim.codes import Event
from ccsim.eventlog.chunk import Chunk
from ccsim.experiments.paired import Fractions, PairedDifference, paired_difference
from ccsim.experiments.replicate import run
from ccsim.experiments.results import RunResult
from ccsim.metrics.estimates import fractions
from ccsim.metrics.window import Floats
from ccsim.plan.plan import Plan, make_plan
from ccsim.spec.loading import load
from playing import play
from shipped import SCENARIOS

STORIES = SCENARIOS / "stories"
YEARS = {
    "2014": SCENARIOS / "openreach.yaml",
    "2015": STORIES / "r000_2015.yaml",
    "2016": STORIES / "r000_2016.yaml",
    "now": STORIES / "r000_now.yaml",
}
REPORTED = {"2014": 0.665, "2015": 0.77, "2016": 0.84, "now": 0.88}
"""Share of faults repaired within two working days, as Openreach reported it (E-FLD-01)."""
TIERS = ("bt_retail", "others", "service_desk", "control")
"""Queues along the chain: two providers, the infrastructure company, and its own field control."""
REPLICATIONS = 10
SEGMENTS = ("bt_retail", "bt_retail_rural", "others")
CREWS = ("network", "underground")
VISITORS = (*CREWS, "provisioning")


def at(desks: tuple[str, ...], fact: str) -> tuple[str, ...]:
    """The same setting for several departments."""
    return tuple(f"departments.{desk}.{fact}" for desk in desks)


SMALL = (
    "customers.bt_retail.count=17000",
    "customers.bt_retail_rural.count=5000",
    "customers.others.count=28000",
    "teams.bt_retail.headcount=2",
    "teams.others.headcount=2",
    "departments.network.staff=22",
    "departments.underground.staff=11",
    "departments.provisioning.staff=4",
    "departments.network.visits.technicians=5",
    "departments.underground.visits.technicians=3",
    "departments.provisioning.visits.technicians=15",
    "calendar.weeks=8",
)
"""A fifth of the lines, and of those who look after them: as busy, and quicker to play."""
QUIET = tuple(f"customers.{segment}.chases=0" for segment in SEGMENTS)
TELLS = at(VISITORS, "updates={accepted: 1.0, scheduled: 1.0, en_route: 1.0, done: 1.0}")
RIGHTER = (
    *at(VISITORS, "recovers=0.12"),
    *at(VISITORS, "compounds=0.08"),
    *at(VISITORS, "right_first_time=0.80"),
    *at(CREWS, "by_segment.bt_retail_rural.right_first_time=0.75"),
)
ALONE = {
    "a fifth more crews and technicians": (
        "departments.network.staff=130",
        "departments.underground.staff=65",
        "departments.network.visits.technicians=29",
        "departments.underground.visits.technicians=15",
        "departments.provisioning.visits.technicians=90",
    ),
    "tickets lie for three hours, not six": at(CREWS, "padding=3h"),
    "tickets do not lie": at(CREWS, "padding=0s"),
    "half of the hand-overs done on the spot": at(CREWS, "fixes_on_spot=0.5"),
    "right first time 0.80, not 0.65": RIGHTER,
    "half of the missed visits": at(VISITORS, "visits.missed=0.025"),
    "messages at every step": TELLS,
    "half choose their slots": at(VISITORS, "visits.self_book=0.5"),
    "nobody chases": QUIET,
}
"""What changed between the years, each alone in 2014."""


@cache
def played(path: Path, sets: tuple[str, ...] = (), replications: int = REPLICATIONS) -> RunResult:
    """A scenario, played so often with the same luck as all others here."""
    return run(load(path, sets), replications=replications, workers=1)


def difference(
    before: RunResult, after: RunResult, metric: str, slice_: str = ""
) -> PairedDifference:
    """What a change does to a metric, or to a part of it, under common luck."""
    return paired_difference(
        fractions(before.totals, metric, slice_), fractions(after.totals, metric, slice_)
    )


@cache
def reported(path: Path, sets: tuple[str, ...] = (), replications: int = REPLICATIONS) -> Fractions:
    """Tickets for faults done within two working days, and all of them, by replication.

    The clock of the company: it starts with the ticket of the provider, and ends when the ticket
    is done, whether the line works or not (S000-16). That of the customer is the metric
    `share_faults_fixed_2wd`: from the first attempt until the cause is gone.
    """
    plan = make_plan(load(path, sets).scenario)
    counted = [
        _in_time(plan, play(plan, replication=replication).log)
        for replication in range(replications)
    ]
    done, due = np.array(counted, np.float64).T
    return done, due


def _in_time(plan: Plan, log: Chunk) -> tuple[int, int]:
    """How many tickets were done in time, of those that fell due in measured time."""
    kind = plan.kind_names.index("line_fault")
    rows = np.flatnonzero(
        np.isin(log.event, (Event.TICKET_OPENED, Event.TICKET_DONE)) & (log.kind == kind)
    )
    rows = rows[np.lexsort((rows, log.case[rows], log.who[rows]))]  # by case, in order of time
    rows = np.append(rows, rows[-1])
    opened, after = rows[:-1], rows[1:]
    is_one = log.event[opened] == Event.TICKET_OPENED
    opened, after = opened[is_one], after[is_one]
    over = (
        (log.event[after] == Event.TICKET_DONE)
        & (log.who[after] == log.who[opened])
        & (log.case[after] == log.case[opened])
    )
    day = np.searchsorted(plan.day_starts, log.time[opened], side="right") - 1
    due = plan.oversight.clock_due[kind, day]
    counts = (day >= plan.warm_up_days) & (due <= plan.day_starts[-1])
    return int((counts & over & (log.time[after] < due)).sum()), int(counts.sum())


def share(counted: Fractions) -> PairedDifference:
    """A share with its interval."""
    nothing: tuple[Floats, Floats] = np.zeros_like(counted[0]), np.ones_like(counted[1])
    return paired_difference(nothing, counted)


def _told(one: PairedDifference, sign: str = "") -> str:
    return f"{one.mean:{sign}.4g} ({one.low:{sign}.4g} to {one.high:{sign}.4g})"


def _estimated(result: RunResult, name: str) -> str:
    one = result.estimates[name]
    return f"{one.mean:.4g} ({one.low:.4g} to {one.high:.4g})"


FIGURES = (
    "share_faults_fixed_2wd", "share_installed_12wd", "time_to_repair_s[kind=line_fault]",
    "right_first_time_rate[segment=others]", "recovered_rate[segment=others]",
    "compounded_rate[segment=others]", "right_first_time_rate[segment=bt_retail_rural]",
    "share_faults_fixed_2wd[segment=bt_retail]", "share_faults_fixed_2wd[segment=bt_retail_rural]",
    "hand_offs_per_ticket[kind=line_fault]", "visits_per_week", "no_access_rate", "targets_missed",
    "chases", "chase_amplification", "arrivals[queue=bt_retail]", "arrivals[queue=others]",
    "enquiries[queue=service_desk]", "enquiries[queue=control]",
)  # fmt: skip
_FIXED = "share_faults_fixed_2wd"


def by_year() -> Iterator[str]:
    """A column for each year."""
    yield "| | " + " | ".join(YEARS) + " |\n|---|" + "---|" * len(YEARS)
    yield "| source (E-FLD-01) | " + " | ".join(f"{one:.3g}" for one in REPORTED.values()) + " |"
    shares = [_told(share(reported(path))) for path in YEARS.values()]
    yield "| tickets done within 2 working days | " + " | ".join(shares) + " |"
    for name in FIGURES:
        cells = [_estimated(played(path), name) for path in YEARS.values()]
        yield f"| `{name}` | " + " | ".join(cells) + " |"
    paths = list(YEARS.values())
    steps = list(pairwise(paths))
    moves = [paired_difference(reported(one), reported(other)) for one, other in steps]
    yield "| step of the tickets' share | | " + " | ".join(_told(m, "+") for m in moves) + " |"
    moves = [difference(played(one), played(other), _FIXED) for one, other in steps]
    yield f"| step of `{_FIXED}` | | " + " | ".join(_told(m, "+") for m in moves) + " |"


def each_alone() -> Iterator[str]:
    """A row for each change alone, against 2014."""
    path = YEARS["2014"]
    yield f"| alone, in 2014 | tickets in time | `{_FIXED}` | `chases` | `enquiries` |"
    yield "|---|---|---|---|---|"
    for name, sets in ALONE.items():
        tickets = paired_difference(reported(path), reported(path, sets))
        others = [
            difference(played(path), played(path, sets), metric)
            for metric in (_FIXED, "chases", "enquiries")
        ]
        yield f"| {name} | " + " | ".join(_told(one, "+") for one in (tickets, *others)) + " |"


if __name__ == "__main__":
    for table in (by_year(), each_alone()):
        for line in table:
            print(line, flush=True)
