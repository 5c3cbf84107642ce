"""Which clock the times of a file keep: the scenario's own, that of Greenwich, or what they say."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from ccsim.errors import UsageError
from ccsim.intake.cells import Day, day_of, zone_of
from ccsim.intake.columns import in_utc
from ccsim.intake.tables import Cell, Table


@dataclass(frozen=True)
class Clock:
    """How a time as a file has it becomes one of the scenario's time zone."""

    to: ZoneInfo | None = None
    """The scenario's; None where times are taken as they are written."""
    plain: dt.tzinfo | None = None
    """The zone of times that name none, where that is not the scenario's."""

    def local(self, day: Day | None, minute: int, cell: Cell) -> tuple[Day | None, int]:
        """A day and the minutes after its midnight, of a time that is written in a cell."""
        if self.to is None or not isinstance(day, dt.date):
            return day, minute
        offset = zone_of(cell)
        zone = self.plain if offset is None else _offset(offset)
        if zone is None:
            return day, minute
        there = dt.datetime.combine(day, dt.time(minute // 60, minute % 60), zone)
        here = there.astimezone(self.to)
        return here.date(), here.hour * 60 + here.minute


def clock_of(
    table: Table,
    times: Iterable[str],
    names: Iterable[str],
    zone: str | None,
    said: str | None,
    notices: list[str],
) -> Clock:
    """The clock of a file.

    Args:
        table: what the user brought.
        times: its dates with their times, as they are written.
        names: the names of their columns, which may say UTC.
        zone: the scenario's time zone; None where it does not matter.
        said: the time zone of times that name none, as the user says.
        notices: what the user should know is added to these.

    Raises:
        UsageError: times are in several zones, and not in the two of a summer and a winter.
    """
    behind = {offset for text in times if (offset := zone_of(text)) and day_of(text) is not None}
    own = set() if zone is None else _offsets_of(zone)
    if len(behind) > 1 and not behind <= own:
        raise UsageError(
            f"{table.name}: times in several time zones ({', '.join(sorted(behind))}): bring all "
            "in the scenario's own, without a zone behind them"
        )
    if behind and zone is None:
        notices.append(f"Times are taken as they are written; the zone {behind.pop()} is left out.")
    if zone is None:
        return Clock()
    plain = said or ("UTC" if any(in_utc(name) for name in names) else None)
    foreign = sorted(behind - own) + ([plain] if plain and plain != zone and not behind else [])
    if foreign:
        notices.append(f"Times are brought from the time zone {foreign[0]} to {zone}.")
    return Clock(ZoneInfo(zone), ZoneInfo(plain) if plain else None) if behind or plain else Clock()


def _offset(text: str) -> dt.tzinfo:
    if text == "Z":
        return dt.UTC
    hours, minutes = int(text[1:3]), int(text[-2:])
    away = dt.timedelta(hours=hours, minutes=minutes)
    return dt.timezone(-away if text[0] == "-" else away)


def _offsets_of(zone: str) -> set[str]:
    """How far a zone is from UTC, in winter and in summer, as it may be written."""
    found = set()
    for month in (1, 7):
        away = dt.datetime(2026, month, 1, tzinfo=ZoneInfo(zone)).strftime("%z")
        found |= {away, f"{away[:3]}:{away[3:]}"}
        if away == "+0000":
            found.add("Z")
    return found
