"""Redials, overflow, skills and tiers: each falls back on a simple queue where it must."""

from dataclasses import replace

import pytest

from ccsim.analytic.chain import steady_state
from ccsim.analytic.erlang_a import erlang_a
from ccsim.analytic.erlang_c import erlang_c
from ccsim.analytic.overflow import OverflowFacts, overflow_queue
from ccsim.analytic.redial import RedialFacts, redial_queue
from ccsim.analytic.skills import SkillFacts, n_model
from ccsim.analytic.tandem import Tier, tandem
from ccsim.analytic.theory import TheoryError, UnstableQueueError

REDIAL = RedialFacts(
    fresh_rate=0.05,
    handle_s=60.0,
    servers=4,
    patience_s=120.0,
    redial_share=0.5,
    redial_delay_s=300.0,
)
OVERFLOW = OverflowFacts(arrival_rate=0.2, handle_s=(60.0, 60.0), servers=(8, 4), patience_s=120.0)


def test_nobody_redials_in_erlang_a() -> None:
    theory = redial_queue(replace(REDIAL, redial_share=0.0))
    plain = erlang_a(0.05, 60.0, 4, 120.0)
    for name in ("delayed_rate", "abandon_rate", "mean_wait_s", "occupancy"):
        assert getattr(theory.queue, name) == pytest.approx(getattr(plain, name), rel=1e-8), name
    assert theory.attempt_rate == pytest.approx(0.05)


def test_patient_callers_who_call_back_are_erlang_c_at_a_higher_rate() -> None:
    """Feedback after a delay is a Jackson network: the queue is Erlang C, redelayed or not."""
    theory = redial_queue(
        RedialFacts(
            fresh_rate=0.04,
            handle_s=60.0,
            servers=5,
            patience_s=None,
            reconnect_share=0.2,
            reconnect_delay_s=120.0,
        )
    )
    plain = erlang_c(0.05, 60.0, 5)
    assert theory.attempt_rate == pytest.approx(0.05, rel=1e-8)
    assert theory.queue.mean_queue == pytest.approx(plain.mean_queue, rel=1e-7)
    assert theory.mean_reconnect_orbit == pytest.approx(0.01 * 120, rel=1e-8)


def test_fresh_callers_are_served_or_lost() -> None:
    theory = redial_queue(REDIAL)
    assert theory.served_rate + theory.lost_rate == pytest.approx(0.05, rel=1e-8)
    assert theory.redial_rate == pytest.approx(theory.lost_rate, rel=1e-7)
    assert theory.finally_lost_share < (theory.queue.abandon_rate or 0)


def test_both_orbits_at_once_balance() -> None:
    theory = redial_queue(
        RedialFacts(
            fresh_rate=0.015,
            handle_s=60.0,
            servers=2,
            patience_s=60.0,
            redial_share=0.4,
            redial_delay_s=90.0,
            reconnect_share=0.1,
            reconnect_delay_s=60.0,
        )
    )
    gone = theory.lost_rate + 0.9 * theory.served_rate
    assert gone == pytest.approx(0.015, rel=1e-7)
    assert theory.reconnect_rate == pytest.approx(0.1 * theory.served_rate, rel=1e-7)


def test_redials_without_end_need_enough_agents() -> None:
    with pytest.raises(UnstableQueueError):
        replace(REDIAL, redial_share=1.0, fresh_rate=0.07)
    with pytest.raises(TheoryError, match="redial_delay_s"):
        replace(REDIAL, redial_delay_s=None)


def test_groups_alike_that_help_at_once_are_one_group() -> None:
    theory = overflow_queue(OVERFLOW)
    pooled = erlang_a(0.2, 60.0, 12, 120.0)
    for name in (
        "delayed_rate",
        "abandon_rate",
        "mean_wait_s",
        "wait_sd_s",
        "asa_s",
        "service_level",
        "wait_p90_s",
    ):
        assert getattr(theory.queue, name) == pytest.approx(getattr(pooled, name), rel=1e-8), name
    inside, outside = theory.occupancy_by_group
    assert inside is not None
    assert outside is not None
    assert inside > outside


def test_a_higher_threshold_sends_less_outside_and_keeps_callers_waiting() -> None:
    soon, late = overflow_queue(OVERFLOW), overflow_queue(replace(OVERFLOW, queue_threshold=5))
    assert late.share_served_outside < soon.share_served_outside
    assert (late.queue.mean_wait_s or 0) > (soon.queue.mean_wait_s or 0)
    assert late.queue.service_level is None


def test_patient_callers_of_two_groups_alike_are_erlang_c() -> None:
    theory = overflow_queue(replace(OVERFLOW, patience_s=None, arrival_rate=0.15))
    plain = erlang_c(0.15, 60.0, 12)
    assert theory.queue.mean_wait_s == pytest.approx(plain.mean_wait_s, rel=1e-8)
    assert theory.queue.service_level == pytest.approx(plain.service_level, rel=1e-8)
    with pytest.raises(UnstableQueueError):
        replace(OVERFLOW, patience_s=None)


def test_a_first_group_of_nobody_leaves_all_to_the_second() -> None:
    theory = overflow_queue(replace(OVERFLOW, servers=(0, 12)))
    assert theory.share_served_outside == pytest.approx(1)
    assert theory.occupancy_by_group[0] is None
    assert theory.queue.mean_wait_s == pytest.approx(
        erlang_a(0.2, 60.0, 12, 120.0).mean_wait_s, rel=1e-8
    )


def test_specialists_for_hardly_any_calls_leave_generalists_alone() -> None:
    facts = SkillFacts(
        arrival_rates=(1e-9, 0.1), handle_s=60.0, patience_s=(60.0, 90.0), servers=(2, 6)
    )
    theory = n_model(facts)
    plain = erlang_a(0.1, 60.0, 6, 90.0)
    assert theory.by_type[1].mean_wait_s == pytest.approx(plain.mean_wait_s, rel=1e-5)
    assert theory.by_type[1].delayed_rate == pytest.approx(plain.delayed_rate, rel=1e-5)


def test_a_second_tier_sees_only_what_moves_up() -> None:
    theory = tandem(0.1, (Tier(60.0, 8, 0.25), Tier(200.0, 6)))
    second = erlang_c(0.025, 200.0, 6)
    assert theory.tiers[1] == second
    wait = (theory.tiers[0].mean_wait_s or 0) + 0.25 * (second.mean_wait_s or 0)
    assert theory.mean_wait_s == pytest.approx(wait)
    assert theory.mean_total_time_s == pytest.approx(wait + 60 + 50)
    with pytest.raises(TheoryError, match="escalated_share"):
        tandem(0.1, (Tier(60.0, 8, 1.5),))


def test_too_many_states_are_refused_in_words() -> None:
    with pytest.raises(TheoryError, match="simulate"):
        steady_state(0, lambda n: [(1.0, n + 1)], most=50)
