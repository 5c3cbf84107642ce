"""Metrics of what is seen from outside, worked out by hand, however the log is cut."""

import pytest

from ccsim.codes import Event, Reason
from ccsim.metrics.estimates import values
from ccsim.units import DAY, HOUR
from unit.metrics_world import Story, customer, metrics_of, tiny_plan, totals_of

BILL, FAULT = 0, 1
PLAN = tiny_plan(days=4)


def case(story: Story, number: int, opened: int, kind: int = FAULT, **end: int) -> None:
    who = {"who": customer(number), "case": kind << 16, "kind": kind}
    story.row(opened, Event.CASE_OPENED, **who)
    story.arrival(opened, queue=0, **who)
    for name, time in end.items():
        story.row(time, Event[name.upper()], value=time - opened, **who)


def test_a_case_counts_when_its_term_has_come() -> None:
    """Opened on the first day: due by the end of the second. On the fourth: not due in time."""
    story = Story()
    case(story, 1, 9 * HOUR, case_resolved=2 * DAY - 1)
    case(story, 2, 9 * HOUR, case_resolved=2 * DAY)
    case(story, 3, 9 * HOUR)
    case(story, 4, 9 * HOUR, BILL, case_resolved=10 * HOUR)
    case(story, 5, 3 * DAY + 9 * HOUR, case_resolved=3 * DAY + 10 * HOUR)
    found = metrics_of(PLAN, story)
    assert found["within_target_rate"] == 2 / 4
    assert found["within_target_rate[kind=fault]"] == found["share_faults_fixed_2wd"] == 1 / 3
    assert found["share_installed_12wd"] == 1.0


def tickets_of_one_case() -> Story:
    """A fault of the first day: its ticket is done at once, in vain, and another one too late."""
    story = Story()
    who = {"who": customer(1), "case": FAULT << 16, "kind": FAULT}
    case(story, 1, 9 * HOUR, case_resolved=4 * DAY - 1)
    for opened, done in ((10 * HOUR, 11 * HOUR), (12 * HOUR, 3 * DAY)):
        story.row(opened, Event.TICKET_OPENED, department=0, value=-1, **who)
        story.row(done, Event.TICKET_DONE, department=0, value=done - opened, **who)
    return story


def test_a_providers_clock_is_that_of_each_ticket() -> None:
    plan = tiny_plan(days=4)
    plan.oversight.clock = (Event.TICKET_OPENED, Event.TICKET_DONE)
    log = tickets_of_one_case().log()
    whole = values(totals_of(plan, log))
    for name in ("within_target_rate", "share_faults_fixed_2wd"):
        assert (whole[name], whole[f"person_{name}"]) == (0.5, 0.0)
    for cut in range(log.rows):
        assert values(totals_of(plan, log, (cut,))) == whole


def test_open_time_is_counted_from_the_start_of_the_window_to_its_end() -> None:
    plan = tiny_plan(days=4, warm_up=1)
    story = Story()
    case(story, 1, 12 * HOUR, case_resolved=DAY + 6 * HOUR)
    case(story, 2, DAY + 12 * HOUR, case_given_up=2 * DAY)
    case(story, 3, 3 * DAY, BILL)
    case(story, 4, 3 * DAY + 12 * HOUR)
    found = metrics_of(plan, story)
    assert found["outage_hours"] == found["outage_hours[kind=fault]"] == 6 + 12 + 12
    assert found["outage_loss"] == pytest.approx(30 * 6)
    assert found["customer_cost"] == pytest.approx(30)


def test_complaints_credits_fines_and_deadlines_are_counted() -> None:
    story = Story()
    who = {"who": customer(1), "kind": FAULT, "case": FAULT << 16}
    for reason in (Reason.FRESH, Reason.REPEAT, Reason.CHASE, Reason.REDIAL):
        story.arrival(9 * HOUR + reason, reason, queue=0, **who)
    story.row(DAY, Event.REGULATOR_COMPLAINT, **who)
    story.row(2 * DAY, Event.CREDIT_DUE, value=1, **who)
    story.row(2 * DAY, Event.INSPECTED, reason=1, **who)
    story.row(2 * DAY, Event.INSPECTED, **who)
    story.row(2 * DAY, Event.TARGET_MISSED, reason=0, value=500_000)
    story.row(9 * HOUR, Event.DEADLINE_SET, value=11 * HOUR, **who)
    story.row(9 * HOUR, Event.DEADLINE_SET, value=12 * HOUR, **who | {"who": customer(2)})
    story.row(9 * HOUR, Event.DEADLINE_SET, value=9 * DAY, **who | {"who": customer(3)})
    story.row(11 * HOUR, Event.DEADLINE_MISSED, value=2 * HOUR, **who)
    found = metrics_of(PLAN, story)
    years = 1_000 * 3 / 365.2425
    assert found["complaints_per_100k"] == pytest.approx(100_000 / years)
    assert found["internal_complaints_per_100k"] == pytest.approx(0.28 * 100_000 / years)
    assert (found["sla_credits"], found["fines"]) == (8, 1_000)
    assert (found["inspections"], found["breaches_found"], found["targets_missed"]) == (2, 1, 1)
    assert found["deadline_missed_rate"] == 0.5
    assert found["complaints_settled_10wd"] == 0.0


def test_a_complaint_is_settled_when_its_case_is_solved_in_time() -> None:
    """Lodged at the second midnight, so due by the end of the third day."""
    story = Story()
    for number, solved in ((1, 3 * DAY - 1), (2, 3 * DAY)):
        case(story, number, 9 * HOUR, regulator_complaint=DAY, case_resolved=solved)
    assert metrics_of(PLAN, story)["complaints_settled_10wd"] == 0.5


def test_it_is_the_same_however_the_log_is_cut() -> None:
    story = Story()
    case(story, 1, 9 * HOUR, case_resolved=2 * DAY - 1)
    case(story, 2, 10 * HOUR, case_resolved=3 * DAY)
    case(story, 3, 11 * HOUR)
    log = story.log()
    whole = values(totals_of(PLAN, log))
    for cut in range(log.rows):
        assert values(totals_of(PLAN, log, (cut,))) == whole
