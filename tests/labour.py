"""Work for the tests of workers, where those find it who start anew instead of being copies."""

import os
import signal
from pathlib import Path

from ccsim.errors import UsageError


def square_unless_killed(job: tuple[int, str]) -> int:
    """The square of a number; who works on 3 is killed once, or always where no file says so."""
    number, mark = job
    if number == 3 and not Path(mark).exists():
        Path(mark).touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return number * number


def killed(_: int) -> int:
    os.kill(os.getpid(), signal.SIGKILL)
    return 0


def tenfold(job: bytes) -> bytes:
    return job * 10


def refused(_: int) -> int:
    raise UsageError("the disk is full")
