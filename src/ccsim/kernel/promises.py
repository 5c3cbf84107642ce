"""A promise: the date that is told, whether it is kept, and what the customer does meanwhile."""

from ccsim.codes import CaseStatus, Event, Outcome, Rank, Reason
from ccsim.kernel.cases import schedule, when_open
from ccsim.kernel.channels import try_door
from ccsim.kernel.enquiries import back_to_the_customer
from ccsim.kernel.estimates import estimate
from ccsim.kernel.floor import NOW, REPLICATION, SEED
from ccsim.kernel.heap import push
from ccsim.kernel.record import write_case, write_row
from ccsim.kernel.world import (
    cases_of,
    closes_of,
    compiled,
    departments_of,
    levers_of,
    opens_of,
    promises_of,
    queues_of,
    registers_of,
    segments_of,
    shapes_of,
    trust_of,
)
from ccsim.rules.calendar import next_open
from ccsim.rules.cases import chase
from ccsim.rules.promises import (
    asks_early,
    calmed,
    doubt,
    follows_up,
    sends_update,
    told_span,
)
from ccsim.rules.steering import knows_date
from ccsim.units import NEVER

_CHASE, _STATUS_CALL = int(Reason.CHASE), int(Reason.STATUS_CALL)
_STATUS_GIVEN = int(Outcome.STATUS_GIVEN)
_SCHEDULED, _WITH_DEPARTMENT = int(CaseStatus.SCHEDULED), int(CaseStatus.WITH_DEPARTMENT)
_ROW_GIVEN, _ROW_BROKEN = int(Event.PROMISE_GIVEN), int(Event.PROMISE_BROKEN)
_ROW_OWNER_CALLED, _ROW_FOLLOWED_UP = int(Event.OWNER_CALLED), int(Event.FOLLOWED_UP)
_ROW_UPDATE = int(Event.UPDATE_SENT)
_PROMISE_DUE = int(Rank.PROMISE_DUE) << 56
_EXPIRED = int(CaseStatus.EXPIRED)


@compiled
def promised_date(world: int, c: int, since: int) -> int:
    """The date that the department of a ticket names now; a fixed span counts from `since`."""
    case, registers = cases_of(world)[c], registers_of(world)
    promise = promises_of(world)[case.department]
    now, says = registers[NOW], departments_of(world)[case.department].promise
    known = knows_date(
        registers[SEED], registers[REPLICATION], case.who, case.word, case.contact,
        case.promises, levers_of(world)[0].right_dates,
    )  # fmt: skip
    if promise.estimated == 0 and not known:
        fixed: int = since + says
        return fixed
    done = estimate(world, c)
    if known:
        sure: int = done if now < done < NEVER else since + says
        return sure
    span = done - now if done < NEVER else says
    told = told_span(
        registers[SEED], registers[REPLICATION], case.who, case.word, case.contact,
        case.promises, span, promise.bias, promise.spread,
    )  # fmt: skip
    date: int = now + told
    return date


@compiled
def make_promise(world: int, c: int, due: int) -> None:
    """The customer is told a time."""
    case = cases_of(world)[c]
    case.promise = due
    case.promises += 1
    what = c | (case.ticket_stamp << 32)
    push(world, due, _PROMISE_DUE | case.who, case.word, what)


@compiled
def send_update(world: int, c: int, kind: int, chance: int) -> None:
    """A message may go out to the customer, without being asked for."""
    case, registers = cases_of(world)[c], registers_of(world)
    if case.left == 0 and sends_update(
        registers[SEED], registers[REPLICATION], case.who, case.word, case.ticket_contact,
        case.ticket_step + case.visits, kind, chance,
    ):  # fmt: skip
        case.updated = 1
        write_case(world, _ROW_UPDATE, c, case.department, kind, 0)


@compiled
def asks_later(world: int, c: int, shape: int, scale: int) -> None:
    """A customer without news may call to ask how it stands; a message calms that once."""
    case, registers = cases_of(world)[c], registers_of(world)
    segment = segments_of(world)[case.segment]
    chance = calmed(segment.chases, case.updated, trust_of(world)[case.segment].update_calms)
    delay, late = chase(
        registers[SEED], registers[REPLICATION], case.who, case.word, case.contact, case.chases,
        chance, shapes_of(world), shape, scale, segment.opening_spread,
    )  # fmt: skip
    case.chases += 1
    case.updated = 0
    if delay < NEVER:
        try_door(world, c)
        due = when_open(world, case.entry_queue, registers[NOW] + delay, late)
        schedule(world, c, due, _CHASE)


