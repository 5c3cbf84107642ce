"""The ways to answer for a firm that a reader chooses from, and what is assumed of each."""

from typing import TYPE_CHECKING

import streamlit as st

from ccsim.experiments.sourcing import AMOUNT, DOUBTS, FEE, WAYS, Doubt, Way, asked_price
from ccsim.report.facts import fact_at, has_fact, range_of
from ccsim.spec.scenario import Scenario
from ccsim.ui.linked import linked_fact
from ccsim.ui.said import remark, say

if TYPE_CHECKING:
    from streamlit.delta_generator import DeltaGenerator


def choose_ways(row: "DeltaGenerator") -> list[Way]:
    """Who may answer, in-house first, whatever was clicked first."""
    picked = row.pills(
        "Who may answer", list(WAYS), selection_mode="multi", default=list(WAYS),
        format_func=WAYS.__getitem__, key="ways", bind="query-params",
        help="Click on one to leave it out. In-house, or else the first that is left, is what the "
        "others are held against.",
    )  # fmt: skip
    return [way for way in WAYS if way in picked]


def assumed(known: dict[Way, Scenario], fee: str) -> dict[Way, tuple[str, ...]]:
    """What the reader believes of each way, as the facts that differ from its file."""
    with st.expander(
        "What is assumed of each, and how far that may be off", icon=":material/edit:"
    ):
        remark("Below each: from where to where it may lie, and the row of the evidence.")
        places = st.columns(len(known))
        changes: dict[Way, tuple[str, ...]] = {}
        for place, (way, scenario) in zip(places, known.items(), strict=True):
            with place:
                say(f"**{WAYS[way]}**")
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
    remark(_doubted(doubt, by_the_hour=price in (None, str(first))))
    changes = [f"{FEE}={fee}"] if of_vendor and fee != fact_at(scenario, FEE) else []
    return [*changes, f"{doubt.path}={now}"] if str(now) != str(first) else changes


def _doubted(doubt: Doubt, *, by_the_hour: bool) -> str:
    """From where to where a fact may lie, and who says so; of other prices, that nobody does."""
    span = f"{doubt.span} ({doubt.source})" if doubt.span else range_of(doubt.like or doubt.path)
    if by_the_hour:
        return f"{doubt.about}: {span}"
    return f"{doubt.about}: an assumption, no study has such prices; by the hour {span}"
