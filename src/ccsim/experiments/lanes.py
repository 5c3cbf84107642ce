"""A case as a swim lane for each of those who take part: what each did, from when to when."""

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import Any, Final, Literal

from ccsim.codes import Event, Outcome, TicketResult
from ccsim.eventlog.chunk import Chunk
from ccsim.experiments.telling import Teller, agent_number
from ccsim.plan.plan import Plan
from ccsim.store.naming import Row, read_rows
from ccsim.units import format_duration

What = Literal["call", "machine", "wait", "talk", "work", "note", "said", "true", "solved"]

CUSTOMER: Final = "customer"
MACHINE: Final = "IVR"
_WAITS: Final = (
    Event.CONTACT_ANSWERED,
    Event.CONTACT_ABANDONED,
    Event.CONTACT_FLOWED_OUT,
    Event.CONTACT_DISCONNECTED,
)
_NOTED: Final = {
    Event.CONTACT_BLOCKED: "busy signal",
    Event.CONTACT_CLOSED_OUT: "line closed",
    Event.CONTACT_ABANDONED: "hangs up",
    Event.CONTACT_FLOWED_OUT: "sent away",
    Event.CONTACT_DISCONNECTED: "cut off",
    Event.CONTACT_LEFT_SILENTLY: "leaves the chat",
    Event.TRANSFER_LOST: "call lost",
    Event.FAKE_DISCOVERED: "a fake found out",
    Event.REGULATOR_COMPLAINT: "complains",
    Event.CASE_RESOLVED: "solved, in truth",
    Event.CASE_GIVEN_UP: "gives up",
    Event.CASE_CLOSED_BY_LEAVING: "leaves the company",
    Event.PROMISE_KEPT: "promise kept",
    Event.PROMISE_BROKEN: "promise broken",
    Event.PROMISE_GIVEN: "another date",
    Event.OWNER_CALLED: "the owner calls",
    Event.FOLLOWED_UP: "follows up",
    Event.TICKET_PASSED: "hands it on",
    Event.TICKET_RETRIED: "not quite right",
}
"""What is noted at one instant, in two or three words."""

IN_SHORT: Final = {
    Outcome.SERVED: ("served", "as said"),
    Outcome.RESOLVED: ("solved", "solved"),
    Outcome.THOUGHT_RESOLVED: ("solved", "still there"),
    Outcome.WORKED_AROUND: ("way around", "still there"),
    Outcome.TICKET: ("a date", "nothing yet"),
    Outcome.NOTE: ("passed on", "a note"),
    Outcome.TRANSFERRED: ("passed on", ""),
    Outcome.ESCALATED: ("to a superior", ""),
    Outcome.PASSED_ON: ("passed on", "needlessly"),
    Outcome.MISDIRECTED: ("passed on", "not theirs"),
    Outcome.MISROUTED: ("wrong queue", ""),
    Outcome.PUT_OFF: ("put off", "nothing"),
    Outcome.OBSTRUCTED: ("put off", "could be done"),
    Outcome.STATUS_GIVEN: ("how it stands", "nothing"),
    Outcome.ONWARD: ("sent on", ""),
    Outcome.NOBODY_THERE: ("nobody there", ""),
}
"""What was said and what was true, as short as a figure needs it; nothing where both are one."""


@dataclass(frozen=True)
class Piece:
    """Something in a lane, from its beginning to its end (an instant: both are the same)."""

    lane: str
    what: What
    begin: int
    end: int
    text: str


