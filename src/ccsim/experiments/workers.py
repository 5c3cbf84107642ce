"""Processes that play replications side by side; one that dies loses nothing."""

import multiprocessing
import os
import signal
import sys
import threading
import time
import warnings
from collections.abc import Callable, Generator, Sequence
from concurrent.futures import (
    BrokenExecutor,
    CancelledError,
    Executor,
    Future,
    ProcessPoolExecutor,
    as_completed,
)
from typing import Any, NamedTuple, TypeVar, cast

from ccsim.errors import UsageError

Given = TypeVar("Given")
Made = TypeVar("Made")

_MOST_VAIN_STARTS = 3
_LOOK_S = 1.0
_ENDED = "worker processes were ended from outside, perhaps for want of memory: try --workers 1"


Work = Callable[[Any], Any]


class Crew(NamedTuple):
    """Those who work."""

    pool: Executor
    end: Callable[[bool], None]
    """Sends them home: all at once, unless they have finished."""
    lost: str | None = None
    """What to say when they have died, where no others can be had."""
    sent: Callable[[Work], Work] = lambda work: work
    """The work as it is sent to them."""
    lent: bool = False
    """Whether they stay when the work is given up, so that it has to be called off."""


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
            for number, made in _finished(crew, crew.sent(work), dict(left)):
                del left[number]
                yield number, made
            whole = not left
        finally:
            crew.end(whole)
        vain = 0 if len(left) < before else vain + 1
        if left and (crew.lost or vain == _MOST_VAIN_STARTS):
            raise UsageError(crew.lost or _ENDED)


def _finished(
    crew: Crew, work: Work, jobs: dict[int, Any]
) -> Generator[tuple[int, Any], None, None]:
    """What is finished until the end, or until workers have died."""
    awaited: dict[Future[Any], int] = {}
    try:
        # A copy of this process must be made before the pool has threads that hand out work.
        with warnings.catch_warnings():
            warnings.filterwarnings("ignore", "This process .* is multi-threaded")
            for number, job in jobs.items():
                awaited[crew.pool.submit(work, job)] = number
        for future in as_completed(awaited):
            if not _lost(future):
                yield awaited[future], future.result()
    except BrokenExecutor:
        return
    finally:
        if crew.lent:
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
    return _copies(workers) if _can_fork() else _newcomers(workers)


def _can_fork() -> bool:
    """Whether a copy of this process is safe: no other thread may hold a lock in it."""
    return sys.platform == "linux" and threading.active_count() == 1


def _copies(workers: int) -> Crew:
    """Copies of this process: they have all that it has loaded, and begin at once."""
    before = set(multiprocessing.active_children())
    pool = ProcessPoolExecutor(
        workers,
        multiprocessing.get_context("fork"),
        initializer=_serve,
        initargs=(os.getpid(),),
    )

    def end(finished: bool) -> None:
        if not finished:
            for copy in set(multiprocessing.active_children()) - before:
                copy.kill()
        pool.shutdown(cancel_futures=True)

    return Crew(pool, end)


def _newcomers(workers: int) -> Crew:
    """Processes that start anew and stay for the next run: safe in a server with threads."""
    import loky

    pool = loky.get_reusable_executor(workers)

    def end(finished: bool) -> None:
        if not finished:
            pool.shutdown(kill_workers=True)

    return Crew(cast("Executor", pool), end)


def _serve(master: int) -> None:
    """What a copy does before it works.

    An interrupt at the keyboard reaches every process of a command: only the first answers. And
    a copy whose master was killed would wait for work for ever: it looks whether there is one.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_leave_with, args=(master,), daemon=True).start()


def _leave_with(master: int) -> None:
    while os.getppid() == master:
        time.sleep(_LOOK_S)
    os._exit(1)
