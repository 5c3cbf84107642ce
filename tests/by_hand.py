"""Tiny worlds whose calls are set by hand, and their logs in words.

Times are constant and chances 0 or 1, so that the log can be worked out with a pencil.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from ccsim.codes import (
    Ear,
    Event,
    Figure,
    LeavingCause,
    Outcome,
    Reason,
    Superior,
    Telling,
    TicketResult,
    Update,
)
from ccsim.eventlog.chunk import Chunk, concatenate
from ccsim.overnight.cases import give_birth
from ccsim.overnight.night import Nights
from ccsim.plan.hours import wall_clock
from ccsim.plan.plan import Plan, make_plan
from ccsim.plan.state import State
from ccsim.replication import Engine, EngineName, make_engine
from ccsim.units import DAY, HOUR, MINUTE, SECOND
from decoding import agent_names
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
_STORIES = (Event.WORD_OF_MOUTH, Event.PROSPECTS_TURNED)
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
    return _lines(plan, log, DULL - show)


def played(
    document: Mapping[str, Any],
    calls: Sequence[Call],
    engine: EngineName,
    between: Callable[[Engine, int, State], None] | None = None,
) -> tuple[Plan, Chunk]:
    """The plan of a document, and the log with calls set by hand."""
    plan = make_plan(scenario_of(with_defaults(document)))
    nights, player, keeper = Nights(plan, 1, 0), make_engine(engine, plan, 1, 0), Keeper()
    state = _with_calls(plan, nights.first_state(), calls)
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


def _with_calls(plan: Plan, state: State, calls: Sequence[Call]) -> State:
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


def _lines(plan: Plan, log: Any, hidden: set[Event] | frozenset[Event]) -> list[str]:
    agents, lines = agent_names(plan), []
    for row in zip(*(column.tolist() for column in log), strict=True):
        time, event, who, _, _, leg, queue, department, agent, kind, reason, value = row
        if Event(event) in hidden or (event == Event.QUEUE_ENTERED and leg == 0):
            continue
        words = _WORDS_OF_REASON.get((Event(event), reason), _WORDS[Event(event)]).format(
            who=_name(plan, who),
            queue=plan.queue_names[queue],
            desk=plan.department_names[department] if department >= 0 else "",
            agent=agents[agent],
            reason=""
            if reason == Reason.FRESH
            else f" ({Reason(reason).name.lower()})"
            if event == Event.CONTACT_ARRIVED
            else "",
            outcome=Outcome(reason).name.lower().replace("_", " "),
            superior=_superior(reason) if event == Event.SUPERVISOR_ASKED else "",
            helper="comes over" if reason else "is not free",
            cured=TicketResult(reason).name.lower().replace("_", " ")
            if event == Event.TICKET_DONE
            else "",
            to=plan.department_names[value] if event == Event.TICKET_PASSED else "",
            child=plan.kind_names[reason]
            if event in (Event.CASE_BEGETS, Event.CASE_REOPENED)
            else "",
            telling=Telling(reason).name.lower() if event in _STORIES else "",
            why=LeavingCause(reason).name.lower().replace("_", " ")
            if event == Event.LEFT_BECAUSE
            else "",
            figure=Figure(reason).name.lower().replace("_", " ")
            if event == Event.FIGURE_PUBLISHED
            else "",
            found="a breach" if reason else "no breach",
            number=reason,
            share=f"{value / 1e6:.2f}",
            days=value,
            after=_duration(value),
            count=value,
            due="no date" if value < 0 else f"by {_clock(plan, value)}",
            slot=_clock(plan, max(value, 0)),
            news=Update(reason).name.lower().replace("_", " ")
            if event == Event.UPDATE_SENT
            else "",
            **_of_causes(plan, event, kind, reason, value),
        )
        lines.append(f"{_clock(plan, time)} {words}")
    return lines


_OF_CAUSES = (Event.CAUSE_FOUND, Event.CAUSE_REVIEWED, Event.CAUSE_FUNDED, Event.CAUSE_FIXED)


def _of_causes(plan: Plan, event: int, kind: int, reason: int, value: int) -> dict[str, str]:
    """The words of rows about causes."""
    if event == Event.MANAGERS_LISTENED:
        return {"function": plan.causes.functions[reason]}
    if event not in _OF_CAUSES:
        return {}
    name = plan.causes.names[int(plan.causes.first[kind]) + reason - 1]
    by = Ear(value).name.lower().replace("_", " ") if event == Event.CAUSE_FOUND else ""
    return {"cause": name, "by": by}


_WORDS = {
    Event.CONTACT_ARRIVED: "{who} dials{reason}",
    Event.CONTACT_BLOCKED: "{who} hears a busy signal",
    Event.CONTACT_CLOSED_OUT: "{who} finds it closed",
    Event.QUEUE_ENTERED: "{who} is passed on to {queue}",
    Event.CONTACT_ANSWERED: "{agent} answers {who} after {after}",
    Event.CONTACT_ABANDONED: "{who} hangs up after {after}",
    Event.CONTACT_FLOWED_OUT: "{who} is sent elsewhere after {after}",
    Event.CONTACT_DISCONNECTED: "{who} is cut off after {after}",
    Event.LEG_ENDED: "{agent} ends with {who} after {after}: {outcome}",
    Event.CONTACT_ENDED: "{who} is off the line after {after}",
    Event.WRAP_UP_ENDED: "{agent} has written up {who} in {after}",
    Event.SHIFT_STARTED: "{agent} comes",
    Event.SHIFT_ENDED: "{agent} goes, overtime {after}",
    Event.BREAK_STARTED: "{agent} takes a break",
    Event.BREAK_ENDED: "{agent} is back",
    Event.AGENT_ABSENT: "{agent} is absent for {after}",
    Event.CASE_OPENED: "{who} needs something",
    Event.CASE_RESOLVED: "{who} is helped after {after}",
    Event.CASE_GIVEN_UP: "{who} gives up after {after}",
    Event.CASE_CLOSED_BY_LEAVING: "{who} takes the case along after {after}",
    Event.TICKET_OPENED: "{desk} gets a {outcome} for {who}, {due}",
    Event.TICKET_DONE: "{desk} is done with {who} after {after}: {cured}",
    Event.PROMISE_KEPT: "{desk} keeps its promise to {who}",
    Event.PROMISE_BROKEN: "{desk} breaks its promise to {who}",
    Event.CUSTOMER_LEFT: "{who} leaves",
    Event.OWNER_CALLED: "the owner calls {who}",
    Event.TRANSFER_LOST: "{who} is put through to {queue}, where nobody is",
    Event.DUMPING_DETECTED: "{agent} is caught, and behaves for {after}",
    Event.TICKET_ARRIVED: "{desk} has the ticket of {who} after {after}",
    Event.INCIDENT_STRUCK: "an incident strikes {count}",
    Event.INCIDENT_REPAIRED: "the incident is repaired after {after}",
    Event.PROMISE_GIVEN: "{desk} promises {who} again, {due}",
    Event.IVR_ENTERED: "{who} hears the menu",
    Event.IVR_LEFT: "{who} leaves the menu after {after}: {outcome}",
    Event.CALLBACK_UNANSWERED: "{agent} rings {who} in vain for {after}",
    Event.CONTACT_LEFT_SILENTLY: "{who} is gone without a word after {after}",
    Event.SUPERVISOR_ASKED: "{agent} asks a superior for {who}: {superior}",
    Event.FAKE_DISCOVERED: "{who} finds out who the superior was",
    Event.FLOOR_WALKER_ASKED: "{agent} asks the floor for {who}: a colleague {helper}",
    Event.CASE_BEGETS: "a {child} comes of it for {who}, {due}",
    Event.CASE_REOPENED: "the {child} of {who} is not over, {due}",
    Event.TICKET_PASSED: "{desk} passes the ticket of {who} on to {to}",
    Event.TICKET_RETRIED: "{desk} will come back to {who}, {due}",
    Event.UPDATE_SENT: "{desk} sends {who} a message: {news}",
    Event.VISIT_BOOKED: "{desk} will visit {who} at {slot}",
    Event.VISIT_MADE: "{desk} at the door of {who}: {outcome}",
    Event.FOLLOWED_UP: "{desk} tells {who} a new date, {due}",
    Event.REGULATOR_COMPLAINT: "{who} complains to the regulator after {after}",
    Event.INSPECTED: "the regulator looks at {who}: {found}",
    Event.TARGET_MISSED: "target {number} is missed: {share}",
    Event.TARGET_TIGHTENED: "target {number} is tightened: {share}",
    Event.DEADLINE_SET: "{who} needs it {due}",
    Event.CREDIT_DUE: "{who} is credited for day {days}",
    Event.DEADLINE_MISSED: "the deadline of {who} passes",
    Event.AGENT_QUIT: "{agent} quits",
    Event.AGENT_HIRED: "{agent} is found after {days} days",
    Event.AGENT_STARTED: "{agent} is new, after {days} days",
    Event.TRAINING_DAY: "{agent} learns for {after}",
    Event.TEAM_STRESS: "the team of {agent} is under stress: {share}",
    Event.TEAM_KNOWLEDGE: "the team of {agent} knows of the trade: {share}",
    Event.PIT_STOP_ENTERED: "{agent} goes to the pit stop",
    Event.PIT_STOP_LEFT: "{agent} comes back from the pit stop after {days} days",
    Event.TEAM_TRAINED: "of the team of {agent} have been in the pit stop: {share}",
    Event.TEAM_UPLIFT: "of the pit stop the team of {agent} has left: {share}",
    Event.TEAM_COURTESY: "the courtesy of the team of {agent} is now {days} of 1000",
    Event.FALSE_PROMISES: "dates of {desk} that agents did not believe: {count}",
    Event.CLOSED_FAST: "{agent} closes {who} fast, {after} early",
    Event.LOOKED_FURTHER: "{agent} looks further for {who}, {after}",
    Event.CASE_EXPIRED: "{who} stops: too late after {after}",
    Event.CAUSE_FOUND: "{cause} is found: {by}",
    Event.CAUSE_REVIEWED: "{cause} is reviewed: heard of {count} times",
    Event.CAUSE_FUNDED: "{cause} will be fixed {due}",
    Event.CAUSE_FIXED: "{cause} is fixed after {after}",
    Event.MANAGERS_LISTENED: "{function} has listened for {after}",
    Event.FIGURE_PUBLISHED: "published: {figure} {share}",
    Event.CROSS_SOLD: "{who} buys more",
    Event.WORD_OF_MOUTH: "{who} tells {count}: {telling}",
    Event.PROSPECTS_TURNED: "{count} of them turn: {telling}",
    Event.NEED_SUPPRESSED: "{who} does not even call",
    Event.LEFT_BECAUSE: "of {why}",
}
_WORDS_OF_REASON = {
    (Event.CONTACT_ARRIVED, Reason.CALLBACK): "{who} is to be called back",
    (Event.CONTACT_ANSWERED, Reason.CALLBACK): "{agent} calls {who} back after {after}",
    (Event.CONTACT_CLOSED_OUT, 1): "{who} finds it closed, though it is said to be open",
    (Event.LOOKED_FURTHER, 1): "{agent} looks further for {who}, {after}, and finds out",
    (Event.CONTACT_FLOWED_OUT, 1): "{who} asks to be called back",
    (Event.CONTACT_DISCONNECTED, Reason.CALLBACK): "{who} is forgotten after {after}",
}
"""Rows whose reason says something else."""


def _superior(reason: int) -> str:
    return Superior(reason).name.lower()


def _name(plan: Plan, who: int) -> str:
    for table, names in (
        (plan.tables.queues, plan.queue_names),
        (plan.tables.segments, plan.segment_names),
    ):
        for code, name in zip(table["code"].tolist(), names, strict=True):
            if code == who >> 32:
                return f"{name} {who & 0xFFFFFFFF}"
    return ""


def _clock(plan: Plan, time: int) -> str:
    day = int(np.searchsorted(plan.day_starts, time, side="right")) - 1
    clock = int(wall_clock(plan.scenario.calendar, [time])[0])
    return (f"{day}d " if day else "") + _hand(clock)


def _hand(clock: int) -> str:
    seconds = clock // SECOND
    text = f"{seconds // 3600:02}:{seconds // 60 % 60:02}"
    return text + (f":{seconds % 60:02}" if seconds % 60 else "")


def _duration(milliseconds: int) -> str:
    if milliseconds == 0:
        return "0s"
    parts, rest = [], milliseconds // SECOND
    for unit, size in (("h", 3600), ("m", 60), ("s", 1)):
        count, rest = divmod(rest, size)
        if count:
            parts.append(f"{count}{unit}")
    return "".join(parts)
