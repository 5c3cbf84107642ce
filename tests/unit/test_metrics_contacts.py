"""Contacts and legs counted out of logs written by hand."""

import pytest

from ccsim.codes import Event, Outcome, Reason
from ccsim.spec.measures import Measures
from ccsim.units import DAY, HOUR, MINUTE, SECOND
from unit.metrics_world import Story, caller, metrics_of, tiny_plan

FRONT = {"queue": 0}


def busy_morning() -> Story:
    """Six callers from 9 o'clock: three served, one hangs up early, one late, one is blocked."""
    story = Story()
    nine = 9 * HOUR
    story.served(nine, 0, 60 * SECOND, agent=0, wrap=30 * SECOND, who=caller(0), **FRONT)
    story.served(nine + 1, 20 * SECOND, 120 * SECOND, agent=1, who=caller(1), **FRONT)
    story.abandoned(nine + 2, 5 * SECOND, who=caller(2), **FRONT)
    story.abandoned(nine + 3, 45 * SECOND, Reason.REDIAL, who=caller(2), contact=1, **FRONT)
    story.served(
        nine + 4, 100 * SECOND, 60 * SECOND, agent=0, wrap=90 * SECOND, who=caller(3), **FRONT
    )
    story.turned_away(nine + 5, Event.CONTACT_BLOCKED, who=caller(4), **FRONT)
    return story


def test_a_morning_is_counted() -> None:
    found = metrics_of(tiny_plan(), busy_morning())
    wanted = {
        "arrivals": 6,
        "fresh": 5,
        "redials": 1,
        "redial_rate": 1 / 6,
        "failure_demand_rate": 1 / 6,
        "value_demand_rate": 5 / 6,
        "blocked": 1,
        "blocked_rate": 1 / 6,
        "offered": 5,
        "answered": 3,
        "handled": 3,
        "abandoned": 2,
        "short_abandoned": 1,
        "abandon_rate": 2 / 5,
        "delayed_rate": 4 / 5,
        "still_waiting": 0,
        "hand_off_rate": 0,
    }
    assert {name: found[name] for name in wanted} == pytest.approx(wanted)


def test_waits_are_of_all_or_of_some() -> None:
    found = metrics_of(tiny_plan(), busy_morning())
    wanted = {
        "mean_wait_s": (0 + 20 + 5 + 45 + 100) / 5,
        "asa_s": (0 + 20 + 100) / 3,
        "abandon_time_s": (5 + 45) / 2,
        "mean_wait_delayed_s": (20 + 5 + 45 + 100) / 4,
        "wait_sd_s": (sum((w - 34) ** 2 for w in (0, 20, 5, 45, 100)) / 5) ** 0.5,
        "max_wait_s": 100,
    }
    assert {name: found[name] for name in wanted} == pytest.approx(wanted)


def test_the_service_level_follows_the_rule_of_the_measures() -> None:
    measures = Measures(service_level_rule="abandons_within_met")
    found = metrics_of(tiny_plan(measures=measures), busy_morning())
    assert found["service_level"] == pytest.approx(3 / 5)
    assert found["service_level_all_offered"] == pytest.approx(2 / 5)
    assert found["service_level_abandons_within_excluded"] == pytest.approx(2 / 4)
    assert found["service_level_short_excluded"] == pytest.approx(2 / 4)
    assert found["service_level_answered_only"] == pytest.approx(2 / 3)


def test_handle_time_is_talk_and_after_call_work() -> None:
    found = metrics_of(tiny_plan(), busy_morning())
    wanted = {"talk_s": 80, "acw_s": 40, "aht_s": 120, "contact_time_s": (60 + 140 + 160) / 3}
    assert {name: found[name] for name in wanted} == pytest.approx(wanted)


