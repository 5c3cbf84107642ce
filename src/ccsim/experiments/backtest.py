"""A scenario held against what happened: `backtest` simulates the days of a history."""

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from ccsim.errors import UsageError
from ccsim.experiments.backtest_checks import all_series, used_times, week_labels
from ccsim.experiments.backtest_reading import Read, read_past
from ccsim.experiments.backtest_result import Backtest
from ccsim.experiments.backtest_sums import basis_of
from ccsim.experiments.history_days import GIVEN, Given, Past, past_of
from ccsim.experiments.history_duty import Duty, duty_of_calls, duty_of_history
from ccsim.experiments.history_worlds import WORLDS, plausible_worlds, play_days
from ccsim.experiments.prediction import LEAST_REPLICATIONS
from ccsim.experiments.replicate import SEED, Settings, Source, obtain
from ccsim.experiments.results import label_of
from ccsim.intake.history import History
from ccsim.spec.scenario import Scenario
from ccsim.spec.writing import fingerprint
from ccsim.units import MINUTE, SECOND, format_clock

REPLICATIONS: Final = 199
"""Draws of each day: 2.5 % of 200 are 5, so that an end of an interval is the fifth draw."""


def backtest(
    scenario: Source,
    history: History | Path | str | Sequence[Path | str],
    *,
    start: dt.date | None = None,
    end: dt.date | None = None,
    given: Sequence[Given] = (),
    columns: Mapping[str, str] | None = None,
    queues: Mapping[str, str] | None = None,
    time_zone: str | None = None,
    sets: Sequence[str] = (),
    settings: Settings | None = None,
    worlds: int = WORLDS,
    tell: Callable[[str], None] | None = None,
) -> Backtest:
    """Simulate the days of a history and hold what happened against what might have.

    A day that happened is one draw. So it is held against the spread of single simulated days
    (a prediction interval), not against the interval of their mean; that spread holds luck and
    what is not known for certain of the scenario's facts. Days unlike others of their weekday are
    left out and named.

    Args:
        scenario: a scenario, or the path of its file.
        history: what happened, or files of it: interval history, counts of calls, call records.
            Days without history are left out of everything.
        start: the first day of it that is wanted.
        end: the last day that is wanted, included.
        given: what is taken from the history: the calls of each interval, the agents on duty.
        columns: names of columns by role, where the guess would be wrong.
        queues: the scenario's queue for each of the history's, where their names differ.
        time_zone: that of times that name none, where it is not the scenario's.
        sets: other values for single facts, each as ``PATH=VALUE``.
        settings: how often the days are simulated, with which luck, and who plays.
        worlds: in how many plausible worlds, drawn from the ranges of the scenario's own evidence;
            1 for its facts as they stand.
        tell: told how it goes.

    Raises:
        UsageError: queues do not match, too few replications, nothing is known to be given, or no
            day is like others.
    """
    facts, source = obtain(scenario, sets)
    settings = settings or Settings(REPLICATIONS, SEED)
    _check(given, settings)
    read = read_past(facts, history, columns, queues or {}, start, end, time_zone)
    duty = _duty(facts, read) if "staffing" in given else {}
    past = past_of(read.history, read.queues, duty, read.before)
    basis = basis_of(read.history.known, facts.measures, read.history.threshold_s)
    drawn = plausible_worlds(facts, min(worlds, settings.replications), settings.seed)
    played = play_days(drawn.scenarios, past, given, settings, tell)
    return Backtest(
        label=label_of(facts, source.path if source else None),
        scenario=facts,
        source=source,
        fingerprint=fingerprint(facts),
        settings=settings,
        replications=settings.replications,
        given=tuple(given),
        worlds=len(drawn.scenarios),
        doubts=drawn.doubts,
        threshold_s=facts.measures.service_level_threshold / SECOND,
        series=tuple(all_series(past, played, basis)),
        notices=(*read.notices, *past.notices, *basis.notices, *_of_given(given)),
        **_of_past(past, read),
    )


def _of_past(past: Past, read: Read) -> dict[str, Any]:
    """What a back-test says of the days that it is held against."""
    first, last = past.days[0], past.days[-1]
    named = sum(first < one.day < last for one in read.unlike)
    return {
        "days": past.days,
        "left_out": (last - first).days + 1 - len(past.days) - named,
        "unlike": read.unlike,
        "minutes": past.minutes,
        "times": tuple(format_clock(at * past.minutes * MINUTE) for at in used_times(past)),
        "week": week_labels(past),
        "rows": read.history.rows,
        "rejected": read.history.rejected,
    }


def _duty(facts: Scenario, read: Read) -> Duty:
    """Agents on duty, from call records where there are any."""
    if read.calls is None:
        return duty_of_history(read.history, facts, read.queues)
    return duty_of_calls(read.calls, read.history, facts, read.queues)


def _check(given: Sequence[str], settings: Settings) -> None:
    for one in given:
        if one not in GIVEN:
            raise UsageError(f"--given {one!r}: what may be given is {' or '.join(GIVEN)}")
    if settings.replications < LEAST_REPLICATIONS:
        raise UsageError(
            f"--replications {settings.replications}: an interval for a single day takes at least "
            f"{LEAST_REPLICATIONS} of them"
        )


def _of_given(given: Sequence[Given]) -> list[str]:
    words = {
        "volume": "Given: the calls of each interval, as many on average as came; redials, repeats "
        "and menus are off, as these calls are among them.",
        "staffing": "Given: the agents on duty in each interval, in whole agents.",
    }
    return [words[one] for one in given]
