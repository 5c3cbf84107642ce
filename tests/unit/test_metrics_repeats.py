"""Repeats by what came before them, worked out by hand."""

import pytest

from ccsim.codes import Event, Outcome, Reason, TicketResult
from ccsim.metrics import ledger
from ccsim.metrics.repeats import AFTER, NAMES
from ccsim.report.explain import load_words
from ccsim.units import DAY, HOUR, MINUTE
from unit.metrics_world import Story, customer, tiny_plan, totals_of

TALK = 10 * MINUTE
NINE = 9 * HOUR


@pytest.fixture(autouse=True)
def nothing_waits(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every chunk is counted at once, however short it is."""
    monkeypatch.setattr(ledger, "_ENOUGH", 1)


def calls(
    story: Story, day: int, outcome: Outcome, contact: int = 0, reason: Reason = Reason.REPEAT,
    person: int = 1,
) -> None:  # fmt: skip
    """The contact of a customer at nine in the morning, and how it ends."""
    story.served(
        day * DAY + NINE, 0, TALK, agent=0, outcome=outcome, contact=contact,
        reason=reason if contact else Reason.FRESH, **who(person),
    )  # fmt: skip


def who(person: int = 1) -> dict[str, int]:
    return {"who": customer(person), "case": 3 << 16, "kind": 0, "queue": 0}


def repeats(story: Story) -> dict[str, float]:
    plan, log = tiny_plan(days=20, warm_up=2), story.log()
    found = totals_of(plan, log).sums[""]
    row_by_row = totals_of(plan, log, tuple(range(1, log.rows))).sums[""]
    assert {name: found[name] for name in NAMES} == {name: row_by_row[name] for name in NAMES}
    counts = {name: float(found[total][0]) for name, total in zip(AFTER, NAMES, strict=True)}
    assert sum(counts.values()) == found["repeats"][0]
    return {name: count for name, count in counts.items() if count}


def test_a_repeat_is_put_down_to_the_contact_before() -> None:
    """The first is measured no more than what it leads to begins in the warm-up."""
    story = Story()
    calls(story, 1, Outcome.THOUGHT_RESOLVED)
    calls(story, 3, Outcome.WORKED_AROUND, 1)
    calls(story, 5, Outcome.CALL_LOST, 2)
    calls(story, 7, Outcome.RESOLVED, 3)
    assert repeats(story) == {"wrong_answer": 1, "way_around": 1, "closed_door": 1}


def test_a_ticket_that_cured_nothing_comes_before_whoever_told_how_it_stands() -> None:
    story = Story()
    calls(story, 3, Outcome.TICKET)
    calls(story, 4, Outcome.STATUS_GIVEN, 1, Reason.CHASE)
    done = {"department": 0, "reason": TicketResult.NOT_CURED}
    story.row(5 * DAY, Event.TICKET_DONE, value=DAY, **done, **who())
    calls(story, 6, Outcome.NOTE, 2)
    calls(story, 8, Outcome.STATUS_GIVEN, 3)
    calls(story, 9, Outcome.PUT_OFF, 4)
    assert repeats(story) == {"not_cured": 1, "note": 2}


def test_cases_are_told_apart_and_one_that_is_over_is_forgotten() -> None:
    story = Story()
    calls(story, 3, Outcome.PUT_OFF, person=1)
    calls(story, 3, Outcome.NOTE, person=2)
    calls(story, 4, Outcome.RESOLVED, 1, person=2)
    calls(story, 5, Outcome.RESOLVED, 1, person=1)
    calls(story, 6, Outcome.RESOLVED, 2, person=2)  # cannot be, and is not put down to the note
    assert repeats(story) == {"put_off": 1, "note": 1, "other": 1}


def test_the_first_attempt_at_a_case_that_another_gave_birth_to_is_told() -> None:
    story = Story()
    story.served(3 * DAY + NINE, 0, TALK, agent=0, reason=Reason.CONSEQUENCE, **who())
    assert repeats(story) == {"another_case": 1}


@pytest.mark.parametrize("name", AFTER)
def test_each_has_words(name: str) -> None:
    assert load_words(f"repeats[after={name}]").startswith("… of them ")
