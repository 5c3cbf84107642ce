"""A comparison on the screen: the sentence first, then the numbers, then where they come from."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import TypeVar

import streamlit as st

from ccsim.experiments.compare import Comparison, Difference
from ccsim.experiments.results import RunResult
from ccsim.metrics.catalogue.scorecard import SCORECARD
from ccsim.metrics.catalogue.views import VIEWS
from ccsim.report.book import book
from ccsim.report.decision import decision_sentence
from ccsim.report.doubts import doubts
from ccsim.report.facts import levers
from ccsim.report.gap import gap_sentences
from ccsim.report.page import page as html_page
from ccsim.report.pictures import pictures
from ccsim.report.precision import precision_sentences
from ccsim.report.tables import beside_table, lever_table, scenario_text
from ccsim.report.words import conclusion, luck_sentence, repeat_command
from ccsim.report.worth import break_even_table, ranking_sentence, worth_sentences
from ccsim.ui.doubted import survives
from ccsim.ui.downloads import download
from ccsim.ui.drawn import draw_picture
from ccsim.ui.where_from import where_from
from ccsim.ui.why import which_rule

_CUSTOMER_TIME = "Time and effort as customers live it; the truth, not what is believed."
_VIEWS = {
    "operator": ("What the operator sees", "What a dashboard shows: calls, not people."),
    "customer": ("What customers live through", _CUSTOMER_TIME),
}
_SIDE_WIDTH = 520
"""Pixels that a table needs: where two do not fit, they stand one below the other."""
_Result = TypeVar("_Result", Comparison, RunResult)


def show(comparison: Comparison, *, whole: bool = True) -> None:
    """All that a reader is shown of a comparison.

    Args:
        comparison: what was found.
        whole: whether no more replications are to come; before that, nothing is asked about it.
    """
    st.markdown(f"#### {decision_sentence(comparison)}")
    for line in conclusion(comparison).splitlines():
        st.markdown(line)
    for note in comparison.notes:
        st.warning(note)
    for note in precision_sentences(comparison.runs):
        st.info(note)
    _chosen(
        comparison,
        "view",
        {
            "Scorecard": _scores,
            "Cost and value": _money,
            "Operator and customer": _two_sides,
            "Why": lambda found: _why(found, whole),
            "Doubts": lambda found: _weak(found, whole),
            "Over the day": lambda found: _draw(found, "day"),
        },
    )
    where_from(comparison.runs, repeat_command(comparison))
    downloads(comparison, comparison.runs)


def show_run(run: RunResult) -> None:
    """All that a reader is shown of one run."""
    st.markdown(f"##### {conclusion(run)}")
    _chosen(
        run,
        "look",
        {
            "Scorecard": lambda one: _scorecard([one]),
            "Operator and customer": lambda one: _sides([one]),
            "Demand": lambda one: _draw(one, "outcomes", "demand", "day"),
            "Doubts": lambda one: _doubts([one]),
        },
    )
    where_from([run], repeat_command(run))
    downloads(run, [run])


@st.fragment
def _chosen(result: _Result, key: str, views: Mapping[str, Callable[[_Result], None]]) -> None:
    """The view that the reader has chosen; the others are not drawn."""
    view = st.pills(
        "View",
        list(views),
        default=next(iter(views)),
        required=True,
        key=key,
        bind="query-params",
        label_visibility="collapsed",
    )
    views[view](result)


def _scores(comparison: Comparison) -> None:
    _draw(comparison, "differences")
    _scorecard(comparison.runs, comparison.differences)
    st.caption(
        f"{luck_sentence(comparison)} Intervals are 95 %; a verdict on a headline metric "
        "stands after Holm's correction for all of them together."
    )


def _money(comparison: Comparison) -> None:
    """What it costs against what it is worth, and from which price on that holds."""
    for sentence in worth_sentences(comparison, briefly=True):
        st.markdown(sentence)
    if order := ranking_sentence(comparison):
        st.markdown(order)
    _draw(comparison, "selection", "value", "payback", "cost")
    table = break_even_table(comparison)
    if len(table):
        st.markdown("**What would have to be otherwise**")
        st.table(table.set_index("Scenario"))


def _two_sides(comparison: Comparison) -> None:
    _sides(comparison.runs, comparison.differences)


def _why(comparison: Comparison, whole: bool) -> None:
    if whole:
        which_rule(comparison)
    else:
        st.caption("Which rule is worth what can be asked when all replications are played.")
    _draw(comparison, "outcomes", "demand")
    st.markdown("**The rules that differ**")
    st.table(lever_table(comparison, levers([run.scenario for run in comparison.runs])))


def _weak(comparison: Comparison, whole: bool) -> None:
    if whole:
        survives(comparison)
    else:
        st.caption("Whether the verdict survives can be asked when all replications are played.")
    _doubts(comparison.runs)


def _scorecard(runs: Sequence[RunResult], differences: Sequence[Difference] = ()) -> None:
    for quadrant, names in SCORECARD.items():
        table = beside_table(runs, names, differences)
        if len(table):
            st.markdown(f"**{quadrant.capitalize()}**")
            st.table(table)


def _sides(runs: Sequence[RunResult], differences: Sequence[Difference] = ()) -> None:
    """What an operator sees beside what customers live through; below it where there is no room."""
    st.html(f"<style>.st-key-sides > div {{ min-width: min({_SIDE_WIDTH}px, 100%) }}</style>")
    for sentence in gap_sentences(runs):
        st.markdown(sentence)
    with st.container(horizontal=True, key="sides"):
        for view, names in VIEWS.items():
            heading, meaning = _VIEWS[view]
            with st.container():
                st.markdown(f"**{heading}**")
                st.caption(meaning)
                st.table(beside_table(runs, names, differences))


def _doubts(runs: Sequence[RunResult]) -> None:
    st.caption(
        "Facts of weak evidence (grade C or D); those that the scenarios differ in come first."
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
        download("The page (HTML)", lambda: html_page(result), "page.html")
        download("The workbook (Excel)", lambda: book(result), "book.xlsx")
        for run in runs:
            download(f"{run.label} (YAML)", partial(scenario_text, run), f"{run.fingerprint}.yaml")
