"""Theory gives the numbers of the reference cases, each known by two other routes."""

import json
import math
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from ccsim.analytic.erlang_a import erlang_a
from ccsim.analytic.erlang_b import erlang_b
from ccsim.analytic.erlang_c import erlang_c
from ccsim.analytic.finite import finite_line
from ccsim.analytic.overflow import OverflowFacts, overflow_queue
from ccsim.analytic.patience import impatient_queue
from ccsim.analytic.patience_laws import (
    GammaPatience,
    LognormalPatience,
    Patience,
    UniformPatience,
    WeibullPatience,
    deterministic_patience,
    exponential_patience,
)
from ccsim.analytic.priority import priority_queue
from ccsim.analytic.redial import RedialFacts, redial_queue
from ccsim.analytic.service import constant_handle_time, one_agent
from ccsim.analytic.skills import SkillFacts, n_model
from ccsim.analytic.staffing import Target, required_servers, scheduled_servers
from ccsim.analytic.tandem import Tier, tandem
from ccsim.analytic.theory import QueueTheory
from ccsim.analytic.transient import Stretch, finite_day

CASES = Path(__file__).parents[2].parent / "shared" / "reference" / "open-cases.json"
MINUTE = 60.0
RELATIVE = 1e-6  # rates such as 3.33333333333 are printed with twelve digits

Facts = dict[str, Any]
Answers = dict[str, Any]


def names_of(theory: QueueTheory) -> Answers:
    """The reference's names for what a theory says, in minutes."""
    times = {
        "mean_wait_all": theory.mean_wait_s,
        "sd_wait": theory.wait_sd_s,
        "mean_wait_served": theory.asa_s,
        "mean_wait_abandoned": theory.abandon_time_s,
        "p90_wait": theory.wait_p90_s,
    }
    return {
        "p_block": theory.blocked_rate,
        "p_wait": theory.delayed_rate,
        "p_abandon": theory.abandon_rate,
        "sl": theory.service_level,
        "occupancy": theory.occupancy,
        "mean_queue": theory.mean_queue,
        "mean_busy": theory.mean_busy,
        "mean_in_system": theory.mean_in_system,
    } | {name: None if value is None else value / MINUTE for name, value in times.items()}


def rate(facts: Facts, name: str = "arrival_rate") -> float:
    return float(facts[name]) / MINUTE


def threshold(facts: Facts) -> float:
    return float(facts.get("sl_threshold", 1 / 3)) * MINUTE


def patience_law(facts: Facts) -> Patience:
    mean = facts["mean"] * MINUTE if "mean" in facts else 0.0
    match facts["kind"]:
        case "exponential":
            return exponential_patience(mean)
        case "gamma":
            return GammaPatience(mean, facts["shape"])
        case "weibull":
            return WeibullPatience(mean, facts["shape"])
        case "lognormal":
            return LognormalPatience(mean, facts["sd"] * MINUTE)
        case "deterministic":
            return deterministic_patience(mean)
        case "uniform":
            return UniformPatience(facts["low"] * MINUTE, facts["high"] * MINUTE)
        case kind:
            raise AssertionError(f"no law of patience is called {kind}")


def of_erlang_b(facts: Facts) -> Answers:
    return names_of(erlang_b(rate(facts), facts["aht"] * MINUTE, facts["servers"]))


def of_erlang_c(facts: Facts) -> Answers:
    theory = erlang_c(rate(facts), facts["aht"] * MINUTE, facts["servers"], threshold(facts))
    assert theory.mean_wait_s is not None
    assert theory.delayed_rate is not None
    given_wait = theory.mean_wait_s / theory.delayed_rate / MINUTE
    return names_of(theory) | {"mean_wait_given_wait": given_wait}


def of_mmck(facts: Facts) -> Answers:
    patience = facts.get("mean_patience")
    theory = finite_line(
        rate(facts),
        facts["aht"] * MINUTE,
        facts["servers"],
        facts["system_capacity"],
        patience * MINUTE if patience else None,
        threshold(facts),
    )
    load = facts["arrival_rate"] * facts["aht"]
    weights = [1.0]
    for present in range(1, facts["system_capacity"] + 1):
        weights.append(weights[-1] * load / min(present, facts["servers"]))
    return names_of(theory) | {"p_empty": 1 / sum(weights)}


