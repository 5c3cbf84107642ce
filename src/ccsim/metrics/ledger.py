"""The fold over the event log: chunk after chunk goes in, the totals come out."""

from typing import TYPE_CHECKING, Protocol

import numpy as np

from ccsim.eventlog.chunk import Chunk, concatenate, copy
from ccsim.metrics import service_level
from ccsim.metrics.actions import Actions
from ccsim.metrics.advertised import Advertised
from ccsim.metrics.areas import QueueAreas
from ccsim.metrics.callbacks import Callbacks
from ccsim.metrics.cases import Cases
from ccsim.metrics.causes import CauseCosts, Causes
from ccsim.metrics.channels import channels_of
from ccsim.metrics.churn import Churn
from ccsim.metrics.contacts import Contacts
from ccsim.metrics.customers import Customers
from ccsim.metrics.departments import Tickets
from ccsim.metrics.desks import Desks
from ccsim.metrics.enquiries import Chain
from ccsim.metrics.experience import Experience
from ccsim.metrics.incidents import Incidents
from ccsim.metrics.ivr import IvrCounts
from ccsim.metrics.leaving import Leavers
from ccsim.metrics.money import Money
from ccsim.metrics.needs import Births
from ccsim.metrics.outages import OpenTime
from ccsim.metrics.people import People
from ccsim.metrics.pit_stop import PitStop
from ccsim.metrics.promises import Promises
from ccsim.metrics.regulator import Regulator
from ccsim.metrics.repeats import Repeats
from ccsim.metrics.reports import Published
from ccsim.metrics.reputation import LatentNeeds, WordOfMouth
from ccsim.metrics.revenue import revenue
from ccsim.metrics.sales import Sales
from ccsim.metrics.steering import Equipment, Steering, is_measured
from ccsim.metrics.stretch import Stretch
from ccsim.metrics.superiors import Superiors
from ccsim.metrics.totals import AXES, WHOLE, Sums, Totals, slice_labels
from ccsim.metrics.transfers import Transfers
from ccsim.metrics.visits import Visits
from ccsim.metrics.waits import Waits
from ccsim.metrics.window import Floats, Window
from ccsim.metrics.workforce import Workforce
from ccsim.spec.reputation import Tells

if TYPE_CHECKING:
    from ccsim.plan.plan import Plan

__all__ = ["Ledger", "Totals"]

# A stretch costs the same few milliseconds however short it is: short ones are put together.
_ENOUGH = 1 << 16


class Part(Protocol):
    """A fold of its own; some are there only where a scenario has what they count."""

    def add(self, stretch: Stretch) -> None:
        """Take in a stretch of the log."""

    def finish(self) -> Sums:
        """The totals by axis and name."""


