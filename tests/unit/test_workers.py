"""Who plays makes no difference: a worker that dies, an executor from elsewhere, a lost master."""

import multiprocessing
import os
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import pytest

from ccsim.errors import UsageError
from ccsim.experiments import executors
from ccsim.experiments.executors import check_executor, checked
from ccsim.experiments.replicate import run
from ccsim.experiments.workers import local, share
from ccsim.store.program import program
from labour import killed, refused, square_unless_killed, tenfold
from made_up import made_up_scenario

SOURCES = Path(__file__).parents[2] / "src"


def test_a_worker_that_dies_loses_nothing(tmp_path: Path) -> None:
    jobs = [(number, str(tmp_path / "mark")) for number in range(12)]
    made = dict(share(square_unless_killed, jobs, lambda: local(2)))
    assert made == {number: number * number for number in range(12)}


def test_workers_that_always_die_are_told_of() -> None:
    with pytest.raises(UsageError, match="ended from outside"):
        list(share(killed, [1, 2], lambda: local(2)))


def test_what_a_worker_cannot_do_is_told_as_it_is() -> None:
    with pytest.raises(UsageError, match="the disk is full"):
        list(share(refused, [1, 2], lambda: local(2)))


def test_work_that_is_given_up_while_much_is_being_written_ends() -> None:
    jobs = [bytes(100_000)] * 30
    for _ in range(20):
        with closing(share(tenfold, jobs, lambda: local(2))) as made:
            assert next(made)[1] == bytes(1_000_000)
    assert not multiprocessing.active_children()


def test_any_executor_gives_the_same_numbers() -> None:
    scenario = made_up_scenario()
    alone = run(scenario, replications=4, workers=1)
    with ThreadPoolExecutor(2) as pool:
        shared = run(scenario, replications=4, executor=pool)
    assert shared.to_json() == alone.to_json()


@pytest.mark.parametrize("name", ["dask", "dask://", "dask://host", "ray://host:1", ""])
def test_what_is_no_executor_is_told(name: str) -> None:
    with pytest.raises(UsageError, match="dask://HOST:PORT"):
        check_executor(name)


def test_a_worker_with_another_program_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    assert checked(abs, program(), -3) == 3
    other = program() | {"numpy": "1.0"}
    monkeypatch.setattr(executors, "program", lambda: other)
    with pytest.raises(UsageError, match=r"numpy 1\.0 instead of"):
        checked(abs, program(), -3)


def test_a_cluster_without_its_package_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(UsageError, match=r"ccsim\[cluster\]"):
        executors.hire("dask://localhost:1")


@pytest.mark.skipif(sys.platform != "linux", reason="copies of a process are made on Linux only")
def test_workers_leave_when_their_master_is_killed(tmp_path: Path) -> None:
    program = (
        "import os, sys, time; from pathlib import Path\n"
        "from ccsim.experiments.workers import local\n"
        "workers = local(1).finished(lambda _: os.getpid(), {0: None, 1: None})\n"
        "print(next(workers)[1], flush=True)\n"
        "time.sleep(3600)\n"
    )
    with subprocess.Popen(
        [sys.executable, "-c", program],
        env={**os.environ, "PYTHONPATH": str(SOURCES)},
        stdout=subprocess.PIPE,
        text=True,
    ) as master:
        assert master.stdout is not None
        worker = int(master.stdout.readline())
        master.kill()
    while Path(f"/proc/{worker}/cmdline").exists() and Path(f"/proc/{worker}/cmdline").read_text():
        time.sleep(0.1)  # one that never leaves is noticed by the time limit of all tests
