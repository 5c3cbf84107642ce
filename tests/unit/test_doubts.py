"""Doubts: which facts of two scenarios are drawn, from where to where, and what stays."""

import math
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any, get_args

import pytest
from pydantic import BaseModel
from pydantic.fields import FieldInfo

from ccsim.errors import UsageError
from ccsim.experiments.doubts import Doubt, Found, doubts_of, parse_wish
from ccsim.experiments.places import Place
from ccsim.spec.distributions import constant
from ccsim.spec.fields import Amount
from ccsim.spec.loading import load, with_values
from ccsim.spec.scenario import Scenario
from ccsim.spec.writing import unit_of_field
from ccsim.units import parse_money

BASE = """
name: A shop
why: Two segments and a patient few.
calendar: {days: 14}
measures: {margin_months: 24}
customers:
  many: {count: 100, gives_up: 0.10, redials: 0.5, patience: {exponential: 10m},
         leaving: {monthly: 0.02, open_case: 0.0}}
  few: {count: 10, gives_up: 0.05, redials: 0.5, patience: {weibull: {mean: 20m, shape: 0.8}}}
needs:
  question: {per_customer_year: 10, queue: calls, talk: {exponential: 4m}, off_script: 0.3}
queues:
  calls: {teams: [front], hours: "08:00-20:00"}
teams:
  front: {headcount: 4, hours: "08:00-20:00", knowledge: 0.5}
operating_model: {script_adherence: 0.9, ownership: 0.1, transfer_time: 90s, follow_up_time: 3m}
"""
Shops = Callable[..., tuple[Scenario, Scenario]]


@pytest.fixture
def shops(tmp_path: Path) -> Shops:
    """The shop, and the same with a patch."""

    def make(patch: str) -> tuple[Scenario, Scenario]:
        (tmp_path / "base.yaml").write_text(BASE)
        (tmp_path / "other.yaml").write_text(f"base: base.yaml\nname: Other\npatch: {{{patch}}}\n")
        return load(tmp_path / "base.yaml").scenario, load(tmp_path / "other.yaml").scenario

    return make


def by_name(found: Found) -> dict[str, Doubt]:
    return {one.name: one for one in found.doubts}


def test_what_both_use_is_drawn_and_what_differs_or_is_a_rule_stays(shops: Shops) -> None:
    found = doubts_of(*shops("operating_model.ownership: 0.6"), ["fcr"])
    assert set(by_name(found)) == {
        "customers.*.gives_up",
        "customers.*.redials",
        "customers.*.patience",
        "customers.many.leaving.monthly",
        "needs.question.off_script",
        "operating_model.transfer_time",
        "operating_model.follow_up_time",
    }
    assert found.decisions == ("operating_model.ownership",)
    assert found.levers == ("operating_model.script_adherence",)
    assert [one.name for one in found.outside] == ["teams.front.knowledge"]


def test_a_trait_of_customers_is_drawn_where_it_differs_and_stays_as_far_apart(
    shops: Shops,
) -> None:
    found = by_name(doubts_of(*shops("customers.many.gives_up: 0.2"), ["fcr"]))
    doubt = found["customers.*.gives_up"]
    one, other = (doubt.settings(which, 0.5) for which in (0, 1))

    def odds(chance: float) -> float:
        return chance / (1 - chance)

    before, after = one["customers.many.gives_up"], other["customers.many.gives_up"]
    assert odds(after) / odds(before) == pytest.approx(odds(0.2) / odds(0.1), rel=1e-4)
    assert one["customers.few.gives_up"] == other["customers.few.gives_up"]


def test_what_only_one_scenario_has_is_drawn_for_that_one(shops: Shops) -> None:
    desk = "{billing: {staff: 3, work: {exponential: 1h}, right_first_time: 0.65}}"
    found = by_name(doubts_of(*shops(f"departments: {desk}"), ["fcr"]))
    doubt = found["departments.billing.right_first_time"]
    assert doubt.settings(0, 0.5) == {}
    assert doubt.settings(1, 1.0) == {"departments.billing.right_first_time": 0.7}


def test_facts_that_only_metrics_read_count_where_those_are_asked_for(shops: Shops) -> None:
    two = shops("operating_model.ownership: 0.6")
    assert "measures.margin_months" not in by_name(doubts_of(*two, ["fcr"]))
    found = by_name(doubts_of(*two, ["net_value"]))
    assert (found["measures.margin_months"].low, found["measures.margin_months"].high) == (12, 60)
    assert "measures.complaint_share" not in found


