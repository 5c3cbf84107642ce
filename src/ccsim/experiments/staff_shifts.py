"""Shifts that cover a requirement at the least paid time: a set-covering programme.

Each shift is a start, a length and a break; so many agents work it that nobody is missing in any
interval (Dantzig, Operations Research 2, 1954). Night shifts go over into the next day, and from
the end of the week into its beginning.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from ccsim.errors import UsageError
from ccsim.metrics.slots import Slots
from ccsim.metrics.window import Bools, Floats, Ints
from ccsim.spec.demand import WEEKDAYS
from ccsim.spec.teams import Shift
from ccsim.units import DAY, HOUR, MINUTE, format_duration, parse_duration

if TYPE_CHECKING:
    from scipy.optimize import OptimizeResult

_GAP: Final = 0.005
"""The programme may stop this near to the best that there can be."""
_MOST_NODES: Final = 2_000
_PER_SHIFT: Final = 1e-4
"""Fewer shifts win where paid time is the same."""
_EARLIEST, _LATEST = 3 / 8, 5 / 8


@dataclass(frozen=True)
class Pattern:
    """How long a shift is, and the paid break in the middle part of it."""

    length: int
    rest: int = 0

    def __str__(self) -> str:
        rest = f"+{format_duration(self.rest)}" if self.rest else ""
        return f"{format_duration(self.length)}{rest}"


USUAL: Final = (Pattern(8 * HOUR, 30 * MINUTE), Pattern(4 * HOUR))
"""Eight hours with a paid break of half an hour, and four without one: an assumption."""
SHORT: Final = (Pattern(2 * HOUR), Pattern(HOUR))
"""For teams whose hours have no room for those."""


@dataclass(frozen=True)
class RosteredShift:
    """So many agents who work the same hours on the same days."""

    agents: int
    weekdays: tuple[int, ...]
    """0 for Monday; empty for every day."""
    starts: int
    """Time of day, in milliseconds."""
    pattern: Pattern
    rest_after: int | None
    """How long after the start the break begins."""

    @property
    def hours(self) -> str:
        """When they work, in opening_hours syntax."""
        ends = self.starts + self.pattern.length
        return f"{_days(self.weekdays)}{_clock(self.starts)}-{_clock(ends)}"

    def as_fact(self) -> Shift:
        """The shift as a scenario writes it."""
        rests = []
        if self.rest_after is not None:
            rests = [{"after": f"{self.rest_after}ms", "length": f"{self.pattern.rest}ms"}]
        return Shift.model_validate({"agents": self.agents, "hours": self.hours, "breaks": rests})


@dataclass(frozen=True)
class Roster:
    """The shifts of a team in a typical day or week."""

    shifts: tuple[RosteredShift, ...]
    covered: Floats
    """[slot of a day or week]: agents present and not on a break."""
    paid_h: float
    """Paid hours of a day or week."""
    gap: float
    """How far from the best possible paid time it may be, as a share."""


def parse_pattern(text: str) -> Pattern:
    """A shift as a user writes it.

    >>> str(parse_pattern("8h+30m"))
    '8h+30m'

    Raises:
        UsageError: the text is no length, or no length and a break.
    """
    whole, plus, pause = text.partition("+")
    try:
        length = parse_duration(whole)
        rest = parse_duration(pause) if plus else 0
    except ValueError:
        raise UsageError(
            f"--shift {text!r} cannot be read: write its length, and the break in it, such as "
            "8h+30m, or 4h without one"
        ) from None
    if not (0 < length <= DAY and rest < length):
        raise UsageError(
            f"--shift {text!r}: a shift is at most a day long, and longer than its break"
        )
    return Pattern(length, rest)


def check_patterns(wanted: Bools, slots: Slots, opened: Bools, patterns: Sequence[Pattern]) -> None:
    """Refuse shifts that cannot cover what may be wanted, before anything is searched.

    Raises:
        UsageError: no shift fits into the hours of the team, or some interval has none.
    """
    length, needed, opened = _unrolled(wanted.astype(np.int64), slots, opened)
    if needed.any() and not _covers(_choices(patterns, length, len(needed), opened), needed):
        names = ", ".join(map(str, patterns))
        raise UsageError(
            f"no shift of {names} covers every interval within the hours of the team: give a "
            "shorter one, such as --shift 2h"
        )


def cover(needed: Ints, slots: Slots, opened: Bools, patterns: Sequence[Pattern] = ()) -> Roster:
    """The shifts that bring the agents needed in each slot, with the least paid time.

    Of rosters with the same paid time one wins in which fewer agents are there when nobody is
    needed, such as before the first call.

    Raises:
        UsageError: no shift fits into the hours of the team, or some interval has none.
    """
    if patterns:
        check_patterns(needed > 0, slots, opened, patterns)
    length, needed, opened = _unrolled(needed, slots, opened)
    if not needed.any():
        return Roster((), np.zeros(len(needed)), 0.0, 0.0)
    choices = _choices(patterns or USUAL, length, len(needed), opened)
    if not _covers(choices, needed):
        choices += _choices((*SHORT, Pattern(length)), length, len(needed), opened)
    present = np.array([presence for _, _, _, presence in choices]).T
    paid = np.array([pattern.length / HOUR for pattern, _, _, _ in choices])
    found = _least(paid + _PER_SHIFT, present, needed)
    if found.x is None:
        raise UsageError(f"no shifts were found that cover the requirement: {found.message}")
    counts = np.round(found.x).astype(np.int64)
    idle = present[needed == 0].sum(axis=0) * length / HOUR
    if idle @ counts:
        at_most = -paid @ counts  # as much paid time as that: no less than its negative
        limits = np.vstack([present, -paid]), np.append(needed, at_most)
        again = _least(idle + _PER_SHIFT, *limits)
        counts = counts if again.x is None else np.round(again.x).astype(np.int64)
    best = found.mip_dual_bound or found.fun
    return Roster(
        shifts=tuple(_grouped(choices, counts, len(needed) * length > DAY)),
        covered=np.asarray(present @ counts, np.float64),
        paid_h=float(paid @ counts),
        gap=max(float(1 - best / found.fun), 0.0),
    )


def _least(costs: Floats, brings: Floats, least: Ints | Floats) -> "OptimizeResult":
    """How often each shift is worked, at the least cost that brings the least of everything."""
    from scipy.optimize import Bounds, LinearConstraint, milp
    from scipy.sparse import csc_array

    return milp(
        costs,
        integrality=np.ones(len(costs), np.int64),
        bounds=Bounds(0, np.inf),
        constraints=LinearConstraint(csc_array(brings), lb=least.astype(np.float64)),
        options={"mip_rel_gap": _GAP, "node_limit": _MOST_NODES},
    )


_Choice = tuple[Pattern, int, int | None, Floats]
"""A pattern, its start in the day or week, the break after so long, and its presence by slot."""


def _unrolled(needed: Ints, slots: Slots, opened: Bools) -> tuple[int, Ints, Bools]:
    """What is always the same, as a day of half-hours."""
    if slots.cycle != "always":
        return slots.interval, needed, opened
    return 30 * MINUTE, np.repeat(needed, 48), np.repeat(opened, 48)


def _choices(patterns: Sequence[Pattern], slot: int, count: int, opened: Bools) -> list[_Choice]:
    """All shifts that may be worked; within the hours of the team, unless it never closes."""
    found: list[_Choice] = []
    for pattern in patterns:
        for rest_after in _rests(pattern, slot):
            shape = _presence(pattern, slot, rest_after)
            if len(shape) > count:
                continue
            worked = np.arange(len(shape))
            for start in range(count):
                here = (start + worked) % count
                if opened[here].all():
                    presence = np.zeros(count)
                    presence[here] = shape
                    found.append((pattern, start * slot, rest_after, presence))
    return found


def _covers(choices: Sequence[_Choice], needed: Ints) -> bool:
    """Whether in each slot that needs somebody there is a shift that brings one."""
    present = np.zeros(len(needed))
    for *_, presence in choices:
        np.maximum(present, presence, out=present)
    return bool((present[needed > 0] > 0).all())


def _rests(pattern: Pattern, slot: int) -> list[int | None]:
    """When a break may begin: with an interval, in the middle part of the shift."""
    if not pattern.rest:
        return [None]
    first, last = pattern.length * _EARLIEST, pattern.length * _LATEST - pattern.rest
    within = [at for at in range(0, pattern.length, slot) if first <= at <= last]
    return [*within] or [(pattern.length - pattern.rest) // 2]


def _presence(pattern: Pattern, slot: int, rest_after: int | None) -> Floats:
    """The share of each slot, from the start on, in which an agent takes calls."""
    edges = np.arange(0, pattern.length + slot, slot)
    edges = edges[: -(-pattern.length // slot) + 1]

    def before(end: int) -> Floats:
        return np.clip(end - edges[:-1], 0, slot)

    present = before(pattern.length)
    if rest_after is not None:
        present = present - (before(rest_after + pattern.rest) - before(rest_after))
    return np.asarray(present / slot, np.float64)


def _grouped(choices: Sequence[_Choice], counts: Ints, weekly: bool) -> list[RosteredShift]:
    """The same shift on several days, worked by the same people."""
    by_shift: dict[tuple[int, int, int], tuple[Pattern, dict[int, int]]] = {}
    for (pattern, starts, rest_after, _), count in zip(choices, counts.tolist(), strict=True):
        if count:
            day, clock = divmod(starts, DAY)
            key = (clock, -pattern.length, -1 if rest_after is None else rest_after)
            by_shift.setdefault(key, (pattern, {}))[1][day] = count
    found = []
    for key in sorted(by_shift):
        (pattern, by_day), clock = by_shift[key], key[0]
        rest_after = None if key[2] < 0 else key[2]
        levels = sorted(set(by_day.values()))
        for below, level in zip([0, *levels], levels, strict=False):
            days = tuple(day for day in sorted(by_day) if by_day[day] >= level) if weekly else ()
            found.append(RosteredShift(level - below, days, clock, pattern, rest_after))
    return found


def _days(weekdays: Sequence[int]) -> str:
    """Weekdays as opening hours write them: runs of days, then single ones."""
    runs: list[list[int]] = []
    for day in weekdays:
        if runs and day == runs[-1][-1] + 1:
            runs[-1].append(day)
        else:
            runs.append([day])
    words = [
        WEEKDAYS[run[0]] if len(run) == 1 else f"{WEEKDAYS[run[0]]}-{WEEKDAYS[run[-1]]}"
        for run in runs
    ]
    return ",".join(words) + " " * bool(words)


def _clock(milliseconds: int) -> str:
    """A time of day; after midnight the next morning's."""
    hours, rest = divmod(milliseconds // MINUTE, 60)
    return f"{hours % 24 if hours > 24 else hours:02d}:{rest:02d}"
