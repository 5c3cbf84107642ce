"""A contact: a caller dials, waits, is answered or not, hangs up, and may try again."""

from ccsim.codes import CaseStatus, Event, Outcome, Rank, Reason
from ccsim.model.callbacks import ACCEPTED, OFFERED, accepts, callback, marked, offers_callback
from ccsim.model.cases import fails, rank_of, schedule, when_open
from ccsim.model.centre import Centre
from ccsim.model.channels import slips_away, try_door
from ccsim.model.clock import Moment, Steps
from ccsim.model.conduct import answer
from ccsim.model.deadlines import set_deadline
from ccsim.model.enquiries import back_to_the_customer, hands_question_on, question_is_idle
from ccsim.model.ivr import hears_menu
from ccsim.model.promises import expects_news
from ccsim.model.queues import longest_waiting, overflow_agent, stand_up
from ccsim.model.record import write_case, write_contact
from ccsim.model.regulator import is_overtaken
from ccsim.model.transfers import who_answers
from ccsim.plan.state import Day
from ccsim.rules.calendar import is_open, next_open
from ccsim.rules.callers import patience, reconnect, redial
from ccsim.rules.cases import OF_COMPANIES
from ccsim.units import NEVER

_ARRIVED, _ENTERED = int(Event.CONTACT_ARRIVED), int(Event.QUEUE_ENTERED)
_ENDED = int(Event.CONTACT_ENDED)
_CALLED = (Reason.STATUS_CALL, Reason.FORCED)
_OF_THE_CENTRE = (Reason.ENQUIRY, Reason.STATUS_CALL)
_IN_CONTACT = int(CaseStatus.IN_CONTACT)
_SERVED, _NEVER_AGAIN = int(Outcome.SERVED), int(CaseStatus.ENDED)
_ARRIVES = int(Rank.CONTACT_ARRIVES) << 56
_NOT_THROUGH = {
    int(outcome)
    for outcome in (
        Outcome.ABANDONED, Outcome.BLOCKED, Outcome.CLOSED_OUT, Outcome.DISCONNECTED,
        Outcome.NOBODY_THERE, Outcome.UNANSWERED,
    )
}  # fmt: skip
_GONE = {
    Outcome.ABANDONED: int(Event.CONTACT_ABANDONED),
    Outcome.FLOWED_OUT: int(Event.CONTACT_FLOWED_OUT),
    Outcome.DISCONNECTED: int(Event.CONTACT_DISCONNECTED),
}
_CALLBACK = int(Reason.CALLBACK)


def arrivals(centre: Centre, day: Day) -> Steps:
    """The day's callers, one after the other."""
    cases, clock = centre.cases, centre.clock
    for at, c in zip(day.arrival_time.tolist(), day.arrival_case.tolist(), strict=True):
        yield Moment(clock, at, ((_ARRIVES | cases.who[c]) << 32) | cases.word[c])
        if cases.due[c] == at:  # else the attempt is no longer wanted
            arrive(centre, c)


def arrive(centre: Centre, c: int) -> None:
    """A caller dials: turned away, or into the queue."""
    cases = centre.cases
    if cases.left[c] or question_is_idle(centre, c):
        return
    if cases.reason[c] == _CALLBACK:
        call_back(centre, c)
        return
    if cases.customer[c] >= 0 and cases.reason[c] not in OF_COMPANIES:
        cases.attempts[c] += 1
    q = cases.entry_queue[c]
    cases.status[c] = _IN_CONTACT
    cases.arrived[c] = centre.clock.time
    cases.due[c] = NEVER
    cases.leg[c] = cases.informed[c] = cases.chases[c] = 0
    cases.silent[c] = cases.misrouted[c] = 0
    cases.queue[c] = q
    if cases.customer[c] >= 0 and cases.opened[c] < 0:
        cases.opened[c] = centre.clock.time
        write_case(centre, int(Event.CASE_OPENED), c, reason=cases.cause[c])
        set_deadline(centre, c)
    write_contact(centre, _ARRIVED, c, reason=cases.reason[c])
    line, lines = centre.lines[q], centre.queues[q].lines
    if not line.open:
        find_closed(centre, c)
    elif 0 <= lines <= line.lines_used:
        write_contact(centre, int(Event.CONTACT_BLOCKED), c)
        end_contact(centre, c, Outcome.BLOCKED)
    else:
        line.lines_used += 1
        cases.holds_line[c] = 1
        if centre.queues[q].ivr:
            hears_menu(centre, c)
        else:
            enter(centre, c, q)


