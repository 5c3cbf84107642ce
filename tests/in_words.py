"""The log of a run in words, a line for each row, for people who check it with a pencil."""

from collections.abc import Collection
from enum import IntEnum

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
from ccsim.eventlog.chunk import Chunk
from ccsim.plan.hours import wall_clock
from ccsim.plan.plan import Plan
from ccsim.units import SECOND
from decoding import agent_names

_WORDS = {
    Event.CONTACT_ARRIVED: "{who} dials{reason}",
    Event.CONTACT_BLOCKED: "{who} hears a busy signal",
    Event.CONTACT_CLOSED_OUT: "{who} finds it closed",
    Event.QUEUE_ENTERED: "{who} is passed on to {queue}",
    Event.CONTACT_ANSWERED: "{agent} answers {who} after {after}",
    Event.CONTACT_ABANDONED: "{who} hangs up after {after}",
    Event.CONTACT_FLOWED_OUT: "{who} is sent elsewhere after {after}",
    Event.CONTACT_DISCONNECTED: "{who} is cut off after {after}",
    Event.LEG_ENDED: "{agent} ends with {who} after {after}: {reason}",
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
    Event.TICKET_OPENED: "{desk} gets a {reason} for {who}, {due}",
    Event.TICKET_DONE: "{desk} is done with {who} after {after}: {reason}",
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
    Event.IVR_LEFT: "{who} leaves the menu after {after}: {reason}",
    Event.CALLBACK_UNANSWERED: "{agent} rings {who} in vain for {after}",
    Event.CONTACT_LEFT_SILENTLY: "{who} is gone without a word after {after}",
    Event.SUPERVISOR_ASKED: "{agent} asks a superior for {who}: {reason}",
    Event.FAKE_DISCOVERED: "{who} finds out who the superior was",
    Event.FLOOR_WALKER_ASKED: "{agent} asks the floor for {who}: a colleague {reason}",
    Event.CASE_BEGETS: "a {reason} comes of it for {who}, {due}",
    Event.CASE_REOPENED: "the {reason} of {who} is not over, {due}",
    Event.TICKET_PASSED: "{desk} passes the ticket of {who} on to {to}",
    Event.TICKET_RETRIED: "{desk} will come back to {who}, {due}",
    Event.UPDATE_SENT: "{desk} sends {who} a message: {reason}",
    Event.VISIT_BOOKED: "{desk} will visit {who} at {slot}",
    Event.VISIT_MADE: "{desk} at the door of {who}: {reason}",
    Event.FOLLOWED_UP: "{desk} tells {who} a new date, {due}",
    Event.REGULATOR_COMPLAINT: "{who} complains to the regulator after {after}",
    Event.INSPECTED: "the regulator looks at {who}: {reason}",
    Event.TARGET_MISSED: "target {reason} is missed: {share}",
    Event.TARGET_TIGHTENED: "target {reason} is tightened: {share}",
    Event.DEADLINE_SET: "{who} needs it {due}",
    Event.CREDIT_DUE: "{who} is credited for day {count}",
    Event.DEADLINE_MISSED: "the deadline of {who} passes",
    Event.AGENT_QUIT: "{agent} quits",
    Event.AGENT_HIRED: "{agent} is found after {count} days",
    Event.AGENT_STARTED: "{agent} is new, after {count} days",
    Event.TRAINING_DAY: "{agent} learns for {after}",
    Event.TEAM_STRESS: "the team of {agent} is under stress: {share}",
    Event.TEAM_KNOWLEDGE: "the team of {agent} knows of the trade: {share}",
    Event.PIT_STOP_ENTERED: "{agent} goes to the pit stop",
    Event.PIT_STOP_LEFT: "{agent} comes back from the pit stop after {count} days",
    Event.TEAM_TRAINED: "of the team of {agent} have been in the pit stop: {share}",
    Event.TEAM_UPLIFT: "of the pit stop the team of {agent} has left: {share}",
    Event.TEAM_COURTESY: "the courtesy of the team of {agent} is now {count} of 1000",
    Event.FALSE_PROMISES: "dates of {desk} that agents did not believe: {count}",
    Event.CLOSED_FAST: "{agent} closes {who} fast, {after} early",
    Event.LOOKED_FURTHER: "{agent} looks further for {who}, {after}",
    Event.CASE_EXPIRED: "{who} stops: too late after {after}",
    Event.CAUSE_FOUND: "{cause} is found: {by}",
    Event.CAUSE_REVIEWED: "{cause} is reviewed: heard of {count} times",
    Event.CAUSE_FUNDED: "{cause} will be fixed {due}",
    Event.CAUSE_FIXED: "{cause} is fixed after {after}",
    Event.MANAGERS_LISTENED: "{function} has listened for {after}",
    Event.FIGURE_PUBLISHED: "published: {reason} {share}",
    Event.CROSS_SOLD: "{who} buys more",
    Event.WORD_OF_MOUTH: "{who} tells {count}: {reason}",
    Event.PROSPECTS_TURNED: "{count} of them turn: {reason}",
    Event.NEED_SUPPRESSED: "{who} does not even call",
    Event.LEFT_BECAUSE: "of {reason}",
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
_CODES: dict[Event, type[IntEnum]] = {
    Event.LEG_ENDED: Outcome,
    Event.IVR_LEFT: Outcome,
    Event.TICKET_OPENED: Outcome,
    Event.VISIT_MADE: Outcome,
    Event.TICKET_DONE: TicketResult,
    Event.UPDATE_SENT: Update,
    Event.SUPERVISOR_ASKED: Superior,
    Event.WORD_OF_MOUTH: Telling,
    Event.PROSPECTS_TURNED: Telling,
    Event.LEFT_BECAUSE: LeavingCause,
    Event.FIGURE_PUBLISHED: Figure,
}
"""What the reason of a row is a code of."""
_YES_OR_NO = {
    Event.INSPECTED: ("no breach", "a breach"),
    Event.FLOOR_WALKER_ASKED: ("is not free", "comes over"),
}
_OF_CAUSES = (Event.CAUSE_FOUND, Event.CAUSE_REVIEWED, Event.CAUSE_FUNDED, Event.CAUSE_FIXED)


def lines_of(plan: Plan, log: Chunk, hidden: Collection[Event]) -> list[str]:
    """The rows of a log that are not of hidden events, each with its time."""
    agents, lines = agent_names(plan), []
    for row in zip(*(column.tolist() for column in log), strict=True):
        time, number, who, _, _, leg, queue, department, agent, kind, reason, value = row
        event = Event(number)
        if event in hidden or (event == Event.QUEUE_ENTERED and leg == 0):
            continue
        words = _WORDS_OF_REASON.get((event, reason), _WORDS[event]).format(
            who=_name(plan, who),
            queue=plan.queue_names[queue],
            desk=plan.department_names[department] if department >= 0 else "",
            agent=agents[agent],
            reason=_reason(plan, event, reason),
            to=plan.department_names[value] if event == Event.TICKET_PASSED else "",
            count=value,
            share=f"{value / 1e6:.2f}",
            after=_duration(value),
            due="no date" if value < 0 else f"by {_clock(plan, value)}",
            slot=_clock(plan, max(value, 0)),
            **_of_causes(plan, event, kind, reason, value),
        )
        lines.append(f"{_clock(plan, time)} {words}")
    return lines


def _reason(plan: Plan, event: Event, reason: int) -> str:
    """What the reason of a row tells."""
    if event == Event.CONTACT_ARRIVED:
        return "" if reason == Reason.FRESH else f" ({Reason(reason).name.lower()})"
    if event in (Event.CASE_BEGETS, Event.CASE_REOPENED):
        return plan.kind_names[reason]
    if event in _YES_OR_NO:
        return _YES_OR_NO[event][reason != 0]
    return _spoken(_CODES[event](reason)) if event in _CODES else str(reason)


def _of_causes(plan: Plan, event: Event, kind: int, reason: int, value: int) -> dict[str, str]:
    """The words of rows about causes."""
    if event == Event.MANAGERS_LISTENED:
        return {"function": plan.causes.functions[reason]}
    if event not in _OF_CAUSES:
        return {}
    name = plan.causes.names[int(plan.causes.first[kind]) + reason - 1]
    return {"cause": name, "by": _spoken(Ear(value)) if event == Event.CAUSE_FOUND else ""}


def _spoken(code: IntEnum) -> str:
    return code.name.lower().replace("_", " ")


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
