"""The regulator: to whom customers complain, what it demands, and what it finds when it looks."""

from typing import Literal, Self

from pydantic import Field, model_validator

from ccsim.spec.distributions import Distribution
from ccsim.spec.fields import Chance, Duration, Facts, Money, fact
from ccsim.spec.reports import Reporting

WorkingDays = Literal["Mo-Fr", "Mo-Sa"]
Party = Literal["person", "provider"]


class Target(Facts):
    """So many of these cases solved within so many working days."""

    needs: list[str] = Field(min_length=1)
    """The kinds of need that it is about."""
    within: int = fact(2, source="E-REG-01", evidence=2, grade="A", low=1, high=20, ge=1, le=40)
    """Working days after the day of the first attempt; the last of them counts to its end."""
    share: Chance = fact(0.7, source="E-REG-01", evidence=0.7, grade="A", low=0.6, high=0.9)
    """Share of the cases that must be solved by then."""


class Inspections(Facts):
    """A look at open cases that nobody has complained about (S001-27)."""

    cases_per_month: float = fact(
        0.0, source="assumption", evidence=100, low=10, high=1000, ge=0, le=1_000_000
    )
    """How many open cases that have a target are looked at, in a month."""
    detects: Chance = fact(1.0, source="assumption", evidence=0.8, low=0.3, high=1.0)
    """Chance that a case beyond its target is found to be so."""


class Intervention(Facts):
    """What the regulator does when too many complain to it (S000-04)."""

    complaints_per_100k: float = fact(
        100.0, source="assumption", evidence=100, low=20, high=200, gt=0, le=1_000_000
    )
    """More complaints than these, per 100,000 customers and year, in a period bring it on. At which
    level a regulator steps in, no study says; how many complain is E-REG-05."""
    tightens: Chance = fact(0.05, source="assumption", evidence=0.05, low=0.01, high=0.2)
    """Share by which every target rises at the end of such a period."""
    most: Chance = fact(0.95, source="assumption", evidence=0.95, low=0.8, high=1.0)
    """No target rises beyond this share."""


class Regulator(Facts):
    """Who watches over the company from outside."""

    queue: str | None = None
    """The queue of those who treat what the regulator passes on, as a rule with full authority."""
    working_days: WorkingDays = "Mo-Fr"
    """Which days count; public holidays of the calendar never do."""
    targets: dict[str, Target] = {}
    """What the regulator demands, by name."""
    measure_party: Party = fact("person", source="S000-16", evidence="provider", grade="D")
    """Whose clock targets, inspections, and the published shares of repairs and installations read:
    the person's, from the first attempt until solved in truth; or the provider's, who orders the
    work: each ticket from its opening until its department is done, whatever is true."""
    period: Literal["month", "quarter"] = "quarter"
    """How often the targets are held against what was done."""
    inspects: Inspections | None = None
    """Inspections without a complaint."""
    fine: Money | None = fact(None, source="assumption", evidence="1000 EUR")
    """What a breach costs that an inspection finds."""
    fine_per_point_missed: Money | None = fact(None, source="assumption", evidence="10000 EUR")
    """What each point costs by which a target is missed in a period."""
    intervenes: Intervention | None = None
    """Whether complaints make it tighten its targets, and when."""
    reporting: Reporting | None = None
    """The duty to publish figures at the end of each period; without it nobody sees them."""


class Complains(Facts):
    """The chance to complain to the regulator: per open case and night, fed by what went wrong."""

    monthly: Chance = fact(0.0, source="E-REG-06", evidence=0.01, grade="D", low=0.001, high=0.05)
    """Chance in a month, while a case is open and the customer still tries."""
    after: Duration = fact(0, source="assumption", evidence="7d", low="0s", high="28d")
    """A case must have been open for so long: the operator is asked first."""
    per_week_open: float = fact(0.0, source="E-REG-11", evidence=0.5, low=0, high=2, ge=0, le=100)
    """Added multiple of the chance for each week that the case is open."""
    broken_promise: float = fact(0.0, source="E-REG-08", evidence=1.0, low=0, high=4, ge=0, le=100)
    """Added multiple of the chance per remembered broken promise."""
    failed_contact: float = fact(0.0, source="S002-29", evidence=0.5, low=0, high=2, ge=0, le=100)
    """Added multiple of the chance for each attempt that did not solve the case."""


class Sla(Facts):
    """A contractual minimum of quality, and what is paid where it is missed (S001-26)."""

    repair_within: int = fact(
        2, source="E-REG-02", evidence=2, grade="A", low=1, high=5, ge=1, le=40
    )
    """Working days within which a repair is done (needs with `clock: repair`)."""
    credit: Money = fact(..., source="E-REG-02", evidence="8 EUR/day", grade="A")
    """What the customer is credited for each day begun after that."""
    claimed: Chance = fact(1.0, source="E-REG-03", evidence=0.14, grade="A", low=0.1, high=1.0)
    """Share of the credits that is paid: all of them, unless the customer must claim them."""
    missed_visit: Money | None = fact(None, source="E-REG-02", evidence="25 EUR", grade="A")
    """What the customer is credited for an appointment to which nobody came, likewise claimed."""


class Deadline(Facts):
    """By when a case must be solved to be of use (S003-03, S003-22)."""

    after: Distribution
    """Time from the first attempt to the deadline: how urgent such cases are."""
    expires: bool = True
    """Whether the case ends with the deadline: what could be lost is lost."""

    @model_validator(mode="after")
    def _time_passes(self) -> Self:
        if self.after.mean_ms < 1:
            raise ValueError("after is longer than zero: a deadline lies ahead of the call")
        return self
