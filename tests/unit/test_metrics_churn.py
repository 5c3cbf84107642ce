"""Who leaves with what history, worked out by hand, however the log is cut."""

import numpy as np
import pytest

from ccsim.codes import Event, Outcome
from ccsim.metrics import ledger
from ccsim.metrics.estimates import values
from ccsim.units import DAY, HOUR
from unit.metrics_world import Story, customer, tiny_plan, totals_of

PLAN = tiny_plan(days=5)
BILL, FAULT = 0, 1
MONTH = 365.2425 / 12


@pytest.fixture(autouse=True)
def nothing_waits(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ledger, "_ENOUGH", 1)


def case(
    story: Story, number: int, opened: int, ends: Event | None = None, at: int = 0, *,
    contacts: int = 1, kind: int = FAULT,
) -> None:  # fmt: skip
    who = {"who": customer(number), "case": kind << 16, "kind": kind, "queue": 0}
    story.row(opened, Event.CASE_OPENED, **who)
    for contact in range(contacts):
        story.row(
            opened + contact, Event.CONTACT_ENDED, reason=Outcome.NOTE, contact=contact, **who
        )
    if ends is not None:
        story.row(at, ends, value=at - opened, **who)


def told() -> Story:
    """Five who leave with five histories, and one who called in vain and stays."""
    story = Story()
    case(story, 1, 9 * HOUR, Event.CASE_RESOLVED, 10 * HOUR)
    case(story, 2, 9 * HOUR, Event.CASE_GIVEN_UP, 10 * HOUR)
    case(story, 3, 9 * HOUR)
    case(story, 4, 9 * HOUR, contacts=2)
    case(story, 5, 9 * HOUR, Event.CASE_RESOLVED, 10 * HOUR, kind=BILL)
    case(story, 6, 9 * HOUR, contacts=3)
    for number in (0, 1, 2, 3, 4, 5):
        story.row(2 * DAY, Event.CUSTOMER_LEFT, who=customer(number))
    who = {"who": customer(3), "case": FAULT << 16, "kind": FAULT}
    story.row(2 * DAY, Event.CASE_CLOSED_BY_LEAVING, **who)
    return story


@pytest.mark.mechanism("S001-13")
def test_leavers_are_told_by_their_history_of_contacts() -> None:
    found = values(totals_of(PLAN, told().log()))
    histories = ("quiet", "solved", "given_up", "open", "open_often", "cancelled")
    left = {name: found[f"customers_left[history={name}]"] for name in histories}
    assert left == dict.fromkeys(histories, 1)
    # At four midnights: the leavers are counted at two of them, who stays at all four.
    assert found["churn_rate[history=open]"] == pytest.approx(MONTH / 2)
    assert found["churn_rate[history=open_often]"] == pytest.approx(MONTH / (2 + 4))
    assert found["churn_rate[history=quiet]"] == pytest.approx(MONTH / (994 * 4 - 2))
    usual = (2 + 2 + 2 + 4) / (994 * 4 - 2)
    assert found["churn_from_unresolved"] == pytest.approx((3 - usual) / 6)


def test_histories_are_the_same_however_the_log_is_cut() -> None:
    log = told().log()
    whole = totals_of(PLAN, log)
    cut = totals_of(PLAN, log, tuple(range(log.rows)))
    for name, numbers in whole.sums["history"].items():
        assert np.array_equal(numbers, cut.sums["history"][name])
    assert whole.sums["history"]["customers_left"].sum() == 6


def test_exposure_is_everybodys_time() -> None:
    months = totals_of(PLAN, told().log()).sums["history"]["customer_months"].sum()
    assert months == pytest.approx((4 * 1000 - 2 * 6) / MONTH)
