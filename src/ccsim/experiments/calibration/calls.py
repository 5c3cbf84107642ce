"""The calls of a centre by date and interval: what every estimate starts from."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from ccsim.errors import UsageError
from ccsim.experiments.late_queues import first_day
from ccsim.experiments.unlike_days import Record, Unlike, unlike_days
from ccsim.intake.calls import ANSWERED, BLOCKED, CONTAINED, WAITED, CallRecords
from ccsim.intake.counts import CallCounts
from ccsim.intake.history_names import scenario_names
from ccsim.spec.demand import WEEKDAYS

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]

DAY_S: Final = 86_400


@dataclass(frozen=True)
class Calls:
    """Calls that sought an agent, and the days in which they came."""

    frame: pd.DataFrame
    """As the reader gives them, with `day` (place in `dates`) and `second` of that day; `count` is
    how many calls a row stands for: one, but in counts of intervals."""
    dates: tuple[dt.date, ...]
    """Every date from the first to the last."""
    queues: tuple[str, ...]
    """The names of the records."""
    names: dict[str, str]
    """Their names in the scenario."""
    minutes: int
    """Length of the intervals."""
    contained: int = 0
    """Calls that ended in the menu."""
    blocked: int = 0
    counted: bool = False
    """Whether only counts of intervals are known, and no single calls."""
    unlike: tuple[Unlike, ...] = ()
    """Days that say nothing of how many call, when, or of who is there, and why."""
    since: int = 0
    """Place of the first date that counts: later for the days of a queue that starts late."""

    @property
    def total(self) -> int:
        """How many calls there are."""
        return round(float(self.frame["count"].sum()))

    @property
    def per_day(self) -> int:
        """Intervals of a day."""
        return 24 * 60 // self.minutes

    @property
    def weekday(self) -> Ints:
        """[date]: 0 for Monday."""
        return np.array([date.weekday() for date in self.dates], np.int64)

    @property
    def open(self) -> Bools:
        """[date]: whether anybody was answered on it, on a day like others; else it was closed."""
        answered = self.frame.loc[self.frame["outcome"] == ANSWERED, "day"]
        found = np.asarray(np.bincount(answered, minlength=len(self.dates)) > 0)
        found[: self.since] = False
        found[[self.dates.index(one.day) for one in self.unlike]] = False
        return found

    @property
    def timed(self) -> bool:
        """Whether talks of single calls have a length."""
        served = self.frame.loc[self.frame["outcome"] == ANSWERED, "talk_s"]
        return not self.counted and bool(served.notna().any())

    def without_unlike_days(self) -> "Calls":
        """The same, where only days count as open that are like others of their weekday.

        A talk on a half day is a talk like others, and so is a wait: these still count.
        """
        record = Record(self.dates, self.counts(), self.having(ANSWERED).counts())
        return replace(self, unlike=unlike_days(record))

    def days_of(self, queue: str) -> "Calls":
        """The calls of the centre, of which the days count on which a queue was there."""
        calls = self.of(queue).counts().sum(axis=1)
        return replace(self, since=first_day(calls, self.weekday, self.open))

    def of(self, queue: str) -> "Calls":
        """The calls of one queue, in the same days."""
        return replace(self, frame=self.frame[self.frame["queue"] == queue])

    def of_callers(self) -> "Calls":
        """The calls that customers made: without those that an agent passed on."""
        if "leg" not in self.frame:
            return self
        return replace(self, frame=self.frame[self.frame["leg"] == 0])

    def among(self, queues: Sequence[str]) -> "Calls":
        """The calls of several queues, likewise."""
        return replace(self, frame=self.frame[self.frame["queue"].isin(queues)])

    def having(self, outcome: str) -> "Calls":
        """The calls that ended so."""
        return replace(self, frame=self.frame[self.frame["outcome"] == outcome])

    def counts(self, ends: bool = False) -> Floats:
        """[date, interval]: how many came; or for how many the wait was over."""
        second = self.frame["second"].to_numpy(np.float64)
        if ends:
            second = second + self.frame["wait_s"].to_numpy(np.float64)
        interval = np.minimum(second // (self.minutes * 60), self.per_day - 1).astype(np.int64)
        cell = self.frame["day"].to_numpy(np.int64) * self.per_day + interval
        size = len(self.dates) * self.per_day
        count = self.frame["count"].to_numpy(np.float64)
        found = np.bincount(cell, count, minlength=size).astype(np.float64)
        return found.reshape(len(self.dates), self.per_day)

    def weekly(self, of_date: Floats) -> Floats:
        """[weekday, interval]: the mean of all dates of a weekday on which the centre was open."""
        found = np.zeros((len(WEEKDAYS), of_date.shape[1]))
        for day in range(len(WEEKDAYS)):
            dates = self.open & (self.weekday == day)
            if dates.any():
                found[day] = of_date[dates].mean(axis=0)
        return found


def calls_of(records: CallRecords, minutes: int) -> Calls:
    """The calls of some records, without those who never sought an agent.

    Raises:
        UsageError: nobody in them sought one.
    """
    frame = records.frame
    outcome = frame["outcome"]
    sought = frame[outcome.isin(WAITED)].reset_index(drop=True)
    if sought.empty:
        raise UsageError("nobody in these records was answered or abandoned: nothing to go by")
    midnight = sought["arrived"].dt.normalize()
    first, last = midnight.min(), midnight.max()
    sought["day"] = (midnight - first).dt.days
    sought["second"] = (sought["arrived"] - midnight).dt.total_seconds()
    sought["count"] = 1.0
    dates = tuple(day.date() for day in pd.date_range(first, last))
    queues = tuple(sought["queue"].value_counts().index)
    return Calls(
        frame=sought,
        dates=dates,
        queues=queues,
        names=scenario_names(queues),
        minutes=minutes,
        contained=int((outcome == CONTAINED).sum()),
        blocked=int((outcome == BLOCKED).sum()),
    )


def calls_of_counts(counts: CallCounts, minutes: int) -> Calls:
    """Counts of intervals, as calls of which nothing is known but when they came.

    Raises:
        UsageError: the intervals that are wanted do not hold whole ones of the counts.
    """
    if minutes % counts.minutes:
        raise UsageError(
            f"the counts have intervals of {counts.minutes} minutes: --interval {minutes} cannot "
            "be made of them"
        )
    given = counts.frame[counts.frame["calls"] > 0].reset_index(drop=True)
    first, last = given["date"].min(), given["date"].max()
    frame = pd.DataFrame({
        "queue": given["queue"], "priority": 0, "wait_s": 0.0, "outcome": ANSWERED,
        "talk_s": given["aht_s"], "hold_s": 0.0, "wrap_up_s": 0.0,
        "agent": pd.array([pd.NA] * len(given), dtype="Int64"),
        "customer": pd.array([pd.NA] * len(given), dtype="Int64"),
        "day": [(date - first).days for date in given["date"]],
        "second": given["minute"] * 60.0, "count": given["calls"],
    })  # fmt: skip
    dates = tuple(day.date() for day in pd.date_range(first, last))
    weight = frame.groupby("queue")["count"].sum().sort_values(ascending=False)
    queues = tuple(map(str, weight.index))
    return Calls(frame, dates, queues, scenario_names(queues), minutes, counted=True)
