"""Customers, in segments: how patient, how persistent, and what makes them leave."""

from typing import Self

from pydantic import Field, model_validator

from ccsim.spec.callers import Redialling, takes_time
from ccsim.spec.channels import Doors
from ccsim.spec.distributions import FOREVER, Distribution, constant
from ccsim.spec.fields import Chance, Duration, Facts, Money, PositiveDuration, fact
from ccsim.spec.promises import Trust
from ccsim.spec.regulator import Complains, Sla
from ccsim.spec.reputation import Tells
from ccsim.spec.sales import CrossSell
from ccsim.units import DAY


class Leaving(Facts):
    """The leaving hazard: fed by open time first, then by effort and broken promises (E-CHU-05)."""

    monthly: Chance = fact(0.0, source="E-CHU-01", evidence=0.016, grade="A", low=0.009, high=0.03)
    """Chance to leave in a month when nothing is wrong."""
    open_case: float = fact(
        0.0, source="E-CHU-03", evidence=4.0, grade="D", low=1.0, high=7.0, ge=0, le=100
    )
    """Added multiple of the hazard for a case open for `open_case_after`, linear before."""
    open_case_after: PositiveDuration = 14 * DAY
    """How long a case is open until `open_case` weighs in full (assumption)."""
    effort_per_hour: float = fact(
        0.0, source="E-CHU-08", evidence=0.5, grade="D", low=0.0, high=2.0, ge=0, le=100
    )
    """Added multiple of the hazard per remembered hour on the phone."""
    broken_promise: float = fact(
        0.0, source="assumption", evidence=0.5, grade="D", low=0.0, high=2.0, ge=0, le=100
    )
    """Added multiple of the hazard per remembered broken promise."""
    compounded: float = fact(
        0.0, source="S000-07", evidence=1.0, grade="D", low=0.0, high=4.0, ge=0, le=100
    )
    """Added multiple of the hazard per remembered ticket that made things worse: distress."""
    unsolved: float = fact(
        0.0, source="E-CHU-03", evidence=4.0, grade="D", low=1.0, high=7.0, ge=0, le=100
    )
    """Added multiple of the hazard per remembered case that ended unsolved: the customer gave it
    up, or it came too late."""
    outage_loss: float = fact(
        0.0, source="assumption", evidence=1.0, low=0.0, high=4.0, ge=0, le=100
    )
    """Added multiple of the hazard per remembered outage loss of a month's margin (S001-08)."""
    friends: float = fact(0.0, source="S002-01", evidence=0.5, low=0.0, high=2.0, ge=0, le=100)
    """Added multiple of the hazard per remembered bad story of a friend."""
    publications: float = fact(0.0, source="S002-01", evidence=1.0, low=0.0, high=4.0, ge=0, le=100)
    """Added multiple of the hazard where everybody remembers a bad publication."""
    sensitivity: float = fact(1.0, source="S003-11", evidence=2.0, low=0.5, high=4.0, ge=0, le=100)
    """How strongly they react: a factor on all that is added to the hazard."""
    inertia: Chance = fact(0.0, source="S001-38", evidence=0.5, grade="D", low=0.2, high=0.8)
    """Share of that which the trouble of switching holds back; `market.choice` takes off it."""
    memory: Duration = fact(90 * DAY, source="E-CHU-03", evidence="90d", grade="D")
    """How long effort, broken promises, distress, unsolved cases and stories are remembered: they
    fade by half in it."""


class Persistence(Facts):
    """How customers differ in how soon they stop trying (S002-30, E-PAT-08)."""

    spread: float = fact(0.0, source="assumption", evidence=1.0, low=0.0, high=1.5, ge=0, le=2)
    """Coefficient of variation of a customer's own factor (mean 1) on `gives_up`; 0: all alike."""
    tires: float = fact(0.0, source="E-PAT-08", evidence=0.2, low=0.0, high=1.0, ge=0, le=4)
    """Added multiple of `gives_up` for each attempt before."""


