"""Tails, the call log's view and incidents, however the log is cut."""

from itertools import count

import pytest

from ccsim.codes import Event, Outcome, Reason
from ccsim.metrics import ledger
from ccsim.metrics.estimates import values
from ccsim.spec.measures import Measures
from ccsim.units import DAY, HOUR, MINUTE
from unit.metrics_world import Story, customer, tiny_plan, totals_of

MEASURES = Measures.model_validate(
    {"follow_up": "2d", "repeat_window": "1h", "long_repeat_window": "5h", "many_contacts": 3}
)
PLAN = tiny_plan(days=4, agents=(0, 0, 1), measures=MEASURES)
WORD = 77
"""The case of all whom the incident strikes."""


def written() -> Story:
    """An incident of three hours: two call about it, one of them three times; one has a bill."""
    story = Story()
    story.row(9 * HOUR, Event.INCIDENT_STRUCK, case=WORD, kind=1, value=10)
    numbers = count()
    for who, times in ((1, (9, 11, 15)), (2, (10,))):
        for contact, hour in enumerate(times):
            at = hour * HOUR + who * MINUTE
            about = {"who": customer(who), "case": WORD, "kind": 1, "contact": contact, "queue": 0}
            if not contact:
                story.row(at, Event.CASE_OPENED, **{**about, "queue": -1})
            reason = Reason.REPEAT if contact else Reason.FRESH
            outcome = Outcome.THOUGHT_RESOLVED if contact else Outcome.PUT_OFF
            agent = next(numbers) % 3
            story.served(at, 0, 10 * MINUTE, agent=agent, reason=reason, outcome=outcome, **about)
    bill = {"who": customer(3), "case": 5, "kind": 0}
    story.row(9 * HOUR, Event.CASE_OPENED, **bill)
    story.served(9 * HOUR, MINUTE, MINUTE, agent=0, outcome=Outcome.TICKET, queue=0, **bill)
    story.row(20 * HOUR, Event.TICKET_DONE, department=0, reason=0, value=11 * HOUR, **bill)
    story.row(12 * HOUR, Event.INCIDENT_REPAIRED, case=WORD, kind=1, value=3 * HOUR)
    resolved = {"who": customer(2), "case": WORD, "kind": 1}
    story.row(12 * HOUR, Event.CASE_RESOLVED, value=2 * HOUR - 2 * MINUTE, **resolved)
    return story


def test_numbers_are_those_of_the_story() -> None:
    found = values(totals_of(PLAN, written().log()))
    assert found["cases"] == 3
    assert found["contacts_per_case_max"] == 3
    assert found["contacts_per_case_p90[kind=billing]"] == 1
    assert found["many_contacts_rate"] == pytest.approx(1 / 3)
    reaching = [found[f"cases_reaching_rate[contacts={least}]"] for least in (1, 2, 3, 4, 100)]
    assert reaching == pytest.approx([1, 1 / 3, 1 / 3, 0, 0])
    assert found["distinct_agents_per_case_max"] == 3
    assert found["agents_per_contact"] == 1
    # Pauses of 1 h 50 min and of 3 h 50 min: both within five hours, none within one.
    assert found["repeat_rate_7d"] == 0
    assert found["repeat_rate_30d"] == pytest.approx(2 / 5)
    # Closed in the log: the case with two guesses, and the bill whose ticket is done.
    assert found["log_resolution_rate"] == pytest.approx(2 / 3)
    assert found["log_fcr"] == 0
    assert found["resolution_rate"] == pytest.approx(1 / 3)
    assert found["calls_per_customer_month"] == pytest.approx(5 / 1000 / (4 * 12 / 365.2425))
    assert found["customers_struck"] == 10
    assert found["incident_repair_s"] == 3 * 3600
    assert found["incident_call_share[kind=fault]"] == 0.2
    assert found["calls_per_customer_struck"] == 0.4


def test_they_are_the_same_however_the_log_is_cut(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ledger, "_ENOUGH", 1)
    log = written().log()
    whole = totals_of(PLAN, log)
    for cuts in ((1,), (3, 9), tuple(range(log.rows))):
        assert values(totals_of(PLAN, log, cuts)) == values(whole)


def test_an_incident_of_the_warm_up_is_not_measured() -> None:
    later = tiny_plan(days=4, warm_up=1, agents=(0, 0, 1), measures=MEASURES)
    found = values(totals_of(later, written().log()))
    assert found["incidents"] == 0
    assert found["incident_call_share"] is None
    assert later.day_starts[1] >= DAY
