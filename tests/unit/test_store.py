"""A run on disk is whole, can be opened again, and replaces the one before only when it is done."""

import json
import os
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from ccsim.errors import UsageError
from ccsim.eventlog.chunk import Chunk, concatenate, from_rows
from ccsim.store.log import LogWriter, describe_log, join_logs, logged, part_file, read_log
from ccsim.store.places import draft_folder, put_in_place, recover_all, tidy
from ccsim.store.runs import Record, folder_name, open_run, save
from ccsim.store.scenarios import locate

FACTS: dict[str, Any] = {
    "scenario": "Pit stop", "fingerprint": "ab12", "seed": 1, "replications": 2,
}  # fmt: skip


def record(**facts: Any) -> Record:
    table = {"scenario": ["Pit stop"], "replication": [0], "metric": ["asa_s"], "value": [20.0]}
    return Record("name: Pit stop\n", {**FACTS, **facts}, {"metrics": table})


def rows(*times: int) -> Chunk:
    return from_rows([(time, 1, 7, 0, 0, 0, 0, -1, -1, -1, 0, 0) for time in times])


def test_a_run_is_kept_under_its_name_fingerprint_and_seed(tmp_path: Path) -> None:
    folder = save(record(), tmp_path)
    assert folder == tmp_path / "pit_stop-ab12-1"
    stored = open_run(folder)
    assert stored.facts["replications"] == 2
    assert stored.scenario_file.read_text() == "name: Pit stop\n"
    assert stored.table()["value"].tolist() == [20.0]
    assert stored.log_file is None


def test_nothing_but_whole_runs_is_left_behind(tmp_path: Path) -> None:
    save(record(), tmp_path)
    save(record(replications=3), tmp_path)
    assert [folder.name for folder in tmp_path.iterdir()] == ["pit_stop-ab12-1"]
    assert open_run(tmp_path / "pit_stop-ab12-1").facts["replications"] == 3


def test_the_whole_run_replaces_the_one_that_was_stopped(tmp_path: Path) -> None:
    save(record(replications=1, stopped=True), tmp_path)
    save(record(), tmp_path)
    assert [folder.name for folder in tmp_path.iterdir()] == ["pit_stop-ab12-1"]


def test_a_run_that_was_stopped_leaves_the_whole_one(tmp_path: Path) -> None:
    whole = save(record(), tmp_path)
    stopped = save(record(replications=1, stopped=True), tmp_path)
    assert stopped == tmp_path / "pit_stop-ab12-1-partial"
    assert open_run(stopped).facts["replications"] == 1
    assert open_run(whole).facts["replications"] == 2


def test_a_run_that_cannot_be_written_leaves_the_old_one(tmp_path: Path) -> None:
    save(record(), tmp_path)
    with pytest.raises(ValueError, match="JSON"):
        save(record(seconds=float("nan")), tmp_path)
    assert [folder.name for folder in tmp_path.iterdir()] == ["pit_stop-ab12-1"]
    assert "seconds" not in open_run(tmp_path / "pit_stop-ab12-1").facts


def test_a_run_comes_back_if_the_program_died_while_it_was_replaced(tmp_path: Path) -> None:
    whole = save(record(), tmp_path)
    whole.rename(tmp_path / ".pit_stop-ab12-1.old")
    recover_all(tmp_path)
    assert open_run(whole).facts["replications"] == 2


def test_a_run_that_is_named_comes_back_by_itself(tmp_path: Path) -> None:
    whole = save(record(), tmp_path)
    whole.rename(tmp_path / ".pit_stop-ab12-1.old")
    assert open_run(whole).facts["replications"] == 2


def test_a_run_that_cannot_be_put_in_place_leaves_the_old_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = save(record(), tmp_path)
    draft = tmp_path / ".draft-1"
    draft.mkdir()

    def refuse(self: Path, target: Path) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", refuse)
    with pytest.raises(OSError, match="No space"):
        put_in_place(draft, whole)
    assert open_run(whole).facts["replications"] == 2


def test_what_killed_programs_left_is_removed_when_it_is_old(tmp_path: Path) -> None:
    for name in (".draft-new", ".draft-old", ".unfinished-new", ".unfinished-old"):
        (tmp_path / name).mkdir()
    os.utime(tmp_path / ".draft-old", (0, 0))
    os.utime(tmp_path / ".unfinished-old", (0, 0))
    tidy(tmp_path)
    assert {folder.name for folder in tmp_path.iterdir()} == {".draft-new", ".unfinished-new"}


def test_a_file_in_place_of_the_folder_is_told_before_anything_is_done(tmp_path: Path) -> None:
    (tmp_path / "runs").write_text("not a folder")
    with pytest.raises(UsageError, match="--out"), draft_folder(tmp_path / "runs"):
        pytest.fail("the folder cannot be made")


def test_a_folder_without_a_run_is_told(tmp_path: Path) -> None:
    scenario = tmp_path / "centre.yaml"
    scenario.touch()
    with pytest.raises(
        UsageError, match=r"is a scenario, not a kept run: ccsim run .*centre\.yaml"
    ):
        open_run(scenario)
    with pytest.raises(UsageError, match="not the folder of a run"):
        open_run(tmp_path)


@pytest.mark.parametrize("text", ["{", "[]", json.dumps({"seed": 1})])
def test_a_damaged_run_is_told(tmp_path: Path, text: str) -> None:
    folder = save(record(), tmp_path)
    (folder / "run.json").write_text(text)
    with pytest.raises(UsageError, match=r"run\.json"):
        open_run(folder)


@pytest.mark.parametrize("name", ["", "../..", "Ünïcode / 100 %"])
def test_any_name_makes_a_harmless_folder(name: str) -> None:
    folder = folder_name({**FACTS, "scenario": name})
    assert Path(folder).name == folder
    assert folder.endswith("-ab12-1")


def test_the_log_of_each_replication_is_read_back(tmp_path: Path) -> None:
    parts = [part_file(tmp_path, replication) for replication in (0, 1)]
    for replication, part in enumerate(parts):
        with LogWriter(part, replication) as writer:
            writer.add(rows(replication, 10))
            writer.add(rows())
            writer.add(rows(20))
    join_logs(list(zip(parts, (0, 1), strict=True)), tmp_path / "whole.parquet")
    assert logged(tmp_path / "whole.parquet") == [0, 1]
    back = concatenate(list(read_log(tmp_path / "whole.parquet", 1)))
    expected = concatenate([rows(1, 10), rows(20)])
    assert all(np.array_equal(a, b) for a, b in zip(back, expected, strict=True))
    assert [a.dtype for a in back] == [b.dtype for b in expected]


def test_the_log_is_moved_into_the_folder(tmp_path: Path) -> None:
    log = tmp_path / "log"
    log.write_text("rows")
    stored = open_run(save(record(), tmp_path / "runs", log))
    assert stored.log_file is not None
    assert stored.log_file.read_text() == "rows"


def test_the_log_is_described_with_its_codes() -> None:
    described = describe_log()
    assert [column["name"] for column in described["columns"]][:3] == [
        "replication",
        "time",
        "event",
    ]
    assert described["codes"]["event"]["1"] == "CONTACT_ARRIVED"


def test_a_scenario_is_found_by_its_bare_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "scenarios").mkdir()
    (tmp_path / "scenarios" / "night_desk.yaml").write_text("name: Night desk\n")
    monkeypatch.chdir(tmp_path)
    assert locate("night_desk") == Path("scenarios/night_desk.yaml")
    with pytest.raises(UsageError, match="did you mean"):
        locate("night_dusk.yaml")
