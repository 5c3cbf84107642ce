"""A chain of companies that leads nowhere is refused with a sentence."""

import pytest

from playing import scenario_of


def refused(**changes: object) -> str:
    facts = {
        "calendar": {"days": 1},
        "customers": {"homes": {"count": 10}},
        "needs": {
            "fault": {"per_customer_year": 1, "queue": "calls", "talk": {"constant": "5m"}}
        },
        "queues": {
            "calls": {"teams": ["agents"], "enquires": {"at": "behind"}},
            "behind": {"teams": ["agents"], "channel": "wholesale"},
            "further": {"teams": ["agents"], "channel": "wholesale"},
        },
        "teams": {"agents": {"headcount": 1}},
    }  # fmt: skip
    for path, value in changes.items():
        facts["queues"][path] |= value
    with pytest.raises(Exception, match=r".") as found:
        scenario_of(facts)
    return str(found.value)


def test_questions_that_go_round_for_ever() -> None:
    words = refused(behind={"enquires": {"at": "further"}}, further={"enquires": {"at": "behind"}})
    assert "queues.behind.enquires.at" in words
    assert "questions go round for ever: behind asks further asks behind" in words


def test_a_question_to_a_queue_of_customers() -> None:
    words = refused(behind={"channel": "phone"})
    assert "queues.calls.enquires.at" in words
    assert "'behind' needs channel: wholesale" in words


def test_a_customer_at_a_queue_between_companies() -> None:
    words = refused(calls={"channel": "wholesale"})
    assert "queues.calls.channel" in words
    assert "no customer calls it" in words
