"""The services and the waits of single days, second by second: what staffing is read from."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from ccsim.experiments.calibration.calls import DAY_S, Floats, Ints
from ccsim.intake.calls import ANSWERED

LAST_S: Final = DAY_S + 4 * 3600
"""Services and waits of a day are followed so far beyond midnight."""


@dataclass(frozen=True)
class ServiceDay:
    """The calls of one day to one team."""

    number: int
    second: Floats
    wait_s: Floats
    begins: Floats
    """Of services whose length is known."""
    ends: Floats
    agent: Ints
    """Who gave each of them; -1 where that is not known."""
    waited: Floats
    """How long the caller of each had waited."""

    def by_agent(self) -> Ints:
        """Places of the services whose agent is known, each agent's in order."""
        known = np.flatnonzero(self.agent >= 0)
        return known[np.lexsort((self.begins[known], self.agent[known]))]

    def without(self, services: Ints) -> "ServiceDay":
        """The same day, as if some services had not been given; the waits stay."""
        kept = np.ones(len(self.begins), bool)
        kept[services] = False
        return replace(
            self, begins=self.begins[kept], ends=self.ends[kept], agent=self.agent[kept],
            waited=self.waited[kept],
        )  # fmt: skip

    def waiting(self) -> Floats:
        """[second]: callers in line."""
        return steps(self.second, self.second + self.wait_s)

    def serving(self) -> Floats:
        """[second]: services under way."""
        return steps(self.begins, self.ends)


def service_days(frame: pd.DataFrame) -> Iterator[ServiceDay]:
    """The days of a team's calls on which somebody called, in order."""
    frame = frame.sort_values(["day", "second"], kind="stable")
    day = frame["day"].to_numpy(np.int64)
    second, wait_s = (frame[name].to_numpy(np.float64) for name in ("second", "wait_s"))
    lasts = frame[["talk_s", "hold_s", "wrap_up_s"]].sum(axis=1).to_numpy(np.float64)
    served = (frame["outcome"] == ANSWERED).to_numpy(bool) & frame["talk_s"].notna().to_numpy(bool)
    agent = frame["agent"].fillna(-1).to_numpy(np.int64)
    numbers, firsts = np.unique(day, return_index=True)
    for number, rows in zip(
        numbers.tolist(), np.split(np.arange(len(day)), firsts[1:]), strict=True
    ):
        own = rows[served[rows]]
        begins = second[own] + wait_s[own]
        yield ServiceDay(
            number, second[rows], wait_s[rows], begins, begins + lasts[own], agent[own], wait_s[own]
        )


def steps(begins: Floats, ends: Floats) -> Floats:
    """[second]: how many stretches are under way, of those of one day and what they last beyond."""
    up = np.bincount(places(begins), minlength=LAST_S + 1)
    down = np.bincount(places(ends), minlength=LAST_S + 1)
    return np.asarray(np.cumsum(up - down)[:-1], np.float64)


def places(seconds: Floats) -> NDArray[np.int64]:
    """The whole second in which each lies."""
    return np.clip(seconds, 0, LAST_S).astype(np.int64)
