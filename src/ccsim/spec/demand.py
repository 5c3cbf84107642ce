"""How demand is spread over the week and the day, and how much days differ."""

import datetime as dt
from typing import Literal

from pydantic import Field, model_validator

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


class Peak(Facts):
    """Days on which more needs arise, known beforehand: a bill run, a campaign."""

    dates: list[dt.date] = []
    """Single dates."""
    days_of_month: list[int] = []
    """Days of every month, from 1 to 31."""
    needs: list[str] = []
    """The kinds of need that become more frequent; all where none is named."""
    factor: float = Field(ge=0, le=100)
    """Multiple of their frequency on these days."""

    @model_validator(mode="after")
    def _some_day(self) -> "Peak":
        if not self.dates and not self.days_of_month:
            raise ValueError("a peak has its dates, or days_of_month such as [1, 2]")
        if any(not 1 <= day <= 31 for day in self.days_of_month):
            raise ValueError("days_of_month lie from 1 to 31")
        return self

    def is_on(self, day: dt.date) -> bool:
        """Whether a day is one of them."""
        return day in self.dates or day.day in self.days_of_month


class Demand(Facts):
    """What all needs and forecasts share: the shape of the week, and busy days."""

    profile: Profile = Profile()
    """Shape of the week and the day, for needs without a profile of their own."""
    busy_day_cv: float = fact(
        0.0, source="E-ARR-04", evidence=0.10, grade="D", low=0.05, high=0.25, ge=0, le=2
    )
    """Coefficient of variation of the busy-day factor, a Gamma with mean 1 for a whole day."""
    peaks: list[Peak] = []
    """Days known beforehand on which more needs arise: bill runs, campaigns."""
