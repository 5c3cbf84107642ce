"""Processes that play replications side by side; one that dies loses nothing."""

import sys
import threading
from collections.abc import Callable, Generator, Mapping, Sequence
from concurrent.futures import (
    FIRST_COMPLETED,
    BrokenExecutor,
    CancelledError,
    Executor,
    Future,
    wait,
)
from contextlib import closing
from functools import partial
from itertools import islice
from typing import Any, NamedTuple, TypeVar, cast

from ccsim.errors import UsageError
from ccsim.experiments.copies import Work, finished_by_copies

Given = TypeVar("Given")
Made = TypeVar("Made")

_MOST_VAIN_STARTS = 3
_AHEAD = 2
_MOST_AHEAD = 1024
_STAY_S = 300
_ENDED = "worker processes were ended from outside, perhaps for want of memory: try --workers 1"

Finished = Generator[tuple[int, Any], None, None]


class Crew(NamedTuple):
    """Those who work."""

    finished: Callable[[Work, Mapping[int, Any]], Finished]
    """What they make of jobs, with the job's number, as it is finished, until they have died."""
    end: Callable[[bool], None] = lambda _: None
    """Sends them home: all at once, unless they have finished."""
    lost: str | None = None
    """What to say when they have died, where no others can be had."""


def processors() -> int:
    """How many processes can work at once on this machine."""
    from loky import cpu_count

    return int(cpu_count())


def share(
    work: Callable[[Given], Made], jobs: Sequence[Given], hire: Callable[[], Crew]
) -> Generator[tuple[int, Made], None, None]:
    """What `work` makes of each job, with its place, as it is finished; given up, all end at once.

    What a worker that died had in hand is done again by others.

    Raises:
        UsageError: workers die again and again, and nothing is finished meanwhile.
    """
    left = dict(enumerate(jobs))
    vain = 0
    while left:
        crew = hire()
        before, whole = len(left), False
        try:
            with closing(crew.finished(work, dict(left))) as finished:
                for number, made in finished:
                    del left[number]
                    yield number, made
            whole = not left
        finally:
            crew.end(whole)
        vain = 0 if len(left) < before else vain + 1
        if left and (crew.lost or vain == _MOST_VAIN_STARTS):
            raise UsageError(crew.lost or _ENDED)


def finished_by(
    pool: Executor, work: Work, jobs: Mapping[int, Any], ahead: int = _MOST_AHEAD
) -> Finished:
    """What the workers of a pool make of jobs; given up, what has not begun is called off.

    Args:
        pool: who works.
        work: what is made of a job.
        jobs: by number.
        ahead: so many are handed over before others are finished, so that whoever shares the pool
            is served in turn.
    """
    awaited: dict[Future[Any], int] = {}
    waiting = iter(jobs.items())
    try:
        while True:
            for number, job in islice(waiting, ahead - len(awaited)):
                awaited[pool.submit(work, job)] = number
            if not awaited:
                return
            for future in wait(awaited, return_when=FIRST_COMPLETED).done:
                number = awaited.pop(future)
                if not _lost(future):
                    yield number, future.result()
    except BrokenExecutor:
        return
    finally:
        for future in awaited:
            future.cancel()


def _lost(future: "Future[Any]") -> bool:
    """Whether who worked on it has died; Dask has names of its own for that."""
    try:
        error = future.exception()
    except CancelledError:
        return True
    return isinstance(error, BrokenExecutor) or type(error).__name__ == "KilledWorker"


def local(workers: int) -> Crew:
    """Processes of this machine."""
    return Crew(partial(finished_by_copies, workers)) if _can_fork() else _newcomers(workers)


def _can_fork() -> bool:
    """Whether a copy of this process is safe: no other thread may hold a lock in it."""
    return sys.platform == "linux" and threading.active_count() == 1


def _newcomers(workers: int) -> Crew:
    """Processes that start anew and stay for the next run: safe in a server with threads.

    Other threads may share them: then work that is given up is called off, and nobody is killed.
    """
    import loky

    pool = loky.get_reusable_executor(workers, timeout=_STAY_S)
    alone = threading.current_thread() is threading.main_thread()

    def end(finished: bool) -> None:
        if alone and not finished:
            pool.shutdown(kill_workers=True)

    ahead = _MOST_AHEAD if alone else _AHEAD * workers
    return Crew(partial(finished_by, cast("Executor", pool), ahead=ahead), end)
