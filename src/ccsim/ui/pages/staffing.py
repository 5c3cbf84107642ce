"""Staffing: a forecast and agents by interval, what they reach, and how many it takes."""

from pathlib import Path

import streamlit as st

from ccsim.errors import UsageError
from ccsim.experiments.forecasted import forecast_settings, remembered
from ccsim.spec.loading import load
from ccsim.ui import staffing, staffing_views
from ccsim.ui.choices import choose_scenario, choose_settings
from ccsim.ui.navigation import title_of
from ccsim.ui.schedules import bring_schedule
from ccsim.ui.uploads import ask_forecast, keep_columns

TITLE = title_of(__file__)
_REPLICATIONS = 50
_TARGET, _HOW = 210, 170
_NOT_USED = "not used"


def page() -> None:
    """The scenario and the forecast, then one view of its staffing."""
    st.title(TITLE)
    st.caption("Are there enough agents in each interval, and how many would it take?")
    staffing.open_what_was_made()
    row = st.container(horizontal=True, vertical_alignment="bottom")
    left, middle, right = row.container(), row.container(width=_TARGET), row.container(width=_HOW)
    with left:
        path = choose_scenario("Scenario", "varying_day", "Its queues, callers and agents.")
    target = middle.number_input(
        "To be answered in time, %", 1, 99, 80, key="target", bind="query-params",
        help="Share of callers; how long is in time is the scenario's service_level_threshold.",
    )  # fmt: skip
    with right:
        settings = choose_settings(_REPLICATIONS)
    with st.expander("Bring your own forecast", icon=":material/upload_file:"):
        _bring(path, target / 100)
    with st.expander("Bring your own schedule", icon=":material/calendar_month:"):
        bring_schedule(path)
    try:
        question = staffing.asked(path, *settings, target / 100)
    except UsageError as error:
        st.error(str(error))
        return
    views = {
        "Service by interval": staffing_views.service,
        "Change the staffing": staffing_views.change,
        "How many do I need?": staffing_views.how_many,
        "One agent more or less": staffing_views.one_step,
    }
    view = st.segmented_control(
        "View", list(views), default=next(iter(views)), required=True,
        label_visibility="collapsed", key="view", bind="query-params",
    )  # fmt: skip
    views[view or next(iter(views))](question)


def _bring(path: Path, target: float) -> None:
    """A forecast becomes part of the chosen scenario, which is saved as the reader's own."""
    try:
        base = load(path)
    except UsageError:
        return  # which the page says below
    forecast = ask_forecast(base)
    if forecast is None:
        return
    try:
        names = list(base.scenario.queues)
        queues = {}
        for at, one in enumerate(forecast.queues):
            meant = base.scenario.imports.queues.get(one.name, one.name)
            first = names.index(meant) if meant in names else min(at, len(names))
            label = f"Queue {one.name!r} of the forecast is" if one.name else "It is the queue"
            chosen = st.selectbox(label, [*names, _NOT_USED], index=first, key=f"queue {one.name}")
            if chosen != _NOT_USED:
                queues[one.name] = chosen
        if base.scenario.needs:
            st.caption("These calls come on top of those that the scenario's customers make.")
        if st.button("Use this forecast", type="primary", disabled=not queues):
            keep_columns(forecast)
            sets = forecast_settings(base, forecast, queues, target)
            sets.append(remembered(base, forecast, queues=queues))
            name = f"{base.scenario.name}, my forecast"
            staffing.keep_own(path, sets, "forecast", name, "A forecast brought by a planner.")
    except UsageError as error:
        st.error(str(error))


if __name__ == "__main__":
    page()
