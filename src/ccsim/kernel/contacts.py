"""A contact from dialling to hanging up, and when its caller will try again."""

from ccsim.codes import CaseStatus, Event, Outcome, Rank, Reason
from ccsim.kernel.callbacks import (
    ACCEPTED,
    OFFERED,
    accepts,
    callback,
    marked,
    offers_callback,
)
from ccsim.kernel.cases import fails, schedule, when_open
from ccsim.kernel.channels import slips_away, try_door
from ccsim.kernel.conduct import answer
from ccsim.kernel.deadlines import set_deadline
from ccsim.kernel.enquiries import (
    back_to_the_customer,
    hands_question_on,
    question_is_idle,
)
from ccsim.kernel.floor import NOW, REPLICATION, SEED
from ccsim.kernel.heap import push
from ccsim.kernel.ivr import hears_menu
from ccsim.kernel.promises import expects_news
from ccsim.kernel.queues import join, overflow_agent, stand_up, step_out
from ccsim.kernel.record import write_case, write_contact
from ccsim.kernel.regulator import is_overtaken
from ccsim.kernel.transfers import who_answers
from ccsim.kernel.world import (
    cases_of,
    closes_of,
    compiled,
    lines_of,
    on_every_call,
    opens_of,
    queues_of,
    registers_of,
    segments_of,
    shapes_of,
)
from ccsim.rules.calendar import is_open, next_open
from ccsim.rules.callers import patience, reconnect, redial
from ccsim.rules.cases import OF_COMPANIES
from ccsim.units import NEVER

_ENQUIRY, _STATUS_CALL = int(Reason.ENQUIRY), int(Reason.STATUS_CALL)
_FORCED = int(Reason.FORCED)
_REDIAL, _RECONNECT = int(Reason.REDIAL), int(Reason.RECONNECT)
_CALLBACK, _UNANSWERED = int(Reason.CALLBACK), int(Outcome.UNANSWERED)
_IN_CONTACT, _RESOLVED = int(CaseStatus.IN_CONTACT), int(CaseStatus.RESOLVED)
_ENDED, _WITH_DEPARTMENT = int(CaseStatus.ENDED), int(CaseStatus.WITH_DEPARTMENT)
_BLOCKED, _CLOSED_OUT = int(Outcome.BLOCKED), int(Outcome.CLOSED_OUT)
_ABANDONED, _FLOWED_OUT = int(Outcome.ABANDONED), int(Outcome.FLOWED_OUT)
_DISCONNECTED, _SERVED = int(Outcome.DISCONNECTED), int(Outcome.SERVED)
_NOBODY_THERE = int(Outcome.NOBODY_THERE)
_CASE_OPENED, _ARRIVED = int(Event.CASE_OPENED), int(Event.CONTACT_ARRIVED)
_ROW_BLOCKED, _ROW_CLOSED_OUT = int(Event.CONTACT_BLOCKED), int(Event.CONTACT_CLOSED_OUT)
_ROW_ENTERED, _ROW_ENDED = int(Event.QUEUE_ENTERED), int(Event.CONTACT_ENDED)
_ROW_ABANDONED, _ROW_FLOWED_OUT = int(Event.CONTACT_ABANDONED), int(Event.CONTACT_FLOWED_OUT)
_ROW_DISCONNECTED = int(Event.CONTACT_DISCONNECTED)
_LONGEST_WAIT, _PATIENCE_ENDS = int(Rank.LONGEST_WAIT) << 56, int(Rank.PATIENCE_ENDS) << 56
_OVERFLOW_DUE = int(Rank.OVERFLOW_DUE) << 56


@on_every_call
def _did_not_get_through(outcome: int) -> bool:
    return outcome in (
        _ABANDONED, _BLOCKED, _CLOSED_OUT, _DISCONNECTED, _UNANSWERED, _NOBODY_THERE,
    )  # fmt: skip


@compiled
def _redials(world: int, c: int, outcome: int) -> bool:
    """Whether a caller who did not get through dials again; if so, the time is set."""
    case, registers = cases_of(world)[c], registers_of(world)
    hung_up = outcome in (_ABANDONED, _NOBODY_THERE)
    if case.segment < 0:
        queue = queues_of(world)[case.entry_queue]
        chance = queue.redials if hung_up else queue.redials_when_blocked
        shape, scale = queue.redial_delay_shape, queue.redial_delay_scale
        keeps, lost, spread = (
            queue.keeps_patience, queue.lost_after_closing, queue.opening_spread,
        )  # fmt: skip
    else:
        segment = segments_of(world)[case.segment]
        chance = segment.redials if hung_up else segment.redials_when_blocked
        shape, scale = segment.redial_delay_shape, segment.redial_delay_scale
        keeps, lost, spread = (
            segment.keeps_patience, segment.lost_after_closing, segment.opening_spread,
        )  # fmt: skip
    delay, late = redial(
        registers[SEED], registers[REPLICATION], case.who, case.word, case.contact, chance,
        shapes_of(world), shape, scale, spread,
    )  # fmt: skip
    if delay >= NEVER:
        return False
    try_door(world, c)
    at = registers[NOW] + delay
    due = when_open(world, case.entry_queue, at, late)
    if lost != 0 and due != at:
        return False
    patience_contact = case.patience_contact
    schedule(world, c, due, _REDIAL)
    if keeps != 0:
        case.patience_contact = patience_contact
    return True


