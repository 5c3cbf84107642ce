"""How far dates were off, and visits, counted by hand and however the log is cut."""

from types import SimpleNamespace

import numpy as np
import pytest

from ccsim.codes import Event, Outcome, Reason
from ccsim.eventlog.chunk import Chunk
from ccsim.metrics import ledger
from ccsim.metrics.estimates import values
from ccsim.metrics.ledger import Ledger
from ccsim.spec.fields import Amount
from ccsim.spec.operating_model import OperatingModel
from ccsim.units import DAY, HOUR, MINUTE
from unit.metrics_world import Story, customer, tiny_plan, totals_of

PLAN = tiny_plan(days=14, warm_up=7)
PLAN.scenario.departments["network"].visits.cost = Amount(value=180.0, currency="EUR")
PLAN.scenario.departments["billing"] = SimpleNamespace(visits=None)


def log() -> Chunk:
    """Tickets of three customers: one late, one early, one without a date; and four visits."""
    story = Story()

    def row(day: float, event: Event, number: int, **columns: int) -> None:
        who = {"who": customer(number), "kind": number % 2, "department": 0}
        story.row(int(day * DAY), event, **(who | columns))

    row(6, Event.TICKET_OPENED, 1, value=7 * DAY + 12 * HOUR)
    row(7, Event.TICKET_OPENED, 2, value=9 * DAY)
    row(7, Event.TICKET_OPENED, 3, value=-1)
    row(7.5, Event.VISIT_BOOKED, 1, value=8 * DAY)
    row(8, Event.VISIT_MADE, 1, reason=Outcome.NO_ACCESS)
    row(8, Event.VISIT_BOOKED, 1, value=9 * DAY)
    row(8, Event.TICKET_DONE, 2)
    row(9, Event.VISIT_MADE, 1, reason=Outcome.VISIT_MISSED)
    row(9, Event.VISIT_BOOKED, 1, value=10 * DAY)
    row(9, Event.TICKET_DONE, 3)
    row(10, Event.VISIT_MADE, 1, reason=Outcome.VISIT_DONE)
    row(10, Event.TICKET_DONE, 1)
    row(10.5, Event.TICKET_OPENED, 1, value=12 * DAY)
    row(11, Event.FOLLOWED_UP, 1, value=13 * DAY)
    row(12, Event.UPDATE_SENT, 1, reason=1)
    row(13, Event.VISIT_MADE, 2, reason=Outcome.VISIT_DONE)
    return story.log()


def test_dates_and_visits_are_counted() -> None:
    found = values(totals_of(PLAN, log()))
    # The first ticket is two and a half days late, the second one day early.
    assert found["eta_error_s"] == pytest.approx((2.5 + 1) / 2 * DAY / 1000)
    assert found["eta_bias_s"] == pytest.approx((2.5 - 1) / 2 * DAY / 1000)
    assert found["eta_bias_s[kind=billing]"] == pytest.approx(-DAY / 1000)
    assert found["follow_ups"] == found["updates_sent"] == 1
    assert found["visits_per_week"] == 3
    assert found["missed_visit_rate"] == 1 / 4
    assert found["no_access_rate"] == 1 / 3
    assert found["visit_lead_s"] == pytest.approx((0.5 + 1 + 1) / 3 * DAY / 1000)
    assert found["visit_cost"] == 3 * 180
    assert found["visit_cost[kind=fault]"] == 2 * 180


@pytest.mark.parametrize("cuts", [(1,), (7,), (2, 3, 9, 12), tuple(range(1, 16))])
def test_however_the_log_is_cut(cuts: tuple[int, ...], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ledger, "_ENOUGH", 1)
    assert values(totals_of(PLAN, log(), cuts)) == values(totals_of(PLAN, log()))


def test_visits_are_told_only_where_they_are_made() -> None:
    plan = tiny_plan()
    plan.scenario.departments["network"].visits = None
    found = values(Ledger(plan).finish())
    assert "visits_per_week" not in found
    assert "eta_error_s" in found


def test_a_call_that_the_centre_makes_is_no_attempt_of_the_customers() -> None:
    """A first call, a status call after half an hour in its queue, and a chase the day after."""
    plan = tiny_plan(days=28, queues=("front", "status"))
    plan.scenario.operating_model = OperatingModel(status_calls="outbound", outbound_queue="status")
    plan.outbound_queue = 1
    plan.queue_of_calls = plan.queue_of_customers = np.array([True, False])
    story, who = Story(), {"who": customer(1), "kind": 0, "queue": 0}
    story.row(9 * HOUR, Event.CASE_OPENED, **(who | {"queue": -1}))
    story.served(9 * HOUR, 0, 5 * MINUTE, agent=0, outcome=Outcome.TICKET, **who)
    story.served(
        33 * HOUR, 30 * MINUTE, 3 * MINUTE, agent=0, reason=Reason.STATUS_CALL,
        outcome=Outcome.STATUS_GIVEN, **(who | {"contact": 1, "queue": 1}),
    )  # fmt: skip
    story.served(
        57 * HOUR, MINUTE, 4 * MINUTE, agent=1, reason=Reason.CHASE,
        outcome=Outcome.STATUS_GIVEN, **(who | {"contact": 2}),
    )  # fmt: skip
    found = values(totals_of(plan, story.log()))
    assert found["arrivals"] == 2
    assert found["outbound_contacts"] == found["chases"] == found["fresh"] == 1
    assert found["contacts_per_case"] == found["answered_contacts_per_case"] == 2
    assert found["fcr"] == 0
    # Nobody waits on the line for a call that the centre makes: it is in no figure of calls.
    assert (found["answered"], found["answered[queue=status]"]) == (2, 1)
    assert (found["mean_wait_s"], found["max_wait_s"]) == (30, 60)
    assert found["customer_time_per_case_s"] == (5 + 3 + 1 + 4) * 60
