"""What nearly every page lets its reader choose: scenarios, and how they are run."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

import streamlit as st

from ccsim.experiments.replicate import REPLICATIONS, SEED
from ccsim.store.runs import is_run
from ccsim.store.scenarios import Found, find_scenarios, found_at
from ccsim.ui.places import own_folder, own_runs, remember_runs, run_folder

OWN = "mine"


class Settings(NamedTuple):
    """How scenarios are run."""

    weeks: int | None
    replications: int
    seed: int


def scenarios_at_hand() -> dict[str, Found]:
    """The scenarios that this reader may choose, by a short name that a link can hold."""
    found = {one.path.stem: one for one in find_scenarios()}
    for path in sorted(own_folder().glob("*.yaml")):
        found[f"{OWN}/{path.stem}"] = found_at(path)
    return found


def names_shown(found: Mapping[str, Found]) -> dict[str, str]:
    """What each scenario is called where one is chosen: no two alike, and nobody's name changes.

    The name is what a link holds. Where a file says the name of one before it, its own is added.

    >>> plain, copy = Found(Path("a.yaml"), "Desk", ""), Found(Path("b.yaml"), "Desk", "")
    >>> names_shown({"a": plain, "b": copy, "mine/a": plain, "mine/b": copy}).values()
    dict_values(['Desk', 'Desk (b)', 'Desk (mine)', 'Desk (mine, b)'])
    """
    names: dict[str, str] = {}
    for short, one in found.items():
        own = short.startswith(f"{OWN}/")
        name = f"{one.name} ({OWN})" if own else one.name
        if name in names.values():
            name = f"{one.name} ({OWN}, {one.path.stem})" if own else f"{one.name} ({short})"
        names[short] = name
    return names


def choose_scenarios(label: str, first: Sequence[str], help_: str) -> tuple[Path, ...]:
    """Some scenarios, in the order in which they were chosen; the link of the page holds them."""
    found = scenarios_at_hand()
    chosen = st.multiselect(
        label,
        list(found),
        default=[name for name in first if name in found] or list(found)[:2],
        format_func=names_shown(found).__getitem__,
        help=help_,
        key="scenarios",
        bind="query-params",
    )
    return tuple(found[name].path for name in chosen)


def choose_scenario(label: str, first: str, help_: str, key: str = "scenario") -> Path:
    """One scenario."""
    found = scenarios_at_hand()
    names = list(found)
    chosen = st.selectbox(
        label,
        names,
        index=names.index(first) if first in names else 0,
        format_func=names_shown(found).__getitem__,
        help=help_,
        key=key,
        bind="query-params",
    )
    return found[chosen].path


def choose_run(label: str, none: str) -> Path | None:
    """The folder of a kept run, or None; a link may name one that its reader was sent."""
    linked = [run_folder(name) for name in st.query_params.get_all("run")]
    remember_runs([folder for folder in linked if folder is not None and is_run(folder)])
    runs = {folder.name: folder for folder in reversed(own_runs()) if is_run(folder)}
    chosen = st.selectbox(
        label, list(runs), index=None, placeholder=none, key="run", bind="query-params"
    )
    return runs[chosen] if chosen else None


def choose_settings(replications: int = REPLICATIONS) -> Settings:
    """Replications, weeks and seed, tucked away until somebody wants them."""
    with st.popover("How it is run", icon=":material/tune:", width="stretch"):
        many = choose_replications(replications)
        return Settings(choose_weeks(), many, choose_seed())


def choose_replications(replications: int = REPLICATIONS) -> int:
    """How often everything is repeated."""
    return st.number_input(
        "Replications",
        min_value=1,
        max_value=1000,
        value=replications,
        help="How often everything is repeated with other luck: more make intervals narrower.",
        key="replications",
        bind="query-params",
    )


def choose_weeks() -> int | None:
    """How long is simulated; None as the scenario says."""
    return st.number_input(
        "Weeks",
        min_value=1,
        max_value=1040,
        value=None,
        placeholder="as the scenario says",
        help="Simulated weeks, warm-up included.",
        key="weeks",
        bind="query-params",
    )


def choose_seed() -> int:
    """Which luck everything has."""
    return st.number_input(
        "Seed",
        min_value=0,
        max_value=2**32 - 1,
        value=SEED,
        help="Which luck all of them have; the same seed gives the same numbers again.",
        key="seed",
        bind="query-params",
    )
