"""What counts as answered in time, as a repeat, and as long enough to judge a case."""

from typing import Literal

from pydantic import Field, model_validator

from ccsim.spec.fields import Chance, Duration, Facts, PositiveDuration, fact
from ccsim.units import DAY, MINUTE, SECOND

ServiceLevelRule = Literal[
    "all_offered",
    "abandons_within_excluded",
    "short_excluded",
    "abandons_within_met",
    "answered_only",
]


class Satisfaction(Facts):
    """How the satisfaction of a case is reckoned, in points from 0 to 100."""

    solved: float = fact(90.0, source="assumption", evidence=90.0, low=80, high=95, ge=0, le=100)
    """Points of a case that is solved at the first contact, by agents of middling courtesy."""
    unsolved: float = fact(
        10.0, source="assumption", evidence=10.0, grade="D", low=0, high=30, ge=0, le=100
    )
    """Points of a case that is not solved (E-SAT-02: satisfaction goes with resolution)."""
    per_extra_contact: float = fact(
        15.0, source="E-SAT-01", evidence=15.0, grade="B", low=10, high=20, ge=0, le=100
    )
    """Points lost by each further contact that reaches an agent."""
    courtesy: float = fact(
        20.0, source="S000-11", evidence=20.0, grade="D", low=0, high=30, ge=0, le=100
    )
    """Points between the least and the most courteous agents."""
    per_day_open: float = fact(
        5.0, source="assumption", evidence=5.0, grade="D", low=0, high=15, ge=0, le=100
    )
    """Points that a solved case loses by each day until it was solved."""
    per_hour_waiting: float = fact(
        5.0, source="E-SAT-03", evidence=5.0, grade="B", low=0, high=10, ge=0, le=100
    )
    """Points lost by an hour of waiting in queues."""
    expectation: float = fact(
        0.5, source="S002-22", evidence=0.5, grade="D", low=0.0, high=1.0, ge=0, le=1
    )
    """Share of what is missing to 100 that is lost again where advertising promises everything."""

    answered_from_abroad: float = fact(
        0.0, source="E-SRC-03", evidence=5.0, grade="C", low=0, high=21, ge=0, le=100
    )
    """Points lost by who hears that all agents met were abroad (`teams.X.perception.abroad`); 0 is
    the null of E-SRC-02."""

    @model_validator(mode="after")
    def _courtesy_alone_rescues_nothing(self) -> "Satisfaction":
        if self.courtesy >= self.solved - self.unsolved:
            raise ValueError(
                f"courtesy of {self.courtesy:g} points would make an unsolved case as good as a "
                "solved one: it lies below solved - unsolved"
            )
        return self


class Measures(Facts):
    """Thresholds and windows of the metrics: they change what is reported, never what happens."""

    service_level_threshold: Duration = 20 * SECOND
    """Answered within this time counts as in service level."""
    service_level_rule: ServiceLevelRule = "all_offered"
    """Which denominator `service_level` uses; all five are reported by name too."""
    service_level_target: Chance = 0.8
    """What the service level of a day must reach; days below it are counted. That 80 % are
    answered in 20 s is the trade's habit, not a finding (assumption)."""
    short_abandon: Duration = 5 * SECOND
    """Hanging up within this time is a short abandon (assumption)."""
    repeat_window: PositiveDuration = 7 * DAY
    """A further contact for the same case within this time is a repeat (E-FCR-05)."""
    long_repeat_window: PositiveDuration = 30 * DAY
    """The longer window of repeats, reported beside it (E-FCR-05); it ends with `follow_up`."""
    many_contacts: int = Field(22, ge=2, le=1000)
    """So many contacts for one case count as an odyssey (S002-15)."""
    follow_up: PositiveDuration = 14 * DAY
    """A case is judged when it is at least this old; still open counts as unresolved
    (assumption)."""
    margin_months: float = fact(
        12.0, source="E-CLV-01", evidence=24.0, grade="D", low=12.0, high=60.0, ge=0, le=600
    )
    """Months of margin that a customer who leaves takes along."""
    complaint_share: Chance = fact(
        0.14, source="E-ARR-08", evidence=0.14, grade="B", low=0.05, high=0.20
    )
    """Share of repeats and chases that their customers call a complaint."""
    interval: PositiveDuration = 30 * MINUTE
    """Length of the intervals in which results are shown."""
    leaving_causes: bool = False
    """Whether the log says of each customer who leaves what the cause is (S001-14)."""
    satisfaction: Satisfaction = Satisfaction()
    """How the satisfaction of a case is reckoned."""
