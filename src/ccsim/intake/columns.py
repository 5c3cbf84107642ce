"""Which column of a table is what: guessed from the names that planning tools give them."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from ccsim.intake.cells import day_of
from ccsim.intake.tables import Table

QUEUE, DATE, TIME, CALLS, AHT = "queue", "date", "time", "calls", "aht"
ROLES: Final = (QUEUE, DATE, TIME, CALLS, AHT)
_ALIASES: Final[dict[str, tuple[str, ...]]] = {
    QUEUE: (
        "queue", "queuename", "skill", "skillname", "split", "splitskill", "workgroup", "lob",
        "lineofbusiness", "contacttype", "ct", "ctname", "stream", "service", "warteschlange",
        "cola",
    ),
    DATE: ("date", "day", "weekday", "dayofweek", "datum", "tag", "fecha", "dia", "día", "jour"),
    TIME: (
        "intervalstart", "interval", "start", "starttime", "time", "timeofday",
        "intervalstarttime",
        "startinterval", "starttimeofinterval", "datetime", "timestamp", "period", "from", "begin",
        "uhrzeit", "zeit", "hora", "von", "halfhour", "quarterhour", "hour",
    ),
    CALLS: (
        "calls", "volume", "forecast", "forecastcalls", "forecastvolume", "forecastedcalls",
        "offered", "callsoffered", "contactsqueued", "contacts", "contactvolume",
        "forecastcontacts",
        "callvolume", "offer", "arrivals", "cv", "fcv", "anrufe", "llamadas", "appels",
    ),
    AHT: (
        "aht", "ahts", "ahtsec", "ahtsecs", "ahtseconds", "averagehandle", "averagehandletime",
        "avghandle", "avghandletime", "handletime", "forecastaht", "ahtmin", "ahtminutes",
        "averagehandlingtime", "bearbeitungszeit", "tmo",
    ),
}  # fmt: skip
"""Verint: queue, date, volume, AHT. Calabrio: skill, start. CMS: CALLSOFFERED. Amazon Connect:
CONTACTS_QUEUED, HANDLE_TIME. Genesys: Offered, Average Handle."""


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

    @property
    def sure(self) -> bool:
        """Whether a forecast can be read by them."""
        return self.time is not None and (self.calls is not None or bool(self.days))


def guess_columns(table: Table) -> Columns:
    """What the columns of a table seem to be; what is not known, nobody has to guess."""
    found = {role: _place(table.columns, role) for role in ROLES}
    taken = {place for place in found.values() if place is not None}
    days = tuple(
        at for at, name in enumerate(table.columns) if at not in taken and day_of(name) is not None
    )
    time = found[TIME]
    if found[CALLS] is None and days:
        return Columns(time=0 if time is None and 0 not in days else time, days=days)
    return Columns(time, found[CALLS], found[QUEUE], found[DATE], found[AHT])


def _place(columns: Sequence[str], role: str) -> int | None:
    """The column whose name stands first among those that the role is known by."""
    plain = [plainly(name) for name in columns]
    for alias in _ALIASES[role]:
        if alias in plain:
            return plain.index(alias)
    return None


def plainly(name: str) -> str:
    """A name without its case, spaces and signs: `Calls offered` is `CALLS_OFFERED`.

    >>> plainly("Calls_Offered"), plainly("AHT (sec)")
    ('callsoffered', 'ahtsec')
    """
    return re.sub(r"[^a-zà-ÿ0-9]", "", name.lower())
