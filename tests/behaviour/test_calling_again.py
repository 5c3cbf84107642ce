"""Calling again: who did not get through dials again, or not; a served caller may call back."""

from typing import Any

from by_hand import Call, told
from ccsim.replication import EngineName

Book = list[str]
DAYTIME = "08:00-18:00"


def world(days: int = 1, patience: Any = None, **forecast: Any) -> dict[str, Any]:
    """A line of one that opens at eight and closes at six; talks take nine minutes."""
    facts = {"hours": DAYTIME, "talk": {"constant": "9m"}, "forecast": forecast}
    if patience:
        facts["patience"] = patience
    return {"calendar": {"days": days}, "queues": {"calls": facts}}


def test_a_caller_who_hangs_up_dials_again_after_a_while(engine: EngineName, book: Book) -> None:
    """Caller 2 waits for three minutes, and dials again ten minutes later.

    09:00 calls 1 dials
    09:00 agents 0 answers calls 1 after 0s
    09:01 calls 2 dials
    09:04 calls 2 hangs up after 3m
    09:09 agents 0 ends with calls 1 after 9m: served
    09:14 calls 2 dials (redial)
    09:14 agents 0 answers calls 2 after 0s
    09:23 agents 0 ends with calls 2 after 9m: served
    """
    facts = world(patience={"constant": "3m"}, redials=1.0, redial_delay={"constant": "10m"})
    assert told(facts, [Call("09:00", 1), Call("09:01", 2)], engine) == book


def test_a_caller_who_gives_up_before_closing_redials_next_morning(
    engine: EngineName, book: Book
) -> None:
    """Ten minutes after hanging up the line is closed, until eight o'clock of the next day.

    17:50 calls 1 dials
    17:50 agents 0 answers calls 1 after 0s
    17:52 calls 2 dials
    17:55 calls 2 hangs up after 3m
    17:59 agents 0 ends with calls 1 after 9m: served
    1d 08:00 calls 2 dials (redial)
    1d 08:00 agents 0 answers calls 2 after 0s
    1d 08:09 agents 0 ends with calls 2 after 9m: served
    """
    facts = world(2, {"constant": "3m"}, redials=1.0, redial_delay={"constant": "10m"})
    assert told(facts, [Call("17:50", 1), Call("17:52", 2)], engine) == book


def test_a_redial_after_closing_is_lost_where_the_scenario_says_so(
    engine: EngineName, book: Book
) -> None:
    """The same evening, with `after_closing: lost`.

    17:50 calls 1 dials
    17:50 agents 0 answers calls 1 after 0s
    17:52 calls 2 dials
    17:55 calls 2 hangs up after 3m
    17:59 agents 0 ends with calls 1 after 9m: served
    """
    facts = world(
        2, {"constant": "3m"}, redials=1.0, redial_delay={"constant": "10m"}, after_closing="lost"
    )
    assert told(facts, [Call("17:50", 1), Call("17:52", 2)], engine) == book


def test_a_caller_who_hears_a_busy_signal_dials_again(engine: EngineName, book: Book) -> None:
    """There is one line; after hanging up nobody would redial, after a busy signal everybody.

    09:00 calls 1 dials
    09:00 agents 0 answers calls 1 after 0s
    09:01 calls 2 dials
    09:01 calls 2 hears a busy signal
    09:06 calls 2 dials (redial)
    09:06 calls 2 hears a busy signal
    09:09 agents 0 ends with calls 1 after 9m: served
    09:11 calls 2 dials (redial)
    09:11 agents 0 answers calls 2 after 0s
    09:20 agents 0 ends with calls 2 after 9m: served
    """
    facts = world(redials_when_blocked=1.0, redial_delay={"constant": "5m"})
    facts["queues"]["calls"]["lines"] = 1
    assert told(facts, [Call("09:00", 1), Call("09:01", 2)], engine) == book


def test_a_caller_who_finds_it_closed_dials_again_when_it_opens(
    engine: EngineName, book: Book
) -> None:
    """A closed line counts as a busy one.

    07:00 calls 1 dials
    07:00 calls 1 finds it closed
    08:00 calls 1 dials (redial)
    08:00 agents 0 answers calls 1 after 0s
    08:09 agents 0 ends with calls 1 after 9m: served
    """
    facts = world(redials_when_blocked=1.0, redial_delay={"constant": "5m"})
    assert told(facts, [Call("07:00", 1)], engine) == book


def test_a_served_caller_may_call_again(engine: EngineName, book: Book) -> None:
    """Ten minutes after each talk, until the line is closed by then.

    17:00 calls 1 dials
    17:00 agents 0 answers calls 1 after 0s
    17:09 agents 0 ends with calls 1 after 9m: served
    17:39 calls 1 dials (reconnect)
    17:39 agents 0 answers calls 1 after 0s
    17:48 agents 0 ends with calls 1 after 9m: served
    """
    facts = world(reconnects=1.0, reconnect_delay={"constant": "30m"}, after_closing="lost")
    assert told(facts, [Call("17:00", 1)], engine) == book


def waits(engine: EngineName, redial_patience: str) -> list[str]:
    """How long caller 2 waits, again and again, while the only agent is on one long call."""
    facts = world(
        patience={"exponential": "3m"},
        redials=1.0,
        redial_delay={"constant": "30m"},
        redial_patience=redial_patience,
    )
    facts["queues"]["calls"]["talk"] = {"constant": "5h"}
    log = told(facts, [Call("09:00", 1), Call("09:01", 2)], engine)
    return [line.split(" after ")[1] for line in log if "calls 2 hangs up" in line]


def test_a_redial_waits_as_long_as_before_where_patience_is_kept(engine: EngineName) -> None:
    """Nobody but caller 2 knows how long that is; it is the same each time."""
    kept = waits(engine, "kept")
    assert len(kept) > 5
    assert len(set(kept)) == 1


def test_a_redial_has_new_patience_where_it_is_drawn_anew(engine: EngineName) -> None:
    """The first wait is the same, the others are not."""
    anew = waits(engine, "anew")
    assert len(set(anew)) > 3
    assert anew[0] == waits(engine, "kept")[0]
