"""Copies of this process that work, each at the other end of a pipe of its own.

Where workers share one pipe, as in the pools of the standard library, one that is killed while it
writes leaves its reader waiting for ever. At the end of a pipe of its own it is merely gone.
"""

import multiprocessing
import os
import signal
import threading
import time
import traceback
import warnings
from collections import deque
from collections.abc import Callable, Generator, Mapping
from contextlib import suppress
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from typing import TYPE_CHECKING, Any, NamedTuple, cast

_LOOK_S = 1.0

Work = Callable[[Any], Any]
if TYPE_CHECKING:
    _Pipe = Connection[int, tuple[Any, Exception | None]]
    """Numbers of jobs go out; what was made of each, or what stood in the way, comes back."""


class _Copy(NamedTuple):
    """A copy that works, and the way to it."""

    process: BaseProcess
    pipe: "_Pipe"


def finished_by_copies(
    workers: int, work: Work, jobs: Mapping[int, Any]
) -> Generator[tuple[int, Any], None, None]:
    """What copies make of jobs, with the job's number, as it is finished.

    What a copy that died had in hand is left out. Given up, all copies end at once.
    """
    waiting = deque(jobs)
    copies = [_make_copy(work, jobs) for _ in range(min(workers, len(jobs)))]
    in_hand: dict[_Pipe, int] = {}
    try:
        for copy in copies:
            _hand_out(copy.pipe, waiting, in_hand)
        while in_hand:
            for pipe in cast("list[_Pipe]", wait(list(in_hand))):
                number = in_hand.pop(pipe)
                try:
                    made, error = pipe.recv()
                except (EOFError, OSError):
                    continue  # it has died
                if error is not None:
                    raise error
                _hand_out(pipe, waiting, in_hand)
                yield number, made
    finally:
        for copy in copies:
            copy.process.kill()
        for copy in copies:
            copy.process.join()
            copy.process.close()
            copy.pipe.close()


def _hand_out(pipe: "_Pipe", waiting: deque[int], in_hand: "dict[_Pipe, int]") -> None:
    """Give a copy the next job, if there is one; one that has just died shows when it is read."""
    if not waiting:
        return
    in_hand[pipe] = waiting.popleft()
    with suppress(OSError):
        pipe.send(in_hand[pipe])


def _make_copy(work: Work, jobs: Mapping[int, Any]) -> _Copy:
    """A copy has all that this process has loaded, the jobs too, and begins at once."""
    context = multiprocessing.get_context("fork")
    ours, theirs = context.Pipe()
    process = context.Process(target=_serve, args=(os.getpid(), theirs, work, jobs), daemon=True)
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", "This process .* is multi-threaded")
        process.start()
    theirs.close()  # so that this process reads the end of it when the copy is gone
    return _Copy(process, ours)


def _serve(master: int, pipe: Any, work: Work, jobs: Mapping[int, Any]) -> None:
    """What a copy does.

    An interrupt at the keyboard reaches every process of a command: only the first answers. And
    a copy whose master was killed would wait for work for ever: it looks whether there is one.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_leave_with, args=(master,), daemon=True).start()
    while True:
        number = pipe.recv()
        try:
            made, fault = work(jobs[number]), None
        except Exception as error:  # told by the master, as if it had done the work itself
            error.add_note(traceback.format_exc())
            made, fault = None, error
        pipe.send((made, fault))


def _leave_with(master: int) -> None:
    while os.getppid() == master:
        time.sleep(_LOOK_S)
    os._exit(1)
