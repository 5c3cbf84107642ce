"""Where numbers come from, and how to get them again: stands below every result."""

from collections.abc import Sequence

import streamlit as st

from ccsim.codes import RESULTS_VERSION
from ccsim.experiments.results import RunResult
from ccsim.report.words import length_text, version_text
from ccsim.store.scenarios import is_of_a_session
from ccsim.ui.said import remark


def where_from(runs: Sequence[RunResult], command: str) -> None:
    """Scenario, seed, version and the line that gives the same numbers; the link is the page's."""
    first = runs[0]
    prints = ", ".join(f"{run.label} (fingerprint {run.fingerprint})" for run in runs)
    st.subheader("How to get this again", divider="gray")
    st.code(command, language="shell", wrap_lines=True)
    if any(run.source is not None and is_of_a_session(run.source.path) for run in runs):
        remark("What is your own there is a file to download first, as YAML.")
    remark(
        f"{prints}; {first.replications} replications of {length_text(first)}; seed {first.seed}; "
        f"ccsim {version_text()}, results version {RESULTS_VERSION}, engine {first.engine}. "
        "The address of this page, as it stands in your browser, opens the same view again."
    )
