"""The regulator, contracts and outages: who is made to act, and what it costs not to."""

from copy import deepcopy
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from by_hand import Call, played, told
from ccsim.codes import Event
from ccsim.metrics.estimates import values
from ccsim.metrics.ledger import Ledger
from ccsim.plan.plan import make_plan
from ccsim.replication import EngineName
from ccsim.spec.loading import Loaded, load
from directions import Way, assert_goes
from faults import NEEDS_POWER, NO_POWER, UNKNOWN, call, world
from playing import play
from shipped import SCENARIOS

Book = list[str]

COMPLAINS = {"complains": {"monthly": 1.0}}
NEXT_MONTH = {"repeat_delay": {"constant": "30d"}}
TARGET = {"fault_2wd": {"needs": ["fault"], "within": 2, "share": 0.70}}


def watched(
    segment: dict[str, Any] | None = None,
    need: dict[str, Any] | None = None,
    days: int = 3,
    **regulator: Any,
) -> dict[str, Any]:
    """Agents who may not act, and a desk for complaints where somebody may."""
    facts = world(NEEDS_POWER | (need or {}), NEXT_MONTH | (segment or {}), days, team=NO_POWER)
    facts["queues"]["desk"] = {"teams": ["seniors"], "hours": "09:00-17:00"}
    facts["teams"]["seniors"] = {"headcount": 1}
    facts["regulator"] = {"queue": "desk"} | regulator
    return facts  # fmt: skip


def numbers(facts: dict[str, Any], calls: Any, engine: EngineName) -> dict[str, float | None]:
    plan, log = played(facts, calls, engine)
    ledger = Ledger(plan)
    ledger.add(log)
    return values(ledger.finish())


@pytest.mark.mechanism("S002-29")
def test_a_complaint_to_the_regulator_has_the_case_taken_up_by_those_who_may_act(
    engine: EngineName, book: Book
) -> None:
    """Put off for a month; at night the customer complains, and the desk calls when it opens.

    09:00 homes 1 dials
    09:00 agents 0 answers homes 1 after 0s
    09:05 agents 0 ends with homes 1 after 5m: put off
    1d 00:00 homes 1 complains to the regulator after 15h
    1d 09:00 homes 1 dials (forced)
    1d 09:00 seniors 0 answers homes 1 after 0s
    1d 09:05 seniors 0 ends with homes 1 after 5m: resolved
    1d 09:05 homes 1 is helped after 24h5m
    """
    assert told(watched(COMPLAINS), call(), engine) == book
    assert told(watched(), call(), engine) == book[:3]


def test_who_is_on_the_phone_when_the_desk_opens_is_called_afterwards(
    engine: EngineName, book: Book
) -> None:
    """Calls again at 08:57, and is put off once more at 09:02.

    09:00 homes 1 dials
    09:00 agents 0 answers homes 1 after 0s
    09:05 agents 0 ends with homes 1 after 5m: put off
    1d 00:00 homes 1 complains to the regulator after 15h
    1d 08:57 homes 1 dials (repeat)
    1d 08:57 agents 0 answers homes 1 after 0s
    1d 09:02 agents 0 ends with homes 1 after 5m: put off
    1d 09:02 homes 1 dials (forced)
    1d 09:02 seniors 0 answers homes 1 after 0s
    1d 09:07 seniors 0 ends with homes 1 after 5m: resolved
    1d 09:07 homes 1 is helped after 24h7m
    """
    segment = COMPLAINS | {"repeat_delay": {"constant": "23h52m"}}
    assert told(watched(segment), call(), engine) == book


def test_a_complaint_made_on_friday_night_waits_for_monday(engine: EngineName, book: Book) -> None:
    """The desk works from Monday to Friday; until then the customer calls again by himself.

    09:00 homes 1 dials
    09:00 agents 0 answers homes 1 after 0s
    09:05 agents 0 ends with homes 1 after 5m: put off
    1d 00:00 homes 1 complains to the regulator after 15h
    2d 09:05 homes 1 dials (repeat)
    2d 09:05 agents 0 answers homes 1 after 0s
    2d 09:10 agents 0 ends with homes 1 after 5m: put off
    3d 10:00 homes 1 dials (forced)
    3d 10:00 seniors 0 answers homes 1 after 0s
    3d 10:05 seniors 0 ends with homes 1 after 5m: resolved
    3d 10:05 homes 1 is helped after 73h5m
    """
    facts = watched(COMPLAINS | {"repeat_delay": {"constant": "2d"}}, days=4)
    facts["calendar"]["start"] = "2026-01-09"
    facts["queues"]["desk"]["hours"] = "Mo-Fr 10:00-12:00"
    assert told(facts, call(), engine) == book


