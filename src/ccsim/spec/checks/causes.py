"""Whether causes, and what is done to learn of them, fit the rest of a scenario."""

from collections.abc import Iterator

from ccsim.spec.checks.finding import Finding
from ccsim.spec.documents import KeyPath
from ccsim.spec.fields import Amount
from ccsim.spec.paths import suggestion
from ccsim.spec.scenario import Scenario

MOST_FUNCTIONS = 100


def causes(scenario: Scenario) -> Iterator[Finding]:
    """What does not fit together in causes, the voice of the customer, and managers' exposure."""
    functions = functions_of(scenario)
    yield from _listening(scenario, functions)
    yield from _amounts(scenario)
    if len(functions) > MOST_FUNCTIONS:
        yield ("needs",), f"{len(functions)} functions fix causes: at most {MOST_FUNCTIONS}"


def functions_of(scenario: Scenario) -> list[str]:
    """Who can remove causes."""
    named = (cause.fixable_by for need in scenario.needs.values() for cause in need.causes.values())
    return sorted({name for name in named if name is not None})


def _listening(scenario: Scenario, functions: list[str]) -> Iterator[Finding]:
    model = scenario.operating_model
    hours = model.manager_exposure
    if model.voice_of_customer is not None and not functions:
        yield (
            ("operating_model", "voice_of_customer"),
            "nobody can remove anything: give needs causes with fixable_by",
        )
    if hours and model.voice_of_customer is None:
        yield (
            ("operating_model", "manager_exposure"),
            "what managers hear must go somewhere: give operating_model.voice_of_customer",
        )
    for name in hours if isinstance(hours, dict) else ():
        if name not in functions:
            words = f"no cause is fixable_by {name!r}{suggestion(name, functions)}"
            yield ("operating_model", "manager_exposure", name), words


def _amounts(scenario: Scenario) -> Iterator[Finding]:
    named = [segment.margin for segment in scenario.customers.values()]
    named += [team.pay for team in scenario.teams.values()]
    currency = next((amount.currency for amount in named if amount is not None), None)
    for path, amount, span in _own_amounts(scenario):
        currency = currency or amount.currency
        if amount.currency != currency:
            yield path, f"{amount} mixes currencies: this scenario counts in {currency}"
        if span is None and amount.per_ms is not None:
            yield path, f"{amount} is a plain sum: write it without a span"
        if span is not None and amount.per_ms is None:
            yield path, f"{amount} is paid per what? Write {amount}/{span}"
        if amount.value < 0:
            yield path, f"{amount} is impossible here: it is at least 0"


def _own_amounts(scenario: Scenario) -> Iterator[tuple[KeyPath, Amount, str | None]]:
    """The amounts of this module, with the span that each counts per."""
    for kind, need in scenario.needs.items():
        for name, cause in need.causes.items():
            if cause.fix_cost is not None:
                yield ("needs", kind, "causes", name, "fix_cost"), cause.fix_cost, None
    if (pay := scenario.operating_model.manager_pay) is not None:
        yield ("operating_model", "manager_pay"), pay, "h"
