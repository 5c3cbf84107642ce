"""The log in the words that other tools read: what happened, to what, with which facts.

A row of the log becomes an event of the trade's names (`contact.answered`), or several: who is
answered leaves the queue as well. Duty, learning and what is reckoned at night are left out; they
happen to nobody who calls.
"""

from collections.abc import Iterator
from enum import IntEnum
from typing import Final, Literal, NamedTuple

from ccsim.codes import Event, Outcome, Reason, Superior, TicketResult, Update
from ccsim.store.naming import Naming, Row

About = Literal["contact", "issue", "customer"]
"""What an event happens to; a contact belongs to an issue, and an issue to its customer."""
Fact = str | int | float | bool
Type = Literal["string", "float", "time", "boolean"]

_CALLBACK: Final = int(Reason.CALLBACK)
_CONTAINED: Final = (Outcome.CONTAINED, Outcome.RESOLVED, Outcome.SERVED)
_TRANSFERRED: Final = (Outcome.TRANSFERRED, Outcome.MISDIRECTED, Outcome.PASSED_ON)
_REPEATED: Final = (Reason.REPEAT, Reason.CHASE)
_ACCEPTED: Final = (1,)


class Kind(NamedTuple):
    """A kind of event, and what its facts are called."""

    name: str
    about: About
    value: str = ""
    """What the row measures: `_s` in seconds, `_at` an instant (none where it is negative)."""
    reason: str = ""
    codes: type[IntEnum] | None = None
    """The words for the reason."""
    only: tuple[int, ...] = ()
    """The reasons of which it is told; none: of all."""
    how: str = ""
    """How a queue is left."""
    marks_callbacks: bool = False
    """Whether it says that the customer is not on the line, but to be called back."""

    @property
    def facts(self) -> dict[str, Type]:
        """What is told of it, by name and type."""
        told: dict[str, Type] = {"how": "string"} if self.how else {}
        if self.value:
            told[self.value] = "float" if self.value.endswith("_s") else "time"
        if self.reason:
            told[self.reason] = "string"
        if self.marks_callbacks:
            told["callback"] = "boolean"
        return told


class Happening(NamedTuple):
    """An event with its facts, and the row that it is told of."""

    kind: Kind
    row: Row
    facts: dict[str, Fact]


def _left(how: str, value: str = "wait_s") -> Kind:
    return Kind("queue.left", "contact", value, how=how, marks_callbacks=True)


