"""An incident: many are struck at one instant, and one repair ends it for all of them."""

from ccsim.codes import CaseStatus, Event
from ccsim.kernel.cases import cure
from ccsim.kernel.floor import NOW, RELIEVED
from ccsim.kernel.record import write_case, write_incident
from ccsim.kernel.world import cases_of, compiled, incidents_of, registers_of
from ccsim.rules.incidents import is_relieved
from ccsim.units import NEVER

_ROW_STRUCK, _ROW_REPAIRED = int(Event.INCIDENT_STRUCK), int(Event.INCIDENT_REPAIRED)
_ROW_KEPT = int(Event.PROMISE_KEPT)
_IN_CONTACT, _RESOLVED = int(CaseStatus.IN_CONTACT), int(CaseStatus.RESOLVED)


@compiled
def incident_strikes(world: int, i: int, count: int) -> None:
    """Something breaks; so many customers are struck."""
    write_incident(world, _ROW_STRUCK, i, count)


@compiled
def relieve(world: int, c: int) -> None:
    """A case ends because its cause is gone; who has not noticed it yet never will."""
    case = cases_of(world)[c]
    if case.opened < 0:
        case.cured = 1
    else:
        cure(world, c)
        if case.promise >= 0:
            case.promise = -1
            write_case(world, _ROW_KEPT, c, case.department, 0, 0)
    if case.status != _IN_CONTACT:
        case.status = _RESOLVED
        case.stamp += 1
        case.due = NEVER


@compiled
def incident_repaired(world: int, i: int, last: int) -> bool:
    """The cause is removed: every case of the incident, in the rows before `last`, is solved.

    One case at a time, so that the log has room for its rows; says whether there are more.
    """
    registers, incident = registers_of(world), incidents_of(world)[i]
    if registers[RELIEVED] == 0:
        write_incident(world, _ROW_REPAIRED, i, registers[NOW] - incident.at)
    c = registers[RELIEVED]
    while c < last:
        case = cases_of(world)[c]
        c += 1
        if is_relieved(
            case.word, incident.word, case.live, case.left, case.cured, case.status
        ):  # fmt: skip
            relieve(world, c - 1)
            registers[RELIEVED] = c
            return True
    registers[RELIEVED] = 0
    return False
