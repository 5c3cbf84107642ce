"""How far a run has come, on standard error."""

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from ccsim.units import SECOND, format_duration

Progress = Callable[[int, int], None]
"""Told how many replications (or days) are done, of how many."""

_PAUSE_S = 10.0


@contextmanager
def show_progress(quiet: bool, what: str = "replications") -> Iterator[Progress | None]:
    """A bar where somebody watches a terminal, else a plain line now and then.

    Args:
        quiet: whether nothing is shown.
        what: what is counted.
    """
    if quiet:
        yield None
    elif sys.stderr.isatty():
        with _bar(what) as progress:
            yield progress
    else:
        yield _plain_lines(what)


@contextmanager
def _bar(what: str) -> Iterator[Progress]:
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeRemainingColumn
    from rich.progress import Progress as Bars

    look = TextColumn(what), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn()
    # Drawn when there is news, without a thread of its own: workers can then be copies of us.
    console = Console(stderr=True)
    with Bars(*look, console=console, transient=True, auto_refresh=False) as bars:
        task = bars.add_task(what, total=None)
        yield lambda done, total: bars.update(task, completed=done, total=total, refresh=True)


def _plain_lines(what: str) -> Progress:
    began = said = time.monotonic()
    first: int | None = None

    def progress(done: int, total: int) -> None:
        nonlocal began, said, first
        now = time.monotonic()
        if first is None:  # which also made a plan and loaded compiled code
            began, first = now, done
        if now - said >= _PAUSE_S:
            said = now
            left = left_in_words(now - began, done - first, total - done)
            sys.stderr.write(f"{done:,} of {total:,} {what} are done{left}\n")

    return progress


def left_in_words(took_s: float, done: int, left: int) -> str:
    """How much longer it takes, by what so many have taken; nothing where that is not known.

    >>> left_in_words(20.0, 40, 100)
    ': about 50s more'
    """
    if done <= 0 or left <= 0:
        return ""
    return f": about {format_duration(round(took_s / done * left) * SECOND) or '1s'} more"
