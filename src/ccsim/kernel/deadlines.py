"""A deadline: until when a case is of use to its customer."""

from ccsim.codes import CaseStatus, Event, Rank
from ccsim.kernel.floor import NOW, REPLICATION, SEED
from ccsim.kernel.heap import push
from ccsim.kernel.record import write_case
from ccsim.kernel.world import cases_of, compiled, kinds_of, registers_of, shapes_of
from ccsim.rules.cases import OPEN
from ccsim.rules.deadlines import time_left
from ccsim.rules.regulator import IS_OVER
from ccsim.units import NEVER

_IN_CONTACT, _EXPIRED = int(CaseStatus.IN_CONTACT), int(CaseStatus.EXPIRED)
_ROW_SET, _ROW_MISSED = int(Event.DEADLINE_SET), int(Event.DEADLINE_MISSED)
_ROW_EXPIRED = int(Event.CASE_EXPIRED)
_PASSES = int(Rank.DEADLINE_PASSES) << 56


@compiled
def set_deadline(world: int, c: int) -> None:
    """A case begins that is of use until some instant only."""
    case, registers = cases_of(world)[c], registers_of(world)
    kind = kinds_of(world)[case.kind]
    if kind.deadline_scale >= NEVER:
        return
    due = registers[NOW] + time_left(
        registers[SEED], registers[REPLICATION], case.who, case.word, shapes_of(world),
        kind.deadline_shape, kind.deadline_scale,
    )  # fmt: skip
    case.deadline = due
    write_case(world, _ROW_SET, c, -1, 0, due)
    push(world, due, _PASSES | case.who, case.word, c)


@compiled
def deadline_passes(world: int, c: int) -> None:
    """The deadline comes: missed, unless the case is over."""
    case, now = cases_of(world)[c], registers_of(world)[NOW]
    if case.deadline != now:
        return
    case.deadline = -1
    if case.cured != 0 or not is_open(world, c):
        return
    write_case(world, _ROW_MISSED, c, -1, 0, now - case.opened)
    if kinds_of(world)[case.kind].expires == 0:
        return
    if case.status == _IN_CONTACT:
        case.overtaken = IS_OVER
    else:
        expire(world, c)


@compiled
def is_open(world: int, c: int) -> bool:
    """Whether a customer still wants a case to be solved."""
    case = cases_of(world)[c]
    wanted = case.status in OPEN
    return case.live != 0 and case.left == 0 and wanted


@compiled
def expire(world: int, c: int) -> None:
    """What could be lost is lost: the customer stops, and a ticket is worked on for nobody."""
    case, registers = cases_of(world)[c], registers_of(world)
    case.status = _EXPIRED
    case.overtaken = 0
    case.stamp += 1
    case.due = NEVER
    open_for = registers[NOW] - case.opened
    write_case(world, _ROW_EXPIRED, c, -1, 0, open_for)
