"""Which column of a table is what: as the user says, as remembered, or by its usual names."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from ccsim.errors import UsageError
from ccsim.intake import aliases as role
from ccsim.intake.aliases import ALIASES
from ccsim.intake.cells import day_of, minute_of_day
from ccsim.intake.tables import Table

_UNITS: Final = {
    **dict.fromkeys(("ms", "msec", "millis", "milliseconds"), 0.001),
    **dict.fromkeys(("s", "sec", "secs", "seconds", "sek", "sekunden", "seg", "segundos"), 1.0),
    **dict.fromkeys(("min", "mins", "minutes", "minuten", "minutos"), 60.0),
}
"""Units at the end of a name, in seconds."""
_ENDS: Final = {
    **dict.fromkeys(("ms", "millis", "milliseconds"), 0.001),
    **dict.fromkeys(("min", "mins", "minutes"), 60.0),
    **dict.fromkeys(("sec", "secs", "seconds"), 1.0),
}
"""Those that may follow without a sign between."""
MILLISECONDS: Final = 20_000
"""Usual times from here on are not seconds but thousandths, as Genesys exports them."""
_NUMBER: Final = re.compile(r"\d+(sec(onds|s)?|se[kg]|s)?")
_PACKED_TIME: Final = re.compile(r"\d{8} ?\d{2}:?\d{2}")
Said = Mapping[str, str]
"""The name of the column for each role, as a user says or a scenario remembers."""


@dataclass(frozen=True)
class Columns:
    """The places of the columns of a forecast."""

    time: int | None = None
    """When an interval begins; with its date, where no column has that."""
    calls: int | None = None
    """Long form: the calls of each row."""
    queue: int | None = None
    date: int | None = None
    aht: int | None = None
    days: tuple[int, ...] = ()
    """Wide form: one column for each day, the times of day downwards."""
    times: tuple[int, ...] = ()
    """Wide form lying down: one column for each time of day, the days downwards."""
    talk: int | None = None
    """Talk, hold and after-call work make the handle time where no column has that."""
    hold: int | None = None
    acw: int | None = None

    @property
    def sure(self) -> bool:
        """Whether a forecast can be read by them."""
        if self.times:
            return self.date is not None
        return self.time is not None and (self.calls is not None or bool(self.days))

    @property
    def handle_time(self) -> tuple[int, ...]:
        """The columns that make the handle time together."""
        places = (self.talk, self.hold, self.acw) if self.aht is None else (self.aht,)
        return tuple(at for at in places if at is not None)

    def places(self) -> dict[str, int]:
        """The columns by their roles."""
        found = {one: getattr(self, one) for one in role.FORECAST_ROLES}
        return {one: at for one, at in found.items() if at is not None}

    def named(self, table: Table) -> dict[str, str]:
        """The names of the columns by their roles, for a scenario to remember."""
        return {one: table.columns[at] for one, at in self.places().items()}


def guess(
    table: Table, roles: Sequence[str], said: Said | None = None, remembered: Said | None = None
) -> dict[str, int]:
    """The place of the column for each role that is known of; no column has two roles.

    Args:
        table: what the user brought.
        roles: what is looked for; those named first choose first (`aliases.FORECAST_ROLES`, ...).
        said: columns that the user names; they must exist. An empty name says that there is none.
        remembered: columns of an earlier file; those that this one lacks count for nothing.

    Raises:
        UsageError: the user names a role or a column that there is not.
    """
    found = _said(table, roles, said or {})
    none = {one for one, name in (said or {}).items() if not name}
    for one, name in (remembered or {}).items():
        free = one in roles and one not in found and one not in none
        if free and name in table.columns and table.columns.index(name) not in found.values():
            found[one] = table.columns.index(name)
    forms = [_forms(name) for name in table.columns]
    shares = {at for at, name in enumerate(table.columns) if "%" in name}
    for one in roles:
        if one in found or one in none:
            continue
        for alias in ALIASES[one]:
            places = [at for at, names in enumerate(forms) if alias in names]
            if one != role.SERVICE_LEVEL:
                places = [at for at in places if at not in shares]
            if free_places := [at for at in places if at not in found.values()]:
                found[one] = free_places[0]
                break
    return found


def in_utc(name: str) -> bool:
    """Whether a column says that its times are those of Greenwich: `Start (UTC)`."""
    return bool({"utc", "gmt"} & set(_words(name)))


def guess_columns(
    table: Table, said: Said | None = None, remembered: Said | None = None
) -> Columns:
    """What the columns of a forecast seem to be; what is not known, nobody has to guess.

    Raises:
        UsageError: the user names a role or a column that there is not.
    """
    found = guess(table, role.FORECAST_ROLES, said, remembered)
    days = tuple(
        at
        for at, name in enumerate(table.columns)
        if at not in found.values() and (day_of(name) or day_of(name, day_first=False)) is not None
    )
    time = found.get(role.TIME)
    if role.CALLS not in found and days:
        first = 0 if time is None and 0 not in days else time
        return Columns(time=first, queue=found.get(role.QUEUE), days=days)
    times = tuple(
        at
        for at, name in enumerate(table.columns)
        if at not in found.values() and ":" in name and minute_of_day(name) is not None
    )
    if role.CALLS not in found and len(times) > 1:
        date = found.get(role.DATE, 0)
        return Columns(
            date=None if date in times else date, queue=found.get(role.QUEUE), times=times
        )
    if not found and _is_calabrio(table):
        return Columns(time=1, calls=3, queue=0, talk=4, acw=5)
    return Columns(days=(), times=(), **found)


def names_told(table: Table) -> str:
    """The usual names among those of the columns, for a message, and how many others there are.

    A file without names of columns has an agent or a customer in its first row, perhaps beside a
    word that is also the usual name of a column. So no other name is told.
    """
    if _unnamed(table):
        return f"there is {', '.join(table.columns)}"
    known = {alias for names in ALIASES.values() for alias in names}
    usual = [name for name in table.columns if _forms(name) & known]
    others = len(table.columns) - len(usual)
    if usual and others:
        return f"there is {', '.join(usual)} and {others} other{'s' if others > 1 else ''}"
    if usual:
        return f"there is {', '.join(usual)}"
    return "none has a usual name (does the first row name the columns?)"


def unit_s(name: str) -> float:
    """How many seconds the unit of a column is, as far as its name says it: 60 for minutes.

    >>> unit_s("AHT (min)"), unit_s("talk_s"), unit_s("ahtmin"), unit_s("Wait")
    (60.0, 1.0, 60.0, 1.0)
    """
    return _said_unit_s(name) or 1.0


def says_unit(name: str) -> bool:
    """Whether the name of a column says in what its times are counted."""
    return _said_unit_s(name) is not None


def _said_unit_s(name: str) -> float | None:
    words, whole = _words(name), plainly(name)
    if words and words[-1] in _UNITS:
        return _UNITS[words[-1]]
    return next((unit for end, unit in _ENDS.items() if whole.endswith(end)), None)


def plainly(name: str) -> str:
    """A name without its case, spaces and signs: `Calls offered` is `CALLS_OFFERED`.

    >>> plainly("Calls_Offered"), plainly("AHT (sec)")
    ('callsoffered', 'ahtsec')
    """
    return "".join(_words(name))


def _words(name: str) -> list[str]:
    return re.findall(r"[a-zà-ÿ0-9]+", name.lower())


def _forms(name: str) -> set[str]:
    """A name plainly, without its unit, and without the seconds that it counts within."""
    words = [word for word in _words(name) if word not in {"utc", "gmt"}]
    forms = {"".join(words)}
    if len(words) > 1 and words[-1] in _UNITS:
        forms.add("".join(words[:-1]))
    return forms | {_NUMBER.sub("", form) for form in forms}


def _said(table: Table, roles: Sequence[str], said: Said) -> dict[str, int]:
    """The columns that the user names."""
    found: dict[str, int] = {}
    for one, name in said.items():
        if one not in roles:
            raise UsageError(f"{one!r} is no column that is looked for: {', '.join(roles)}")
        if not name:
            continue
        at = [place for place, column in enumerate(table.columns) if column == name] or [
            place for place, column in enumerate(table.columns) if plainly(column) == plainly(name)
        ]
        if not at:
            raise UsageError(
                f"{table.name}: there is no column {name!r} for {one}: {names_told(table)}"
            )
        found[one] = at[0]
    return found


def _unnamed(table: Table) -> bool:
    """Whether the file names no columns, which then have numbers."""
    return table.columns == tuple(f"Column {at + 1}" for at in range(len(table.columns)))


def _is_calabrio(table: Table) -> bool:
    """Whether it is its forecast, which names no columns: skill, start, end, volume, talk, work."""
    starts = [row[1:3] for row in table.rows[:5]] if _unnamed(table) else []
    return bool(starts and len(table.columns) >= 6) and all(
        isinstance(cell, str) and _PACKED_TIME.fullmatch(cell) for row in starts for cell in row
    )
