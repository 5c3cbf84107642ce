"""A run as an object-centric event log: OCEL 2.0 in JSON, for tools of process mining.

Its schema is that of ocel-standard.org (section 8.2 of the specification): values are written as
text, whatever their declared type, and instants as ISO 8601 with their offset.
"""

import json
import shutil
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack
from pathlib import Path
from typing import IO, Any, Final, Self

from ccsim.eventlog.chunk import NO_ONE, Chunk
from ccsim.plan.plan import Plan
from ccsim.store.happenings import Fact, Happening, fact_types, happenings
from ccsim.store.naming import Naming, Row, read_rows

OBJECTS: Final[dict[str, dict[str, str]]] = {
    "customer": {"segment": "string"},
    "issue": {"kind": "string"},
    "contact": {"number": "integer", "channel": "string"},
    "queue": {"channel": "string"},
    "agent": {},
    "team": {"employer": "string"},
    "department": {},
}
"""What events happen to, with what is known of each."""
ALWAYS: Final = "1970-01-01T00:00:00Z"
"""Since when a fact holds that never changes, as the specification has it."""

Relation = tuple[str, str]
"""The id of an object, and what it is to whoever names it."""


class OcelWriter:
    """A listener that writes one replication while it is played; memory grows with customers only.

    Objects are found on the way, and stand behind the events: they wait in a file without a name.
    """

    def __init__(self, plan: Plan, path: Path) -> None:
        self._plan, self._path = plan, path
        self._naming = Naming(plan)
        self._customers: set[int] = set()
        self.counts: Counter[str] = Counter()
        """How often each kind of event was written."""
        self._objects_written = 0

    def __enter__(self) -> Self:
        self._files = ExitStack()
        self._events = self._files.enter_context(self._path.open("w", encoding="utf-8"))
        self._objects: IO[str] = self._files.enter_context(
            tempfile.TemporaryFile("w+", encoding="utf-8", dir=self._path.parent)
        )
        head = {"objectTypes": _declared(OBJECTS), "eventTypes": _declared(fact_types())}
        self._events.write(_json(head).removesuffix("}") + ',"events":[')
        for kind, name, facts, relations in _standing(self._plan, self._naming):
            self._add_object(kind, name, facts, relations)
        return self

    def __exit__(self, *error: object) -> None:
        with self._files:
            if error[0] is None:
                self._events.write('\n],"objects":[')
                self._objects.seek(0)
                shutil.copyfileobj(self._objects, self._events)
                self._events.write("\n]}\n")

    def add(self, chunk: Chunk) -> None:
        """Write what a stretch of the log tells."""
        for row in read_rows(chunk):
            if row.who != NO_ONE:
                for happening in happenings(row, self._naming):
                    self._add_event(happening)

    def _add_event(self, happening: Happening) -> None:
        kind, row, facts = happening
        relations = list(self._relations(happening))
        event = {
            "id": f"e{self.counts.total() + 1}",
            "type": kind.name,
            "time": self._naming.iso(row.time),
            "attributes": [{"name": name, "value": _text(fact)} for name, fact in facts.items()],
            "relationships": _related(relations),
        }
        self._events.write(("," if self.counts else "") + "\n" + _json(event))
        self.counts[kind.name] += 1

    def _relations(self, happening: Happening) -> Iterator[Relation]:
        """What an event has to do with, each object written down when it is first met."""
        kind, row, _ = happening
        naming, plan = self._naming, self._plan
        customer, issue = naming.customer(row.who), ""
        if customer is not None and row.who not in self._customers:
            self._customers.add(row.who)
            segment = customer.rpartition("-")[0]
            self._add_object("customer", customer, {"segment": segment})
        if kind.about != "customer":
            issue = naming.case(row.who, row.case, row.kind)
            if _begins_issue(happening):
                of = [] if customer is None else [(f"customer:{customer}", "customer")]
                known = {} if row.kind == NO_ONE else {"kind": plan.kind_names[row.kind]}
                self._add_object("issue", issue, known, of)
            yield f"issue:{issue}", "issue"
        if kind.about == "contact":
            contact = f"{issue}#{row.contact + 1}"
            if kind.name == "contact.arrived":
                channel = plan.queue_channel[row.queue]
                facts: dict[str, Fact] = {"number": row.contact + 1, "channel": channel}
                self._add_object("contact", contact, facts, [(f"issue:{issue}", "issue")])
            yield f"contact:{contact}", "contact"
        if customer is not None:
            yield f"customer:{customer}", "customer"
        yield from self._places(row)

    def _places(self, row: Row) -> Iterator[Relation]:
        """The queue, the agent with the team, and the department of a row."""
        plan = self._plan
        if row.queue != NO_ONE:
            yield f"queue:{plan.queue_names[row.queue]}", "queue"
        if row.agent != NO_ONE:
            yield f"agent:{self._naming.agents[row.agent]}", "agent"
            yield f"team:{plan.team_names[plan.agent_team[row.agent]]}", "team"
        if row.department != NO_ONE:
            yield f"department:{plan.department_names[row.department]}", "department"

    def _add_object(
        self,
        kind: str,
        name: str,
        facts: Mapping[str, Fact],
        relations: Iterable[Relation] = (),
    ) -> None:
        one = {
            "id": f"{kind}:{name}",
            "type": kind,
            "attributes": [
                {"name": fact, "time": ALWAYS, "value": _text(value)}
                for fact, value in facts.items()
            ],
            "relationships": _related(relations),
        }
        self._objects.write(("," if self._objects_written else "") + "\n" + _json(one))
        self._objects_written += 1


def _begins_issue(happening: Happening) -> bool:
    """Whether nothing was told of an issue before: an anonymous caller's begins with the call."""
    kind, row, _ = happening
    if row.kind == NO_ONE:
        return kind.name == "contact.arrived" and row.contact == 0
    return kind.name == "issue.opened"


def _standing(
    plan: Plan, naming: Naming
) -> Iterator[tuple[str, str, dict[str, Fact], list[Relation]]]:
    """The objects that are there before anything happens."""
    for name, channel in zip(plan.queue_names, plan.queue_channel, strict=True):
        yield "queue", name, {"channel": channel}, []
    for name in plan.team_names:
        yield "team", name, {"employer": plan.scenario.teams[name].employer}, []
    for name in plan.department_names:
        yield "department", name, {}, []
    teams = dict(zip(naming.agents, plan.agent_team.tolist(), strict=True))
    for agent, team in teams.items():
        yield "agent", agent, {}, [(f"team:{plan.team_names[team]}", "team")]


def _declared(kinds: Mapping[str, Mapping[str, str]]) -> list[dict[str, Any]]:
    return [
        {"name": name, "attributes": [{"name": fact, "type": of} for fact, of in facts.items()]}
        for name, facts in kinds.items()
    ]


def _related(relations: Iterable[Relation]) -> list[dict[str, str]]:
    return [{"objectId": name, "qualifier": role} for name, role in relations]


def _text(fact: Fact) -> str:
    return str(fact).lower() if isinstance(fact, bool) else str(fact)


def _json(document: Any) -> str:
    return json.dumps(document, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
