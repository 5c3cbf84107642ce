"""Writing the event log's rows into the engine's buffer."""

from ccsim.codes import Event
from ccsim.kernel.floor import NOW, ROWS
from ccsim.kernel.world import (
    cases_of,
    compiled,
    incidents_of,
    log_of,
    on_every_call,
    registers_of,
)

_TICKET_DONE = int(Event.TICKET_DONE)


@on_every_call
def write_row(
    world: int, event: int, who: int, word: int, contact: int, leg: int, queue: int,
    department: int, agent: int, kind: int, reason: int, value: int,
) -> None:  # fmt: skip
    """One row, now."""
    registers = registers_of(world)
    row = log_of(world)[registers[ROWS]]
    registers[ROWS] += 1
    row.time = registers[NOW]
    row.event = event
    row.who = who
    row.case = word
    row.contact = contact
    row.leg = leg
    row.queue = queue
    row.department = department
    row.agent = agent
    row.kind = kind
    row.reason = reason
    row.value = value


@on_every_call
def write_contact(world: int, event: int, c: int, agent: int, reason: int, value: int) -> None:
    """A row about a contact."""
    case = cases_of(world)[c]
    write_row(
        world, event, case.who, case.word, case.contact, case.leg, case.queue, -1, agent,
        case.kind, reason, value,
    )  # fmt: skip


@compiled
def write_case(world: int, event: int, c: int, department: int, reason: int, value: int) -> None:
    """A row about a case, whoever is on the phone."""
    case = cases_of(world)[c]
    write_row(
        world, event, case.who, case.word, case.contact, 0, -1, department, -1, case.kind,
        reason, value,
    )  # fmt: skip


@compiled
def write_ticket_done(world: int, c: int, result: int) -> None:
    """The end of a ticket, under the contact that opened it: a case may have had many tickets."""
    case = cases_of(world)[c]
    write_row(
        world, _TICKET_DONE, case.who, case.word, case.ticket_contact, 0, -1, case.department, -1,
        case.kind, result, registers_of(world)[NOW] - case.ticket_opened,
    )  # fmt: skip


@compiled
def write_agent(world: int, event: int, a: int, value: int) -> None:
    """A row about an agent's duty."""
    write_row(world, event, -1, 0, 0, 0, -1, -1, a, -1, 0, value)


@compiled
def write_incident(world: int, event: int, i: int, value: int) -> None:
    """A row about an incident, which concerns many customers."""
    incident = incidents_of(world)[i]
    write_row(world, event, -1, incident.word, 0, 0, -1, -1, -1, incident.kind, 0, value)
