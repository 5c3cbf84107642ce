"""When the simulated weeks are, and which clock the people in them keep."""

import datetime as dt
from typing import Final

from pydantic import Field, field_validator, model_validator

from ccsim.spec.fields import Facts, TimeZone

FIRST_YEAR: Final = 1900
LAST_YEAR: Final = 2200
"""Between them lie the days that calendars, time zones and public holidays know of."""
MOST_WEEKS: Final = 1040
"""Twenty years."""


class Calendar(Facts):
    """The simulated stretch of time, with its time zone and public holidays."""

    start: dt.date = dt.date(2026, 1, 5)
    """The first simulated day (a Monday, unless another day is wanted)."""
    weeks: int = Field(0, ge=0, le=MOST_WEEKS)
    """How many weeks are simulated, warm-up included."""
    days: int = Field(0, ge=0, le=3650)
    """Days added to the weeks."""
    warm_up_weeks: int = Field(0, ge=0)
    """Weeks at the start that count for nothing: the centre fills up first."""
    warm_up_days: int = Field(0, ge=0)
    """Days added to the weeks of warm-up."""
    time_zone: TimeZone = "UTC"
    """The time zone of all opening hours, by its IANA name, such as Europe/Madrid."""
    holidays: str | None = None
    """Whose public holidays PH means in opening hours: a country, or country and region (ES-GA)."""

    @field_validator("start")
    @classmethod
    def _of_our_time(cls, start: dt.date) -> dt.date:
        if not FIRST_YEAR <= start.year <= LAST_YEAR:
            raise ValueError(
                f"{start.isoformat()} lies too far away: a start is a day from {FIRST_YEAR} to "
                f"{LAST_YEAR}, such as 2026-01-05"
            )
        return start

    @model_validator(mode="after")
    def _long_enough(self) -> "Calendar":
        if self.total_days < 1:
            raise ValueError("weeks and days together make at least one day")
        if self.total_days > 4095:
            raise ValueError("a run is at most 4,095 days long")
        if self.warm_up_total_days >= self.total_days:
            raise ValueError(
                f"the warm-up ({self.warm_up_total_days} days) leaves nothing of "
                f"{self.total_days} days to measure"
            )
        return self

    @property
    def total_days(self) -> int:
        """Simulated days, warm-up included."""
        return self.weeks * 7 + self.days

    @property
    def warm_up_total_days(self) -> int:
        """Days at the start that are not measured."""
        return self.warm_up_weeks * 7 + self.warm_up_days