def find_closed(centre: Centre, c: int) -> None:
    """A caller finds the queue closed, perhaps at a time at which it is said to be open."""
    queue = centre.queues[centre.cases.queue[c]]
    said_to_be_open = is_open(
        centre.opens, centre.closes, queue.advertised_first, queue.advertised_last,
        centre.clock.time,
    )  # fmt: skip
    write_contact(centre, int(Event.CONTACT_CLOSED_OUT), c, reason=int(said_to_be_open))
    end_contact(centre, c, Outcome.CLOSED_OUT)


def enter(centre: Centre, c: int, q: int) -> None:
    """A leg begins: answered at once, or the caller waits."""
    cases = centre.cases
    cases.queue[c] = q
    cases.entered[c] = centre.clock.time
    agent = who_answers(centre, c, q)
    offered = agent < 0 and offers_callback(centre, c, q)
    write_contact(centre, _ENTERED, c, reason=OFFERED if offered else 0)
    if agent >= 0:
        stand_up(centre, agent)
        answer(centre, c, agent)
    elif offered and accepts(centre, c, q):
        accept_callback(centre, c)
    else:
        stand_in_line(centre, c)


def accept_callback(centre: Centre, c: int) -> None:
    """A caller hangs up to be called back: at once in the line again, or at a time."""
    queue = centre.queues[centre.cases.queue[c]]
    write_contact(centre, int(Event.CONTACT_FLOWED_OUT), c, reason=ACCEPTED)
    off_the_line(centre, c, Outcome.FLOWED_OUT)
    if queue.callback_delay == 0:
        schedule(centre, c, NEVER, Reason.CALLBACK)
        call_back(centre, c)
        return
    at = centre.clock.time + queue.callback_delay
    due = next_open(centre.opens, centre.closes, queue.hours_first, queue.hours_last, at)
    schedule(centre, c, due, Reason.CALLBACK)


def call_back(centre: Centre, c: int) -> None:
    """A callback stands in the line for a customer who is not on the phone."""
    cases, q = centre.cases, centre.cases.queue[c]
    cases.status[c] = _IN_CONTACT
    cases.arrived[c] = cases.entered[c] = centre.clock.time
    cases.due[c] = NEVER
    cases.leg[c] = cases.informed[c] = cases.chases[c] = 0
    write_contact(centre, _ARRIVED, c, reason=cases.reason[c])
    write_contact(centre, _ENTERED, c, reason=cases.reason[c])
    agent = who_answers(centre, c, q)
    if agent >= 0:
        stand_up(centre, agent)
        answer(centre, c, agent)
    else:
        stand_in_line(centre, c)


def stand_in_line(centre: Centre, c: int) -> None:
    """A caller, or a callback for one, goes to the end of the line."""
    cases, q = centre.cases, centre.cases.queue[c]
    centre.lines[q].waiting[c] = None
    cases.stamp[c] += 1
    centre.clock.journey(waits(centre, c, cases.stamp[c]))
    if centre.queues[q].overflow_team >= 0 and centre.queues[q].overflow_after > 0:
        help_out(centre, q)


def waits(centre: Centre, c: int, stamp: int) -> Steps:
    """A caller waits: for another team's help, for a message, or until patience ends."""
    cases, clock = centre.cases, centre.clock
    queue = centre.queues[cases.queue[c]]
    began, limit, message = cases.entered[c], NEVER, False
    if not callback(centre, c) and cases.reason[c] not in _CALLED:
        # Who is called back, or called, does not wait on the line.
        limit = _patience(centre, c)
        message = queue.longest_wait <= limit
        limit = min(limit, queue.longest_wait)
    if queue.overflow_team >= 0 and 0 < queue.overflow_after < limit:
        overflow = began + queue.overflow_after
        yield Moment(clock, overflow, rank_of(centre, Rank.OVERFLOW_DUE, c))
        if cases.stamp[c] != stamp:
            return
        help_out(centre, cases.queue[c])
    if cases.stamp[c] != stamp or limit >= NEVER:
        return
    rank = Rank.LONGEST_WAIT if message else Rank.PATIENCE_ENDS
    yield Moment(clock, began + limit, rank_of(centre, rank, c))
    if cases.stamp[c] == stamp and (message or not slips_away(centre, c)):
        leave_line(centre, c, Outcome.FLOWED_OUT if message else Outcome.ABANDONED)


def _patience(centre: Centre, c: int) -> int:
    cases = centre.cases
    if centre.queues[cases.entry_queue[c]].written:
        return NEVER
    habits = centre.queues[cases.queue[c]]
    if not habits.own_patience and cases.segment[c] >= 0:
        habits = centre.segments[cases.segment[c]]
    return patience(
        centre.seed, centre.replication, cases.who[c], cases.word[c], cases.patience_contact[c],
        cases.leg[c], centre.shapes, habits.patience_shape, habits.patience_scale,
    )  # fmt: skip


