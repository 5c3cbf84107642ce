"""What a scenario remembers of the files that its owner brings, so that nobody is asked twice."""

from typing import Literal

from ccsim.spec.fields import Facts, TimeZone

ForecastRole = Literal["queue", "date", "time", "calls", "aht", "talk", "hold", "acw"]
HistoryRole = Literal[
    "queue", "date", "time", "offered", "answered", "abandoned", "answered_within", "flowed_out",
    "blocked", "service_level", "asa", "abandon_time", "wait", "aht", "talk", "hold", "acw",
    "agents", "staffed",
]  # fmt: skip
CallsRole = Literal[
    "date", "ivr_start", "ivr_end", "ivr_time", "queue_start", "queue_end", "answered_at",
    "abandoned_at", "ended", "arrived", "wait", "talk", "hold", "acw", "outcome", "priority",
    "agent", "customer", "reason", "queue", "aht", "call",
]  # fmt: skip
ScheduleRole = Literal["agent", "team", "date", "start", "end", "activity", "skills", "agents"]


class Imports(Facts):
    """How the files that are brought to this scenario are read: no fact of the centre itself.

    Nothing that is played depends on it, and scenarios that differ in it alone are the same.
    """

    forecast: dict[ForecastRole, str] = {}
    """The columns of forecasts: what one is for, and what it is called in the file."""
    history: dict[HistoryRole, str] = {}
    """The columns of interval history: what one is for, and what it is called in the file."""
    calls: dict[CallsRole, str] = {}
    """The columns of call records: what one is for, and what it is called in the file."""
    schedule: dict[ScheduleRole, str] = {}
    """The columns of schedules: what one is for, and what it is called in the file."""
    queues: dict[str, str] = {}
    """Which queue of the scenario is meant by a name that the files have for one."""
    teams: dict[str, str] = {}
    """Which team of the scenario is meant by a name that the files have for one."""
    time_zone: TimeZone | None = None
    """The time zone of forecasts and schedules, where it is not the scenario's own, such as UTC."""
    history_time_zone: TimeZone | None = None
    """Likewise, of interval histories and call records, whose systems may keep another clock."""

    def columns(self, kind: str) -> dict[str, str]:
        """The columns of one kind of file: forecast, history, calls or schedule."""
        found: dict[str, str] = dict(getattr(self, kind))
        return found
