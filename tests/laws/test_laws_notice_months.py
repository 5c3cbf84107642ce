"""Laws notice a log of sales, stories, leavers and places that was tampered with."""

import pytest

from ccsim.codes import Event, Telling
from ccsim.eventlog import laws
from ccsim.eventlog.chunk import Chunk
from laws import test_laws_notice as contacts
from laws import test_laws_notice_cases as cases
from laws import test_laws_notice_people as people
from laws import test_laws_notice_the_way_in as the_way_in
from playing import Played, play
from shipped import SCENARIOS, short_plan
from tampering import Tampering, assert_noticed, changed, each_of, rows_of, twice, without

SETS = (
    "measures.leaving_causes=true",
    "market.ill_fame=0.1",
    *(
        f"customers.{name}.{fact}"
        for name in ("consumer", "business")
        for fact in ("deterred=0.5", "cross_sell.chance=0.2", "tells={praise: 0.4, complaint: 0.7}")
    ),
)


@pytest.fixture(scope="module")
def played() -> Played:
    return play(short_plan(SCENARIOS / "scripted_call_center.yaml", *SETS))


def something_is_sold_twice(log: Chunk) -> Chunk:
    return twice(log, int(rows_of(log, Event.CROSS_SOLD)[0]))


def something_is_sold_for_nothing(log: Chunk) -> Chunk:
    return changed(log, int(rows_of(log, Event.CROSS_SOLD)[0]), who=0)


def a_story_is_told_of_nothing(log: Chunk) -> Chunk:
    return changed(log, int(rows_of(log, Event.WORD_OF_MOUTH)[0]), who=0)


def a_sad_story_is_told_of_a_solved_case(log: Chunk) -> Chunk:
    rows = rows_of(log, Event.WORD_OF_MOUTH)
    praise = rows[log.reason[rows] == Telling.PRAISE]
    return changed(log, int(praise[0]), reason=int(Telling.COMPLAINT))


def somebody_calls_who_did_not_want_to(log: Chunk) -> Chunk:
    opened, row = rows_of(log, Event.CASE_OPENED)[-1], rows_of(log, Event.NEED_SUPPRESSED)[0]
    return changed(log, int(opened), who=int(log.who[row]), case=int(log.case[row]))


def somebody_stays_for_a_cause(log: Chunk) -> Chunk:
    return without(log, int(rows_of(log, Event.LEFT_BECAUSE)[0]) - 1)


def somebody_starts_who_was_not_hired(log: Chunk) -> Chunk:
    row = rows_of(log, Event.SHIFT_STARTED)[0]
    return changed(log, int(row), event=int(Event.AGENT_STARTED))


TAMPERINGS: list[tuple[laws.Law, Tampering]] = [
    (laws.a_sale_follows_a_solution, something_is_sold_twice),
    (laws.a_sale_follows_a_solution, something_is_sold_for_nothing),
    (laws.a_story_has_an_ending, a_story_is_told_of_nothing),
    (laws.a_story_has_an_ending, a_sad_story_is_told_of_a_solved_case),
    (laws.who_does_not_call_has_no_case, somebody_calls_who_did_not_want_to),
    (laws.who_leaves_has_one_cause, somebody_stays_for_a_cause),
    (laws.a_place_is_left_before_it_is_filled, somebody_starts_who_was_not_hired),
]


@each_of(TAMPERINGS)
def test_a_law_notices(played: Played, law: laws.Law, tamper: Tampering) -> None:
    assert_noticed(played, law, tamper)


def test_every_law_is_tried() -> None:
    files = (contacts, cases, people, the_way_in)
    tried = [*TAMPERINGS, *(one for file in files for one in file.TAMPERINGS)]
    assert {law for law, _ in tried} == set(laws.LAWS)
