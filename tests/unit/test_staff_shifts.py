"""Shifts that cover a requirement, at the least paid time."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ccsim.errors import UsageError
from ccsim.experiments.staff_shifts import Pattern, Roster, cover, parse_pattern
from ccsim.metrics.slots import Slots
from ccsim.units import HOUR, MINUTE


def slots_of(count: int, interval: int) -> Slots:
    labels = tuple(str(number) for number in range(count))
    zeros = np.zeros(count, np.int64)
    return Slots("day", interval, labels, zeros, zeros, np.ones(count))


def covered(needed: list[int], *patterns: Pattern, opened: list[int] | None = None) -> Roster:
    inside = np.ones(len(needed), bool) if opened is None else np.array(opened, bool)
    slots = slots_of(len(needed), 24 * HOUR // len(needed))
    return cover(np.array(needed), slots, inside, patterns)


def test_two_peaks_take_a_shift_each() -> None:
    roster = covered([0, 0, 3, 3, 0, 0, 2, 2], Pattern(6 * HOUR))
    assert roster.paid_h == 30
    assert [(one.agents, one.hours) for one in roster.shifts] == [
        (3, "06:00-12:00"),
        (2, "18:00-24:00"),
    ]


def test_whoever_takes_a_break_is_not_there_in_it() -> None:
    """One is wanted for eight hours with an hour's break: a second one has to step in."""
    needed = [1] * 8 + [0] * 16
    roster = covered(needed, Pattern(8 * HOUR, HOUR), Pattern(4 * HOUR))
    assert roster.paid_h == 8  # two half shifts are cheaper than one with a break, and its relief
    alone = covered(needed, Pattern(8 * HOUR, HOUR))
    assert alone.paid_h == 16
    assert (alone.covered >= needed).all()


def test_a_night_shift_goes_over_into_the_next_morning() -> None:
    roster = covered([2] * 3 + [0] * 18 + [2] * 3, Pattern(6 * HOUR))
    assert [(one.agents, one.hours) for one in roster.shifts] == [(2, "21:00-03:00")]


def test_nobody_works_outside_the_hours_of_the_team() -> None:
    needed = [0] * 8 + [1] * 8 + [0] * 8
    roster = covered(needed, Pattern(6 * HOUR), opened=[int(n > 0) for n in needed])
    assert roster.covered[:8].sum() == roster.covered[16:].sum() == 0
    with pytest.raises(UsageError, match="no shift of 10h covers every interval"):
        covered(needed, Pattern(10 * HOUR), opened=[int(n > 0) for n in needed])


def test_short_opening_hours_have_shorter_shifts_unless_others_are_asked_for() -> None:
    needed = [0] * 8 + [2] * 3 + [0] * 13
    roster = covered(needed, opened=[int(n > 0) for n in needed])
    assert roster.paid_h == 6


def test_nobody_comes_before_the_first_call_where_it_costs_no_more_to_come_later() -> None:
    needed = [4, 4, 6, 7, 8, 8, 8, 7, 7, 7, 8, 7, 6, 5, 5, 4] + [0] * 32
    roster = covered(needed)
    assert roster.paid_h == 56
    assert roster.covered[16:].sum() == 0


@settings(max_examples=15, deadline=None)
@given(st.lists(st.integers(0, 6), min_size=24, max_size=24))
def test_every_interval_is_covered_whatever_is_needed(needed: list[int]) -> None:
    roster = covered(needed, Pattern(8 * HOUR, 30 * MINUTE), Pattern(3 * HOUR))
    assert (roster.covered >= np.array(needed) - 1e-6).all()
    paid = sum(one.agents * one.pattern.length / HOUR for one in roster.shifts)
    assert roster.paid_h == pytest.approx(paid)


def test_the_same_shift_on_several_days_is_worked_by_the_same_people() -> None:
    slots = Slots(
        "week", HOUR, ("",) * 168, np.repeat(np.arange(7), 24), np.zeros(1, np.int64), np.ones(168)
    )
    needed = np.zeros(168, np.int64)
    for day, agents in ((0, 3), (1, 2), (2, 2), (4, 1)):
        needed[day * 24 + 8 : day * 24 + 12] = agents
    roster = cover(needed, slots, np.ones(168, bool), [Pattern(4 * HOUR)])
    assert [(one.agents, one.hours) for one in roster.shifts] == [
        (1, "Mo-We,Fr 08:00-12:00"),
        (1, "Mo-We 08:00-12:00"),
        (1, "Mo 08:00-12:00"),
    ]


@pytest.mark.parametrize("text", ["8", "8x", "8h+", "8h+9h", "30h", "", "8h+30m+30m"])
def test_a_shift_that_cannot_be_meant_is_refused(text: str) -> None:
    with pytest.raises(UsageError, match="--shift"):
        parse_pattern(text)
