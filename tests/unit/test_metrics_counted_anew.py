"""Metrics of one run, counted anew from the rows of its log in the plainest way there is."""

from collections import Counter, defaultdict
from pathlib import Path

import pytest

from ccsim.codes import Event, Outcome, Reason, Telling
from ccsim.metrics.estimates import values
from ccsim.metrics.ledger import Ledger
from ccsim.plan.plan import make_plan
from ccsim.spec.loading import load
from ccsim.units import DAY
from playing import Played, play

SCENARIO = Path(__file__).parents[2] / "scenarios" / "wear_them_down.yaml"
SETS = [
    "customers.consumer.count=6000", "customers.business.count=300",
    "calendar.weeks=3", "calendar.warm_up_weeks=0",
    "teams.front.headcount=3", "queues.front.callback.beyond=0",
    "queues.front.at_closing=answered",
    "departments.network.visits={technicians: 9, on_site: {exponential: 1h}}",
    "departments.network.visits.no_access=0.2", "departments.network.visits.late=0.3",
    "departments.network.visits.share=1.0",
    "operating_model.kpi_regime=handle_time", "operating_model.kpi.target_talk=6m",
    "operating_model.kpi.close_fast_bias=0.5", "operating_model.kpi.looks_further=0.5",
    "operating_model.kpi.looking_time=2m", "teams.second_line.kpi_regime=resolution",
    "customers.consumer.tells={praise: 0.4, praise_to: 2, complaint: 0.7, complaint_to: 5}",
]  # fmt: skip


class Anew:
    """What is counted of a log, row by row."""

    def __init__(self, played: Played) -> None:
        log = played.log
        columns = (
            log.time,
            log.event,
            log.who,
            log.case,
            log.agent,
            log.kind,
            log.reason,
            log.value,
        )
        self.rows = list(zip(*(column.tolist() for column in columns), strict=True))
        self.events = Counter(Event(row[1]) for row in self.rows)
        self.reasons = Counter((Event(row[1]), row[6]) for row in self.rows)

    def of(self, event: Event, *reasons: int) -> int:
        """How many rows there are of an event, with one of these reasons if any are named."""
        return sum(self.reasons[event, one] for one in reasons) if reasons else self.events[event]


@pytest.fixture(scope="module")
def played() -> Played:
    return play(make_plan(load(SCENARIO, SETS).scenario))


@pytest.fixture(scope="module")
def anew(played: Played) -> Anew:
    return Anew(played)


@pytest.fixture(scope="module")
def found(played: Played) -> dict[str, float | None]:
    counted = Ledger(played.plan)
    counted.add(played.log)
    return values(counted.finish())


def same(one: float | None, other: float) -> bool:
    assert other > 0, "nothing of it happened: the test shows nothing"
    return one == pytest.approx(other, rel=1e-12)


def test_all_the_time_is_measured_where_nothing_is_warm_up(
    found: dict[str, float | None],
) -> None:
    assert found["measured_s"] == 21 * 86_400


def test_shares_of_arrivals_are_those_of_the_rows(
    anew: Anew, found: dict[str, float | None]
) -> None:
    callers = sum(
        count
        for (event, reason), count in anew.reasons.items()
        if event == Event.CONTACT_ARRIVED and reason != Reason.CALLBACK
    )
    for name, reason in (("repeat_contact_rate", Reason.REPEAT), ("chase_rate", Reason.CHASE)):
        assert same(found[name], anew.of(Event.CONTACT_ARRIVED, reason) / callers), name


def test_ways_out_of_the_menu_are_those_of_the_rows(
    anew: Anew, found: dict[str, float | None]
) -> None:
    left = anew.of(Event.IVR_LEFT)
    assert same(found["ivr_opt_out_rate"], anew.of(Event.IVR_LEFT, Outcome.NONE) / left)
    assert same(found["misrouted_rate"], anew.of(Event.IVR_LEFT, Outcome.MISROUTED) / left)
    assert same(found["callbacks_offered"], anew.of(Event.QUEUE_ENTERED, 1))


def test_talks_that_are_hurried_or_take_their_time_are_those_of_the_rows(
    anew: Anew, found: dict[str, float | None]
) -> None:
    talks = sum(
        row[1] == Event.LEG_ENDED and row[5] >= 0 and row[6] != Outcome.NOBODY_THERE
        for row in anew.rows
    )
    assert same(found["closed_fast_rate"], anew.of(Event.CLOSED_FAST) / talks)
    assert same(found["looked_further_rate"], anew.of(Event.LOOKED_FURTHER) / talks)


def test_late_visits_and_friends_who_hear_praise_are_those_of_the_rows(
    anew: Anew, found: dict[str, float | None]
) -> None:
    came = [
        row for row in anew.rows
        if row[1] == Event.VISIT_MADE and row[6] in (Outcome.VISIT_DONE, Outcome.NO_ACCESS)
    ]  # fmt: skip
    assert same(found["late_visit_rate"], sum(row[7] > 0 for row in came) / len(came))
    praised = sum(
        row[7] for row in anew.rows
        if row[1] == Event.WORD_OF_MOUTH and row[6] == Telling.PRAISE
    )  # fmt: skip
    assert same(found["friends_praised_to"], praised)


def test_nine_cases_in_ten_have_spoken_to_no_more_agents_than_it_says(
    played: Played, anew: Anew, found: dict[str, float | None]
) -> None:
    """Of the cases opened at least `follow_up` before the end, each within as long."""
    follow_up, opened = 14 * DAY, dict[tuple[int, int], int]()
    agents = defaultdict[tuple[int, int], set[int]](set)
    for time, event, who, case, agent, _, _, _ in anew.rows:
        if event == Event.CASE_OPENED and time <= played.plan.horizon - follow_up:
            opened[who, case] = time
        begun = opened.get((who, case))
        if event == Event.CONTACT_ANSWERED and begun is not None and time <= begun + follow_up:
            agents[who, case].add(agent)
    many = sorted(len(agents[case]) for case in opened)
    for share in (90, 99):
        assert found[f"distinct_agents_per_case_p{share}"] == many[-(-len(many) * share // 100) - 1]
