"""Whether levers about passing callers on make sense in a scenario."""

from collections.abc import Iterator

from ccsim.spec.checks.finding import Finding
from ccsim.spec.scenario import Scenario


def transfers(scenario: Scenario) -> Iterator[Finding]:
    """Nobody passes callers on where there are no transfers; no need is mistaken for itself."""
    levers = scenario.operating_model
    if levers.passes_on > 0 and levers.transfers == "none":
        yield (
            ("operating_model", "passes_on"),
            "agents pass callers on, but operating_model.transfers is none: write cold or warm",
        )
    for name, need in scenario.needs.items():
        if name in need.mistaken_for:
            yield (
                ("needs", name, "mistaken_for", name),
                f"{name!r} cannot be mistaken for itself: name another need",
            )
