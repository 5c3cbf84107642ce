"""Sourcing: who answers for the firm, by cost beside by what it is worth, and how sure that is."""

from pathlib import Path

import streamlit as st

from ccsim.errors import UsageError
from ccsim.experiments.replicate import source_of
from ccsim.experiments.sourcing import AMOUNT, DOUBTS, FEE, SPANS, WAYS, Doubt, Way, asked_price
from ccsim.figures.cost_value import cost_value_figure
from ccsim.report.facts import fact_at, has_fact, range_of
from ccsim.report.frames import differences_frame
from ccsim.report.words import kept_command
from ccsim.report.worth import break_even_table, ranking_table, worth_sentences
from ccsim.spec.scenario import Scenario
from ccsim.store.scenarios import locate
from ccsim.ui.answers import downloads
from ccsim.ui.choices import choose_settings
from ccsim.ui.drawn import draw
from ccsim.ui.follow import ask, follow
from ccsim.ui.linked import linked_fact
from ccsim.ui.navigation import title_of
from ccsim.ui.places import remember_runs
from ccsim.ui.questions import Answer, compared, comparison
from ccsim.ui.where_from import where_from

TITLE = title_of(__file__)
_REPLICATIONS = 5
_HOW = 170


def page() -> None:
    """Over what time and at what prices; below, who is cheapest beside who is worth most."""
    st.title(TITLE)
    st.caption(
        "Own people, or a vendor here, next door or abroad? The same customers with the same "
        "problems: who is cheapest, who is worth most, and at which price that turns."
    )
    over = st.segmented_control(
        "Over what time", list(SPANS), default=next(iter(SPANS)), required=True,
        key="over", bind="query-params",
    )  # fmt: skip
    row = st.container(horizontal=True, vertical_alignment="bottom")
    fee_at, how = row.container(), row.container(width=_HOW)
    with how:
        settings = choose_settings(_REPLICATIONS)
    try:
        files = {way: locate(stem) for way, stem in SPANS[str(over)].items()}
        known = {way: source_of(path).scenario for way, path in files.items()}
        with fee_at:
            fee = str(linked_fact(known["offshore"], FEE, "Price model"))
        changes = _assumed(known, fee)
        paths = tuple(files.values())
        asked = compared(paths, *settings, own_sets=tuple(changes[way] for way in files))
    except UsageError as error:
        st.error(str(error))
        return
    job = ask(TITLE, asked, comparison(asked))
    follow(job)
    if job.answer is not None:
        remember_runs(job.answer.folders)
        _show(job.answer)


def _assumed(known: dict[Way, Scenario], fee: str) -> dict[Way, tuple[str, ...]]:
    """What the reader believes of each way, as the facts that differ from its file."""
    with st.expander(
        "What is assumed of each, and how far that may be off", icon=":material/edit:"
    ):
        places = st.columns(len(known))
        changes: dict[Way, tuple[str, ...]] = {}
        for place, (way, scenario) in zip(places, known.items(), strict=True):
            with place:
                st.markdown(f"**{WAYS[way]}**")
                own = [
                    _changed(way, scenario, doubt, fee)
                    for doubt in DOUBTS[way]
                    if has_fact(scenario, doubt.path)
                ]
            changes[way] = tuple(change for found in own for change in found)
    return changes


def _changed(way: Way, scenario: Scenario, doubt: Doubt, fee: str) -> list[str]:
    """One fact with its range below; what is to be set where the reader says otherwise."""
    first, of_vendor = fact_at(scenario, doubt.path), doubt.path == AMOUNT
    price = asked_price(way, fee, str(first)) if of_vendor else None
    key = f"{way}.{doubt.path}.{fee}" if of_vendor else f"{way}.{doubt.path}"
    now = linked_fact(scenario, doubt.path, doubt.label, key, price)
    st.caption(_doubted(doubt, by_the_hour=price in (None, str(first))))
    changes = [f"{FEE}={fee}"] if of_vendor and fee != fact_at(scenario, FEE) else []
    return [*changes, f"{doubt.path}={now}"] if str(now) != str(first) else changes


def _doubted(doubt: Doubt, *, by_the_hour: bool) -> str:
    """From where to where a fact may lie, and who says so; of other prices, that nobody does."""
    span = f"{doubt.span} ({doubt.source})" if doubt.span else range_of(doubt.like or doubt.path)
    if by_the_hour:
        return f"{doubt.about}: {span}"
    return f"{doubt.about}: an assumption, no study has such prices; by the hour {span}"


def _show(answer: Answer) -> None:
    """The ranking and its reasons, and where they come from."""
    result = answer.comparison
    st.subheader("Who comes first", divider="gray")
    for note in result.notes:
        st.warning(note)
    table = ranking_table(result)
    st.table(table.set_index(table.columns[0]) if len(table) else table)
    st.caption(
        "Mean over replications with its 95 % interval and count. A place with = is shared: "
        "no difference between these neighbours is established."
    )
    frame = differences_frame(result, headline=False)
    draw(
        "cost-value",
        lambda dark: cost_value_figure(frame, dark=dark),
        f"Cost against value, beside {result.reference.label}",
    )
    for sentence in worth_sentences(result, briefly=True):
        st.markdown(sentence)
    st.markdown("**Where it turns**")
    st.caption("All else unchanged; a price is exact, as it changes nothing that happens.")
    st.table(break_even_table(result).set_index("Scenario"))
    where_from(result.runs, kept_command(result, [Path(one) for one in answer.folders]))
    downloads(result, result.runs)


if __name__ == "__main__":
    page()
