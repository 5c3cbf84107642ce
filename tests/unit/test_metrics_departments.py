"""What is counted of tickets and of births, worked out by hand."""

import pytest

from ccsim.codes import Event, TicketResult
from ccsim.units import DAY, HOUR
from unit.metrics_world import Story, customer, metrics_of, tiny_plan


def ticket(story: Story, opened: int, hours: int, result: TicketResult, number: int) -> None:
    who = {"who": customer(number), "case": number, "kind": number % 2, "department": 0}
    story.row(opened, Event.TICKET_OPENED, value=-1, **who)
    story.row(opened + hours * HOUR, Event.TICKET_DONE, reason=result, value=hours * HOUR, **who)


def test_tickets_are_counted_by_what_came_of_them() -> None:
    """Ten tickets of one to ten hours: six right, two recovered, one worse, one not cured."""
    story = Story()
    results = [TicketResult.CURED] * 6 + [TicketResult.RECOVERED] * 2
    results += [TicketResult.COMPOUNDED, TicketResult.NOT_CURED]
    for number, result in enumerate(results):
        ticket(story, DAY + number, number + 1, result, number)
    ticket(story, DAY - HOUR, 2, TicketResult.CURED, 99)  # opened in the warm-up
    found = metrics_of(tiny_plan(days=3, warm_up=1), story)
    assert found["tickets"] == 10
    assert found["right_first_time_rate"] == 0.6
    assert found["recovered_rate"] == 0.2
    assert found["compounded_rate"] == 0.1
    assert found["time_to_repair_s"] == 4.5 * 3600
    assert found["time_to_repair_p50_s"] == pytest.approx(4 * 3600, rel=1e-3)
    assert found["time_to_repair_p90_s"] == pytest.approx(8 * 3600, rel=1e-3)
    assert found["right_first_time_rate[kind=fault]"] == 0.6
    assert found["hand_offs_per_ticket"] == 0


def test_where_nothing_is_repaired_no_time_is_told() -> None:
    story = Story()
    ticket(story, HOUR, 3, TicketResult.NOT_CURED, 1)
    found = metrics_of(tiny_plan(), story)
    assert found["right_first_time_rate"] == 0
    assert found["time_to_repair_s"] is None
    assert found["time_to_repair_p90_s"] is None


def test_what_comes_back_is_a_share_of_what_was_solved() -> None:
    story = Story()
    for number in range(4):
        who = {"who": customer(number), "case": number, "kind": 1}
        story.row(HOUR, Event.CASE_OPENED, **who)
        story.row(2 * HOUR, Event.CASE_RESOLVED, value=HOUR, **who)
    story.row(DAY, Event.CASE_REOPENED, value=2 * DAY, **who)
    story.row(DAY, Event.CASE_BEGETS, value=2 * DAY, reason=1, **who)
    found = metrics_of(tiny_plan(days=2), story)
    assert found["reopen_rate"] == 0.25
    assert found["begotten_cases[kind=fault]"] == 1
