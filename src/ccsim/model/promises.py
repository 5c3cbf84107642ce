"""A promise: the date that is told, whether it is kept, and what the customer does meanwhile."""

from ccsim.codes import CaseStatus, Event, Outcome, Rank, Reason, Update
from ccsim.model.cases import rank_of, schedule, when_open
from ccsim.model.centre import Centre
from ccsim.model.channels import try_door
from ccsim.model.clock import Moment, Steps
from ccsim.model.enquiries import back_to_the_customer
from ccsim.model.estimates import estimate
from ccsim.model.record import write_case
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


def promised_date(centre: Centre, c: int, since: int) -> int:
    """The date that the department of a ticket names now; a fixed span counts from `since`."""
    cases, now = centre.cases, centre.clock.time
    d = cases.department[c]
    promise = centre.promises[d]
    says: int = centre.departments[d].promise
    known = knows_date(
        centre.seed, centre.replication, cases.who[c], cases.word[c], cases.contact[c],
        cases.promises[c], centre.levers.right_dates,
    )  # fmt: skip
    if not promise.estimated and not known:
        return since + says
    done = estimate(centre, c)
    if known:
        return done if now < done < NEVER else since + says
    return now + told_span(
        centre.seed, centre.replication, cases.who[c], cases.word[c], cases.contact[c],
        cases.promises[c], done - now if done < NEVER else says, promise.bias, promise.spread,
    )  # fmt: skip


def make_promise(centre: Centre, c: int, due: int) -> None:
    """The customer is told a time."""
    centre.cases.promise[c] = due
    centre.cases.promises[c] += 1
    centre.clock.journey(promised(centre, c, due, centre.cases.ticket_stamp[c]))


def promised(centre: Centre, c: int, due: int, stamp: int) -> Steps:
    """A promise: kept if the ticket is done by then, else the customer may ask about it."""
    yield Moment(centre.clock, due, rank_of(centre, Rank.PROMISE_DUE, c))
    if centre.cases.ticket_stamp[c] == stamp:
        promise_due(centre, c)


def promise_due(centre: Centre, c: int) -> None:
    """The promised time has come and the ticket is not done."""
    cases = centre.cases
    if cases.cured[c]:
        return  # there is nothing to wait for any more
    break_promise(centre, c)
    if cases.left[c] or cases.status[c] == CaseStatus.EXPIRED:
        return
    if _can_tell(centre, cases.department[c]) and (cases.owned[c] or _notices(centre, c)):
        _is_told(centre, c)
    elif cases.status[c] == CaseStatus.WITH_DEPARTMENT:
        segment = centre.segments[cases.segment[c]]
        asks_later(centre, c, segment.chase_delay_shape, segment.chase_delay_scale)


def break_promise(centre: Centre, c: int) -> None:
    """What was promised has not happened."""
    centre.cases.promise[c] = -1
    centre.cases.broken_here[c] += 1
    write_case(centre, int(Event.PROMISE_BROKEN), c, centre.cases.department[c])


def _notices(centre: Centre, c: int) -> bool:
    """Whether the department sees by itself that it has missed a promise."""
    cases = centre.cases
    return follows_up(
        centre.seed, centre.replication, cases.who[c], cases.word[c], cases.contact[c],
        cases.promises[c], centre.promises[cases.department[c]].follows_up,
    )  # fmt: skip


def _can_tell(centre: Centre, d: int) -> bool:
    """Whether anybody can tell a new date: a department that gives dates, or an agent."""
    return bool(centre.departments[d].promise >= 0 or centre.levers.outbound_queue >= 0)


def _is_told(centre: Centre, c: int) -> None:
    """Somebody tells the customer a new date: at once, or in a call that an agent makes."""
    cases, q = centre.cases, centre.levers.outbound_queue
    if q >= 0:
        queue, now = centre.queues[q], centre.clock.time
        due = next_open(centre.opens, centre.closes, queue.hours_first, queue.hours_last, now)
        if cases.status[c] == CaseStatus.WITH_DEPARTMENT and due < NEVER:
            schedule(centre, c, due, Reason.STATUS_CALL)
            cases.asked_at[c], cases.entry_queue[c] = cases.entry_queue[c], q
        return
    due = promised_date(centre, c, centre.clock.time)
    event = Event.OWNER_CALLED if cases.owned[c] else Event.FOLLOWED_UP
    write_case(centre, int(event), c, cases.department[c], value=due)
    make_promise(centre, c, due)


