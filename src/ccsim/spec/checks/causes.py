"""Whether causes, and what is done to learn of them, fit the rest of a scenario."""

from collections.abc import Iterator

from ccsim.spec.checks.finding import Finding
from ccsim.spec.paths import suggestion
from ccsim.spec.scenario import Scenario

MOST_FUNCTIONS = 100


def causes(scenario: Scenario) -> Iterator[Finding]:
    """What does not fit together in causes, the voice of the customer, and managers' exposure."""
    functions = functions_of(scenario)
    yield from _listening(scenario, functions)
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
