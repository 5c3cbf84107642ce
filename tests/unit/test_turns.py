"""Thirty readers who ask the same at the same moment: it is played once, and none fails."""

import threading
from pathlib import Path

import pytest

from ccsim.experiments import assignment, replicate
from ccsim.experiments.assignment import Assignment, Question, Solved
from ccsim.experiments.keep import Request, run_kept
from ccsim.store.unfinished import UnfinishedRun
from ccsim.ui import sources
from ccsim.ui.classroom import solving
from ccsim.ui.jobs import Job
from ccsim.ui.turns import in_turn
from made_up import tiny_scenarios

CLASS = 30


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working folder with two tiny scenarios."""
    monkeypatch.chdir(tmp_path)
    return tiny_scenarios(tmp_path)


def ended(jobs: list[Job[Solved]]) -> list[Solved]:
    for job in jobs:
        job.wait()
    assert [job.fault for job in jobs if job.fault] == []
    return [job.answer for job in jobs if job.answer is not None]


def test_a_class_that_opens_its_link_at_once_is_answered_by_one_run(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    played: list[int] = []
    real = replicate.play_all

    def play_all(*args: object, **how: object) -> object:
        for one in real(*args, **how):  # type: ignore[arg-type]
            played.append(1)
            yield one

    monkeypatch.setattr(replicate, "play_all", play_all)
    asked = Assignment(
        title="",
        scenario="one_agent",
        beside="two_agents",
        replications=2,
        questions=(Question("difference", "mean_wait_s"),),
    )
    answers = ended([Job("the same", solving(asked)) for _ in range(CLASS)])
    assert len(answers) == CLASS
    assert len({one.answers for one in answers}) == 1
    assert len(played) == 4  # two replications of two scenarios
    assert not list(Path("runs").glob(".unfinished-*"))


def test_drawing_a_page_again_reads_no_scenario_again(monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[Path] = []
    real = replicate.source_of

    def source_of(path: Path, *how: object) -> object:
        read.append(path)
        return real(path, *how)  # type: ignore[arg-type]

    monkeypatch.setattr(sources, "source_of", source_of)
    monkeypatch.setattr(assignment, "source_of", source_of)
    asked = Assignment(
        title="",
        scenario="one_agent",
        changes=("teams.desk.headcount=2",),
        questions=(Question("difference", "mean_wait_s"),),
    )
    for _ in range(5):
        solving(asked)
    assert len(read) == 2


def test_whoever_waits_sees_how_far_it_has_come_and_can_stop() -> None:
    at_half, go_on = threading.Event(), threading.Event()

    def first(job: Job[str]) -> None:
        with in_turn("a question", job) as playing:
            playing.progress(1, 2)
            at_half.set()
            go_on.wait(600)
            job.publish("played")

    def second(job: Job[str]) -> None:
        with in_turn("a question", job):
            job.publish("from what is kept")

    one = Job("?", first)
    assert at_half.wait(600)
    waiting, leaving = Job("?", second), Job("?", second)
    while (waiting.done, leaving.done) != (1, 1):
        waiting.seen()
    assert waiting.total == 2
    leaving.stop()
    leaving.wait()
    go_on.set()
    one.wait()
    waiting.wait()
    assert (one.answer, waiting.answer, leaving.answer) == ("played", "from what is kept", None)


def test_a_run_whose_folder_somebody_else_took_away_is_kept_whole(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Who asks the same on another page or by the command line may be done a moment earlier."""
    real = UnfinishedRun.keep

    def keep(self: UnfinishedRun, *args: object) -> None:
        self.end()
        real(self, *args)  # type: ignore[arg-type]

    monkeypatch.setattr(UnfinishedRun, "keep", keep)
    kept = run_kept(
        Path("scenarios/one_agent.yaml"), Request(replications=2, workers=1), Path("runs")
    )
    assert kept.result.replications == 2
    assert not list(Path("runs").glob(".unfinished-*"))
