"""A case between contacts: when the customer tries again, or stops trying."""

from ccsim.codes import CaseStatus, Event, Rank, Reason
from ccsim.kernel.channels import try_door
from ccsim.kernel.floor import MIDNIGHT, NOW, REPLICATION, SEED
from ccsim.kernel.heap import push
from ccsim.kernel.record import write_case
from ccsim.kernel.world import (
    cases_of,
    closes_of,
    compiled,
    opens_of,
    queues_of,
    registers_of,
    segments_of,
    shapes_of,
)
from ccsim.rules.calendar import next_open
from ccsim.rules.cases import after_failure
from ccsim.rules.customers import stops_trying
from ccsim.rules.transfers import CERTAIN
from ccsim.units import NEVER

_SCHEDULED, _GIVEN_UP = int(CaseStatus.SCHEDULED), int(CaseStatus.GIVEN_UP)
_REPEAT = int(Reason.REPEAT)
_ROW_GIVEN_UP, _ROW_RESOLVED = int(Event.CASE_GIVEN_UP), int(Event.CASE_RESOLVED)
_CONTACT_ARRIVES = int(Rank.CONTACT_ARRIVES) << 56


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
def fails(world: int, c: int) -> None:
    """A contact solved nothing: the customer stops trying, or calls again."""
    case, registers = cases_of(world)[c], registers_of(world)
    segment = segments_of(world)[case.segment]
    gives_up = CERTAIN if case.had_enough != 0 else stops_trying(
        registers[SEED], registers[REPLICATION], case.who, segment.gives_up, shapes_of(world),
        segment.temper_shape, segment.tires, case.attempts,
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
