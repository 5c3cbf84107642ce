"""What people hear of a company, and what that does to those who might become its customers."""

from typing import Self

from pydantic import model_validator

from ccsim.spec.fields import Chance, Duration, Facts, fact
from ccsim.units import DAY


class Tells(Facts):
    """Whom customers tell: friends after any end of a case, everybody only after a bad one.

    A case ends badly when its customer gives up, leaves with it open, or its deadline passes.
    """

    praise: Chance = fact(0.0, source="E-WOM-01", evidence=0.41, grade="B", low=0.2, high=0.6)
    """Chance to tell friends of a case that was solved at the first contact."""
    praise_to: int = fact(1, source="E-WOM-01", evidence=1, grade="B", ge=1, le=64)
    """How many friends hear of it."""
    complaint: Chance = fact(0.0, source="E-WOM-01", evidence=0.74, grade="B", low=0.5, high=0.9)
    """Chance to tell friends of a case that ended badly."""
    complaint_to: int = fact(
        5, source="E-WOM-01", evidence=5, grade="B", low=2, high=10, ge=1, le=64
    )
    """How many friends hear of it."""
    posts: Chance = fact(0.0, source="E-WOM-02", evidence=0.09, grade="B", low=0.03, high=0.2)
    """Chance to publish a case that ended badly."""
    audience_least: int = fact(
        10, source="assumption", evidence=10, low=1, high=100, ge=1, le=1_000_000
    )
    """How many people read it at least: an audience ten times as large is ten times as rare."""
    audience_most: int = fact(
        100_000, source="assumption", evidence=100_000, low=10_000, high=1_000_000, ge=1, le=2**31
    )
    """No audience is larger than this."""

    @model_validator(mode="after")
    def _some_audience(self) -> Self:
        if self.audience_least > self.audience_most:
            raise ValueError(
                f"an audience of at least {self.audience_least} and at most {self.audience_most} "
                "is impossible: audience_least is not above audience_most"
            )
        return self


class Market(Facts):
    """The people among whom a company has its name, and the choice that they have."""

    population: int = fact(0, source="assumption", evidence=1_000_000, ge=0, le=2**33)
    """How many people there are, customers included; 0: only customers, nobody to be won."""
    turns_away: Chance = fact(0.0, source="assumption", evidence=0.01, low=0.001, high=0.05)
    """Chance that somebody would have become a customer, and stays away after a bad story."""
    wins: Chance = fact(0.0, source="assumption", evidence=0.005, low=0.0005, high=0.03)
    """Chance that somebody becomes a customer after a good story: counted, not played."""
    ill_fame: Chance = fact(0.0, source="S002-33", evidence=0.1, grade="D", low=0.0, high=0.5)
    """Share of the people who have always known how bad it is, whatever is published."""
    memory: Duration = fact(30 * DAY, source="assumption", evidence="30d", low="7d", high="180d")
    """How long publications are remembered: they fade by half in it."""
    choice: Chance = fact(0.0, source="S001-38", evidence=0.3, grade="D", low=0.0, high=1.0)
    """Share that is off the inertia of customers, because others offer the same."""
    choice_per_year: float = fact(
        0.0, source="S001-38", evidence=0.1, low=0.0, high=0.5, ge=0, le=10
    )
    """By how much that rises in a year, up to 1."""
