"""A forecast that a reader brings: its columns asked for, its rows judged, its queues named."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Final

import streamlit as st

from ccsim.errors import UsageError
from ccsim.experiments.forecasted import (
    forecast_settings,
    handle_time_s,
    remembered,
    with_handle_times,
)
from ccsim.intake.columns import Columns, guess_columns
from ccsim.intake.forecast import Forecast, read_forecast
from ccsim.intake.tables import Table, read_table
from ccsim.spec.loading import Loaded
from ccsim.ui import staffing
from ccsim.ui.brought import COLUMN_WIDTH, ask_file, ask_zone, tell_rejected
from ccsim.ui.once import once
from ccsim.ui.said import refuse, remark, say, warn

_NONE: Final = "–"
_NOT_USED: Final = "not used"
_LONGEST_S: Final = 86_400
_ASKED: Final = {
    "time": "Start of the interval",
    "calls": "Calls",
    "queue": "Queue",
    "date": "Date or weekday",
    "aht": "Handle time",
}
_EXAMPLE: Final = "queue,interval_start,calls,aht_s\nsales,2026-01-05 08:00,24,300\n…"
_ROWS: Final = (
    "Long (a row for each interval) or wide (times down, days across); intervals of 15, 30 or 60 "
    "minutes. Formulas and macros are not executed."
)
_KEPT: Final = "columns of forecasts"
"""The columns that were confirmed last in this session."""


def bring_forecast(question: staffing.Asked) -> None:
    """A forecast becomes part of the chosen scenario, which is saved as the reader's own."""
    try:
        base = question.whole
        forecast = _ask_forecast(base)
        if forecast is None:
            return
        queues = _ask_queues(base, forecast)
        forecast = _ask_handle_times(base, forecast, queues)
        if base.scenario.needs:
            remark("These calls come on top of those that the scenario's customers make.")
        if st.button("Use this forecast", type="primary", disabled=not queues):
            st.session_state[_KEPT] = dict(forecast.columns)
            sets = forecast_settings(base, forecast, queues, question.target)
            sets.append(remembered(base, forecast, queues=queues))
            name = f"{base.scenario.name.removesuffix(', my forecast')}, my forecast"
            why = "A forecast brought by a planner."
            staffing.keep_own(question, sets, "forecast", name, why)
    except UsageError as error:
        refuse(str(error))


def _ask_forecast(base: Loaded) -> Forecast | None:
    """The forecast that the reader has brought; None where there is none that can be used.

    Args:
        base: the scenario that it is brought to, with the columns that it remembers.
    """
    brought = ask_file("forecast", rows=_ROWS, example=_EXAMPLE)
    if brought is None:
        return None
    try:
        asked = brought.asked
        table = once("table", asked, lambda: read_table(brought.name, brought.data))
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
        refuse(str(error))
        return None
    _told(forecast)
    return forecast


def _ask_columns(table: Table, remembered: Mapping[str, str]) -> Columns:
    """What the columns are: as they were the last time, or a guess, for the reader to set right."""
    guess = guess_columns(table, remembered=remembered)
    if guess.days:
        remark(f"Read as times of day downwards, {len(guess.days)} days across.")
        return guess
    if guess.times:
        remark(f"Read as days downwards, {len(guess.times)} times of day across.")
        return guess
    if not guess.sure:
        warn("Which column is which? Not all of them are known by their names.")
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


def _told(forecast: Forecast) -> None:
    """What was read, and what was not."""
    calls = sum(sum(one.calls) for one in forecast.queues)
    span = "week" if forecast.weekly else "day"
    say(
        f"**{forecast.rows:,} rows are used:** {calls:,.0f} calls a typical {span}, in intervals "
        f"of {forecast.minutes} minutes, {len(forecast.queues)} queue"
        f"{'s' if len(forecast.queues) > 1 else ''}."
    )
    tell_rejected(forecast.notices, forecast.rejected)


def _ask_queues(base: Loaded, forecast: Forecast) -> dict[str, str]:
    """The scenario's queue for each of the forecast's."""
    names, queues = list(base.scenario.queues), {}
    for at, one in enumerate(forecast.queues):
        meant = base.scenario.imports.queues.get(one.name, one.name)
        first = names.index(meant) if meant in names else min(at, len(names))
        label = f"Queue {one.name!r} of the forecast is" if one.name else "It is the queue"
        chosen = st.selectbox(label, [*names, _NOT_USED], index=first, key=f"queue {one.name}")
        if chosen != _NOT_USED:
            queues[one.name] = chosen
    return queues


def _ask_handle_times(base: Loaded, forecast: Forecast, queues: dict[str, str]) -> Forecast:
    """The forecast with the handle times of the queues for which its file tells none."""
    said = {}
    for one in forecast.queues:
        if one.aht_s is not None or one.name not in queues:
            continue
        usual = round(handle_time_s(base, queues[one.name]))
        told = st.number_input(
            f"Handle time of {queues[one.name]}, s",
            min_value=1,
            max_value=_LONGEST_S,
            value=usual if 1 <= usual <= _LONGEST_S else None,
            placeholder="talk, hold and after-call work",
            help="Mean of talk, hold and after-call work. The file tells none: what stands here "
            "first is the scenario's.",
            key=f"handle time {one.name} {queues[one.name]} {base.scenario.name}",
        )
        if told is not None and told != usual:
            said[one.name] = float(told)
    return with_handle_times(forecast, said)
