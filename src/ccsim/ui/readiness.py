"""A server that gets ready while nobody has asked yet: what is slow to load, and a first look.

What the start page compares before anybody has chosen is played by this very server and kept in
the store like any other run: the first reader finds it there.
"""

import contextlib
import importlib
import threading
import time
from dataclasses import replace
from typing import Final

_LOOK_S: Final = 0.05
_FIRST_LOOK: Final = 2
_SLOW: Final = ("plotly.graph_objects", "plotly.subplots", "ccsim.ui.pages.compare")
"""What is slow to load, the start page last."""


def get_ready() -> None:
    """Begin to get ready, beside whatever else the server does."""
    threading.Thread(target=_load, name="readiness", daemon=True).start()


def _load() -> None:
    """Everything that a first reader would have to wait for, the page before the engine."""
    _wait_for_the_server()
    with contextlib.suppress(Exception):  # whoever asks is told on the page what is wrong
        for name in _SLOW:
            importlib.import_module(name)
        _look_first()


def _wait_for_the_server() -> None:
    """Loading would keep it from answering its first page."""
    from streamlit import runtime

    while not runtime.exists():
        time.sleep(_LOOK_S)


def _look_first() -> None:
    """Play a first look at what the start page compares, unless it is kept; load the engine."""
    from ccsim.experiments.effort import seconds_of_a_play
    from ccsim.experiments.replicate import REPLICATIONS, SEED, obtain
    from ccsim.store.scenarios import find_scenarios
    from ccsim.ui.jobs import Job
    from ccsim.ui.questions import SHOWN_FIRST, Answer, compared, comparison, is_kept

    there = {one.path.stem: one.path for one in find_scenarios()}
    paths = tuple(there[name] for name in SHOWN_FIRST)
    asked = compared(paths, None, REPLICATIONS, SEED)
    if not is_kept(asked):
        asked = replace(asked, replications=_FIRST_LOOK)
    job: Job[Answer] = Job(asked, comparison(asked))
    job.wait()
    seconds_of_a_play(obtain(paths[0])[0])
