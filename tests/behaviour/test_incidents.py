"""Incidents: many are struck at once, one repair ends it for all; and days known to be busy."""

from typing import Any

import numpy as np
import pytest

from by_hand import told, with_defaults
from ccsim.codes import Event
from ccsim.eventlog.chunk import Chunk
from ccsim.eventlog.laws import check_laws
from ccsim.replication import EngineName
from faults import UNKNOWN, world
from measured import measured
from playing import doors_of, play_document

Book = list[str]


def outage(count: int, facts: dict[str, Any], **incident: Any) -> dict[str, Any]:
    """So many homes, all of them struck at nine on the first day."""
    facts["customers"]["homes"]["count"] = count
    struck: dict[str, Any] = {"need": "fault", "at": "2026-01-05 09:00", "strikes": {"homes": 1.0}}
    return facts | {"incidents": {"cable": {**struck, **incident}}}


@pytest.mark.mechanism("E-CHU-09")
def test_one_repair_ends_the_cases_of_all_on_the_phone_or_not(
    engine: EngineName, book: Book
) -> None:
    """Nobody on the phone can help; when the cable is mended, two talk and one waits to call.

    09:00 an incident strikes 3
    09:10 homes 0 dials
    09:10 agents 0 answers homes 0 after 0s
    09:10 homes 1 dials
    09:10 agents 1 answers homes 1 after 0s
    09:10 homes 2 dials
    09:15 agents 0 ends with homes 0 after 5m: thought resolved
    09:15 agents 0 answers homes 2 after 5m
    09:15 agents 1 ends with homes 1 after 5m: thought resolved
    09:20 agents 0 ends with homes 2 after 5m: thought resolved
    10:15 homes 0 dials (repeat)
    10:15 agents 1 answers homes 0 after 0s
    10:15 homes 1 dials (repeat)
    10:15 agents 0 answers homes 1 after 0s
    10:17 the incident is repaired after 1h17m
    10:17 homes 0 is helped after 1h7m
    10:17 homes 1 is helped after 1h7m
    10:17 homes 2 is helped after 1h7m
    10:20 agents 0 ends with homes 1 after 5m: thought resolved
    10:20 agents 1 ends with homes 0 after 5m: thought resolved
    """
    facts = world(segment={"repeat_delay": {"constant": "1h"}}, team={**UNKNOWN, "headcount": 2})
    facts = outage(3, facts, repair={"constant": "1h17m"}, notices={"constant": "10m"})
    assert told(facts, [], engine) == book


@pytest.mark.mechanism("E-CHU-09")
def test_a_repair_keeps_the_promises_and_empties_the_desk(engine: EngineName, book: Book) -> None:
    """One ticket is being worked on, and is finished; one waits, and is closed when its turn comes.

    09:00 an incident strikes 2
    09:00 homes 0 dials
    09:00 agents 0 answers homes 0 after 0s
    09:00 homes 1 dials
    09:05 agents 0 ends with homes 0 after 5m: ticket
    09:05 network gets a ticket for homes 0, by 11:05
    09:05 agents 0 answers homes 1 after 5m
    09:10 agents 0 ends with homes 1 after 5m: ticket
    09:10 network gets a ticket for homes 1, by 11:10
    10:00 the incident is repaired after 1h
    10:00 homes 0 is helped after 1h
    10:00 network keeps its promise to homes 0
    10:00 homes 1 is helped after 1h
    10:00 network keeps its promise to homes 1
    13:05 network is done with homes 0 after 4h: cured
    13:05 network is done with homes 1 after 3h55m: cured
    """
    facts = world(
        need={"back_office": 1.0},
        segment={"chases": 1.0},
        department={"work": {"constant": "4h"}, "promise": {"says": "2h"}, "right_first_time": 0},
    )
    assert told(outage(2, facts, repair={"constant": "1h"}), [], engine) == book


