"""A case as a swim lane for each of those who take part: what each did, from when to when."""

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import Any, Final, Literal

from ccsim.codes import Event, Outcome
from ccsim.eventlog.chunk import Chunk
from ccsim.experiments.telling import Row, Teller, agent_number, said_and_true
from ccsim.plan.plan import Plan
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
    Event.CASE_RESOLVED: "solved, in truth",
    Event.CASE_GIVEN_UP: "gives up",
    Event.CASE_CLOSED_BY_LEAVING: "leaves the company",
    Event.PROMISE_KEPT: "promise kept",
    Event.PROMISE_BROKEN: "promise broken",
    Event.PROMISE_GIVEN: "another date",
    Event.OWNER_CALLED: "the owner calls",
}
"""What is noted at one instant, in two or three words."""

_IN_SHORT: Final = {
    Outcome.SERVED: ("served", "as said"),
    Outcome.RESOLVED: ("solved", "solved"),
    Outcome.THOUGHT_RESOLVED: ("solved", "still there"),
    Outcome.WORKED_AROUND: ("way around", "still there"),
    Outcome.TICKET: ("a date", "nothing yet"),
    Outcome.NOTE: ("passed on", "a note"),
    Outcome.TRANSFERRED: ("passed on", "as said"),
    Outcome.ESCALATED: ("passed on", "as said"),
    Outcome.PUT_OFF: ("put off", "nothing"),
    Outcome.STATUS_GIVEN: ("how it stands", "nothing"),
}
"""What was said and what was true, as short as a figure needs it."""


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
    waiting: Row | None = None
    dialled: Row | None = None
    for values in zip(*(column.tolist() for column in log), strict=True):
        row = Row(*values)
        if row.event == Event.CONTACT_ARRIVED:
            dialled = row
        if row.event == Event.TICKET_OPENED:
            waiting = row
        elif row.event == Event.TICKET_DONE:
            waiting = None
        if row.event == Event.CONTACT_ENDED:
            dialled = None
        pieces += _pieces(plan, row)
    last = max((piece.end for piece in pieces), default=0)
    if waiting is not None:  # nobody has finished it by the end of the story
        desk = plan.department_names[waiting.department]
        pieces.append(Piece(desk, "work", waiting.time, max(last, waiting.time), "still open"))
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


def _pieces(plan: Plan, row: Row) -> Iterator[Piece]:
    event, now = Event(row.event), row.time
    if event == Event.CONTACT_ENDED:
        number = f"call {row.contact + 1}: {format_duration(row.value)}"
        yield Piece(CUSTOMER, "call", now - row.value, now, number)
    if event.name.startswith("IVR_") and 0 < row.value <= now:
        yield Piece(MACHINE, "machine", now - row.value, now, format_duration(row.value))
    if event in _WAITS and row.value:
        lane = f"queue {plan.queue_names[row.queue]}"
        yield Piece(lane, "wait", now - row.value, now, f"waits {format_duration(row.value)}")
    if event == Event.LEG_ENDED:
        yield from _talk(plan, row)
    if event == Event.TICKET_DONE:
        truth = "cured" if row.reason else "not cured"
        words = f"{format_duration(row.value)} in the department: {truth}"
        lane = plan.department_names[row.department]
        yield Piece(lane, "work", now - row.value, now, words)
        yield Piece(CUSTOMER, "solved" if row.reason else "true", now, now, truth)
    if event in _NOTED:
        desk = row.department >= 0
        lane = plan.department_names[row.department] if desk else CUSTOMER
        yield Piece(lane, "note", now, now, _NOTED[event])


def _talk(plan: Plan, row: Row) -> Iterator[Piece]:
    """A talk with an agent: how long, what the customer was told, and what was true."""
    team = int(plan.agent_team[row.agent])
    words = f"agent {agent_number(plan, row.agent)}: {format_duration(row.value)}"
    lane = f"agents of {plan.team_names[team]}"
    yield Piece(lane, "talk", row.time - row.value, row.time, words)
    outcome = Outcome(row.reason)
    said, true = _IN_SHORT.get(outcome) or said_and_true(outcome)
    solved: What = "solved" if outcome == Outcome.RESOLVED else "true"
    yield Piece(CUSTOMER, "said", row.time, row.time, said)
    yield Piece(CUSTOMER, solved, row.time, row.time, true)
