"""The stories of single customers: what happened to the worst cases of a run."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple, get_args

import numpy as np

from ccsim.codes import Event, Reason
from ccsim.errors import UsageError
from ccsim.eventlog.chunk import Chunk
from ccsim.experiments.cases import (
    By,
    CaseRows,
    Hardships,
    NoSuchCase,
    Which,
    addressed,
    among,
    case_name,
    is_attempt,
    is_heard,
)  # fmt: skip
from ccsim.experiments.lanes import lanes, rows_of
from ccsim.experiments.replay import check_replication, plan_of_run, replay
from ccsim.experiments.replicate import Progress
from ccsim.experiments.telling import Moment, Teller
from ccsim.plan.plan import Plan
from ccsim.store.runs import StoredRun, open_run
from ccsim.units import format_duration

_WAITS = (
    Event.CONTACT_ANSWERED,
    Event.CONTACT_ABANDONED,
    Event.CONTACT_FLOWED_OUT,
    Event.CONTACT_DISCONNECTED,
)
_CLOSED = (
    Event.CASE_RESOLVED,
    Event.CASE_GIVEN_UP,
    Event.CASE_CLOSED_BY_LEAVING,
    Event.CASE_EXPIRED,
)


@dataclass(frozen=True)
class Journey:
    """What happened to one case."""

    case: str
    """Its address; `ccsim journey --case` finds it again."""
    contacts: int
    """Attempts of the customer's own: calls that companies make are no attempts."""
    agents: int
    waited_ms: int
    talked_ms: int
    open_at_end: bool
    moments: tuple[Moment, ...]
    open_ms: int = 0
    """From its first row to its end, or to that of the run."""
    pieces: tuple[dict[str, Any], ...] = ()
    """Who did what, from when to when: the rows of the swim-lane figure."""
    answered: int | None = None
    """Contacts that reached an agent."""
    broken: int = 0
    """Promises whose date passed in vain."""

    def lines(self) -> list[str]:
        """The story as text: a heading, the moments, how it ends."""
        end = ["  still open at the end of the run"] if self.open_at_end else []
        return [self.heading, *(f"  {moment}" for moment in self.moments), *end]

    @property
    def heading(self) -> str:
        """The case, and what it took, in a line."""
        calls = _count(self.contacts, "call")
        if self.answered not in (None, self.contacts):
            calls += f" ({self.answered} answered)"
        words = (
            f"{self.case}: {calls}, {_count(self.agents, 'agent')}, "
            f"{format_duration(self.waited_ms)} waiting, {format_duration(self.talked_ms)} "
            f"talking, open for {format_duration(self.open_ms)}"
        )
        if self.broken:
            words += f", {_count(self.broken, 'broken promise')}"
        return words

    @property
    def ending(self) -> str:
        """How it ends: still open, or the last moment."""
        return "still open" if self.open_at_end else self.moments[-1].text if self.moments else ""

    def to_json(self) -> dict[str, Any]:
        """The story as other tools read it."""
        moments = [_moment(one) for one in self.moments]
        return {
            "case": self.case,
            "contacts": self.contacts,
            "agents": self.agents,
            "waited_s": self.waited_ms / 1000,
            "talked_s": self.talked_ms / 1000,
            "open_at_end": self.open_at_end,
            "open_s": self.open_ms / 1000,
            "answered": self.answered,
            "broken_promises": self.broken,
            "moments": moments,
        }


class Pick(NamedTuple):
    """Which cases of a run are told of."""

    which: Which = "worst"
    by: By = "contacts"
    """What makes a case hard."""


def journey(
    run: Path | str,
    *,
    worst: int = 10,
    by: By = "contacts",
    which: Which = "worst",
    case: str | None = None,
    replication: int = 0,
) -> list[Journey]:
    """Tell the stories of the worst cases of a kept run, of the typical or lost, or of one case.

    The events are read from the log where it was kept; else the replication is played again.

    Args:
        run: the folder of the run.
        worst: how many stories.
        by: what the worst have most of: contacts, time on the phone, time open, or agents.
        which: the worst; the typical, the median case first; or the lost, whose customers gave up
            or left, the worst of them first.
        case: the address of one case, as a story prints it.
        replication: which replication, from 0.
    """
    if case is None:
        pick = Pick(which, by)
        return journeys(run, [pick], most=worst, replication=replication)[pick]
    stored = open_run(run)
    _check(stored, worst, replication)
    plan = plan_of_run(stored)
    rows = CaseRows(addressed(plan, case))
    replay(stored, plan, replication, [rows])
    found = rows.of_each()
    if not found:
        raise NoSuchCase(f"{case} does not occur in replication {replication} of this run")
    return [journey_of(plan, log) for log in found.values()]