def help_out(centre: Centre, q: int) -> None:
    """The second team takes the head of a queue, if it is free and the condition holds."""
    agent = overflow_agent(centre, q)
    if agent >= 0:
        c = longest_waiting(centre, q)
        del centre.lines[q].waiting[c]
        stand_up(centre, agent)
        answer(centre, c, agent)


def leave_line(centre: Centre, c: int, outcome: Outcome) -> None:
    """A caller leaves the line unanswered: hangs up, is sent elsewhere, or is disconnected."""
    cases = centre.cases
    del centre.lines[cases.queue[c]].waiting[c]
    cases.stamp[c] += 1
    wait = centre.clock.time - cases.entered[c]
    mark = marked(centre, c)
    if mark:
        cases.arrived[c] = centre.clock.time  # the customer was never on the line
    write_contact(centre, _GONE[outcome], c, reason=mark, value=wait)
    end_contact(centre, c, outcome)


def off_the_line(centre: Centre, c: int, outcome: int) -> None:
    """A contact is over, and its line is free again."""
    cases = centre.cases
    if cases.holds_line[c]:
        centre.lines[cases.entry_queue[c]].lines_used -= 1
        cases.holds_line[c] = 0
    duration = centre.clock.time - cases.arrived[c]
    write_contact(centre, _ENDED, c, -1, int(outcome), duration)


def end_contact(centre: Centre, c: int, outcome: int) -> None:
    """The caller hangs up; what they do next follows."""
    cases = centre.cases
    off_the_line(centre, c, outcome)
    if cases.customer[c] < 0:
        again = _reconnects if outcome == _SERVED else _redials
        if not again(centre, c, outcome):
            cases.status[c] = _NEVER_AGAIN
    elif cases.cured[c]:
        cases.status[c] = int(CaseStatus.RESOLVED)
    elif cases.overtaken[c]:
        is_overtaken(centre, c)
    elif cases.reason[c] not in _OF_THE_CENTRE and _redials(centre, c, outcome):
        pass
    elif cases.ticket[c]:
        cases.status[c] = int(CaseStatus.WITH_DEPARTMENT)
        if not hands_question_on(centre, c, outcome):
            back_to_the_customer(centre, c)
            expects_news(centre, c, outcome)
    else:
        back_to_the_customer(centre, c)
        fails(centre, c)


def _reconnects(centre: Centre, c: int, _outcome: int) -> bool:
    """Whether an anonymous caller calls again after service; if so, the time is set."""
    cases = centre.cases
    queue = centre.queues[cases.entry_queue[c]]
    if not queue.reconnects:
        return False
    delay = reconnect(
        centre.seed, centre.replication, cases.who[c], cases.word[c], cases.contact[c],
        queue.reconnects, centre.shapes, queue.reconnect_delay_shape, queue.reconnect_delay_scale,
    )  # fmt: skip
    if delay >= NEVER:
        return False
    at = centre.clock.time + delay
    due = when_open(centre, cases.entry_queue[c], at, 0)
    if queue.lost_after_closing and due != at:
        return False
    schedule(centre, c, due, Reason.RECONNECT)
    return True


def _redials(centre: Centre, c: int, outcome: int) -> bool:
    """Whether a caller who did not get through dials again; if so, the time is set."""
    if outcome not in _NOT_THROUGH:
        return False
    cases = centre.cases
    habits = (
        centre.queues[cases.entry_queue[c]]
        if cases.segment[c] < 0
        else centre.segments[cases.segment[c]]
    )
    hung_up = outcome in (Outcome.ABANDONED, Outcome.NOBODY_THERE)
    delay, late = redial(
        centre.seed, centre.replication, cases.who[c], cases.word[c], cases.contact[c],
        habits.redials if hung_up else habits.redials_when_blocked,
        centre.shapes, habits.redial_delay_shape, habits.redial_delay_scale,
        habits.opening_spread,
    )  # fmt: skip
    if delay >= NEVER:
        return False
    try_door(centre, c)
    at = centre.clock.time + delay
    due = when_open(centre, cases.entry_queue[c], at, late)
    if habits.lost_after_closing and due != at:
        return False
    patience_contact = cases.patience_contact[c]
    schedule(centre, c, due, Reason.REDIAL)
    if habits.keeps_patience:
        cases.patience_contact[c] = patience_contact
    return True
