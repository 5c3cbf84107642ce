"""What counts as answered in time, as a repeat, and as long enough to judge a case."""

from typing import Literal

from ccsim.spec.fields import Chance, Duration, Facts, PositiveDuration, fact
from ccsim.units import DAY, MINUTE, SECOND

ServiceLevelRule = Literal[
    "all_offered",
    "abandons_within_excluded",
    "short_excluded",
    "abandons_within_met",
    "answered_only",
]


class Measures(Facts):
    """Thresholds and windows of the metrics: they change what is reported, never what happens."""

    service_level_threshold: Duration = 20 * SECOND
    """Answered within this time counts as in service level."""
    service_level_rule: ServiceLevelRule = "all_offered"
    """Which denominator `service_level` uses; all five are reported by name too."""
    short_abandon: Duration = 5 * SECOND
    """Hanging up within this time is a short abandon."""
    repeat_window: PositiveDuration = 7 * DAY
    """A further contact for the same case within this time is a repeat (E-FCR-05)."""
    follow_up: PositiveDuration = 14 * DAY
    """A case is judged when it is at least this old; still open counts as unresolved."""
    complaint_share: Chance = fact(
        0.14, source="E-ARR-08", evidence=0.14, grade="B", low=0.05, high=0.20
    )
    """Share of repeats and chases that their customers call a complaint."""
    interval: PositiveDuration = 30 * MINUTE
    """Length of the intervals in which results are shown."""
