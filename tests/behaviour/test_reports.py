"""Published figures: what the table says, and what it changes where it must be published."""

from copy import deepcopy
from typing import Any

import pytest

from by_hand import Call, told
from ccsim.replication import EngineName
from faults import NEEDS_POWER, NO_POWER, call, world
from measured import measured

Book = list[str]

CALLS = [*call(), Call("2d 10:00", 2, segment="homes", kind="puzzle")]


def reporting(**reporting: Any) -> dict[str, Any]:
    """The second quarter begins on Wednesday; a target of one working day is missed before."""
    facts = world(segment={"gives_up": 1.0}, days=6, team=NO_POWER)
    facts["calendar"]["start"] = "2026-03-28"
    facts["needs"]["fault"]["authority"] = "inform"
    facts["needs"]["puzzle"] = facts["needs"]["fault"] | NEEDS_POWER
    target = {"needs": ["fault", "puzzle"], "within": 1, "share": 0.9}
    facts["regulator"] = {"targets": {"in_time": target}, "reporting": reporting}
    facts["operating_model"]["marketing_promise"] = 1.0
    facts["measures"] = {"follow_up": "1d", "repeat_window": "1d"}
    return facts


@pytest.mark.mechanism("S000-03")
def test_figures_are_published_when_the_quarter_is_over(engine: EngineName, book: Book) -> None:
    """Both calls of March were answered, one case was solved, and one of the two in time.

    4d 00:00 published: answered 1.00
    4d 00:00 published: resolved 0.50
    4d 00:00 published: promises kept -0.00
    4d 00:00 published: target 0.50
    """
    lines = told(reporting(), CALLS, engine)
    assert [line for line in lines if "published" in line] == book
    numbers, _ = measured(reporting(), CALLS, engine)
    assert numbers["published_answered_rate[quarter=2026-Q1]"] == 1.0
    assert numbers["published_resolved_rate[quarter=2026-Q1]"] == 0.5
    assert numbers["published_promises_kept_rate[quarter=2026-Q1]"] is None
    assert numbers["published_in_time_rate[quarter=2026-Q1]"] == 0.5
    assert numbers["published_answered_rate[quarter=2026-Q2]"] is None


@pytest.mark.mechanism("S000-03")
def test_without_publication_only_expectations_and_fines_are_others(engine: EngineName) -> None:
    """A call after the report expects half of what advertising adds."""
    calls = [*CALLS, *call("4d 09:00", 3)]
    on = reporting(informs=0.5, fine="10000 EUR")
    off = deepcopy(on)
    del off["regulator"]["reporting"]
    lines = told(on, calls, engine)
    assert [line for line in lines if "published" not in line] == told(off, calls, engine)
    (published, _), (hidden, _) = measured(on, calls, engine), measured(off, calls, engine)
    other = {name for name, value in hidden.items() if value != published[name]}
    felt = {"satisfaction", "contact_satisfaction", "remembered_satisfaction"}
    assert {name.partition("[")[0] for name in other} == felt
    # 90 points of 100: half of what is missing is lost again, or a quarter.
    assert hidden["contact_satisfaction[quarter=2026-Q2]"] == 85
    assert published["contact_satisfaction[quarter=2026-Q2]"] == 87.5
    assert published["publication_fines"] == 10_000
    assert published["publication_fines"] == 10_000 * (published["targets_missed"] or 0)
    assert "publication_fines" not in hidden


@pytest.mark.mechanism("S000-03")
def test_whom_the_centre_calls_back_has_called_once_and_was_answered(engine: EngineName) -> None:
    """One is on the phone, one waits, one is called back after that: three calls, all answered."""
    facts = reporting()
    facts["queues"]["calls"]["callback"] = {"accepts": 1.0}
    facts["queues"]["experts"] = {"teams": ["agents"]}
    calls = [*call(), *call("09:01", 2), *call("09:02", 3)]
    lines = told(facts, calls, engine)
    assert [line for line in lines if "calls homes 3 back" in line]
    assert "4d 00:00 published: answered 1.00" in lines


@pytest.mark.mechanism("S000-03")
def test_a_case_of_an_earlier_period_is_not_solved_in_this_one(engine: EngineName) -> None:
    """Opened on the last day of March, solved on the first of April: in neither of the two."""
    facts = reporting()
    facts["calendar"] = {"days": 110, "start": "2026-03-28"}
    facts["customers"]["homes"] |= {"gives_up": 0.0, "repeat_delay": {"constant": "5h"}}
    facts["teams"]["agents"] = {"headcount": 1}
    facts["departments"] = {"network": {"staff": 1, "work": {"constant": "30h"}}}
    facts["needs"]["fault"]["owner"] = facts["needs"]["puzzle"]["owner"] = "network"
    calls = call("3d 09:00", 1, back_office=True) + call("5d 09:00", 2)
    lines = told(facts, calls, engine)
    published = [line for line in lines if "resolved" in line and "published" in line]
    assert [line.rpartition(" ")[2] for line in published] == ["0.00", "1.00"]
