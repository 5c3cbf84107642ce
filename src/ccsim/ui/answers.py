"""A comparison on the screen: the sentence first, then the numbers, then where they come from."""

import streamlit as st

from ccsim.experiments.compare import Comparison
from ccsim.metrics.catalogue.scorecard import SCORECARD
from ccsim.metrics.catalogue.views import VIEWS
from ccsim.report.facts import assumptions, levers
from ccsim.report.page import page as html_page
from ccsim.report.pictures import pictures
from ccsim.report.tables import beside_table, lever_table, scenario_text
from ccsim.report.words import conclusion, luck_sentence, repeat_command
from ccsim.report.worth import worth_sentences
from ccsim.ui.drawn import draw_picture
from ccsim.ui.where_from import where_from

_CUSTOMER_TIME = "Time and effort as customers live it; the truth, not what is believed."
_VIEWS = {
    "operator": ("What the operator sees", "What a dashboard shows: calls, not people."),
    "customer": ("What customers live through", _CUSTOMER_TIME),
}


def show(comparison: Comparison) -> None:
    """All that a reader is shown of a comparison."""
    for line in conclusion(comparison).splitlines():
        st.markdown(f"##### {line}")
    for sentence in worth_sentences(comparison):
        st.markdown(sentence)
    for note in comparison.notes:
        st.warning(note)
    score, money, views, why, doubts, day = st.tabs(
        ["Scorecard", "Cost and value", "Two views", "Why", "Doubts", "Over the day"]
    )
    with score:
        _scorecard(comparison)
    with money:
        _draw(comparison, "cost", "payback")
    with views:
        _views(comparison)
    with why:
        _why(comparison)
    with doubts:
        _doubts(comparison)
    with day:
        _draw(comparison, "day")
    where_from(comparison.runs, repeat_command(comparison))
    _downloads(comparison)


def _scorecard(comparison: Comparison) -> None:
    _draw(comparison, "differences")
    for quadrant, names in SCORECARD.items():
        table = beside_table(comparison, names)
        if len(table):
            st.markdown(f"**{quadrant.capitalize()}**")
            st.table(table)
    st.caption(
        f"{luck_sentence(comparison)} Intervals are 95 %; a verdict on a headline metric stands "
        "after Holm's correction for all of them together."
    )


def _views(comparison: Comparison) -> None:
    for place, (view, names) in zip(st.columns(2), VIEWS.items(), strict=True):
        heading, meaning = _VIEWS[view]
        with place:
            st.markdown(f"**{heading}**")
            st.caption(meaning)
            st.table(beside_table(comparison, names))


def _why(comparison: Comparison) -> None:
    _draw(comparison, "outcomes", "demand")
    st.markdown("**The rules that differ**")
    st.table(lever_table(comparison, levers([run.scenario for run in comparison.runs])))


def _doubts(comparison: Comparison) -> None:
    st.caption(
        "Facts that no good study stands behind: assumptions, and evidence of the weakest grade. "
        "`ccsim robustness` says whether the verdicts survive them."
    )
    rows = assumptions([run.scenario for run in comparison.runs])
    st.dataframe([vars(row) for row in rows], hide_index=True)


def _draw(comparison: Comparison, *names: str) -> None:
    known = {picture.name: picture for picture in pictures(comparison)}
    for name in names:
        if name in known:
            draw_picture(known[name])


def _downloads(comparison: Comparison) -> None:
    with st.container(horizontal=True):
        st.download_button(
            "The page (HTML)",
            data=lambda: html_page(comparison),
            file_name="comparison.html",
            mime="text/html",
            on_click="ignore",
            icon=":material/download:",
        )
        for run in comparison.runs:
            st.download_button(
                f"{run.label} (YAML)",
                data=scenario_text(run),
                file_name=f"{run.fingerprint}.yaml",
                mime="application/yaml",
                on_click="ignore",
                icon=":material/download:",
            )
