"""Targets as a user writes them, and what is said of those that cannot be aimed at."""

import pytest

from ccsim.errors import UsageError
from ccsim.experiments.targets import AIMS, parse_targets
from ccsim.metrics.catalogue import CATALOGUE
from playing import scenario_of

DESK = scenario_of(
    {
        "calendar": {"days": 1},
        "queues": {
            name: {"teams": ["front"], "talk": {"exponential": "3m"}, "forecast": {"rate": "1/min"}}
            for name in ("gold", "silver")
        },
        "teams": {"front": {"headcount": 4}},
    }
)


def test_a_target_says_metric_sign_and_value() -> None:
    target = parse_targets([" service_level >= 0.8 "], DESK)[0]
    assert (target.metric.name, target.sign, target.value) == ("service_level", ">=", 0.8)
    assert target.queue is None


def test_a_target_may_be_about_one_queue() -> None:
    assert parse_targets(["asa_s[queue=gold]<=30"], DESK)[0].queue == "gold"


def test_whatever_can_be_aimed_at_is_a_ratio_of_the_catalogue_bound_on_its_better_side() -> None:
    for name, sign in AIMS.items():
        metric = CATALOGUE[name]
        assert metric.formula.fraction is not None
        assert metric.better in (None, "higher" if sign == ">=" else "lower")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("service_level", "cannot be read"),
        ("service_level>0.8", "METRIC>=VALUE"),
        ("service_level=>0.8", "METRIC>=VALUE"),
        ("servce_level>=0.8", "did you mean 'service_level'?"),
        ("fcr>=0.8", "does not follow from the number of agents"),
        ("service_level<=0.8", "write service_level>=0.8"),
        ("abandon_rate>=0.05", "write abandon_rate<=0.05"),
        ("service_level>=80", "lies from 0 to 1"),
        ("asa_s<=30s", "is not a number"),
        ("asa_s<=nan", "must be a number"),
        ("asa_s<=-1", "not negative"),
        ("service_level[queue=golf]>=0.8", "did you mean 'gold'?"),
        ("service_level[queue=gold>=0.8", "METRIC>=VALUE"),
        ("service_level[team=front]>=0.8", "asked for by queue"),
        ("service_level[queue=gold]<=0.8", "write service_level[queue=gold]>=0.8"),
        ("occupancy[queue=gold]<=0.8", "of agents"),
    ],
)
def test_what_cannot_be_meant_is_refused_in_one_message(text: str, words: str) -> None:
    with pytest.raises(UsageError) as refused:
        parse_targets([text], DESK)
    assert words in str(refused.value)
    assert "\n" not in str(refused.value)


def test_the_same_metric_is_bound_once() -> None:
    with pytest.raises(UsageError, match="give one"):
        parse_targets(["service_level>=0.8", "service_level>=0.9"], DESK)
    assert len(parse_targets(["service_level>=0.8", "service_level[queue=gold]>=0.9"], DESK)) == 2


def test_nothing_asked_is_no_question() -> None:
    with pytest.raises(UsageError, match="there is no target"):
        parse_targets([], DESK)
