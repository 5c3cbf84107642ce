"""Duty: shifts, breaks, overtime, absence, and nights that talks go through."""

from typing import Any

from by_hand import DUTY, Call, told
from ccsim.codes import Event
from ccsim.replication import EngineName

Book = list[str]
SHIFT_ENDS = frozenset({Event.SHIFT_ENDED})
BREAKS = frozenset({Event.BREAK_STARTED, Event.BREAK_ENDED})


def team(**facts: Any) -> dict[str, Any]:
    return {"teams": {"agents": facts}, "queues": {"calls": {"talk": {"constant": "9m"}}}}


def test_a_cut_in_staffing_never_interrupts_a_call_and_the_last_number_goes_after_wrap_up(
    engine: EngineName, book: Book
) -> None:
    """At 10:00 two become one: agent 1 fills that place until 10:08, and goes with overtime.

    09:55 calls 1 dials
    09:55 agents 0 answers calls 1 after 0s
    09:57 calls 2 dials
    09:57 agents 1 answers calls 2 after 0s
    09:58 calls 3 dials
    10:04 agents 0 ends with calls 1 after 9m: served
    10:06 agents 0 has written up calls 1 in 2m
    10:06 agents 1 ends with calls 2 after 9m: served
    10:08 agents 1 has written up calls 2 in 2m
    10:08 agents 1 goes, overtime 8m
    10:08 agents 0 answers calls 3 after 10m
    10:17 agents 0 ends with calls 3 after 9m: served
    10:19 agents 0 has written up calls 3 in 2m
    """
    world = team(headcount={"agents": [2] * 10 + [1] * 14, "interval": "1h"})
    world["queues"]["calls"]["wrap_up"] = {"constant": "2m"}
    calls = [Call("09:55", 1), Call("09:57", 2), Call("09:58", 3)]
    assert told(world, calls, engine, SHIFT_ENDS) == book


def test_who_goes_after_the_present_call_fills_a_place_until_then(
    engine: EngineName, book: Book
) -> None:
    """One is wanted from 10:00: while agent 1 still talks, idle agent 0 begins no call.

    09:50 calls 1 dials
    09:50 agents 0 answers calls 1 after 0s
    09:55 calls 2 dials
    09:55 agents 1 answers calls 2 after 0s
    09:59 agents 0 ends with calls 1 after 9m: served
    10:01 calls 3 dials
    10:04 agents 1 ends with calls 2 after 9m: served
    10:04 agents 1 goes, overtime 4m
    10:04 agents 0 answers calls 3 after 3m
    10:13 agents 0 ends with calls 3 after 9m: served
    """
    world = team(headcount={"agents": [2] * 10 + [1] * 14, "interval": "1h"})
    calls = [Call("09:50", 1), Call("09:55", 2), Call("10:01", 3)]
    assert told(world, calls, engine, SHIFT_ENDS) == book


def test_who_was_about_to_go_stays_when_more_are_wanted_again(
    engine: EngineName, book: Book
) -> None:
    """Agent 1 talks through the hour of one, and is one of two again at 11:00.

    00:00 agents 0 comes
    00:00 agents 1 comes
    09:55 calls 1 dials
    09:55 agents 0 answers calls 1 after 0s
    09:56 calls 2 dials
    09:56 agents 1 answers calls 2 after 0s
    11:00 agents 1 goes, overtime 1h
    11:00 agents 1 comes
    11:25 agents 0 ends with calls 1 after 1h30m: served
    11:26 agents 1 ends with calls 2 after 1h30m: served
    """
    world = team(headcount={"agents": [2] * 10 + [1] + [2] * 13, "interval": "1h"})
    world["queues"]["calls"]["talk"] = {"constant": "90m"}
    calls = [Call("09:55", 1), Call("09:56", 2)]
    assert told(world, calls, engine, DUTY) == book


def test_an_idle_agent_goes_home_on_time(engine: EngineName, book: Book) -> None:
    """Nobody calls.

    08:00 agents 0 comes
    18:00 agents 0 goes, overtime 0s
    """
    assert told(team(headcount=1, hours="08:00-18:00"), [], engine, DUTY) == book


