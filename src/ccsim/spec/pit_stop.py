"""The pit stop: small groups leave the floor for a week, sit with other functions, and solve."""

from typing import Annotated, Self

from pydantic import Field, model_validator

from ccsim.spec.fields import Chance, Duration, Facts, Money, PositiveDuration, fact
from ccsim.spec.needs import AuthorityName
from ccsim.units import DAY


class Function(Facts):
    """Another function at the table: marketing, sales, communication, technology.

    Whoever sits there can be asked by all of the pit stop at once, and takes no calls. Of causes
    that are `fixable_by` a function the organisation hears there if the function has sent somebody.
    """

    people: int = Field(1, ge=0, le=1000)
    """How many sit there; with nobody the function is not there, and does nothing."""
    pay: Money | None = fact(None, source="assumption", evidence="45 EUR/h")
    """Cost of an hour of theirs: in the hours of the pit stop, while a group is there."""
    needs: list[str] = []
    """The kinds of need whose causes are in their area."""
    knowledge: Chance = fact(0.0, source="assumption", evidence=0.97, low=0.85, high=1)
    """Chance that the pit stop knows such a matter, if that is more than the agent knows."""
    authority: AuthorityName = fact("inform", source="S004-17", evidence="full")
    """What the pit stop may do about such a matter, if that is more than the team may."""


class Uplift(Facts):
    """What those who come back bring along; half of it is gone after the half-life.

    E-PIT-05 (five points of first-contact resolution) is what should come out, and not put in.
    """

    ownership: Chance = fact(0.0, source="S004-24", evidence=0.5, low=0, high=0.9)
    """How far they close the gap to keeping every case."""
    knowledge: Chance = fact(0.0, source="S004-24", evidence=0.15, low=0, high=0.3)
    """How far they close the gap to knowing every matter (to be sized by E-PIT-05)."""
    courtesy: Chance = fact(0.0, source="S004-24", evidence=0.2, low=0, high=0.5)
    """How far they close the gap to full courtesy."""
    pace: float = fact(0.0, source="E-PIT-01", evidence=0.10, grade="A", low=-0.1, high=0.12,
                       gt=-1, le=2)  # fmt: skip
    """How much quicker they talk: handle times are divided by so much more than 1. The trial
    taught to be quick; who learns to solve may as well become slower."""


class Norms(Facts):
    """What those who have been there do to their colleagues on the floor: the culture."""

    spillover: float = fact(0.0, source="E-PIT-02", evidence=0.051, grade="A", low=0.02, high=0.08,
                            ge=0, le=1)  # fmt: skip
    """How much quicker one gets if all colleagues come from the pit stop; a tenth of it if one in
    ten does."""
    knowledge: Chance = fact(0.0, source="S004-25", evidence=0.05, low=0, high=0.2)
    """How far one closes the gap to knowing every matter if all colleagues come from there."""
    conformity: Chance = fact(0.0, source="S004-13", evidence=0.3, low=0, high=0.8)
    """How far everybody's readiness to keep a case goes with that of the team at large."""


class PitStop(Facts):
    """Groups from the floor, one after the other, and what they bring back."""

    team: str
    """The team of the pit stop: one place for each member of a group, with hours, pay, authority,
    script and ownership of its own. What its people know and how they talk they bring along."""
    floor: str
    """The team whose people are sent, a group at a time."""
    size: int = fact(8, source="E-PIT-04", evidence=8, low=4, high=12, ge=1, le=10_000)
    """How many go at a time: first those who have never been there, then those for whom it is
    longest ago, by lot."""
    stay: PositiveDuration = fact(7 * DAY, source="S004-15", evidence="1w", low="1w", high="4w")
    """How long they stay."""
    every: PositiveDuration = fact(7 * DAY, source="S004-15", evidence="1w", low="1w", high="12w")
    """From one group's beginning to the next one's."""
    starts: Duration = fact(0, source="assumption", evidence="8w", low="0s", high="26w")
    """When the first group begins, from the start of the run."""
    rotations: Annotated[int, Field(ge=1)] | None = None
    """How many groups are sent; without a number as long as the run lasts."""
    functions: dict[str, Function] = {}
    """People of other functions who sit with them, by name."""
    script_adherence_after: Chance | None = fact(
        None, source="S004-23", evidence=0.5, low=0, high=0.95
    )
    """How often those who have been there keep to the script from then on: how much of the corset
    is loosened is decided once, for all of them; else as before."""
    uplift: Uplift = Uplift()
    """What those who come back bring along."""
    half_life: Duration = fact(42 * DAY, source="E-PIT-03", evidence="6w", low="3w", high="26w")
    """After this time half of the uplift is gone; another week there renews it."""
    norms: Norms = Norms()
    """What they do to their colleagues."""
    implementation_fidelity: Chance = fact(1.0, source="S004-26", evidence=1.0, low=0.3, high=1)
    """How far it is really done as it is preached: 0 takes people out and changes nothing. What
    they may do (`authority`) does not depend on it."""

    @model_validator(mode="after")
    def _whole_days(self) -> Self:
        for name in ("stay", "every", "starts"):
            if getattr(self, name) % DAY:
                raise ValueError(f"{name} is whole days: groups come and go at midnight")
        if self.every < self.stay:
            words = f"every is {self.every // DAY} days, and they stay {self.stay // DAY}"
            raise ValueError(f"{words}: a group leaves before the next one comes")
        return self
