"""An incident: many are struck at one instant, and one repair ends it for all of them."""

from ccsim.codes import CaseStatus, Event
from ccsim.model.cases import cure
from ccsim.model.centre import Centre
from ccsim.model.record import write_case, write_incident
from ccsim.rules.incidents import is_relieved
from ccsim.units import NEVER


def incident_strikes(centre: Centre, i: int, count: int) -> None:
    """Something breaks; so many customers are struck."""
    write_incident(centre, int(Event.INCIDENT_STRUCK), i, count)


def incident_repaired(centre: Centre, i: int, last: int) -> None:
    """The cause is removed: every case of the incident, in the rows before `last`, is solved."""
    cases, incident = centre.cases, centre.incidents[i]
    write_incident(centre, int(Event.INCIDENT_REPAIRED), i, centre.clock.time - incident.at)
    for c in range(last):
        if is_relieved(
            cases.word[c], incident.word, cases.live[c], cases.left[c], cases.cured[c],
            cases.status[c],
        ):  # fmt: skip
            relieve(centre, c)


def relieve(centre: Centre, c: int) -> None:
    """A case ends because its cause is gone; who has not noticed it yet never will."""
    cases = centre.cases
    if cases.opened[c] < 0:
        cases.cured[c] = 1
    else:
        cure(centre, c)
        if cases.promise[c] >= 0:
            cases.promise[c] = -1
            write_case(centre, int(Event.PROMISE_KEPT), c, cases.department[c])
    if cases.status[c] != CaseStatus.IN_CONTACT:
        cases.status[c] = int(CaseStatus.RESOLVED)
        cases.stamp[c] += 1
        cases.due[c] = NEVER
