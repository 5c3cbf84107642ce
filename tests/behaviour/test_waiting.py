"""Waiting: who is next, who helps, who is turned away, and who hangs up."""

from typing import Any

from by_hand import Call, told
from ccsim.codes import Event
from ccsim.replication import EngineName

Book = list[str]
TWO = {"teams": {"agents": {"headcount": 2}}}


def one_queue(**facts: Any) -> dict[str, Any]:
    return {"queues": {"calls": facts}}


def with_help(**overflow: Any) -> dict[str, Any]:
    """A team of one, and a vendor of one who helps."""
    return {
        "teams": {"agents": {"headcount": 1}, "vendor": {"headcount": 1}},
        "queues": {"calls": {"talk": {"constant": "9m"}, "overflow": {"to": "vendor"} | overflow}},
    }


def test_agents_idle_since_the_same_instant_answer_in_the_order_of_their_numbers(
    engine: EngineName, book: Book
) -> None:
    """Both have been idle since midnight.

    09:00 calls 1 dials
    09:00 agents 0 answers calls 1 after 0s
    09:00 calls 2 dials
    09:00 agents 1 answers calls 2 after 0s
    09:01 agents 0 ends with calls 1 after 1m: served
    09:01 agents 1 ends with calls 2 after 1m: served
    """
    assert told(TWO, [Call("09:00", 1), Call("09:00", 2)], engine) == book


def test_the_agent_who_has_been_idle_for_longest_answers(engine: EngineName, book: Book) -> None:
    """Agent 0 has talked until 09:01; agent 1 has been idle since midnight.

    09:00 calls 1 dials
    09:00 agents 0 answers calls 1 after 0s
    09:01 agents 0 ends with calls 1 after 1m: served
    09:05 calls 2 dials
    09:05 agents 1 answers calls 2 after 0s
    09:06 agents 1 ends with calls 2 after 1m: served
    09:10 calls 3 dials
    09:10 agents 0 answers calls 3 after 0s
    09:11 agents 0 ends with calls 3 after 1m: served
    """
    calls = [Call("09:00", 1), Call("09:05", 2), Call("09:10", 3)]
    assert told(TWO, calls, engine) == book


def test_callers_of_the_same_instant_are_answered_in_the_order_of_their_numbers(
    engine: EngineName, book: Book
) -> None:
    """The order in which the calls are set is another one.

    09:00 calls 1 dials
    09:00 agents 0 answers calls 1 after 0s
    09:00 calls 2 dials
    09:00 calls 3 dials
    09:01 agents 0 ends with calls 1 after 1m: served
    09:01 agents 0 answers calls 2 after 1m
    09:02 agents 0 ends with calls 2 after 1m: served
    09:02 agents 0 answers calls 3 after 2m
    09:03 agents 0 ends with calls 3 after 1m: served
    """
    calls = [Call("09:00", 3), Call("09:00", 1), Call("09:00", 2)]
    assert told({}, calls, engine) == book


def test_a_caller_whose_patience_ends_as_the_agent_comes_free_is_answered(
    engine: EngineName, book: Book
) -> None:
    """Talks end before patience does, at one instant.

    09:00 calls 1 dials
    09:00 agents 0 answers calls 1 after 0s
    09:00:30 calls 2 dials
    09:01 agents 0 ends with calls 1 after 1m: served
    09:01 agents 0 answers calls 2 after 30s
    09:02 agents 0 ends with calls 2 after 1m: served
    """
    world = one_queue(patience={"constant": "30s"})
    assert told(world, [Call("09:00", 1), Call("09:00:30", 2)], engine) == book


def test_a_caller_whose_patience_ends_a_second_earlier_hangs_up(
    engine: EngineName, book: Book
) -> None:
    """Caller 2 would have been answered at 09:01.

    09:00 calls 1 dials
    09:00 agents 0 answers calls 1 after 0s
    09:00:30 calls 2 dials
    09:00:59 calls 2 hangs up after 29s
    09:01 agents 0 ends with calls 1 after 1m: served
    """
    world = one_queue(patience={"constant": "29s"})
    assert told(world, [Call("09:00", 1), Call("09:00:30", 2)], engine) == book


