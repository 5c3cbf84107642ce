"""The end game of the search for staff: where agents are few, each of them counts.

A ladder knows one way of placing each number of agents, the one that theory likes best. Theory
knows neither how a day begins nor how it ends, and of several placings that it likes alike another
one may do with an agent less. Where there are few agents, others are therefore tried: all of them
if there are no more than `_TRIED`, else theory's favourites. What stays in doubt there is played
more often, as one agent in six is too many to be added for want of replications.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from heapq import heappop, heappush
from itertools import islice, permutations
from typing import Final

import numpy as np

from ccsim.experiments.staff_items import Verdict
from ccsim.experiments.staff_question import Question
from ccsim.experiments.staff_search import Search
from ccsim.experiments.staff_start import worth_of_heads

FEW: Final = 60
"""Agent-intervals up to which each counts."""
_TRIED: Final = 24
_CLOSER: Final = 4
"""What is in doubt is played so many times as often."""
_MOST: Final = 1000
_MOST_CALLS: Final = 1_000_000
"""No round has more replications than this, nor more calls."""
_LOOKED_AT: Final = 3
"""So many placings in doubt are looked at more closely."""
_HOPELESS: Final = -1.0
"""Standard errors from the target, below which a closer look is given up."""

Placing = tuple[int, ...]
"""Agents beyond the least, by slot of a period."""


@dataclass(frozen=True)
class EndGame:
    """Other ways of placing a few agents, and how many of these it takes."""

    question: Question
    search: Search
    errors: float
    """Standard errors to spare."""

    @property
    def worth_it(self) -> bool:
        """Whether agents are few, and are judged together, so that it matters where they are."""
        few = sum(int(heads.sum()) for heads in self.search.heads().values()) <= FEW
        return few and self.question.per != "interval"

    def save(self) -> int:
        """Take agents away one by one while any way of placing the others is enough.

        Returns how many replications it took to be sure of that.
        """
        sure = self.question.replications
        for team, ladders in self.search.ladders.items():
            for period in range(len(ladders)):
                while (took := self._place(team, period, 1)) is not None:
                    sure = max(sure, took)
        return sure

    def place_again(self, verdicts: Sequence[Verdict], sure: int) -> int | None:
        """Place as many agents so that, seen more closely, targets are met that were missed.

        Returns how many replications it took; None where no placing is enough.

        Args:
            verdicts: what has been missed.
            sure: replications that were convincing before.
        """
        closer = sure * _CLOSER
        if closer > self._most:
            return None
        for team in self.search.ladders:
            own = [one for one in verdicts if one.item.teams[0] == team]
            missed = np.any([one.is_short(None) for one in own], axis=0) if own else ()
            for period in np.flatnonzero(missed).tolist():
                took = self._place(team, period, 0, closer)
                if took is None:
                    return None
                closer = max(closer, took)
        return closer

    def _place(self, team: str, period: int, fewer: int, closer: int = 0) -> int | None:
        """Keep the best placing of so many fewer that is enough; how often it had to be played."""
        often, looked_at = self.question.replications, _LOOKED_AT
        tried = [
            (self._spare(team, period, one, often), one)
            for one in self._placings(team, period, fewer)
        ]
        tried = sorted(tried, reverse=True)
        while often < closer or (tried and tried[0][0] < 0):
            often *= _CLOSER
            if often > self._most:
                return None
            hopeful = [one for spare, one in tried[:looked_at] if spare > _HOPELESS - self.errors]
            tried = sorted((self._spare(team, period, one, often), one) for one in hopeful)[::-1]
            looked_at = 1
        if not tried:
            return None
        self._keep(team, period, tried[0][1])
        words = "one agent fewer, placed otherwise" if fewer else "as many agents, seen closer"
        self.search.tell(f"round {self.search.rounds}: {words}, is enough in {often} replications")
        return often

    @property
    def _most(self) -> int:
        """So many replications can be afforded."""
        slots = self.question.slots
        calls = float((self.question.calls.sum(axis=0) * slots.times).sum())
        return int(min(_MOST, _MOST_CALLS / max(calls, 1.0)))

    def _placings(self, team: str, period: int, fewer: int) -> list[Placing]:
        """Ways to place so many fewer, theory's favourites first."""
        question, ladder = self.question, self.search.ladders[team][period]
        load = question.loads[team]
        if load is None or int(self.search.levels[team][period]) < fewer:
            return []
        target = next(one for one in question.targets if question.concerns(one, team))
        most = question.most[team]
        worth = [
            [
                float(load.calls[slot]) * value
                for value in worth_of_heads(
                    load, int(slot), int(least), int(most[slot]), question.threshold_s, target
                )
            ]
            for slot, least in zip(ladder.slots, ladder.base, strict=True)
        ]
        there = ladder.heads(int(self.search.levels[team][period])) - ladder.base
        start = tuple(int(one) for one in there)
        for _ in range(fewer):
            start = one_less(worth, start)
        # What theory likes less than the best with yet an agent less is not worth a round.
        least = _worth(worth, one_less(worth, start)) if any(start) else -np.inf
        found = islice(favourites(worth, start), _TRIED)
        return [one for one in found if _worth(worth, one) >= least]

    def _spare(self, team: str, period: int, placing: Placing, often: int) -> float:
        """Standard errors to spare beyond those that are asked for, of the target that is worst."""
        ladder, heads = self.search.ladders[team][period], self.search.heads()
        heads[team] = heads[team].copy()
        heads[team][ladder.slots] = ladder.base + np.array(placing, np.int64)
        verdicts = self.search.judge(often, heads)
        return min((_spare(one, period) for one in verdicts), default=np.inf) - self.errors

    def _keep(self, team: str, period: int, placing: Placing) -> None:
        ladders = self.search.ladders[team]
        ladders[period] = ladders[period].through(np.array(placing, np.int64))
        self.search.levels[team][period] = sum(placing)


