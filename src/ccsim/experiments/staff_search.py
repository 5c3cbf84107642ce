"""The search for the fewest or cheapest agents: all intervals at once, under the same luck.

Each team in each period has a ladder of staffing levels. Where a target is missed, the most
versatile team that can help climbs; where all is well, it descends; until one step less would be
too little. Then agents are exchanged one for one for less versatile ones, and taken away wherever
that does no harm.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

import numpy as np

from ccsim.experiments.staff_items import Item, Verdict, short_by_team, verdict_of
from ccsim.experiments.staff_rounds import Player, Round
from ccsim.metrics.window import Bools, Ints

Tell = Callable[[str], None]
_MOST_ROUNDS: Final = 60
_TRIM_PASSES: Final = 3


@dataclass(frozen=True)
class Ladder:
    """The staffing levels of one team in one period: which slot gets the next agent."""

    slots: Ints
    base: Ints
    """[slot of `slots`]: heads at level 0."""
    order: Ints
    """Slots by their place in `slots`, one agent each."""

    @property
    def top(self) -> int:
        """The highest level."""
        return len(self.order)

    def heads(self, level: int) -> Ints:
        """Heads in each of the slots."""
        more = np.bincount(self.order[:level], minlength=len(self.slots))
        return np.asarray(self.base + more, np.int64)

    def level_of(self, heads: int) -> int:
        """The level nearest to so many heads in all slots together."""
        return int(np.clip(heads - int(self.base.sum()), 0, self.top))

    def through(self, more: Ints) -> "Ladder":
        """The same steps in such an order that so many heads more than the base are a level."""
        first = np.repeat(np.arange(len(self.slots)), more)
        nth = np.array([(self.order[:at] == slot).sum() for at, slot in enumerate(self.order)])
        return replace(self, order=np.concatenate([first, self.order[nth >= more[self.order]]]))


@dataclass
class Bracket:
    """Between which levels the least one that is enough lies, as far as is known."""

    level: int
    top: int
    short: int = -1
    """The highest level known to be too little."""
    enough: int | None = None
    """The lowest level known to be enough."""
    step: int = 1

    @property
    def settled(self) -> bool:
        """Whether the level is enough, and one less is not."""
        return self.level == self.enough == self.short + 1

    def learn(self, is_short: bool) -> None:
        """Take in what a round has shown of the level, and go where to look next."""
        if is_short:
            if self.enough is not None and self.level >= self.enough:
                self.enough, self.step = None, 1  # its neighbours have changed since
            self.short = max(self.short, self.level)
        else:
            self.enough = self.level
            self.short = min(self.short, self.level - 1)
        self.level = self._next(is_short)

    def _next(self, is_short: bool) -> int:
        if self.enough is not None and self.enough - self.short == 1:
            return self.enough
        step, self.step = self.step, 2 * self.step
        if is_short and self.enough is None:
            return min(self.level + step, self.top)
        if not is_short and self.short < self.level - step:
            return self.level - step
        assert self.enough is not None
        return (self.short + self.enough) // 2


@dataclass
class Search:
    """Levels of all teams in all periods, on their way to the least that is enough."""

    player: Player
    items: Sequence[Item]
    period: Ints
    """[slot]"""
    ladders: dict[str, list[Ladder]]
    """By team, one for each period."""
    levels: dict[str, Ints]
    tell: Tell
    rounds: int = 0

    def heads(self, levels: Mapping[str, Ints] | None = None) -> dict[str, Ints]:
        """[slot] by team."""
        found = {}
        for team, ladders in self.ladders.items():
            heads = np.zeros(len(self.period), np.int64)
            for ladder, level in zip(ladders, (levels or self.levels)[team], strict=True):
                heads[ladder.slots] = ladder.heads(int(level))
            found[team] = heads
        return found

    def judge(
        self,
        replications: int,
        heads: Mapping[str, Ints] | None = None,
        seed: int | None = None,
    ) -> list[Verdict]:
        """What a round says of all items; of the levels as they stand, unless told whose heads."""
        self.rounds += 1
        played = self.player.play(heads or self.heads(), replications, seed)
        return self.verdicts(played)

    def verdicts(self, played: Round) -> list[Verdict]:
        """What is known of all items."""
        return [verdict_of(item, played, self.period) for item in self.items]

    def settle(self, replications: int, errors: float, quick: bool = False) -> None:
        """Find the least level of each team and period, every one of them at the same time."""
        teams = list(self.ladders)
        brackets = {
            team: [
                Bracket(int(level), ladder.top)
                for level, ladder in zip(self.levels[team], self.ladders[team], strict=True)
            ]
            for team in teams
        }
        try:
            for _ in range(_MOST_ROUNDS // 4 if quick else _MOST_ROUNDS):
                if self._step(replications, errors, brackets):
                    return
        except KeyboardInterrupt:
            for team in teams:  # what was enough counts, not where to look next
                known = [one.level if one.enough is None else one.enough for one in brackets[team]]
                self.levels[team] = np.array(known, np.int64)
            raise

    def _step(
        self, replications: int, errors: float, brackets: Mapping[str, Sequence[Bracket]]
    ) -> bool:
        """Play one round and go on from what it shows; whether there is nothing more to find."""
        teams = list(brackets)
        short = short_by_team(self.judge(replications), teams, errors)
        done = True
        for number, team in enumerate(teams):
            for bracket, is_short in zip(brackets[team], short[number], strict=True):
                done &= bracket.level == bracket.top if is_short else bracket.settled
                bracket.learn(bool(is_short))
            self.levels[team] = np.array([each.level for each in brackets[team]], np.int64)
        self._say(f"{int(short.sum())} of {short.size} short")
        return done

    def exchange(self, replications: int, errors: float, pairs: Sequence[tuple[str, str]]) -> None:
        """Put agents of the second team of each pair in the place of as many of the first."""
        for dear, plain in pairs:
            share = 2
            while True:
                step = {dear: -np.maximum(self.levels[dear] // share, 1)}
                step[plain] = -step[dear]
                self._try(replications, errors, step)
                if int(self.levels[dear].max(initial=0)) // share <= 1:
                    break
                share *= 2

    def trim(self, replications: int, errors: float, teams: Sequence[str]) -> None:
        """Take one agent away wherever that makes no target fall short."""
        for _ in range(_TRIM_PASSES):
            less = [
                self._try(replications, errors, {t: -np.ones_like(self.levels[t])}) for t in teams
            ]
            if not any(less):
                return

    def raise_short(self, verdicts: Sequence[Verdict], errors: float | None) -> int:
        """One step up wherever a target is missed; how often that was."""
        teams = list(self.ladders)
        short = short_by_team(verdicts, teams, errors)
        for number, team in enumerate(teams):
            tops = np.array([ladder.top for ladder in self.ladders[team]])
            step = np.maximum(self.levels[team] // 200, 1) * short[number]
            self.levels[team] = np.minimum(self.levels[team] + step, tops)
        return int(short.sum())

    def _try(self, replications: int, errors: float, step: Mapping[str, Ints]) -> bool:
        """Make a step in every second period, then in the others; keep it where it does no harm."""
        changed = False
        for chosen in _halves(len(next(iter(step.values())))):
            changed |= self._try_some(replications, errors, step, chosen)
        return changed

    def _try_some(
        self, replications: int, errors: float, step: Mapping[str, Ints], chosen: Bools
    ) -> bool:
        possible = chosen.copy()
        for team, change in step.items():
            tops = np.array([ladder.top for ladder in self.ladders[team]])
            after = self.levels[team] + change
            possible &= (after >= 0) & (after <= tops)
        if not possible.any():
            return False
        trial = dict(self.levels)
        for team, change in step.items():
            trial[team] = self.levels[team] + change * possible
        verdicts = self.judge(replications, self.heads(trial))
        harmed = np.any([verdict.is_short(errors) for verdict in verdicts], axis=0)
        # What is missed in a period that was left alone is the doing of the one before it.
        blamed = harmed | np.roll(harmed & ~possible, -1)
        kept = possible & ~blamed
        for team, change in step.items():
            self.levels[team] = self.levels[team] + change * kept
        self._say(f"{int(kept.sum())} of {int(possible.sum())} changes kept")
        return bool(kept.any())

    def _say(self, words: str) -> None:
        agents = sum(int(heads.sum()) for heads in self.heads().values())
        self.tell(f"round {self.rounds}: {words}, {agents:,} agent-intervals")


def _halves(periods: int) -> Iterator[Bools]:
    """Every second period, and the others."""
    even = np.arange(periods) % 2 == 0
    yield even
    if periods > 1:
        yield ~even
