"""Callers who are passed around, and those who call again, worked out by hand."""

import pytest

from ccsim.codes import Event, Outcome, Reason
from ccsim.metrics import ledger
from ccsim.metrics.estimates import values
from ccsim.units import DAY, HOUR, MINUTE
from unit.metrics_world import Story, customer, metrics_of, tiny_plan, totals_of

FRONT, BACK = 0, 1
PLAN = tiny_plan(days=30, warm_up=2, queues=("front", "back"))


def legs(
    story: Story, time: int, who: dict[str, int], contact: int, *ways: tuple[int, Outcome]
) -> int:
    """A contact of ten-minute legs without waits, each in a queue, with a minute of wrap-up."""
    reason = Reason.REPEAT if contact else Reason.FRESH
    story.arrival(time, reason, queue=ways[0][0], contact=contact, **who)
    end = time
    for number, (queue, outcome) in enumerate(ways):
        columns = {"queue": queue, "contact": contact, "leg": number, **who}
        end = story.leg(
            end, 0, 10 * MINUTE, agent=number % 2, wrap=MINUTE, outcome=outcome, **columns
        )
    last = {"queue": ways[-1][0], "contact": contact, "leg": len(ways) - 1, **who}
    story.row(end, Event.CONTACT_ENDED, reason=ways[-1][1], value=end - time, **last)
    return end


def passed_around() -> Story:
    """Front, back, front again; a day later back again, and solved there."""
    story, time = Story(), 3 * DAY + 9 * HOUR
    who = {"who": customer(1), "case": 1 << 16, "kind": 0}
    story.row(time, Event.CASE_OPENED, **who)
    legs(
        story, time, who, 0, (FRONT, Outcome.MISDIRECTED), (BACK, Outcome.PASSED_ON),
        (FRONT, Outcome.THOUGHT_RESOLVED),
    )  # fmt: skip
    end = legs(story, time + DAY, who, 1, (FRONT, Outcome.TRANSFERRED), (BACK, Outcome.RESOLVED))
    story.row(end, Event.CASE_RESOLVED, value=end - time, contact=1, **who)
    return story


def helped_at_once(story: Story, number: int) -> None:
    time = 3 * DAY + (10 + number) * HOUR
    who = {"who": customer(number), "case": 1 << 16, "kind": 0}
    story.row(time, Event.CASE_OPENED, **who)
    end = legs(story, time, who, 0, (FRONT, Outcome.RESOLVED))
    story.row(end, Event.CASE_RESOLVED, value=end - time, **who)


def test_a_loop_is_a_pass_to_a_queue_where_the_case_has_been_before() -> None:
    """Once within the first contact, and once in the second."""
    story = passed_around()
    helped_at_once(story, 2)
    assert metrics_of(PLAN, story)["loops_per_case"] == 2 / 2


def test_transfers_are_counted_by_their_kind() -> None:
    found = metrics_of(PLAN, passed_around())
    assert found["transfers_per_case"] == 3
    assert found["misdirected_rate"] == pytest.approx(1 / 3)
    assert found["dumping_rate"] == pytest.approx(1 / 5)
    assert found["wrong_solution_rate"] == pytest.approx(1 / 2)


def test_repeats_have_a_handle_time_and_a_resolution_of_their_own() -> None:
    """Two legs of ten minutes, and two minutes of after-call work."""
    story = passed_around()
    helped_at_once(story, 2)
    found = metrics_of(PLAN, story)
    assert found["repeat_aht_s"] == 22 * 60
    assert found["repeat_resolution_rate"] == 1
    assert found["fcr_when_transferred"] == 0
    assert found["fcr"] == 1 / 2


def test_without_repeats_their_handle_time_is_undefined() -> None:
    story = Story()
    helped_at_once(story, 2)
    found = metrics_of(PLAN, story)
    assert found["repeat_aht_s"] is None
    assert found["loops_per_case"] == 0


def test_lost_calls_count_per_thousand_contacts() -> None:
    story, time = Story(), 3 * DAY + 9 * HOUR
    helped_at_once(story, 2)
    who = {"who": customer(1), "case": 1 << 16, "kind": 0}
    story.row(time, Event.CASE_OPENED, **who)
    story.arrival(time, queue=FRONT, **who)
    end = story.leg(time, 0, MINUTE, agent=0, outcome=Outcome.TRANSFERRED, queue=FRONT, **who)
    story.row(end, Event.TRANSFER_LOST, queue=BACK, agent=0, **who)
    story.row(end, Event.DUMPING_DETECTED, queue=FRONT, agent=0, **who)
    story.row(end, Event.CONTACT_ENDED, reason=Outcome.CALL_LOST, value=MINUTE, queue=FRONT, **who)
    story.row(end + HOUR, Event.TICKET_OPENED, department=0, value=-1, **who)
    story.row(end + 5 * HOUR, Event.TICKET_ARRIVED, department=0, value=4 * HOUR, **who)
    found = metrics_of(PLAN, story)
    assert found["lost_in_transfer"] == 500
    assert found["dumping_detected"] == 1
    assert found["dumping_rate"] == 1 / 2
    assert found["ticket_travel_s"] == 4 * 3600


def test_the_cut_of_the_log_does_not_matter(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ledger, "_ENOUGH", 1)
    story = passed_around()
    helped_at_once(story, 2)
    log = story.log()
    whole = values(totals_of(PLAN, log))
    for cut in range(1, log.rows):
        assert values(totals_of(PLAN, log, (cut,))) == whole
