"""Doubts: the facts of two scenarios for which the evidence gives a range, not a value.

What a range applies to, where a scenario has set the fact:

- A doubt belongs to a fact, not to the number that somebody wrote down: where both scenarios use
  the same value, a world draws another one from the evidence's range, for both.
- What the organisation decides is no doubt. Where the scenarios differ, the difference is the
  decision that is judged, and both values stay; and its rules (`LEVERS`) stay where they agree.
- Traits of people and of the world (`TRAITS`) are nobody's decision: also where the scenarios
  differ in them, both are drawn, and what makes them differ is kept.
- A group that only one scenario has (a pit stop, a vendor) is a decision, but how well it works is
  not: its facts are drawn for the one that has it.
- A fact of several places (the redials of two segments, the knowledge of five kinds of need) is
  one doubt. Its middle is drawn from the range, and the places stay as far apart as they are:
  chances in odds, other numbers in ratio.
- A value outside the range is not what the evidence speaks of: it stays, unless other places of
  the fact lie inside; then it moves with them.
- A mechanism that is off is not drawn: a fact counts where a file names it, and not at its neutral
  value. What only metrics read (`measures`) counts where such a metric is asked for.

What a scenario's own `evidence` says goes before the evidence of the spec, and holds for the other
scenario as well where that says nothing of the fact: both are the same organisation.

The user may name further doubts and other ranges, and facts that are certain. The evidence calls
its ends 5 % and 95 % points; here every value between them is as likely, on a logarithmic scale
where they are ten times apart or more, and none lies beyond.
"""

import math
import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any, Final

from ccsim.errors import UsageError
from ccsim.experiments.places import Pair, Place, matches, pairs_of
from ccsim.spec.paths import suggestion
from ccsim.spec.scenario import Scenario
from ccsim.units import DAY, SECOND

TRAITS: Final = re.compile(
    r"(customers\.\*\.(?!sla\.)|teams\.\*\.(learning|talents|stress|turnover)\.|market\.|demand\.)"
)
"""Facts about customers, agents and the world: nobody decides what they are."""
LEVERS: Final = re.compile(
    r"operating_model\.(script_adherence|shared_notes|ownership|workarounds|publicity"
    r"|empathy_training|marketing_promise)$"
    r"|teams\.\*\.(at_once|shrinkage\.planned)$|customers\.\*\.sla\."
    r"|departments\.\*\.(padding|fixes_on_spot|follows_up|updates\..*|visits\.self_book)$"
    r"|pit_stop\.(size|stay|every|starts|script_adherence_after)$"
    r"|(.*\.)?(coded|noticed_after|pit_stop_weight|top|funded|target_talk|parallel_weeks)$"
    r"|vendors\.\*\.commitment$|regulator\.(?!.*(detects|tightens))"
)
"""Rules of the organisation, its contracts and the law: what a range says of them is how far they
are turned from one operating model to another."""
_READ_BY: Final = {
    "measures.margin_months": ("margin_lost", "net_value", "prospects_", "loss_chance"),
    "measures.complaint_share": ("internal_complaints",),
    "measures.satisfaction.": ("satisfaction", "remembered_satisfaction", "nps"),
}
"""Facts that change no event, and the beginnings of the metrics that read them."""
_APART: Final = 10.0


