"""Towns with other doors than the line, and the metrics of what is played in them."""

from typing import Any

from ccsim.codes import Event, Reason
from ccsim.metrics.estimates import values
from ccsim.metrics.ledger import Ledger
from faults import world
from playing import Played

HELPS_OUTSIDE = {"authority": "full", "knowledge": 1.0, "script_adherence": 0.0}


def with_door(
    facts: dict[str, Any], channel: str, team: dict[str, Any] | None = None, **queue: Any
) -> dict[str, Any]:
    """The same world with a team of its own behind another door."""
    if channel in ("social", "email"):
        queue = {"effort": "5m"} | queue
    facts["queues"][channel] = {"teams": [channel], "channel": channel} | queue
    facts["teams"][channel] = {"headcount": 1} | (team or {})
    return facts


def numbers(played: Played) -> dict[str, float | None]:
    """The metrics of what was played."""
    ledger = Ledger(played.plan)
    ledger.add(played.log)
    return values(ledger.finish())


def first_contacts(played: Played, queue: str) -> int:
    """How many first contacts came in by a queue."""
    log = played.log
    fresh = (log.event == Event.CONTACT_ARRIVED) & (log.reason == Reason.FRESH)
    return int((fresh & (log.queue == played.plan.queue_names.index(queue))).sum())


def town(days: int = 10, **levers: Any) -> dict[str, Any]:
    """Homes and firms with faults of their own accord, and room for all of them."""
    facts = world(days=days, **levers)
    facts["customers"] = {
        "homes": {"count": 60, "gives_up": 0.2, "repeat_delay": {"constant": "5h"}},
        "firms": {"count": 40, "gives_up": 0.2, "repeat_delay": {"constant": "5h"}},
    }
    facts["needs"]["fault"]["per_customer_year"] = 60
    facts["queues"]["calls"] = {"teams": ["agents"]}
    facts["teams"]["agents"] = {"headcount": 20}
    return facts
