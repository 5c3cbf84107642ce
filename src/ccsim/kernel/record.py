"""Writing the event log's rows into the engine's buffer."""

from ccsim.kernel.floor import NOW, ROWS
from ccsim.kernel.world import (
    cases_of,
    compiled,
    log_agent_of,
    log_case_of,
    log_contact_of,
    log_department_of,
    log_event_of,
    log_kind_of,
    log_leg_of,
    log_queue_of,
    log_reason_of,
    log_time_of,
    log_value_of,
    log_who_of,
    registers_of,
)


@compiled
def write_row(
    world: int, event: int, who: int, word: int, contact: int, leg: int, queue: int,
    department: int, agent: int, kind: int, reason: int, value: int,
) -> None:  # fmt: skip
    """One row, now."""
    registers = registers_of(world)
    row = registers[ROWS]
    registers[ROWS] = row + 1
    log_time_of(world)[row] = registers[NOW]
    log_event_of(world)[row] = event
    log_who_of(world)[row] = who
    log_case_of(world)[row] = word
    log_contact_of(world)[row] = contact
    log_leg_of(world)[row] = leg
    log_queue_of(world)[row] = queue
    log_department_of(world)[row] = department
    log_agent_of(world)[row] = agent
    log_kind_of(world)[row] = kind
    log_reason_of(world)[row] = reason
    log_value_of(world)[row] = value


@compiled
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
def write_agent(world: int, event: int, a: int, value: int) -> None:
    """A row about an agent's duty."""
    write_row(world, event, -1, 0, 0, 0, -1, -1, a, -1, 0, value)