@pytest.mark.mechanism("E-CHU-09")
def test_a_repair_makes_the_appointments_of_its_cases_void(engine: EngineName, book: Book) -> None:
    """Two visits are booked: one would begin after the repair, one is late when it comes.

    09:05 network will visit homes 0 at 10:00
    09:10 network will visit homes 1 at 14:00
    12:00 network breaks its promise to homes 0
    12:30 the incident is repaired after 3h30m
    12:30 homes 0 is helped after 3h30m
    12:30 homes 1 is helped after 3h30m
    12:30 network keeps its promise to homes 1
    14:00 network at the door of homes 1: visit void
    14:00 network is done with homes 1 after 4h50m: cured
    17:00 network at the door of homes 0: visit void
    17:00 network is done with homes 0 after 7h55m: cured
    """
    visits = {
        "share": 1.0, "slots": "10:00-12:00,14:00-16:00", "technicians": 1, "late": 1.0,
        "lateness": {"constant": "4h"}, "on_site": {"constant": "1h"},
    }  # fmt: skip
    facts = world(need={"back_office": 1.0}, department={"visits": visits})
    facts["departments"]["network"]["work"] = {"constant": "0s"}
    lines = told(outage(2, facts, repair={"constant": "3h30m"}), [], engine)
    words = ("visit", "at the door", "promise to", "repaired", "helped", "done with")
    assert [line for line in lines if any(word in line for word in words)] == book


def test_who_still_waits_when_it_is_repaired_is_told_that_it_is_over(
    engine: EngineName, book: Book
) -> None:
    """An agent for two callers: the second is answered when there is nothing left to solve.

    09:00 an incident strikes 2
    09:00 homes 0 dials
    09:00 agents 0 answers homes 0 after 0s
    09:00 homes 1 dials
    09:02 the incident is repaired after 2m
    09:02 homes 0 is helped after 2m
    09:02 homes 1 is helped after 2m
    09:05 agents 0 ends with homes 0 after 5m: thought resolved
    09:05 agents 0 answers homes 1 after 5m
    09:10 agents 0 ends with homes 1 after 5m: status given
    """
    facts = outage(2, world(team=UNKNOWN), repair={"constant": "2m"})
    assert told(facts, [], engine) == book


def test_who_has_not_noticed_when_it_is_repaired_never_calls(
    engine: EngineName, book: Book
) -> None:
    """Three hours to notice, one hour to repair; the line opens later than the cable is mended.

    09:00 an incident strikes 4
    10:00 the incident is repaired after 1h
    1d 09:00 an incident strikes 4
    1d 10:00 the incident is repaired after 1h
    """
    slow = outage(4, world(days=2), repair={"constant": "1h"}, notices={"constant": "3h"})
    slow["incidents"]["cable"]["every"] = "1d"
    assert told(slow, [], engine) == book
    closed = outage(4, world(days=2), repair={"constant": "1h"}, every="1d")
    closed["queues"]["calls"]["hours"] = "10:30-18:00"
    assert told(closed, [], engine) == book


def test_an_incident_may_last_until_another_day(engine: EngineName, book: Book) -> None:
    """It strikes before midnight; the customer calls, is told nonsense, and calls no more.

    23:00 an incident strikes 1
    23:00 homes 0 dials
    23:00 agents 0 answers homes 0 after 0s
    23:05 agents 0 ends with homes 0 after 5m: thought resolved
    2d 01:00 the incident is repaired after 26h
    2d 01:00 homes 0 is helped after 26h
    """
    facts = world(segment={"repeat_delay": {"constant": "30h"}}, days=3, team=UNKNOWN)
    facts = outage(1, facts, at="2026-01-05 23:00", repair={"constant": "26h"})
    assert told(facts, [], engine) == book


def dialled(log: Chunk) -> set[tuple[int, int]]:
    """Who calls for the first time, and when."""
    opened = log.event == Event.CASE_OPENED
    return set(zip(log.who[opened].tolist(), log.time[opened].tolist(), strict=True))


