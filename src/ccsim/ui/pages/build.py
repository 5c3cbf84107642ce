"""Build a scenario: start from one, change its rules, see what differs, keep it, and try it."""

import streamlit as st

from ccsim.errors import UsageError
from ccsim.spec.loading import Loaded
from ccsim.ui.building import Draft, about, checked, differences, draft_of, faults, form, link
from ccsim.ui.choices import choose_scenario, choose_settings
from ccsim.ui.comparing import compare_here
from ccsim.ui.navigation import title_of
from ccsim.ui.own import bring, keep, taken, tried
from ccsim.ui.questions import compared
from ccsim.ui.said import refuse, remark, warn

TITLE = title_of(__file__)
_FIRST = "scripted_call_center"
_REPLICATIONS = 3
# Pixels that these need: what differs stands below the form where there are no more.
_FORM, _BESIDE = 480, 390
_HOW = 170


def page() -> None:
    """The start, the form beside what it changes, and below them a quick comparison of both."""
    st.title(TITLE)
    remark(
        "Which rules make a centre of your own? Change what the organisation decides; "
        "what comes of it for customers is then simulated, never typed in."
    )
    row = st.container(horizontal=True, vertical_alignment="bottom")
    choice = row.container()
    with row:
        bring()
    taken()
    with choice:
        path = choose_scenario("Start from", _FIRST, "What you do not change stays as it is there.")
    start = checked(path)
    if start.loaded is None:
        faults(start)
        return
    draft = draft_of(path)
    link(draft)
    changes = draft.called(start.loaded)
    made = checked(path, [f"{at}={text}" for at, text in changes.items()])
    st.html(f"<style>.st-key-facts {{ min-width: min({_FORM}px, 100%) }}</style>")
    beside = st.container(horizontal=True, gap="large")
    left, right = beside.container(key="facts"), beside.container(width=_BESIDE)
    with left:
        st.subheader("The facts", divider="gray")
        about(draft, start.loaded)
        form(draft, start.loaded, made.faults)
    with right:
        st.subheader("What differs", divider="gray")
        faults(made)
        differences(draft, start.loaded, made.loaded)
        for notice in made.notices:
            warn(notice)
        if made.loaded is not None and draft.changes:
            st.subheader("Keep it", divider="gray")
            keep(start.loaded, changes, made.loaded.scenario.name)
    if made.loaded is not None and draft.changes:
        _try(draft, start.loaded, made.loaded)


def _try(draft: Draft, start: Loaded, made: Loaded) -> None:
    """A quick comparison of what was made with what it was made from."""
    st.subheader("Try it", divider="gray")
    row = st.container(horizontal=True, vertical_alignment="center")
    choice = row.container()
    with row.container(width=_HOW):
        settings = choose_settings(_REPLICATIONS)
    wanted = choice.toggle(
        "Compare it with its start, anew after every change",
        key="try",
        bind="query-params",
        help="Few replications give a quick answer with wide intervals; more make them narrower.",
    )
    if not wanted:
        return
    try:
        path = tried(start, draft.called(start), made.scenario.name)
        asked = compared((draft.start, path), *settings)
    except UsageError as error:
        refuse(str(error))
        return
    compare_here(TITLE, asked)


if __name__ == "__main__":
    page()