def of_erlang_a(facts: Facts) -> Answers:
    return names_of(
        erlang_a(
            rate(facts),
            facts["aht"] * MINUTE,
            facts["servers"],
            facts["mean_patience"] * MINUTE,
            facts.get("system_capacity"),
            threshold(facts),
        )
    )


def of_mmn_g(facts: Facts) -> Answers:
    law = patience_law(facts["patience"])
    theory = impatient_queue(
        rate(facts), facts["aht"] * MINUTE, facts["servers"], law, threshold(facts)
    )
    return names_of(theory)


def of_priority(facts: Facts) -> Answers:
    rates = tuple(one / MINUTE for one in facts["arrival_rates"])
    theory = priority_queue(rates, facts["aht"] * MINUTE, facts["servers"])
    by_class = [names_of(one)["mean_wait_all"] for one in theory.classes]
    return names_of(theory.together) | {"mean_wait_by_class": by_class}


def of_mgc(facts: Facts) -> Answers:
    handle_s = facts["aht"] * MINUTE
    if facts["service"] == "deterministic":
        return names_of(constant_handle_time(rate(facts), handle_s, facts["servers"]))
    assert facts["servers"] == 1
    return names_of(one_agent(rate(facts), handle_s, facts["sd"] * MINUTE))


def of_day(facts: Facts) -> Answers:
    patience = facts.get("mean_patience")
    day = finite_day(
        (Stretch(facts["horizon"] * MINUTE, rate(facts)),),
        facts["aht"] * MINUTE,
        facts["servers"],
        patience * MINUTE if patience else None,
        facts["system_capacity"],
        threshold(facts),
    )
    return names_of(day.queue) | {
        "arrivals": day.arrivals,
        "abandoned": day.abandoned,
        "served": day.answered,
        "blocked": day.blocked,
        "in_target": day.answered_within,
        "mean_in_system_at_T": day.in_system_at_close,
    }


def of_redial(facts: Facts) -> Answers:
    def seconds(name: str) -> float | None:
        return None if facts[name] is None else float(facts[name]) * MINUTE

    theory = redial_queue(
        RedialFacts(
            fresh_rate=rate(facts, "fresh_arrival_rate"),
            handle_s=facts["aht"] * MINUTE,
            servers=facts["servers"],
            patience_s=seconds("mean_patience"),
            redial_share=facts["p_redial_after_abandon"],
            redial_delay_s=seconds("mean_redial_delay"),
            reconnect_share=facts["p_reconnect_after_service"],
            reconnect_delay_s=seconds("mean_reconnect_delay"),
        )
    )
    return names_of(theory.queue) | {
        "total_attempt_rate": theory.attempt_rate * MINUTE,
        "redial_rate": theory.redial_rate * MINUTE,
        "reconnect_rate": theory.reconnect_rate * MINUTE,
        "lost_rate": theory.lost_rate * MINUTE,
        "served_rate": theory.served_rate * MINUTE,
        "mean_redial_orbit": theory.mean_redial_orbit,
        "mean_reconnect_orbit": theory.mean_reconnect_orbit,
        "fraction_of_fresh_callers_finally_lost": theory.finally_lost_share,
    }


def of_overflow(facts: Facts) -> Answers:
    first, second = facts["aht_by_group"]
    inside, outside = facts["servers_by_group"]
    theory = overflow_queue(
        OverflowFacts(
            arrival_rate=rate(facts),
            handle_s=(first * MINUTE, second * MINUTE),
            servers=(inside, outside),
            patience_s=facts["mean_patience"] * MINUTE,
            queue_threshold=facts["overflow_queue_threshold"],
        )
    )
    return names_of(theory.queue) | {
        "occupancy_group": list(theory.occupancy_by_group),
        "mean_busy_group": list(theory.mean_busy_by_group),
        "share_served_by_group2": theory.share_served_outside,
    }


