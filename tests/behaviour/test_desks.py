"""Desks: right first time or not, passed on, held back, and whose ticket is taken up first."""

from typing import Any

import numpy as np
import pytest

from by_hand import Call, played, told
from ccsim.codes import Event, Reason, TicketResult
from ccsim.eventlog.laws import check_laws
from ccsim.experiments.replicate import run
from ccsim.kernel import desks as kernel_desks
from ccsim.model import desks as simpy_desks
from ccsim.model.engine import SimpyEngine
from ccsim.plan.plan import make_plan
from ccsim.plan.state import State
from ccsim.replication import EngineName, replicate
from ccsim.spec.loading import load
from crowds import Facts, crowd, measured
from directions import SMALL
from faults import call, world
from playing import Keeper, doors_of, play, scenario_of
from shipped import SCENARIOS

Book = list[str]


@pytest.mark.mechanism("S000-06")
def test_what_is_a_bit_wrong_is_put_right_by_itself(engine: EngineName, book: Book) -> None:
    """An hour of work; the department comes back two hours later and works for another hour.

    09:00 homes 1 dials
    09:00 agents 0 answers homes 1 after 0s
    09:05 agents 0 ends with homes 1 after 5m: ticket
    09:05 network gets a ticket for homes 1, by 11:05
    10:05 network breaks its promise to homes 1
    10:05 network will come back to homes 1, by 14:05
    13:05 network is done with homes 1 after 4h: recovered
    13:05 network keeps its promise to homes 1
    13:05 homes 1 is helped after 4h5m
    """
    facts = world(
        segment={"chases": 1.0},
        department={
            "right_first_time": 0.0, "recovers": 1.0, "recovery_delay": {"constant": "2h"},
            "promise": {"says": "2h"},
        },
    )  # fmt: skip
    assert told(facts, call(back_office=True), engine) == book


@pytest.mark.mechanism("S000-05")
@pytest.mark.mechanism("S000-06")
@pytest.mark.mechanism("S000-07")
@pytest.mark.mechanism("E-FCR-04")
def test_work_is_right_recovered_or_compounded_by_65_20_15(engine: EngineName) -> None:
    desk = {"right_first_time": 0.65, "recovers": 0.20, "compounds": 0.15}
    found = measured(crowd(desk), engine)
    tickets = found["tickets"]
    assert tickets is not None
    assert tickets > 1000
    for name, share in (
        ("right_first_time_rate", 0.65), ("recovered_rate", 0.20), ("compounded_rate", 0.15),
    ):  # fmt: skip
        rate = found[name]
        assert rate is not None
        assert abs(rate - share) < 4 * np.sqrt(share * (1 - share) / tickets)


@pytest.mark.mechanism("S000-07")
def test_wrong_and_made_worse_brings_another_fault(engine: EngineName, book: Book) -> None:
    """The customer finds out much later; what else was broken is felt the next day.

    09:00 homes 1 dials
    09:00 agents 0 answers homes 1 after 0s
    09:05 agents 0 ends with homes 1 after 5m: ticket
    09:05 network gets a ticket for homes 1, no date
    10:05 network is done with homes 1 after 1h: compounded
    1d 00:00 a line comes of it for homes 1, by 1d 00:00
    1d 00:00 homes 1 dials (consequence)
    1d 00:00 agents 0 answers homes 1 after 0s
    1d 00:05 agents 0 ends with homes 1 after 5m: resolved
    1d 00:05 homes 1 is helped after 5m
    """
    facts = world(
        segment={"repeat_delay": {"constant": "40h"}},
        department={"right_first_time": 0.0, "compounds": 1.0, "compounds_into": "line"},
        days=2,
    )
    facts["needs"]["line"] = {
        "per_customer_year": 0, "queue": "calls", "talk": {"constant": "5m"},
    }  # fmt: skip
    assert told(facts, call(back_office=True), engine) == book


def made_worse(days: int, **segment: Any) -> Facts:
    """Every ticket makes matters worse, and brings a trouble with the line."""
    desk = {"right_first_time": 0.0, "compounds": 1.0, "compounds_into": "line"}
    facts = world(segment=segment, department={"work": {"constant": "3h"}} | desk, days=days)
    facts["needs"]["line"] = {"per_customer_year": 0, "queue": "calls", "talk": {"constant": "5m"}}
    return facts


