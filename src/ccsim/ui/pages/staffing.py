"""Staffing: a forecast and agents by interval, what they reach, and how many it takes."""

import streamlit as st

from ccsim.errors import UsageError
from ccsim.ui import staffing, staffing_views
from ccsim.ui.choices import choose_scenario, choose_settings
from ccsim.ui.forecasts import bring_forecast
from ccsim.ui.navigation import title_of
from ccsim.ui.said import refuse, remark
from ccsim.ui.schedules import bring_schedule

TITLE = title_of(__file__)
_REPLICATIONS = 10
_FIRST = "scripted_call_center"
# Widths in pixels; on a narrow page what finds no room goes to the next line.
_NAMES, _TARGET, _HOW = 260, 150, 170
_LONGEST_S = 86_400


def page() -> None:
    """The scenario and the forecast, then one view of its staffing."""
    st.title(TITLE)
    remark("Are there enough agents in each interval, and how many would it take?")
    staffing.open_what_was_made()
    try:
        question = _asked()
    except UsageError as error:
        refuse(str(error))
        return
    forecast, schedule = staffing.BRINGS
    with st.expander(
        "Bring your own forecast", icon=":material/upload_file:", key=forecast, on_change="rerun"
    ):
        bring_forecast(question)
    with st.expander(
        "Bring your own schedule", icon=":material/calendar_month:", key=schedule, on_change="rerun"
    ):
        bring_schedule(question)
    views = {
        "Service by interval": staffing_views.service,
        "Change the staffing": staffing_views.change,
        "How many do I need?": staffing_views.how_many,
        "One agent more or less": staffing_views.one_step,
    }
    view = st.pills(
        "View", list(views), default=next(iter(views)), required=True,
        label_visibility="collapsed", key="view", bind="query-params",
    )  # fmt: skip
    views[view or next(iter(views))](question)


def _asked() -> staffing.Asked:
    """The scenario, what it is to reach, and how it is run.

    Raises:
        UsageError: the scenario cannot be used.
    """
    least = f"min-width: min({_NAMES}px, 100%)"
    st.html(f"<style>.st-key-asked > div:first-child {{ {least} }}</style>")
    row = st.container(horizontal=True, vertical_alignment="bottom", key="asked")
    left, target_place, within_place, right = (
        row.container(),
        row.container(width=_TARGET),
        row.container(width=_TARGET),
        row.container(width=_HOW),
    )
    with left:
        path = choose_scenario("Scenario", _FIRST, "Its queues, callers and agents.")
    target = target_place.number_input(
        "To be answered, %", 1, 99, 80, key="target", bind="query-params",
        help="Share of callers, in each interval.",
    )  # fmt: skip
    within = within_place.number_input(
        "within, s", 0, _LONGEST_S, None, key="within", bind="query-params",
        placeholder="scenario's",
        help="What counts as in time; left empty, what the scenario says.",
    )  # fmt: skip
    with right:
        settings = choose_settings(_REPLICATIONS)
    return staffing.asked(path, settings, target / 100, within)


if __name__ == "__main__":
    page()
