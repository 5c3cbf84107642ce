"""A Dask scheduler and two workers, each a process of its own: the numbers of one machine."""

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from ccsim.errors import UsageError
from ccsim.experiments.explain import explain
from ccsim.experiments.replicate import run
from ccsim.experiments.results import RunResult
from ccsim.experiments.robustness import robustness
from ccsim.experiments.staff import staff
from ccsim.experiments.sweep import sweep
from ccsim.spec.loading import load
from small_desk import small_desk

pytest.importorskip("distributed", reason="distributed is not installed: pip install -e '.[dev]'")
pytestmark = pytest.mark.slow

SOURCES = Path(__file__).parents[2] / "src"
SCENARIO = small_desk(days=30, rate="1/min", agents=4)


@contextmanager
def dask(*words: str, sources: Path = SOURCES) -> Iterator["subprocess.Popen[bytes]"]:
    """A process of Dask's own command, seen from this machine only."""
    # Dask reports where it listens; what it says is of no use here.
    process = subprocess.Popen(
        [sys.executable, "-m", f"distributed.cli.dask_{words[0]}", *words[1:], "--no-dashboard"],
        env={**os.environ, "PYTHONPATH": str(sources)},
        stderr=subprocess.DEVNULL,
    )
    try:
        yield process
    finally:
        process.kill()
        process.wait()


@contextmanager
def scheduler() -> Iterator[tuple[str, "subprocess.Popen[bytes]"]]:
    """A scheduler on the loopback, with its address, which it chooses and writes down itself."""
    with tempfile.TemporaryDirectory() as folder:
        told = Path(folder) / "told.json"
        words = ("--host", "127.0.0.1", "--port", "0", "--scheduler-file", str(told))
        with dask("scheduler", *words) as process:
            while (address := address_in(told)) is None:
                assert process.poll() is None, "the scheduler did not start"
                time.sleep(0.1)
            yield address, process


def address_in(told: Path) -> str | None:
    """The address that a scheduler has written down; None before it is whole."""
    try:
        found: str = json.loads(told.read_text())["address"]
    except (FileNotFoundError, ValueError):
        return None
    return found.removeprefix("tcp://")


@contextmanager
def worker(address: str, sources: Path = SOURCES) -> Iterator["subprocess.Popen[bytes]"]:
    """A worker of one thread that is not started anew when it dies."""
    words = ("--nthreads", "1", "--no-nanny", "--host", "127.0.0.1")
    with dask("worker", f"tcp://{address}", *words, sources=sources) as process:
        yield process


def desk(tmp_path: Path, replications: int, **who: Any) -> RunResult:
    (tmp_path / "desk.yaml").write_text(SCENARIO)
    return run(load(tmp_path / "desk.yaml"), replications=replications, **who)


def test_a_cluster_gives_the_same_numbers_even_when_a_worker_is_killed(tmp_path: Path) -> None:
    alone = desk(tmp_path, 12, workers=1).to_json()
    with scheduler() as (address, _), worker(address) as first, worker(address):
        assert desk(tmp_path, 12, executor=f"dask://{address}").to_json() == alone

        def kill_one(done: int, _: int) -> None:
            if done == 2:
                first.kill()

        wounded = desk(tmp_path, 12, executor=f"dask://{address}", progress=kill_one)
        assert first.wait() != 0
        assert wounded.to_json() == alone


def test_questions_have_the_same_answers_on_a_cluster(tmp_path: Path) -> None:
    """Explain, robustness, sweep and staff, each asked of two workers and of one machine."""
    place = tmp_path / "desk.yaml"
    place.write_text(small_desk(days=5, rate="1/min", agents=4))
    (tmp_path / "more.yaml").write_text(
        "base: desk.yaml\nname: More\npatch:\n  teams.front.headcount: 5\n"
        "  queues.calls.talk: {exponential: 4m}\n"
    )
    other = tmp_path / "more.yaml"
    pace = ["teams.front.talk_factor=0.8..1.2"]
    questions: dict[str, Callable[..., Any]] = {
        "explain": lambda **who: explain(place, other, replications=3, **who),
        "robustness": lambda **who: robustness(place, other, worlds=8, doubts=pace, **who),
        "sweep": lambda **who: sweep(place, "teams.front.headcount=3:5:3", replications=3, **who),
        "staff": lambda **who: staff(place, ["service_level>=0.8"], per="week", **who),
    }
    alone = {name: ask(workers=1).to_json() for name, ask in questions.items()}
    with scheduler() as (address, _), worker(address), worker(address):
        for name, ask in questions.items():
            assert ask(executor=f"dask://{address}").to_json() == alone[name], name


def test_a_cluster_that_cannot_be_used_is_told(tmp_path: Path) -> None:
    (tmp_path / "ccsim").mkdir()
    (tmp_path / "ccsim" / "__init__.py").write_text("")
    with pytest.raises(UsageError, match="no Dask scheduler answers"):
        desk(tmp_path, 1, executor="dask://127.0.0.1:1")
    with scheduler() as (address, _):
        with pytest.raises(UsageError, match="has no workers"):
            desk(tmp_path, 1, executor=f"dask://{address}")
        with (
            worker(address, sources=tmp_path),
            pytest.raises(UsageError, match=r"the worker .* cannot use ccsim"),
        ):
            desk(tmp_path, 1, executor=f"dask://{address}")


def test_a_cluster_that_is_lost_is_told(tmp_path: Path) -> None:
    with scheduler() as (address, process), worker(address):

        def kill_it(done: int, _: int) -> None:
            if done == 2:
                process.kill()

        with pytest.raises(UsageError, match="what is done is kept"):
            desk(tmp_path, 30, executor=f"dask://{address}", progress=kill_it)
