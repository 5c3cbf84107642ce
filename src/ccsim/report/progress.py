"""How far a run has come, on standard error."""

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

Progress = Callable[[int, int], None]
"""Told how many replications are done, of how many."""

_PAUSE_S = 10.0


@contextmanager
def show_progress(quiet: bool) -> Iterator[Progress | None]:
    """A bar where somebody watches a terminal, else a plain line now and then."""
    if quiet:
        yield None
    elif sys.stderr.isatty():
        with _bar() as progress:
            yield progress
    else:
        yield _plain_lines()


@contextmanager
def _bar() -> Iterator[Progress]:
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeRemainingColumn
    from rich.progress import Progress as Bars

    look = TextColumn("replications"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn()
    # Drawn when there is news, without a thread of its own: workers can then be copies of us.
    console = Console(stderr=True)
    with Bars(*look, console=console, transient=True, auto_refresh=False) as bars:
        task = bars.add_task("replications", total=None)
        yield lambda done, total: bars.update(task, completed=done, total=total, refresh=True)


def _plain_lines() -> Progress:
    said = time.monotonic()

    def progress(done: int, total: int) -> None:
        nonlocal said
        now = time.monotonic()
        if now - said >= _PAUSE_S:
            said = now
            sys.stderr.write(f"{done} of {total} replications are done\n")

    return progress
