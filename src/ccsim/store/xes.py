"""A run as a log of traces: XES (IEEE 1849), a trace for each issue or each contact.

What happens to one issue lies weeks apart in the log, so rows are first sorted into piles on disk,
each small enough to be put in order in memory.
"""

import tempfile
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Final, Literal, Self
from xml.sax.saxutils import quoteattr

import numpy as np

from ccsim.eventlog.chunk import NO_ONE, Chunk
from ccsim.eventlog.reading import Ints, order_by, same_as_next
from ccsim.plan.plan import Plan
from ccsim.store.happenings import KINDS, Fact, Kind, happenings
from ccsim.store.naming import Naming, Row

Trace = Literal["case", "contact"]
"""Of what a trace is told."""

_PILES: Final = 64
_COLUMNS: Final = len(Row._fields)
_WHO, _CASE, _CONTACT = (Row._fields.index(name) for name in ("who", "case", "contact"))
_EXTENSIONS: Final = {
    "Concept": "concept",
    "Lifecycle": "lifecycle",
    "Organizational": "org",  # codespell:ignore
    "Time": "time",
}
_TAGS: Final = {str: "string", int: "int", float: "float", bool: "boolean"}
_END: Final = "</log>\n"


class XesWriter:
    """A listener that writes the traces of one replication when all of it has been heard."""

    def __init__(self, plan: Plan, path: Path, trace: Trace, facts: dict[str, Fact]) -> None:
        self._plan, self._path, self._trace, self._facts = plan, path, trace, facts
        self._naming = Naming(plan)
        told = [event for event, kinds in KINDS.items() if any(map(self._tells, kinds))]
        self._told = np.array([int(event) for event in told])
        self.counts: Counter[str] = Counter()
        """How often each kind of event was written."""

    def __enter__(self) -> Self:
        self._open = ExitStack()
        folder = tempfile.TemporaryDirectory(prefix=".piles-", dir=self._path.parent)
        self._folder = Path(self._open.enter_context(folder))
        return self

    def __exit__(self, *error: object) -> None:
        with self._open:
            if error[0] is None:
                self._write()

    def add(self, chunk: Chunk) -> None:
        """Put the rows of a stretch of the log on their piles."""
        rows = np.flatnonzero(np.isin(chunk.event, self._told) & (chunk.who != NO_ONE))
        table = np.stack([column[rows].astype(np.int64) for column in chunk], axis=1)
        pile = table[:, _WHO] % _PILES
        for number in np.unique(pile).tolist():
            with self._pile(number).open("ab") as file:
                table[pile == number].tofile(file)

    def _pile(self, number: int) -> Path:
        return self._folder / f"{number}.rows"

    def _write(self) -> None:
        with self._path.open("w", encoding="utf-8") as file:
            file.write(_head(self._facts))
            for number in range(_PILES):
                if self._pile(number).exists():
                    table = np.fromfile(self._pile(number), np.int64).reshape(-1, _COLUMNS)
                    file.writelines(map(self._trace_text, self._traces(table)))
            file.write(_END)

    def _traces(self, table: Ints) -> Iterator[list[Row]]:
        """The rows of each trace of a pile, in the order of what happened."""
        columns = [_WHO, _CASE] + [_CONTACT] * (self._trace == "contact")
        table = table[order_by(*(table[:, column] for column in columns))]
        ends = np.flatnonzero(~same_as_next(*(table[:, column] for column in columns))) + 1
        for rows in np.split(table, ends):
            yield [Row(*row) for row in rows.tolist()]

    def _trace_text(self, rows: list[Row]) -> str:
        first, naming = rows[0], self._naming
        issue = naming.case(first.who, first.case, first.kind)
        facts: dict[str, Fact] = {"concept:name": issue}
        if self._trace == "contact":
            facts = {"concept:name": f"{issue}#{first.contact + 1}", "issue": issue}
        customer, segment = naming.customer(first.who), naming.segment(first.who)
        if customer is not None and segment is not None:
            facts |= {"customer": customer, "segment": segment}
            facts["kind"] = self._plan.kind_names[first.kind]
        events = "".join(self._event_text(row) for row in rows)
        return f"<trace>{_facts_text(facts)}\n{events}</trace>\n"

    def _event_text(self, row: Row) -> str:
        """The events of a row, one to a line."""
        text = ""
        for happening in happenings(row, self._naming):
            if self._tells(happening.kind):
                self.counts[happening.kind.name] += 1
                known: dict[str, Fact] = {"concept:name": happening.kind.name}
                known |= {"lifecycle:transition": "complete"} | self._places(row) | happening.facts
                when = _fact("date", "time:timestamp", self._naming.iso(row.time))
                text += f"<event>{when}{_facts_text(known)}</event>\n"
        return text

    def _places(self, row: Row) -> dict[str, Fact]:
        """By whom and where it happened."""
        plan, places = self._plan, dict[str, Fact]()
        if row.agent != NO_ONE:
            places["org:resource"] = self._naming.agents[row.agent]
            places["org:group"] = plan.team_names[plan.agent_team[row.agent]]
        if row.queue != NO_ONE:
            places["queue"] = plan.queue_names[row.queue]
        if row.department != NO_ONE:
            places["department"] = plan.department_names[row.department]
        return places

    def _tells(self, kind: Kind) -> bool:
        """Whether a trace has events of a kind: that of a contact has what happens in it only."""
        return kind.about == "contact" or (kind.about == "issue" and self._trace == "case")


def _head(facts: dict[str, Fact]) -> str:
    """What stands before the traces: where names come from, and of which run it is the log."""
    extensions = "".join(
        f'<extension name="{name}" prefix="{prefix}" '
        f'uri="http://www.xes-standard.org/{prefix}.xesext"/>\n'
        for name, prefix in _EXTENSIONS.items()
    )
    known = _fact("string", "concept:name", "name") + _fact(
        "string", "lifecycle:transition", "complete"
    )
    when = _fact("date", "time:timestamp", "1970-01-01T00:00:00.000+00:00")
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<log xes.version="1849-2016" xes.features="" xmlns="http://www.xes-standard.org/">\n'
        f"{extensions}"
        f'<global scope="trace">{_fact("string", "concept:name", "name")}</global>\n'
        f'<global scope="event">{known}{when}</global>\n'
        '<classifier name="Event name" keys="concept:name"/>\n'
        f"{_facts_text(facts)}\n"
    )


def _facts_text(facts: dict[str, Fact]) -> str:
    return "".join(
        _fact("date" if key.endswith("_at") else _TAGS[type(value)], key, value)
        for key, value in facts.items()
    )


def _fact(tag: str, key: str, value: Fact) -> str:
    text = str(value).lower() if isinstance(value, bool) else str(value)
    return f"<{tag} key={quoteattr(key)} value={quoteattr(text)}/>"
