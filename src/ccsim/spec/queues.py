"""Queues: who waits where, for how long, and who answers."""

import math
from typing import Literal

from pydantic import Field, field_validator, model_validator

from ccsim.spec.callbacks import Callback
from ccsim.spec.callers import Redialling, takes_time
from ccsim.spec.channels import BETWEEN_COMPANIES, WRITTEN, ChannelName
from ccsim.spec.distributions import NO_TIME, Distribution, constant
from ccsim.spec.fields import Chance, Duration, Facts, PositiveDuration, Rate, fact
from ccsim.spec.ivr import Ivr
from ccsim.units import DAY, MINUTE, SECOND, WEEK


class Forecast(Redialling):
    """Anonymous callers, for planners: so many calls per interval, and no customers behind them."""

    rate: Rate | None = None
    """A constant rate of calls while the queue is said to be open, such as 95/min."""
    calls: list[float] | None = None
    """Expected calls of each interval: of a day from midnight, or of a week from Monday."""
    scale: float = Field(1.0, ge=0, le=100)
    """Multiple of the rate or of all calls: 1 leaves them as written. How sure their level is as a
    whole can be said of it, as a range in `evidence`."""
    interval: PositiveDuration = 30 * MINUTE
    """Length of the intervals of `calls` (a whole part of a day)."""
    starts: Duration = 0
    """Where in the day the first interval of `calls` lies, when they do not begin at midnight."""
    reconnects: Chance = 0.0
    """Chance to call again after having been served (anonymous callers only)."""
    reconnect_delay: Distribution = constant("15m")
    """Time from having been served to calling again (assumption)."""

    @field_validator("calls", mode="before")
    @classmethod
    def _one_or_many(cls, value: object) -> object:
        return [value] if isinstance(value, int | float) and not isinstance(value, bool) else value

    @model_validator(mode="after")
    def _rate_or_calls(self) -> "Forecast":
        takes_time("reconnect_delay", self.reconnect_delay)
        if (self.rate is None) == (self.calls is None):
            raise ValueError("a forecast has either a rate or a list of calls per interval")
        if self.interval < SECOND or DAY % self.interval:
            raise ValueError("interval is at least 1s and divides a day, such as 15m, 30m or 1h")
        for calls in self.calls or []:
            if not 0 <= calls <= 1_000_000 or math.isnan(calls):
                raise ValueError("calls per interval lie from 0 to 1,000,000")
        if self.starts % self.interval:
            raise ValueError("starts is a whole number of intervals, such as 8h30m of 30m")
        if self.calls and len(self.calls) * self.interval + self.starts > WEEK:
            raise ValueError("calls per interval fill at most a week")
        return self


class Overflow(Facts):
    """A second team that helps when the first cannot keep up."""

    to: str
    """The team that helps."""
    after: Duration = 0
    """How long a caller has waited before the other team may take the call."""
    beyond: int = Field(0, ge=0)
    """More callers than this must be waiting (the one taken included)."""


class Onward(Facts):
    """A typed chance that an anonymous caller needs a second service (a further tier)."""

    to: str
    """The next queue."""
    chance: Chance
    """Share of callers that move on."""


class Enquiry(Facts):
    """The company behind: who cannot say how it stands must ask there in turn (S000-08)."""

    at: str
    """The queue of the company behind (channel wholesale)."""
    chance: Chance = fact(1.0, source="S000-08", evidence=0.8, grade="D", low=0.3, high=1.0)
    """Share of questions how it stands that are handed on."""
    after: Duration = fact(0, source="assumption", evidence="30m", low="0s", high="1d")
    """Time until the question is handed on."""


class Queue(Facts):
    """Where callers wait, in order of arrival."""

    teams: list[str] = Field(min_length=1)
    """Who answers: the first team in the list with a free agent."""
    channel: ChannelName = "phone"
    """By what people make contact: email, social and regulator are written, and nobody waits."""
    effort: Duration | None = fact(None, source="assumption", evidence="5m", low="2m", high="20m")
    """Time that a contact takes the customer, where that is not the time from dialling to the end:
    of a written contact, the writing and reading."""
    leaves_silently: Chance = fact(
        0.0, source="E-PAT-07", evidence=0.10, grade="A", low=0.03, high=0.70
    )
    """Of a chat: share of those out of patience who go without telling, and keep their place."""
    silent_time: PositiveDuration = fact(
        MINUTE, source="assumption", evidence="1m", low="20s", high="3m"
    )
    """Time until an agent sees that nobody is there any more."""
    priority: int = Field(5, ge=0, le=1000)
    """Lower numbers are answered first by an agent who serves several queues."""
    hours: str = "24/7"
    """When callers are let in, in OpenStreetMap opening_hours syntax."""
    advertised_hours: str | None = None
    """When callers believe that it is open, where that is not the truth (S002-21): who dials in the
    gap finds it closed, and remembers a broken promise."""
    at_closing: Literal["answered", "cleared"] = "answered"
    """What becomes of callers still waiting at closing time."""
    lines: int | None = Field(None, ge=0)
    """Lines of this queue: callers waiting and talking; beyond them, a busy signal."""
    patience: Distribution | None = None
    """How long a caller of this queue waits before hanging up; else as the segment says."""
    longest_wait: PositiveDuration | None = None
    """After this wait the caller is sent elsewhere (leaves a message)."""
    overflow: Overflow | None = None
    """A second team that helps."""
    enquires: Enquiry | None = None
    """Where whoever answers here asks, when a customer asks how it stands."""
    ivr: Ivr | None = None
    """The menu that callers hear first."""
    callback: Callback | None = None
    """The offer to be called back when the line is long."""
    talk: Distribution = NO_TIME
    """Time on the phone of anonymous callers."""
    wrap_up: Distribution = NO_TIME
    """After-call work for anonymous callers."""
    forecast: Forecast | None = None
    """Anonymous callers of this queue."""
    onward: list[Onward] = []
    """Where anonymous callers go after this service; the chances add up to at most 1."""

    @field_validator("onward", mode="before")
    @classmethod
    def _one_or_many(cls, value: object) -> object:
        return [value] if isinstance(value, dict) else value

    @model_validator(mode="after")
    def _chances(self) -> "Queue":
        if sum(step.chance for step in self.onward) > 1 + 1e-12:
            raise ValueError("the chances to move onward add up to more than 1")
        if len(set(self.teams)) != len(self.teams):
            raise ValueError("teams names a team twice")
        return self

    @model_validator(mode="after")
    def _of_its_channel(self) -> "Queue":
        if self.leaves_silently > 0 and self.channel != "chat":
            raise ValueError(
                f"nobody leaves {self.channel} silently: leaves_silently is for queues of chat"
            )
        if not self.written:
            return self
        waiting = {
            "lines": self.lines, "patience": self.patience, "longest_wait": self.longest_wait
        }  # fmt: skip
        for name, value in waiting.items():
            if value is not None:
                raise ValueError(f"nobody waits on the line of {self.channel}: leave {name} out")
        if self.effort is None and self.channel != BETWEEN_COMPANIES:
            raise ValueError(
                f"{self.channel} needs effort: the time that writing and reading take the customer"
            )
        return self

    @property
    def time_of_customer(self) -> int | None:
        """Time that a contact takes the customer; None: as long as it lasts."""
        return 0 if self.channel == BETWEEN_COMPANIES else self.effort

    @property
    def written(self) -> bool:
        """Whether contacts are deferred work, for which nobody waits."""
        return self.channel in WRITTEN
