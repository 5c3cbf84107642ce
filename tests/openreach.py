"""The story of Openreach, told in figures: what customers live through, and what it reports.

python tests/openreach.py         prints the table of scenarios/stories/r000.md; some minutes
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
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
