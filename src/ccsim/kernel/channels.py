"""Other doors: which one a customer tries next, and who leaves a chat without telling."""

from ccsim.codes import Event, Outcome
from ccsim.kernel.floor import NOW, REPLICATION, SEED
from ccsim.kernel.record import write_contact
from ccsim.kernel.world import (
    cases_of,
    compiled,
    doors_of,
    queues_of,
    registers_of,
)
from ccsim.rules.channels import leaves_silently, takes_door

_ROW_LEFT_SILENTLY = int(Event.CONTACT_LEFT_SILENTLY)
_NOBODY_THERE = int(Outcome.NOBODY_THERE)


@compiled
def try_door(world: int, c: int) -> None:
    """Before the next attempt a customer may think of another door, further down the list."""
    case, registers = cases_of(world)[c], registers_of(world)
    if case.customer < 0:
        return
    i = case.door
    while doors_of(world)[case.segment, 3 * i] >= 0:
        if takes_door(
            registers[SEED], registers[REPLICATION], case.who, case.word, case.contact, i,
            case.attempts, doors_of(world)[case.segment, 3 * i + 2],
            doors_of(world)[case.segment, 3 * i + 1],
        ):  # fmt: skip
            case.entry_queue = doors_of(world)[case.segment, 3 * i]
            case.door = i + 1
            return
        i += 1


@compiled
def slips_away(world: int, c: int) -> bool:
    """Whether somebody out of patience leaves the chat and keeps the place; if so, it is told."""
    case, registers = cases_of(world)[c], registers_of(world)
    gone = leaves_silently(
        registers[SEED], registers[REPLICATION], case.who, case.word, case.contact, case.leg,
        queues_of(world)[case.queue].leaves_silently,
    )  # fmt: skip
    if gone:
        case.silent = 1
        write_contact(world, _ROW_LEFT_SILENTLY, c, -1, 0, registers[NOW] - case.entered)
    return gone


@compiled
def finds_nobody(world: int, c: int) -> None:
    """The agent waits for an answer that does not come, and closes the chat."""
    case = cases_of(world)[c]
    case.talk, case.wrap_up = queues_of(world)[case.queue].silent_time, 0
    case.outcome, case.next_queue = _NOBODY_THERE, -1