class Ledger:
    """Listens to one replication; however the log is cut into chunks, the totals are the same."""

    def __init__(self, plan: "Plan") -> None:
        self._plan = plan
        self._waiting: list[Chunk] = []
        self._waiting_rows = 0
        self._window = Window(plan)
        people = People(self._window)
        channels, self._entries = channels_of(self._window)
        self._parts: list[Part] = [
            Contacts(self._window),
            QueueAreas(self._window),
            Waits(self._window),
            people,
            *_front_door(plan, self._window),
        ]
        if not all(team.is_steady for team in plan.scenario.teams.values()):
            self._parts.append(Workforce(plan, self._window))
        if plan.scenario.pit_stop is not None:
            self._parts.append(PitStop(plan, self._window))
        self._parts.append(Equipment(plan, self._window))
        if channels is not None:
            self._parts.append(channels)
        if self._window.segments:
            self._parts += _of_customers(plan, self._window)
        learning = CauseCosts(plan, self._window) if len(plan.causes.code) else None
        if learning is not None:
            self._parts.append(learning)
        self._parts.append(Money(plan, self._window, people, learning))

    def add(self, chunk: Chunk) -> None:
        """Take in the next stretch of the log; the chunk may be filled anew afterwards."""
        if chunk.rows >= _ENOUGH and not self._waiting:
            self._take(chunk)
            return
        self._waiting.append(copy(chunk))
        self._waiting_rows += chunk.rows
        if self._waiting_rows >= _ENOUGH:
            self._take_waiting()

    def finish(self) -> Totals:
        """The totals at the horizon; whatever is not finished by then stays unfinished."""
        self._take_waiting()
        sums: Sums = {axis: {} for axis in AXES}
        for part in self._parts:
            _add_tables(sums, part.finish())
        _add_tables(sums, revenue(self._plan, sums))
        sums[WHOLE]["measured_ms"] = np.array([float(self._window.end - self._window.begin)])
        labels = slice_labels(self._plan, self._window)
        for axis, tables in sums.items():
            tables["replications"] = np.ones(len(labels[axis]))
            self._apply_rule(tables)
        sums[WHOLE] |= service_level.days_below(
            self._window.measures.service_level_target, sums["day"]
        )
        return Totals(labels, sums, self._plan.currency)

    def _take_waiting(self) -> None:
        together = concatenate(self._waiting)
        self._waiting, self._waiting_rows = [], 0
        self._take(together)

    def _take(self, chunk: Chunk) -> None:
        entry = None if self._entries is None else self._entries.of_ended(chunk)
        stretch = Stretch(chunk, self._window, entry)
        for part in self._parts:
            part.add(stretch)

    def _apply_rule(self, tables: dict[str, Floats]) -> None:
        """Count the service level by the scenario's own rule."""
        if set(service_level.COUNTS) <= tables.keys():
            tables |= service_level.by_every_rule(tables)
            rule = self._window.measures.service_level_rule
            tables["in_service_level"] = service_level.met(rule, tables)
            tables["service_level_base"] = service_level.judged(rule, tables)


def _add_tables(sums: Sums, more: Sums) -> None:
    for axis, tables in more.items():
        sums[axis] |= tables


def _of_customers(plan: "Plan", window: Window) -> list[Part]:
    """What is counted of customers and their cases."""
    parts: list[Part] = [
        Customers(window, np.asarray(plan.segment_count, np.int64)),
        Cases(window),
        Repeats(window),
        Regulator(plan, window),
        Actions(window),
        Superiors(window, plan),
        Transfers(window),
        Churn(plan, window),
        OpenTime(plan, window),
        *_promises(plan, window),
        *_of_months(plan, window),
    ]
    if any(queue.enquires for queue in plan.scenario.queues.values()):
        parts.append(Chain(window))
    if plan.department_names:
        parts += [Tickets(window), Desks(plan, window)]
    if len(plan.breeding):
        parts.append(Births(window))
    if is_measured(plan.scenario):
        parts.append(Steering(window))
    if plan.scenario.incidents:
        parts.append(Incidents(window))
    if len(plan.causes.code):
        parts.append(Causes(plan, window))
    return parts


def _front_door(plan: "Plan", window: Window) -> list[Part]:
    """What is counted of the way in, where the scenario has it."""
    queues = plan.scenario.queues.values()
    wanted = (
        (IvrCounts, any(queue.ivr for queue in queues)),
        (Callbacks, any(queue.callback for queue in queues)),
        (Advertised, any(queue.advertised_hours for queue in queues)),
    )
    return [part(window) for part, here in wanted if here]


def _promises(plan: "Plan", window: Window) -> list[Part]:
    """What follows tickets, and visits where they are made."""
    departments = plan.scenario.departments.values()
    parts: list[Part] = [Promises(window)] if departments else []
    if any(each.visits for each in departments):
        parts.append(Visits(window))
    return parts


def _of_months(plan: "Plan", window: Window) -> list[Part]:
    """What comes of experiences over months, where the scenario has it."""
    facts = plan.scenario
    segments = facts.customers.values()
    parts: list[Part] = [Experience(plan, window)]
    if facts.regulator.reporting:
        parts.append(Published(plan, window))
    wanted = (
        (Leavers, facts.measures.leaving_causes),
        (Sales, any(each.cross_sell.chance for each in segments)),
        (LatentNeeds, any(each.deterred for each in segments)),
        (WordOfMouth, any(each.tells != Tells() for each in segments)),
    )
    return parts + [part(window) for part, here in wanted if here]
