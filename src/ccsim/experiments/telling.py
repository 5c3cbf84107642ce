"""A case told in sentences: what its customer heard, and what was true."""

import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final

from ccsim.codes import Event, Outcome, Reason, Superior, Telling, TicketResult, Update
from ccsim.eventlog.chunk import Chunk
from ccsim.plan.plan import Plan
from ccsim.spec.channels import WRITTEN
from ccsim.store.naming import Naming, Row, read_rows
from ccsim.units import format_duration

CALLS: Final = {
    Reason.FRESH: "calls for the first time{}",
    Reason.REDIAL: "dials again{}",
    Reason.REPEAT: "calls again{}: the problem is still there",
    Reason.CHASE: "calls to ask what became of it{}",
    Reason.RECONNECT: "calls again{}",
    Reason.CONSEQUENCE: "calls about what came of an earlier case{}",
    Reason.ENQUIRY: "has whoever was asked enquire behind{}",
    Reason.CALLBACK: "is in the line to be called back{}, off the phone",
    Reason.STATUS_CALL: "is to be called by the centre{}, to hear how it stands",
    Reason.FORCED: "is called by the desk for complaints{}",
}
SAID_AND_TRUE: Final = {
    Outcome.SERVED: "is served",
    Outcome.RESOLVED: "is told that it is solved, and it is",
    Outcome.THOUGHT_RESOLVED: "is told that it is solved; in truth the cause is still there",
    Outcome.WORKED_AROUND: "is shown a way around; the case is closed, the cause is still there",
    Outcome.TICKET: "is told by when it will be done; in truth nothing is done yet",
    Outcome.NOTE: "is told that it is passed on; in truth it is a note without a date",
    Outcome.TRANSFERRED: "is passed on to specialists",
    Outcome.PASSED_ON: "is passed on by somebody who could have kept it",
    Outcome.MISDIRECTED: "is passed on to specialists of something else; in truth it is not theirs",
    Outcome.ESCALATED: "is passed on to someone with wider authority",
    Outcome.PUT_OFF: "is put off by one who cannot or may not solve it; nothing is done",
    Outcome.OBSTRUCTED: "is put off by one who may do it: another form, another offer; not done",
    Outcome.STATUS_GIVEN: "is told how it stands; that solves nothing",
    Outcome.ONWARD: "is sent on to a further service",
    Outcome.NOBODY_THERE: "the agent closes the chat: nobody is there any more",
    Outcome.MISROUTED: "is told that this is the wrong queue, and passed on to the right one",
}
"""What the caller hears at the end of a talk, and what is true."""
NEWS: Final = {
    Update.ACCEPTED: "it has been taken in",
    Update.SCHEDULED: "it has its turn",
    Update.EN_ROUTE: "the technician is on the way",
    Update.DONE: "it is done",
}
"""What a message says."""
HEARD: Final = {
    Telling.COMPLAINT: "tells {} friends how badly it went",
    Telling.PRAISE: "tells a friend how well it went ({} in all)",
    Telling.POST: "publishes it; {} people read it",
}
"""Whom a customer tells."""
AT_THE_DOOR: Final = {
    Outcome.VISIT_DONE: "the technician comes, and does the work",
    Outcome.VISIT_MISSED: "waits for the technician in vain: nobody comes",
    Outcome.NO_ACCESS: "is not there when the technician comes",
    Outcome.VISIT_VOID: "needs no technician any more: the cause is gone",
}

ASKED: Final = {
    Superior.REACHED: "a superior is asked, and will take the call",
    Superior.FAKE: "a superior is asked for; in truth a colleague plays the part",
    Superior.EXCUSE: "a superior is asked for, and said to be busy; that is the usual excuse",
    Superior.BUSY: "a superior is asked for; all are busy with other customers",
}
"""What comes of asking for somebody with wider authority."""


AS_SAID: Final = "as was said"
"""What is true where what the caller hears is the truth."""
_JOINTS: Final = ("; in truth ", "; ", ", and ")