@dataclass(frozen=True)
class Doubt:
    """A fact whose value is not known: from where to where it may lie, and where it stands."""

    name: str
    """The path of the fact, with `*` where it has several places."""
    low: float
    high: float
    """The ends of the range, in the fact's stored unit (durations in milliseconds)."""
    source: str
    grade: str
    places: tuple[tuple[Place, ...], tuple[Place, ...]]
    """Where the reference and the other scenario have it."""

    @cached_property
    def numbers(self) -> list[float]:
        """The values as they stand, each once."""
        return sorted({place.number for each in self.places for place in each})

    @property
    def logarithmic(self) -> bool:
        """Whether its orders of magnitude are equally likely, not its values."""
        return self.low > 0 and self.high / self.low >= _APART

    @cached_property
    def middle(self) -> float:
        """The value as it stands; of several places, the middle of those within the range."""
        inside = [one for one in self.numbers if self.low <= one <= self.high] or self.numbers
        return self._back(sum(map(self._scaled, inside)) / len(inside))

    @property
    def inside(self) -> bool:
        """Whether a value that stands in the files lies in the range."""
        return any(self.low <= one <= self.high for one in self.numbers)

    def value(self, share: float) -> float:
        """The value that lies so far up the range, from 0 to 1.

        >>> Doubt("x", 1, 100, "assumption", "D", ((), ())).value(0.5)
        10.0
        """
        if self.logarithmic:
            return float(self.low * (self.high / self.low) ** share)
        return self.low + share * (self.high - self.low)

    def settings(self, which: int, share: float) -> dict[str, Any]:
        """The values that a world sets in the reference (0) or in the other scenario (1)."""
        drawn, mine = self.value(share), self.places[which]
        if len(self.numbers) == 1:
            return {place.path: self._written(place, drawn) for place in mine}
        shift = self._scaled(drawn) - self._scaled(self.middle)
        return {
            place.path: self._written(place, self._back(self._scaled(place.number) + shift))
            for place in mine
        }

    def text(self, number: float) -> str:
        """A value of it as people read it."""
        return self._first.text(number)

    def _written(self, place: Place, number: float) -> Any:
        """As a scenario writes it, in steps that a reader would use: whole days, or seconds."""
        if place.unit == "duration":
            step = DAY if self.low >= DAY and not (self.low % DAY or self.high % DAY) else SECOND
            number = max(round(number / step) * step, step if self.low > 0 else 0)
        return place.written_as(number)

    @property
    def _first(self) -> Place:
        """One of its places, which tells its unit."""
        return next(place for each in self.places for place in each)

    def _scaled(self, number: float) -> float:
        """The scale on which several places keep their distance."""
        if self._first.is_chance:
            number = min(max(number, 1e-9), 1 - 1e-9)
            return math.log(number / (1 - number))
        return math.log(number) if self._in_ratio else number

    def _back(self, scaled: float) -> float:
        if self._first.is_chance:
            return 1 / (1 + math.exp(-scaled))
        return math.exp(scaled) if self._in_ratio else scaled

    @property
    def _in_ratio(self) -> bool:
        return self.low > 0 and self.numbers[0] > 0


@dataclass(frozen=True)
class Wish:
    """A doubt that the user names, or another range for one: `PATH` or `PATH=LOW..HIGH`."""

    path: str
    ends: tuple[str, str] | None


def parse_wish(text: str) -> Wish:
    """What the user wrote.

    >>> parse_wish("customers.*.redials=0.3..0.6").ends
    ('0.3', '0.6')

    Raises:
        UsageError: it is no path, and no path with a range.
    """
    path, sign, span = (part.strip() for part in text.partition("="))
    low, dots, high = (part.strip() for part in span.partition(".."))
    if not path or (sign and not (low and dots and high)):
        raise UsageError(
            f"--doubt {text!r}: write PATH, or PATH=LOW..HIGH, such as customers.*.redials=0.3..0.6"
        )
    return Wish(path, (low, high) if sign else None)


@dataclass(frozen=True)
class Found:
    """What is in doubt, and what has a range and stays all the same."""

    doubts: tuple[Doubt, ...]
    decisions: tuple[str, ...] = ()
    """Facts in which the scenarios differ by decision."""
    levers: tuple[str, ...] = ()
    """Rules of the organisation in which they agree."""
    outside: tuple[Doubt, ...] = ()
    """Facts whose values lie outside the range of the evidence."""


@dataclass
class _Kept:
    """The places of one fact while they are gathered."""

    wish: Wish | None
    places: tuple[list[Place], list[Place]] = field(default_factory=lambda: ([], []))


