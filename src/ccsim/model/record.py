"""Writing the event log's rows."""

from ccsim.eventlog.chunk import Chunk, from_rows
from ccsim.model.centre import Centre

CHUNK_ROWS = 1 << 15


def write_contact(
    centre: Centre, event: int, c: int, agent: int = -1, reason: int = 0, value: int = 0
) -> None:
    """A row about a contact."""
    cases = centre.cases
    centre.rows.append(
        (
            centre.clock._now, event, cases.who[c], cases.word[c], cases.contact[c],
            cases.leg[c], cases.queue[c], -1, agent, cases.kind[c], reason, value,
        )
    )  # fmt: skip


def write_case(
    centre: Centre, event: int, c: int, department: int = -1, reason: int = 0, value: int = 0
) -> None:
    """A row about a case, whoever is on the phone."""
    cases = centre.cases
    centre.rows.append(
        (
            centre.now, event, cases.who[c], cases.word[c], cases.contact[c], 0, -1,
            department, -1, cases.kind[c], reason, value,
        )
    )  # fmt: skip


def write_agent(centre: Centre, event: int, a: int, value: int = 0) -> None:
    """A row about an agent's duty."""
    centre.rows.append((centre.now, event, -1, 0, 0, 0, -1, -1, a, -1, 0, value))


def take_rows(centre: Centre) -> Chunk:
    """The rows written since this was last asked."""
    chunk = from_rows(centre.rows)
    centre.rows.clear()
    return chunk
