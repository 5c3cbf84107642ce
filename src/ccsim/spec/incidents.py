"""Incidents: one cause that strikes many customers at once, and one repair that helps them all."""

import datetime as dt

from pydantic import field_validator, model_validator

from ccsim.spec.distributions import NO_TIME, Distribution
from ccsim.spec.fields import Chance, Facts, PositiveDuration, fact
from ccsim.units import DAY


class Incident(Facts):
    """An outage: when it begins, whom it strikes, how soon they notice, and when it is repaired."""

    need: str
    """The kind of need that it brings about; that kind may be rare otherwise."""
    at: dt.datetime
    """When it begins, on the local clock, such as 2026-02-03 10:00."""
    every: PositiveDuration | None = None
    """It comes again after so long, until the end of the run; whole days (10d)."""
    strikes: dict[str, Chance]
    """Share of the customers of each segment whom it strikes."""
    repair: Distribution
    """Time from its beginning until one repair ends it for everybody."""
    notices: Distribution = NO_TIME
    """Time until a customer who is struck notices, and calls when the line is open."""
    announced: Chance = fact(0.0, source="E-CHU-09", evidence=0.8, grade="C", low=0, high=1)
    """Share of those who are struck to whom it is announced, with when it will be repaired."""
    announcement_calms: Chance = fact(
        0.5, source="E-PRO-01", evidence=0.5, grade="C", low=0.15, high=0.75
    )
    """Chance that who is told does not call about it."""

    @field_validator("at")
    @classmethod
    def _on_the_local_clock(cls, at: dt.datetime) -> dt.datetime:
        if at.tzinfo is not None:
            raise ValueError("it begins on the local clock of the calendar: leave the zone out")
        return at

    @field_validator("strikes")
    @classmethod
    def _somebody(cls, strikes: dict[str, float]) -> dict[str, float]:
        if not strikes:
            raise ValueError("it strikes nobody: name a segment and its share, such as {home: 0.2}")
        return strikes

    @model_validator(mode="after")
    def _whole_days(self) -> "Incident":
        if self.every is not None and self.every % DAY:
            raise ValueError("every is a number of whole days, such as 10d: it keeps its hour")
        return self

    def begins(self, first: dt.date, days: int) -> list[dt.datetime]:
        """All the local times at which it begins, in a run of so many days."""
        end = dt.datetime.combine(first + dt.timedelta(days=days), dt.time())
        times, at = [], self.at
        while at < end:
            if at.date() >= first:
                times.append(at)
            if self.every is None:
                break
            at += dt.timedelta(milliseconds=self.every)
        return times
