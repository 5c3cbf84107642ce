"""A run as vidigi's event log, from which it draws people who queue: one row for each change.

Time is in minutes since the run began, vidigi's own unit. An entity is a contact; a resource is
one of a team's places, numbered from 1.
"""

import csv
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Final, Self

from ccsim.codes import Event
from ccsim.eventlog.chunk import NO_ONE, Chunk
from ccsim.plan.plan import Plan
from ccsim.store.naming import Row, read_rows
from ccsim.units import MINUTE

COLUMNS: Final = (
    "entity_id", "event_type", "event", "time", "pathway", "run_number", "resource_id",
)  # fmt: skip


class VidigiWriter:
    """A listener that writes one replication while it is played."""

    def __init__(self, plan: Plan, path: Path, replication: int) -> None:
        self._plan, self._path, self._replication = plan, path, replication
        self._entities: dict[tuple[int, int, int], int] = {}
        """The contacts that have not ended, and whose after-call work is of no account here."""
        self._arrived = 0
        self.counts: Counter[str] = Counter()
        """How many rows there are of each type."""

    def __enter__(self) -> Self:
        self._file = self._path.open("w", encoding="utf-8", newline="")
        self._rows = csv.writer(self._file, lineterminator="\n")
        self._rows.writerow(COLUMNS)
        return self

    def __exit__(self, *error: object) -> None:
        self._file.close()

    def add(self, chunk: Chunk) -> None:
        """Write what a stretch of the log tells."""
        for row in read_rows(chunk):
            time = round(row.time / MINUTE, 5)
            for kind, event, resource in self._changes(row):
                facts = self._entity(row), kind, event, time, self._pathway(row)
                self._rows.writerow((*facts, self._replication, resource))
                self.counts[kind] += 1
            if row.event == Event.CONTACT_ENDED:
                del self._entities[row.who, row.case, row.contact]

    def _changes(self, row: Row) -> Iterator[tuple[str, str, int | str]]:
        """What changes for a contact: what kind of change, its name, and the place if one is."""
        plan, event = self._plan, row.event
        if event == Event.CONTACT_ARRIVED:
            self._arrived += 1
            yield "arrival_departure", "arrival", ""
        elif event == Event.IVR_ENTERED:
            yield "queue", f"menu of {plan.queue_names[row.queue]}", ""
        elif event == Event.QUEUE_ENTERED:
            yield "queue", f"waits for {plan.queue_names[row.queue]}", ""
        elif event in (Event.CONTACT_ANSWERED, Event.LEG_ENDED) and row.agent != NO_ONE:
            team = int(plan.agent_team[row.agent])
            place = row.agent - int(plan.team_first_agent[team]) + 1
            ends = event == Event.LEG_ENDED
            words = f"{'has talked' if ends else 'talks'} with {plan.team_names[team]}"
            yield "resource_use_end" if ends else "resource_use", words, place
        elif event == Event.CONTACT_ENDED:
            yield "arrival_departure", "depart", ""

    def _entity(self, row: Row) -> int:
        """The number of a contact, in the order in which they arrived."""
        key = (row.who, row.case, row.contact)
        return self._entities.setdefault(key, self._arrived)

    def _pathway(self, row: Row) -> str:
        """What it is about; of an anonymous caller, whom nobody asks, the queue."""
        named = self._plan.queue_names[row.queue] if row.kind == NO_ONE else None
        return named or self._plan.kind_names[row.kind]