@on_every_call
def _caller_afterwards(world: int, c: int, outcome: int) -> None:
    """An anonymous caller redials, calls again after service, or is gone."""
    case, registers = cases_of(world)[c], registers_of(world)
    if outcome == _SERVED:
        queue = queues_of(world)[case.entry_queue]
        delay = reconnect(
            registers[SEED], registers[REPLICATION], case.who, case.word, case.contact,
            queue.reconnects, shapes_of(world), queue.reconnect_delay_shape,
            queue.reconnect_delay_scale,
        )  # fmt: skip
        if delay < NEVER:
            at = registers[NOW] + delay
            if queue.lost_after_closing == 0 or when_open(world, case.entry_queue, at, 0) == at:
                due = when_open(world, case.entry_queue, at, 0)
                schedule(world, c, due, _RECONNECT)
                return
    elif _did_not_get_through(outcome) and _redials(world, c, outcome):
        return
    case.status = _ENDED


@on_every_call
def off_the_line(world: int, c: int, outcome: int) -> None:
    """A contact is over, and its line is free again."""
    case, registers = cases_of(world)[c], registers_of(world)
    if case.holds_line != 0:
        lines_of(world)[case.entry_queue].lines_used -= 1
        case.holds_line = 0
    duration = registers[NOW] - case.arrived
    write_contact(world, _ROW_ENDED, c, -1, outcome, duration)


@on_every_call
def end_contact(world: int, c: int, outcome: int) -> None:
    """The caller hangs up; what they do next follows."""
    case = cases_of(world)[c]
    off_the_line(world, c, outcome)
    if case.customer < 0:
        _caller_afterwards(world, c, outcome)
    elif case.cured != 0:
        case.status = _RESOLVED
    elif case.overtaken != 0:
        is_overtaken(world, c)
    elif (
        case.reason not in (_ENQUIRY, _STATUS_CALL)
        and _did_not_get_through(outcome)
        and _redials(world, c, outcome)
    ):
        pass
    elif case.ticket != 0:
        case.status = _WITH_DEPARTMENT
        if not hands_question_on(world, c, outcome):
            back_to_the_customer(world, c)
            expects_news(world, c, outcome)
    else:
        back_to_the_customer(world, c)
        fails(world, c)


@on_every_call
def waits(world: int, c: int) -> None:
    """Sets the instants at which a waiting caller will do, or be done to, something."""
    case, registers = cases_of(world)[c], registers_of(world)
    queue = queues_of(world)[case.queue]
    if queue.own_patience != 0 or case.segment < 0:
        shape, scale = queue.patience_shape, queue.patience_scale
    else:
        segment = segments_of(world)[case.segment]
        shape, scale = segment.patience_shape, segment.patience_scale
    called_back = callback(world, c) or case.reason in (_STATUS_CALL, _FORCED)
    limit = patience(
        registers[SEED], registers[REPLICATION], case.who, case.word, case.patience_contact,
        case.leg, shapes_of(world), shape, scale,
    )  # fmt: skip
    if queues_of(world)[case.entry_queue].written != 0:
        limit = NEVER
    now, what = registers[NOW], c | (case.stamp << 32)
    if called_back:
        limit = NEVER  # who is called does not wait on the line
    elif queue.longest_wait <= limit:
        if queue.longest_wait < NEVER:
            push(world, now + queue.longest_wait, _LONGEST_WAIT | case.who, case.word, what)
        limit = queue.longest_wait
    elif limit < NEVER:
        push(world, now + limit, _PATIENCE_ENDS | case.who, case.word, what)
    after = queue.overflow_after
    if queue.overflow_team >= 0 and 0 < after < limit:
        push(world, now + after, _OVERFLOW_DUE | case.who, case.word, what)


@compiled
def help_out(world: int, q: int) -> None:
    """The second team takes the head of a queue, if it is free and the condition holds."""
    agent = overflow_agent(world, q)
    if agent >= 0:
        c = lines_of(world)[q].head
        step_out(world, q, c)
        stand_up(world, agent)
        answer(world, c, agent)


@on_every_call
def stand_in_line(world: int, c: int) -> None:
    """A caller, or a callback for one, goes to the end of the line."""
    case = cases_of(world)[c]
    q = case.queue
    join(world, q, c)
    case.stamp += 1
    waits(world, c)
    queue = queues_of(world)[q]
    if queue.overflow_team >= 0 and queue.overflow_after > 0:
        help_out(world, q)