def said_and_true(outcome: Outcome) -> tuple[str, str]:
    """What the caller hears at the end of a talk, and what is true, each by itself.

    >>> said_and_true(Outcome.THOUGHT_RESOLVED)
    ('is told that it is solved', 'the cause is still there')
    """
    words = SAID_AND_TRUE.get(outcome, "is done")
    for joint in _JOINTS:
        said, found, true = words.partition(joint)
        if found:
            return said, true
    return words, AS_SAID


def agent_number(plan: Plan, agent: int) -> int:
    """The number of an agent in the team, from 1; who chats has several rows and one number."""
    team = int(plan.agent_team[agent])
    return int(agent - plan.team_first_agent[team]) // int(plan.team_at_once[team]) + 1


@dataclass(frozen=True)
class Moment:
    """Something that happened to a case, when, on the scenario's own clock."""

    at: dt.datetime
    text: str
    said: str = ""
    """What the customer was told to be done, at the end of a talk."""
    true: str = ""
    """What was true of it."""

    def __str__(self) -> str:
        return f"{self.at:%a %d %b %Y %H:%M:%S}  {self.text}"


class Teller:
    """Tells the moments of a case, on the wall clock of its scenario."""

    def __init__(self, plan: Plan) -> None:
        self._plan = plan
        self.at: Callable[[int], dt.datetime] = Naming(plan).at
        self._words: dict[Event, Callable[[Row], str]] = {
            Event.CASE_OPENED: self._opened,
            Event.CONTACT_ARRIVED: self._arrived,
            Event.QUEUE_ENTERED: self._entered,
            Event.CONTACT_ANSWERED: self._answered,
            Event.LEG_ENDED: self._talked,
            Event.TICKET_OPENED: self._ticket_opened,
            Event.TICKET_DONE: self._ticket_done,
            Event.PROMISE_GIVEN: self._promise_given,
            Event.OWNER_CALLED: self._owner_called,
            Event.TICKET_PASSED: self._ticket_passed,
            Event.TICKET_RETRIED: self._ticket_retried,
            Event.CASE_BEGETS: self._begets,
            Event.CASE_REOPENED: self._begets,
            Event.CONTACT_CLOSED_OUT: self._closed_out,
            Event.CONTACT_FLOWED_OUT: self._flowed_out,
            Event.IVR_LEFT: self._left_menu,
            Event.SUPERVISOR_ASKED: lambda row: ASKED[Superior(row.reason)],
            Event.FLOOR_WALKER_ASKED: _floor_walker_asked,
            Event.LOOKED_FURTHER: _looked_further,
            Event.TRANSFER_LOST: self._transfer_lost,
            Event.TICKET_ARRIVED: self._ticket_arrived,
            Event.FOLLOWED_UP: self._followed_up,
            Event.UPDATE_SENT: lambda row: f"gets a message: {NEWS[Update(row.reason)]}",
            Event.VISIT_BOOKED: self._visit_booked,
            Event.VISIT_MADE: lambda row: AT_THE_DOOR[Outcome(row.reason)],
            Event.DEADLINE_SET: self._deadline_set,
            Event.INSPECTED: self._inspected,
            Event.CREDIT_DUE: self._credit_due,
            Event.WORD_OF_MOUTH: lambda row: HEARD[Telling(row.reason)].format(row.value),
        }

    def tell(self, log: Chunk) -> Iterator[Moment]:
        """The moments of a case, from its rows."""
        for row in read_rows(log):
            event = Event(row.event)
            words = self._words.get(event)
            if words is not None:
                text = words(row)
            else:
                text = _PLAIN.get(event, "").format(format_duration(row.value))
            if text:
                talk = event == Event.LEG_ENDED
                both = said_and_true(Outcome(row.reason)) if talk else ("", "")
                yield Moment(self.at(row.time), text, *both)

    def _date(self, row: Row) -> str:
        """The instant that a row names as its value, to the minute."""
        return f"{self.at(row.value):%a %d %b %H:%M}"

    def _desk(self, row: Row) -> str:
        """The department of a row."""
        return self._plan.department_names[row.department]

    def _opened(self, row: Row) -> str:
        """The hidden cause, which nobody tells the customer."""
        causes, kind = self._plan.causes, self._plan.kind_names[row.kind]
        if row.reason == 0:
            return ""
        name = causes.names[int(causes.first[row.kind]) + row.reason - 1]
        cause = self._plan.scenario.needs[kind].causes[name]
        power = "nobody can" if cause.fixable_by is None else f"{cause.fixable_by} could"
        return f"in truth the cause is {name}, a defect of {cause.defect_of}: {power} remove it"

    def _arrived(self, row: Row) -> str:
        first = row.contact == 0 and row.kind >= 0
        about = f" ({self._plan.kind_names[row.kind]})" if first else ""
        queue = self._plan.queue_names[row.queue]
        channel = self._plan.queue_channel[row.queue]
        words = CALLS[Reason(row.reason)].format(about)
        if channel == "phone":
            return f"{words} (call {row.contact + 1}, queue {queue})"
        if channel in WRITTEN:
            words = words.replace("calls", "writes").replace("dials", "writes")
        by = channel.replace("_", " ")
        return f"{words} (contact {row.contact + 1}, by {by}, queue {queue})"

    def _entered(self, row: Row) -> str:
        return f"waits again, in the queue {self._plan.queue_names[row.queue]}" if row.leg else ""

    def _answered(self, row: Row) -> str:
        team = int(self._plan.agent_team[row.agent])
        number = agent_number(self._plan, row.agent)
        waited = f"waits {format_duration(row.value)}, then" if row.value else "without waiting,"
        return f"{waited} speaks with agent {number} of {self._plan.team_names[team]}"

    def _talked(self, row: Row) -> str:
        said, true = said_and_true(Outcome(row.reason))
        where = _AT_WORK.get(self._plan.queue_channel[row.queue], "on the phone")
        held_against = f" [true: {true}]" if true != AS_SAID else ""
        return f"after {format_duration(row.value)} {where} {said}{held_against}"

    def _closed_out(self, row: Row) -> str:
        said = ", though it is said to be open" if row.reason else ""
        return f"reaches nobody: the line is closed{said}"

    def _flowed_out(self, row: Row) -> str:
        if row.reason:
            return "hears that the line is long, and asks to be called back"
        return f"is sent away by rule after waiting {format_duration(row.value)}"

    def _left_menu(self, row: Row) -> str:
        how = _OUT_OF_THE_MENU[Outcome(row.reason)]
        return f"after {format_duration(row.value)} in the menu {how}"

    def _ticket_opened(self, row: Row) -> str:
        department = self._desk(row)
        if row.value < 0:
            return f"a note goes to {department}; no date is promised"
        return f"a ticket goes to {department}, promised for {self._date(row)}"

    def _promise_given(self, row: Row) -> str:
        return f"is told another date: {self._date(row)}"

    def _owner_called(self, row: Row) -> str:
        return f"the owner of the case calls; the new date is {self._date(row)}"

    def _transfer_lost(self, row: Row) -> str:
        return (
            f"is put through to {self._plan.queue_names[row.queue]}, which is closed; the call ends"
        )

    def _ticket_arrived(self, row: Row) -> str:
        department = self._desk(row)
        return f"the ticket reaches {department} at its site after {format_duration(row.value)}"

    def _followed_up(self, row: Row) -> str:
        department = self._desk(row)
        return f"{department} calls by itself; the new date is {self._date(row)}"

    def _visit_booked(self, row: Row) -> str:
        return f"a visit is booked for {self._date(row)}"

    def _deadline_set(self, row: Row) -> str:
        return f"needs it by {self._date(row)}"

    def _inspected(self, row: Row) -> str:
        found = "finds that it is late" if row.reason else "finds nothing wrong"
        return f"the regulator looks at the case and {found}"

    def _credit_due(self, row: Row) -> str:
        return f"is credited for day {row.value} past the agreed time"

    def _ticket_done(self, row: Row) -> str:
        truth = _WORK[TicketResult(row.reason)]
        department = self._desk(row)
        return f"{department} closes the ticket after {format_duration(row.value)}; {truth}"

    def _ticket_passed(self, row: Row) -> str:
        names = self._plan.department_names
        return f"{names[row.department]} passes the ticket on to {names[row.value]}"

    def _ticket_retried(self, row: Row) -> str:
        department = self._desk(row)
        date = f"; the new date is {self._date(row)}" if row.value >= 0 else ""
        return f"{department} has it not quite right, knows it, and will come back{date}"

    def _begets(self, row: Row) -> str:
        when = self._date(row)
        if row.event == Event.CASE_REOPENED:
            return f"only the symptom was cured: it will come back on {when}"
        return f"something else comes of it: {self._plan.kind_names[row.reason]}, felt on {when}"


