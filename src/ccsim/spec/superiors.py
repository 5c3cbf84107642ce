"""Superiors and helpers: who can be asked when an agent may not act, or does not know."""

from typing import Literal

from pydantic import Field

from ccsim.spec.fields import Chance, Duration, Facts, Money, fact
from ccsim.spec.needs import AuthorityName


class Superiors(Facts):
    """What a caller meets who is to speak with somebody of wider authority.

    What a real superior may do and knows is a fact of the team of the escalation queue: one may
    be there and lack the power, or the knowledge.
    """

    available: Chance = fact(1.0, source="E-TRF-05", evidence=0.35, grade="D", low=0.05, high=0.90)
    """Chance that a real superior takes the caller; else the excuse is that all are busy."""
    when_busy: Literal["wait", "put_off"] = "wait"
    """When in truth all superiors are busy: the caller waits in their queue, or is put off."""
    discovered: Chance = fact(0.0, source="S001-36", evidence=0.3, grade="D", low=0, high=0.6)
    """Chance that a customer finds out that the superior was a colleague: a broken promise."""


class RecordedConsent(Facts):
    """The customer agrees on tape, and the agent may act (S003-10)."""

    authority: Literal["adjust", "exception", "full"]
    """How far an agent may go with the customer's recorded consent.

    As far as an exception, the customer's word counts for more than a wrong record.
    """
    time: Duration = fact(0, source="assumption", evidence="1m", low="30s", high="3m")
    """Time on the phone that recording the consent takes."""


class FloorWalkers(Facts):
    """Experienced colleagues on the floor, whom an agent who is stuck can ask at once (S003-12).

    One is with the agent until the end of the talk; where none is free, the agent does without.
    """

    count: int = Field(ge=1, le=1_000)
    """How many are there at one time."""
    hours: str | None = None
    """When they are there, in OpenStreetMap opening_hours syntax; else in the team's hours."""
    authority: AuthorityName = "inform"
    """What they may do, where that is more than the agent may."""
    knowledge: Chance = fact(1.0, source="assumption", evidence=0.95, grade="D", low=0.8, high=1)
    """Chance that one of them sees what is really wrong, where the agent does not."""
    time: Duration = fact(0, source="assumption", evidence="3m", low="1m", high="6m")
    """Time that asking them adds to the talk."""
    pay: Money | None = fact(None, source="E-CST-02", evidence="30 EUR/h", grade="D")
    """Cost of a paid hour of each; else as the team's."""
