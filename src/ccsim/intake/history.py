"""What a centre has seen, interval by interval: how many called, were answered, gave up, waited.

A history is read from the interval report of a telephone system, from counts of calls alone, or
made of call records. Whatever the file says (totals, means or shares), it is kept as sums, so
that intervals can be added up. No identifier of a customer or an agent is part of it.
"""

import datetime as dt
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from ccsim.errors import UsageError
from ccsim.intake import aliases as role
from ccsim.intake.cells import day_of, minute_of_day, time_after_date
from ccsim.intake.clocks import begins_with_day, clock_of, dates_with_times, times_of_day
from ccsim.intake.forecast import MOST_QUEUES, Rejected
from ccsim.intake.history_columns import (
    ENDS,
    SHARES,
    TIMES,
    guess_history,
    percent_among,
    staffed_unit_s,
    threshold_s,
    times_unit,
    totals_among,
)
from ccsim.intake.history_rows import DAY_MINUTES, KEYS, RowReader, is_of_answered, summed
from ccsim.intake.layout import day_above, plain_rows
from ccsim.intake.tables import Cell, Table
from ccsim.units import MINUTE, format_clock

if TYPE_CHECKING:
    import pandas as pd

SUMS: Final = (
    "offered", "answered", "abandoned", "answered_within", "abandoned_within", "short_abandoned",
    "answered_wait_s", "abandoned_wait_s", "wait_s", "handle_s", "wrap_up_s",
)  # fmt: skip
"""What is known of an interval, as sums; a column that the file does not tell is not there."""
AGENTS: Final = "agents"
"""Agents on duty on average, where the file tells them."""
_KEYS: Final = list(KEYS)
_USUAL: Final = (15, 30, 60)


