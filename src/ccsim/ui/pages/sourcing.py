"""Sourcing: who answers for the firm, by cost beside by what it is worth, and how sure that is."""

import streamlit as st

from ccsim.errors import UsageError
from ccsim.experiments.compare import Comparison
from ccsim.experiments.replicate import source_of
from ccsim.experiments.sourcing import FEE, SPANS
from ccsim.figures.cost_value import cost_value_figure
from ccsim.report.frames import differences_frame
from ccsim.report.words import kept_command, length_text
from ccsim.report.worth import (
    break_even_table,
    ranking_sentence,
    ranking_table,
    worth_sentences,
)
from ccsim.store.scenarios import locate
from ccsim.ui.answers import READ_THIS, choose_view, downloads, reasons, scores, weak_points
from ccsim.ui.choices import choose_settings
from ccsim.ui.drawn import draw
from ccsim.ui.follow import ask, follow
from ccsim.ui.grounds import grounds_of
from ccsim.ui.linked import linked_fact
from ccsim.ui.navigation import title_of
from ccsim.ui.places import remember_runs
from ccsim.ui.questions import Answer, compared, comparison
from ccsim.ui.said import inform, refuse, remark, say, say_table, warn
from ccsim.ui.sourcing import assumed, choose_ways
from ccsim.ui.where_from import where_from

TITLE = title_of(__file__)
_REPLICATIONS = 5
_FEE, _HOW = 240, 170


def page() -> None:
    """Over what time and at what prices; below, who is cheapest beside who is worth most."""
    st.title(TITLE)
    remark(
        "Own people, or a vendor here, next door or abroad? The same customers with the same "
        "problems: who is cheapest, who is worth most, and at which price that turns."
    )
    row = st.container(horizontal=True)
    ways = choose_ways(row)
    over = row.segmented_control(
        "Over what time", list(SPANS), default=next(iter(SPANS)), required=True,
        key="over", bind="query-params",
    )  # fmt: skip
    row = st.container(horizontal=True, vertical_alignment="bottom")
    fee_at, how = row.container(width=_FEE), row.container(width=_HOW)
    with how:
        settings = choose_settings(_REPLICATIONS)
    try:
        of_all = {way: locate(stem) for way, stem in SPANS[str(over)].items()}
        with fee_at:
            fee = str(linked_fact(source_of(of_all["offshore"]).scenario, FEE, "Price model"))
        if len(ways) < 2:
            inform("Choose two or more: the first of them is what the others are held against.")
            return
        files = {way: of_all[way] for way in ways}
        changes = assumed({way: source_of(path).scenario for way, path in files.items()}, fee)
        paths = tuple(files.values())
        asked = compared(paths, *settings, own_sets=tuple(changes[way] for way in files))
    except UsageError as error:
        refuse(str(error))
        return
    job = ask(TITLE, asked, comparison(asked))
    follow(job)
    if job.answer is not None:
        remember_runs(job.answer.folders)
        _show(job.answer, whole=not (job.running or job.stopped))


def _show(answer: Answer, *, whole: bool) -> None:
    """Who comes first and by how much; below, a reason or a doubt, and where it all comes from."""
    result = answer.comparison
    say(f"#### {ranking_sentence(result)}")
    for note in result.notes:
        warn(note)
    say_table(ranking_table(result), hide_index=True)
    remark(
        f"{READ_THIS} Places with = are shared: no difference between these neighbours is "
        f"established. All money is that of the measured time: each is played for "
        f"{length_text(result.reference)}."
    )
    frame = differences_frame(result, headline=False)
    draw(
        "cost-value",
        lambda dark: cost_value_figure(frame, dark=dark),
        f"What it costs to serve and what it is worth, beside {result.reference.label}, "
        "with 95 % intervals: the further up and to the left, the better",
    )
    for sentence in worth_sentences(result, briefly=True):
        say(sentence)
    choose_view(
        result,
        "view",
        {
            "Where it turns": _turns,
            "Scorecard": scores,
            "Why": lambda found: reasons(found, whole),
            "Doubts": lambda found: weak_points(found, whole),
        },
    )
    where_from(result.runs, kept_command(result, answer.folders))
    downloads(result, answer.folders)
    remark(grounds_of(result).told)


def _turns(result: Comparison) -> None:
    """From which price on another one is worth more."""
    remark(
        f"At which price another way is worth more than {result.reference.label}, all else "
        "unchanged, and what the scenario says now. A price changes nothing that happens, so that "
        "no other run is needed to know."
    )
    say_table(break_even_table(result), hide_index=True)


if __name__ == "__main__":
    page()