def journeys(
    run: Path | str,
    picks: Sequence[Pick],
    *,
    most: int = 10,
    replication: int = 0,
    progress: Progress | None = None,
) -> dict[Pick, list[Journey]]:
    """Tell several kinds of stories of a kept run, which is looked through twice for all of them.

    Args:
        run: the folder of the run.
        picks: which cases.
        most: how many of each kind; fewer where the run has fewer.
        replication: which replication, from 0.
        progress: told how many days have been looked through, of how many.
    """
    stored = open_run(run)
    _check(stored, most, replication, picks)
    plan = plan_of_run(stored)
    hardships = Hardships(plan)
    replay(stored, plan, replication, [hardships, _Days(plan, progress)])
    keys = {pick: hardships.find(pick.which, most, pick.by) for pick in picks}
    rows = CaseRows(among([key for some in keys.values() for key in some]))
    replay(stored, plan, replication, [rows, _Days(plan, progress, again=True)])
    told = {key: journey_of(plan, log) for key, log in rows.of_each().items()}
    return {pick: [told[key] for key in some] for pick, some in keys.items()}


class _Days:
    """A listener that tells how far a run has been looked through."""

    def __init__(self, plan: Plan, progress: Progress | None, again: bool = False) -> None:
        self._starts, self._progress = plan.day_starts, progress
        self._days = plan.total_days
        self._before = self._days if again else 0

    def add(self, chunk: Chunk) -> None:
        """Tell the day that the log has come to."""
        if self._progress is not None and chunk.rows:
            day = int(np.searchsorted(self._starts, chunk.time[-1]))
            self._progress(self._before + min(day, self._days), 2 * self._days)


def _check(stored: StoredRun, worst: int, replication: int, picks: Sequence[Pick] = ()) -> None:
    """Refuse a question that the run has no answer to."""
    for known, asked in ((By, {one.by for one in picks}), (Which, {one.which for one in picks})):
        for word in asked - set(get_args(known)):
            raise UsageError(f"{word!r} is none of {', '.join(get_args(known))}")
    if worst < 1:
        raise UsageError(f"worst is {worst}; it must be at least 1")
    check_replication(stored, replication)


def journey_of(plan: Plan, log: Chunk) -> Journey:
    """The story of the case that the rows are about."""
    kind = int(log.kind[0])
    name = case_name(plan, int(log.who[0]), int(log.case[0]), kind)
    attempts, teller = is_attempt(plan, log), Teller(plan)
    answered = attempts & (log.event == Event.CONTACT_ANSWERED)
    # Who is called back is off the phone meanwhile.
    waits = attempts & np.isin(log.event, _WAITS) & (log.reason != Reason.CALLBACK)
    talks = (attempts | is_heard(plan, log)) & (log.event == Event.LEG_ENDED)
    closed = log.time[np.isin(log.event, _CLOSED)].tolist()
    lasts = kind >= 0 and not closed
    ends = int(plan.horizon) if lasts else closed[0] if closed else int(log.time[-1])
    return Journey(
        case=name,
        contacts=int((attempts & (log.event == Event.CONTACT_ARRIVED)).sum()),
        agents=len(set(log.agent[answered].tolist())),
        waited_ms=int(log.value[waits].sum()),
        talked_ms=int(log.value[talks].sum()),
        open_at_end=lasts,
        moments=tuple(teller.tell(log)),
        open_ms=ends - int(log.time[0]),
        pieces=tuple(rows_of(teller, lanes(plan, log))),
        answered=len(set(log.contact[answered].tolist())),
        broken=int((log.event == Event.PROMISE_BROKEN).sum()),
    )


def _moment(one: Moment) -> dict[str, str]:
    """A moment as other tools read it; what was said and what was true where somebody spoke."""
    told = {"said": one.said, "true": one.true} if one.said else {}
    return {"at": one.at.isoformat(), "text": one.text} | told


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