@dataclass(frozen=True)
class History:
    """Days as they went, queue by queue and interval by interval."""

    frame: "pd.DataFrame"
    """A row for each queue, `day` and `minute` after midnight, with the sums that are known."""
    minutes: int
    """Length of the intervals; a whole day where the file has days only."""
    rows: int
    """How many rows of the file are used."""
    whole_days: bool = False
    """Whether an interval without a row had no calls (call records), or is not known."""
    threshold_s: float | None = None
    """What `answered_within` means, where that is said."""
    rejected: tuple[Rejected, ...] = ()
    notices: tuple[str, ...] = ()

    @property
    def queues(self) -> tuple[str, ...]:
        """Names of the queues; empty where the file names none."""
        return tuple(dict.fromkeys(self.frame["queue"]))

    @property
    def days(self) -> tuple[dt.date, ...]:
        """The days of which something is known."""
        return tuple(sorted(set(self.frame["day"])))

    @property
    def known(self) -> frozenset[str]:
        """The sums that the file tells."""
        return frozenset(name for name in SUMS if name in self.frame)

    def between(self, start: dt.date | None, end: dt.date | None) -> "History":
        """The days from one to another, both of them included.

        Raises:
            UsageError: nothing is known of any of them.
        """
        days = self.frame["day"]
        kept = self.frame[
            (days >= (start or dt.date.min)) & (days <= (end or dt.date.max))
        ].reset_index(drop=True)
        if not len(kept):
            first, last = self.days[0], self.days[-1]
            raise UsageError(
                f"the history has no day from {start or first} to {end or last}: "
                f"it goes from {first} to {last}"
            )
        return replace(self, frame=kept)

    def in_intervals(self, minutes: int) -> "History":
        """The same in longer intervals; an interval counts only if all its parts are known."""
        if minutes == self.minutes:
            return self
        parts = minutes // self.minutes
        frame = self.frame.assign(minute=self.frame["minute"] // minutes * minutes)
        if not self.whole_days:
            count = frame.groupby(_KEYS)["minute"].transform("size")
            frame = frame[count == parts]
            if not len(frame):
                raise UsageError(f"the history fills no interval of {minutes} minutes")
        grouped = frame.groupby(_KEYS, as_index=False, sort=True)
        how = {name: "mean" if name == AGENTS else "sum" for name in frame if name not in _KEYS}
        return replace(self, frame=grouped.agg(how), minutes=minutes)


def read_history(
    table: Table,
    columns: Mapping[str, str] | None = None,
    day_first: bool | None = None,
    zone: str | None = None,
    times_in: str | None = None,
) -> History:
    """The interval history in a table: a report of intervals or days, or counts of calls alone.

    Args:
        table: what the user brought.
        columns: names of columns by role, where the guess would be wrong.
        day_first: whether 05/01/2026 is in January; seen from the other dates where they tell.
        zone: the scenario's time zone, to which times that name another are brought; None to take
            them as they are written.
        times_in: the time zone of times that name none, where that is another.

    Raises:
        UsageError: columns are missing, or there is no row that can be used.
    """
    places = guess_history(table, columns)
    notices = list(table.notices)
    table = plain_rows(table, places, notices)
    unit = times_unit(table, places)
    totals = totals_among(table, places, unit)
    reader = _reader_of(table, places, day_first, (zone, times_in), notices)
    read = [reader.read(row, at) for at, row in enumerate(table.rows, start=table.first_row)]
    entries = [one for one in read if isinstance(one, dict)]
    of_answered = is_of_answered(entries)
    found = [summed(one, totals, of_answered) for one in entries]
    rejected = [one for one in (*read, *found) if isinstance(one, Rejected)]
    rows = _once([one for one in found if isinstance(one, dict)], rejected)
    if not any(row["offered"] for row in rows):
        why = "; ".join(f"row {one.row}: {one.why}" for one in rejected[:3])
        words = "nobody calls" if rows else f"no row of {len(table.rows):,} can be used"
        raise UsageError(f"{table.name}: {words}" + (f": {why}" if why else ""))
    queues = {row["queue"] for row in rows}
    if len(queues) > MOST_QUEUES:
        raise UsageError(
            f"{table.name}: {len(queues):,} queues are too many: at most {MOST_QUEUES} "
            "(is that really the column of queues?)"
        )
    minutes = _interval(table.name, rows) if "time" in places else DAY_MINUTES
    rows = _on_the_grid(rows, minutes, rejected)
    _count_agents(rows, minutes, in_time=reader.staffed_unit_s is not None)
    frame = _frame(rows, notices)
    return History(
        frame=frame,
        minutes=minutes,
        rows=len(rows),
        threshold_s=threshold_s(table, places),
        rejected=tuple(sorted(rejected)),
        notices=(
            *notices,
            *_told_offered(table, places),
            *_told_times(table, places, totals, unit),
            *_told_shares(table, places, reader.percent, of_answered),
        ),
    )


def _reader_of(
    table: Table,
    places: Mapping[str, int],
    day_first: bool | None,
    zones: tuple[str | None, str | None],
    notices: list[str],
) -> RowReader:
    """How the rows are to be read, as whole columns show; what is not sure is told."""
    texts = dates_with_times(table, places)
    named = [table.columns[places[one]] for one in (role.DATE, role.TIME) if one in places]
    clock = clock_of(table, texts, named, *zones, notices)
    day = None
    if role.DATE not in places and not any(day_of(row[places[role.TIME]]) for row in table.rows):
        day = day_above(table, lambda dates: begins_with_day([*dates, *texts], notices))
    if day is not None:
        notices.append(f"Read as the day of all rows, from above the table: {day}.")
    if day_first is None:
        day_first = day is not None or begins_with_day(texts, notices)
    percent, staffed = percent_among(table, places), staffed_unit_s(table, places)
    return RowReader(
        table, places, day_first, clock, percent, staffed, _minutes_of(table, places),
        times_unit(table, places), day,
    )  # fmt: skip


def _minutes_of(table: Table, places: Mapping[str, int]) -> Callable[[Cell], int | None]:
    """How the times of day are read, where a column tells them."""
    if role.TIME not in places:
        return minute_of_day
    at = places[role.TIME]
    return times_of_day(table.columns[at], (time_after_date(row[at]) for row in table.rows))


def _once(rows: list[dict[str, Any]], rejected: list[Rejected]) -> list[dict[str, Any]]:
    """Each interval of a queue once: the first row that tells it counts."""
    kept: dict[tuple[Any, ...], dict[str, Any]] = {}
    for row in rows:
        first = kept.setdefault((row["queue"], row["day"], row["minute"]), row)
        if first is not row:
            why = f"row {first['row']} tells the same interval already"
            rejected.append(Rejected(row["row"], why))
    return list(kept.values())


def _interval(name: str, rows: Sequence[Mapping[str, Any]]) -> int:
    """How many minutes lie between most times of a day and the next."""
    times = sorted({(row["day"], row["minute"]) for row in rows})
    gaps = Counter(
        after[1] - before[1] for before, after in pairwise(times) if after[0] == before[0]
    )
    if not gaps:
        return DAY_MINUTES if all(row["minute"] == 0 for row in rows) else 30
    usual = max(gaps, key=lambda gap: (gaps[gap], gap in _USUAL, -gap))
    if 60 % usual and DAY_MINUTES % usual:
        raise UsageError(
            f"{name}: times of day are {usual} minutes apart; intervals are a whole part of a day, "
            "such as 15, 30 or 60 minutes"
        )
    return int(usual)


def _on_the_grid(
    rows: list[dict[str, Any]], minutes: int, rejected: list[Rejected]
) -> list[dict[str, Any]]:
    """Those that begin with an interval."""
    for row in rows:
        if row["minute"] % minutes:
            clock = format_clock(row["minute"] * MINUTE)
            rejected.append(
                Rejected(row["row"], f"{clock} begins no interval of {minutes} minutes")
            )
    return [row for row in rows if row["minute"] % minutes == 0]


def _count_agents(rows: Sequence[dict[str, Any]], minutes: int, *, in_time: bool) -> None:
    """Time on duty as agents, where no other column tells them; NaN where neither is known."""
    for row in rows:
        if role.STAFFED in row:
            staffed = row.pop(role.STAFFED) / (minutes * 60 if in_time else 1)
            if np.isnan(row.get(AGENTS, np.nan)):
                row[AGENTS] = staffed


def _frame(rows: Sequence[Mapping[str, Any]], notices: list[str]) -> "pd.DataFrame":
    """The rows as a frame, and what has to be said of them."""
    import pandas as pd

    frame = pd.DataFrame(rows).drop(columns="row")
    frame = frame.sort_values(_KEYS, ignore_index=True)
    if {"answered", "abandoned"} <= set(frame):
        left = frame["answered"] + frame["abandoned"]
        apart = int((np.abs(left - frame["offered"]) > 0.5).sum())
        if apart:
            notices.append(
                f"In {apart:,} intervals, answered and abandoned do not add up to offered: such "
                "reports count answers when they happen; the simulation, when the call came in."
            )
    return frame


def _told_offered(table: Table, places: Mapping[str, int]) -> Iterator[str]:
    """What the calls offered are, where no column tells them."""
    if role.OFFERED not in places:
        names = [table.columns[places[one]] for one in ENDS if one in places]
        yield f"No column tells the calls offered: they are {' + '.join(names)}."


def _told_times(
    table: Table, places: Mapping[str, int], totals: frozenset[str], unit: float
) -> Iterator[str]:
    """How times were read: as totals or as means."""
    of = "milliseconds" if unit < 1 else "seconds"
    words = {
        f"Read as means, in {of} or h:mm:ss": [one for one in TIMES if one not in totals],
        "Read as totals of all calls": [one for one in TIMES if one in totals],
    }
    for said, roles in words.items():
        if names := [table.columns[places[one]] for one in roles if one in places]:
            yield f"{said}: {', '.join(names)}."


def _told_shares(
    table: Table, places: Mapping[str, int], percent: frozenset[str], of_answered: bool
) -> Iterator[str]:
    """How shares were read: as per cent or fractions, of the calls offered or answered."""
    for one in SHARES:
        if one in places:
            unit = "per cent" if one in percent else "fractions of 1"
            calls = "answered" if of_answered and one == role.SERVICE_LEVEL else "offered"
            name = table.columns[places[one]]
            yield f"Read as shares of the calls {calls}, in {unit}: {name}."