@pytest.mark.mechanism("S000-07")
def test_each_of_two_tickets_of_a_case_has_a_child_of_its_own(engine: EngineName) -> None:
    """Wrong at noon of three days: the first two bring a case at the midnight after it.

    The first trouble with the line is over long before the second arises.
    """
    facts = made_worse(3, repeat_delay={"constant": "23h"})
    plan, log = played(facts, call(back_office=True), engine)
    tickets = log.contact[log.event == Event.TICKET_DONE]
    assert tickets.tolist() == [0, 1, 2]
    children = np.flatnonzero((log.event == Event.CASE_OPENED) & (log.kind == 1))
    assert len(children) == 2
    assert len(set(log.case[children].tolist())) == 2
    assert check_laws(doors_of(plan), log) == []


@pytest.mark.mechanism("S000-07")
def test_what_comes_of_a_ticket_does_not_depend_on_who_chased(engine: EngineName) -> None:
    """A customer without a date asks how it stands, or does not: the child is the same."""
    children = []
    for chases in (0.0, 1.0):
        asks = {"chases": chases, "chase_without_promise": {"constant": "1h"}}
        facts = made_worse(2, repeat_delay={"constant": "40h"}, **asks)
        _, log = played(facts, call(back_office=True), engine)
        assert (log.reason[log.event == Event.CONTACT_ARRIVED] == Reason.CHASE).any() == chases
        children.append(log.case[(log.event == Event.CASE_OPENED) & (log.kind == 1)].tolist())
    assert len(children[0]) == 1
    assert children[1][:1] == children[0]  # later ones come of other tickets


def tail(facts: Facts, engine: EngineName) -> tuple[float, float]:
    """Share of cases with 15 attempts and more, and the same for a geometric of equal mean."""
    log = play(make_plan(scenario_of(facts)), engine).log
    cases = log.who * (1 << 32) + log.case
    over = cases[log.event == Event.CASE_RESOLVED]
    tried = cases[log.event == Event.CONTACT_ARRIVED]
    _, attempts = np.unique(tried[np.isin(tried, over)], return_counts=True)
    stay = 1 - 1 / attempts.mean()
    return float((attempts >= 15).mean()), float(stay**14)


@pytest.mark.mechanism("S000-07")
def test_with_compounding_many_calls_are_commoner_than_chance_alone(engine: EngineName) -> None:
    """A case made worse is hard to put right: a mixture has a heavier tail than a geometric."""
    again = {"repeat_delay": {"constant": "1h"}}
    desk = {"work": {"constant": "10m"}}
    plain = {"right_first_time": 0.3}
    many, geometric = tail(crowd(desk | plain, **again), engine)
    assert many < 2 * geometric
    worse = {"right_first_time": 0.7, "compounds": 0.15, "right_after_compounding": 0.1}
    many, geometric = tail(crowd(desk | worse, **again), engine)
    assert many > 4 * geometric


@pytest.mark.mechanism("S000-07")
def test_distress_drives_customers_away(engine: EngineName) -> None:
    desk = {"right_first_time": 0.5, "compounds": 0.5, "staff": 100}
    calm = {"leaving": {"monthly": 0.02}}
    angry = {"leaving": {"monthly": 0.02, "compounded": 50}}
    one, other = (
        measured(crowd(desk, **leaving), engine)["churn_rate"] for leaving in (calm, angry)
    )
    assert one is not None
    assert other is not None
    assert other > 3 * one


@pytest.mark.mechanism("E-TRF-03")
def test_a_ticket_that_is_passed_on_waits_anew(engine: EngineName, book: Book) -> None:
    """An hour at the network, half an hour for another ticket at billing's desk, then its own.

    09:00 homes 1 dials
    09:00 agents 0 answers homes 1 after 0s
    09:05 agents 0 ends with homes 1 after 5m: ticket
    09:05 network gets a ticket for homes 1, no date
    09:05 homes 2 dials
    09:05 agents 0 answers homes 2 after 0s
    09:10 agents 0 ends with homes 2 after 5m: ticket
    09:10 network gets a ticket for homes 2, no date
    10:05 network passes the ticket of homes 1 on to billing
    11:05 network passes the ticket of homes 2 on to billing
    12:05 billing is done with homes 1 after 3h: cured
    12:05 homes 1 is helped after 3h5m
    14:05 billing is done with homes 2 after 4h55m: cured
    14:05 homes 2 is helped after 5h
    """
    facts = world(department={"passes_to": "billing", "passes_on": [1.0, 0.0]})
    facts["departments"]["billing"] = {"staff": 1, "work": {"constant": "2h"}}
    calls = call(back_office=True) + call("09:05", 2, back_office=True)
    assert told(facts, calls, engine) == book


