"""A comparison on the screen: the sentence first, then the numbers, then where they come from."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Literal, TypeVar

import streamlit as st

from ccsim.experiments.compare import Comparison, Difference
from ccsim.experiments.results import RunResult
from ccsim.metrics.catalogue.scorecard import SCORECARD
from ccsim.metrics.catalogue.views import VIEWS
from ccsim.report.decision import decision_sentence
from ccsim.report.doubts import doubts
from ccsim.report.facts import levers
from ccsim.report.gap import gap_sentences
from ccsim.report.keeping_up import keeping_up_sentences
from ccsim.report.pictures import pictures
from ccsim.report.precision import precision_sentences
from ccsim.report.scorecard import runs_of
from ccsim.report.tables import beside_table, lever_table, scenario_text
from ccsim.report.words import conclusion, luck_sentence, repeat_command
from ccsim.report.worth import break_even_table, ranking_sentence, worth_sentences
from ccsim.ui.doubted import survives
from ccsim.ui.downloads import download
from ccsim.ui.drawn import draw_picture
from ccsim.ui.grounds import grounds_of
from ccsim.ui.said import inform, remark, say, say_table, warn
from ccsim.ui.where_from import where_from
from ccsim.ui.why import which_rule

_CUSTOMER_TIME = "Time and effort as customers live it; the truth, not what is believed."
_VIEWS = {
    "operator": ("What the operator sees", "What a dashboard shows: calls, not people."),
    "customer": ("What customers live through", _CUSTOMER_TIME),
}
READ_THIS = (
    "In brackets: from where to where the true number lies (95 of 100 such intervals hold it), and "
    "n, how often everything was played, each time with other luck."
)
"""How a number is to be read that stands with its interval and count."""
_VERDICTS = (
    "“Better” or “worse” is said of a metric in the picture only where it still holds when allowed "
    "for how many there are (Holm's correction); “not established” means that these runs "
    "cannot tell, not that there is no difference."
)
_SIDE_WIDTH = 520
"""Pixels that a table needs: where two do not fit, they stand one below the other."""
_BREAK_PATHS = (
    "<style>.st-key-breaking td:first-child p { overflow-wrap: anywhere !important }</style>"
)
"""Paths are one long word each: on a narrow page they are broken, not the table cut off."""
_DOUBTS_HEIGHT = 560
"""Pixels for the table of doubts where it is long: it is scrolled."""
_FEW_DOUBTS = 8
_Result = TypeVar("_Result", Comparison, RunResult)


def show(
    comparison: Comparison,
    folders: Sequence[Path],
    *,
    whole: bool = True,
    notes: Sequence[str] = (),
) -> None:
    """All that a reader is shown of a comparison.

    Args:
        comparison: what was found.
        folders: where its runs are kept.
        whole: whether no more replications are to come; before that, nothing is asked about it.
        notes: what a reader has to know of how the runs were made.
    """
    say(f"#### {decision_sentence(comparison)}")
    for line in conclusion(comparison).splitlines():
        say(line)
    remark(READ_THIS)
    for note in (*notes, *comparison.notes, *keeping_up_sentences(comparison.runs)):
        warn(note)
    for note in precision_sentences(comparison.runs):
        inform(note)
    choose_view(
        comparison,
        "view",
        {
            "Scorecard": scores,
            "Cost and value": _money,
            "Operator and customer": _two_sides,
            "Why": lambda found: reasons(found, whole),
            "Doubts": lambda found: weak_points(found, whole),
            "Over the day": lambda found: _draw(found, "day"),
        },
    )
    where_from(comparison.runs, repeat_command(comparison))
    downloads(comparison, folders, notes)
    remark(grounds_of(comparison).told)


def show_run(run: RunResult, folder: Path, notes: Sequence[str] = ()) -> None:
    """All that a reader is shown of one run; the arguments are those of `show`."""
    for note in (*notes, *keeping_up_sentences([run])):
        warn(note)
    say(f"##### {conclusion(run)}")
    choose_view(
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
    downloads(run, [folder], notes)


@st.fragment
def choose_view(result: _Result, key: str, views: Mapping[str, Callable[[_Result], None]]) -> None:
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


def scores(comparison: Comparison) -> None:
    """The picture of the differences, and the balanced scorecard."""
    _draw(comparison, "differences")
    _scorecard(comparison.runs, comparison.differences)
    remark(f"{READ_THIS} {luck_sentence(comparison)} {_VERDICTS}")


def _money(comparison: Comparison) -> None:
    """What it costs against what it is worth, and from which price on that holds."""
    for sentence in worth_sentences(comparison, briefly=True):
        say(sentence)
    if order := ranking_sentence(comparison):
        say(order)
    _draw(comparison, "selection", "value", "payback", "cost")
    table = break_even_table(comparison)
    if len(table):
        say("**Where it turns**")
        say_table(table, hide_index=True)


def _two_sides(comparison: Comparison) -> None:
    _sides(comparison.runs, comparison.differences)


def reasons(comparison: Comparison, whole: bool) -> None:
    """Which rule is worth what, what came of the cases, and the rules that differ."""
    if whole:
        which_rule(comparison)
    else:
        remark("Which rule is worth what can be asked when all replications are played.")
    _draw(comparison, "outcomes", "demand")
    say("**The rules that differ**")
    st.html(_BREAK_PATHS)
    with st.container(key="breaking"):
        different = levers([run.scenario for run in comparison.runs])
        say_table(lever_table(comparison, different), hide_index=True)


def weak_points(comparison: Comparison, whole: bool) -> None:
    """Whether the verdict survives the doubts, and what is doubted."""
    if whole:
        survives(comparison)
    else:
        remark("Whether the verdict survives can be asked when all replications are played.")
    _doubts(comparison.runs)


def _scorecard(runs: Sequence[RunResult], differences: Sequence[Difference] = ()) -> None:
    for quadrant, names in SCORECARD.items():
        table = beside_table(runs, names, differences)
        if len(table):
            say(f"**{quadrant.capitalize()}**")
            say_table(table)


def _sides(runs: Sequence[RunResult], differences: Sequence[Difference] = ()) -> None:
    """What an operator sees beside what customers live through; below it where there is no room."""
    st.html(f"<style>.st-key-sides > div {{ min-width: min({_SIDE_WIDTH}px, 100%) }}</style>")
    for sentence in gap_sentences(runs):
        say(sentence)
    with st.container(horizontal=True, key="sides"):
        for view, names in VIEWS.items():
            heading, meaning = _VIEWS[view]
            with st.container():
                say(f"**{heading}**")
                remark(meaning)
                say_table(beside_table(runs, names, differences))


def _doubts(runs: Sequence[RunResult]) -> None:
    say("**What is known weakly, the worst first**")
    remark(
        "Evidence is graded from A (peer-reviewed or official) to D (an assumption of ours); these "
        "are the facts in use of grade C or D."
    )
    rows = [
        {
            "What it is": f"{one.help} ({one.field})" if one.help else one.field,
            "In use": one.values,
            "Plausible range": one.span or "not known",
            "Source, grade": f"{one.source}, {one.grade}",
            "What makes it doubtful": one.why,
        }
        for one in doubts([run.scenario for run in runs])
    ]
    st.html(_BREAK_PATHS)
    height: int | Literal["content"] = _DOUBTS_HEIGHT if len(rows) > _FEW_DOUBTS else "content"
    with st.container(height=height, key="breaking"):
        say_table(rows, hide_index=True)


def _draw(result: Comparison | RunResult, *names: str) -> None:
    known = {picture.name: picture for picture in pictures(result)}
    for name in names:
        if name in known:
            draw_picture(known[name])


def downloads(
    result: Comparison | RunResult, folders: Sequence[Path], notes: Sequence[str] = ()
) -> None:
    """The page of a result with all that is known of it, and each scenario as it was run."""
    known = grounds_of(result, folders, notes)
    with st.container(horizontal=True):
        download("The page (HTML)", lambda: known.page(result), "page.html")
        download("The workbook (Excel)", lambda: known.book(result), "book.xlsx")
        for run in runs_of(result):
            download(f"{run.label} (YAML)", partial(scenario_text, run), f"{run.fingerprint}.yaml")
