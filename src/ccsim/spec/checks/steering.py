"""Whether what agents are measured by can move them, and whether alignment has a rule to waive."""

from collections.abc import Iterator

from ccsim.spec.checks.finding import Finding
from ccsim.spec.documents import KeyPath
from ccsim.spec.scenario import Scenario
from ccsim.units import NEVER


def steering(scenario: Scenario) -> Iterator[Finding]:
    """What is wrong with how agents are steered and equipped."""
    model = scenario.operating_model
    for path, regime in _regimes(scenario):
        if regime in ("handle_time", "value") and model.kpi.target_talk >= NEVER:
            words = f"{regime} needs operating_model.kpi.target_talk: no talk is too long without"
            yield path, words
        if regime == "value" and any(each.margin is None for each in scenario.customers.values()):
            yield path, "value needs the margin of every segment: who is worth how much?"
    padded = any(department.padding > 0 for department in scenario.departments.values())
    if model.backoffice_alignment > 0 and not padded:
        yield (
            ("operating_model", "backoffice_alignment"),
            "no ticket lies by any rule: give a department padding, or leave this out",
        )


def _regimes(scenario: Scenario) -> Iterator[tuple[KeyPath, str | None]]:
    model = scenario.operating_model
    yield ("operating_model", "kpi_regime"), model.kpi_regime
    if model.before is not None:
        yield ("operating_model", "before", "kpi_regime"), model.before.kpi_regime
    for name, team in scenario.teams.items():
        yield ("teams", name, "kpi_regime"), team.kpi_regime