def test_a_caller_who_finds_all_lines_taken_hears_a_busy_signal(
    engine: EngineName, book: Book
) -> None:
    """One talks and one waits on two lines; the line of a talk that ends is free at once.

    09:00 calls 1 dials
    09:00 agents 0 answers calls 1 after 0s
    09:00:20 calls 2 dials
    09:00:40 calls 3 dials
    09:00:40 calls 3 hears a busy signal
    09:01 agents 0 ends with calls 1 after 1m: served
    09:01 agents 0 answers calls 2 after 40s
    09:01 calls 4 dials
    09:02 agents 0 ends with calls 2 after 1m: served
    09:02 agents 0 answers calls 4 after 1m
    09:03 agents 0 ends with calls 4 after 1m: served
    """
    calls = [Call("09:00", 1), Call("09:00:20", 2), Call("09:00:40", 3), Call("09:01", 4)]
    assert told(one_queue(lines=2), calls, engine) == book


def test_the_more_urgent_queue_goes_first_however_long_others_have_waited(
    engine: EngineName, book: Book
) -> None:
    """Gold has the lower number.

    09:00 calls 1 dials
    09:00 agents 0 answers calls 1 after 0s
    09:00:10 calls 2 dials
    09:00:50 gold 3 dials
    09:01 agents 0 ends with calls 1 after 1m: served
    09:01 agents 0 answers gold 3 after 10s
    09:02 agents 0 ends with gold 3 after 1m: served
    09:02 agents 0 answers calls 2 after 1m50s
    09:03 agents 0 ends with calls 2 after 1m: served
    """
    world = {"queues": {"calls": {"priority": 5}, "gold": {"priority": 1}}}
    calls = [Call("09:00", 1), Call("09:00:10", 2), Call("09:00:50", 3, "gold")]
    assert told(world, calls, engine) == book


def test_among_queues_of_one_priority_who_has_waited_longest_goes_first(
    engine: EngineName, book: Book
) -> None:
    """Other than above, both queues have the same number.

    09:00 calls 1 dials
    09:00 agents 0 answers calls 1 after 0s
    09:00:10 calls 2 dials
    09:00:50 gold 3 dials
    09:01 agents 0 ends with calls 1 after 1m: served
    09:01 agents 0 answers calls 2 after 50s
    09:02 agents 0 ends with calls 2 after 1m: served
    09:02 agents 0 answers gold 3 after 1m10s
    09:03 agents 0 ends with gold 3 after 1m: served
    """
    world = {"queues": {"calls": {}, "gold": {}}}
    calls = [Call("09:00", 1), Call("09:00:10", 2), Call("09:00:50", 3, "gold")]
    assert told(world, calls, engine) == book


def test_the_first_team_of_a_queue_with_a_free_agent_answers(
    engine: EngineName, book: Book
) -> None:
    """The second team is asked only when the first is busy.

    09:00 calls 1 dials
    09:00 experts 0 answers calls 1 after 0s
    09:00:30 calls 2 dials
    09:00:30 agents 0 answers calls 2 after 0s
    09:01 experts 0 ends with calls 1 after 1m: served
    09:01:30 agents 0 ends with calls 2 after 1m: served
    """
    world = {
        "teams": {"agents": {"headcount": 1}, "experts": {"headcount": 1}},
        "queues": {"calls": {"teams": ["experts", "agents"]}},
    }
    assert told(world, [Call("09:00", 1), Call("09:00:30", 2)], engine) == book


def test_another_team_helps_only_when_more_than_so_many_wait(
    engine: EngineName, book: Book
) -> None:
    """One may wait; the second who would wait is answered by the vendor.

    09:00 calls 1 dials
    09:00 agents 0 answers calls 1 after 0s
    09:01 calls 2 dials
    09:02 calls 3 dials
    09:02 vendor 0 answers calls 3 after 0s
    09:09 agents 0 ends with calls 1 after 9m: served
    09:09 agents 0 answers calls 2 after 8m
    09:11 vendor 0 ends with calls 3 after 9m: served
    09:18 agents 0 ends with calls 2 after 9m: served
    """
    calls = [Call("09:00", 1), Call("09:01", 2), Call("09:02", 3)]
    assert told(with_help(beyond=1), calls, engine) == book