@pytest.mark.mechanism("S002-29")
def test_the_desk_calls_in_its_own_hours_and_whom_it_calls_does_not_wait_on_the_line(
    engine: EngineName, book: Book
) -> None:
    """The desk works from nine, and is advertised from eleven; its one agent talks until 9:30.

    1d 09:00 homes 1 dials (forced)
    1d 09:00 seniors 0 answers homes 1 after 0s
    1d 09:00 homes 2 dials (forced)
    1d 09:30 seniors 0 ends with homes 1 after 30m: resolved
    1d 09:30 homes 1 is helped after 24h30m
    1d 09:30 seniors 0 answers homes 2 after 30m
    1d 10:00 seniors 0 ends with homes 2 after 30m: resolved
    1d 10:00 homes 2 is helped after 24h
    """
    facts = watched(
        COMPLAINS | {"patience": {"constant": "1m"}, "redials": 0.0},
        {"talk": {"constant": "30m"}},
    )
    facts["queues"]["desk"]["advertised_hours"] = "11:00-17:00"
    facts["teams"]["agents"] = {"headcount": 2} | NO_POWER
    lines = told(facts, call() + call("10:00", 2), engine)
    assert [line for line in lines if line.startswith("1d") and "complains" not in line] == book


@pytest.mark.mechanism("S002-29")
def test_the_ticket_of_who_complained_comes_first_at_its_desk(
    engine: EngineName, book: Book
) -> None:
    """Thirty hours of work each, by one at a time: the third to come is the second to be done.

    1d 15:05 network is done with homes 1 after 30h: cured
    2d 21:05 network is done with firms 1 after 59h35m: cured
    4d 03:05 network is done with homes 2 after 89h50m: cured
    """
    facts = world({}, {}, 5, {"work": {"constant": "30h"}})
    facts["customers"]["firms"] = {"count": 2} | COMPLAINS
    facts["queues"]["desk"] = {"teams": ["experts"], "hours": "09:00-17:00"}
    facts["regulator"] = {"queue": "desk"}
    calls = call(back_office=True) + call("09:10", 2, back_office=True)
    calls.append(Call("09:25", segment="firms", back_office=True))
    lines = told(facts, calls, engine)
    assert [line for line in lines if "is done with" in line] == book
    assert "1d 09:00 firms 1 dials (forced)" in lines


def test_nobody_complains_before_the_operator_was_given_time(
    engine: EngineName, book: Book
) -> None:
    """An hour too early on the first night, and late enough on the second.

    2d 00:00 homes 1 complains to the regulator after 39h
    """
    facts = watched({"complains": {"monthly": 1.0, "after": "16h"}})
    assert [line for line in told(facts, call(), engine) if "complains" in line] == book


@pytest.mark.mechanism("S000-01")
def test_a_missed_target_of_two_working_days_is_a_breach_at_the_end_of_the_month(
    engine: EngineName, book: Book
) -> None:
    """Two faults on Thursday; one is not solved by Monday's end. April begins on Wednesday.

    09:00 homes 1 dials
    09:00 agents 0 answers homes 1 after 0s
    09:05 agents 0 ends with homes 1 after 5m: resolved
    09:05 homes 1 is helped after 5m
    10:00 homes 2 dials
    10:00 agents 0 answers homes 2 after 0s
    10:05 agents 0 ends with homes 2 after 5m: put off
    6d 00:00 target 0 is missed: 0.50
    """
    facts = watched(need={"clock": "repair", "off_script": 0.0}, days=7, targets=deepcopy(TARGET))
    facts["calendar"]["start"] = "2026-03-26"
    facts["regulator"]["period"] = "month"
    facts["needs"]["fault"]["authority"] = "inform"
    facts["operating_model"] = {"script_adherence": 1.0}
    calls = call() + call("10:00", 2, off_script=True)
    lines = told(facts, calls, engine)
    assert lines == book
    found = numbers(facts, calls, engine)
    assert found["within_target_rate"] == found["within_target_rate[kind=fault]"] == 0.5
    assert found["share_faults_fixed_2wd"] == 0.5
    assert found["targets_missed"] == 1
    facts["regulator"]["targets"]["fault_2wd"]["share"] = 0.5
    assert told(facts, calls, engine) == lines[:-1]


