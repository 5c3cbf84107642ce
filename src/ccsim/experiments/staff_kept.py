"""Rounds that were played before: a search that was stopped goes on from them."""

from dataclasses import dataclass, field
from functools import cached_property
from hashlib import blake2s
from pathlib import Path
from typing import Any

import numpy as np

from ccsim.experiments.staff_rounds import Portion, Round
from ccsim.metrics.window import Floats
from ccsim.spec.writing import fingerprint
from ccsim.store.points import KeptPoints

_TEAMS = "-teams"


@dataclass
class KeptRounds:
    """The rounds of searches in the folder of all runs, each kept as soon as it has been played.

    Which round comes next follows from those before it, so that a search that goes on from kept
    ones ends as if nobody had disturbed it.
    """

    root: Path
    """The folder of all runs; nothing is put there before a round has been played."""
    fresh: bool = False
    """Whether nothing that was kept before counts."""
    found: int = field(default=0, init=False)
    """How many rounds had been kept before and were not played again."""
    _own: set[str] = field(default_factory=set, init=False)
    """The names of those that this search has played: it may come back to a staffing."""

    def known(self, asked: Portion) -> Round | None:
        """What a round gave; None if it was not kept, or is damaged."""
        if self.fresh or not self.root.is_dir():
            return None
        name = name_of(asked)
        queues = self._store.known(name)
        teams = self._store.known(name + _TEAMS) if asked.work else {}
        if queues is None or teams is None:
            return None
        self.found += name not in self._own
        return Round(_shaped(queues, asked), _shaped(teams, asked))

    def keep(self, asked: Portion, played: Round) -> None:
        """Keep what a round gave.

        Raises:
            UsageError: it cannot be written.
        """
        name = name_of(asked)
        self._own.add(name)
        if asked.work:
            self._store.keep(name + _TEAMS, _columns(played.teams))
        self._store.keep(name, _columns(played.queues))

    @cached_property
    def _store(self) -> KeptPoints:
        return KeptPoints(self.root)


def name_of(asked: Portion) -> str:
    """A name that holds all that the numbers of a round follow from."""
    kept = " ".join([asked.slots.cycle, str(asked.work), *sorted(asked.names)])
    which = blake2s(kept.encode(), digest_size=4).hexdigest()
    player = "compiled" if asked.engine == "auto" else asked.engine
    often = len(asked.replications)
    return f"staff-{fingerprint(asked.scenario)}-{asked.seed}-{player}-{often}-{which}"


def _columns(tables: dict[str, Floats]) -> dict[str, Any]:
    return {name: table.ravel() for name, table in tables.items()}


def _shaped(columns: dict[str, Any], asked: Portion) -> dict[str, Floats]:
    """Tables again: [replication, queue or team, slot]."""
    shape = (len(asked.replications), -1, asked.slots.count)
    return {name: np.asarray(column).reshape(shape) for name, column in columns.items()}
