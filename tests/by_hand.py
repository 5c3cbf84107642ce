"""Tiny worlds whose calls are set by hand, and their logs in words.

Times are constant and chances 0 or 1, so that the log can be worked out with a pencil.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from ccsim.codes import Event
from ccsim.eventlog.chunk import Chunk, concatenate
from ccsim.overnight.cases import give_birth
from ccsim.overnight.night import Nights
from ccsim.plan.hours import wall_clock
from ccsim.plan.plan import Plan, make_plan
from ccsim.plan.state import State
from ccsim.replication import Engine, EngineName, make_engine
from ccsim.units import DAY, HOUR, MINUTE, SECOND
from in_words import lines_of
from playing import Keeper, scenario_of

DULL = {
    Event.CASE_OPENED,
    Event.CONTACT_ENDED,
    Event.SHIFT_STARTED,
    Event.SHIFT_ENDED,
    Event.BREAK_STARTED,
    Event.BREAK_ENDED,
}
"""Rows that are told only when a test asks for them."""
DUTY = frozenset({Event.SHIFT_STARTED, Event.SHIFT_ENDED, Event.BREAK_STARTED, Event.BREAK_ENDED})


@dataclass(frozen=True)
class Call:
    """An anonymous caller who dials, or a customer to whom a need arises."""

    at: str
    """Such as 09:00, 09:00:30, or 1d 09:00 for the second day."""
    number: int = 1
    queue: str = "calls"
    segment: str | None = None
    """The segment of a customer; None for an anonymous caller."""
    kind: str = "fault"
    off_script: bool = False
    back_office: bool = False
    data_error: bool = False
    cause: int = 0
    """The hidden cause, from 1 by name."""


def told(
    document: Mapping[str, Any],
    calls: Sequence[Call],
    engine: EngineName,
    show: frozenset[Event] = frozenset(),
    between: Callable[[Engine, int, State], None] | None = None,
) -> list[str]:
    """The log of a document with calls set by hand, a line for each row.

    `between` is called at the end of each day, with the engine that played it.
    """
    plan, log = played(document, calls, engine, between)
    return lines_of(plan, log, DULL - show)


def played(
    document: Mapping[str, Any],
    calls: Sequence[Call],
    engine: EngineName,
    between: Callable[[Engine, int, State], None] | None = None,
) -> tuple[Plan, Chunk]:
    """The plan of a document, and the log with calls set by hand."""
    plan = make_plan(scenario_of(with_defaults(document)))
    nights, player, keeper = Nights(plan, 1, 0), make_engine(engine, plan, 1, 0), Keeper()
    state = with_calls(plan, nights.first_state(), calls)
    for number in range(plan.total_days):
        state, day, written = nights.step(number, state)
        for chunk in (written, *player.play(day, state)):
            for reader in nights.readers:
                reader.add(chunk)
            keeper.add(chunk)
        if between is not None:
            between(player, number, state)
    return plan, concatenate(keeper.chunks)


def with_defaults(document: Mapping[str, Any]) -> dict[str, Any]:
    """A day, and one queue of one-minute calls for a team of one, where nothing else is said."""
    facts = dict(document)
    facts.setdefault("calendar", {"days": 1})
    facts.setdefault("teams", {"agents": {"headcount": 1}})
    facts.setdefault("queues", {"calls": {"teams": ["agents"]}})
    team = next(iter(facts["teams"]))
    queues = {
        name: {"talk": {"constant": "1m"}, "teams": [team]} | queue
        for name, queue in facts["queues"].items()
    }
    if "customers" not in facts:
        for queue in queues.values():
            queue["forecast"] = {"rate": 0} | queue.get("forecast", {})
    return facts | {"queues": queues}


def with_calls(plan: Plan, state: State, calls: Sequence[Call]) -> State:
    """The state with needs and callers that are due when the calls say so."""
    who = np.array([_address(plan, call) for call in calls], np.int64)
    kinds = [-1 if call.segment is None else plan.kind_names.index(call.kind) for call in calls]
    words = np.array([max(kind, 0) << 16 for kind in kinds], np.int64)
    due = np.array([_instant(plan, call.at) for call in calls], np.int64)
    queues = np.array([plan.queue_names.index(call.queue) for call in calls], np.int64)
    cases, rows = give_birth(state.cases, who, words, due, queues)
    for row, call, kind in zip(rows, calls, kinds, strict=True):
        if call.segment is not None:
            segment = plan.segment_names.index(call.segment)
            first = int(plan.tables.segments["first_customer"][segment])
            cases["segment"][row], cases["kind"][row] = segment, kind
            cases["customer"][row] = first + call.number
            cases["off_script"][row] = call.off_script
            cases["back_office"][row] = call.back_office
            cases["data_error"][row] = call.data_error
            cases["cause"][row] = call.cause
    return state._replace(cases=cases)


def _address(plan: Plan, call: Call) -> int:
    table, names, name = (
        (plan.tables.queues, plan.queue_names, call.queue)
        if call.segment is None
        else (plan.tables.segments, plan.segment_names, call.segment)
    )
    return (int(table["code"][names.index(name)]) << 32) | call.number


def _instant(plan: Plan, text: str) -> int:
    """A time of the local clock as an instant of the run."""
    day, _, clock = text.rpartition("d ")
    midnight = int(plan.day_starts[int(day or 0)])
    parts = [int(part) for part in clock.split(":")]
    wanted = sum(part * unit for part, unit in zip(parts, (HOUR, MINUTE, SECOND), strict=False))
    times = midnight + wanted + np.array([0, -HOUR, HOUR])
    shown = wall_clock(plan.scenario.calendar, times)
    return int(times[shown == wanted % DAY][0])
