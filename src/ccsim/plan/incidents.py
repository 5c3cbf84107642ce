"""Incidents as integer tables: a row for each time that one begins."""

from typing import NamedTuple

import numpy as np

from ccsim.plan.addresses import incident_word, noun_codes
from ccsim.plan.chances import threshold
from ccsim.plan.hours import instant
from ccsim.plan.lowering import Lowering, records
from ccsim.plan.records import INCIDENT, Integers, Records


class Incidents(NamedTuple):
    """When incidents begin, in order of time, and the chance to be struck."""

    rows: Records
    struck: Integers
    """[row, segment]: the chance to be struck."""


def lower_incidents(lowering: Lowering) -> Incidents:
    """Every incident, each time that it begins."""
    scenario, calendar = lowering.scenario, lowering.scenario.calendar
    codes = noun_codes("incident", scenario.incidents)
    kinds = list(scenario.needs)
    found: list[tuple[dict[str, int], list[int]]] = []
    for name, incident in scenario.incidents.items():
        times = lowering.time("repair", incident.repair)
        times |= lowering.time("notices", incident.notices)
        struck = [threshold(incident.strikes.get(one, 0.0)) for one in scenario.customers]
        for number, at in enumerate(incident.begins(calendar.start, calendar.total_days)):
            day = (at.date() - calendar.start).days
            row = {
                "code": codes[name],
                "number": number,
                "kind": kinds.index(incident.need),
                "word": incident_word(lowering.kind_codes[incident.need], day),
                "day": day,
                "at": instant(calendar, at),
                "announced": threshold(incident.announced),
                "calms": threshold(incident.announcement_calms),
                **times,
            }
            found.append((row, struck))
    found.sort(key=lambda one: (one[0]["at"], one[0]["word"]))
    chances = np.array([struck for _, struck in found], np.int64)
    return Incidents(
        records(INCIDENT, [row for row, _ in found]),
        chances.reshape(len(found), len(scenario.customers)),
    )
