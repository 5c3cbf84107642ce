"""Levers turned together: which may be, and how what all do is shared out among them (Shapley).

What a lever is worth depends on what has been turned before it. Its Shapley value is the mean of
that over all orders of turning them: the one rule of sharing by which the parts add up, levers
that do nothing get nothing, and levers that do the same get the same (Shapley 1953). Castro,
Gómez and Tejada 2009: a sample of the orders estimates it. Each is followed here by its reverse:
what levers do to each other two by two is then shared out as over all orders, and only what takes
three or more is left to chance.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from hashlib import blake2b
from itertools import combinations
from math import comb, factorial
from typing import Final

from ccsim.experiments.levers import Lever

Coalition = frozenset[int]
"""The numbers of the levers that are turned; the others stand as in the reference."""
Shares = list[dict[Coalition, Fraction]]
"""Of each lever: by what the value of each coalition counts in what the lever is worth."""

EXACT_UP_TO: Final = 6
"""So many levers are turned in all combinations."""
_NEARLY_ALL: Final = 0.75
_MOST_IN_PAIRS: Final = 15


@dataclass(frozen=True)
class Scheme:
    """In which orders some levers are turned."""

    levers: int
    orders: tuple[tuple[int, ...], ...] | None = None
    """Orders drawn by chance, each followed by its reverse; None: all there are."""

    @property
    def coalitions(self) -> list[Coalition]:
        """What has to be played; the reference comes first, the other scenario second."""
        everything: Coalition = frozenset(range(self.levers))
        found = _all(self.levers) if self.orders is None else _on_the_way(self.orders)
        return list(dict.fromkeys([frozenset(), everything, *found]))

    @property
    def shares(self) -> Shares:
        """How the values of coalitions make up what each lever is worth."""
        if self.orders is None:
            return _exact_shares(self.levers)
        return _mean_shares(self.orders, self.levers)

    @property
    def pairs(self) -> list[Shares]:
        """The same for each order with its reverse alone; none where all orders count."""
        orders = self.orders or ()
        couples = zip(orders[::2], orders[1::2], strict=True)
        return [_mean_shares(couple, self.levers) for couple in couples]


def make_scheme(names: Sequence[str], pairs: int, seed: int) -> Scheme:
    """All orders where there are few levers, else pairs of orders drawn by the levers' names.

    Where the orders drawn would need nearly all combinations, all are taken.
    """
    if len(names) <= EXACT_UP_TO:
        return Scheme(len(names))
    orders = []
    for number in range(pairs):
        order = _drawn(names, seed, number)
        orders += [order, order[::-1]]
    scheme = Scheme(len(names), tuple(orders))
    nearly_all = len(scheme.coalitions) >= _NEARLY_ALL * 2 ** len(names)
    return Scheme(len(names)) if nearly_all else scheme


def share_out(values: Mapping[Coalition, float], shares: Shares) -> list[Fraction]:
    """What each lever is worth, without rounding: the sum is the difference that all make.

    >>> empty, both = frozenset(), frozenset({0, 1})
    >>> worth = {empty: 1.0, frozenset({0}): 2.0, frozenset({1}): 1.0, both: 4.0}
    >>> [str(part) for part in share_out(worth, Scheme(2).shares)]
    ['2', '1']
    """
    exact = {coalition: Fraction(value) for coalition, value in values.items()}
    return [sum((w * exact[c] for c, w in share.items()), Fraction(0)) for share in shares]


def settle(
    levers: Sequence[Lever],
    arrange: Callable[[Sequence[Lever]], Scheme],
    valid: Callable[[Sequence[Lever]], bool],
) -> tuple[list[Lever], Scheme]:
    """Levers merged as little as makes every combination that is to be played pass all checks.

    Args:
        levers: each key by itself.
        arrange: in which orders levers are to be turned.
        valid: whether the reference with these levers turned passes the checks of a scenario.
    """
    levers = list(levers)
    while True:
        scheme = arrange(levers)
        tried = [*_first_tries(len(levers)), *scheme.coalitions]
        wrong = next((one for one in tried if not valid(_chosen(levers, one))), None)
        if wrong is None:
            return levers, scheme
        levers = _merged(levers, wrong, valid)


def _first_tries(levers: int) -> Iterator[Coalition]:
    """Each lever alone, then each left out, then each two: the smallest groups show first."""
    everything = frozenset(range(levers))
    yield from (frozenset([one]) for one in range(levers))
    yield from (everything - {one} for one in range(levers))
    if levers <= _MOST_IN_PAIRS:
        yield from map(frozenset, combinations(range(levers), 2))


def _chosen(levers: Sequence[Lever], coalition: Coalition) -> list[Lever]:
    return [levers[one] for one in sorted(coalition)]


def _merged(
    levers: list[Lever], wrong: Coalition, valid: Callable[[Sequence[Lever]], bool]
) -> list[Lever]:
    """The levers with the smallest group made one that a combination is wrong without."""

    def holds(coalition: Coalition) -> bool:
        return valid(_chosen(levers, coalition))

    for one in sorted(wrong):
        if not holds(wrong - {one}):
            wrong -= {one}
    repair = _repair(wrong, len(levers), holds)
    # Of several that are only wrong together, one that comes with the repair is enough.
    with_repair = (frozenset([one]) | repair for one in sorted(wrong))
    group = next(filter(holds, with_repair), wrong | repair)
    whole = Lever(tuple(change for one in _chosen(levers, group) for change in one.changes))
    first = min(group)
    return [
        whole if place == first else lever
        for place, lever in enumerate(levers)
        if place == first or place not in group
    ]


def _repair(wrong: Coalition, levers: int, holds: Callable[[Coalition], bool]) -> Coalition:
    """The fewest other levers with which a combination is right."""
    others = sorted(frozenset(range(levers)) - wrong)
    for size in (1, 2) if levers <= _MOST_IN_PAIRS else (1,):
        for some in combinations(others, size):
            if holds(wrong | frozenset(some)):
                return frozenset(some)
    left = frozenset(others)
    for one in others:
        if holds(wrong | (left - {one})):
            left -= {one}
    return left


def _drawn(names: Sequence[str], seed: int, number: int) -> tuple[int, ...]:
    """An order that follows from the names of levers, the seed and a number, and nothing else."""

    def lot(lever: int) -> bytes:
        return blake2b(f"{seed}/{number}/{names[lever]}".encode()).digest()

    return tuple(sorted(range(len(names)), key=lot))


def _all(levers: int) -> Iterator[Coalition]:
    for size in range(levers + 1):
        yield from map(frozenset, combinations(range(levers), size))


def _on_the_way(orders: Iterable[Sequence[int]]) -> Iterator[Coalition]:
    for order in orders:
        yield from (frozenset(order[:turned]) for turned in range(len(order) + 1))


def _exact_shares(levers: int) -> Shares:
    shares: Shares = [{} for _ in range(levers)]
    for coalition in _all(levers):
        size = len(coalition)
        for lever, share in enumerate(shares):
            # How many orders have just these levers before this one, or up to this one.
            if lever in coalition:
                share[coalition] = Fraction(1, size * comb(levers, size))
            else:
                share[coalition] = Fraction(-1, (levers - size) * comb(levers, size))
    return shares


def _mean_shares(orders: Sequence[Sequence[int]], levers: int) -> Shares:
    shares: Shares = [{} for _ in range(levers)]
    part = Fraction(1, len(orders))
    for order in orders:
        for turned, lever in enumerate(order):
            share, before = shares[lever], frozenset(order[:turned])
            share[before] = share.get(before, Fraction(0)) - part
            share[before | {lever}] = share.get(before | {lever}, Fraction(0)) + part
    return shares


def count_orders(levers: int) -> int:
    """In how many orders levers can be turned."""
    return factorial(levers)
