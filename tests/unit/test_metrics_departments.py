"""What is counted of tickets and of births, worked out by hand."""

import pytest

from ccsim.codes import Event, TicketResult
from ccsim.metrics import ledger
from ccsim.metrics.estimates import values
from ccsim.units import DAY, HOUR
from unit.metrics_world import Story, customer, metrics_of, tiny_plan, totals_of


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


def test_a_back_office_keeps_up_where_no_more_work_comes_than_it_can_do() -> None:
    """Two people are there for sixteen hours in two days; a ticket takes one of them an hour.

    Twelve tickets come, one of which is tried again, and ten are done; what had come before does
    not count as done, and brings no work.
    """
    story = Story()
    for number in range(10):
        ticket(story, DAY + number, 5, TicketResult.CURED, number)
    ticket(story, DAY - HOUR, 2, TicketResult.CURED, 99)  # opened in the warm-up
    undone = {"who": customer(50), "kind": 1, "department": 0}
    for case in (50, 51):
        story.row(2 * DAY, Event.TICKET_OPENED, value=-1, case=case, **undone)
    story.row(2 * DAY + HOUR, Event.TICKET_RETRIED, value=-1, case=50, **undone)
    found = metrics_of(tiny_plan(days=3, warm_up=1), story)
    assert found["tickets[department=network]"] == found["tickets"] == 12
    assert found["tickets_done_rate"] == pytest.approx(10 / 12)
    assert found["tickets_done_rate[department=network]"] == pytest.approx(10 / 12)
    assert found["tickets_done_rate[kind=billing]"] == 1
    assert found["tickets_done_rate[kind=fault]"] == pytest.approx(5 / 7)
    assert found["back_office_load"] == pytest.approx(13 / 16)
    assert found["back_office_load[department=network]"] == pytest.approx(13 / 16)


def test_a_ticket_that_is_passed_on_leaves_one_desk_and_comes_to_another() -> None:
    story = Story()
    who = {"who": customer(1), "case": 1, "kind": 1, "department": 0}
    story.row(HOUR, Event.TICKET_OPENED, value=-1, **who)
    story.row(2 * HOUR, Event.TICKET_PASSED, reason=1, value=0, **who)
    found = metrics_of(tiny_plan(), story)
    assert found["tickets"] == 1
    assert found["tickets_done_rate"] == 0
    assert found["tickets[department=network]"] == 2
    assert found["tickets_done_rate[department=network]"] == 0.5
    assert found["back_office_load"] == pytest.approx(2 / 8)


@pytest.mark.parametrize("row_by_row", [False, True])
def test_a_ticket_of_the_warm_up_counts_at_no_desk_to_which_it_is_passed(
    row_by_row: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Opened before it is measured, passed on and done within; then the case has another one."""
    monkeypatch.setattr(ledger, "_ENOUGH", 1)

    def found_in(story: Story) -> dict[str, float | None]:
        log = story.log()
        return values(totals_of(plan, log, tuple(range(1, log.rows)) if row_by_row else ()))

    story = Story()
    who = {"who": customer(1), "case": 1, "kind": 1, "department": 0}
    story.row(DAY - HOUR, Event.TICKET_OPENED, value=-1, **who)
    story.row(DAY + HOUR, Event.TICKET_PASSED, reason=1, value=0, **who)
    story.row(DAY + 2 * HOUR, Event.TICKET_DONE, value=3 * HOUR, **who)
    plan = tiny_plan(days=3, warm_up=1)
    found = found_in(story)
    assert found["tickets[department=network]"] == 0
    assert found["tickets_done_rate[department=network]"] is None
    assert found["back_office_load"] == pytest.approx(1 / 16)
    story.row(DAY + 3 * HOUR, Event.TICKET_OPENED, value=-1, **who)
    story.row(DAY + 4 * HOUR, Event.TICKET_PASSED, reason=1, value=0, **who)
    found = found_in(story)
    assert found["tickets[department=network]"] == 2
    assert found["tickets_done_rate[department=network]"] == 0.5


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
