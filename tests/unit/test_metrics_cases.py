"""The cohort of cases, customers and money, worked out by hand."""

import numpy as np
import pytest

from ccsim.codes import Event, Outcome, Reason
from ccsim.metrics import case_table
from ccsim.metrics.case_table import CaseTable, case_key
from ccsim.units import DAY, HOUR, MINUTE
from unit.metrics_world import Story, customer, metrics_of, tiny_plan

PLAN = {"days": 30, "warm_up": 2}
TALK = 10 * MINUTE


def opened(story: Story, number: int, time: int) -> dict[str, int]:
    """A case of a customer; gives the columns that all of its rows carry."""
    who = {"who": customer(number), "case": 1 << 16 | time // DAY << 4, "kind": 0}
    story.row(time, Event.CASE_OPENED, **who)
    return who | {"queue": 0}


def resolved_at_once(story: Story, number: int = 1, time: int = 3 * DAY + 9 * HOUR) -> None:
    who = opened(story, number, time)
    end = story.served(time, MINUTE, TALK, agent=0, outcome=Outcome.RESOLVED, **who)
    story.row(end, Event.CASE_RESOLVED, value=end - time, **who)


def resolved_at_the_third_attempt(story: Story) -> None:
    """Hangs up, redials, is told a half-truth, and calls again after two days."""
    time = 3 * DAY + 10 * HOUR
    who = opened(story, 2, time)
    story.abandoned(time, 5 * MINUTE, **who)
    story.served(
        time + HOUR, 0, TALK, agent=0, reason=Reason.REDIAL, outcome=Outcome.THOUGHT_RESOLVED,
        contact=1, **who,
    )  # fmt: skip
    end = story.served(
        time + 2 * DAY, 0, TALK, agent=1, reason=Reason.REPEAT, outcome=Outcome.RESOLVED,
        contact=2, **who,
    )  # fmt: skip
    story.row(end, Event.CASE_RESOLVED, value=end - time, contact=2, **who)


def resolved_by_a_ticket(story: Story) -> None:
    time = 4 * DAY + 9 * HOUR
    who = opened(story, 3, time)
    story.served(time, 0, TALK, agent=0, outcome=Outcome.TICKET, **who)
    story.row(time + 3 * DAY, Event.CASE_RESOLVED, value=3 * DAY, **who)


def given_up(story: Story) -> None:
    time = 4 * DAY + 9 * HOUR
    who = opened(story, 4, time)
    story.served(time, 0, TALK, agent=0, outcome=Outcome.WORKED_AROUND, **who)
    story.row(time + TALK, Event.CASE_GIVEN_UP, value=TALK, **who)


def resolved_too_late(story: Story) -> None:
    """Calls again after ten days, and is helped after twenty."""
    time = 5 * DAY + 9 * HOUR
    who = opened(story, 5, time)
    story.served(time, 0, TALK, agent=0, outcome=Outcome.NOTE, **who)
    story.served(
        time + 10 * DAY, 0, TALK, agent=0, reason=Reason.CHASE, outcome=Outcome.TRANSFERRED,
        contact=1, **who,
    )  # fmt: skip
    end = story.served(
        time + 20 * DAY, 0, TALK, agent=1, reason=Reason.CHASE, outcome=Outcome.RESOLVED,
        contact=2, **who,
    )  # fmt: skip
    story.row(end, Event.CASE_RESOLVED, value=end - time, contact=2, **who)


def five_cases() -> Story:
    story = Story()
    resolved_at_once(story)
    resolved_at_the_third_attempt(story)
    resolved_by_a_ticket(story)
    given_up(story)
    resolved_too_late(story)
    return story


def test_a_cohort_of_five() -> None:
    found = metrics_of(tiny_plan(**PLAN), five_cases())
    minutes_on_the_phone = (11 + (5 + 20) + 10 + 10 + 20) / 5
    hours_to_resolve = (11 / 60 + 2 * 24 + 10 / 60 + 3 * 24 + 2 * 14 * 24) / 5
    wanted = {
        "cases": 5,
        "resolution_rate": 3 / 5,
        "gave_up_rate": 1 / 5,
        "left_rate": 0,
        "open_rate": 1 / 5,
        "fcr": 4 / 5,
        "true_fcr": 2 / 5,
        "contacts_per_case": (1 + 3 + 1 + 1 + 2) / 5,
        "answered_contacts_per_case": (1 + 2 + 1 + 1 + 2) / 5,
        "repeat_rate_7d": 1 / 7,
        "transfers_per_case": 1 / 5,
        "distinct_agents_per_case": (1 + 2 + 1 + 1 + 1) / 5,
        "customer_time_per_case_s": 60 * minutes_on_the_phone,
        "time_to_resolve_s": 3600 * hours_to_resolve,
        "resolutions": 4,
    }
    assert {name: found[name] for name in wanted} == pytest.approx(wanted)
    assert found["fcr[kind=billing]"] == found["fcr[segment=consumer]"] == pytest.approx(4 / 5)
    assert found["fcr[kind=fault]"] is None


def test_cases_of_the_warm_up_and_of_the_last_fortnight_are_no_cohort() -> None:
    story = Story()
    resolved_at_once(story, 1, 2 * DAY - HOUR)
    resolved_at_once(story, 2, 16 * DAY + HOUR)
    resolved_at_once(story, 3, 16 * DAY)
    found = metrics_of(tiny_plan(**PLAN), story)
    assert (found["cases"], found["resolution_rate"], found["resolutions"]) == (1, 1, 2)


def test_a_repeat_window_that_reaches_beyond_the_end_is_left_out_of_fcr() -> None:
    story = Story()
    resolved_at_once(story, 1, 15 * DAY + HOUR)
    time = 15 * DAY + 2 * HOUR
    who = opened(story, 2, time)
    story.abandoned(time, MINUTE, **who)
    story.served(
        time + 9 * DAY, 0, TALK, agent=0, reason=Reason.REDIAL, outcome=Outcome.NOTE, contact=1,
        **who,
    )  # fmt: skip
    found = metrics_of(tiny_plan(**PLAN), story)
    assert (found["cases"], found["fcr"], found["true_fcr"]) == (2, 1, 1 / 2)


def test_a_case_closed_by_leaving_is_not_resolved() -> None:
    story = Story()
    time = 5 * DAY
    who = opened(story, 1, time)
    story.abandoned(time, MINUTE, **who)
    story.row(8 * DAY, Event.CASE_CLOSED_BY_LEAVING, **who)
    found = metrics_of(tiny_plan(**PLAN), story)
    assert (found["left_rate"], found["resolution_rate"], found["fcr"]) == (1, 0, None)


def test_who_left_is_counted_against_who_was_there() -> None:
    """Ten leave in the warm-up; nine of the other 990 leave in the four measured weeks."""
    story = Story()
    for number in range(10):
        story.row(DAY, Event.CUSTOMER_LEFT, who=customer(number))
    for number in range(10, 19):
        story.row((number - 8) * DAY, Event.CUSTOMER_LEFT, who=customer(number))
    found = metrics_of(tiny_plan(**PLAN), story)
    assert found["customers_left[segment=consumer]"] == 9
    assert found["churn_rate"] == pytest.approx(9 / 990 / 28 * 365.2425 / 12)
    assert found["margin_lost"] == pytest.approx(9 * 12 * 10)


def test_promises_are_counted_when_they_fall_due() -> None:
    story = Story()
    who = {"who": customer(1), "case": 1, "kind": 1, "department": 0}
    story.row(DAY, Event.PROMISE_BROKEN, **who)
    for day in (3, 4, 5):
        story.row(day * DAY, Event.PROMISE_KEPT, **who)
    story.row(6 * DAY, Event.PROMISE_BROKEN, **who)
    found = metrics_of(tiny_plan(**PLAN), story)
    assert found["promises_kept"] == found["promises_kept[kind=fault]"] == pytest.approx(3 / 4)
    assert found["promises_kept[kind=billing]"] is None


def test_a_solved_case_costs_the_paid_hours_of_all() -> None:
    story = five_cases()
    story.shift(0, 3 * DAY + 9 * HOUR, 3 * DAY + 11 * HOUR)
    found = metrics_of(tiny_plan(**PLAN), story)
    assert found["cost_per_resolution"] == pytest.approx(2 * 30 / 4)


def test_the_table_finds_cases_by_their_key_while_they_are_open() -> None:
    table = CaseTable()
    for start in range(0, 20_000, 5_000):
        keys = np.arange(start, start + 5_000) * 7919 % 20_011
        table.open(keys, keys, np.zeros_like(keys), np.zeros_like(keys))
        table.close(2_000)
    known, place = table.find(np.arange(20_011))
    assert known.sum() == len(table) == 12_000
    assert (table.column("opened")[place] == np.flatnonzero(known)).all()
    assert table.first == 8_000


def test_cases_that_share_a_hash_are_found_all_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(case_table, "_hash", lambda keys: keys % 10)
    table = CaseTable()
    keys = np.arange(0, 3_000, 3)
    table.open(keys, keys, np.zeros_like(keys), np.zeros_like(keys))
    known, place = table.find(np.arange(3_000))
    assert (np.flatnonzero(known) == keys).all()
    assert (place == np.arange(1_000)).all()


def test_keys_tell_segments_customers_and_cases_apart() -> None:
    most = np.array([0, 127]), np.array([0, 2**24 - 1]), np.array([0, 2**32 - 1])
    grid = np.meshgrid(*most)
    keys = case_key(grid[0].ravel(), grid[1].ravel() | CODE, grid[2].ravel())
    assert len(set(keys.tolist())) == 8
    assert keys.min() >= 0


CODE = 0xABCDEF << 32
