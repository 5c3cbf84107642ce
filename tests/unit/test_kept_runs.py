"""What is kept is not played again: asked twice, asked for more, interrupted, damaged."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from numpy.testing import assert_equal

import ccsim
from ccsim.errors import UsageError
from ccsim.experiments import play, shelf
from ccsim.experiments.journey import journey
from ccsim.experiments.keep import Kept, Request, compare_kept, run_kept
from ccsim.store.log import logged
from ccsim.store.runs import open_run
from ccsim.store.unfinished import UnfinishedRun
from small_desk import small_desk

SCENARIO = small_desk(days=1, rate="20/h", agents=2)


class Desk:
    """A scenario in a folder of its own, and a count of what is played."""

    def __init__(self, home: Path) -> None:
        self.home = home
        self.played: list[int] = []
        self.fail_at: int | None = None
        self.error: BaseException = KeyboardInterrupt()
        self.file("desk.yaml", SCENARIO)

    def file(self, name: str, text: str) -> Path:
        (self.home / name).write_text(text)
        return self.home / name

    def ask(self, replications: int, log: bool = False, **request: Any) -> Kept:
        """Ask the same question as ever, in one process, with the engine that compiles nothing."""
        facts = {"engine": "simpy", "workers": 1, "replications": replications} | request
        self.played.clear()
        return run_kept(self.home / "desk.yaml", Request(**facts), self.home / "runs", log)

    def names(self) -> list[str]:
        return sorted(path.name for path in (self.home / "runs").iterdir())


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Desk:
    made = Desk(tmp_path)
    really: Callable[..., Any] = play.replicate

    def counted(*args: Any, replication: int, **others: Any) -> Any:
        if replication == made.fail_at:
            raise made.error
        made.played.append(replication)
        return really(*args, replication=replication, **others)

    monkeypatch.setattr(play, "replicate", counted)
    return made


def numbers(kept: Kept) -> dict[str, Any]:
    """The document of a run: its numbers and the hash of its events."""
    return kept.result.to_json()


def written_at(file: Path) -> tuple[int, int]:
    """Which file it is, and when it was written; reading it changes neither."""
    return file.stat().st_ino, file.stat().st_mtime_ns


def test_the_same_question_is_answered_from_what_is_kept(desk: Desk) -> None:
    first = desk.ask(3)
    written = written_at(first.folder / "run.json")
    again = desk.ask(3)
    assert desk.played == []
    assert numbers(again) == numbers(first)
    for one, other in zip(first.result.totals, again.result.totals, strict=True):
        assert_equal(one.sums, other.sums)
    assert again.folder == first.folder
    assert written_at(again.folder / "run.json") == written
    assert (first.result.kept, again.result.kept) == (0, 3)


def test_only_what_is_lacking_is_played(desk: Desk, tmp_path: Path) -> None:
    desk.ask(2)
    more = desk.ask(5)
    assert desk.played == [2, 3, 4]
    assert open_run(more.folder).facts["replications"] == 5
    at_once = run_kept(
        tmp_path / "desk.yaml", Request(replications=5, engine="simpy", workers=1), tmp_path / "new"
    )
    assert numbers(more) == numbers(at_once)


def test_fewer_are_answered_from_more_which_stay(desk: Desk, tmp_path: Path) -> None:
    more = desk.ask(4)
    fewer = desk.ask(2)
    assert desk.played == []
    assert (fewer.result.replications, fewer.folder) == (2, more.folder)
    assert open_run(more.folder).facts["replications"] == 4
    (tmp_path / "runs").rename(tmp_path / "elsewhere")
    assert numbers(desk.ask(2)) == numbers(fewer)


def test_all_is_played_if_that_is_asked_for(desk: Desk) -> None:
    desk.ask(3)
    fresh = desk.ask(2, fresh=True)
    assert desk.played == [0, 1]
    assert open_run(fresh.folder).facts["replications"] == 2


@pytest.mark.parametrize("change", [{"seed": 2}, {"sets": ["teams.front.headcount=3"]}])
def test_another_question_is_played(desk: Desk, change: dict[str, Any]) -> None:
    desk.ask(1)
    desk.ask(1, **change)
    assert desk.played == [0]
    assert len(desk.names()) == 2


def test_an_engine_that_is_named_plays_itself(desk: Desk) -> None:
    by_simpy = desk.ask(1)
    compiled = desk.ask(1, engine="compiled")
    assert desk.played == [0]
    assert compiled.result.log_digest == by_simpy.result.log_digest
    assert open_run(compiled.folder).facts["engine"] == "compiled"


def test_another_name_for_the_same_facts_is_another_run_with_the_same_numbers(desk: Desk) -> None:
    first = desk.ask(2)
    desk.file("desk.yaml", SCENARIO.replace("Small desk", "Desk of the same size"))
    other = desk.ask(2)
    assert desk.played == []
    assert other.folder != first.folder
    assert other.result.estimates == first.result.estimates


def test_what_another_program_made_is_not_believed(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.ask(1)
    monkeypatch.setattr(shelf, "program_digest", lambda: "of another program")
    desk.ask(1)
    assert desk.played == [0]


@pytest.mark.parametrize("error", [KeyboardInterrupt(), RuntimeError("died")])
def test_an_interrupted_run_goes_on_where_it_was(desk: Desk, error: BaseException) -> None:
    whole = numbers(desk.ask(4))
    other = desk.home / "others"
    (desk.home / "runs").rename(other)
    desk.fail_at, desk.error = 2, error
    if isinstance(error, KeyboardInterrupt):
        stopped = desk.ask(4)
        assert (stopped.result.stopped, stopped.result.replications) == (True, 2)
        assert stopped.folder.name.endswith("-1-partial")
    else:
        with pytest.raises(RuntimeError):
            desk.ask(4)
    assert any(name.startswith(".unfinished-") for name in desk.names())
    desk.fail_at = None
    assert numbers(desk.ask(4)) == whole
    assert desk.played == [2, 3]
    assert desk.names() == [next(other.iterdir()).name]


def test_an_interrupt_before_anything_is_done_leaves_nothing(desk: Desk) -> None:
    desk.fail_at = 0
    with pytest.raises(KeyboardInterrupt):
        desk.ask(2)
    assert desk.names() == []


def test_an_interrupt_while_its_folder_is_made_leaves_nothing(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    really = UnfinishedRun.begin

    def interrupted(run: UnfinishedRun) -> None:
        really(run)
        raise KeyboardInterrupt

    monkeypatch.setattr(UnfinishedRun, "begin", interrupted)
    with pytest.raises(KeyboardInterrupt):
        desk.ask(3)
    assert desk.names() == []


def test_a_damaged_replication_is_played_again(desk: Desk) -> None:
    desk.fail_at = 2
    desk.ask(4)
    (kept,) = (desk.home / "runs").glob(".unfinished-*/totals-00000.parquet")
    kept.write_bytes(kept.read_bytes()[:-10])
    desk.fail_at = None
    (stopped,) = (desk.home / "runs").glob("*-partial")
    (stopped / "totals.parquet").write_bytes(b"PAR1")
    desk.ask(4)
    assert desk.played == [0, 2, 3]


def test_logs_are_kept_with_what_has_them(desk: Desk) -> None:
    plain = desk.ask(3)
    first_two = desk.ask(2, log=True)
    assert desk.played == [0, 1]
    assert numbers(first_two)["log_digest"] != numbers(plain)["log_digest"]
    stored = open_run(plain.folder)
    assert stored.facts["replications"] == 3
    assert stored.log_file is not None
    assert logged(stored.log_file) == [0, 1]
    told = [journey(plain.folder, worst=1, by="time", replication=one) for one in (1, 2)]
    assert all(told)
    all_four = desk.ask(4, log=True)
    assert desk.played == [2, 3]
    assert open_run(all_four.folder).log_file is not None
    assert journey(all_four.folder, worst=1, by="time", replication=2) == told[1]
    desk.ask(5)
    assert logged(all_four.folder / "log.parquet") == [0, 1, 2, 3]


def test_a_comparison_plays_what_none_of_its_runs_has(desk: Desk) -> None:
    desk.ask(2)
    busy = desk.file(
        "busy.yaml", "base: desk.yaml\nname: Busy\npatch: {teams.front.headcount: 1}\n"
    )
    desk.played.clear()
    request = Request(replications=2, engine="simpy", workers=1)
    files = [desk.home / "desk.yaml", busy]
    compared, folders = compare_kept(files, request, desk.home / "runs")
    assert desk.played == [0, 1]
    desk.played.clear()
    again, _ = compare_kept([*files, desk.home / "desk.yaml"], request, desk.home / "runs")
    assert desk.played == []
    assert again.runs[1].to_json() == compared.runs[1].to_json()
    assert len(set(folders)) == 2


def test_all_runs_are_asked_at_once_in_sql(desk: Desk) -> None:
    pytest.importorskip("duckdb")
    desk.ask(2, log=True)
    desk.ask(3, seed=2)
    runs = desk.home / "runs"
    found = ccsim.query("SELECT seed, replications FROM runs ORDER BY seed", runs)
    assert found.to_numpy().tolist() == [[1, 2], [2, 3]]
    means = ccsim.query(
        "SELECT run, count(*) AS n FROM metrics WHERE metric = 'mean_wait_s' AND slice = '' "
        "GROUP BY run ORDER BY n",
        runs,
    )
    assert means["n"].tolist() == [2, 3]
    assert means["run"].tolist() == sorted(desk.names(), key=lambda name: name[-1])
    rows = ccsim.query("SELECT count(DISTINCT replication) AS n FROM log", runs)
    assert rows["n"].tolist() == [2]
    (run, _) = sorted(runs.iterdir())
    odd = run.rename(desk.home / "it's [odd] *")
    assert ccsim.query("SELECT DISTINCT run FROM totals", [odd])["run"].tolist() == [odd.name]


@pytest.mark.parametrize("sql", ["SELECT * FROM nothing", "SELEC", ""])
def test_a_question_that_cannot_be_answered_is_told(tmp_path: Path, sql: str) -> None:
    pytest.importorskip("duckdb")
    with pytest.raises(UsageError, match="cannot be answered"):
        ccsim.query(sql, tmp_path)
    with pytest.raises(UsageError, match="no folder"):
        ccsim.query(sql, tmp_path / "nowhere")
