"""Departments: who does the work behind the phone, when, and what they promise."""

from typing import Literal, Self

from pydantic import Field, model_validator

from ccsim.spec.distributions import Distribution, constant
from ccsim.spec.fields import Chance, Duration, Facts, Money, fact
from ccsim.spec.promises import Promise, Updates
from ccsim.spec.visits import Visits


class Region(Facts):
    """What is different where the customers of one segment live (S000-19)."""

    right_first_time: Chance | None = None
    """Chance that a finished ticket has cured the cause, where it is another one here."""
    work_factor: float = Field(1.0, gt=0, le=20)
    """Working times here relative to the standard."""


class Department(Facts):
    """The owner of back-office tickets, with its own opening hours and capacity."""

    hours: str = "24/7"
    """When they work, in OpenStreetMap opening_hours syntax."""
    site: str = fact("main", source="S002-06")
    """Where they sit."""
    staff: int = Field(ge=0, le=100_000)
    """How many tickets are worked on at one time."""
    pay: Money | None = fact(None, source="assumption", evidence="25 EUR/h")
    """Cost of a paid hour of one of them, whether there is work or not."""
    work: Distribution
    """Working time of a ticket (counts in open hours only)."""
    promise: Promise | None = None
    """What customers are told; none means a ticket without a date."""
    right_first_time: Chance = fact(
        1.0, source="E-FCR-04", evidence=0.65, grade="B", low=0.60, high=0.70
    )
    """Chance that a finished ticket has cured the cause (S000-05)."""
    recovers: Chance = fact(0.0, source="E-FCR-04", evidence=0.20, grade="B", low=0.15, high=0.25)
    """Chance that it is a bit wrong, known, and put right at a second attempt (S000-06)."""
    recovery_delay: Distribution = fact(
        constant("1d"), source="assumption", evidence="{exponential: 1d}"
    )
    """Time until the second attempt begins."""
    compounds: Chance = fact(0.0, source="E-FCR-04", evidence=0.15, grade="B", low=0.05, high=0.25)
    """Chance that it is wrong and makes the case worse (S000-07)."""
    compounds_into: str | None = None
    """The need that a ticket gives rise to which made the case worse; it is felt the next day."""
    right_after_compounding: Chance | None = fact(None, source="assumption", evidence=0.4)
    """Chance to be right first time at a case that was made worse before; else as ever."""
    passes_to: str | None = None
    """The department that gets the tickets which this one hands on."""
    passes_on: list[Chance] = fact([], source="E-TRF-03", evidence="[0.44, 0.48, 0.51, 0.65]")
    """Chance to hand a ticket on after the work, by how often that was done: never yet, once …
    The last one holds for all that follow: the more often passed, the likelier to be passed again.
    """
    fixes_on_spot: Chance = fact(0.0, source="S000-15", evidence=0.5, low=0, high=1)
    """Chance that a ticket which would be handed on is done on the spot instead."""
    takes_first: Literal["oldest", "highest_rank"] = "oldest"
    """Which ticket is taken up next: the one that waits longest, or first those of a higher rank
    (S004-21)."""
    padding: Duration = fact(0, source="S004-19", evidence="1d", low="0s", high="5d")
    """Time that a ticket lies by the rules of the process before it may be taken up."""
    by_segment: dict[str, Region] = {}
    """What is different for the customers of single segments."""
    status_talk: Distribution = fact(constant("3m"), source="assumption", evidence="3m")
    """Time on the phone with a customer who asks how it stands."""
    follows_up: Chance = fact(0.0, source="S002-08", evidence=0.5, grade="D", low=0, high=1)
    """Chance that a missed promise is noticed, and a new date told before the customer asks."""
    updates: Updates = Updates()
    """Messages to the customer without being asked."""
    visits: Visits | None = None
    """Visits at the customer's premises; none means that all work is done at the desk."""

    @model_validator(mode="after")
    def _outcomes(self) -> Self:
        regions = [region.right_first_time for region in self.by_segment.values()]
        for right in (self.right_first_time, self.right_after_compounding, *regions):
            if right is not None and right + self.recovers + self.compounds > 1 + 1e-9:
                raise ValueError(
                    f"right first time {right:g}, recovers {self.recovers:g} and compounds "
                    f"{self.compounds:g} are more than 1 together: what is left is not cured"
                )
        if any(self.passes_on) and self.passes_to is None:
            raise ValueError("passes_on needs passes_to: the department that gets the ticket")
        return self