KINDS: Final[dict[Event, tuple[Kind, ...]]] = {
    Event.CONTACT_ARRIVED: (
        Kind("contact.arrived", "contact", reason="why", codes=Reason),
        Kind("issue.repeated", "contact", reason="why", codes=Reason, only=_REPEATED),
    ),
    Event.CONTACT_BLOCKED: (Kind("contact.blocked", "contact"),),
    Event.CONTACT_CLOSED_OUT: (Kind("contact.closed_out", "contact"),),
    Event.IVR_ENTERED: (Kind("ivr.entered", "contact"),),
    Event.IVR_LEFT: (
        Kind("ivr.left", "contact", "menu_s", "outcome", Outcome),
        Kind("contact.contained", "contact", "", "outcome", Outcome, only=_CONTAINED),
    ),
    Event.QUEUE_ENTERED: (Kind("queue.entered", "contact", marks_callbacks=True),),
    Event.CONTACT_ANSWERED: (
        _left("answered"),
        Kind("contact.answered", "contact", "wait_s", marks_callbacks=True),
    ),
    Event.CONTACT_ABANDONED: (
        _left("abandoned"),
        Kind("contact.abandoned", "contact", "wait_s", marks_callbacks=True),
    ),
    Event.CONTACT_FLOWED_OUT: (
        _left("flowed_out"),
        Kind("callback.accepted", "contact", "wait_s", only=_ACCEPTED),
    ),
    Event.CONTACT_DISCONNECTED: (_left("disconnected"),),
    Event.CALLBACK_UNANSWERED: (
        _left("unanswered", ""),
        Kind("callback.unanswered", "contact", "ringing_s"),
    ),
    Event.CONTACT_LEFT_SILENTLY: (Kind("contact.left_silently", "contact", "wait_s"),),
    Event.LEG_ENDED: (
        Kind("talk.ended", "contact", "talk_s", "outcome", Outcome),
        Kind("contact.transferred", "contact", "", "outcome", Outcome, only=_TRANSFERRED),
        Kind("contact.escalated", "contact", only=(Outcome.ESCALATED,)),
    ),
    Event.TRANSFER_LOST: (Kind("contact.lost", "contact"),),
    Event.SUPERVISOR_ASKED: (Kind("superior.asked", "contact", "asking_s", "found", Superior),),
    Event.CONTACT_ENDED: (Kind("contact.ended", "contact", "contact_s", "outcome", Outcome),),
    Event.WRAP_UP_ENDED: (Kind("acw.ended", "contact", "acw_s"),),
    Event.CASE_OPENED: (Kind("issue.opened", "issue"),),
    Event.CASE_RESOLVED: (Kind("issue.resolved", "issue", "open_s"),),
    Event.CASE_GIVEN_UP: (Kind("issue.given_up", "issue", "open_s"),),
    Event.CASE_EXPIRED: (Kind("issue.expired", "issue", "open_s"),),
    Event.CASE_CLOSED_BY_LEAVING: (Kind("issue.closed_by_leaving", "issue"),),
    Event.CASE_BEGETS: (Kind("issue.begets", "issue", "felt_at"),),
    Event.CASE_REOPENED: (Kind("issue.reopened", "issue", "felt_at"),),
    Event.REGULATOR_COMPLAINT: (Kind("issue.complained", "issue", "open_s"),),
    Event.DEADLINE_SET: (Kind("deadline.set", "issue", "due_at"),),
    Event.DEADLINE_MISSED: (Kind("deadline.missed", "issue", "open_s"),),
    Event.TICKET_OPENED: (Kind("ticket.opened", "issue", "promised_at"),),
    Event.TICKET_ARRIVED: (Kind("ticket.arrived", "issue", "way_s"),),
    Event.TICKET_PASSED: (Kind("ticket.passed", "issue"),),
    Event.TICKET_RETRIED: (Kind("ticket.retried", "issue", "promised_at"),),
    Event.TICKET_DONE: (Kind("ticket.done", "issue", "open_s", "result", TicketResult),),
    Event.PROMISE_GIVEN: (Kind("promise.given", "issue", "promised_at"),),
    Event.PROMISE_KEPT: (Kind("promise.kept", "issue"),),
    Event.PROMISE_BROKEN: (Kind("promise.broken", "issue"),),
    Event.OWNER_CALLED: (Kind("owner.called", "issue", "promised_at"),),
    Event.FOLLOWED_UP: (Kind("department.followed_up", "issue", "promised_at"),),
    Event.UPDATE_SENT: (Kind("update.sent", "issue", reason="news", codes=Update),),
    Event.VISIT_BOOKED: (Kind("visit.booked", "issue", "visit_at"),),
    Event.VISIT_MADE: (Kind("visit.made", "issue", "late_s", "outcome", Outcome),),
    Event.CUSTOMER_LEFT: (Kind("customer.left", "customer"),),
}
"""What each row of the log is called."""


def fact_types() -> dict[str, dict[str, Type]]:
    """The facts of each event by its name, with their types."""
    types: dict[str, dict[str, Type]] = {}
    for kinds in KINDS.values():
        for kind in kinds:
            types.setdefault(kind.name, {}).update(kind.facts)
    return types


def happenings(row: Row, naming: Naming) -> Iterator[Happening]:
    """What a row of the log tells, in the words of other tools."""
    for kind in KINDS.get(Event(row.event), ()):
        if not kind.only or row.reason in kind.only:
            yield Happening(kind, row, _facts(kind, row, naming))


def _facts(kind: Kind, row: Row, naming: Naming) -> dict[str, Fact]:
    facts: dict[str, Fact] = {"how": kind.how} if kind.how else {}
    if kind.value.endswith("_s"):
        facts[kind.value] = row.value / 1000
    elif kind.value and row.value >= 0:
        facts[kind.value] = naming.iso(row.value)
    if kind.codes is not None:
        facts[kind.reason] = kind.codes(row.reason).name.lower()
    if kind.marks_callbacks:
        facts["callback"] = row.reason == _CALLBACK
    return facts
