"""Questions answered in the background of the app."""

import threading

import pytest

from ccsim.errors import UsageError
from ccsim.ui import jobs
from ccsim.ui.jobs import Job, under_way


def ended(job: Job[int]) -> Job[int]:
    job.wait()
    return job


def test_an_answer_becomes_sharper() -> None:
    def question(job: Job[int]) -> None:
        for number in (1, 2, 3):
            job.progress(number, 3)
            job.publish(number)

    job = ended(Job("?", question))
    assert (job.answer, job.news, job.done, job.total) == (3, 3, 3, 3)
    assert not job.running
    assert not job.stopped
    assert not job.fault


@pytest.mark.parametrize("how", ["stop", "leave"])
def test_a_job_ends_at_its_next_progress_and_keeps_its_answer(how: str) -> None:
    go_on = threading.Event()

    def question(job: Job[int]) -> None:
        job.publish(1)
        go_on.wait()
        job.progress(1, 2)
        job.publish(2)

    job = Job("?", question)
    getattr(job, how)()
    go_on.set()
    assert ended(job).answer == 1
    assert (job.stopped, job.left) == (how == "stop", how == "leave")


def test_a_job_whose_reader_is_gone_ends(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(jobs, "LEFT_S", -1.0)
    job = ended(Job("?", lambda own: own.progress(1, 2)))
    assert job.left
    assert job.answer is None


def test_what_a_user_did_wrong_is_told() -> None:
    def question(_: Job[int]) -> None:
        raise UsageError("the file is not there")

    assert ended(Job("?", question)).fault == "the file is not there"


def test_a_fault_of_our_own_is_told_as_ours(capsys: pytest.CaptureFixture[str]) -> None:
    def question(_: Job[int]) -> None:
        raise ZeroDivisionError("by nought")

    assert "a fault of ccsim" in ended(Job("?", question)).fault
    assert "ZeroDivisionError" in capsys.readouterr().err


def test_how_many_questions_are_under_way_is_known() -> None:
    before, go_on = under_way(), threading.Event()

    def question(_: Job[int]) -> None:
        go_on.wait()

    asked = [Job(number, question) for number in range(3)]
    assert under_way() == before + 3
    go_on.set()
    for job in asked:
        job.wait()
    assert under_way() == before


def test_how_much_longer_it_takes_is_told_by_the_pace_after_the_first(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The first takes 30 s, the second and the third 4 s each: ten more of those take 40 s."""
    job: Job[int] = Job("?", lambda _: None)
    job.wait()
    known = []
    for now, done in ((100.0, 0), (130.0, 1), (134.0, 2), (138.0, 3)):
        monkeypatch.setattr(jobs.time, "monotonic", lambda now=now: now)
        job.seen()
        job.progress(done, 13)
        known.append(job.left_s)
    assert known == [None, None, None, 40.0]
    job.progress(3, 20)
    assert job.left_s is None, "of another round nothing is known yet"
