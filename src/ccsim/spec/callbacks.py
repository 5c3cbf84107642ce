"""The offer to be called back instead of waiting on the line."""

from typing import Literal

from pydantic import Field, model_validator

from ccsim.spec.fields import Chance, Duration, Facts, PositiveDuration, fact
from ccsim.units import SECOND


class Callback(Facts):
    """An offer to those who find a long line: hang up, and we call you."""

    beyond: int = Field(0, ge=0)
    """It is made to callers who find more than so many waiting."""
    accepts: Chance = fact(0.0, source="E-CBK-01", evidence=0.37, grade="A", low=0.2, high=0.6)
    """Chance that a caller accepts."""
    keeps: Literal["place", "time"] = "place"
    """What is kept for them: their place in the line, or a time at which they stand in it anew."""
    delay: PositiveDuration | None = None
    """How long after the offer that time is (only with `keeps: time`)."""
    unanswered: Chance = fact(0.0, source="E-CBK-02", evidence=0.07, grade="A", low=0.03, high=0.15)
    """Chance that the customer does not answer the callback."""
    rings: Duration = fact(30 * SECOND, source="assumption", evidence="30s", low="15s", high="1m")
    """How long the agent lets it ring in vain."""

    @model_validator(mode="after")
    def _delay(self) -> "Callback":
        if self.keeps == "time" and self.delay is None:
            raise ValueError("keeps: time needs a delay, such as delay: 1h")
        if self.keeps == "place" and self.delay is not None:
            raise ValueError("a delay goes with keeps: time; with keeps: place leave it out")
        return self
