"""The rows of an interval history: what each tells of its interval, as sums."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import nan
from typing import Any, Final

from ccsim.intake import aliases as role
from ccsim.intake.cells import day_of, minute_of_day, number, seconds, time_after_date
from ccsim.intake.clocks import Clock
from ccsim.intake.columns import plainly, unit_s
from ccsim.intake.forecast import Rejected
from ccsim.intake.history_columns import ABANDON_RATE, COUNTS, SHARES, TIMES
from ccsim.intake.tables import Cell, Table

KEYS: Final = ("queue", "day", "minute")
"""What an interval is known by."""
DAY_MINUTES: Final = 24 * 60
_PLACES: Final = {"halfhour": 30, "quarterhour": 15, "hour": 60}
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

    def read(self, row: Sequence[Cell], at: int) -> dict[str, Any] | Rejected | None:
        """What a row tells; None for an empty one."""
        if all(cell == "" for cell in row):
            return None
        when = self._cell(row, "date" if "date" in self.places else "time")
        day = day_of(when, self.day_first)
        if not isinstance(day, dt.date):
            return Rejected(at, f"{self._name('date', 'time')} is no date")
        minute = 0
        if "time" in self.places:
            found = self._minute(self._cell(row, "time"))
            if found is None:
                return Rejected(at, f"{self._name('time')} is no time of day")
            day, minute = self.clock.local(day, found, self._cell(row, "time"))
        entry: dict[str, Any] = {"row": at, "queue": self._queue(row), "day": day, "minute": minute}
        for one in (*COUNTS, *TIMES, *SHARES, role.AGENTS, role.STAFFED):
            if one in self.places:
                value = self._value(one, row)
                if value is None:
                    what = "no share" if one in SHARES else "no number from 0 on"
                    return Rejected(at, f"{self._name(one)} is {what}")
                entry[one] = value
        return entry

    def _value(self, one: str, row: Sequence[Cell]) -> float | None:
        cell, comma = self._cell(row, one), self.table.decimal_comma
        if cell in ("", "-", "–", "N/A", "n/a"):
            if one in (role.AGENTS, role.STAFFED):
                return nan  # not known: there is somebody where calls are answered
            return None if one == role.OFFERED else 0.0  # nobody has no mean and no share
        if one in SHARES:
            return _share(cell, comma, one in self.percent)
        unit = unit_s(self._name(one)) if one in TIMES else None
        unit = self.staffed_unit_s if one == role.STAFFED else unit
        if unit is not None:
            found = seconds(cell, comma, unit)
            return found if found is not None and 0 <= found <= _MOST * _LONGEST_S else None
        found = number(cell, comma)
        return found if found is not None and 0 <= found <= _MOST else None

    def _minute(self, cell: Cell) -> int | None:
        """The time of day; a column of half-hours may number them from midnight."""
        step = _PLACES.get(plainly(self.table.columns[self.places["time"]]))
        place = number(cell) if step and not (isinstance(cell, str) and ":" in cell) else None
        if step and place is not None and place.is_integer():
            return int(place) * step if 0 <= place < DAY_MINUTES / step else None
        return minute_of_day(time_after_date(cell))

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