@compiled
def call_back(world: int, c: int) -> None:
    """A callback stands in the line for a customer who is not on the phone."""
    case, registers = cases_of(world)[c], registers_of(world)
    case.status = _IN_CONTACT
    case.arrived = registers[NOW]
    case.entered = registers[NOW]
    case.due = NEVER
    case.leg, case.informed, case.chases = 0, 0, 0
    write_contact(world, _ARRIVED, c, -1, case.reason, 0)
    write_contact(world, _ROW_ENTERED, c, -1, case.reason, 0)
    agent = who_answers(world, c, case.queue)
    if agent >= 0:
        stand_up(world, agent)
        answer(world, c, agent)
    else:
        stand_in_line(world, c)


@compiled
def accept_callback(world: int, c: int) -> None:
    """A caller hangs up to be called back: at once in the line again, or at a time."""
    queue = queues_of(world)[cases_of(world)[c].queue]
    write_contact(world, _ROW_FLOWED_OUT, c, -1, ACCEPTED, 0)
    off_the_line(world, c, _FLOWED_OUT)
    if queue.callback_delay == 0:
        schedule(world, c, NEVER, _CALLBACK)
        call_back(world, c)
        return
    at = registers_of(world)[NOW] + queue.callback_delay
    due = next_open(opens_of(world), closes_of(world), queue.hours_first, queue.hours_last, at)
    schedule(world, c, due, _CALLBACK)


@on_every_call
def enter(world: int, c: int, q: int) -> None:
    """A leg begins: answered at once, or into the line with a time at which patience ends."""
    case, registers = cases_of(world)[c], registers_of(world)
    case.queue = q
    case.entered = registers[NOW]
    agent = who_answers(world, c, q)
    offered = agent < 0 and offers_callback(world, c, q)
    write_contact(world, _ROW_ENTERED, c, -1, OFFERED if offered else 0, 0)
    if agent >= 0:
        stand_up(world, agent)
        answer(world, c, agent)
    elif offered and accepts(world, c, q):
        accept_callback(world, c)
    else:
        stand_in_line(world, c)


@compiled
def find_closed(world: int, c: int) -> None:
    """A caller finds the queue closed, perhaps at a time at which it is said to be open."""
    queue = queues_of(world)[cases_of(world)[c].queue]
    said_to_be_open = is_open(
        opens_of(world), closes_of(world), queue.advertised_first, queue.advertised_last,
        registers_of(world)[NOW],
    )  # fmt: skip
    write_contact(world, _ROW_CLOSED_OUT, c, -1, 1 if said_to_be_open else 0, 0)
    end_contact(world, c, _CLOSED_OUT)


@on_every_call
def arrive(world: int, c: int) -> None:
    """A caller dials: turned away, or into the queue."""
    case, registers = cases_of(world)[c], registers_of(world)
    if case.left != 0 or question_is_idle(world, c):
        return
    if case.reason == _CALLBACK:
        call_back(world, c)
        return
    if case.customer >= 0 and case.reason not in OF_COMPANIES:
        case.attempts += 1
    case.status = _IN_CONTACT
    case.arrived = registers[NOW]
    case.due = NEVER
    case.leg, case.informed, case.chases, case.silent, case.misrouted = 0, 0, 0, 0, 0
    case.queue = case.entry_queue
    if case.customer >= 0 and case.opened < 0:
        case.opened = registers[NOW]
        write_case(world, _CASE_OPENED, c, -1, case.cause, 0)
        set_deadline(world, c)
    write_contact(world, _ARRIVED, c, -1, case.reason, 0)
    line, lines = lines_of(world)[case.queue], queues_of(world)[case.queue].lines
    if line.open == 0:
        find_closed(world, c)
    elif lines >= 0 and line.lines_used >= lines:
        write_contact(world, _ROW_BLOCKED, c, -1, 0, 0)
        end_contact(world, c, _BLOCKED)
    else:
        line.lines_used += 1
        case.holds_line = 1
        if queues_of(world)[case.queue].ivr != 0:
            hears_menu(world, c)
        else:
            enter(world, c, case.queue)


@on_every_call
def give_up_waiting(world: int, c: int, event: int, outcome: int) -> None:
    """A caller leaves the line unanswered: hangs up, is sent elsewhere, or is disconnected."""
    case, registers = cases_of(world)[c], registers_of(world)
    step_out(world, case.queue, c)
    case.stamp += 1
    wait = registers[NOW] - case.entered
    mark = marked(world, c)
    if mark != 0:
        case.arrived = registers[NOW]  # the customer was never on the line
    write_contact(world, event, c, -1, mark, wait)
    end_contact(world, c, outcome)


@on_every_call
def hang_up(world: int, c: int) -> None:
    """Patience has run out."""
    if slips_away(world, c):
        return
    give_up_waiting(world, c, _ROW_ABANDONED, _ABANDONED)


@compiled
def leave_message(world: int, c: int) -> None:
    """The longest wait is over: the caller is sent elsewhere."""
    give_up_waiting(world, c, _ROW_FLOWED_OUT, _FLOWED_OUT)


@compiled
def disconnect(world: int, c: int) -> None:
    """The queue is cleared at closing time."""
    give_up_waiting(world, c, _ROW_DISCONNECTED, _DISCONNECTED)
