"""Whether the back offices keep up with their work, in sentences for all who show a run."""

import math
from collections.abc import Iterator, Sequence
from typing import Final

from ccsim.experiments.results import RunResult
from ccsim.metrics.totals import metric_key
from ccsim.report.words import estimate_text
from ccsim.spec.scenario import Scenario

_LEAST_DAYS: Final = 7
"""A back office that rests on Sundays is judged by whole weeks."""


def keeping_up_sentences(runs: Sequence[RunResult]) -> Iterator[str]:
    """A sentence for each department to which more work comes than its staff can do.

    None where that is not established, or less than a week was measured; of a single replication,
    its own load is told.
    """
    for run in runs:
        calendar = run.scenario.calendar
        if calendar.total_days - calendar.warm_up_total_days < _LEAST_DAYS:
            continue
        name = f"{run.label}: " if len(runs) > 1 else ""
        for department in _judged(run.scenario):
            if sentence := _sentence(run, department):
                yield name + sentence


def _judged(scenario: Scenario) -> Iterator[str]:
    """The departments whose tickets bring their work; an incident's are cured all at once."""
    struck = {incident.need for incident in scenario.incidents.values()}
    relieved = {scenario.needs[need].owner for need in struck}
    return (name for name in scenario.departments if name not in relieved)


def _sentence(run: RunResult, department: str) -> str:
    """What a department does not get done; nothing where it may keep up."""
    load, done = (
        run.estimates.get(metric_key(name, f"department={department}"))
        for name in ("back_office_load", "tickets_done_rate")
    )
    if load is None or load.mean is None or done is None:
        return ""
    if (load.mean if load.low is None else load.low) <= 1:
        return ""
    staff = run.scenario.departments[department].staff
    needed = math.floor(load.mean * staff) + 1
    share, span = estimate_text(load)
    finished, span_of_finished = estimate_text(done)
    return (
        f"THE DEPARTMENT {department} DOES NOT KEEP UP: the work that comes in is {share} of what "
        f"its staff of {staff} can do in its hours ({span}), and what is left undone grows from "
        f"week to week; {finished} of its tickets were done ({span_of_finished}). Such work takes "
        f"a staff of {needed} at the least."
    )