def test_idleness_counts_from_the_end_of_after_call_work(engine: EngineName, book: Book) -> None:
    """Agent 0 ends the talk first, but writes until 09:19; agent 1 is free at 09:18.

    09:00 calls 1 dials
    09:00 agents 0 answers calls 1 after 0s
    09:00 fast 2 dials
    09:00 agents 1 answers fast 2 after 0s
    09:09 agents 0 ends with calls 1 after 9m: served
    09:18 agents 1 ends with fast 2 after 18m: served
    09:19 agents 0 has written up calls 1 in 10m
    09:20 calls 3 dials
    09:20 agents 1 answers calls 3 after 0s
    09:29 agents 1 ends with calls 3 after 9m: served
    09:39 agents 1 has written up calls 3 in 10m
    """
    world = team(headcount=2)
    world["queues"]["calls"]["wrap_up"] = {"constant": "10m"}
    world["queues"]["fast"] = {"talk": {"constant": "18m"}}
    calls = [Call("09:00", 1), Call("09:00:00", 2, "fast"), Call("09:20", 3)]
    assert told(world, calls, engine) == book


def test_idleness_counts_from_the_end_of_a_break(engine: EngineName, book: Book) -> None:
    """Agent 0 is back at 10:15 and agent 1, of another shift, at 10:10.

    10:00 agents 0 takes a break
    10:00 agents 1 takes a break
    10:10 agents 1 is back
    10:15 agents 0 is back
    10:20 calls 1 dials
    10:20 agents 1 answers calls 1 after 0s
    10:29 agents 1 ends with calls 1 after 9m: served
    """
    shifts = [
        {"agents": 1, "hours": "08:00-18:00", "breaks": [{"after": "2h", "length": length}]}
        for length in ("15m", "10m")
    ]
    assert told(team(shifts=shifts), [Call("10:20", 1)], engine, BREAKS) == book


def test_idleness_counts_from_the_start_of_the_shift(engine: EngineName, book: Book) -> None:
    """Agent 1 comes at eight, agent 0 at nine.

    08:00 agents 1 comes
    09:00 agents 0 comes
    10:00 calls 1 dials
    10:00 agents 1 answers calls 1 after 0s
    10:09 agents 1 ends with calls 1 after 9m: served
    17:00 agents 0 goes, overtime 0s
    17:00 agents 1 goes, overtime 0s
    """
    shifts = [{"agents": 1, "hours": hours} for hours in ("09:00-17:00", "08:00-17:00")]
    assert told(team(shifts=shifts), [Call("10:00", 1)], engine, DUTY) == book


def test_a_break_that_falls_due_on_the_phone_begins_afterwards(
    engine: EngineName, book: Book
) -> None:
    """It is due at 10:00, and ends at 10:15 however late it begins; caller 2 waits for it.

    09:55 calls 1 dials
    09:55 agents 0 answers calls 1 after 0s
    09:59 calls 2 dials
    10:04 agents 0 ends with calls 1 after 9m: served
    10:04 agents 0 takes a break
    10:15 agents 0 is back
    10:15 agents 0 answers calls 2 after 16m
    10:24 agents 0 ends with calls 2 after 9m: served
    """
    breaks = [{"after": "2h", "length": "15m"}]
    world = team(shifts=[{"agents": 1, "hours": "08:00-18:00", "breaks": breaks}])
    assert told(world, [Call("09:55", 1), Call("09:59", 2)], engine, BREAKS) == book


def test_a_break_that_goes_by_on_the_phone_is_not_taken(engine: EngineName, book: Book) -> None:
    """It is due at 10:00 for five minutes; the talk lasts until 10:08.

    09:59 calls 1 dials
    09:59 agents 0 answers calls 1 after 0s
    10:00 calls 2 dials
    10:08 agents 0 ends with calls 1 after 9m: served
    10:08 agents 0 answers calls 2 after 8m
    10:17 agents 0 ends with calls 2 after 9m: served
    """
    breaks = [{"after": "2h", "length": "5m"}]
    world = team(shifts=[{"agents": 1, "hours": "08:00-18:00", "breaks": breaks}])
    assert told(world, [Call("09:59", 1), Call("10:00", 2)], engine, BREAKS) == book


