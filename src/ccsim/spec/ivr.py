"""The menu that callers hear before anybody answers (interactive voice response)."""

from ccsim.spec.distributions import NO_TIME, Distribution
from ccsim.spec.fields import Chance, Duration, Facts, fact
from ccsim.units import SECOND


class Misrouting(Facts):
    """Callers whom the menu sends to a wrong queue; nobody can help them there."""

    to: str
    """The wrong queue."""
    chance: Chance
    """Chance that a caller who goes through the menu ends up there, while it is open."""
    time: Duration = fact(90 * SECOND, source="E-AHT-09", evidence="90s", low="30s", high="4m")
    """Time on the phone until the agent there has found out, and passes the caller on."""


class Ivr(Facts):
    """What the menu does with callers (S001-20): contained is not the same as resolved."""

    time: Distribution = fact(
        NO_TIME, source="E-IVR-02", evidence="{lognormal: {mean: 45s, sigma: 0.6}}", grade="C"
    )
    """Time in the menu; it is the caller's effort, and it holds a line."""
    opts_out: Chance = fact(0.0, source="assumption", evidence=0.1, low=0.0, high=0.3)
    """Chance to ask for a person at once, and to go straight to the queue."""
    hangs_up: Chance = fact(0.0, source="E-IVR-01", evidence=0.10, grade="C", low=0.025, high=0.27)
    """Chance to hang up in the menu; such a caller has not got through, and may dial again."""
    contains: Chance = fact(0.0, source="E-IVR-03", evidence=0.3, low=0.05, high=0.8)
    """Chance that the menu keeps a caller from the agents. It has helped where the need is one
    that a machine can serve (`self_service` of the need; all anonymous callers), else the
    customer finds out and calls again."""
    misroutes: Misrouting | None = None
    """Callers who are sent to a wrong queue."""
