"""A case between contacts: when the customer tries again, asks, or stops trying."""

from ccsim.codes import CaseStatus, Event, Outcome, Rank, Reason
from ccsim.kernel.channels import try_door
from ccsim.kernel.floor import MIDNIGHT, NOW, REPLICATION, SEED
from ccsim.kernel.heap import push
from ccsim.kernel.record import write_case
from ccsim.kernel.world import (
    cases_of,
    closes_of,
    compiled,
    departments_of,
    opens_of,
    queues_of,
    registers_of,
    segments_of,
    shapes_of,
)
from ccsim.rules.calendar import next_open
from ccsim.rules.cases import after_failure, chase
from ccsim.rules.customers import stops_trying
from ccsim.rules.transfers import CERTAIN
from ccsim.units import NEVER

_SCHEDULED, _GIVEN_UP = int(CaseStatus.SCHEDULED), int(CaseStatus.GIVEN_UP)
_REPEAT, _CHASE = int(Reason.REPEAT), int(Reason.CHASE)
_ROW_GIVEN_UP, _ROW_RESOLVED = int(Event.CASE_GIVEN_UP), int(Event.CASE_RESOLVED)
_ROW_PROMISE_GIVEN, _STATUS_GIVEN = int(Event.PROMISE_GIVEN), int(Outcome.STATUS_GIVEN)
_CONTACT_ARRIVES = int(Rank.CONTACT_ARRIVES) << 56
_PROMISE_DUE = int(Rank.PROMISE_DUE) << 56


@compiled
def when_open(world: int, q: int, at: int, late: int) -> int:
    """When a caller who wants to dial at an instant does: then, or `late` after it opens.

    Callers go by the hours that are advertised.
    """
    queue = queues_of(world)[q]
    opens = next_open(
        opens_of(world), closes_of(world), queue.advertised_first, queue.advertised_last, at
    )
    if opens == at or opens >= NEVER:
        return opens
    return opens + late


@compiled
def schedule(world: int, c: int, due: int, reason: int) -> None:
    """Sets the next attempt; beyond midnight it waits in its row for the night to find it."""
    case = cases_of(world)[c]
    case.status = _SCHEDULED
    case.reason = reason
    case.contact += 1
    case.patience_contact = case.contact
    case.stamp += 1
    case.due = due
    if due < registers_of(world)[MIDNIGHT]:
        what = c | (case.stamp << 32)
        push(world, due, _CONTACT_ARRIVES | case.who, case.word, what)


@compiled
def make_promise(world: int, c: int, due: int) -> None:
    """The customer is told a time."""
    case = cases_of(world)[c]
    case.promise = due
    what = c | (case.ticket_stamp << 32)
    push(world, due, _PROMISE_DUE | case.who, case.word, what)


@compiled
def asks_later(world: int, c: int, shape: int, scale: int) -> None:
    """A customer without news may call to ask how it stands."""
    case, registers = cases_of(world)[c], registers_of(world)
    segment = segments_of(world)[case.segment]
    delay, late = chase(
        registers[SEED], registers[REPLICATION], case.who, case.word, case.contact, case.chases,
        segment.chases, shapes_of(world), shape, scale, segment.opening_spread,
    )  # fmt: skip
    case.chases += 1
    if delay < NEVER:
        try_door(world, c)
        due = when_open(world, case.entry_queue, registers[NOW] + delay, late)
        schedule(world, c, due, _CHASE)


@compiled
def expects_news(world: int, c: int, outcome: int) -> None:
    """A customer whose case is with a department waits for a promised day, or will ask."""
    case, registers = cases_of(world)[c], registers_of(world)
    if case.promise >= 0:
        return  # the promise will be kept or missed
    department = departments_of(world)[case.department]
    if outcome == _STATUS_GIVEN and department.promise >= 0:
        due = registers[NOW] + department.promise
        make_promise(world, c, due)
        write_case(world, _ROW_PROMISE_GIVEN, c, case.department, 0, due)
    elif case.owned == 0:
        segment = segments_of(world)[case.segment]
        asks_later(
            world, c, segment.chase_without_promise_shape,
            segment.chase_without_promise_scale,
        )  # fmt: skip


@compiled
def fails(world: int, c: int) -> None:
    """A contact solved nothing: the customer stops trying, or calls again."""
    case, registers = cases_of(world)[c], registers_of(world)
    segment = segments_of(world)[case.segment]
    gives_up = CERTAIN if case.had_enough != 0 else stops_trying(
        registers[SEED], registers[REPLICATION], case.who, segment.gives_up, shapes_of(world),
        segment.temper_shape, segment.tires, case.contact,
    )  # fmt: skip
    delay, late = after_failure(
        registers[SEED], registers[REPLICATION], case.who, case.word, case.contact,
        gives_up, shapes_of(world), segment.repeat_delay_shape, segment.repeat_delay_scale,
        segment.opening_spread,
    )  # fmt: skip
    if delay >= NEVER:
        case.status = _GIVEN_UP
        open_for = registers[NOW] - case.opened
        write_case(world, _ROW_GIVEN_UP, c, -1, 0, open_for)
        return
    try_door(world, c)
    due = when_open(world, case.entry_queue, registers[NOW] + delay, late)
    schedule(world, c, due, _REPEAT)


@compiled
def cure(world: int, c: int) -> None:
    """The cause is gone."""
    case, registers = cases_of(world)[c], registers_of(world)
    case.cured = 1
    open_for = registers[NOW] - case.opened
    write_case(world, _ROW_RESOLVED, c, -1, 0, open_for)