@pytest.mark.mechanism("E-TRF-03")
def test_the_oftener_passed_on_the_likelier_it_is_again(engine: EngineName) -> None:
    """Two departments in a circle, with the hazards of a service desk: .56, .23 and .21."""
    chances = [0.44, 0.48, 0.51, 0.65]
    facts = crowd({"passes_to": "billing", "passes_on": chances})
    facts["departments"]["billing"] = {
        "staff": 100, "work": {"constant": "10m"}, "passes_to": "network", "passes_on": chances,
    }  # fmt: skip
    log = play(make_plan(scenario_of(facts)), engine).log
    tickets = int((log.event == Event.TICKET_OPENED).sum())
    passed = log.reason[log.event == Event.TICKET_PASSED]
    for least, share in ((1, 0.44), (2, 0.44 * 0.48), (6, 0.44 * 0.48 * 0.51 * 0.65**3)):
        found = int((passed == least).sum()) / tickets
        assert abs(found - share) < 4 * np.sqrt(share * (1 - share) / tickets)


@pytest.mark.mechanism("S000-15")
def test_what_is_fixed_on_the_spot_is_not_handed_on(engine: EngineName) -> None:
    """All would be handed on; with half of them fixed on the spot, half are, and repairs are done
    sooner."""
    laborious = {"passes_to": "billing", "passes_on": [1.0, 0.0]}
    found = []
    for chance in (0.0, 0.5, 1.0):
        facts = crowd(laborious | {"fixes_on_spot": chance})
        facts["departments"]["billing"] = {"staff": 100, "work": {"constant": "1h"}}
        metrics = measured(facts, engine)
        found.append((metrics["hand_offs_per_ticket"], metrics["time_to_repair_s"]))
    assert [time for _, time in found[::2]] == [7200, 3600]
    # What is still on the first desk at the end was not handed on yet.
    assert [passed for passed, _ in found] == pytest.approx([1, 0.5, 0], abs=0.06)


def three_tickets(first: str) -> Facts:
    facts = world(department={"takes_first": first})
    facts["customers"]["directors"] = {"count": 10, "rank": 5}
    return facts


THREE = [
    *call("09:00", 1, back_office=True),
    *call("09:06", 2, back_office=True),
    Call("09:12", 1, segment="directors", back_office=True),
]


@pytest.mark.mechanism("S004-21")
def test_a_request_from_a_director_is_taken_up_first(engine: EngineName) -> None:
    """The same three tickets: where rank counts, the director's is done at eleven, not at noon."""
    done = [
        [line for line in told(three_tickets(first), THREE, engine) if "is done with" in line]
        for first in ("oldest", "highest_rank")
    ]
    assert done == [
        [
            "10:05 network is done with homes 1 after 1h: cured",
            "11:05 network is done with homes 2 after 1h54m: cured",
            "12:05 network is done with directors 1 after 2h48m: cured",
        ],
        [
            "10:05 network is done with homes 1 after 1h: cured",
            "11:05 network is done with directors 1 after 1h48m: cured",
            "12:05 network is done with homes 2 after 2h54m: cured",
        ],
    ]


@pytest.mark.mechanism("S004-19")
def test_a_ticket_lies_by_the_rules_unless_that_is_waived(engine: EngineName, book: Book) -> None:
    """Half a day of lying before an hour of work; a team that may waive it has it done at once.

    09:00 homes 1 dials
    09:00 agents 0 answers homes 1 after 0s
    09:05 agents 0 ends with homes 1 after 5m: ticket
    09:05 network gets a ticket for homes 1, no date
    22:05 network is done with homes 1 after 13h: cured
    22:05 homes 1 is helped after 13h5m
    """
    facts = world(department={"padding": "12h"})
    assert told(facts, call(back_office=True), engine) == book
    waived = world(department={"padding": "12h"}, team={"padding": "waived"})
    lines = told(waived, call(back_office=True), engine)
    assert lines[-1] == "10:05 homes 1 is helped after 1h5m"


@pytest.mark.mechanism("S004-19")
@pytest.mark.mechanism("S001-06")
def test_without_padding_repairs_are_faster_with_the_same_staff(engine: EngineName) -> None:
    """All lie for a day and are then worked on for an hour; nothing else is changed."""
    desk = {"padding": "1d", "staff": 100}
    before = measured(crowd(desk), engine)
    waiver = crowd(desk) | {"operating_model": {"padding": "waived"}}
    after = measured(waiver, engine)
    for name in ("time_to_repair_s", "time_to_repair_p50_s", "time_to_repair_p90_s"):
        one, other = before[name], after[name]
        assert one is not None
        assert other is not None
        assert one == pytest.approx(25 * 3600, rel=1e-3)
        assert other == pytest.approx(3600, rel=1e-3)
    assert before["tickets"] == after["tickets"]


