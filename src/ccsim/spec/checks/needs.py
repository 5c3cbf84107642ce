"""Whether cases may be born of cases."""

from collections.abc import Iterator

from ccsim.spec.checks.finding import Finding
from ccsim.spec.scenario import Scenario

MOST_KINDS = 127
"""The log names the kind of a case that is born of another in seven bits."""


def needs(scenario: Scenario) -> Iterator[Finding]:
    """The log has room for so many kinds of need where one comes of another."""
    if len(scenario.needs) <= MOST_KINDS:
        return
    for name, need in scenario.needs.items():
        if need.breeds or need.recurs > 0:
            words = f"there are {len(scenario.needs)} needs, and where one comes of another"
            yield ("needs", name), f"{words} there may be at most {MOST_KINDS}"
            return
