"""Departments: who does the work behind the phone, when, and what they promise."""

from pydantic import Field

from ccsim.spec.distributions import Distribution, constant
from ccsim.spec.fields import Chance, Facts, PositiveDuration, fact


class Promise(Facts):
    """The time that a customer is told."""

    says: PositiveDuration = fact(2 * 86_400_000, source="assumption", evidence="2d")
    """How long it will take, from now."""


class Department(Facts):
    """The owner of back-office tickets, with its own opening hours and capacity."""

    hours: str = "24/7"
    """When they work, in OpenStreetMap opening_hours syntax."""
    site: str = fact("main", source="S002-06")
    """Where they sit."""
    staff: int = Field(ge=0, le=100_000)
    """How many tickets are worked on at one time."""
    work: Distribution
    """Working time of a ticket (counts in open hours only)."""
    promise: Promise | None = None
    """What customers are told; none means a ticket without a date."""
    right_first_time: Chance = fact(
        1.0, source="E-FCR-04", evidence=0.65, grade="B", low=0.60, high=0.70
    )
    """Chance that a finished ticket has cured the cause (S000-05)."""
    status_talk: Distribution = fact(constant("3m"), source="assumption", evidence="3m")
    """Time on the phone with a customer who asks how it stands."""