@compiled
def _waits_for_it(world: int, c: int) -> None:
    """A customer with a promise waits for it, or does not believe it and asks before it is due."""
    case, registers = cases_of(world)[c], registers_of(world)
    trust, segment = trust_of(world)[case.segment], segments_of(world)[case.segment]
    chance = doubt(case.doubt, trust.broken, case.broken_here, trust.kept, case.kept_here)
    if chance == 0:
        return
    delay, late = asks_early(
        registers[SEED], registers[REPLICATION], case.who, case.word, case.contact,
        calmed(chance, case.updated, trust.update_calms), case.promise - registers[NOW],
        segment.opening_spread,
    )  # fmt: skip
    case.updated = 0
    if delay >= 0:
        due = when_open(world, case.entry_queue, registers[NOW] + delay, late)
        if due < case.promise:
            schedule(world, c, due, _CHASE)


@compiled
def expects_news(world: int, c: int, outcome: int) -> None:
    """A customer whose case is with a department waits for a promised day, or will ask."""
    case = cases_of(world)[c]
    department = departments_of(world)[case.department]
    asked = outcome == _STATUS_GIVEN
    if asked and case.promise >= 0:
        return  # the same date again: who did not believe it has asked, and waits
    if asked and department.promise >= 0:
        due = promised_date(world, c, registers_of(world)[NOW])
        make_promise(world, c, due)
        write_row(
            world, _ROW_GIVEN, case.who, case.word, case.contact, 0, -1, case.department,
            case.last_agent, case.kind, 0, due,
        )  # fmt: skip
    if case.promise >= 0:
        _waits_for_it(world, c)
    elif case.owned == 0:
        segment = segments_of(world)[case.segment]
        asks_later(
            world, c, segment.chase_without_promise_shape,
            segment.chase_without_promise_scale,
        )  # fmt: skip


@compiled
def break_promise(world: int, c: int) -> None:
    """What was promised has not happened."""
    case = cases_of(world)[c]
    case.promise = -1
    case.broken_here += 1
    write_case(world, _ROW_BROKEN, c, case.department, 0, 0)


@compiled
def promise_due(world: int, c: int) -> None:
    """The promised time has come and the ticket is not done."""
    case = cases_of(world)[c]
    if case.cured != 0:
        return  # there is nothing to wait for any more
    break_promise(world, c)
    if case.left != 0 or case.status == _EXPIRED:
        return
    if _can_tell(world, case.department) and (case.owned != 0 or _notices(world, c)):
        _is_told(world, c)
    elif case.status == _WITH_DEPARTMENT:
        segment = segments_of(world)[case.segment]
        asks_later(world, c, segment.chase_delay_shape, segment.chase_delay_scale)


@compiled
def _notices(world: int, c: int) -> bool:
    """Whether the department sees by itself that it has missed a promise."""
    case, registers = cases_of(world)[c], registers_of(world)
    return follows_up(
        registers[SEED], registers[REPLICATION], case.who, case.word, case.contact,
        case.promises, promises_of(world)[case.department].follows_up,
    )  # fmt: skip


@compiled
def _can_tell(world: int, d: int) -> bool:
    """Whether anybody can tell a new date: a department that gives dates, or an agent."""
    dated: bool = departments_of(world)[d].promise >= 0
    return dated or levers_of(world)[0].outbound_queue >= 0


@compiled
def _is_told(world: int, c: int) -> None:
    """Somebody tells the customer a new date: at once, or in a call that an agent makes."""
    case, registers = cases_of(world)[c], registers_of(world)
    q = levers_of(world)[0].outbound_queue
    if q >= 0:
        queue = queues_of(world)[q]
        due = next_open(
            opens_of(world), closes_of(world), queue.hours_first, queue.hours_last, registers[NOW]
        )
        if case.status == _WITH_DEPARTMENT and due < NEVER:
            schedule(world, c, due, _STATUS_CALL)
            case.asked_at, case.entry_queue = case.entry_queue, q
        return
    due = promised_date(world, c, registers[NOW])
    event = _ROW_OWNER_CALLED if case.owned != 0 else _ROW_FOLLOWED_UP
    write_case(world, event, c, case.department, 0, due)
    make_promise(world, c, due)


@compiled
def has_no_question(world: int, c: int) -> None:
    """A call that was to ask for a date, or to tell one, is dropped: the customer has a date."""
    case = cases_of(world)[c]
    if case.status != _SCHEDULED or case.reason not in (_CHASE, _STATUS_CALL):
        return
    if case.reason == _STATUS_CALL:
        back_to_the_customer(world, c)
    case.status = _WITH_DEPARTMENT
    case.contact -= 1  # the call is not made
    case.stamp += 1
    case.due = NEVER