def has_no_question(centre: Centre, c: int) -> None:
    """A call that was to ask for a date, or to tell one, is dropped: the customer has a date."""
    cases = centre.cases
    asks = cases.reason[c] in (Reason.CHASE, Reason.STATUS_CALL)
    if cases.status[c] != CaseStatus.SCHEDULED or not asks:
        return
    if cases.reason[c] == Reason.STATUS_CALL:
        back_to_the_customer(centre, c)
    cases.status[c] = int(CaseStatus.WITH_DEPARTMENT)
    cases.contact[c] -= 1  # the call is not made
    cases.stamp[c] += 1
    cases.due[c] = NEVER


def send_update(centre: Centre, c: int, kind: Update, chance: int) -> None:
    """A message may go out to the customer, without being asked for."""
    cases = centre.cases
    if not cases.left[c] and sends_update(
        centre.seed, centre.replication, cases.who[c], cases.word[c], cases.ticket_contact[c],
        cases.ticket_step[c] + cases.visits[c], int(kind), chance,
    ):  # fmt: skip
        cases.updated[c] = 1
        write_case(centre, int(Event.UPDATE_SENT), c, cases.department[c], int(kind))


def expects_news(centre: Centre, c: int, outcome: int) -> None:
    """A customer whose case is with a department waits for a promised day, or will ask."""
    cases = centre.cases
    d = cases.department[c]
    asked = outcome == Outcome.STATUS_GIVEN
    if asked and cases.promise[c] >= 0:
        return  # the same date again: who did not believe it has asked, and waits
    if asked and centre.departments[d].promise >= 0:
        due = promised_date(centre, c, centre.clock.time)
        make_promise(centre, c, due)
        write_case(
            centre, int(Event.PROMISE_GIVEN), c, d, value=due, agent=cases.last_agent[c]
        )  # fmt: skip
    if cases.promise[c] >= 0:
        _waits_for_it(centre, c)
    elif not cases.owned[c]:
        segment = centre.segments[cases.segment[c]]
        asks_later(
            centre, c, segment.chase_without_promise_shape, segment.chase_without_promise_scale
        )


def _waits_for_it(centre: Centre, c: int) -> None:
    """A customer with a promise waits for it, or does not believe it and asks before it is due."""
    cases = centre.cases
    trust, segment = centre.trust[cases.segment[c]], centre.segments[cases.segment[c]]
    chance = doubt(
        cases.doubt[c], trust.broken, cases.broken_here[c], trust.kept, cases.kept_here[c]
    )
    if chance == 0:
        return
    delay, late = asks_early(
        centre.seed, centre.replication, cases.who[c], cases.word[c], cases.contact[c],
        calmed(chance, cases.updated[c], trust.update_calms),
        cases.promise[c] - centre.clock.time, segment.opening_spread,
    )  # fmt: skip
    cases.updated[c] = 0
    if delay >= 0:
        due = when_open(centre, cases.entry_queue[c], centre.clock.time + delay, late)
        if due < cases.promise[c]:
            schedule(centre, c, due, Reason.CHASE)


def asks_later(centre: Centre, c: int, shape: int, scale: int) -> None:
    """A customer without news may call to ask how it stands; a message calms that once."""
    cases = centre.cases
    segment = centre.segments[cases.segment[c]]
    calms = centre.trust[cases.segment[c]].update_calms
    delay, late = chase(
        centre.seed, centre.replication, cases.who[c], cases.word[c], cases.contact[c],
        cases.chases[c], calmed(segment.chases, cases.updated[c], calms), centre.shapes, shape,
        scale, segment.opening_spread,
    )  # fmt: skip
    cases.chases[c] += 1
    cases.updated[c] = 0
    if delay < NEVER:
        try_door(centre, c)
        due = when_open(centre, cases.entry_queue[c], centre.clock.time + delay, late)
        schedule(centre, c, due, Reason.CHASE)
