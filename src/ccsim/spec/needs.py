"""What customers need: how often, who can give it, and what it takes."""

from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from ccsim.spec.causes import MOST_CAUSES, Cause
from ccsim.spec.channels import Share, add_up_to_one
from ccsim.spec.demand import Profile
from ccsim.spec.distributions import Distribution, constant
from ccsim.spec.fields import Chance, Duration, Facts, Money, Name, fact
from ccsim.spec.regulator import Deadline

AuthorityName = Literal["inform", "adjust", "exception", "full"]


class Breeds(Facts):
    """Another need that may come of a case: an order entered wrongly, a line cut too early."""

    need: str
    """What it is that comes of it."""
    chance: Chance
    """How often it does."""
    when: Literal["opened", "resolved", "ticket_done"] = "resolved"
    """What of the case brings it about."""
    delay: Distribution = constant("1d")
    """Time until it is felt; what falls before the next midnight is felt after it
    (assumption)."""
    before: Duration = 0
    """So much before the end of the delay it is felt: a line is cut 18 hours before the switch."""
    announced: Chance = fact(0.0, source="S002-13", evidence=0.8, low=0, high=1)
    """Chance that the customer has been told of it, and so does not call about it."""


class Need(Facts):
    """A kind of problem, with the hidden truth that decides who can solve it."""

    per_customer_year: float = Field(ge=0, le=365)
    """How often it arises, per customer and year, of its own accord (E-ARR-05, E-ARR-09)."""
    by_segment: dict[str, Annotated[float, Field(ge=0, le=1000)]] = {}
    """Multiple of the frequency for single segments; a segment that is not named has 1."""
    profile: Profile | None = None
    """Shape of the week and the day, where it differs from that of all demand."""
    queue: str
    """The queue that customers with this need call."""
    queue_by_segment: dict[str, str] = {}
    """Another queue for single segments."""
    channels: list[Share] = []
    """Mix of channels: shares of first contacts that go to other queues than the line (S004-01)."""
    specialists: str | None = None
    """The queue that a colleague without the knowledge transfers it to, if there is one."""
    mistaken_for: dict[str, Chance] = fact({}, source="S002-26")
    """Other kinds, and the chance that an agent who does not see the cause takes it for one of
    them: the caller is passed to the specialists of that kind, or to the queue that it calls."""
    passed_to: list[str] = fact([], source="S002-07")
    """Queues that an agent who passes the buck chooses from; else the specialists."""
    owner: str | None = None
    """The department that owns the cause."""
    authority: AuthorityName = "inform"
    """What an agent must be allowed to do to solve it."""
    off_script: Chance = fact(0.0, source="E-SCR-01", evidence=0.35, grade="D", low=0.15, high=0.6)
    """Share whose cause the script does not cover: invisible to one who only reads the script."""
    back_office: Chance = fact(0.0, source="E-FLD-10", evidence=0.35, grade="C", low=0.2, high=0.5)
    """Share that needs work by the owning department, whoever takes the call."""
    self_service: Chance = fact(
        0.0, source="E-IVR-03", evidence=0.15, grade="C", low=0.05, high=0.4
    )
    """Share that a machine could serve: whom the menu contains beyond them, it has not helped."""
    data_error: Chance = fact(0.0, source="S003-02", evidence=0.05, grade="D", low=0, high=0.2)
    """Share for which the system shows something wrong: only who may override it finds out."""
    mandatory_time: Duration = fact(0, source="S000-14", evidence="1m", low="0s", high="5m")
    """Time of the safety steps that every agent takes, script or not, at any pace."""
    obstacles: int = fact(0, source="S001-37", evidence=2, low=0, high=5, ge=0, le=20)
    """How often the customer is put off by those who may do it, before it is done."""
    cancels: bool = False
    """Whether this is a cancellation: the customer leaves in the night after it is resolved."""
    clock: Literal["repair", "installation"] | None = None
    """Whose clock runs for it: faults are counted in 2 working days, new lines in 12 (E-REG-01)."""
    stops_business: bool = False
    """Whether the customer cannot work while it lasts: an outage."""
    deadline: Deadline | None = None
    """By when it must be met to be of use."""
    cost_per_day: Money | None = fact(None, source="assumption", evidence="5 EUR/day")
    """What each day costs the customer until it is met, given up, or has expired (S003-03)."""
    talk: Distribution
    """Time on the phone with an agent, without what hand-overs and re-explaining add."""
    wrap_up: Distribution | None = fact(None, source="E-AHT-06", evidence="75s", grade="D")
    """After-call work; else as the operating model says."""
    breeds: list[Breeds] = []
    """Other needs that may come of such a case."""
    recurs: Chance = fact(0.0, source="E-FCR-08", evidence=0.05, grade="B", low=0.01, high=0.15)
    """Chance that what was solved comes back: the symptom was cured, the cause was not."""
    recurs_after: Distribution = fact(
        constant("7d"), source="assumption", evidence="{exponential: 14d}"
    )
    """Time until it is felt again; what falls before the next midnight is felt after it."""
    causes: dict[Name, Cause] = fact({}, source="S000-18")
    """Causes that could be removed, by name; what they do not bring about arises in any case.
    What is born of another case, or of an incident, has that for its cause."""

    @model_validator(mode="after")
    def _caused_once(self) -> Self:
        if sum(cause.share for cause in self.causes.values()) > 1 + 1e-12:
            raise ValueError("the shares of causes add up to more than 1")
        if len(self.causes) > MOST_CAUSES:
            raise ValueError(f"a need has at most {MOST_CAUSES} causes")
        return self

    @model_validator(mode="after")
    def _shares(self) -> Self:
        add_up_to_one("channels", self.channels)
        return self

    @model_validator(mode="after")
    def _mistaken(self) -> Self:
        if sum(self.mistaken_for.values()) > 1 + 1e-12:
            raise ValueError("the chances of mistaken_for add up to more than 1")
        return self

    @model_validator(mode="after")
    def _born_once(self) -> Self:
        named = [one.need for one in self.breeds]
        for name in named:
            if named.count(name) > 1:
                raise ValueError(f"breeds names {name!r} twice: write one entry with one chance")
        return self
