"""How demand is spread over the week and the day, and how much days differ."""

from typing import Literal

from pydantic import model_validator

from ccsim.spec.fields import Facts, fact

Weekday = Literal["Mo", "Tu", "We", "Th", "Fr", "Sa", "Su"]
WEEKDAYS: tuple[Weekday, ...] = ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su")


class Profile(Facts):
    """Relative weights of weekdays and of the times of a day."""

    weekday: dict[Weekday, float] = {}
    """Weight of each weekday; a weekday that is not named weighs 1."""
    day: list[float] = []
    """Weights of equal parts of the day from midnight: 24 for hours, 48 for half-hours."""

    @model_validator(mode="after")
    def _weights(self) -> "Profile":
        if self.day and (len(self.day) > 288 or 288 % len(self.day)):
            raise ValueError("day holds 24, 48, 96 or another number of weights that divides 288")
        for name, weights in (("weekday", list(self.weekday.values())), ("day", self.day)):
            if any(weight < 0 for weight in weights):
                raise ValueError(f"weights of {name} are not negative")
        if (self.day and not sum(self.day)) or (len(self.weekday) == 7 and not self.weight_of_week):
            raise ValueError("at least one weight lies above zero")
        return self

    @property
    def weight_of_week(self) -> float:
        """The sum of the seven weekday weights."""
        return sum(self.weekday.get(day, 1.0) for day in WEEKDAYS)


class Demand(Facts):
    """What all needs and forecasts share: the shape of the week, and busy days."""

    profile: Profile = Profile()
    """Shape of the week and the day, for needs without a profile of their own."""
    busy_day_cv: float = fact(
        0.0, source="E-ARR-04", evidence=0.10, grade="D", low=0.05, high=0.25, ge=0, le=2
    )
    """Coefficient of variation of the busy-day factor, a Gamma with mean 1 for a whole day."""
