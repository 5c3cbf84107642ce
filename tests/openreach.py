"""The story of Openreach, told in figures: what customers live through, and what it reports.

python tests/openreach.py         prints the table of scenarios/stories/r000.md; some minutes
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from pathlib import Path

import numpy as np

from ccsim.codes import Event
from ccsim.eventlog.chunk import Chunk
from ccsim.experiments.paired import Fractions, PairedDifference, paired_difference
from ccsim.metrics.estimates import Estimate, estimate, fractions
from ccsim.metrics.ledger import Ledger
from ccsim.metrics.totals import Totals
from ccsim.plan.plan import Plan, make_plan
from ccsim.replication import replicate
from ccsim.spec.loading import load
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
TIERS = (
    ("arrivals", "queue=bt_retail"),
    ("arrivals", "queue=others"),
    ("enquiries", "queue=service_desk"),
    ("enquiries", "queue=control"),
)
"""Two providers, the infrastructure company, and its own field control."""
REPLICATIONS = 8
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


class Tickets:
    """Listens, and counts by the clock of the company (S000-16).

    It starts with the ticket of the provider, and ends when the ticket is done, whether the line
    works or not. The clock of the customer is the metric `share_faults_fixed_2wd`: from the first
    attempt until the cause is gone.
    """

    def __init__(self, plan: Plan) -> None:
        self._plan, self._kind = plan, plan.kind_names.index("line_fault")
        self._rows: list[tuple[int, int, int, int]] = []

    def add(self, chunk: Chunk) -> None:
        """Keeps what happens to tickets for faults."""
        told = np.isin(chunk.event, (Event.TICKET_OPENED, Event.TICKET_DONE))
        told &= (chunk.kind == self._kind) & (chunk.time >= self._plan.warm_up_end)
        columns = (chunk.who, chunk.case, chunk.time, chunk.event)
        self._rows += zip(*(column[told].tolist() for column in columns), strict=True)

    def finish(self) -> tuple[int, int]:
        """How many tickets were done within two working days, of those that fell due."""
        met = due = 0
        last = (-1, -1, -1, int(Event.TICKET_DONE))
        for one, after in pairwise([*sorted(self._rows), last]):
            term = self._term(one[2])
            if one[3] != Event.TICKET_OPENED or term > self._plan.day_starts[-1]:
                continue
            due += 1
            met += one[:2] == after[:2] and after[3] == Event.TICKET_DONE and after[2] < term
        return met, due

    def _term(self, opened: int) -> int:
        day = np.searchsorted(self._plan.day_starts, opened, side="right") - 1
        return int(self._plan.oversight.clock_due[self._kind, day])


@dataclass(frozen=True)
class Story:
    """A scenario, played a number of times."""

    totals: tuple[Totals, ...]
    estimates: dict[str, Estimate]
    tickets: Fractions
    """Tickets for faults done within two working days, and all of them, by replication."""

    @property
    def reported(self) -> PairedDifference:
        """The share of tickets in time, with its interval."""
        met, due = self.tickets
        return paired_difference((np.zeros_like(met), np.ones_like(due)), self.tickets)


@cache
def played(path: Path, sets: tuple[str, ...] = (), replications: int = REPLICATIONS) -> Story:
    """A scenario, played so often with the same luck as all others here."""
    plan = make_plan(load(path, sets).scenario)
    totals, tickets = [], []
    for replication in range(replications):
        ledger, counted = Ledger(plan), Tickets(plan)
        replicate(
            plan, seed=1, replication=replication, engine="compiled", listeners=[ledger, counted]
        )
        totals.append(ledger.finish())
        tickets.append(counted.finish())
    met, due = np.array(tickets, np.float64).T
    return Story(tuple(totals), estimate(totals), (met, due))


def difference(before: Story, after: Story, metric: str, slice_: str = "") -> PairedDifference:
    """What a change does to a metric, or to a part of it, under common luck."""
    return paired_difference(
        fractions(before.totals, metric, slice_), fractions(after.totals, metric, slice_)
    )


def rises(one: PairedDifference) -> bool:
    """Whether it is established that there is more."""
    return one.low is not None and one.low > 0


def falls(one: PairedDifference) -> bool:
    """Whether it is established that there is less."""
    return one.high is not None and one.high < 0


def _told(one: PairedDifference, sign: str = "") -> str:
    return f"{one.mean:{sign}.4g} ({one.low:{sign}.4g} to {one.high:{sign}.4g})"


def _estimated(result: Story, name: str) -> str:
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
    shares = [_told(played(path).reported) for path in YEARS.values()]
    yield "| tickets done within 2 working days | " + " | ".join(shares) + " |"
    for name in FIGURES:
        cells = [_estimated(played(path), name) for path in YEARS.values()]
        yield f"| `{name}` | " + " | ".join(cells) + " |"
    steps = list(pairwise(played(path) for path in YEARS.values()))
    moves = [paired_difference(one.tickets, other.tickets) for one, other in steps]
    yield "| step of the tickets' share | | " + " | ".join(_told(m, "+") for m in moves) + " |"
    moves = [difference(one, other, _FIXED) for one, other in steps]
    yield f"| step of `{_FIXED}` | | " + " | ".join(_told(m, "+") for m in moves) + " |"


def each_alone() -> Iterator[str]:
    """A row for each change alone, against 2014."""
    before = played(YEARS["2014"])
    yield f"| alone, in 2014 | tickets in time | `{_FIXED}` | `chases` | `enquiries` |"
    yield "|---|---|---|---|---|"
    for name, sets in ALONE.items():
        after = played(YEARS["2014"], sets)
        moves = [paired_difference(before.tickets, after.tickets)]
        moves += [difference(before, after, metric) for metric in (_FIXED, "chases", "enquiries")]
        yield f"| {name} | " + " | ".join(_told(one, "+") for one in moves) + " |"


def along_the_chain() -> Iterator[str]:
    """A row for each tier: what there is to do in 2014, and where nobody chases."""
    before, after = played(YEARS["2014"]), played(STORIES / "r000_nobody_chases.yaml")
    yield "| tier | 2014 | nobody chases | difference |\n|---|---|---|---|"
    for metric, queue in TIERS:
        name = f"{metric}[{queue}]"
        cells = [_estimated(one, name) for one in (before, after)]
        cells.append(_told(difference(before, after, metric, queue), "+"))
        yield f"| `{name}` | " + " | ".join(cells) + " |"


if __name__ == "__main__":
    for table in (by_year(), each_alone(), along_the_chain()):
        for line in table:
            print(line, flush=True)