def doubts_of(
    reference: Scenario,
    other: Scenario,
    metrics: Collection[str],
    wishes: Sequence[Wish] = (),
    certain: Sequence[str] = (),
) -> Found:
    """What is in doubt about two scenarios.

    Args:
        reference: the scenario that the other is compared with.
        other: the other one.
        metrics: what is asked about them.
        wishes: further doubts, and other ranges, which come before the evidence's.
        certain: paths that are not in doubt (`*` stands for anything).

    Raises:
        UsageError: a path is not in the scenarios, or what is asked for has no range.
    """
    pairs = [_of_one_evidence(pair) for pair in pairs_of(reference, other)]
    _check_paths(pairs, [one.path for one in wishes], "--doubt")
    _check_paths(pairs, certain, "--certain")
    kept: dict[tuple[str, Wish | None], _Kept] = {}
    decisions, levers = [], []
    for pair in pairs:
        wish = next((one for one in wishes if matches(pair, one.path)), None)
        drawn = [one is not None and _counts(one, wish, metrics) for one in pair.both]
        if any(matches(pair, path) for path in certain) or not any(drawn):
            continue
        if _decided(pair, drawn):
            if wish is not None:
                raise UsageError(f"--doubt {wish.path}: {_DIFFERS.format(pair.path)}")
            decisions.append(pair.path)
        elif wish is None and LEVERS.match(pair.key):
            levers.append(pair.path)
        else:
            at = kept.setdefault((_fact_of(pair), wish), _Kept(wish))
            for which, one in enumerate(pair.both):
                if drawn[which] and one is not None:
                    at.places[which].append(one)
    found = [_doubt(at) for at in kept.values()]
    return Found(
        doubts=tuple(one for one in found if one.inside or one.source == "--doubt"),
        decisions=tuple(decisions),
        levers=tuple(levers),
        outside=tuple(one for one in found if not one.inside and one.source != "--doubt"),
    )


_DIFFERS: Final = (
    "the scenarios differ in {} by decision, which is what is judged; it cannot be a doubt as well"
)


def _counts(place: Place, wish: Wish | None, metrics: Collection[str]) -> bool:
    """Whether a fact is used and its value is not known."""
    if wish is not None:
        return True
    if not place.has_range:
        return False
    if _readers(place.key) is not None:
        return any(may_move(place.key, metric) for metric in metrics)
    return (place.written or place.own is not None) and not place.neutral


def _of_one_evidence(pair: Pair) -> Pair:
    """The same, where what one scenario knows of the fact is known of the other as well."""
    one, other = pair.both
    if one is None or other is None or (one.own is None) == (other.own is None):
        return pair
    own = one.own or other.own
    return Pair((replace(one, own=own), replace(other, own=own)))


def _fact_of(pair: Pair) -> str:
    """What is one doubt: the places that share a range, those of a fact in the spec's evidence."""
    own = next((one.own for one in pair.both if one is not None and one.own is not None), None)
    return pair.key if own is None else own[0]


def may_move(name: str, metric: str) -> bool:
    """Whether a fact can make a difference to a metric: what only others read cannot.

    >>> may_move("measures.margin_months", "mean_wait_s")
    False
    """
    readers = _readers(name)
    return readers is None or metric.startswith(readers)


def _readers(name: str) -> tuple[str, ...] | None:
    """The beginnings of the metrics that read a fact; None where it changes events."""
    return next((known for at, known in _READ_BY.items() if name.startswith(at)), None)


def _decided(pair: Pair, drawn: Sequence[bool]) -> bool:
    """Whether the scenarios differ in a fact by decision."""
    one, other = pair.both
    if TRAITS.match(pair.key):
        return False
    if one is None or other is None:
        return False
    if all(drawn):
        return one.number != other.number
    return (other if drawn[0] else one).group_written


def _doubt(at: _Kept) -> Doubt:
    """The doubt about some places, with its range."""
    first = next(place for each in at.places for place in each)
    paths = {place.path for each in at.places for place in each}
    shared = first.key if first.own is None else first.own[0]
    name = first.path if len(paths) == 1 else shared
    if at.wish is not None and at.wish.ends is not None:
        ends: tuple[object, object] = at.wish.ends
        source, grade = "--doubt", "–"
    elif first.has_range:
        ends = first.evidence["low"], first.evidence["high"]
        source, grade = str(first.evidence["source"]), str(first.evidence["grade"])
    else:
        raise UsageError(
            f"--doubt {first.path}: the evidence has no range for it; give one: "
            f"{first.path}=LOW..HIGH"
        )
    low, high = first.parse(ends[0]), first.parse(ends[1])
    if not low < high:
        raise UsageError(f"--doubt {name}: from {ends[0]} to {ends[1]} is no range")
    return Doubt(name, low, high, source, grade, (tuple(at.places[0]), tuple(at.places[1])))


def _check_paths(pairs: Sequence[Pair], paths: Sequence[str], option: str) -> None:
    """Refuse paths that lead to no number of either scenario."""
    for path in paths:
        if not any(matches(pair, path) for pair in pairs):
            names = [name for pair in pairs for name in (pair.path, pair.key)]
            raise UsageError(
                f"{option} {path}: no number of the scenarios has this path"
                f"{suggestion(path, names)}"
            )
