"""A deadline: until when a case is of use to its customer."""

from ccsim.codes import CaseStatus, Event, Rank
from ccsim.model.cases import rank_of
from ccsim.model.centre import Centre
from ccsim.model.clock import Moment, Steps
from ccsim.model.record import write_case
from ccsim.rules.cases import OPEN
from ccsim.rules.deadlines import time_left
from ccsim.rules.regulator import IS_OVER
from ccsim.units import NEVER


def set_deadline(centre: Centre, c: int) -> None:
    """A case begins that is of use until some instant only."""
    cases = centre.cases
    kind = centre.kinds[cases.kind[c]]
    if kind.deadline_scale >= NEVER:
        return
    due = centre.clock.time + time_left(
        centre.seed, centre.replication, cases.who[c], cases.word[c], centre.shapes,
        kind.deadline_shape, kind.deadline_scale,
    )  # fmt: skip
    cases.deadline[c] = due
    write_case(centre, int(Event.DEADLINE_SET), c, value=due)
    centre.clock.journey(passes(centre, c, due))


def passes(centre: Centre, c: int, due: int) -> Steps:
    """The deadline comes: missed, unless the case is over."""
    yield Moment(centre.clock, due, rank_of(centre, Rank.DEADLINE_PASSES, c))
    cases = centre.cases
    if cases.deadline[c] != due:
        return
    cases.deadline[c] = -1
    if cases.cured[c] or not is_open(centre, c):
        return
    write_case(centre, int(Event.DEADLINE_MISSED), c, value=due - cases.opened[c])
    if not centre.kinds[cases.kind[c]].expires:
        return
    if cases.status[c] == CaseStatus.IN_CONTACT:
        cases.overtaken[c] = IS_OVER
    else:
        expire(centre, c)


def is_open(centre: Centre, c: int) -> bool:
    """Whether a customer still wants a case to be solved."""
    cases = centre.cases
    return bool(cases.live[c] and not cases.left[c] and cases.status[c] in OPEN)


def expire(centre: Centre, c: int) -> None:
    """What could be lost is lost: the customer stops, and a ticket is worked on for nobody."""
    cases = centre.cases
    cases.status[c] = int(CaseStatus.EXPIRED)
    cases.overtaken[c] = 0
    cases.stamp[c] += 1
    cases.due[c] = NEVER
    write_case(centre, int(Event.CASE_EXPIRED), c, value=centre.clock.time - cases.opened[c])