_WORK: Final = {
    TicketResult.NOT_CURED: "in truth the cause is still there",
    TicketResult.CURED: "the cause is cured",
    TicketResult.RECOVERED: "at the second attempt the cause is cured",
    TicketResult.COMPOUNDED: "in truth it has made things worse",
}
_AT_WORK: Final = dict.fromkeys(WRITTEN, "of writing") | {"chat": "of chat"}


def _floor_walker_asked(row: Row) -> str:
    return "the agent asks a colleague on the floor, who " + (
        "comes over" if row.reason else "is with somebody else"
    )


def _looked_further(row: Row) -> str:
    found = "finds out" if row.reason else "does not find out"
    return f"the agent takes {format_duration(row.value)} to look further, and {found}"


_PLAIN: Final[dict[Event, str]] = {
    Event.CONTACT_BLOCKED: "hears the busy signal: no line is free",
    Event.CONTACT_ABANDONED: "hangs up after waiting {}",
    Event.CONTACT_DISCONNECTED: "is cut off at closing time after waiting {}",
    Event.CONTACT_LEFT_SILENTLY: "leaves the chat without a word after waiting {}",
    Event.CALLBACK_UNANSWERED: "is called back, and does not answer",
    Event.DUMPING_DETECTED: "it is noticed that the agent wanted to be rid of the call",
    Event.CLOSED_FAST: "the agent has no more time for it: the talk ends {} early, unlooked into",
    Event.PROMISE_KEPT: "the promise is kept",
    Event.PROMISE_BROKEN: "the promise is broken: its date passes, and nothing is done",
    Event.CASE_RESOLVED: "the case is solved, in truth, {} after it began",
    Event.CASE_GIVEN_UP: "gives up in silence, {} after it began",
    Event.CASE_CLOSED_BY_LEAVING: "leaves the company with the case open",
    Event.FAKE_DISCOVERED: "finds out that the superior was a colleague",
    Event.REGULATOR_COMPLAINT: "complains to the regulator, {} after it began",
    Event.DEADLINE_MISSED: "the deadline passes: it would have been needed by now",
    Event.CROSS_SOLD: "buys more, because it was solved",
    Event.NEED_SUPPRESSED: "needs something, and does not even call: it would be of no use",
    Event.CASE_EXPIRED: "stops: what could be lost is lost, {} after it began",
}
_OUT_OF_THE_MENU: Final = {
    Outcome.NONE: "asks for a person",
    Outcome.ONWARD: "reaches the queue",
    Outcome.MISROUTED: "is sent to a wrong queue",
    Outcome.ABANDONED: "hangs up",
    Outcome.SERVED: "is served by the machine",
    Outcome.RESOLVED: "is served by the machine: the call counts as contained, and it is solved",
    Outcome.CONTAINED: "is sent away: the call counts as contained; in truth nothing is done",
}
