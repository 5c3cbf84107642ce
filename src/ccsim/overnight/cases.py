"""Rows for tomorrow's cases: finished ones are cleared away, new ones are born."""

import numpy as np
import numpy.typing as npt

from ccsim.codes import CaseStatus
from ccsim.eventlog.reading import is_among
from ccsim.overnight.marks import marked
from ccsim.plan.records import Integers, Records
from ccsim.plan.state import CASE, State
from ccsim.units import NEVER

Address = tuple[int, int]
"""Who, and which case."""
_CLOSED = (CaseStatus.RESOLVED, CaseStatus.GIVEN_UP, CaseStatus.ENDED, CaseStatus.EXPIRED)

_NEWBORN = np.zeros(1, CASE)
for _name in (
    "customer", "segment", "kind", "before", "behind", "next_ticket", "promise", "next_queue",
    "department", "asked_at", "last_agent", "deadline", "breach",
):  # fmt: skip
    _NEWBORN[_name] = -1
_NEWBORN["opened"] = -1  # the customer has not called yet
_NEWBORN["live"] = 1
_NEWBORN["status"] = CaseStatus.SCHEDULED
_NEWBORN["due"] = NEVER


def clear_finished(cases: Records) -> None:
    """Frees the rows of cases that are closed and on no department's desk."""
    status = cases["status"]
    closed = is_among(status, _CLOSED) | ((cases["left"] == 1) & (status != CaseStatus.IN_CONTACT))
    cases["live"][closed & (cases["ticket"] == 0)] = 0


def live_cases(cases: Records) -> set[Address]:
    """The addresses of the cases that are not over."""
    live = cases["live"] == 1
    return set(zip(cases["who"][live].tolist(), cases["word"][live].tolist(), strict=True))


def attempts_of(state: State, customer: Integers, who: Integers, word: Integers) -> Integers:
    """How often these customers have tried about cases of today, at their addresses."""
    if not len(customer):
        return np.empty(0, np.int64)
    cases, meant = state.cases, marked(state.customers, customer)
    theirs = np.flatnonzero(cases["live"] == 1)
    theirs = theirs[meant[cases["customer"][theirs]]]  # a few others do no harm below
    columns = (cases["who"][theirs].tolist(), cases["word"][theirs].tolist())
    tried = dict(zip(zip(*columns, strict=True), cases["attempts"][theirs].tolist(), strict=True))
    asked = zip(who.tolist(), word.tolist(), strict=True)
    return np.array([tried[case] for case in asked], np.int64)


def give_birth(
    cases: Records, who: Integers, word: Integers, due: Integers, entry_queue: Integers
) -> tuple[Records, npt.NDArray[np.intp]]:
    """Finds or makes room for new cases and fills in who they are and when they first call.

    Returns:
        The table, grown if it was full, and the rows of the new cases in their order.
    """
    free = np.flatnonzero(cases["live"] == 0)
    missing = len(who) - len(free)
    if missing > 0:
        grown = np.zeros(max(2 * len(cases), len(cases) + missing, 64), CASE)
        _whole(grown)[: len(cases)] = _whole(cases)
        free = np.concatenate([free, np.arange(len(cases), len(grown))])
        cases = grown
    rows = free[: len(who)]
    # Events that still wait for an earlier tenant of the row must not find their stamp again.
    stamps, ticket_stamps = cases["stamp"][rows] + 1, cases["ticket_stamp"][rows] + 1
    _whole(cases)[rows] = _whole(_NEWBORN)
    cases["stamp"][rows], cases["ticket_stamp"][rows] = stamps, ticket_stamps
    cases["who"][rows], cases["word"][rows], cases["due"][rows] = who, word, due
    cases["entry_queue"][rows], cases["queue"][rows] = entry_queue, entry_queue
    return cases, rows


def due_between(cases: Records, starts: int, ends: int) -> npt.NDArray[np.intp]:
    """Rows whose next attempt falls due in a stretch of time, by time and then by identity."""
    due = cases["due"]
    wanted = (due >= starts) & (due < ends) & (cases["live"] == 1) & (cases["left"] == 0)
    rows = np.flatnonzero(wanted & (cases["status"] == CaseStatus.SCHEDULED))
    times = due[rows]
    rows = rows[np.argsort(times, kind="stable")]
    times = due[rows]
    same = np.flatnonzero(times[1:] == times[:-1])
    if len(same):
        places = np.union1d(same, same + 1)
        tied = rows[places]
        order = np.lexsort((cases["word"][tied], cases["who"][tied], times[places]))
        rows[places] = tied[order]
    return rows


def _whole(records: Records) -> npt.NDArray[np.void]:
    """The same records, each as one piece of memory: numpy copies them field by field otherwise."""
    return records.view(f"V{records.dtype.itemsize}")
