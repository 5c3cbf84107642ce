"""Which column of an interval history is what, and whether a time is a total or a mean."""

import datetime as dt
import re
from collections.abc import Mapping
from statistics import median
from typing import Final

from ccsim.errors import UsageError
from ccsim.intake import aliases as role
from ccsim.intake.cells import number, seconds
from ccsim.intake.columns import (
    MILLISECONDS,
    guess,
    names_told,
    plainly,
    says_unit,
    unit_s,
)
from ccsim.intake.tables import Cell, Table

ABANDON_RATE: Final = "abandon_rate"
_ABANDON_RATES: Final = ("abandonrate", "abandonmentrate", "abandonpercent", "abandonpct")
TIMES: Final = (
    role.ASA, role.ABANDON_TIME, role.WAIT, role.AHT, role.TALK, role.HOLD, role.ACW,
)  # fmt: skip
SHARES: Final = (ABANDON_RATE, role.SERVICE_LEVEL)
COUNTS: Final = (role.OFFERED, role.ANSWERED, role.ABANDONED, role.WITHIN)
ENDS: Final = (role.ANSWERED, role.ABANDONED, role.FLOWED_OUT)
"""What the calls offered come to, where no column tells them."""
_TOTALS: Final = ("anstime", "abntime", "acwtime", "acdtime")
"""Items of CMS that are totals of all calls, though their names do not say so."""
_PERCENT: Final = re.compile(r"percent|prozent|porc|pct|pourcent")
_LARGEST_FRACTION: Final = 1.5
_MEAN: Final = re.compile(r"avg|average|mean|speed|aht|asa|tmo|dmt")
"""What the name of a mean has in it, which is none of a total then, however long."""
_HOURS: Final = re.compile(r"(hours?|hrs?|stunden|horas)$")
_IN_TIME: Final = re.compile(r"\d\s*/\s*(\d{1,4})")
_NUMBER: Final = re.compile(r"(\d{1,4})(?!\d|\s*(?:%|pct|per ?cent))\s*(min)?", re.IGNORECASE)
_LONGEST_MEAN_S: Final = 1800.0
_SOME: Final = 20


def guess_history(table: Table, said: Mapping[str, str] | None = None) -> dict[str, int]:
    """The place of each role's column, as said by the user or as the names tell.

    Args:
        table: what the user brought.
        said: names of columns by role (`aliases.HISTORY_ROLES`), which count before any guess.

    Raises:
        UsageError: a role or a column that there is not, or no calls, or no dates.
    """
    found = guess(table, role.HISTORY_ROLES, said)
    if role.ABANDONED not in found:
        for at, name in enumerate(table.columns):
            if is_rate_of(role.ABANDONED, name) and at not in found.values():
                found[ABANDON_RATE] = at
    if role.OFFERED not in found and not {role.ANSWERED, role.ABANDONED} <= set(found):
        raise UsageError(
            f"{table.name}: no column of calls offered is known: {names_told(table)}; "
            "name it offered, or say --column offered=NAME"
        )
    if role.DATE not in found and role.TIME not in found:
        raise UsageError(
            f"{table.name}: no column of dates is known: {names_told(table)}; "
            "name it date, or say --column date=NAME"
        )
    return found


def is_rate_of(one: str, name: str) -> bool:
    """Whether a column is a share of calls: `Abandon rate`, or `% Aban Calls`."""
    return plainly(name) in _ABANDON_RATES or ("%" in name and plainly(name) in role.ALIASES[one])


def is_history(table: Table, said: Mapping[str, str] | None = None) -> bool:
    """Whether a table counts calls by interval; otherwise it may have a call in each row."""
    known = {one: name for one, name in (said or {}).items() if one in role.HISTORY_ROLES}
    if set(said or {}) - set(known):
        return False  # the user names a column that only call records have
    found = guess(table, role.HISTORY_ROLES, known)
    if role.OFFERED in found:
        return bool(_numbers_in(table, found[role.OFFERED]))
    if not {role.ANSWERED, role.ABANDONED} <= set(found):
        return False
    # Of a single call, a 1 says that it was answered.
    several = [_numbers_in(table, found[one]) for one in (role.ANSWERED, role.ABANDONED)]
    return all(several) and max(several[0]) > 1


