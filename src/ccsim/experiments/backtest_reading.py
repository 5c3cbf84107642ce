"""The history that a back-test is held against: read as its scenario remembers, queues matched."""

import datetime as dt
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

from ccsim.errors import UsageError
from ccsim.experiments.history_days import ALL_QUEUES, with_empty_intervals
from ccsim.experiments.unlike_days import Unlike, record_of, unlike_days, without_days
from ccsim.intake.files import bytes_of
from ccsim.intake.history import History
from ccsim.intake.history_columns import is_history
from ccsim.intake.history_files import read_histories
from ccsim.intake.history_names import scenario_names
from ccsim.intake.history_rows import DAY_MINUTES
from ccsim.intake.tables import read_head
from ccsim.spec.scenario import Scenario
from ccsim.units import MINUTE, SECOND

if TYPE_CHECKING:
    from ccsim.intake.calls import CallRecords

_PLAIN: Final = 30
"""Minutes: histories in shorter intervals are compared in half-hours."""


class Read(NamedTuple):
    """What a back-test is held against."""

    history: History
    """In the intervals that are compared."""
    calls: "CallRecords | None"
    """The call records that it was made of, if it was."""
    queues: dict[str, str]
    """The scenario's queue for each of the history's."""
    notices: tuple[str, ...]
    unlike: tuple[Unlike, ...] = ()
    """Days that are left out, and why."""
    before: frozenset[str] = frozenset()
    """The history's queues that had calls before the days that are compared."""


def read_past(
    facts: Scenario,
    history: History | Path | str | Sequence[Path | str],
    columns: Mapping[str, str] | None,
    queues: Mapping[str, str],
    start: dt.date | None,
    end: dt.date | None,
    times_in: str | None = None,
) -> Read:
    """The history from one day to another, read from its files where that is not done yet.

    What the scenario remembers of columns, queues and the time zone counts where nothing else is
    said.

    Raises:
        UsageError: a file cannot be read, or queues do not match.
    """
    calls = None
    if not isinstance(history, History):
        zone = facts.calendar.time_zone
        times_in = times_in or facts.imports.history_time_zone
        several = [Path(one) for one in ([history] if isinstance(history, Path | str) else history)]
        measures = facts.measures
        history, calls = read_histories(
            several,
            columns=_columns(facts, several, columns or {}),
            minutes=max(measures.interval // MINUTE, 1),
            threshold_s=measures.service_level_threshold / SECOND,
            short_s=measures.short_abandon / SECOND,
            zone=zone,
            times_in=None if times_in == zone else times_in,
        )
    # What is usual is seen from all that is known, also before and after the days that are wanted.
    unlike = unlike_days(record_of(with_empty_intervals(history)))
    whole = history.frame
    history = with_empty_intervals(history.between(start, end))
    unlike = tuple(one for one in unlike if one.day in history.days)
    history = without_days(history, unlike)
    called = whole[(whole["day"] < history.days[0]) & (whole["offered"] > 0)]
    found, notices = match_queues(facts, history, queues)
    history = history.in_intervals(_minutes(facts, history))
    before = frozenset(called["queue"].unique())
    return Read(history, calls, found, (*history.notices, *notices), unlike, before)


def _columns(facts: Scenario, paths: Sequence[Path], said: Mapping[str, str]) -> dict[str, str]:
    """The columns by role: as said, or as the scenario remembers them where the files have them."""
    heads = [read_head(path.name, bytes_of(path)) for path in paths]

    def known(kind: str) -> dict[str, str]:
        own = facts.imports.columns(kind)
        return {
            role: name
            for role, name in own.items()
            if role not in said
            and name not in said.values()
            and all(name in head.columns for head in heads)
        } | dict(said)

    of_intervals = known("history")
    if all(is_history(head, of_intervals) for head in heads):
        return of_intervals
    return known("calls")


def match_queues(
    facts: Scenario, history: History, said: Mapping[str, str]
) -> tuple[dict[str, str], list[str]]:
    """The scenario's queue for each of the history's, and what has to be said of it.

    Raises:
        UsageError: a name fits none of the scenario's queues.
    """
    remembered = {
        name: queue
        for name, queue in facts.imports.queues.items()
        if name in history.queues and queue in facts.queues
    }
    said = {**remembered, **said}
    if history.queues == (ALL_QUEUES,) and len(facts.queues) > 1 and not said:
        words = "The history names no queues: it is held against all of the scenario's together."
        return {ALL_QUEUES: ALL_QUEUES}, [words]
    _check_said(facts, history, said)
    found = _matched(facts, history, said)
    unknown = [name or "one without a name" for name in history.queues if name not in found]
    if unknown and not found:
        raise UsageError(
            f"the history's queues ({', '.join(unknown)}) are none of the scenario's "
            f"({', '.join(facts.queues)}): say which is which by --queue HISTORY=SCENARIO"
        )
    notices = []
    if unknown:
        notices.append(f"Left out, being no queue of the scenario: {', '.join(unknown)}.")
    rest = [name for name in facts.queues if name not in found.values()]
    if rest:
        notices.append(f"Not compared, being no queue of the history: {', '.join(rest)}.")
    return found, notices


def _check_said(facts: Scenario, history: History, said: Mapping[str, str]) -> None:
    """Refuse queues that the history or the scenario does not have."""
    for name, wanted in said.items():
        if name not in history.queues:
            known = ", ".join(filter(None, history.queues)) or "none by name"
            raise UsageError(f"--queue {name}={wanted}: the history's queues are {known}")
        if wanted not in facts.queues:
            raise UsageError(
                f"--queue {name}={wanted}: the scenario's queues are {', '.join(facts.queues)}"
            )


def _matched(facts: Scenario, history: History, said: Mapping[str, str]) -> dict[str, str]:
    """The scenario's queue for those of the history's of which it is said, or that sound alike."""
    own = {name.casefold(): name for name in facts.queues}
    calls = history.frame.groupby("queue", sort=False)["offered"].sum()
    names = scenario_names(calls.sort_values(ascending=False, kind="stable").index)
    found: dict[str, str] = {}
    for name in history.queues:
        alike = own.get(name.casefold()) or own.get(names[name].casefold())
        queue = said.get(name) or alike
        if queue is None and len(history.queues) == len(own) == 1:
            queue = next(iter(facts.queues))
        if queue is not None:
            found[name] = queue
    return found


def _minutes(facts: Scenario, history: History) -> int:
    """The length of the intervals that are compared: the history's, or the scenario's if longer."""
    own = facts.measures.interval // MINUTE
    if history.minutes == DAY_MINUTES:
        return DAY_MINUTES
    wanted = max(own, history.minutes)
    if wanted % history.minutes == 0 and DAY_MINUTES % max(wanted, 1) == 0:
        return wanted
    return _PLAIN if _PLAIN % history.minutes == 0 else history.minutes
