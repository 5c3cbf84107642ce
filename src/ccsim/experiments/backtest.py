"""A scenario held against what happened: `backtest` simulates the days of a history."""

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final

import numpy as np

from ccsim.errors import UsageError
from ccsim.experiments.backtest_checks import all_series, clock, used_times, week_labels
from ccsim.experiments.backtest_result import Backtest
from ccsim.experiments.backtest_sums import PLAYED, basis_of
from ccsim.experiments.history_days import (
    ALL_QUEUES,
    GIVEN,
    Given,
    Past,
    Stretch,
    past_of,
    stretches,
    with_empty_intervals,
)
from ccsim.experiments.history_duty import Duty, duty_of_calls, duty_of_history
from ccsim.experiments.prediction import LEAST_REPLICATIONS
from ccsim.experiments.replicate import SEED, Settings, Source, obtain
from ccsim.experiments.results import label_of
from ccsim.experiments.staff_rounds import Portion, play_round
from ccsim.intake.history import History
from ccsim.intake.history_files import Brought, read_histories
from ccsim.intake.history_names import scenario_names
from ccsim.intake.history_rows import DAY_MINUTES
from ccsim.metrics.slots import make_slots
from ccsim.metrics.window import Floats
from ccsim.plan.plan import Plan, make_plan
from ccsim.spec.scenario import Scenario
from ccsim.spec.writing import fingerprint
from ccsim.units import MINUTE, SECOND

if TYPE_CHECKING:
    from ccsim.intake.calls import CallRecords

REPLICATIONS: Final = 199
"""Draws of each day: 2.5 % of 200 are 5, so that an end of an interval is the fifth draw."""
_PLAIN: Final = 30
"""Minutes: histories in shorter intervals are compared in half-hours."""


def backtest(
    scenario: Source,
    history: History | Path | str | Sequence[Path | str],
    *,
    start: dt.date | None = None,
    end: dt.date | None = None,
    given: Sequence[Given] = (),
    columns: Mapping[str, str] | None = None,
    queues: Mapping[str, str] | None = None,
    sets: Sequence[str] = (),
    settings: Settings | None = None,
    tell: Callable[[str], None] | None = None,
) -> Backtest:
    """Simulate the days of a history and hold what happened against what might have.

    A day that happened is one draw. So it is held against the spread of single simulated days
    (a prediction interval), not against the interval of their mean.

    Args:
        scenario: a scenario, or the path of its file.
        history: what happened, or files of it: interval history, counts of calls, call records.
            Days without history are left out of everything.
        start: the first day of it that is wanted.
        end: the last day that is wanted, included.
        given: what is taken from the history: the calls of each interval, the agents on duty.
        columns: names of columns by role, where the guess would be wrong.
        queues: the scenario's queue for each of the history's, where their names differ.
        sets: other values for single facts, each as ``PATH=VALUE``.
        settings: how often the days are simulated, with which luck, and who plays.
        tell: told how it goes.

    Raises:
        UsageError: queues do not match, too few replications, or nothing is known to be given.
    """
    facts, source = obtain(scenario, sets)
    settings = settings or Settings(REPLICATIONS, SEED)
    _check(given, settings)
    history, calls = _brought(facts, history, columns)
    history = with_empty_intervals(history.between(start, end))
    of_queue, notices = match_queues(facts, history, queues or {})
    minutes = _minutes(facts, history)
    history = history.in_intervals(minutes)
    staffing = "staffing" in given
    past = past_of(history, of_queue, _duty(facts, history, calls, of_queue) if staffing else {})
    basis = basis_of(history.known, facts.measures, history.threshold_s)
    played = _play(stretches(facts, past, given), past, settings, tell)
    first, last = past.days[0], past.days[-1]
    return Backtest(
        label=label_of(facts, source.path if source else None),
        scenario=facts,
        source=source,
        fingerprint=fingerprint(facts),
        settings=settings,
        replications=settings.replications,
        given=tuple(given),
        days=past.days,
        left_out=(last - first).days + 1 - len(past.days),
        minutes=minutes,
        threshold_s=facts.measures.service_level_threshold / SECOND,
        times=tuple(clock(at * minutes) for at in used_times(past)),
        week=week_labels(past),
        series=tuple(all_series(past, played, basis)),
        rows=history.rows,
        rejected=history.rejected,
        notices=(*history.notices, *notices, *basis.notices, *_of_given(given)),
    )


def _duty(
    facts: Scenario, history: History, calls: "CallRecords | None", queues: Mapping[str, str]
) -> Duty:
    """Agents on duty, from call records where there are any."""
    if calls is None:
        return duty_of_history(history, facts, queues)
    return duty_of_calls(calls, history, facts, queues)


