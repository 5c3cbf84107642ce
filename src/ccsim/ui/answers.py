"""A comparison on the screen: the sentence first, then the numbers, then where they come from."""

from collections.abc import Sequence

import streamlit as st

from ccsim.experiments.compare import Comparison, Difference
from ccsim.experiments.results import RunResult
from ccsim.metrics.catalogue.scorecard import SCORECARD
from ccsim.metrics.catalogue.views import VIEWS
from ccsim.report.book import book
from ccsim.report.doubts import doubts
from ccsim.report.facts import levers
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
    score, money, views, why, weak, day = st.tabs(
        ["Scorecard", "Cost and value", "Two views", "Why", "Doubts", "Over the day"]
    )
    with score:
        _draw(comparison, "differences")
        _scorecard(comparison.runs, comparison.differences)
        st.caption(
            f"{luck_sentence(comparison)} Intervals are 95 %; a verdict on a headline metric "
            "stands after Holm's correction for all of them together."
        )
    with money:
        _draw(comparison, "cost", "value", "payback")
    with views:
        _views(comparison.runs, comparison.differences)
    with why:
        _draw(comparison, "outcomes", "demand")
        st.markdown("**The rules that differ**")
        st.table(lever_table(comparison, levers([run.scenario for run in comparison.runs])))
    with weak:
        _doubts(comparison.runs)
    with day:
        _draw(comparison, "day")
    where_from(comparison.runs, repeat_command(comparison))
    downloads(comparison, comparison.runs)


def show_run(run: RunResult) -> None:
    """All that a reader is shown of one run."""
    st.markdown(f"##### {conclusion(run)}")
    score, views, demand, weak = st.tabs(["Scorecard", "Two views", "Demand", "Doubts"])
    with score:
        _scorecard([run])
    with views:
        _views([run])
    with demand:
        _draw(run, "outcomes", "demand", "day")
    with weak:
        _doubts([run])
    where_from([run], repeat_command(run))
    downloads(run, [run])


def _scorecard(runs: Sequence[RunResult], differences: Sequence[Difference] = ()) -> None:
    for quadrant, names in SCORECARD.items():
        table = beside_table(runs, names, differences)
        if len(table):
            st.markdown(f"**{quadrant.capitalize()}**")
            st.table(table)


def _views(runs: Sequence[RunResult], differences: Sequence[Difference] = ()) -> None:
    for place, (view, names) in zip(st.columns(2), VIEWS.items(), strict=True):
        heading, meaning = _VIEWS[view]
        with place:
            st.markdown(f"**{heading}**")
            st.caption(meaning)
            st.table(beside_table(runs, names, differences))


def _doubts(runs: Sequence[RunResult]) -> None:
    st.caption(
        "Facts of weak evidence (grade C or D); those that the scenarios differ in come first. "
        "`ccsim robustness` says whether the verdicts survive them."
    )
    rows = [
        {
            "Fact": one.field,
            "What it is": one.help,
            "In use": one.values,
            "Plausible range": one.span,
            "Source": one.source,
            "Grade": one.grade,
            "What makes it doubtful": one.why,
        }
        for one in doubts([run.scenario for run in runs])
    ]
    st.dataframe(rows, hide_index=True)


def _draw(result: Comparison | RunResult, *names: str) -> None:
    known = {picture.name: picture for picture in pictures(result)}
    for name in names:
        if name in known:
            draw_picture(known[name])


def downloads(result: Comparison | RunResult, runs: Sequence[RunResult]) -> None:
    """The page of a result, and each scenario as it was run."""
    with st.container(horizontal=True):
        st.download_button(
            "The page (HTML)",
            data=lambda: html_page(result),
            file_name="page.html",
            mime="text/html",
            on_click="ignore",
            icon=":material/download:",
        )
        st.download_button(
            "The workbook (Excel)",
            data=lambda: book(result),
            file_name="book.xlsx",
            mime="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            on_click="ignore",
            icon=":material/download:",
        )
        for run in runs:
            st.download_button(
                f"{run.label} (YAML)",
                data=scenario_text(run),
                file_name=f"{run.fingerprint}.yaml",
                mime="application/yaml",
                on_click="ignore",
                icon=":material/download:",
            )
