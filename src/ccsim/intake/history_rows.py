"""The rows of an interval history: what each tells of its interval, as sums."""

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from math import nan
from typing import Any, Final

from ccsim.intake import aliases as role
from ccsim.intake.cells import day_of, minute_of_day, number, seconds, time_after_date
from ccsim.intake.clocks import Clock
from ccsim.intake.columns import says_unit, unit_s
from ccsim.intake.forecast_rows import NO_DATE, Rejected, no_time
from ccsim.intake.history_columns import ABANDON_RATE, COUNTS, ENDS, SHARES, TIMES
from ccsim.intake.tables import Cell, Table

KEYS: Final = ("queue", "day", "minute")
"""What an interval is known by."""
DAY_MINUTES: Final = 24 * 60
_NONE: Final = ("", "-", "–", "N/A", "n/a")
"""What stands where there is nothing to tell."""
_MOST: Final = 10_000_000
_LONGEST_S: Final = 7 * 86_400


@dataclass(frozen=True)
class RowReader:
    """Reads one row after the other; what a cell holds never gets into a message."""

    table: Table
    places: Mapping[str, int]
    day_first: bool
    clock: Clock
    percent: frozenset[str]
    """The shares that are written in per cent."""
    staffed_unit_s: float | None
    """What the time on duty is counted in; None where agents are counted."""
    minute_of: Callable[[Cell], int | None] = minute_of_day
    """How times of day are read (`clocks.times_of_day`)."""
    times_unit: float = 1.0
    """What times are counted in whose names say no unit, in seconds."""
    day: dt.date | None = None
    """The day of all rows, where it stands above the table and nowhere else."""

    def read(self, row: Sequence[Cell], at: int) -> dict[str, Any] | Rejected | None:
        """What a row tells; None for an empty one."""
        if all(cell == "" for cell in row):
            return None
        when = self._cell(row, "date" if "date" in self.places else "time")
        day = self.day or day_of(when, self.day_first)
        if not isinstance(day, dt.date):
            told = "a weekday of no certain date" if isinstance(day, int) else NO_DATE
            return Rejected(at, f"{self._name('date', 'time')} is {told}")
        minute = 0
        if "time" in self.places:
            found = self.minute_of(time_after_date(self._cell(row, "time")))
            if found is None:
                return Rejected(at, no_time(self.table, self.places["time"], row))
            day, minute = self.clock.local(day, found, self._cell(row, "time"))
        entry: dict[str, Any] = {"row": at, "queue": self._queue(row), "day": day, "minute": minute}
        for one in (*COUNTS, role.FLOWED_OUT, *TIMES, *SHARES, role.AGENTS, role.STAFFED):
            if one in self.places:
                value = self._value(one, row)
                if value is None:
                    return Rejected(at, f"{self._name(one)} is {self._wrong(one, row)}")
                entry[one] = value
        if role.OFFERED not in self.places:
            ends = [one for one in ENDS if one in self.places]
            if all(self._cell(row, one) in _NONE for one in ends):
                return Rejected(at, f"{self._name(role.ANSWERED)} is empty: write 0 for no calls")
            entry[role.OFFERED] = sum(entry[one] for one in ends)
        return entry

    def _wrong(self, one: str, row: Sequence[Cell]) -> str:
        """What is the matter with a cell, and what would be right."""
        if self._cell(row, one) in _NONE:
            return "empty: write 0 for no calls"
        if one in SHARES:
            return "no share: write it as 85 %, 85 or 0.85"
        if one in TIMES:
            return "no time: write it in seconds or as 4:30"
        return "no number from 0 on"

    def _value(self, one: str, row: Sequence[Cell]) -> float | None:
        cell, comma = self._cell(row, one), self.table.decimal_comma
        if cell in _NONE:
            if one in (role.AGENTS, role.STAFFED):
                return nan  # not known: there is somebody where calls are answered
            return None if one == role.OFFERED else 0.0  # nobody has no mean and no share
        if one in SHARES:
            return _share(cell, comma, one in self.percent)
        unit = self._unit(self._name(one)) if one in TIMES else None
        unit = self.staffed_unit_s if one == role.STAFFED else unit
        if unit is not None:
            found = seconds(cell, comma, unit)
            return found if found is not None and 0 <= found <= _MOST * _LONGEST_S else None
        found = number(cell, comma)
        return found if found is not None and 0 <= found <= _MOST else None

    def _unit(self, name: str) -> float:
        return unit_s(name) if says_unit(name) else self.times_unit

    def _queue(self, row: Sequence[Cell]) -> str:
        if "queue" not in self.places:
            return ""
        cell = self._cell(row, "queue")
        if isinstance(cell, float) and cell.is_integer():
            cell = int(cell)
        return str(cell).strip()[:80]

    def _cell(self, row: Sequence[Cell], one: str) -> Cell:
        return row[self.places[one]]

    def _name(self, *roles: str) -> str:
        place = next(self.places[one] for one in roles if one in self.places)
        return self.table.columns[place]


