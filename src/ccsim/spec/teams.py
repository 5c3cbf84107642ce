"""Teams: who is on the phone, when, at what pay, and what they may do and know."""

from typing import Annotated, Literal

from pydantic import Field, field_validator, model_validator

from ccsim.spec.fields import Chance, Duration, Facts, Money, PositiveDuration, fact
from ccsim.spec.needs import AuthorityName
from ccsim.spec.people import Hiring, Learning, Stress, Talents, Turnover
from ccsim.spec.perception import Perception
from ccsim.spec.steering import KpiRegime
from ccsim.spec.superiors import FloorWalkers
from ccsim.units import DAY, MINUTE, SECOND


class Headcount(Facts):
    """Agents at work by interval of the day.

    Where the number falls, the agents with the highest numbers go, each after the present call
    and its after-call work; until then they fill their places, so that never more calls are begun
    than agents are wanted. A team with shrinkage has agents with hours of their own instead.
    """

    agents: list[int]
    """How many are at work in each interval, of a day from midnight, or of a week from Monday."""
    interval: PositiveDuration = 30 * MINUTE
    """Length of the intervals."""
    starts: Duration = 0
    """Where in the day the first interval lies."""

    @model_validator(mode="after")
    def _fits(self) -> "Headcount":
        if any(not 0 <= agents <= 100_000 for agents in self.agents) or not self.agents:
            raise ValueError("agents per interval lie from 0 to 100,000, at least one interval")
        if self.interval < SECOND or DAY % self.interval:
            raise ValueError("interval is at least 1s and divides a day, such as 15m, 30m or 1h")
        if self.starts % self.interval:
            raise ValueError("starts is a whole number of intervals, such as 8h30m of 30m")
        if len(self.agents) * self.interval + self.starts > 7 * DAY:
            raise ValueError("agents per interval fill at most a week")
        return self


class Break(Facts):
    """A break in a shift."""

    after: Duration
    """How long after the start of the shift it begins."""
    length: PositiveDuration
    """How long it takes."""


class Shift(Facts):
    """So many agents who work the same hours."""

    agents: int = Field(ge=0, le=100_000)
    """How many."""
    hours: str
    """When they work, in OpenStreetMap opening_hours syntax."""
    breaks: list[Break] = []
    """Breaks, paid."""


class Shrinkage(Facts):
    """Paid time in which an agent does not take calls (E-SHR-01)."""

    planned: Chance = fact(0.0, source="E-SHR-01", evidence=0.24, grade="C", low=0.1, high=0.35)
    """Share of each shift spent away by plan (training, meetings), one stretch per agent."""
    unplanned: Chance = fact(0.0, source="E-ABS-01", evidence=0.06, grade="D", low=0.03, high=0.12)
    """Chance that an agent does not come to a shift."""


class Team(Facts):
    """Agents with one employer, site, tier, hours and pay."""

    tier: int = Field(1, ge=1, le=9)
    """What their place is called: 1 answers first, higher tiers take what is passed on. A name for
    readers: who answers what is said by the queues, and no result changes with it."""
    employer: str = "in_house"
    """Who employs them: in_house, or a vendor; one of `vendors` is paid by its contract."""
    site: str = "main"
    """Where they sit."""
    hours: str = "24/7"
    """When they work, in OpenStreetMap opening_hours syntax (shifts have their own)."""
    headcount: Headcount | int | None = None
    """How many are at work: one number for all hours, or numbers per interval."""
    shifts: list[Shift] | None = None
    """Shifts, instead of a headcount."""
    shrinkage: Shrinkage = Shrinkage()
    """Time paid and not on calls."""
    pay: Money | None = fact(None, source="E-CST-02", evidence="25 EUR/h", grade="D")
    """Cost of a paid hour; a vendor's team costs what its contract says instead."""
    priority: dict[str, Annotated[int, Field(ge=0, le=1000)]] = {}
    """This team's own priority of single queues, where it differs from the queue's."""
    talk_factor: float = Field(1.0, gt=0, le=20)
    """Handle times of this team relative to the standard."""
    at_once: int = fact(1, source="assumption", evidence=3, low=1, high=5, ge=1, le=12)
    """Chats that one of them has at a time: each is a seat of the person's, paid and busy in part.
    How long a chat takes does not depend on how many the person has just then: that they take
    longer side by side is said by `talk_factor`."""
    knowledge: dict[str, Chance] | Chance = fact(
        1.0, source="assumption", evidence=0.8, grade="D", low=0.6, high=0.95
    )
    """Chance that an agent sees what is really wrong, by need or for all."""
    authority: AuthorityName | None = None
    """What they may do, where it differs from the operating model."""
    script_adherence: Chance | None = None
    """How often they keep to the script, where it differs from the operating model."""
    ownership: Chance | None = None
    """How often they keep a case, where it differs from the operating model."""
    kpi_regime: KpiRegime | None = None
    """What they are measured by, where it differs from the operating model."""
    access: Literal["shows", "override"] = "shows"
    """Whether they only see what the system shows, or may look behind it and override it.

    Who has the authority for exceptions may override in any case, be it with the customer's
    recorded consent.
    """
    floor_walkers: FloorWalkers | None = None
    """Experienced colleagues on the floor, whom an agent who is stuck can ask at once."""
    padding: Literal["kept", "waived"] | None = None
    """Whether the tickets that they open lie by the rules, where it differs likewise."""
    learning: Learning = Learning()
    """How newcomers become old hands."""
    talents: Talents = Talents()
    """How people differ from each other."""
    stress: Stress = Stress()
    """What wears them out."""
    turnover: Turnover = Turnover()
    """Who goes."""
    hiring: Hiring = Hiring()
    """Who comes instead."""
    exposure: Chance = fact(1.0, source="S001-02", evidence=0.2, grade="D", low=0, high=1)
    """How far its calls are within earshot of the managers who listen: 1 on the next floor, less
    at a distance or behind the boundary of another firm, 0 where nobody of them ever listens."""
    courtesy: Chance = fact(0.5, source="S000-11", evidence=0.7, grade="D", low=0, high=1)
    """How courteous they are, from 0 to 1; what they can solve does not depend on it."""
    perception: Perception = Perception()
    """What customers perceive of the place from which they answer."""

    @field_validator("headcount", mode="before")
    @classmethod
    def _list(cls, value: object) -> object:
        return {"agents": value} if isinstance(value, list) else value

    @model_validator(mode="after")
    def _staffed(self) -> "Team":
        if (self.headcount is None) == (self.shifts is None):
            raise ValueError("a team has either a headcount or shifts")
        if isinstance(self.headcount, int) and not 0 <= self.headcount <= 100_000:
            raise ValueError("headcount lies from 0 to 100,000")
        return self

    @property
    def counts_heads(self) -> bool:
        """Whether it is said how many are at work, by interval, and not who."""
        away = self.shrinkage.planned > 0 or self.shrinkage.unplanned > 0
        return isinstance(self.headcount, Headcount) and not away

    @property
    def is_steady(self) -> bool:
        """Whether its agents are all alike, and stay so: nobody learns, tires or leaves."""
        facts = (self.learning, self.talents, self.stress, self.turnover, self.hiring)
        return all(each == type(each)() for each in facts)

    @property
    def size(self) -> int:
        """How many calls they can take at one time, at the most: people x what each has at once."""
        return self.people * self.at_once

    @property
    def people(self) -> int:
        """How many agents there are at the most at one time."""
        if self.shifts is not None:
            return sum(shift.agents for shift in self.shifts)
        if isinstance(self.headcount, Headcount):
            return max(self.headcount.agents)
        return self.headcount or 0