def favourites(worth: Sequence[Sequence[float]], start: Placing) -> Iterator[Placing]:
    """Every way to place as many agents, best first as far as single moves lead there.

    >>> list(favourites([[0, 3, 4], [0, 1, 2]], (1, 1)))
    [(1, 1), (2, 0), (0, 2)]

    Args:
        worth: by slot, what each number of agents there is worth.
        start: by slot, how many there are to begin with.
    """

    def rank(one: Placing) -> tuple[float, Placing]:
        return -_worth(worth, one), one

    heap, known = [rank(start)], {start}
    while heap:
        _, one = heappop(heap)
        yield one
        for there, here in permutations(range(len(one)), 2):
            if one[there] == 0 or one[here] + 1 >= len(worth[here]):
                continue
            moved = list(one)
            moved[there] -= 1
            moved[here] += 1
            other = tuple(moved)
            if other not in known:
                known.add(other)
                heappush(heap, rank(other))


def one_less(worth: Sequence[Sequence[float]], start: Placing) -> Placing:
    """The same without the agent who matters least.

    >>> one_less([[0, 3, 4], [0, 1, 2]], (1, 1))
    (1, 0)
    """
    there = [place for place, had in enumerate(start) if had]
    least = min(there, key=lambda at: worth[at][start[at]] - worth[at][start[at] - 1])
    return tuple(had - (place == least) for place, had in enumerate(start))


def _worth(worth: Sequence[Sequence[float]], placing: Placing) -> float:
    return float(sum(values[had] for values, had in zip(worth, placing, strict=True)))


def _spare(verdict: Verdict, period: int) -> float:
    """How many standard errors the mean of a period is better than the target."""
    gap = -float(verdict.short_by(0.0)[period])
    error = float(verdict.error[period])
    if error > 0 and np.isfinite(gap):
        return gap / error
    return np.inf if gap >= 0 else -np.inf