class Segment(Redialling, Doors):
    """A kind of customer: households, businesses, corporate clients."""

    count: int = Field(ge=0, le=2**24 - 1)
    """How many customers there are at the start."""
    margin: Money | None = fact(None, source="E-CLV-01", evidence="15 EUR/month", grade="D")
    """What a customer brings in a month; a leaver takes it away."""
    lifetime_value: Money | None = fact(
        None, source="E-CLV-01", evidence="540 EUR", grade="D", low="360 EUR", high="900 EUR"
    )
    """What a customer who stays would bring in all (24 to 60 months of margin)."""
    patience: Distribution = fact(
        FOREVER, source="E-PAT-01", evidence="{weibull: {mean: 15m, shape: 0.8}}", grade="B",
        low="6m", high="35m",
    )  # fmt: skip
    """How long they would wait before they hang up (the range is that of the mean)."""
    gives_up: Chance = fact(0.0, source="E-PAT-08", evidence=0.12, grade="D", low=0.03, high=0.35)
    """Chance to stop trying, in silence, after a contact that did not solve the case."""
    gives_up_per_pass: Chance = fact(
        0.0, source="S001-34", evidence=0.05, grade="D", low=0.0, high=0.3
    )
    """Chance to throw in the towel whenever they are passed on during a call."""
    persistence: Persistence = Persistence()
    """How much they differ in that, and whether it grows with each attempt."""
    repeat_delay: Distribution = fact(
        constant("1d"), source="E-FCR-06", evidence="hyperexponential, 75 % within 3 days"
    )
    """Time from a contact that did not solve the case to the next attempt."""
    chases: Chance = fact(0.0, source="E-FLD-08", evidence=0.48, grade="C", low=0.2, high=0.6)
    """Chance to call about a promise that is missed, or was never given."""
    chase_delay: Distribution = fact(
        constant("1d"), source="assumption", evidence="{exponential: 1d}"
    )
    """Time from a missed promise to the call about it."""
    chase_without_promise: Distribution = fact(
        constant("3d"), source="assumption", evidence="{exponential: 3d}"
    )
    """Time until a customer without any promised date calls about it."""
    rank: int = fact(0, source="S004-21", evidence=1, ge=0, le=9)
    """How high they stand with departments that take the highest rank first; 0 is everybody."""
    complains: Complains = Complains()
    """What makes them complain to the regulator."""
    sla: Sla | None = None
    """What their contract promises them, and what is credited where it is missed."""
    loss_per_hour: Money | None = fact(
        None, source="assumption", evidence="30 EUR/h", low="1 EUR/h", high="300 EUR/h"
    )
    """What an hour costs them in which a need that stops their business is not met (S001-08)."""
    leaving: Leaving = Leaving()
    """What makes them leave."""
    tells: Tells = Tells()
    """Whom they tell of what they live through."""
    cross_sell: CrossSell = CrossSell()
    """Whether they buy more after a case was solved."""
    deterred: Chance = fact(0.0, source="S002-33", evidence=0.2, grade="D", low=0.0, high=0.5)
    """Chance not even to call about a need, where everybody knows that it would be of no use."""
    expectation_drift: float = fact(
        0.0, source="S003-14", evidence=0.05, low=0.0, high=0.2, ge=0, le=2
    )
    """Share of what is missing to full satisfaction that is lost once more with each year, because
    customers come to expect more."""
    trust: Trust = Trust()
    """Whether they believe a promise after others were broken or kept."""
    update_calms: Chance = fact(
        0.0, source="E-PRO-01", evidence=0.5, grade="C", low=0.15, high=0.75
    )
    """How much a message takes off the chance of the next call about a promise."""

    @model_validator(mode="after")
    def _delays(self) -> Self:
        takes_time("repeat_delay", self.repeat_delay)
        takes_time("chase_delay", self.chase_delay)
        takes_time("chase_without_promise", self.chase_without_promise)
        return self
