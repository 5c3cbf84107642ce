"""Leaving: each cause shows, inertia holds it back, and who is worth more weighs more."""

from typing import Any

import pytest

from by_hand import Call, told
from ccsim.replication import EngineName
from faults import NEEDS_POWER, NO_POWER, call, world
from measured import Numbers, measured

Book = list[str]

MONTH_DAYS = 365.2425 / 12
"""Of a mean month: a twelfth of a Gregorian year."""
SURE: dict[str, Any] = {"monthly": 0.5, "open_case": 100.0, "open_case_after": "1h"}
"""A night with a case that is open makes them leave; of others one in fifty does."""
CAUSES = (
    "left_anyway", "left_open_case", "left_effort", "left_broken_promise", "left_made_worse",
    "left_unsolved", "left_business_loss", "left_friends", "left_publications", "left_cancelled",
)  # fmt: skip


def unsolved(leaving: dict[str, Any], days: int = 2, **segment: Any) -> dict[str, Any]:
    """A case that nobody may solve; the customer would call again in a month."""
    facts = {"repeat_delay": {"constant": "30d"}, "leaving": leaving} | segment
    return world(NEEDS_POWER, facts, days, team=NO_POWER) | {"measures": {"leaving_causes": True}}


def left(facts: dict[str, Any], engine: EngineName, calls: list[Call] | None = None) -> Numbers:
    found, _ = measured(facts, calls or call(), engine)
    return {name: found[name] for name in ("customers_left", *CAUSES)}


@pytest.mark.mechanism("S001-14")
def test_who_leaves_with_a_case_open_leaves_because_of_it(engine: EngineName, book: Book) -> None:
    """Fifteen hours after the first call the case is still open.

    09:00 homes 1 dials
    09:00 agents 0 answers homes 1 after 0s
    09:05 agents 0 ends with homes 1 after 5m: put off
    1d 00:00 homes 1 leaves
    1d 00:00 of open case
    1d 00:00 homes 1 takes the case along after 15h
    """
    facts = unsolved(SURE)
    assert told(facts, call(), engine) == book
    assert left(facts, engine) == dict.fromkeys(CAUSES, 0) | {
        "customers_left": 1, "left_open_case": 1,
    }  # fmt: skip
    quiet = facts | {"measures": {}}
    assert told(quiet, call(), engine) == [line for line in book if "of open" not in line]
    assert "left_open_case" not in measured(quiet, call(), engine)[0]


@pytest.mark.mechanism("S001-14", "S001-34", "E-CHU-03")
def test_who_gave_up_in_silence_leaves_because_it_was_never_solved(
    engine: EngineName, book: Book
) -> None:
    """No case is open any more, and the customer has not forgotten.

    09:00 homes 1 dials
    09:00 agents 0 answers homes 1 after 0s
    09:05 agents 0 ends with homes 1 after 5m: put off
    09:05 homes 1 gives up after 5m
    1d 00:00 homes 1 leaves
    1d 00:00 of unsolved
    """
    facts = unsolved({"monthly": 0.5, "unsolved": 100.0}, gives_up=1.0)
    assert told(facts, call(), engine) == book
    assert left(facts, engine) == dict.fromkeys(CAUSES, 0) | {
        "customers_left": 1, "left_unsolved": 1,
    }  # fmt: skip
    does_not_mind = unsolved({"monthly": 0.5}, gives_up=1.0)
    assert told(does_not_mind, call(), engine) == book[:4]


@pytest.mark.mechanism("S001-14")
def test_what_came_too_late_was_never_solved_either_and_what_was_solved_is_no_cause(
    engine: EngineName,
) -> None:
    """Ten minutes after the call the deadline passes; who may solve it at once is thanked."""
    facts = unsolved({"monthly": 0.5, "unsolved": 100.0})
    facts["needs"]["fault"] |= {"deadline": {"after": {"constant": "15m"}, "expires": True}}
    assert left(facts, engine)["left_unsolved"] == 1
    facts["teams"]["agents"]["authority"] = "adjust"
    assert left(facts, engine) == dict.fromkeys(CAUSES, 0) | {"customers_left": 0}


@pytest.mark.mechanism("S001-14")
def test_the_same_night_shows_effort_and_business_loss_as_causes(engine: EngineName) -> None:
    """One feature of the case after the other: what weighs on the customer is what is told."""
    base = {"monthly": 0.5}
    for leaving, need, cause in (
        ({"effort_per_hour": 100.0}, {"talk": {"constant": "50m"}}, "left_effort"),
        ({"outage_loss": 100.0}, {"stops_business": True}, "left_business_loss"),
    ):
        facts = unsolved(base | leaving, margin="15 EUR/month", loss_per_hour="30 EUR/h")
        facts["needs"]["fault"] |= {"stops_business": True} | need
        assert left(facts, engine) == dict.fromkeys(CAUSES, 0) | {"customers_left": 1, cause: 1}


@pytest.mark.mechanism("S001-38")
def test_inertia_holds_back_who_would_leave_and_choice_takes_it_off(engine: EngineName) -> None:
    """Nobody leaves for a case who cannot go elsewhere; on the day of choice the moment comes."""
    stuck = unsolved(SURE | {"inertia": 1.0})
    assert left(stuck, engine)["customers_left"] == 0
    assert left(stuck | {"market": {"choice": 1.0}}, engine)["left_open_case"] == 1
    half = unsolved(SURE | {"inertia": 0.5})
    assert left(half, engine)["left_open_case"] == 1
    # On the fourth night choice has grown to three quarters: 0.06 a night where all is well.
    soon = unsolved(SURE | {"inertia": 1.0}, days=5) | {"market": {"choice_per_year": 10.0}}
    lines = told(soon, call(), engine)
    assert "of open case" in " ".join(lines)
    assert "1d 00:00 homes 1 leaves" not in lines


@pytest.mark.mechanism("S003-11")
def test_churn_by_value_tells_whether_the_valuable_leave(engine: EngineName) -> None:
    """Ten homes of 10 EUR and ten firms of 90 EUR; one leaves, of the one kind or the other."""
    found = {}
    for sensitive in ("homes", "firms"):
        facts = unsolved(SURE | {"sensitivity": 0.0}, margin="10 EUR/month")
        facts["customers"]["homes"]["lifetime_value"] = "240 EUR"
        firms = facts["customers"]["homes"] | {
            "margin": "90 EUR/month", "lifetime_value": "5400 EUR",
        }  # fmt: skip
        facts["customers"]["firms"] = firms
        leaving = SURE | {"sensitivity": 2.0}
        facts["customers"][sensitive] = facts["customers"][sensitive] | {"leaving": leaving}
        calls = [*call(), Call("10:00", 1, segment="firms")]
        found[sensitive], _ = measured(facts, calls, engine)
    homes, firms = found["homes"], found["firms"]
    assert homes["customers_left[segment=homes]"] == firms["customers_left[segment=firms]"] == 1
    assert homes["customers_left"] == firms["customers_left"] == 1
    assert homes["churn_rate"] == firms["churn_rate"] == pytest.approx(MONTH_DAYS / 20)
    assert homes["value_churn_rate"] == pytest.approx(MONTH_DAYS * 10 / 1000)
    assert firms["value_churn_rate"] == pytest.approx(MONTH_DAYS * 90 / 1000)
    assert (homes["lifetime_value_lost"], firms["lifetime_value_lost"]) == (240, 5400)
    assert (homes["margin_lost_own_experience"], firms["margin_lost_own_experience"]) == (120, 1080)
