"""Agents as people: how they learn, what wears them out, when they go, and who comes after them."""

from ccsim.spec.fields import Chance, Duration, Facts, Money, PositiveDuration, fact


class Learning(Facts):
    """How far a newcomer is from a colleague who knows the trade, and how soon that passes.

    What a team is said to know, and the pace at which it talks, are those of its old hands.
    """

    slower: float = fact(0.0, source="E-RMP-01", evidence=0.64, grade="A", low=0.4, high=0.75, ge=0)
    """How much longer the talks of a newcomer take, in shares of the usual time."""
    time: PositiveDuration = fact(12 * 7 * 24 * 3_600_000, source="E-RMP-01", evidence="12w",
                                  low="6w", high="26w")  # fmt: skip
    """After this time on the job a bit more than a third (1/e) of that is left."""
    lacks: Chance = fact(0.0, source="assumption", evidence=0.2, low=0.05, high=0.4)
    """Share of what the team knows about a kind of need that a newcomer lacks (calibrated to
    E-RMP-03)."""
    practice: int = fact(150, source="assumption", evidence=150, low=50, high=500, gt=0)
    """After so many talks about a kind of need a bit more than a third (1/e) of that is left."""
    mentored: Chance = fact(0.0, source="E-RMP-02", evidence=0.36, grade="A", low=0.1, high=0.4,
                            lt=1)  # fmt: skip
    """How much sooner a newcomer learns where everybody else is an old hand."""


class Talents(Facts):
    """How people differ, whatever they have learned."""

    pace: float = fact(0.0, source="E-AHT-07", evidence=0.15, low=0.05, high=0.3, ge=0, le=1)
    """Coefficient of variation of handle times from one to the other."""
    knowledge: Chance = fact(0.0, source="assumption", evidence=0.1, low=0, high=0.3)
    """How far what they know lies above or below the team's, at the most."""
    education: Chance = fact(0.0, source="S003-16", evidence=0.3, low=0, high=1)
    """Share of those who could do more than a script asks of them."""
    gain: Chance = fact(0.0, source="S003-16", evidence=0.2, low=0, high=0.5)
    """How far the educated close the gap to knowing everything, where no script holds them back."""


class Stress(Facts):
    """What wears agents out, each as a share of a day's work; 0 leaves them alone.

    Directions after E-ATT-06 (exhaustion from hostile customers and workload makes for absence)
    and S001-32, S001-33, S002-04; sizes are assumptions.
    """

    angry: float = fact(0.0, source="E-ATT-06", evidence=1.0, low=0, high=3, ge=0)
    """Weight of talks with customers who call for the third time, or oftener."""
    powerless: float = fact(0.0, source="S001-32", evidence=0.5, low=0, high=2, ge=0)
    """Weight of talks that end with a note, a way around or a put-off: nothing could be done."""
    lies: float = fact(0.0, source="S001-33", evidence=1.5, low=0, high=4, ge=0)
    """Weight of talks in which the agent had to lie: played or excused a superior, or promised a
    date for a department that keeps less than half of its promises."""
    workload: float = fact(0.0, source="E-ATT-05", evidence=0.5, low=0, high=2, ge=0)
    """Weight of being busy all the time, counted from an occupancy of 0.85 upwards."""
    memory: Duration = fact(4 * 7 * 24 * 3_600_000, source="assumption", evidence="4w", low="1w",
                            high="12w")  # fmt: skip
    """After this time, at work or at home, half of it is forgotten."""
    tolerance: Chance = fact(0.0, source="S001-32", evidence=0.3, low=0, high=0.8)
    """Share of all this that does not touch those who were hired for their tolerance."""
    absence: float = fact(0.0, source="E-ATT-06", evidence=2.0, low=0, high=5, ge=0)
    """How many times likelier unplanned absence is under full stress, beyond once."""


class Turnover(Facts):
    """Who goes: a yearly rate, and what raises it."""

    yearly: float = fact(0.0, source="E-ATT-01", evidence=0.25, grade="B", low=0.15, high=0.42,
                         ge=0, le=20)  # fmt: skip
    """Leavers in a year for each place, where the script is held to in 95 of 100 talks and nobody
    suffers."""
    by_script: float = fact(0.0, source="E-ATT-03", evidence=0.4, low=0, high=0.8, ge=0, le=1)
    """How the rate follows adherence to the script: elasticity, from 0.95."""
    by_workload: float = fact(0.0, source="E-ATT-05", evidence=0.5, grade="C", low=0, high=1.5,
                              ge=0)  # fmt: skip
    """Leavers a year more for each place, for each unit of occupancy above 0.85."""
    by_stress: float = fact(0.0, source="S001-32", evidence=1.0, low=0, high=4, ge=0)
    """How many times likelier one goes under full stress, beyond once."""
    the_able_first: Chance = fact(0.0, source="S002-04", evidence=0.5, low=0, high=1)
    """How much more stress drives out the ablest, and how much less the least able."""
    by_underuse: float = fact(0.0, source="S003-16", evidence=0.5, low=0, high=2, ge=0)
    """How many times likelier the educated go where all is done by script, beyond once."""


class Hiring(Facts):
    """Who comes instead: when, how well prepared, at what cost."""

    lead: Duration = fact(0, source="assumption", evidence="4w", low="0s", high="12w")
    """How long a place stays vacant; with 0s it is filled in the same night."""
    training: Duration = fact(0, source="E-TRN-01", evidence="4w", grade="C", low="2w", high="8w")
    """Paid time before the first call, away from the phone."""
    cost: Money | None = fact(None, source="assumption", evidence="2000 EUR")
    """What it costs to find one."""
    ownership: Chance = fact(0.0, source="S004-10", evidence=0.1, low=0, high=0.5)
    """How far those hired for wanting to solve close the gap to keeping every case."""
    knowledge: Chance = fact(0.0, source="S004-10", evidence=0.1, low=0, high=0.5)
    """How far those hired for it close the gap to knowing every matter."""
