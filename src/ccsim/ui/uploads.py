"""A forecast that a reader brings: uploaded or pasted, its columns asked for, its rows judged."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from hashlib import blake2s
from typing import Final

import streamlit as st

from ccsim.errors import UsageError
from ccsim.intake.columns import Columns, guess_columns
from ccsim.intake.forecast import Forecast, Rejected, read_forecast
from ccsim.intake.tables import MOST_BYTES, Table, read_table
from ccsim.intake.templates import template
from ccsim.spec.loading import Loaded
from ccsim.ui.downloads import download
from ccsim.ui.once import once

COLUMN_WIDTH: Final = 180
"""Of a choice of columns, in pixels; what does not fit goes to the next line."""
_NONE: Final = "–"
_ASKED: Final = {
    "time": "Start of the interval",
    "calls": "Calls",
    "queue": "Queue",
    "date": "Date or weekday",
    "aht": "Handle time",
}
_EXAMPLE: Final = "queue,interval_start,calls,aht_s\nsales,2026-01-05 08:00,24,300\n…"


_KEPT: Final = "columns of forecasts"
"""The columns that were confirmed last in this session."""


def keep_columns(forecast: Forecast) -> None:
    """Begin with these columns when the next forecast of this session is brought."""
    st.session_state[_KEPT] = dict(forecast.columns)


def ask_forecast(base: Loaded) -> Forecast | None:
    """The forecast that the reader has brought; None where there is none that can be used.

    Args:
        base: the scenario that it is brought to, with the columns that it remembers.
    """
    left, right = st.columns(2)
    file = left.file_uploader(
        "A file (CSV or xlsx)",
        type=["csv", "txt", "tsv", "xlsx", "xlsm"],
        max_upload_size=MOST_BYTES // 1_000_000,
        help="Long (a row for each interval) or wide (times down, days across); intervals of 15, "
        "30 or 60 minutes. Formulas and macros are not executed.",
        key="forecast file",
    )
    pasted = right.text_area(
        "Or pasted from a spreadsheet", placeholder=_EXAMPLE, height=110, key="forecast text"
    )
    if file is None and not pasted.strip():
        download_template("forecast")
        return None
    try:
        data = file.getvalue() if file is not None else pasted.encode()
        name = file.name if file is not None else "pasted text"
        asked = (name, blake2s(data).digest())
        table = once("table", asked, lambda: read_table(name, data))
        calendar, kept = base.scenario.calendar, base.scenario.imports
        known: Mapping[str, str] = st.session_state.get(_KEPT, {})
        columns = _ask_columns(table, {**known, **kept.columns("forecast")})
        times_in = ask_zone("forecast", calendar.time_zone, kept.time_zone)
        forecast = once(
            "forecast",
            (asked, columns, calendar.time_zone, times_in),
            lambda: read_forecast(table, columns, zone=calendar.time_zone, times_in=times_in),
        )
    except UsageError as error:
        st.error(str(error))
        return None
    _told(forecast)
    return forecast


def download_template(kind: str) -> None:
    """Offer a table to fill in, with its columns explained."""
    file = f"{kind}.xlsx"
    download(f"A table to fill in ({file})", lambda: template(kind, ".xlsx"), file)


def _ask_columns(table: Table, remembered: Mapping[str, str]) -> Columns:
    """What the columns are: as they were the last time, or a guess, for the reader to set right."""
    guess = guess_columns(table, remembered=remembered)
    if guess.days:
        st.caption(f"Read as times of day downwards, {len(guess.days)} days across.")
        return guess
    if guess.times:
        st.caption(f"Read as days downwards, {len(guess.times)} times of day across.")
        return guess
    if not guess.sure:
        st.warning("Which column is which? Not all of them are known by their names.")
    options = [_NONE, *table.columns]
    line = st.container(horizontal=True)

    def ask(role: str, at: int | None) -> int | None:
        # Other columns are another question: what was chosen for the last file does not stay.
        key = f"column {role} {hash(table.columns)}"
        index = 0 if at is None else at + 1
        name = line.selectbox(_ASKED[role], options, index=index, key=key, width=COLUMN_WIDTH)
        return None if name == _NONE else table.columns.index(name)

    asked = {role: ask(role, getattr(guess, role)) for role in _ASKED}
    return replace(guess, days=(), times=(), **asked)


def ask_zone(kind: str, zone: str, remembered: str | None) -> str | None:
    """The time zone of the file's times, where it may be another than the scenario's.

    Args:
        kind: of the file.
        zone: that of the scenario.
        remembered: that of the last file.
    """
    options = list(dict.fromkeys(one for one in (zone, remembered, "UTC") if one is not None))
    if len(options) == 1:
        return None
    at = options.index(remembered) if remembered is not None else 0
    chosen = st.selectbox("Its times are those of", options, index=at, key=f"zone of {kind}")
    return None if chosen == zone else chosen


def _told(forecast: Forecast) -> None:
    """What was read, and what was not."""
    calls = sum(sum(one.calls) for one in forecast.queues)
    span = "week" if forecast.weekly else "day"
    st.markdown(
        f"**{forecast.rows:,} rows are used:** {calls:,.0f} calls a typical {span}, in intervals "
        f"of {forecast.minutes} minutes, {len(forecast.queues)} queue"
        f"{'s' if len(forecast.queues) > 1 else ''}."
    )
    tell_rejected(forecast.notices, forecast.rejected)


def tell_rejected(notices: Sequence[str], rejected: Sequence[Rejected]) -> None:
    """What a reader should know of a file, and its rows that are not used."""
    for notice in notices:
        st.caption(notice)
    if rejected:
        count = len(rejected)
        st.warning(f"{count:,} rows are not used:" if count > 1 else "One row is not used:")
        rows = [{"Row": one.row, "Why": one.why} for one in rejected[:1000]]
        st.dataframe(rows, hide_index=True, height=min(38 + 36 * len(rows), 260))
