"""The page of runs: what was run, opened again by choice or by link, and nobody else's."""

from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
import streamlit as st

from app_pages import changed, opened
from ccsim.experiments.explain import explain
from ccsim.experiments.grounds import as_written
from ccsim.experiments.keep import Request, compare_kept, reopen, run_kept
from ccsim.report.words import repeat_command
from ccsim.spec.loading import Loaded
from ccsim.ui import places
from ccsim.ui.grounds import Grounds
from ccsim.ui.places import own_folder, run_folder
from made_up import tiny_scenarios


@pytest.fixture
def runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Two runs in the folder `runs` of a working folder."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(places, "is_shared", lambda: False)
    folder = tiny_scenarios(tmp_path)
    request = Request(replications=2, workers=1)
    kept = [
        run_kept(folder / f"{name}.yaml", request, Path("runs"))
        for name in ("one_agent", "two_agents")
    ]
    return [one.folder.name for one in kept]


def test_what_was_run_is_listed_and_opened_by_its_link(runs: list[str]) -> None:
    assert len(opened("runs").dataframe[0].value) == 2
    app = opened("runs", run=[runs[0]])
    assert "one_agent" in app.markdown[0].value or "run 2 times" in app.markdown[0].value
    assert f"ccsim run runs/{runs[0]}/scenario.yaml" in app.code[0].value


def test_a_kept_run_is_explained_from_its_file_as_the_command_line_does(runs: list[str]) -> None:
    """The kept scenario is whole: only its file tells base from patch, and so the levers."""
    file = Path("scenarios/patched.yaml")
    file.write_text("base: one_agent.yaml\nname: p\npatch: {teams.desk.headcount: 3}\n")
    run = reopen(run_kept(file, Request(replications=2, workers=1), Path("runs")).folder)
    known = as_written(run)
    assert isinstance(known, Loaded)
    assert known.path.resolve() == file.resolve()
    assert known.patch == {"teams.desk.headcount": 3}


def test_two_runs_are_compared(runs: list[str]) -> None:
    app = opened("runs", run=runs)
    assert any(list(table.value.columns) == ["one_agent", "two_agents"] for table in app.table)


def test_of_runs_of_different_length_it_is_said_what_is_compared(runs: list[str]) -> None:
    longer = run_kept(
        Path("scenarios/one_agent.yaml"), Request(replications=3, workers=1), Path("runs")
    )
    assert longer.folder.name == runs[0]
    app = opened("runs", run=runs)
    assert "Of each run, the first 2 replications are compared" in app.warning[0].value


def test_runs_of_other_luck_are_not_compared_and_the_page_goes_on(runs: list[str]) -> None:
    request = Request(replications=2, seed=5, workers=1)
    other = run_kept(Path("scenarios/one_agent.yaml"), request, Path("runs")).folder.name
    app = opened("runs", run=[runs[0], other])
    assert "a comparison needs the same luck" in app.error[0].value


def test_on_a_shared_server_nobody_sees_what_others_ran(
    runs: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(places, "is_shared", lambda: True)
    assert "Nothing has been run yet" in opened("runs").info[0].value


@pytest.mark.parametrize("name", ["..", ".", "../runs", "/etc", ".sessions", "a/b", ""])
def test_a_link_leads_nowhere_but_to_runs(name: str) -> None:
    assert run_folder(name) is None


def test_whoever_listens_to_the_world_is_shared(monkeypatch: pytest.MonkeyPatch) -> None:
    found = []
    for address in ("localhost", "0.0.0.0", None):
        monkeypatch.setattr(st, "get_option", lambda _, address=address: address)
        found.append(places.is_shared())
    assert found == [False, True, True]


def test_what_is_taken_along_does_not_tell_where_a_session_keeps_its_files(
    runs: list[str],
) -> None:
    own = own_folder() / "changed.yaml"
    own.write_text(Path("scenarios/two_agents.yaml").read_text(encoding="utf-8"), encoding="utf-8")
    both = [Path("scenarios/one_agent.yaml"), own]
    request = Request(replications=2, workers=1)
    result, _ = compare_kept(both, request, Path("runs"))
    why = explain(*map(as_written, result.runs), replications=2, permutations=4, workers=1)
    known = Grounds([why])
    assert "one_agent.yaml changed.yaml" in repeat_command(result)
    with ZipFile(BytesIO(known.book(result))) as book:
        texts = [book.read(name).decode() for name in book.namelist()]
    assert not any(own.parent.name in text for text in (known.page(result), *texts))


def test_runs_that_are_ticked_in_the_list_are_opened(
    runs: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    listed = st.dataframe

    def ticked(rows: object, **how: object) -> dict[str, object]:
        listed(rows, **how)
        return {"selection": {"rows": [0, 1]}}

    monkeypatch.setattr(st, "dataframe", ticked)
    app = opened("runs")
    app = changed(app, lambda page: page.button(key="open ticked").click())
    assert app.multiselect(key="run").value == runs, "what was made first is the reference"
    assert any(list(table.value.columns) == ["one_agent", "two_agents"] for table in app.table)
