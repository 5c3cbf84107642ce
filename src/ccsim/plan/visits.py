"""Visits as an integer table, and how many counters their slots take."""

from ccsim.plan.chances import threshold
from ccsim.plan.lowering import Lowering, records
from ccsim.plan.records import VISITS, Records


def lower_visits(lowering: Lowering) -> Records:
    """One row for each department; the slots of each have counters after those before it."""
    rows, counters = [], 0
    for department in lowering.scenario.departments.values():
        row = dict.fromkeys(VISITS.names or (), 0)
        visits = department.visits
        if visits is not None:
            row |= {
                "share": threshold(visits.share),
                **lowering.hours(visits.slots),
                "technicians": visits.technicians,
                "lead": visits.lead,
                "missed": threshold(visits.missed),
                "late": threshold(min(visits.missed + visits.late, 1.0)),
                **lowering.time("lateness", visits.lateness),
                "no_access": threshold(visits.no_access),
                "no_access_chosen": threshold(visits.no_access_chosen),
                "self_book": threshold(visits.self_book),
                **lowering.time("on_site", visits.on_site),
            }
        row["first_counter"] = counters
        counters += row["hours_last"] - row["hours_first"]
        rows.append(row)
    return records(VISITS, rows)


def slot_counters(visits: Records) -> int:
    """How many slots all departments have together."""
    return int((visits["hours_last"] - visits["hours_first"]).sum())
