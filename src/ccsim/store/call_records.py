"""Call records of a played run: a row for each call in each queue, as `intake.calls` reads them."""

from collections.abc import Iterable
from pathlib import Path
from typing import Final

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from ccsim.codes import Event, Outcome
from ccsim.eventlog.chunk import Chunk, concatenate
from ccsim.eventlog.reading import is_among, order_by, same_as_next
from ccsim.intake.calls import ABANDONED, ANSWERED, BLOCKED, CONTAINED, FLOWED_OUT
from ccsim.plan.hours import wall_clock
from ccsim.plan.plan import Plan
from ccsim.spec.channels import WRITTEN
from ccsim.store.places import whole_file
from ccsim.units import DAY, SECOND

Ints = NDArray[np.int64]

COLUMNS: Final = (
    "arrived", "queue", "priority", "wait_s", "outcome", "talk_s", "wrap_up_s", "agent",
    "customer", "reason",
)  # fmt: skip
_KEPT: Final = (
    Event.QUEUE_ENTERED, Event.CONTACT_ANSWERED, Event.CONTACT_ABANDONED, Event.CONTACT_BLOCKED,
    Event.CONTACT_FLOWED_OUT, Event.CONTACT_DISCONNECTED, Event.LEG_ENDED, Event.WRAP_UP_ENDED,
    Event.IVR_LEFT,
)  # fmt: skip
_OUTCOME_OF: Final = {
    Event.CONTACT_ANSWERED: ANSWERED, Event.CONTACT_ABANDONED: ABANDONED,
    Event.CONTACT_FLOWED_OUT: FLOWED_OUT, Event.CONTACT_DISCONNECTED: FLOWED_OUT,
    Event.CONTACT_BLOCKED: BLOCKED, Event.IVR_LEFT: CONTAINED,
}  # fmt: skip
_TO_THE_QUEUE: Final = (int(Outcome.NONE), int(Outcome.ONWARD), int(Outcome.MISROUTED))
"""Ways out of a menu after which the caller waits for an agent."""


class CallRecordsOf:
    """A listener that keeps of one replication what its call records say."""

    def __init__(self, plan: Plan) -> None:
        self._plan = plan
        self._chunks: list[Chunk] = []

    def add(self, chunk: Chunk) -> None:
        """Take in a stretch of the log."""
        rows = np.flatnonzero(is_among(chunk.event, map(int, _KEPT)))
        self._chunks.append(Chunk._make(column[rows] for column in chunk))

    def frame(self) -> pd.DataFrame:
        """The calls so far, as `call_records` gives them."""
        return call_records(self._plan, self._chunks)


def call_records(plan: Plan, chunks: Iterable[Chunk]) -> pd.DataFrame:
    """What a centre's telephone system would have written down of a replication.

    A row for each time that somebody waited for an agent on the phone or in a chat, in the order
    in which they came; who was passed on has several. Customers and agents have running numbers.
    Those who still waited or talked at the end of the run are left out, and so are those who
    dialled while the queue was closed: no telephone system knows what became of them.

    Args:
        plan: the scenario of the run.
        chunks: the log of one replication, in stretches.
    """
    log = concatenate(list(chunks))
    rows = np.flatnonzero(is_among(log.event, map(int, _KEPT)) & _spoken(plan, log))
    rows = rows[order_by(log.who[rows], log.case[rows], log.contact[rows], log.leg[rows])]
    log = Chunk._make(column[rows] for column in log)
    new = np.append(True, ~same_as_next(log.who, log.case, log.contact, log.leg))[: log.rows]
    leg = np.cumsum(new) - 1
    count = int(leg[-1]) + 1 if log.rows else 0
    ending = is_among(log.event, map(int, _OUTCOME_OF)) & ~_goes_on(log)
    ended = _first_row(leg, ending, count)
    entered = _first_row(leg, log.event == int(Event.QUEUE_ENTERED), count)
    talked = _first_row(leg, log.event == int(Event.LEG_ENDED), count)
    wrapped = _first_row(leg, log.event == int(Event.WRAP_UP_ENDED), count)
    event = np.where(ended >= 0, log.event[ended], 0)
    whole = (ended >= 0) & ((event != int(Event.CONTACT_ANSWERED)) | (talked >= 0))
    ended, entered, talked, wrapped = (one[whole] for one in (ended, entered, talked, wrapped))
    came = np.where(entered >= 0, log.time[entered], log.time[ended])
    arrived = _local(plan, came)
    order = np.argsort(came, kind="stable")
    waited = is_among(log.event[ended], _WAITED)
    answered = log.event[ended] == int(Event.CONTACT_ANSWERED)
    queue = log.queue[ended]
    frame = pd.DataFrame({
        "arrived": arrived,
        "queue": np.array(plan.queue_names, object)[queue],
        "priority": np.asarray(_priorities(plan), np.int64)[queue],
        "wait_s": np.where(waited, log.value[ended] / SECOND, 0.0),
        "outcome": [_OUTCOME_OF[Event(int(one))] for one in log.event[ended]],
        "talk_s": np.where(answered, _value(log, talked), np.nan),
        "wrap_up_s": np.where(answered, np.nan_to_num(_value(log, wrapped)), np.nan),
        "agent": pd.array(np.where(answered, log.agent[ended], -1), dtype="Int64"),
        "customer": _customers(plan, log, ended),
        "reason": log.kind[ended],
    }, columns=list(COLUMNS)).iloc[order].reset_index(drop=True)  # fmt: skip
    for column in ("agent", "reason"):
        frame[column] = (frame[column].astype("Int64") + 1).mask(frame[column] < 0)
    frame["customer"] = pd.factorize(frame["customer"])[0] + 1
    return frame