def _brought(
    facts: Scenario,
    history: History | Path | str | Sequence[Path | str],
    columns: Mapping[str, str] | None,
) -> Brought:
    """The history, read from its files where that is not done yet."""
    if isinstance(history, History):
        return Brought(history, None)
    several = [history] if isinstance(history, Path | str) else history
    measures = facts.measures
    return read_histories(
        [Path(one) for one in several],
        columns=columns,
        minutes=max(measures.interval // MINUTE, 1),
        threshold_s=measures.service_level_threshold / SECOND,
        short_s=measures.short_abandon / SECOND,
        zone=facts.calendar.time_zone,
    )


def match_queues(
    facts: Scenario, history: History, said: Mapping[str, str]
) -> tuple[dict[str, str], list[str]]:
    """The scenario's queue for each of the history's, and what has to be said of it.

    Raises:
        UsageError: a name fits none of the scenario's queues.
    """
    if history.queues == (ALL_QUEUES,) and len(facts.queues) > 1 and not said:
        words = "The history names no queues: it is held against all of the scenario's together."
        return {ALL_QUEUES: ALL_QUEUES}, [words]
    own = {name.casefold(): name for name in facts.queues}
    for name, wanted in said.items():
        if name not in history.queues:
            known = ", ".join(filter(None, history.queues)) or "none by name"
            raise UsageError(f"--queue {name}={wanted}: the history's queues are {known}")
        if wanted not in facts.queues:
            raise UsageError(
                f"--queue {name}={wanted}: the scenario's queues are {', '.join(facts.queues)}"
            )
    calls = history.frame.groupby("queue", sort=False)["offered"].sum()
    names = scenario_names(calls.sort_values(ascending=False, kind="stable").index)
    found: dict[str, str] = {}
    unknown: list[str] = []
    for name in history.queues:
        alike = own.get(name.casefold()) or own.get(names[name].casefold())
        queue: str | None = said.get(name) or alike
        if queue is None and len(history.queues) == len(own) == 1:
            queue = next(iter(facts.queues))
        if queue is None:
            unknown.append(name or "one without a name")
        else:
            found[name] = queue
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


def _check(given: Sequence[str], settings: Settings) -> None:
    for one in given:
        if one not in GIVEN:
            raise UsageError(f"--given {one}: what may be given is {' or '.join(GIVEN)}")
    if settings.replications < LEAST_REPLICATIONS:
        raise UsageError(
            f"--replications {settings.replications}: an interval for a single day takes at least "
            f"{LEAST_REPLICATIONS} of them"
        )


def _minutes(facts: Scenario, history: History) -> int:
    """The length of the intervals that are compared: the history's, or the scenario's if longer."""
    own = facts.measures.interval // MINUTE
    if history.minutes == DAY_MINUTES:
        return DAY_MINUTES
    wanted = max(own, history.minutes)
    if wanted % history.minutes == 0 and DAY_MINUTES % max(wanted, 1) == 0:
        return wanted
    return _PLAIN if _PLAIN % history.minutes == 0 else history.minutes


def _of_given(given: Sequence[Given]) -> list[str]:
    words = {
        "volume": "Given: the calls of each interval, as many on average as came; redials, repeats "
        "and menus are off, as these calls are among them.",
        "staffing": "Given: the agents on duty in each interval, in whole agents.",
    }
    return [words[one] for one in given]


def _play(
    parts: Sequence[Stretch], past: Past, settings: Settings, tell: Callable[[str], None] | None
) -> dict[str, Floats]:
    """By name, [replication, queue, day, interval]: the sums of all simulated days."""
    shape = (settings.replications, len(past.queues), len(past.days), past.intervals)
    found = {name: np.zeros(shape) for name in PLAYED}
    for number, (scenario, days) in enumerate(parts):
        if tell is not None:
            of = f"week {number + 1} of {len(parts)}" if len(parts) > 1 else f"{len(days)} days"
            tell(f"Simulating {of}, {settings.replications} times")
        plan = make_plan(scenario)
        # Luck is drawn by day of the calendar: each stretch needs replications of its own.
        first = number * settings.replications
        portion = Portion(
            scenario=scenario,
            slots=make_slots(plan, "never"),
            seed=settings.seed,
            replications=tuple(range(first, first + settings.replications)),
            engine=settings.engine,
            names=PLAYED,
            work=False,
        )
        played = play_round(portion, settings).queues
        known = np.flatnonzero(days >= 0)
        for name, table in played.items():
            by_day = table.reshape(settings.replications, len(plan.queue_names), len(days), -1)
            for place, queue in enumerate(past.queues):
                own = _places(plan, queue)
                found[name][:, place, days[known]] = by_day[:, own].sum(axis=1)[:, known]
    return found


def _places(plan: Plan, queue: str) -> list[int]:
    """The queues of the plan that a queue of the history is: all on the phone where it is none."""
    if queue != ALL_QUEUES:
        return [plan.queue_names.index(queue)]
    return [int(at) for at in np.flatnonzero(plan.queue_of_calls)]