def _numbers_in(table: Table, place: int) -> list[float]:
    """The numbers of the first cells of a column; none where one of them is no number."""
    cells = [row[place] for row in table.rows[:_SOME] if row[place] != ""]
    found = [number(cell, table.decimal_comma) for cell in cells]
    whole = [one for one in found if one is not None]
    return whole if len(whole) == len(found) else []


def times_unit(table: Table, places: Mapping[str, int]) -> float:
    """How many seconds the unit of times is whose names say none: thousandths in some exports."""
    for one in TIMES:
        name = table.columns[places[one]] if one in places else ""
        if one not in places or says_unit(name) or not _MEAN.search(plainly(name)):
            continue
        cells = [number(row[places[one]], table.decimal_comma) for row in table.rows]
        values = [cell for cell in cells if cell]
        if values and median(values) >= MILLISECONDS:
            return 0.001
    return 1.0


def totals_among(table: Table, places: Mapping[str, int], unit: float) -> frozenset[str]:
    """The times that are totals of all calls of an interval: by name, or too long for a mean.

    Args:
        table: what the user brought.
        places: its columns by role.
        unit: that of the times whose names say none (`times_unit`).
    """
    found = set()
    for one in TIMES:
        if one not in places:
            continue
        name = plainly(table.columns[places[one]])
        said = "total" in name or "sum" in name or name in _TOTALS
        if said or (not _MEAN.search(name) and _mean(table, places[one], unit) > _LONGEST_MEAN_S):
            found.add(one)
    return frozenset(found)


def percent_among(table: Table, places: Mapping[str, int]) -> frozenset[str]:
    """The shares that are written in per cent, as all cells of a column together show.

    They are where a sign says so, where a cell is too large for a fraction, or where the name says
    so. Only a service level that never exceeds 1 is none, whatever its name: a workbook that shows
    85 % keeps 0.85, and no centre answers less than one call in a hundred all the time.
    """
    found = set()
    for one in SHARES:
        if one not in places:
            continue
        cells = [row[places[one]] for row in table.rows]
        signed = any(isinstance(cell, str) and cell.rstrip().endswith("%") for cell in cells)
        values = [value for cell in cells if (value := number(cell, table.decimal_comma))]
        name = table.columns[places[one]]
        says = "%" in name or bool(_PERCENT.search(plainly(name)))
        small = one == role.SERVICE_LEVEL and max(values, default=0.0) <= 1
        if signed or max(values, default=0.0) > _LARGEST_FRACTION or (says and not small):
            found.add(one)
    return frozenset(found)


def staffed_unit_s(table: Table, places: Mapping[str, int]) -> float | None:
    """How many seconds the unit of the time on duty is; None where the column counts agents."""
    if role.STAFFED not in places:
        return None
    place = places[role.STAFFED]
    name = plainly(table.columns[place])
    if _HOURS.search(name):
        return 3600.0
    timed = "time" in name or any(_is_clock(row[place]) for row in table.rows)
    return unit_s(table.columns[place]) if timed else None


def threshold_s(table: Table, places: Mapping[str, int]) -> float | None:
    """The seconds that the name of a column says: `answered within 20 s`, `Service Level 80/20`."""
    for one in (role.WITHIN, role.SERVICE_LEVEL):
        name = table.columns[places[one]] if one in places else ""
        if match := _IN_TIME.search(name):
            return float(match[1])
        if match := _NUMBER.search(name):
            return float(match[1]) * (60.0 if match[2] else 1.0)
    return None


def _is_clock(cell: Cell) -> bool:
    return isinstance(cell, dt.time | dt.timedelta) or (isinstance(cell, str) and ":" in cell)


def _mean(table: Table, place: int, unit: float) -> float:
    name = table.columns[place]
    unit = unit_s(name) if says_unit(name) else unit
    cells = (seconds(row[place], table.decimal_comma, unit) for row in table.rows)
    values = [cell for cell in cells if cell]
    return sum(values) / len(values) if values else 0.0
