"""Names that must exist elsewhere in the scenario: one table of who names what."""

from collections.abc import Iterator, Mapping
from typing import Any

from ccsim.errors import Fault
from ccsim.spec.documents import KeyPath
from ccsim.spec.messages import Places, make_fault
from ccsim.spec.paths import suggestion

REFERENCES: tuple[tuple[str, str], ...] = (
    ("queues.*.teams.*", "teams"),
    ("queues.*.overflow.to", "teams"),
    ("queues.*.enquires.at", "queues"),
    ("queues.*.ivr.misroutes.to", "queues"),
    ("queues.*.onward.*.to", "queues"),
    ("queues.*.onward.to", "queues"),
    ("needs.*.queue", "queues"),
    ("needs.*.queue_by_segment.*", "queues"),
    ("needs.*.queue_by_segment.?", "customers"),
    ("needs.*.by_segment.?", "customers"),
    ("needs.*.channels.*.queue", "queues"),
    ("needs.*.specialists", "queues"),
    ("needs.*.mistaken_for.?", "needs"),
    ("needs.*.passed_to.*", "queues"),
    ("needs.*.owner", "departments"),
    ("customers.*.first_door.*.queue", "queues"),
    ("customers.*.doors.*.queue", "queues"),
    ("needs.*.breeds.*.need", "needs"),
    ("departments.*.compounds_into", "needs"),
    ("departments.*.passes_to", "departments"),
    ("departments.*.by_segment.?", "customers"),
    ("teams.*.priority.?", "queues"),
    ("teams.*.knowledge.?", "needs"),
    ("operating_model.escalation_queue", "queues"),
    ("operating_model.outbound_queue", "queues"),
    ("operating_model.sample.queue", "queues"),
    ("pit_stop.team", "teams"),
    ("pit_stop.floor", "teams"),
    ("pit_stop.functions.*.needs.*", "needs"),
    ("incidents.*.need", "needs"),
    ("incidents.*.strikes.?", "customers"),
    ("demand.peaks.*.needs.*", "needs"),
    ("regulator.queue", "queues"),
    ("regulator.targets.*.needs.*", "needs"),
    ("transition.old_teams.*", "teams"),
    ("transition.new_teams.*", "teams"),
)
"""Where a name stands, and among what it must be found; `*` is any one part, `?` a key as name."""

_SINGULAR = {
    "teams": "team",
    "queues": "queue",
    "customers": "segment of customers",
    "departments": "department",
    "needs": "need",
}


def check_references(document: Mapping[str, Any], places: Places, file: str) -> list[Fault]:
    """The names that are used and not there, each with the nearest one that is."""
    faults = []
    for pattern, noun in REFERENCES:
        known = document.get(noun)
        names = [str(name) for name in known] if isinstance(known, dict) else []
        for path, name in _uses(document, pattern.split("."), ()):
            if isinstance(name, str) and name not in names:
                message = f"there is no {_SINGULAR[noun]} {name!r}{suggestion(name, names)}"
                faults.append(make_fault(places, file, path, message))
    return faults


def _uses(node: Any, pattern: list[str], at: KeyPath) -> Iterator[tuple[KeyPath, Any]]:
    """Each value in the document that a pattern leads to, with its path."""
    if not pattern:
        yield at, node
        return
    part, rest = pattern[0], pattern[1:]
    if part == "?" and isinstance(node, dict):
        yield from (((*at, key), key) for key in node)
    elif part == "*" and isinstance(node, list):
        for index, item in enumerate(node):
            yield from _uses(item, rest, (*at, index))
    elif isinstance(node, dict):
        for key in list(node) if part == "*" else [part]:
            if key in node:
                yield from _uses(node[key], rest, (*at, key))