def test_a_transfer_is_a_second_leg_in_another_queue_and_team() -> None:
    story = Story()
    nine = 9 * HOUR
    story.arrival(nine, who=caller(0), queue=0)
    end = story.leg(nine, 0, MINUTE, agent=0, outcome=Outcome.TRANSFERRED, who=caller(0), queue=0)
    end = story.leg(end, 10 * SECOND, 3 * MINUTE, agent=2, who=caller(0), queue=1, leg=1)
    story.row(end, Event.CONTACT_ENDED, reason=Outcome.SERVED, value=end - nine, leg=1, queue=1)
    found = metrics_of(tiny_plan(queues=("front", "back"), agents=(0, 0, 1)), story)
    wanted = {
        "arrivals[queue=front]": 1,
        "arrivals[queue=back]": 0,
        "hand_off_rate": 1 / 2,
        "transfer_rate": 1 / 2,
        "transfer_rate[team=blue]": 1,
        "transfer_rate[team=green]": 0,
        "talk_s[queue=back]": 180,
        "talk_s[team=green]": 180,
        "asa_s[team=green]": 10,
        "contacts_handled": 1,
        "contact_time_s": 250,
    }
    assert {name: found[name] for name in wanted} == pytest.approx(wanted)


def test_a_contact_belongs_to_the_hour_and_day_in_which_it_arrived() -> None:
    story = Story()
    late = 10 * HOUR - 10 * SECOND
    story.served(late, 20 * SECOND, MINUTE, agent=0, wrap=MINUTE, who=caller(0), **FRONT)
    found = metrics_of(tiny_plan(), story)
    assert found["answered[interval=09:00]"] == 1
    assert found["answered[interval=10:00]"] == 0
    assert found["aht_s[queue=front,interval=09:00]"] == pytest.approx(120)
    assert found["aht_s[queue=front,interval=10:00]"] is None
    assert found["aht_s[day=2026-01-05]"] == pytest.approx(120)


def test_who_entered_before_the_end_of_the_warm_up_does_not_count() -> None:
    story = Story()
    story.served(
        DAY - 10 * SECOND, 20 * SECOND, MINUTE, agent=0, wrap=MINUTE, who=caller(0), **FRONT
    )
    story.served(DAY, 0, 3 * MINUTE, agent=1, who=caller(1), **FRONT)
    found = metrics_of(tiny_plan(days=2, warm_up=1), story)
    wanted = {"arrivals": 1, "offered": 1, "answered": 1, "handled": 1, "talk_s": 180, "acw_s": 0}
    assert {name: found[name] for name in wanted} == pytest.approx(wanted)
    assert found["max_wait_s"] == 0


def test_who_waits_at_the_end_is_offered_and_unfinished() -> None:
    story = Story()
    story.served(23 * HOUR, 4 * SECOND, MINUTE, agent=0, who=caller(0), **FRONT)
    story.arrival(DAY - 30 * SECOND, who=caller(1), **FRONT)
    story.row(DAY - 30 * SECOND, Event.QUEUE_ENTERED, who=caller(1), **FRONT)
    found = metrics_of(tiny_plan(), story)
    assert (found["offered"], found["still_waiting"], found["mean_wait_s"]) == (2, 1, 4)


def test_customers_are_sliced_by_segment_and_kind_and_anonymous_callers_are_not() -> None:
    story = Story()
    own = {"who": 7 << 32 | 5, "case": 1, "kind": 1, "queue": 0}
    story.served(9 * HOUR, 8 * SECOND, MINUTE, agent=0, **own)
    story.served(9 * HOUR, 2 * SECOND, MINUTE, agent=1, who=caller(0), **FRONT)
    found = metrics_of(tiny_plan(), story)
    assert found["arrivals[segment=consumer]"] == 1
    assert found["asa_s[kind=fault]"] == 8
    assert found["asa_s[kind=billing]"] is None
    assert found["asa_s"] == 5


def test_an_empty_log_has_counts_of_nought_and_no_rates() -> None:
    found = metrics_of(tiny_plan(), Story())
    assert found["offered"] == 0
    undefined = ("abandon_rate", "mean_wait_s", "wait_p90_s", "wait_sd_s", "max_wait_s")
    assert [found[name] for name in undefined] == [None] * 5
    assert found["empty_rate"] == 1
