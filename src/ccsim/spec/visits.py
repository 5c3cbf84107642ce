"""Visits: a technician at the customer's premises, by appointment."""

from typing import Self

from pydantic import Field, model_validator

from ccsim.spec.distributions import Distribution, constant
from ccsim.spec.fields import Chance, Duration, Facts, Money, fact


class Visits(Facts):
    """What part of a department's tickets ends at the customer's door, and how that goes."""

    share: Chance = fact(0.0, source="E-FLD-10", evidence=0.35, grade="C", low=0.2, high=0.5)
    """Share of cases whose ticket needs a visit after the work at the desk: a hidden truth."""
    slots: str = "Mo-Fr 08:00-12:00,13:00-17:00"
    """Appointments, in OpenStreetMap opening_hours syntax: each span is one, touching ones join;
    mornings and afternoons where nothing is said (assumption)."""
    technicians: int = Field(ge=1, le=100_000)
    """How many visits can be made in one slot: with the slots, the visits of a week (S000-12)."""
    lead: Duration = fact(0, source="E-FLD-04", evidence="6d", grade="A", low="0s", high="15d")
    """Time between booking and the earliest slot; full slots come on top (E-FLD-03)."""
    on_site: Distribution
    """Time at the premises."""
    missed: Chance = fact(0.0, source="E-FLD-05", evidence=0.011, grade="A", low=0.01, high=0.07)
    """Chance that the provider does not come: a broken promise."""
    late: Chance = fact(0.0, source="E-FLD-06", evidence=0.07, grade="B", low=0.03, high=0.15)
    """Chance that the technician comes after the end of the slot: a broken promise too."""
    lateness: Distribution = fact(constant("1h"), source="assumption", evidence="{exponential: 1h}")
    """How long after the end of the slot a late technician comes."""
    no_access: Chance = fact(0.0, source="E-FLD-07", evidence=0.08, grade="D", low=0.03, high=0.15)
    """Chance that nobody opens the door in a slot that was given."""
    self_book: Chance = fact(0.0, source="S000-10", evidence=0.5, grade="D", low=0, high=1)
    """Share of customers who choose their slot, and move it, by themselves."""
    no_access_chosen: Chance = fact(
        0.0, source="S000-10", evidence=0.02, grade="D", low=0, high=0.1
    )
    """Chance that nobody opens the door in a slot that the customer chose."""
    cost: Money | None = fact(
        None, source="E-FLD-09", evidence="180 EUR", grade="C", low="120 EUR", high="450 EUR"
    )
    """What a visit costs, whether somebody opens or not."""

    @model_validator(mode="after")
    def _chosen_suits_better(self) -> Self:
        if self.no_access_chosen > self.no_access:
            raise ValueError(
                f"no_access_chosen: {self.no_access_chosen} is more than no_access: "
                f"{self.no_access}; a slot that the customer chose suits at least as well"
            )
        if self.missed + self.late > 1:
            raise ValueError(f"missed and late add up to {self.missed + self.late:g}: at most 1")
        if self.cost is not None and (self.cost.per_ms is not None or self.cost.value < 0):
            raise ValueError("cost is a sum for a visit, at least 0: write it as 180 EUR")
        return self
