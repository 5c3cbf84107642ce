"""What customers are told of a ticket: a date, how true it is, and news without asking."""

from typing import Literal, Self

from pydantic import model_validator

from ccsim.spec.fields import Chance, Duration, Facts, PositiveDuration, fact
from ccsim.units import DAY


class Promise(Facts):
    """The time that a customer is told."""

    says: PositiveDuration = fact(2 * DAY, source="assumption", evidence="2d")
    """How long it will take, from now."""
    date: Literal["fixed", "estimated"] = "fixed"
    """Always so long from now, or estimated from the queue at the desk and the work to be done."""
    bias: float = fact(
        1.0, source="S001-18", evidence=0.7, grade="D", low=0.3, high=1.5, gt=0, le=10
    )
    """Multiple of the true estimate that is told: below 1 promises too much."""
    sd: Duration = fact(0, source="S001-18", evidence="4h", grade="D", low="0s", high="2d")
    """Standard deviation of the error in an estimated date."""

    @model_validator(mode="after")
    def _errors_of_an_estimate(self) -> Self:
        if self.date == "fixed" and (self.bias != 1.0 or self.sd > 0):
            raise ValueError("bias and sd are errors of an estimate: write date: estimated as well")
        if self.sd > 365 * DAY:
            raise ValueError("an sd of more than a year is no estimate: write 365d or less")
        return self


class Updates(Facts):
    """Messages that go out without being asked for, by their kinds; they cost no agent's time."""

    accepted: Chance = fact(0.0, source="S000-09", evidence=1.0, grade="D", low=0, high=1)
    """Chance of a message when a ticket has been taken in."""
    scheduled: Chance = fact(0.0, source="S000-09", evidence=1.0, grade="D", low=0, high=1)
    """Chance of a message when somebody begins to work on it, or an appointment is made."""
    en_route: Chance = fact(0.0, source="S000-09", evidence=1.0, grade="D", low=0, high=1)
    """Chance of a message when the technician is on the way."""
    done: Chance = fact(0.0, source="S000-09", evidence=1.0, grade="D", low=0, high=1)
    """Chance of a message when the ticket is finished."""


class Trust(Facts):
    """How far broken and kept promises change the belief in the next one."""

    broken: Chance = fact(0.0, source="S002-19", evidence=0.2, grade="D", low=0.05, high=0.5)
    """Chance to ask before a promise is due, for each broken promise that is remembered."""
    kept: Chance = fact(0.0, source="S003-21", evidence=0.05, grade="D", low=0, high=0.5)
    """What each remembered kept promise takes off that chance; less than a broken one adds."""

    @model_validator(mode="after")
    def _asymmetry(self) -> Self:
        if self.kept > self.broken:
            raise ValueError(
                f"kept: {self.kept} is more than broken: {self.broken}; trust is lost faster than "
                "it is won, so write kept at most as high as broken"
            )
        return self