def lanes(plan: Plan, log: Chunk) -> list[Piece]:
    """The pieces of one case, from its rows, in the order in which they end."""
    pieces: list[Piece] = []
    desk, since = -1, 0  # where the ticket is, and from when on
    dialled: Row | None = None
    for row in read_rows(log):
        if row.event == _joins(plan, row):
            dialled = row
        if row.event == Event.TICKET_OPENED:
            desk, since = row.department, row.time
        elif row.event == Event.TICKET_PASSED:
            words = f"{format_duration(row.time - since)} in the department: handed on"
            pieces.append(Piece(plan.department_names[desk], "work", since, row.time, words))
            desk, since = row.value, row.time
        elif row.event == Event.TICKET_DONE:
            pieces += _ticket_done(plan, row, row.time - row.value if desk < 0 else since)
            desk = -1
        if row.event == Event.CONTACT_ENDED and dialled is not None:
            pieces.append(_call(plan, row, dialled))
            dialled = None
        pieces += _pieces(plan, row)
    last = max((piece.end for piece in pieces), default=0)
    if desk >= 0:  # nobody has finished it by the end of the story
        lane = plan.department_names[desk]
        pieces.append(Piece(lane, "work", since, max(last, since), "still open"))
    if dialled is not None:
        text = f"call {dialled.contact + 1}"
        pieces.append(Piece(CUSTOMER, "call", dialled.time, max(last, dialled.time), text))
    return pieces


def rows_of(teller: Teller, pieces: list[Piece]) -> list[dict[str, Any]]:
    """The pieces as rows for a figure, with the times of the wall clock."""
    return [
        asdict(piece) | {"from": teller.at(piece.begin), "to": teller.at(piece.end)}
        for piece in pieces
    ]


def _joins(plan: Plan, row: Row) -> Event | None:
    """With which event of such a contact the customer is on the line; none: never."""
    if 0 <= row.queue == plan.outbound_queue:
        return Event.CONTACT_ANSWERED  # until then the centre's call waits for an agent
    return Event.CONTACT_ARRIVED if plan.queue_of_customers[row.queue] else None


def _call(plan: Plan, ended: Row, dialled: Row) -> Piece:
    """A call as the customer has it."""
    called = dialled.queue == plan.outbound_queue
    begin = dialled.time if called else ended.time - ended.value
    text = f"call {ended.contact + 1}: {format_duration(ended.time - begin)}"
    return Piece(CUSTOMER, "call", begin, ended.time, text)


def _pieces(plan: Plan, row: Row) -> Iterator[Piece]:
    event, now = Event(row.event), row.time
    if event.name.startswith("IVR_") and 0 < row.value <= now:
        yield Piece(MACHINE, "machine", now - row.value, now, format_duration(row.value))
    if event in _WAITS and row.value:
        lane = f"queue {plan.queue_names[row.queue]}"
        yield Piece(lane, "wait", now - row.value, now, f"waits {format_duration(row.value)}")
    if event == Event.LEG_ENDED:
        yield from _talk(plan, row)
    if event in _NOTED:
        desk = row.department >= 0
        lane = plan.department_names[row.department] if desk else CUSTOMER
        yield Piece(lane, "note", now, now, _NOTED[event])


def _ticket_done(plan: Plan, row: Row, since: int) -> Iterator[Piece]:
    """The last stretch of a ticket, with the department that closes it, and what came of it."""
    cured = row.reason in (TicketResult.CURED, TicketResult.RECOVERED)
    truth = "cured" if cured else "not cured"
    words = f"{format_duration(row.time - since)} in the department: {truth}"
    yield Piece(plan.department_names[row.department], "work", since, row.time, words)
    yield Piece(CUSTOMER, "solved" if cured else "true", row.time, row.time, truth)


def _talk(plan: Plan, row: Row) -> Iterator[Piece]:
    """A talk with an agent: how long, what the customer was told, and what was true."""
    team = int(plan.agent_team[row.agent])
    words = f"agent {agent_number(plan, row.agent)}: {format_duration(row.value)}"
    lane = f"agents of {plan.team_names[team]}"
    yield Piece(lane, "talk", row.time - row.value, row.time, words)
    if _joins(plan, row) is None:
        return  # they talk about the customer, who hears nothing of it
    outcome = Outcome(row.reason)
    said, true = IN_SHORT[outcome]
    solved: What = "solved" if outcome == Outcome.RESOLVED else "true"
    yield Piece(CUSTOMER, "said", row.time, row.time, said)
    if true:
        yield Piece(CUSTOMER, solved, row.time, row.time, true)