def test_who_is_absent_does_not_come_and_is_not_paid(engine: EngineName, book: Book) -> None:
    """Everybody is absent on every shift; the night before writes down the ten hours lost.

    00:00 agents 0 is absent for 10h
    09:00 calls 1 dials
    """
    world = team(headcount=1, hours="08:00-18:00", shrinkage={"unplanned": 1.0})
    assert told(world, [Call("09:00", 1)], engine, DUTY) == book


def test_planned_time_away_is_a_break_of_its_share_of_the_shift(
    engine: EngineName, book: Book
) -> None:
    """A fifth of ten hours is two hours; where they lie follows from the agent's number.

    The first agent's place is the golden section, 0.618 of the eight hours that are left over:
    4 h 56 min 39.4 s after eight o'clock.

    12:56:39 agents 0 takes a break
    14:56:39 agents 0 is back
    """
    world = team(headcount=1, hours="08:00-18:00", shrinkage={"planned": 0.2})
    assert told(world, [], engine, BREAKS) == book


def test_midnight_passes_through_talks_and_queues(engine: EngineName, book: Book) -> None:
    """Caller 1 talks and caller 2 waits as the day ends; nothing happens at midnight.

    23:55 calls 1 dials
    23:55 agents 0 answers calls 1 after 0s
    23:59 calls 2 dials
    1d 00:04 agents 0 ends with calls 1 after 9m: served
    1d 00:04 agents 0 answers calls 2 after 5m
    1d 00:13 agents 0 ends with calls 2 after 9m: served
    """
    world = team(headcount=1) | {"calendar": {"days": 2}}
    assert told(world, [Call("23:55", 1), Call("23:59", 2)], engine) == book


def test_a_day_of_23_hours_is_an_hour_shorter(engine: EngineName, book: Book) -> None:
    """In Madrid the hour from two to three is skipped on 29 March 2026: a talk goes through it.

    01:55 calls 1 dials
    01:55 agents 0 answers calls 1 after 0s
    03:04 agents 0 ends with calls 1 after 9m: served
    23:50 calls 2 dials
    23:50 agents 0 answers calls 2 after 0s
    23:59 agents 0 ends with calls 2 after 9m: served
    1d 00:05 calls 3 dials
    1d 00:05 agents 0 answers calls 3 after 0s
    1d 00:14 agents 0 ends with calls 3 after 9m: served
    """
    calendar = {"start": "2026-03-29", "days": 2, "time_zone": "Europe/Madrid"}
    calls = [Call("01:55", 1), Call("23:50", 2), Call("1d 00:05", 3)]
    assert told(team(headcount=1) | {"calendar": calendar}, calls, engine) == book


def test_a_shift_over_the_skipped_hour_is_an_hour_shorter(engine: EngineName, book: Book) -> None:
    """From midnight to eight are seven hours, and two hours after the start it is three o'clock.

    00:00 agents 0 comes
    03:00 agents 0 takes a break
    03:30 agents 0 is back
    08:00 agents 0 goes, overtime 0s
    """
    breaks = [{"after": "2h", "length": "30m"}]
    world = team(shifts=[{"agents": 1, "hours": "00:00-08:00", "breaks": breaks}])
    world["calendar"] = {"start": "2026-03-29", "days": 1, "time_zone": "Europe/Madrid"}
    assert told(world, [], engine, DUTY) == book


def test_a_break_may_begin_with_the_shift(engine: EngineName, book: Book) -> None:
    """A briefing of a quarter of an hour comes first; caller 1 waits until it is over.

    08:00 agents 0 comes
    08:00 agents 0 takes a break
    08:10 calls 1 dials
    08:15 agents 0 is back
    08:15 agents 0 answers calls 1 after 5m
    08:24 agents 0 ends with calls 1 after 9m: served
    18:00 agents 0 goes, overtime 0s
    """
    breaks = [{"after": "0s", "length": "15m"}]
    world = team(shifts=[{"agents": 1, "hours": "08:00-18:00", "breaks": breaks}])
    assert told(world, [Call("08:10", 1)], engine, DUTY) == book
