"""Scenarios that nobody thought of give the same log in both engines, row for row."""

from hypothesis import given

from ccsim.plan.plan import make_plan
from generated import Document, few, scenarios
from playing import assert_twins, scenario_of


@few(60)
@given(scenarios("callers"))
def test_anonymous_callers(document: Document) -> None:
    assert_twins(make_plan(scenario_of(document)))


@few(70)
@given(scenarios("customers"))
def test_customers_with_cases(document: Document) -> None:
    assert_twins(make_plan(scenario_of(document)))


@few(70)
@given(scenarios("mixed"))
def test_customers_and_callers(document: Document) -> None:
    assert_twins(make_plan(scenario_of(document)))


@few(60)
@given(scenarios("instants"))
def test_much_at_one_instant(document: Document) -> None:
    """Whole minutes everywhere: the stated order of simultaneous events decides."""
    assert_twins(make_plan(scenario_of(document)))
