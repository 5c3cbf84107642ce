"""However the log is cut into chunks, the totals are the same to the last bit."""

import pickle

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ccsim.codes import Event, Outcome, Reason
from ccsim.eventlog.chunk import Chunk, empty_chunk
from ccsim.metrics import ledger
from ccsim.metrics.totals import Totals
from ccsim.units import DAY, HOUR, MINUTE
from unit.metrics_world import Story, caller, customer, tiny_plan, totals_of


@pytest.fixture(autouse=True)
def nothing_waits(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every chunk is counted at once, however short it is."""
    monkeypatch.setattr(ledger, "_ENOUGH", 1)


PLAN = tiny_plan(days=28, warm_up=2, queues=("front", "back"), agents=(0, 0, 1))
CALLS = st.tuples(
    st.integers(0, 3 * HOUR),  # after the call before
    st.integers(0, 5),  # who
    st.integers(0, 2),  # agent; the last one also takes a second leg
    st.integers(0, 40 * MINUTE),  # wait
    st.integers(1, 30 * MINUTE),  # talk
    st.integers(0, 3 * MINUTE),  # wrap-up
    st.sampled_from(("served", "served", "handed on", "abandoned", "blocked")),
)


def written(calls: list[tuple[int, int, int, int, int, int, str]]) -> Chunk:
    """A log of anonymous callers, and of customers who have a new case at every third call."""
    story, clock = Story(), 40 * HOUR
    free, contacts, over = [0, 0, 0], dict.fromkeys(range(4), 0), dict.fromkeys(range(6), 0)
    for agent in range(3):
        story.shift(agent, 3 * DAY, 20 * DAY)
    for number, (gap, person, agent, least, talk, wrap, fate) in enumerate(calls):
        clock += gap * (1 + number % 7)
        now = max(clock, over[person])
        who, reason = {"who": caller(number), "queue": number % 2}, Reason.FRESH
        if person in contacts:
            case, contact = divmod(contacts[person], 3)
            who |= {"who": customer(person), "case": case, "kind": person % 2, "contact": contact}
            reason = Reason.REPEAT if contact else Reason.FRESH
            if not contact:
                story.row(now, Event.CASE_OPENED, **{**who, "queue": -1})
            contacts[person] += 1
        wait = max(least, free[agent] - now)
        if fate == "blocked":
            story.turned_away(now, Event.CONTACT_BLOCKED, reason, **who)
        elif fate == "abandoned":
            story.abandoned(now, wait, reason, **who)
            over[person] = now + wait
        elif fate == "served":
            end = story.served(now, wait, talk, agent=agent, wrap=wrap, reason=reason, **who)
            over[person], free[agent] = end, end + wrap
        else:
            story.arrival(now, reason, **who)
            outcome = Outcome.TRANSFERRED
            end = story.leg(now, wait, talk, agent=agent, wrap=wrap, outcome=outcome, **who)
            free[agent] = end + wrap
            who |= {"leg": 1, "queue": 1}
            wait = max(wrap, free[2] - end)
            end = story.leg(end, wait, talk, agent=2, outcome=Outcome.RESOLVED, **who)
            over[person], free[2] = end, end
            story.row(end, Event.CONTACT_ENDED, reason=Outcome.RESOLVED, value=end - now, **who)
            if person in contacts:
                what_comes_of_it(story, number, now, end, who)
    log = story.log()
    return Chunk(*(column[log.time <= 28 * DAY] for column in log))


def what_comes_of_it(story: Story, number: int, begun: int, end: int, who: dict[str, int]) -> None:
    """The case is solved by a ticket; rows of everything that is counted by case or customer."""
    story.row(end, Event.CASE_RESOLVED, value=end - begun, **who)
    ticket = {**who, "department": 0, "reason": number % 4, "value": end - begun}
    story.row(begun, Event.TICKET_OPENED, department=0, **who)
    story.row(end, Event.TICKET_DONE, **ticket)
    story.row(end, Event.CASE_BEGETS, **ticket)
    later = {**who, "reason": 1 + number % 3, "value": number}
    for event in (Event.CROSS_SOLD, Event.WORD_OF_MOUTH, Event.PROSPECTS_TURNED):
        story.row(end, event, **later)
    for event in (Event.NEED_SUPPRESSED, Event.LEFT_BECAUSE, Event.FIGURE_PUBLISHED):
        story.row(end, event, **later)


def assert_equal(one: Totals, other: Totals) -> None:
    for axis, sums in one.sums.items():
        assert sums.keys() == other.sums[axis].keys()
        for name, numbers in sums.items():
            assert np.array_equal(numbers, other.sums[axis][name]), (axis, name)


@settings(max_examples=60, deadline=None)
@given(st.lists(CALLS, min_size=1, max_size=40), st.data())
def test_the_fold_is_the_same_for_any_cuts(calls: list[tuple], data: st.DataObject) -> None:
    log = written(calls)
    cuts = data.draw(st.lists(st.integers(0, log.rows), max_size=12))
    assert_equal(totals_of(PLAN, log, tuple(cuts)), totals_of(PLAN, log))


def test_the_fold_is_the_same_row_by_row() -> None:
    fates = ("served", "handed on", "abandoned", "blocked", "served", "served", "served")
    calls = [
        (7 * n % 90 * MINUTE, n % 6, n % 3, n % 11 * MINUTE, 9 * MINUTE, n % 3, fates[n % 7])
        for n in range(200)
    ]
    log = written(calls)
    whole = totals_of(PLAN, log)
    assert whole.sums[""]["cases"][0] > 0
    assert whole.sums[""]["case_repeats"][0] > 0
    assert_equal(totals_of(PLAN, log, tuple(range(log.rows))), whole)


def test_short_chunks_may_wait_for_each_other(monkeypatch: pytest.MonkeyPatch) -> None:
    log = written([(20 * MINUTE, n % 6, n % 3, 0, MINUTE, 0, "served") for n in range(60)])
    whole = totals_of(PLAN, log)
    monkeypatch.setattr(ledger, "_ENOUGH", 50)
    assert_equal(totals_of(PLAN, log, (1, 5, 40, 45, 120, 121)), whole)


def test_empty_chunks_change_nothing() -> None:
    assert_equal(totals_of(PLAN, empty_chunk(0), (0, 0)), totals_of(PLAN, empty_chunk(0)))


def test_totals_are_small_and_travel_between_processes() -> None:
    totals = totals_of(PLAN, written([(0, 0, 0, 0, MINUTE, 0, "served")]))
    sent = pickle.dumps(totals)
    assert len(sent) < 200_000
    assert_equal(pickle.loads(sent), totals)


@pytest.mark.parametrize("axis", ["queue", "day", "interval", "queue,interval"])
def test_slices_of_contacts_add_up_to_the_whole(axis: str) -> None:
    calls = [(20 * MINUTE, n % 6, n % 3, 1000 * n, MINUTE, n, "served") for n in range(60)]
    totals = totals_of(PLAN, written(calls))
    for name in ("fresh", "offered", "answered", "answered_wait_ms", "handled", "wrap_ms"):
        assert totals.sums[axis][name].sum() == totals.sums[""][name][0]