def of_skills(facts: Facts) -> Answers:
    rates, patience = facts["arrival_rates"], facts["mean_patience_by_class"]
    theory = n_model(
        SkillFacts(
            arrival_rates=(rates[0] / MINUTE, rates[1] / MINUTE),
            handle_s=facts["aht"] * MINUTE,
            patience_s=(patience[0] * MINUTE, patience[1] * MINUTE),
            servers=(facts["servers_by_group"][0], facts["servers_by_group"][1]),
        )
    )
    types = [names_of(one) for one in theory.by_type]
    return {
        "p_wait_by_class": [one["p_wait"] for one in types],
        "mean_wait_by_class": [one["mean_wait_all"] for one in types],
        "p_abandon_by_class": [one["p_abandon"] for one in types],
        "occupancy_group": list(theory.occupancy_by_group),
    }


def of_tiers(facts: Facts) -> Answers:
    tiers = tuple(
        Tier(tier["aht"] * MINUTE, tier["servers"], tier["p_escalate"]) for tier in facts["tiers"]
    )
    theory = tandem(rate(facts), tiers)
    lines = [
        {
            "arrival_rate": arrivals * MINUTE,
            "p_wait": one.delayed_rate,
            "mean_wait": names_of(one)["mean_wait_all"],
            "occupancy": one.occupancy,
        }
        for one, arrivals in zip(theory.tiers, theory.arrival_rates, strict=True)
    ]
    return {"tiers": lines, "mean_total_time_per_call": theory.mean_total_time_s / MINUTE}


def of_staffing(facts: Facts) -> Answers:
    target = Target(
        service_level=facts["target_sl"],
        threshold_s=threshold(facts),
        max_occupancy=facts.get("max_occupancy"),
    )
    servers = required_servers(rate(facts), facts["aht"] * MINUTE, target)
    shrinkage = facts.get("shrinkage", 0.0)
    return {"servers": servers, "staff_with_shrinkage": scheduled_servers(servers, shrinkage)}


FAMILIES: dict[str, Callable[[Facts], Answers]] = {
    "erlang_b": of_erlang_b,
    "erlang_c": of_erlang_c,
    "mmck": of_mmck,
    "erlang_a": of_erlang_a,
    "mmn_g": of_mmn_g,
    "priority": of_priority,
    "mgc": of_mgc,
    "time_varying": of_day,
    "redial": of_redial,
    "overflow": of_overflow,
    "skills": of_skills,
    "escalation": of_tiers,
    "staffing": of_staffing,
}

# The length of the threshold is an input; the wait before the patience law acts is no metric.
NOT_COMPARED = {"sl_T", "mean_offered_wait"}


def deviations(expected: Any, answer: Any, path: str) -> list[str]:
    """Every number of the reference that theory does not give, by name."""
    if isinstance(expected, dict):
        pairs = [(expected[name], answer.get(name), f"{path}.{name}") for name in expected]
    elif isinstance(expected, list):
        pairs = [
            (one, two, f"{path}[{place}]")
            for place, (one, two) in enumerate(zip(expected, answer, strict=True))
        ]
    else:
        # Beyond 10^-12 a chance is the trace of an endless line that had to be cut somewhere.
        near = answer is not None and math.isclose(
            expected, answer, rel_tol=RELATIVE, abs_tol=1e-12
        )
        return [] if near else [f"{path}: {answer!r} instead of {expected!r}"]
    return [fault for pair in pairs for fault in deviations(*pair)]


@pytest.mark.parametrize("family", FAMILIES)
def test_theory_gives_the_reference_numbers(family: str) -> None:
    if not CASES.exists():
        pytest.skip(f"the reference cases are not here: {CASES.name} in ../shared/reference")
    cases = [case for case in json.loads(CASES.read_text()) if case["family"] == family]
    assert cases
    for case in cases:
        expected = {k: v for k, v in case["expected"].items() if k not in NOT_COMPARED}
        assert deviations(expected, FAMILIES[family](case["inputs"]), case["id"]) == []
