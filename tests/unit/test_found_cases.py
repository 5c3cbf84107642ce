"""Which cases of a log are told of: the worst, the typical, the lost."""

from types import SimpleNamespace
from typing import Any, get_args

import numpy as np
import pytest

from ccsim.codes import Event
from ccsim.errors import UsageError
from ccsim.eventlog.chunk import NO_ONE, Chunk
from ccsim.experiments.cases import By, Hardships, Which
from ccsim.experiments.journey import Pick, journeys
from ccsim.experiments.keep import Request, run_kept
from ccsim.units import DAY, MINUTE
from ccsim.verbs import options
from made_up import known_customers

PLAN: Any = SimpleNamespace(
    queue_of_customers=np.array([True]),
    outbound_queue=-1,
    warm_up_end=0,
    horizon=30 * DAY,
    scenario=SimpleNamespace(measures=SimpleNamespace(follow_up=14 * DAY)),
)


def about(who: int, day: int, event: Event, *, contact: int = 0, value: int = 0) -> list[int]:
    """A row about somebody's only case; agents are other ones each time."""
    queue, agent = (NO_ONE, NO_ONE) if event in (Event.CASE_GIVEN_UP, _LEFT) else (0, contact)
    return [day * DAY, int(event), who, 0, contact, 0, queue, NO_ONE, agent, 0, 0, value]


_LEFT = Event.CASE_CLOSED_BY_LEAVING


@pytest.fixture
def found() -> Hardships:
    """Customers 1 to 5 call as often as their number says, 6 once in the last week; two are lost.

    Each call takes five minutes.
    """
    rows = []
    for who, calls, day in (*((who, who, 0) for who in range(1, 6)), (6, 1, 25)):
        for contact in range(calls):
            for event, value in (
                (Event.CONTACT_ARRIVED, 0),
                (Event.CONTACT_ANSWERED, 0),
                (Event.LEG_ENDED, 5 * MINUTE),
            ):
                rows.append(about(who, day + contact, event, contact=contact, value=value))
    rows.append(about(2, 9, Event.CASE_GIVEN_UP))
    rows.append(about(4, 9, _LEFT))
    rows.sort()
    hardships = Hardships(PLAN)
    hardships.add(Chunk(*(np.array(column) for column in zip(*rows, strict=True))))
    return hardships


def who(keys: list[tuple[int, int]]) -> list[int]:
    return [one for one, _ in keys]


def test_the_worst_come_hardest_first(found: Hardships) -> None:
    assert who(found.find("worst", 3, "contacts")) == [5, 4, 3]
    assert who(found.find("worst", 1, "agents")) == [5]
    assert who(found.find("worst", 2, "open")) == [1, 3]  # never closed: open for 30 days


def test_the_lost_are_those_who_gave_up_or_left(found: Hardships) -> None:
    assert who(found.find("lost", 10, "contacts")) == [4, 2]


def test_the_typical_is_the_median_of_those_that_were_followed(found: Hardships) -> None:
    assert who(found.find("typical", 3, "contacts")) == [3, 2, 4]
    assert who(found.find("typical", 9, "time")) == [3, 2, 4, 1, 5]


def test_the_command_line_knows_the_same_words() -> None:
    assert get_args(options.By) == get_args(By)
    assert get_args(options.Which) == get_args(Which)


def test_all_kinds_are_told_in_two_looks_through_a_run(tmp_path: Any) -> None:
    request = Request(replications=1, workers=1, engine="simpy")
    kept = run_kept(known_customers(tmp_path), request, tmp_path / "runs")
    seen: list[tuple[int, int]] = []
    picks = [Pick("worst", "contacts"), Pick("typical", "open"), Pick("lost", "time")]
    told = journeys(kept.folder, picks, most=2, progress=lambda *done: seen.append(done))
    assert [len(told[pick]) for pick in picks[:2]] == [2, 2]
    assert told[picks[0]][0].contacts >= told[picks[0]][1].contacts
    assert all(one.moments for some in told.values() for one in some)
    assert seen == sorted(seen)
    assert seen[-1][0] <= seen[-1][1] == 2 * 8
    with pytest.raises(UsageError, match="'best' is none of worst, typical, lost"):
        journeys(kept.folder, [Pick("best", "time")])