@pytest.mark.mechanism("S001-06")
@pytest.mark.mechanism("E-FLD-02")
def test_repair_times_are_told_by_mean_median_and_ninety_per_cent(engine: EngineName) -> None:
    """Log-normal work with σ = 1 around a mean of 28.4 hours, and staff without end: the median
    is exp(-σ²/2) of the mean, and nine tenths lie below exp(1.2816 σ) times the median.
    """
    work = {"work": {"lognormal": {"mean": "28h24m", "sigma": 1.0}}, "staff": 1000}
    found = measured(crowd(work, count=2400), engine)
    mean, median, most = (
        found[name] for name in ("time_to_repair_s", "time_to_repair_p50_s", "time_to_repair_p90_s")
    )
    assert mean is not None
    assert median is not None
    assert most is not None
    # Tickets that are not done by the end are not known: long ones are a little too few.
    assert 0.85 * 28.4 * 3600 < mean < 1.05 * 28.4 * 3600
    assert median == pytest.approx(28.4 * 3600 * np.exp(-0.5), rel=0.1)
    assert most == pytest.approx(28.4 * 3600 * np.exp(1.2816 - 0.5), rel=0.15)


@pytest.mark.mechanism("S000-19")
def test_two_regions_run_side_by_side(engine: EngineName) -> None:
    """In the north work is right first time and quick, in the south neither."""
    regions = {
        "homes": {"right_first_time": 0.9, "work_factor": 0.5},
        "south": {"right_first_time": 0.3, "work_factor": 2.0},
    }
    facts = crowd({"by_segment": regions, "staff": 300}, repeat_delay={"constant": "1d"})
    facts["customers"]["south"] = dict(facts["customers"]["homes"])
    found = measured(facts, engine)
    assert found["time_to_repair_s[segment=homes]"] == 1800
    assert found["time_to_repair_s[segment=south]"] == 7200
    north = found["right_first_time_rate[segment=homes]"]
    south = found["right_first_time_rate[segment=south]"]
    assert north is not None
    assert south is not None
    assert abs(north - 0.9) < 0.04
    assert abs(south - 0.3) < 0.04


def test_tickets_that_made_it_worse_are_no_cures(engine: EngineName) -> None:
    """Every resolution by a department has a ticket that cured, at once or at a second attempt."""
    desk = {"right_first_time": 0.4, "recovers": 0.2, "compounds": 0.2, "staff": 100}
    plan = make_plan(scenario_of(crowd(desk, count=300)))
    keeper = Keeper()
    replicate(plan, seed=1, replication=0, engine=engine, listeners=[keeper])
    log = play(plan, engine).log
    done = log.reason[log.event == Event.TICKET_DONE]
    cures = np.isin(done, (TicketResult.CURED, TicketResult.RECOVERED)).sum()
    assert cures == (log.event == Event.CASE_RESOLVED).sum()
    assert {int(one) for one in done} == {int(one) for one in TicketResult}


@pytest.mark.mechanism("S004-21")
def test_a_ticket_that_is_expedited_comes_first(engine: EngineName) -> None:
    """Three tickets wait over night; the last of them is done first thing in the morning."""
    facts = world(department={"hours": "09:00-17:00"}, days=3)
    calls = [call(f"19:{10 * n:02}", n, back_office=True)[0] for n in (1, 2, 3, 4)]
    lines = told(facts, calls, engine, between=hurry)
    assert [line for line in lines if "is done with" in line] == [
        "1d 10:00 network is done with homes 1 after 14h45m: cured",
        "1d 11:00 network is done with homes 4 after 15h15m: cured",
        "1d 12:00 network is done with homes 2 after 16h35m: cured",
        "1d 13:00 network is done with homes 3 after 17h25m: cured",
    ]


def hurry(player: Any, day: int, state: State) -> None:
    """After the first day the case of homes 4 is expedited."""
    if day > 0:
        return
    (c,) = np.flatnonzero((state.cases["who"] & 0xFF == 4) & (state.cases["live"] == 1))
    if isinstance(player, SimpyEngine):
        simpy_desks.expedite(player._centre, int(c))
        player._centre.end(state)
    else:
        kernel_desks.expedite(player._world.address, int(c))


@pytest.mark.mechanism("S000-05")
def test_in_the_baseline_six_to_seven_repairs_in_ten_are_right_first_time() -> None:
    """Openreach's own guess, in the scripted call centre."""
    base = load(SCENARIOS / "scripted_call_center.yaml", SMALL)
    found = run(base, replications=3, workers=1).estimates
    rate = found["right_first_time_rate[kind=technical_fault]"]
    assert rate.low is not None
    assert rate.high is not None
    assert 0.60 < rate.low < 0.65 < rate.high < 0.70