def test_a_range_of_times_is_that_of_their_mean_and_the_shape_stays(shops: Shops) -> None:
    two = shops("operating_model.ownership: 0.6")
    doubt = by_name(doubts_of(*two, ["fcr"]))["customers.*.patience"]
    minute = 60_000
    assert (doubt.low, doubt.high) == (6 * minute, 35 * minute)
    assert doubt.middle == pytest.approx(math.sqrt(200) * minute)
    world = with_values(two[0], doubt.settings(0, 0.0))
    many, few = (world.customers[name].patience for name in ("many", "few"))
    assert few.mean_ms / many.mean_ms == pytest.approx(2, rel=5e-3)
    assert many.mean_ms * few.mean_ms == pytest.approx((6 * minute) ** 2, rel=5e-3)
    assert few.shape == two[0].customers["few"].patience.shape


def test_the_user_may_name_doubts_give_ranges_and_be_certain(shops: Shops) -> None:
    two = shops("operating_model.ownership: 0.6")
    wishes = [
        parse_wish(text)
        for text in ("teams.front.talk_factor=0.8..1.2", "customers.*.redials=0.4..0.6")
    ]
    found = by_name(doubts_of(*two, ["fcr"], wishes, ["customers.*.gives_up", "needs.*"]))
    assert found["teams.front.talk_factor"].settings(1, 0.25) == {"teams.front.talk_factor": 0.9}
    assert (found["customers.*.redials"].low, found["customers.*.redials"].source) == (
        0.4,
        "--doubt",
    )
    assert "customers.*.gives_up" not in found
    assert "needs.question.off_script" not in found


@pytest.mark.parametrize(
    ("wish", "words"),
    [
        ("teams.front.tier", "has no range for it; give one"),
        ("teams.front.teir=1..2", "did you mean 'teams.front.tier'"),
        ("operating_model.ownership=0.1..0.3", "differ in operating_model.ownership by decision"),
        ("customers.many.redials=0.6..0.5", "is no range"),
        ("customers.many.redials=a..b", "cannot be its value"),
        ("customers.many.patience=5..9", "is not a duration"),
        ("customers.many.redials=nan..1", "it is not finite"),
    ],
)
def test_what_cannot_be_a_doubt_is_told(shops: Shops, wish: str, words: str) -> None:
    with pytest.raises(UsageError, match=re.escape(words)):
        doubts_of(*shops("operating_model.ownership: 0.6"), ["fcr"], [parse_wish(wish)])


def test_orders_of_magnitude_are_drawn_alike() -> None:
    assert Doubt("x", 1, 1000, "assumption", "D", ((), ())).value(1 / 3) == pytest.approx(10)
    assert Doubt("x", 0, 1000, "assumption", "D", ((), ())).value(0.1) == pytest.approx(100)
    with pytest.raises(UsageError, match=r"PATH=LOW\.\.HIGH"):
        parse_wish("customers.many.redials=0.3")


def ranges_of(model: type[BaseModel], path: str = "", *, seen: frozenset[Any] = frozenset()) -> Any:
    """Every field of the spec that has a range in the evidence, with its path."""
    for name, field in model.model_fields.items():
        here = f"{path}{name}"
        extra = field.json_schema_extra
        if isinstance(extra, dict) and (extra.get("low") is not None or extra.get("high")):
            yield here, field
        for below in models_in(field.annotation) - seen:
            yield from ranges_of(below, f"{here}.", seen=seen | {below})


def models_in(annotation: Any) -> set[type[BaseModel]]:
    """The groups of facts that an annotation speaks of."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return {annotation}
    return set().union(*map(models_in, get_args(annotation)))


def stand_in(field: FieldInfo, low: object) -> Any:
    """Some value of the field: what it counts decides how the ends of its range are read."""
    if unit_of_field(field) == "money":
        number, currency, span = parse_money(str(low))
        return Amount(value=number, currency=currency, per_ms=span)
    times = unit_of_field(field) is None and isinstance(low, str)
    return constant("1m") if times else 1


def test_every_range_of_the_evidence_is_read_as_its_field() -> None:
    """Both ends are finite values of the field, the lower one first: a world can be drawn."""
    found = list(ranges_of(Scenario))
    assert len({path for path, _ in found}) > 200
    for path, field in found:
        low, high = (field.json_schema_extra[end] for end in ("low", "high"))
        place = Place(path, path, stand_in(field, low), field, written=True, group_written=True)
        assert place.parse(low) < place.parse(high), path