@pytest.mark.mechanism("E-CHU-09")
@pytest.mark.mechanism("E-PRO-01")
def test_an_announced_outage_brings_fewer_calls_and_moves_none(engine: EngineName) -> None:
    """The same customers are struck; those who are told and calm do not call about it."""
    worlds = {}
    for announced in (0.0, 0.8, 1.0):
        facts = outage(
            600, world(team={"headcount": 20}), strikes={"homes": 0.5}, announced=announced,
            announcement_calms=0.6, repair={"constant": "8h"}, notices={"exponential": "1h"},
        )  # fmt: skip
        worlds[announced] = play_document(with_defaults(facts), engine)
        assert check_laws(doors_of(worlds[announced].plan), worlds[announced].log) == []
    struck = [
        int(one.log.value[one.log.event == Event.INCIDENT_STRUCK][0]) for one in worlds.values()
    ]
    assert len(set(struck)) == 1
    assert 250 < struck[0] < 350
    nobody_told, most, all_told = (dialled(worlds[share].log) for share in (0.0, 0.8, 1.0))
    assert nobody_told > most > all_told
    assert 0.3 < len(all_told) / len(nobody_told) < 0.5  # six in ten are calm


def test_incidents_are_measured(engine: EngineName) -> None:
    """Three homes are struck, two calls of each; the repair takes 77 minutes."""
    facts = world(segment={"repeat_delay": {"constant": "1h"}}, team={**UNKNOWN, "headcount": 3})
    facts = outage(3, facts, repair={"constant": "1h17m"}, notices={"constant": "10m"})
    numbers, _ = measured(facts, [], engine)
    assert numbers["incidents"] == 1
    assert numbers["customers_struck[kind=fault]"] == 3
    assert numbers["incident_repair_s"] == 77 * 60
    assert numbers["incident_call_share"] == 1
    assert numbers["calls_per_customer_struck"] == 2


def test_a_known_peak_adds_needs_on_its_days_and_moves_none(engine: EngineName) -> None:
    """The bill run on the sixth: twice as many bills on that day, and the faults of always."""
    facts = world(days=3, team={"headcount": 50})
    facts["customers"]["homes"]["count"] = 2000
    facts["needs"]["fault"]["per_customer_year"] = 20
    facts["needs"]["bill"] = dict(facts["needs"]["fault"])
    usual = play_document(with_defaults(facts), engine).log
    peak = {"days_of_month": [6], "needs": ["bill"], "factor": 2.0}
    busy = play_document(with_defaults(facts | {"demand": {"peaks": [peak]}}), engine).log
    assert dialled(usual) < dialled(busy)
    more = counts(busy) - counts(usual)
    assert more[[0, 2]].sum() == 0  # neither the day before nor the day after
    assert more[1, 0] == 0  # no fault more
    assert more[1, 1] == pytest.approx(counts(usual)[1, 1], rel=0.3)


def counts(log: Chunk) -> np.ndarray:
    """[day, kind]: cases opened."""
    opened = log.event == Event.CASE_OPENED
    found = np.zeros((3, 2), int)
    np.add.at(found, (log.time[opened] // 86_400_000, log.kind[opened]), 1)
    return found


@pytest.mark.parametrize(
    "told_of_it",
    [{}, {"announced": 1.0, "announcement_calms": 1.0}],
    ids=["hidden", "announced"],
)
def test_an_outage_is_one_whether_people_call_about_it_or_not(
    told_of_it: dict[str, Any],
) -> None:
    """From nine until six the line is dead: for who calls, who is calm, and who never notices.

    A second cable, cut at noon, adds nothing for those who have been cut off already.
    """
    facts = world(
        need={"stops_business": True},
        segment={
            "count": 4, "margin": "15 EUR/month", "loss_per_hour": "1 EUR/h",
            "leaving": {"monthly": 1e-9, "outage_loss": 1e-9, "memory": "3650d"},
        },
        team={**UNKNOWN, "headcount": 4},
        days=2,
    )  # fmt: skip
    facts = outage(4, facts, repair={"constant": "9h"}, **told_of_it)
    cable = facts["incidents"]["cable"]
    facts["incidents"]["second"] = cable | {
        "need": "other", "at": "2026-01-05 12:00", "repair": {"constant": "1h"},
    }  # fmt: skip
    facts["needs"]["other"] = facts["needs"]["fault"]
    state = play_document(with_defaults(facts), "compiled").state
    remembered = state.customers["outage"] / 3_600_000
    assert remembered == pytest.approx([9.0] * 4, rel=1e-3)
