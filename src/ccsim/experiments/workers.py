"""Processes that play replications side by side."""

import multiprocessing
import signal
import sys
import threading
import warnings
from collections import deque
from collections.abc import Callable, Generator, Sequence
from concurrent.futures import Executor, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from typing import TypeVar, cast

from ccsim.errors import UsageError

Given = TypeVar("Given")
Made = TypeVar("Made")


def processors() -> int:
    """How many processes can work at once on this machine."""
    from loky import cpu_count

    return int(cpu_count())


def share(
    work: Callable[[Given], Made], jobs: Sequence[Given], workers: int
) -> Generator[Made, None, None]:
    """What `work` makes of each job, in order of the jobs; given up, the workers end at once."""
    pool, end = _copies(workers) if _can_fork() else _newcomers(workers)
    finished = False
    try:
        # A copy of this process must be made before the pool has threads that hand out work.
        with warnings.catch_warnings():
            warnings.filterwarnings("ignore", "This process .* is multi-threaded")
            awaited = deque(pool.submit(work, job) for job in jobs)
        while awaited:
            yield awaited.popleft().result()
        finished = True
    except BrokenProcessPool:
        raise UsageError(
            "a worker process was ended from outside, perhaps for want of memory: try --workers 1"
        ) from None
    finally:
        end(finished)


def _can_fork() -> bool:
    """Whether a copy of this process is safe: no other thread may hold a lock in it."""
    return sys.platform == "linux" and threading.active_count() == 1


def _copies(workers: int) -> tuple[Executor, Callable[[bool], None]]:
    """Copies of this process: they have all that it has loaded, and begin at once."""
    before = set(multiprocessing.active_children())
    pool = ProcessPoolExecutor(
        workers, multiprocessing.get_context("fork"), initializer=_ignore_interrupts
    )

    def end(finished: bool) -> None:
        if not finished:
            for copy in set(multiprocessing.active_children()) - before:
                copy.kill()
        pool.shutdown(cancel_futures=True)

    return pool, end


def _newcomers(workers: int) -> tuple[Executor, Callable[[bool], None]]:
    """Processes that start anew and stay for the next run: safe in a server with threads."""
    import loky

    pool = loky.get_reusable_executor(workers)

    def end(finished: bool) -> None:
        if not finished:
            pool.shutdown(kill_workers=True)

    return cast("Executor", pool), end


def _ignore_interrupts() -> None:
    """An interrupt at the keyboard reaches every process of a command: only the first answers."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
