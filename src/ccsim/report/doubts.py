"""What a result rests on that is known weakly: the doubtful facts in use, the worst first."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final

from ccsim.figures.numbers import NOT_KNOWN
from ccsim.report.facts import Fact, all_facts
from ccsim.spec.scenario import Scenario
from ccsim.units import parse_duration, parse_money, parse_rate

ASSUMPTION: Final = "assumption"
WEAK: Final = ("C", "D")
"""Grades of evidence that are doubted: vendors, blogs and anecdotes; assumptions of ours."""
_MOST_VALUES: Final = 4


@dataclass(frozen=True)
class Doubt:
    """A kind of fact that rests on weak evidence, with all places where it is in use."""

    field: str
    """The path, with a star where several places have such a fact."""
    help: str
    places: tuple[str, ...]
    values: str
    span: str
    """From where to where it may lie; empty where nobody knows."""
    source: str
    grade: str
    differs: bool
    """Whether the scenarios differ in it: then the difference rests on it directly."""
    partly: bool
    """Whether it is also a fact of what only some of the scenarios have, such as a team."""
    outside: bool
    """Whether a value lies outside the range that the evidence allows."""
    width: float
    """How much of the larger end the range takes up, from 0 to 1; 1 where it is not known."""

    @property
    def why(self) -> str:
        """What makes it doubtful, in words."""
        reasons = [_standing(self)]
        if self.differs:
            reasons.append("the scenarios differ in it")
        elif self.partly:
            reasons.append("part of what only some scenarios have")
        if self.outside:
            reasons.append("a value lies outside its range")
        if not self.span:
            reasons.append("no range is known")
        return "; ".join(reasons)


def doubts(scenarios: Sequence[Scenario]) -> list[Doubt]:
    """The facts in use of weak evidence, the worst first, those of one kind together.

    Worst are those that the scenarios differ in, or that belong to what only some have; then values
    outside their range, then the weakest grade, assumptions before what somebody has published,
    and of these the widest range.
    """
    kinds: dict[str, list[Fact]] = {}
    for fact in all_facts(scenarios):
        if fact.source == ASSUMPTION or fact.grade in WEAK:
            kinds.setdefault(fact.field, []).append(fact)
    return sorted((_doubt(facts) for facts in kinds.values()), key=_rank)


def _rank(one: Doubt) -> tuple[Any, ...]:
    """What is sorted by; what is alike in all of it stays in the order of the file."""
    own = one.source != ASSUMPTION
    return not (one.differs or one.partly), not one.outside, -ord(one.grade or "D"), own, -one.width


def _doubt(facts: Sequence[Fact]) -> Doubt:
    """The facts of one kind as one doubt."""
    first = facts[0]
    values = [value for fact in facts for value in fact.written if value is not None]
    return Doubt(
        field=first.path if len(facts) == 1 else first.field,
        help=first.help,
        places=tuple(fact.path for fact in facts),
        values=_values_text(facts),
        span=first.span,
        source=first.source,
        grade=first.grade,
        differs=any(fact.differs and fact.everywhere for fact in facts),
        partly=not all(fact.everywhere for fact in facts),
        outside=_is_outside(values, first),
        width=_width(first),
    )


def _standing(one: Doubt) -> str:
    """What stands behind it."""
    if one.source == ASSUMPTION:
        return "an assumption"
    return "vendors or anecdotes" if one.grade == "C" else "its size is an assumption"


def _values_text(facts: Sequence[Fact]) -> str:
    """The values in use: each once, or the ends of many."""
    texts = list(dict.fromkeys(text for fact in facts for text in fact.values))
    texts = [text for text in texts if text != NOT_KNOWN]
    if len(texts) <= _MOST_VALUES:
        return "; ".join(texts)
    sizes = {text: _size(value) for fact in facts for text, value in _pairs(fact)}
    known = {text: size for text, size in sizes.items() if size is not None}
    if len(known) == len(texts):
        ends = sorted(known, key=lambda text: known[text])
        return f"{ends[0]} to {ends[-1]}"
    return "; ".join(texts[:_MOST_VALUES]) + f" and {len(texts) - _MOST_VALUES} more"


def _pairs(fact: Fact) -> Iterable[tuple[str, Any]]:
    return zip(fact.values, fact.written, strict=True)


def _is_outside(values: Iterable[Any], fact: Fact) -> bool:
    low, high = _size(fact.low), _size(fact.high)
    if low is None or high is None:
        return False
    sizes = [_size(value) for value in values]
    return any(size is not None and not low <= size <= high for size in sizes)


def _width(fact: Fact) -> float:
    low, high = _size(fact.low), _size(fact.high)
    if low is None or high is None:
        return 1.0
    largest = max(abs(low), abs(high))
    return (high - low) / largest if largest else 0.0


def _size(value: Any) -> float | None:
    """How large a written fact is, if it is one number."""
    if isinstance(value, bool) or value is None:
        return None
    if isinstance(value, int | float):
        return float(value)
    if isinstance(value, str):
        for parse in _PARSERS:
            try:
                return parse(value)
            except ValueError:
                continue
    return None


_PARSERS: Final[tuple[Callable[[str], float], ...]] = (
    parse_duration,
    parse_rate,
    lambda text: parse_money(text)[0],
)
