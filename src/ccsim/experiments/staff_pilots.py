"""Pilots that were played a short while ago: another staffing of the same scenario has the same."""

import threading
from dataclasses import dataclass, field
from typing import Final

from ccsim.experiments.staff_kept import name_of
from ccsim.experiments.staff_rounds import Portion, Round

_MOST: Final = 16


@dataclass
class Pilots:
    """The youngest pilots of this process, by whoever asked for them; threads may share them.

    A pilot has ample staff instead of the scenario's own, so that whoever changes the staffing of a
    scenario needs no other.
    """

    _rounds: dict[str, Round] = field(default_factory=dict)
    _turn: threading.Lock = field(default_factory=threading.Lock)

    def known(self, asked: Portion) -> Round | None:
        """What a pilot gave; of one that was played less often, what there is."""
        with self._turn:
            played = self._rounds.get(_whose(asked))
        return None if played is None else played.first(len(asked.replications))

    def keep(self, asked: Portion, played: Round) -> None:
        """Remember what a pilot gave, unless more of it is known."""
        name = _whose(asked)
        with self._turn:
            known = self._rounds.pop(name, played)
            longest = max(known, played, key=lambda one: one.replications)
            self._rounds[name] = longest  # the youngest stands last
            while len(self._rounds) > _MOST:
                del self._rounds[next(iter(self._rounds))]


def _whose(asked: Portion) -> str:
    """What all replications of a pilot have in common."""
    return name_of(asked._replace(replications=()))