@pytest.mark.mechanism("S000-02")
def test_new_lines_have_a_clock_of_their_own_of_twelve_working_days(
    engine: EngineName, book: Book
) -> None:
    """Both ordered on Monday; one fitter, who takes fifteen days for each of them.

    15d 09:05 homes 1 is helped after 360h5m
    """
    target = {"new_line_12wd": {"needs": ["fault"], "within": 12, "share": 0.9}}
    facts = world({"clock": "installation"}, days=24, department={"work": {"constant": "15d"}})
    facts["calendar"]["start"] = "2026-01-12"
    facts["regulator"] = {"targets": target, "period": "month"}
    calls = call(back_office=True) + call("10:00", 2, back_office=True)
    lines = told(facts, calls, engine)
    assert [line for line in lines if "helped" in line] == book
    assert lines[-1] == "20d 00:00 target 0 is missed: 0.50"
    found = numbers(facts, calls, engine)
    assert found["share_installed_12wd"] == found["within_target_rate[kind=fault]"] == 0.5
    assert found["share_faults_fixed_2wd"] is None
    # The twelfth working day ends with Wednesday the 28th: a Monday off makes it the 29th.
    facts["departments"]["network"]["work"] = {"constant": "16d 15h"}
    assert numbers(facts, calls, engine)["share_installed_12wd"] == 0.0
    facts["calendar"] |= {"holidays": "US"}
    assert numbers(facts, calls, engine)["share_installed_12wd"] == 0.5


@pytest.mark.mechanism("S001-27")
def test_an_inspection_finds_a_breach_that_nobody_complained_about(
    engine: EngineName, book: Book
) -> None:
    """Due by Tuesday's end: looked at in every night, late on the second, and fined once.

    09:00 homes 1 dials
    09:00 agents 0 answers homes 1 after 0s
    09:05 agents 0 ends with homes 1 after 5m: put off
    1d 00:00 the regulator looks at homes 1: no breach
    2d 00:00 the regulator looks at homes 1: a breach
    """
    target = {"next_day": {"needs": ["fault"], "within": 1, "share": 0.7}}
    inspects = {"cases_per_month": 1000, "detects": 1.0}
    facts = watched(days=5, targets=target, inspects=inspects, fine="1000 EUR")
    assert told(facts, call(), engine) == book
    found = numbers(facts, call(), engine)
    assert (found["inspections"], found["breaches_found"], found["fines"]) == (2, 1, 1000)
    assert found["complaints_per_100k"] == 0
    blind = watched(targets=target, inspects=inspects | {"detects": 0.0}, fine="1000 EUR")
    assert numbers(blind, call(), engine)["fines"] == 0


@pytest.mark.mechanism("S001-26")
def test_each_day_past_the_agreed_time_is_credited(engine: EngineName, book: Book) -> None:
    """A repair within one working day: due by Tuesday's end, done on Thursday morning.

    09:00 homes 1 dials
    09:00 agents 0 answers homes 1 after 0s
    09:05 agents 0 ends with homes 1 after 5m: ticket
    09:05 network gets a ticket for homes 1, no date
    2d 00:00 homes 1 is credited for day 1
    3d 00:00 homes 1 is credited for day 2
    3d 09:05 network is done with homes 1 after 72h: cured
    3d 09:05 homes 1 is helped after 72h5m
    """
    facts = world(
        {"clock": "repair"},
        {"sla": {"repair_within": 1, "credit": "8 EUR/day"}},
        5,
        department={"work": {"constant": "72h"}},
    )
    calls = call(back_office=True)
    assert told(facts, calls, engine) == book
    found = numbers(facts, calls, engine)
    assert found["sla_credits"] == found["sla_credits[segment=homes]"] == 16
    facts["customers"]["homes"]["sla"]["claimed"] = 0.25
    assert numbers(facts, calls, engine)["sla_credits"] == 4
    facts["customers"]["homes"]["sla"]["repair_within"] = 3
    assert numbers(facts, calls, engine)["sla_credits"] == 0


