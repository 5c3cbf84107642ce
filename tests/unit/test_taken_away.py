"""Files that another program takes away, writes or replaces at the very moment they are used."""

import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from ccsim.store import unfinished
from ccsim.store.drafts import first_free
from ccsim.store.log import LogWriter, part_file
from ccsim.store.places import draft_folder, put_in_place, recover, whole_file, written
from ccsim.store.scenarios import find_scenarios
from ccsim.store.tables import write_table
from ccsim.store.unfinished import UnfinishedRun
from ccsim.ui import sources
from made_up import tiny_scenarios

TOTALS = {"calls": [7.0]}


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tiny_scenarios(tmp_path)


def test_a_replication_is_kept_though_its_folder_goes_while_it_is_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run = UnfinishedRun(tmp_path, "ab12", 1, "compiled")
    gone: list[int] = []

    def and_it_is_gone(columns: Any, file: Path, facts: Any) -> None:
        write_table(columns, file, facts)
        if len(gone) < 3:
            gone.append(1)
            run.end()

    monkeypatch.setattr(unfinished, "write_table", and_it_is_gone)
    run.keep(4, TOTALS, {"digest": "x"})
    ((number, columns, facts),) = run.replications()
    assert (number, list(columns["calls"]), facts["digest"]) == (4, [7.0], "x")
    assert [file.name for file in run.folder.iterdir()] == ["totals-00004.parquet"]


def test_a_folder_that_goes_while_it_is_listed_holds_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run = UnfinishedRun(tmp_path, "ab12", 1, "compiled")
    run.keep(0, TOTALS, {"digest": "x"})

    def glob(folder: Path, pattern: str) -> Any:
        raise FileNotFoundError(folder)

    monkeypatch.setattr(Path, "glob", glob)
    assert list(run.replications()) == []


def test_a_log_is_written_though_the_folder_of_its_run_is_gone(tmp_path: Path) -> None:
    part = part_file(tmp_path / ".unfinished-ab12", 0)
    with LogWriter(part, 0):
        pass
    assert [file.name for file in part.parent.iterdir()] == [part.name]


def test_two_threads_may_write_the_same_file_at_once(tmp_path: Path) -> None:
    file, both_are_there = tmp_path / "calls.csv", threading.Barrier(2)

    def write(words: str) -> None:
        with whole_file(file) as draft:
            draft.write_text(words)
            both_are_there.wait(timeout=600)
            assert draft.read_text() == words

    with ThreadPoolExecutor(2) as pool:
        list(pool.map(write, ["one", "other"]))
    assert file.read_text() in {"one", "other"}
    assert list(tmp_path.iterdir()) == [file]


def test_a_run_is_replaced_though_others_look_for_it_all_the_time(tmp_path: Path) -> None:
    """Who looks just when nothing has the name brings the old one back, as after a crash."""
    place, over = tmp_path / "run", threading.Event()

    def look() -> None:
        while not over.is_set():
            recover(place)

    with ThreadPoolExecutor(2) as readers:
        looking = [readers.submit(look) for _ in range(2)]
        try:
            for number in range(200):
                with draft_folder(tmp_path) as draft:
                    (draft / "number").write_text(str(number))
                    put_in_place(draft, place)
        finally:
            over.set()
        for one in looking:
            one.result()
    recover(place)
    assert (place / "number").read_text() == "199"


def test_what_is_taken_away_was_written_before_all_that_is_there(tmp_path: Path) -> None:
    here, gone = tmp_path / "here", tmp_path / "gone"
    here.mkdir()
    assert sorted([here, gone], key=written) == [gone, here]
    assert first_free([here, gone]) == gone
    assert first_free([gone], b"the same") == gone


def test_a_scenario_that_goes_while_the_folder_is_listed_is_no_fault(folder: Path) -> None:
    """A link to nothing is listed like a file that is deleted a moment later."""
    (folder / "gone.yaml").symlink_to(folder / "nothing")
    found = {one.name: one.why for one in find_scenarios()}
    assert found["gone"] == "cannot be read; ccsim check says why"
    assert sources.fact_of(folder / "one_agent.yaml", (), None)


def test_a_scenario_that_is_changed_while_it_is_read_is_read_again(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = folder / "one_agent.yaml"
    real = sources.source_of

    def and_it_is_changed(path: Path, *how: Any) -> Any:
        loaded = real(path, *how)
        file.write_text(file.read_text().replace("20/h", "30/h"))
        return loaded

    monkeypatch.setattr(sources, "source_of", and_it_is_changed)
    first = sources.fact_of(file, (), None)
    monkeypatch.setattr(sources, "source_of", real)
    assert sources.fact_of(file, (), None) != first


def test_many_readers_may_ask_of_scenarios_at_once(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sources, "_MOST", 2)
    asked = [(f"teams.desk.headcount={agents}",) for agents in (1, 2, 3)] * 20
    with ThreadPoolExecutor(8) as readers:
        facts = list(
            readers.map(lambda sets: sources.fact_of(folder / "one_agent.yaml", sets, None), asked)
        )
    assert len(set(facts)) == 3
    assert facts == facts[:3] * 20
