"""What people do who could not get through: call again, at once or next morning, or not at all."""

from typing import Literal, Self

from pydantic import model_validator

from ccsim.spec.distributions import Distribution, constant
from ccsim.spec.fields import Chance, Duration, Facts, fact


class Redialling(Facts):
    """Habits after a blocked or abandoned attempt; shared by customers and anonymous callers."""

    redials: Chance = fact(0.0, source="E-PAT-05", evidence=0.55, grade="D", low=0.30, high=0.85)
    """Chance to dial again after hanging up in the queue."""
    redials_when_blocked: Chance = fact(0.0, source="assumption", evidence=0.55, low=0.3, high=0.9)
    """Chance to dial again after a busy signal or a closed line."""
    redial_delay: Distribution = fact(
        constant("15m"), source="E-PAT-06", evidence="{lognormal: {median: 15m, sigma: 1.0}}"
    )
    """Time from hanging up to dialling again."""
    redial_patience: Literal["anew", "kept"] = "anew"
    """Whether the patience of a redial is drawn anew, or what the caller first had is kept."""
    after_closing: Literal["lost", "next_opening"] = "next_opening"
    """What becomes of a redial that falls due when the line is closed."""
    opening_spread: Duration = fact(0, source="assumption", evidence="2h", low="30m", high="4h")
    """Callers who had to wait for the line to open spread over so long a time after it does."""

    @model_validator(mode="after")
    def _time_passes(self) -> Self:
        takes_time("redial_delay", self.redial_delay)
        return self


def takes_time(name: str, delay: Distribution) -> None:
    """Refuses a delay of nothing, after which somebody would call for ever at one instant.

    Raises:
        ValueError: the delay has a mean of zero.
    """
    if delay.mean_ms < 1:
        raise ValueError(
            f"{name} is longer than zero, or callers would call again at once, for ever"
        )
