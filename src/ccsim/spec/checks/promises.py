"""Whether promises, visits and calls to customers fit the rest of the scenario."""

import datetime as dt
from collections.abc import Iterator

from ccsim.spec.checks.channels import queues_behind_doors
from ccsim.spec.checks.finding import Finding
from ccsim.spec.hours import HoursError, local_intervals
from ccsim.spec.scenario import Scenario

_LOOKED_AT = dt.timedelta(days=28)


def promises(scenario: Scenario) -> Iterator[Finding]:
    """What is wrong with status calls and with the slots of visits."""
    yield from _status_calls(scenario)
    for name, department in scenario.departments.items():
        if department.visits is not None:
            yield from _slots(scenario, name, department.visits.slots)


def _status_calls(scenario: Scenario) -> Iterator[Finding]:
    levers = scenario.operating_model
    name, path = levers.outbound_queue, ("operating_model", "outbound_queue")
    if levers.status_calls == "booked":
        if name is not None:
            yield path, f"{name!r} is never used: write status_calls: outbound as well"
        return
    if name is None:
        yield path, "outbound status calls need outbound_queue: whose teams make them"
        return
    queue = scenario.queues.get(name)
    if queue is None:
        return  # told as a name that does not exist
    if name in dialled(scenario):
        yield path, f"{name!r} is dialled by callers too: calls that are made need their own queue"
    if queue.channel != "phone":
        by = f"{name!r} is a queue of {queue.channel}"
        yield ("queues", name, "channel"), f"{by}: the centre calls customers by phone"
    for field, wrong in (
        ("lines", queue.lines is not None),
        ("longest_wait", queue.longest_wait is not None),
        ("at_closing", queue.at_closing == "cleared"),
        ("ivr", queue.ivr is not None),
        ("callback", queue.callback is not None),
        ("enquires", queue.enquires is not None),
    ):
        if wrong:
            why = "nobody dials this queue to be turned away or sent on: leave this out"
            yield ("queues", name, field), why


def dialled(scenario: Scenario) -> set[str | None]:
    """Queues that somebody calls, or is passed on to."""
    levers = scenario.operating_model
    names: set[str | None] = set(queues_behind_doors(scenario))
    names |= {name for name, queue in scenario.queues.items() if queue.forecast}
    names |= {step.to for queue in scenario.queues.values() for step in queue.onward}
    names |= {levers.escalation_queue} if levers.escalation == "real" else set()
    names |= {levers.sample.queue} if levers.sample is not None else set()
    names |= {
        queue.ivr.misroutes.to
        for queue in scenario.queues.values()
        if queue.ivr is not None and queue.ivr.misroutes is not None
    }
    names.add(scenario.regulator.queue)
    for need in scenario.needs.values():
        names |= {need.queue, need.specialists, *need.queue_by_segment.values(), *need.passed_to}
    return names


def _slots(scenario: Scenario, name: str, slots: str) -> Iterator[Finding]:
    start, path = scenario.calendar.start, ("departments", name, "visits", "slots")
    try:
        spans = list(local_intervals(slots, scenario.calendar, start, start + _LOOKED_AT))
    except HoursError:
        return  # told with all opening hours
    if not spans:
        yield path, f"{slots!r} has no slot in four weeks: nobody could be visited"
    elif any(end - begin > dt.timedelta(days=1) for begin, end in spans):
        yield path, f"{slots!r}: a slot is at most a day long; write Mo-Fr 08:00-12:00,13:00-17:00"