def write_call_records(frame: pd.DataFrame, path: Path) -> None:
    """Write call records as CSV, whole or not at all.

    Raises:
        UsageError: nothing can be written there.
    """
    with whole_file(path) as draft:
        frame.to_csv(draft, index=False, date_format="%Y-%m-%d %H:%M:%S.%f", float_format="%.3f")


_WAITED: Final = [
    int(Event.CONTACT_ANSWERED), int(Event.CONTACT_ABANDONED), int(Event.CONTACT_FLOWED_OUT),
    int(Event.CONTACT_DISCONNECTED),
]  # fmt: skip


def _spoken(plan: Plan, log: Chunk) -> NDArray[np.bool_]:
    """Which rows are of a queue in which people wait; nobody waits for an answer to a letter."""
    written = np.array([channel in WRITTEN for channel in plan.queue_channel])
    return np.asarray((log.queue >= 0) & ~written[log.queue], np.bool_)


def _goes_on(log: Chunk) -> NDArray[np.bool_]:
    """Which rows are ways out of a menu to the queue behind it."""
    left = log.event == int(Event.IVR_LEFT)
    return np.asarray(left & np.isin(log.reason, _TO_THE_QUEUE), np.bool_)


def _first_row(leg: Ints, marked: NDArray[np.bool_], count: int) -> Ints:
    """The first row of each leg that is marked; -1 where none is."""
    found = np.full(count, -1, np.int64)
    rows = np.flatnonzero(marked)[::-1]
    found[leg[rows]] = rows
    return found


def _value(log: Chunk, rows: Ints) -> NDArray[np.float64]:
    return np.where(rows >= 0, log.value[rows] / SECOND, np.nan)


def _local(plan: Plan, times: Ints) -> "NDArray[np.datetime64]":
    """What calendar and clock on the wall show at these times."""
    calendar = plan.scenario.calendar
    day = np.clip(np.searchsorted(plan.day_starts, times, "right") - 1, 0, plan.total_days)
    midnight = np.datetime64(calendar.start, "ms") + day * np.timedelta64(DAY, "ms")
    shown = wall_clock(calendar, times).astype("timedelta64[ms]")
    return np.asarray(midnight + shown, "datetime64[ms]")


def _priorities(plan: Plan) -> list[int]:
    return [queue.priority for queue in plan.scenario.queues.values()]


def _customers(plan: Plan, log: Chunk, rows: Ints) -> list[tuple[int, int]]:
    """Who called: a customer is the same whatever it calls about, an anonymous caller of a day."""
    segments = np.array(sorted(plan.segment_codes), np.int64)
    lasting = np.isin(log.who[rows] >> 32, segments)
    case = np.where(lasting, -1, log.case[rows])
    return list(zip(log.who[rows].tolist(), case.tolist(), strict=True))
