"""Compare operating models: choose, run, and see what differs and how sure that is."""

from pathlib import Path

import streamlit as st

from ccsim.errors import UsageError
from ccsim.experiments.replicate import REPLICATIONS, SEED
from ccsim.store.scenarios import Found, find_scenarios
from ccsim.ui.answers import show
from ccsim.ui.requests import Asked, answer

_SHOWN_FIRST = ("scripted_call_center", "solution_center", "pit_stop")


def page() -> None:
    """The form, and below it the last answer."""
    st.title("Compare operating models")
    st.caption(
        "The same customers, with the same problems and the same luck, go through each of them."
    )
    found = {one.path: one for one in find_scenarios()}
    if not found:
        st.info("There is no scenario in ./scenarios. Put a scenario file there to begin.")
        return
    asked = _form(found)
    if asked is not None:
        _run(asked)
    elif st.session_state.pop("running", False):
        st.info("The run was stopped before it was done; nothing of it is kept.")
    _show_last()


def _form(found: dict[Path, Found]) -> Asked | None:
    """The choices, once they are submitted."""
    files = list(found)
    wanted = {path.stem: path for path in files}
    first = [wanted[stem] for stem in _SHOWN_FIRST if stem in wanted] or files[:2]
    with st.form("choices"):
        chosen = st.multiselect(
            "Scenarios",
            files,
            default=first,
            format_func=lambda path: found[path].name,
            help="The first one is the reference that the others are compared with.",
            key="scenarios",
        )
        numbers = _numbers()
        if not st.form_submit_button("Compare", type="primary"):
            return None
    return Asked(tuple(chosen), *numbers)


def _numbers() -> tuple[int | None, int, int]:
    """Weeks, replications and seed, as they are chosen."""
    left, middle, right = st.columns(3)
    replications = left.number_input(
        "Replications",
        min_value=1,
        max_value=1000,
        value=REPLICATIONS,
        help="How often everything is repeated with other luck; more makes intervals narrower.",
        key="replications",
    )
    weeks = middle.number_input(
        "Weeks",
        min_value=1,
        max_value=1040,
        value=None,
        placeholder="as the scenarios say",
        help="Simulated weeks, warm-up included.",
        key="weeks",
    )
    seed = right.number_input(
        "Seed",
        min_value=0,
        max_value=2**32 - 1,
        value=SEED,
        help="Which luck all of them have; the same seed gives the same numbers again.",
        key="seed",
    )
    return weeks, replications, seed


def _run(asked: Asked) -> None:
    """Play what was asked, with progress and a way to stop; what goes wrong is said."""
    st.session_state["asked"] = asked
    st.session_state["running"] = True
    place = st.empty()
    with place.container():
        bar = st.progress(0.0, "Getting ready")
        st.button("Stop", icon=":material/stop:")

    def progress(done: int, total: int) -> None:
        bar.progress(done / total, f"{done} of {total} replications of each scenario")

    try:
        st.session_state["answered"] = (asked, asked.key(), answer(asked, progress))
    except UsageError as error:
        st.error(str(error))
    st.session_state["running"] = False
    place.empty()


def _show_last() -> None:
    """The last answer; one that does not belong to the choices or the files any more says so."""
    if "answered" not in st.session_state:
        return
    asked, key, comparison = st.session_state["answered"]
    try:
        stale = asked != st.session_state.get("asked") or asked.key() != key
    except UsageError:
        stale = True
    if stale:
        st.warning(
            "These results belong to earlier choices, or to files that have changed since: "
            "press Compare for new ones.",
            icon=":material/history:",
        )
    show(comparison)


if __name__ == "__main__":
    page()
