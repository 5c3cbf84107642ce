"""A tiny world of customers with faults, for tests that tell what becomes of them."""

from typing import Any

from by_hand import Call

FULL_TALK = {"constant": "5m"}


def world(
    need: dict[str, Any] | None = None,
    segment: dict[str, Any] | None = None,
    days: int = 1,
    department: dict[str, Any] | None = None,
    team: dict[str, Any] | None = None,
    **levers: Any,
) -> dict[str, Any]:
    """Ten homes with faults that take five minutes on the phone, and a team of one."""
    facts: dict[str, Any] = {
        "calendar": {"days": days},
        "customers": {"homes": {"count": 10} | (segment or {})},
        "needs": {
            "fault": {"per_customer_year": 0, "queue": "calls", "talk": FULL_TALK} | (need or {})
        },
        "queues": {"calls": {}, "experts": {"teams": ["experts"]}},
        "teams": {"agents": {"headcount": 1} | (team or {}), "experts": {"headcount": 1}},
        "operating_model": levers,
    }
    if department is not None:
        facts["departments"] = {"network": {"staff": 1, "work": {"constant": "1h"}} | department}
        facts["needs"]["fault"]["owner"] = "network"
    return facts


def call(at: str = "09:00", number: int = 1, **truth: bool) -> list[Call]:
    return [Call(at, number, segment="homes", **truth)]


UNKNOWN = {"knowledge": 0.0}
SPECIAL = {"specialists": "experts"}
NO_POWER = {"authority": "inform"}
ASKS = {"chases": 1.0, "chase_delay": {"constant": "10m"}}
"""Whoever asks when a date has passed, ten minutes after it."""
NEEDS_POWER = {"authority": "adjust"}
DUTY = {"hours": "09:00-17:00", "employer": "partner", "pay": "25 EUR/h"}
"""Eight hours on the only day, which is one of the 31 of January."""