def summed(
    entry: Mapping[str, Any], totals: frozenset[str], of_answered: bool
) -> dict[str, Any] | Rejected:
    """What a row tells, as sums; what contradicts itself is refused.

    Args:
        entry: the values of a row by role.
        totals: the times that are totals of all calls of an interval, no means.
        of_answered: whether the service level is a share of the calls answered, not offered.
    """
    keys = ("row", *KEYS, *COUNTS, role.AGENTS, role.STAFFED)
    found = {name: entry[name] for name in keys if name in entry}
    offered = entry["offered"]
    _complete(found, entry)
    answered = found.get("answered", offered)
    if role.WITHIN not in found and role.SERVICE_LEVEL in entry:
        base = answered if of_answered else offered
        found[role.WITHIN] = entry[role.SERVICE_LEVEL] * base
    for part in ("answered", "abandoned"):
        if found.get(part, 0.0) > 2 * offered + 50:
            return Rejected(entry["row"], f"more calls {part} than twice those offered")
    if _too_many_in_time(found.get(role.WITHIN, 0.0), found.get("answered", _MOST)):
        return Rejected(entry["row"], "more calls answered in time than answered")
    sums = {
        "answered_wait_s": (role.ASA, answered),
        "abandoned_wait_s": (role.ABANDON_TIME, found.get("abandoned", 0.0)),
        "wait_s": (role.WAIT, offered),
        "handle_s": (role.AHT, answered),
        "wrap_up_s": (role.ACW, answered),
    }
    for name, (one, calls) in sums.items():
        if one in entry:
            found[name] = entry[one] * (1.0 if one in totals else calls)
    if role.AHT not in entry and role.TALK in entry:
        parts = [one for one in (role.TALK, role.HOLD, role.ACW) if one in entry]
        found["handle_s"] = sum(entry[one] * (1.0 if one in totals else answered) for one in parts)
    return found


def is_of_answered(entries: Sequence[Mapping[str, Any]]) -> bool:
    """Whether the service level of a report is a share of the calls answered.

    Of those offered, no more can be answered in time than are answered at all: where rows say
    otherwise, the column can only mean those answered. A single slip among hundreds does not.
    """
    told = against = 0
    for entry in entries:
        if role.SERVICE_LEVEL not in entry or role.WITHIN in entry:
            continue
        found = dict(entry)
        _complete(found, entry)
        if "answered" in found and found["answered"] > 0:
            told += 1
            in_time = entry[role.SERVICE_LEVEL] * entry["offered"]
            against += _too_many_in_time(in_time, found["answered"])
    return against > told / 100


def _complete(found: dict[str, Any], entry: Mapping[str, Any]) -> None:
    """Calls answered or abandoned, of whichever of the two the row tells."""
    offered = entry["offered"]
    if ABANDON_RATE in entry:
        found["abandoned"] = entry[ABANDON_RATE] * offered
    for one, other in (("answered", "abandoned"), ("abandoned", "answered")):
        if one not in found and other in found:
            found[one] = max(offered - found[other], 0.0)


def _too_many_in_time(in_time: float, answered: float) -> bool:
    return in_time > answered * 1.02 + 0.5


def _share(cell: Cell, comma: bool, percent: bool) -> float | None:
    """A share, written as 0.85, 85 or 85 %, as the whole column is."""
    found = number(cell.rstrip().removesuffix("%") if isinstance(cell, str) else cell, comma)
    if found is None or not 0 <= found <= 100:
        return None
    return found / 100 if percent else min(found, 1.0)