def test_another_team_helps_only_after_a_delay(engine: EngineName, book: Book) -> None:
    """Caller 2 waits for two minutes before the vendor may answer.

    09:00 calls 1 dials
    09:00 agents 0 answers calls 1 after 0s
    09:01 calls 2 dials
    09:03 vendor 0 answers calls 2 after 2m
    09:09 agents 0 ends with calls 1 after 9m: served
    09:12 vendor 0 ends with calls 2 after 9m: served
    """
    world = with_help(after="2m")
    assert told(world, [Call("09:00", 1), Call("09:01", 2)], engine) == book


def test_a_freed_helper_takes_the_longest_waiting_only_while_the_condition_holds(
    engine: EngineName, book: Book
) -> None:
    """At 09:12 two wait, which is more than one; at 09:21 only caller 5 waits, and must wait on.

    09:00 calls 1 dials
    09:00 agents 0 answers calls 1 after 0s
    09:01 calls 2 dials
    09:03 calls 3 dials
    09:03 vendor 0 answers calls 3 after 0s
    09:09 agents 0 ends with calls 1 after 9m: served
    09:09 agents 0 answers calls 2 after 8m
    09:10 calls 4 dials
    09:11 calls 5 dials
    09:12 vendor 0 ends with calls 3 after 9m: served
    09:12 vendor 0 answers calls 4 after 2m
    09:18 agents 0 ends with calls 2 after 9m: served
    09:18 agents 0 answers calls 5 after 7m
    09:20 calls 6 dials
    09:21 vendor 0 ends with calls 4 after 9m: served
    09:27 agents 0 ends with calls 5 after 9m: served
    09:27 agents 0 answers calls 6 after 7m
    09:36 agents 0 ends with calls 6 after 9m: served
    """
    times = ("09:00", "09:01", "09:03", "09:10", "09:11", "09:20")
    calls = [Call(at, number) for number, at in enumerate(times, 1)]
    assert told(with_help(beyond=1), calls, engine) == book


def test_a_caller_is_sent_elsewhere_after_the_longest_wait(engine: EngineName, book: Book) -> None:
    """Patience would have lasted for ten minutes.

    09:00 calls 1 dials
    09:00 agents 0 answers calls 1 after 0s
    09:01 calls 2 dials
    09:03 calls 2 is sent elsewhere after 2m
    09:09 agents 0 ends with calls 1 after 9m: served
    """
    world = one_queue(talk={"constant": "9m"}, patience={"constant": "10m"}, longest_wait="2m")
    assert told(world, [Call("09:00", 1), Call("09:01", 2)], engine) == book


def test_a_queue_that_is_cleared_at_closing_cuts_off_who_waits(
    engine: EngineName, book: Book
) -> None:
    """It closes at 18:00; the talk goes on.

    17:55 calls 1 dials
    17:55 agents 0 answers calls 1 after 0s
    17:57 calls 2 dials
    17:58 calls 3 dials
    18:00 calls 2 is cut off after 3m
    18:00 calls 3 is cut off after 2m
    18:04 agents 0 ends with calls 1 after 9m: served
    """
    world = one_queue(talk={"constant": "9m"}, hours="08:00-18:00", at_closing="cleared")
    calls = [Call("17:55", 1), Call("17:57", 2), Call("17:58", 3)]
    assert told(world, calls, engine) == book


def test_a_queue_that_is_answered_at_closing_keeps_its_agents_until_it_is_empty(
    engine: EngineName, book: Book
) -> None:
    """Queue and shift end at 18:00; who dials then finds it closed.

    17:55 calls 1 dials
    17:55 agents 0 answers calls 1 after 0s
    17:57 calls 2 dials
    18:00 calls 3 dials
    18:00 calls 3 finds it closed
    18:04 agents 0 ends with calls 1 after 9m: served
    18:04 agents 0 answers calls 2 after 7m
    18:13 agents 0 ends with calls 2 after 9m: served
    18:13 agents 0 goes, overtime 13m
    """
    world = one_queue(talk={"constant": "9m"}, hours="08:00-18:00") | {
        "teams": {"agents": {"headcount": 1, "hours": "08:00-18:00"}}
    }
    calls = [Call("17:55", 1), Call("17:57", 2), Call("18:00", 3)]
    assert told(world, calls, engine, frozenset({Event.SHIFT_ENDED})) == book
