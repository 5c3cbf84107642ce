"""Runs: what has been run, opened again, compared with another, or repeated."""

import datetime as dt
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

import streamlit as st

from ccsim.errors import UsageError
from ccsim.experiments.compare import Comparison
from ccsim.experiments.reopening import reopen_all
from ccsim.report.words import repeat_command
from ccsim.store.runs import open_run
from ccsim.ui.answers import show, show_run
from ccsim.ui.navigation import title_of
from ccsim.ui.places import RUNS, is_shared, own_runs, remember_runs, run_folder
from ccsim.ui.preset import preset
from ccsim.ui.said import inform, refuse, remark

TITLE = title_of(__file__)
_MOST_COMPARED = 5
_COLUMNS: Final = {
    "Made (UTC)": st.column_config.DatetimeColumn(format="YYYY-MM-DD HH:mm", timezone="UTC"),
    "Replications": st.column_config.NumberColumn(help="How often it was played."),
    "Seed": st.column_config.NumberColumn(
        help="Which luck it had: only runs of the same seed can be compared."
    ),
    "Complete": st.column_config.CheckboxColumn(
        help="Not ticked where somebody stopped it before all replications were played."
    ),
    "Engine": st.column_config.TextColumn(help="Both engines give the same numbers."),
    "Fingerprint": st.column_config.TextColumn(
        help="Equal where all facts are the same, whatever the scenario is called."
    ),
    "Folder": st.column_config.TextColumn(
        help="Where it is kept, and what the command line and a link call it."
    ),
}


def page() -> None:
    """The list of runs, and below it those that were chosen from it, or that a link names."""
    st.title(TITLE)
    remark(_whose())
    folders = _listed()
    if not folders:
        inform(
            "Nothing has been run yet: what you ask under Compare operating models, Sourcing, Pit "
            "stop and learning, or A day in the life will be listed here."
        )
        return
    chosen = st.multiselect(
        "Open",
        list(folders),
        max_selections=_MOST_COMPARED,
        placeholder="One run to see it, several to compare them with the first",
        key="run",
        bind="query-params",
    )
    if chosen:
        _open([folders[name] for name in chosen])
    else:
        _choose(folders)


def _choose(folders: Mapping[str, dict[str, Any]]) -> None:
    """The list of runs, to tick those that are to be opened."""
    remark(
        "Tick one run to see it, or several to compare them: the one that was made first is what "
        "the others are compared with."
    )
    rows = [_row(facts) for facts in folders.values()]
    ticked = st.dataframe(
        rows,
        hide_index=True,
        column_config=_COLUMNS,
        on_select="rerun",
        selection_mode="multi-row",
        key="ticked",
    )
    names = [list(folders)[at] for at in sorted(ticked["selection"]["rows"], reverse=True)]
    if len(names) > _MOST_COMPARED:
        inform(f"At most {_MOST_COMPARED} runs are compared at a time.")
    elif names:
        label = "Open this run" if len(names) == 1 else f"Compare these {len(names)} runs"
        st.button(label, type="primary", key="open ticked", on_click=_choose_these, args=(names,))


def _choose_these(names: list[str]) -> None:
    preset("run", names)


def _whose() -> str:
    if is_shared():
        return "What you have run in this session; nobody else sees it, unless you send a link."
    return f"All that is kept in the folder {RUNS}, by this app and by the command line."


def _listed() -> dict[str, dict[str, Any]]:
    """The facts of each run by the name of its folder, the youngest first."""
    named = (run_folder(name) for name in st.query_params.get_all("run"))
    linked = [folder for folder in named if folder is not None]
    remember_runs(linked)
    found: dict[str, dict[str, Any]] = {}
    for folder in [*own_runs(), *linked]:
        try:
            found[folder.name] = open_run(folder).facts | {"folder": folder}
        except UsageError:
            continue  # a folder that holds no run, or one that somebody is just replacing
    return dict(reversed(found.items()))


def _row(facts: dict[str, Any]) -> dict[str, Any]:
    return {
        "Scenario": facts["scenario"],
        "Made (UTC)": dt.datetime.fromisoformat(facts["created"]),
        "Replications": facts["replications"],
        "Seed": facts["seed"],
        "Complete": not facts.get("stopped"),
        "Engine": facts.get("engine"),
        "Fingerprint": facts["fingerprint"],
        "Folder": facts["folder"].name,
    }


def _open(chosen: list[dict[str, Any]]) -> None:
    folders: list[Path] = [facts["folder"] for facts in chosen]
    try:
        found = reopen_all(folders)
    except UsageError as error:
        refuse(str(error))
        return
    if isinstance(found.result, Comparison):
        show(found.result, folders, notes=found.notes)
        runs = found.result.runs
    else:
        show_run(found.result, folders[0], found.notes)
        runs = [found.result]
    if len(runs) > 1:
        remark(f"Each again by itself: {'; '.join(f'`{repeat_command(run)}`' for run in runs)}")


if __name__ == "__main__":
    page()