def outage_world(loss: str, days: int = 14) -> dict[str, Any]:
    """Homes and firms with the same rule of leaving, cut off for good on the first day."""
    leaving = {"monthly": 0.05, "outage_loss": 1.0}
    segment = {"repeat_delay": {"constant": "30d"}, "margin": "15 EUR/month", "leaving": leaving}
    facts = world({"stops_business": True}, segment | {"loss_per_hour": "0.05 EUR/h"}, days)
    facts["customers"]["homes"]["count"] = 400
    firms = facts["customers"]["homes"] | {"margin": "60 EUR/month", "loss_per_hour": loss}
    facts["customers"]["firms"] = firms
    facts["teams"]["agents"] = UNKNOWN | {"headcount": 400}
    return facts


@pytest.mark.mechanism("S001-08")
def test_the_same_outage_drives_firms_away_and_not_homes(engine: EngineName) -> None:
    """A fortnight without service: an hour costs a firm 20 EUR, and a home five cents."""
    facts = outage_world("20 EUR/h")
    calls = [Call("09:00", n, segment=name) for name in ("homes", "firms") for n in range(400)]
    plan, log = played(facts, calls, engine)
    left = log.who[log.event == Event.CUSTOMER_LEFT] >> 32
    homes, firms = (np.sum(left == code) for code in plan.tables.segments["code"])
    assert firms > 200
    assert homes < 40
    ledger = Ledger(plan)
    ledger.add(log)
    found = values(ledger.finish())
    hours = found["outage_hours[segment=firms]"]
    assert hours is not None
    assert found["outage_loss[segment=firms]"] == pytest.approx(20 * hours)


def test_an_outage_lasts_from_the_first_attempt_until_it_is_over(engine: EngineName) -> None:
    """Put off at nine, solved by the desk at 09:05 on the next day: 24 hours and five minutes."""
    facts = watched(COMPLAINS | {"loss_per_hour": "12 EUR/h"}, {"stops_business": True})
    found = numbers(facts, call(), engine)
    assert found["outage_hours"] == found["outage_hours[kind=fault]"] == pytest.approx(24 + 1 / 12)
    assert found["outage_loss"] == pytest.approx(12 * 24 + 1)


WATCHED = """
base: {base}
patch:
  calendar.weeks: 8
  teams.seniors: {{headcount: 2, authority: full, script_adherence: 0.0}}
  queues.desk: {{teams: [seniors], hours: "Mo-Fr 09:00-17:00"}}
  regulator.queue: desk
"""


def watched_call_centre(folder: Path, monthly: float) -> Loaded:
    """The scripted call centre, whose open cases may be taken to the regulator."""
    path = folder / "watched.yaml"
    path.write_text(WATCHED.format(base=SCENARIOS / "scripted_call_center.yaml"), encoding="utf-8")
    return load(path, [f"customers.{s}.complains.monthly={monthly}" for s in SEGMENTS])


SEGMENTS = ("consumer", "business")


@pytest.mark.mechanism("S001-01")
def test_the_scripted_call_centre_is_complained_about_as_often_as_operators_are(
    tmp_path: Path,
) -> None:
    """20 to 200 a year per 100,000 customers (E-REG-05), by the chance of E-REG-06."""
    plan = make_plan(watched_call_centre(tmp_path, 0.01).scenario)
    ledger = Ledger(plan)
    ledger.add(play(plan).log)
    found = values(ledger.finish())
    rate, internal = found["complaints_per_100k"], found["internal_complaints_per_100k"]
    assert rate is not None
    assert internal is not None
    assert 20 <= rate <= 200
    assert internal > 10 * rate


@pytest.mark.mechanism("S002-29")
def test_where_more_go_to_the_regulator_cases_are_solved_sooner(tmp_path: Path) -> None:
    calm, loud = (watched_call_centre(tmp_path, monthly) for monthly in (0.01, 0.5))
    ways: dict[str, Way] = {"time_to_resolve_s": "down", "complaints_per_100k": "up"}
    assert_goes(calm, loud, ways, replications=3)
