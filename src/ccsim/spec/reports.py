"""The figures that a company must publish of its own performance."""

from ccsim.spec.fields import Chance, Facts, Money, fact


class Reporting(Facts):
    """The duty to publish one's own performance at the end of each period (S000-03)."""

    informs: Chance = fact(0.0, source="S000-03", evidence=0.1, grade="D", low=0.0, high=0.3)
    """Share that each report takes off what customers believe of advertising: they know better."""
    fine: Money | None = fact(None, source="assumption", evidence="10000 EUR")
    """What a missed target costs, once it is published."""
