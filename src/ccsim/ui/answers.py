"""A comparison on the screen: the sentence, the table, the figures, and where they come from."""

import streamlit as st

from ccsim.experiments.compare import Comparison
from ccsim.figures.colours import CONFIG
from ccsim.report.facts import levers
from ccsim.report.page import page as html_page
from ccsim.report.pictures import Picture, pictures
from ccsim.report.tables import differences_table, estimates_table, lever_table, scenario_text
from ccsim.report.words import (
    conclusion,
    length_text,
    luck_sentence,
    repeat_command,
    version_text,
)
from ccsim.report.worth import worth_sentences

_PICTURES = ("differences", "outcomes", "cost")


def show(comparison: Comparison) -> None:
    """All that a reader is shown of a comparison."""
    st.subheader("What came out")
    for line in conclusion(comparison).splitlines():
        st.text(line)
    for sentence in worth_sentences(comparison):
        st.text(sentence)
    for note in comparison.notes:
        st.warning(note)
    st.table(estimates_table(comparison))
    st.subheader(f"What differs from {comparison.reference.label}")
    st.table(differences_table(comparison))
    st.caption(
        f"{luck_sentence(comparison)} Intervals are 95 %; a verdict stands after Holm's "
        "correction for all headline metrics together."
    )
    _figures(comparison)
    _facts(comparison)
    _downloads(comparison)


def _figures(comparison: Comparison) -> None:
    known = {picture.name: picture for picture in pictures(comparison)}
    first, *others = [known[name] for name in _PICTURES if name in known]
    _figure(first)
    for column, picture in zip(st.columns(2), others, strict=False):
        with column:
            _figure(picture)


def _figure(picture: Picture) -> None:
    dark = st.context.theme.type == "dark"
    st.markdown(f"**{picture.caption}**")
    st.plotly_chart(
        picture.figure(dark), theme=None, config=dict(CONFIG), key=f"figure-{picture.name}"
    )


def _facts(comparison: Comparison) -> None:
    """What differs, and all that is needed to see the same again."""
    reference = comparison.reference
    different = levers([run.scenario for run in comparison.runs])
    with st.expander("The levers that differ"):
        st.table(lever_table(comparison, different))
    st.subheader("How to repeat this")
    st.code(repeat_command(comparison), language="shell", wrap_lines=True)
    prints = ", ".join(f"{run.label}: fingerprint {run.fingerprint}" for run in comparison.runs)
    st.caption(
        f"{prints}. {reference.replications} replications of {length_text(reference)}; "
        f"seed {reference.seed}; ccsim {version_text()}, engine {reference.engine}."
    )


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
