"""Writing the event log's rows."""

from ccsim.codes import Event
from ccsim.eventlog.chunk import ROW, Chunk, from_packed
from ccsim.model.centre import Centre

CHUNK_ROWS = 1 << 15
_pack = ROW.pack


def write_contact(
    centre: Centre, event: int, c: int, agent: int = -1, reason: int = 0, value: int = 0
) -> None:
    """A row about a contact."""
    cases = centre.cases
    centre.rows.append(
        _pack(
            centre.clock.time, event, cases.who[c], cases.word[c], cases.contact[c],
            cases.leg[c], cases.queue[c], -1, agent, cases.kind[c], reason, value,
        )
    )  # fmt: skip


def write_case(
    centre: Centre, event: int, c: int, department: int = -1, reason: int = 0, value: int = 0,
    agent: int = -1,
) -> None:  # fmt: skip
    """A row about a case, whoever is on the phone; `agent`: who says so to the customer."""
    cases = centre.cases
    centre.rows.append(
        _pack(
            centre.clock.time, event, cases.who[c], cases.word[c], cases.contact[c], 0, -1,
            department, agent, cases.kind[c], reason, value,
        )
    )  # fmt: skip


def write_ticket_done(centre: Centre, c: int, result: int) -> None:
    """The end of a ticket, under the contact that opened it: a case may have had many tickets."""
    cases = centre.cases
    centre.rows.append(
        _pack(
            centre.clock.time, int(Event.TICKET_DONE), cases.who[c], cases.word[c],
            cases.ticket_contact[c], 0, -1, cases.department[c], -1, cases.kind[c], result,
            centre.clock.time - cases.ticket_opened[c],
        )
    )  # fmt: skip


def write_agent(centre: Centre, event: int, a: int, value: int = 0) -> None:
    """A row about an agent's duty."""
    centre.rows.append(_pack(centre.clock.time, event, -1, 0, 0, 0, -1, -1, a, -1, 0, value))


def write_incident(centre: Centre, event: int, i: int, value: int) -> None:
    """A row about an incident, which concerns many customers."""
    incident = centre.incidents[i]
    centre.rows.append(
        _pack(
            centre.clock.time, event, -1, incident.word, 0, 0, -1, -1, -1, incident.kind, 0, value,
        )
    )  # fmt: skip


def write_wrap_up(centre: Centre, event: int, a: int) -> None:
    """A row about after-call work, which belongs to the leg that was served."""
    agents = centre.agents
    centre.rows.append(
        _pack(
            centre.clock.time, event, agents.who_served[a], agents.word_served[a],
            agents.contact_served[a], agents.leg_served[a], agents.queue_served[a], -1, a,
            agents.kind_served[a], 0, agents.wrap_up[a],
        )
    )  # fmt: skip


def take_rows(centre: Centre) -> Chunk:
    """The rows written since this was last asked."""
    chunk = from_packed(centre.rows)
    centre.rows.clear()
    return chunk
