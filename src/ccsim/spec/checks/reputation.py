"""Whether what is told, sold and published makes sense in a scenario."""

from collections.abc import Iterator

from ccsim.spec.checks.finding import Finding
from ccsim.spec.documents import KeyPath
from ccsim.spec.scenario import Scenario


def reputation(scenario: Scenario) -> Iterator[Finding]:
    """What does not fit together in word of mouth, deterrence, sales and reports."""
    yield from _word_of_mouth(scenario)
    yield from _market(scenario)
    yield from _reports(scenario)


def _word_of_mouth(scenario: Scenario) -> Iterator[Finding]:
    market = scenario.market
    posts = any(each.tells.posts for each in scenario.customers.values())
    known = market.ill_fame > 0 or (posts and market.population > 0)
    for name, segment in scenario.customers.items():
        path: KeyPath = ("customers", name)
        if segment.leaving.friends > 0 and segment.tells.complaint == 0:
            yield (
                (*path, "leaving", "friends"),
                "nobody in this segment tells a bad story: give it tells.complaint",
            )
        needs_fame = {
            (*path, "leaving", "publications"): segment.leaving.publications > 0,
            (*path, "deterred"): segment.deterred > 0,
        }
        for where in [where for where, wanted in needs_fame.items() if wanted and not known]:
            yield (
                where,
                "nobody knows how bad it is: give market.ill_fame, or tells.posts and population",
            )


def _market(scenario: Scenario) -> Iterator[Finding]:
    market = scenario.market
    customers = sum(segment.count for segment in scenario.customers.values())
    if 0 < market.population < customers:
        yield (
            ("market", "population"),
            f"{market.population:,} people are fewer than the {customers:,} customers among them",
        )
    for name in ("turns_away", "wins"):
        if getattr(market, name) > 0 and market.population == 0:
            yield (
                ("market", name),
                "there is nobody to be won or lost: give market.population",
            )


def _reports(scenario: Scenario) -> Iterator[Finding]:
    reporting = scenario.regulator.reporting
    if reporting is not None and reporting.fine is not None and not scenario.regulator.targets:
        yield (
            ("regulator", "reporting", "fine"),
            "a fine for missed targets needs regulator.targets",
        )
