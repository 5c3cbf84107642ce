"""A scenario on the days of a history: with its own forecast and staffing, or with those given."""

import datetime as dt
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final, Literal, NamedTuple

import numpy as np

from ccsim.errors import UsageError
from ccsim.experiments.expected import agents_on_duty
from ccsim.experiments.late_queues import first_day, told
from ccsim.intake.history import AGENTS, SUMS, History
from ccsim.metrics.window import Bools, Floats, Ints
from ccsim.plan.plan import make_plan
from ccsim.spec.calendar import Calendar
from ccsim.spec.queues import Forecast
from ccsim.spec.scenario import Scenario
from ccsim.spec.teams import Headcount, Shrinkage
from ccsim.units import DAY, MINUTE

ALL_QUEUES: Final = ""
"""The queue of a history that names none, where the scenario has several."""
Given = Literal["volume", "staffing"]
GIVEN: Final[tuple[Given, ...]] = ("volume", "staffing")
_WEEK: Final = 7
_MOST_DAYS: Final = 1100
"""Three years: a longer history is a slip in a date, or too much for one run."""
_COMES_BACK: Final = ("redials", "redials_when_blocked", "reconnects")


@dataclass(frozen=True)
class Past:
    """A history as tables, by the scenario's queues; days without history are not among them."""

    queues: tuple[str, ...]
    days: tuple[dt.date, ...]
    minutes: int
    sums: dict[str, Floats]
    """By name: [queue, day, interval]; NaN where it is not known."""
    duty: dict[str, Floats]
    """By team: agents on duty [day, interval], where the history tells; NaN where it does not."""
    notices: tuple[str, ...] = ()

    @property
    def known(self) -> Bools:
        """[queue, day, interval]: of which intervals something is known."""
        return np.asarray(~np.isnan(self.sums["offered"]), np.bool_)

    @property
    def intervals(self) -> int:
        """How many intervals a day has."""
        return DAY // MINUTE // self.minutes


class Stretch(NamedTuple):
    """A scenario whose calendar is some of the days."""

    scenario: Scenario
    days: Ints
    """For each measured day of its calendar, the place among the days of the history; -1: none."""


def with_empty_intervals(history: History) -> History:
    """A history with the intervals in which nobody called, where its report leaves them out.

    A report that shows no interval without a call leaves such intervals out: those between the
    first and the last of a day, or the usual ones of its weekday, count as 0. Left out, they would
    make every true model look as if it had too few calls. Where the report begins and ends, a day
    may be cut: there it counts only as far as it goes.
    """
    frame = history.frame
    if history.whole_days or (frame["offered"] == 0).any():
        return history
    missing = _missing(history)
    if not missing:
        return history
    import pandas as pd

    added = pd.DataFrame(missing, columns=["queue", "day", "minute"])
    added[[name for name in SUMS if name in frame]] = 0.0
    notice = (
        f"No interval of the history has 0 calls, and {len(missing):,} have no row between others: "
        "they count as intervals without calls."
    )
    keys = ["queue", "day", "minute"]
    whole = pd.concat([frame, added], ignore_index=True).sort_values(keys, ignore_index=True)
    return replace(history, frame=whole, notices=(*history.notices, notice))


def _missing(history: History) -> list[tuple[str, dt.date, int]]:
    """Intervals of a queue without a row, from the first of each day to the last."""
    minutes = history.frame.groupby(["queue", "day"])["minute"]
    spans = minutes.agg(["min", "max"]).reset_index()
    usual = spans.groupby(["queue", spans["day"].map(dt.date.weekday)])
    inner = spans["day"] != history.days[0], spans["day"] != history.days[-1]
    medians = usual["min"].transform("median"), usual["max"].transform("median")
    first = spans["min"].clip(upper=medians[0]).where(inner[0], spans["min"])
    last = spans["max"].clip(lower=medians[1]).where(inner[1], spans["max"])
    own, step = minutes.agg(set), history.minutes
    return [
        (queue, day, minute)
        for queue, day, begin, end in zip(spans["queue"], spans["day"], first, last, strict=True)
        for minute in range(-int(-begin // step) * step, int(end) + 1, step)
        if minute not in own[queue, day]
    ]


def past_of(
    history: History,
    queues: Mapping[str, str],
    duty: Mapping[str, Floats],
    before: Collection[str] = (),
) -> Past:
    """A history as tables.

    Args:
        history: what is known, in the intervals that are compared.
        queues: the scenario's queue for each of the history's.
        duty: agents on duty by team, [day, interval], if known.
        before: those of the history's queues that had calls before its first day here: if they
            have none for days, they were there all the same.
    """
    frame, days = history.frame, history.days
    names = tuple(dict.fromkeys(queues.values()))
    shape = (len(names), len(days), DAY // MINUTE // history.minutes)
    own = frame["queue"].map({name: names.index(queue) for name, queue in queues.items()})
    used = own.notna().to_numpy()
    places = (
        own.to_numpy()[used].astype(int),
        frame["day"].map({day: at for at, day in enumerate(days)}).to_numpy(int)[used],
        frame["minute"].to_numpy(int)[used] // history.minutes,
    )
    sums = {}
    for name in sorted(history.known):
        # With call records, an interval without a row of a day is one without calls.
        table = np.full(shape, 0.0 if history.whole_days else np.nan)
        if not history.whole_days:
            table[places] = 0.0
        np.add.at(table, places, frame[name].to_numpy(float)[used])
        sums[name] = table
    late = _late(names, days, sums["offered"], {queues[one] for one in before if one in queues})
    for at, since in late.items():
        for table in sums.values():
            table[at, :since] = np.nan  # before it started nobody could call it
    return Past(names, days, history.minutes, sums, dict(duty), _late_words(names, days, late))


def _late(
    names: Sequence[str], days: Sequence[dt.date], offered: Floats, before: Collection[str]
) -> dict[int, int]:
    """For queues that start while the history goes on, the place of their first day."""
    calls = np.nansum(offered, axis=2)
    weekday, is_open = np.array([day.weekday() for day in days]), calls.sum(axis=0) > 0
    first = {
        at: first_day(calls[at], weekday, is_open)
        for at, name in enumerate(names)
        if name not in before
    }
    return {at: since for at, since in first.items() if since}


def _late_words(
    names: Sequence[str], days: Sequence[dt.date], late: Mapping[int, int]
) -> tuple[str, ...]:
    words = told([(names[at], str(days[since])) for at, since in late.items()])
    return (f"{words[0].upper()}{words[1:]}.",) if late else ()


def stretches(facts: Scenario, past: Past, given: Sequence[Given]) -> list[Stretch]:
    """The scenario on all days of the history.

    With its own forecast and staffing it is one stretch, so that what lasts goes on from day to
    day. What is given of single days is written as a week of intervals: a stretch for each week.

    Raises:
        UsageError: the history is too long, or what is to be given is not known or fits nowhere.
    """
    length = (past.days[-1] - past.days[0]).days + 1
    if length > _MOST_DAYS:
        raise UsageError(
            f"the history goes from {past.days[0]} to {past.days[-1]}: {length:,} days are too "
            f"many, at most {_MOST_DAYS:,}; choose some by --from and --until"
        )
    facts = _measured_by(facts, past.minutes)
    if not given:
        return [_on_days(facts, past, past.days[0], length, facts.calendar.warm_up_total_days)]
    _check_given(facts, past, given)
    mondays = sorted({day - dt.timedelta(day.weekday()) for day in past.days})
    return [_week(facts, past, monday, given) for monday in mondays]


def _measured_by(facts: Scenario, minutes: int) -> Scenario:
    measures = facts.measures.model_copy(update={"interval": minutes * MINUTE})
    return facts.model_copy(update={"measures": measures})


def _on_days(facts: Scenario, past: Past, first: dt.date, length: int, warm_up: int) -> Stretch:
    """The scenario from a day on; its own warm-up comes before."""
    calendar = facts.calendar.model_dump() | {
        "start": first - dt.timedelta(warm_up),
        "weeks": 0,
        "days": length + warm_up,
        "warm_up_weeks": 0,
        "warm_up_days": warm_up,
    }
    places = {day: at for at, day in enumerate(past.days)}
    days = [places.get(first + dt.timedelta(at), -1) for at in range(length)]
    changed = facts.model_copy(update={"calendar": Calendar.model_validate(calendar)})
    return Stretch(changed, np.array(days, np.int64))


def _week(facts: Scenario, past: Past, monday: dt.date, given: Sequence[Given]) -> Stretch:
    """A week with what is given of its days."""
    stretch = _on_days(facts, past, monday, _WEEK, 0)
    scenario = stretch.scenario
    if "volume" in given:
        scenario = _with_volume(scenario, past, stretch.days)
    if "staffing" in given:
        scenario = _with_staffing(scenario, past, stretch.days)
    return Stretch(scenario, stretch.days)


def _check_given(facts: Scenario, past: Past, given: Sequence[Given]) -> None:
    if "volume" in given and facts.customers:
        raise UsageError(
            "--given volume: the callers of this scenario are customers with needs, whose calls "
            "arise by themselves; give the volume to one whose queues have a forecast"
        )
    if "volume" in given and ALL_QUEUES in past.queues:
        raise UsageError(
            "--given volume: the history does not say which of the scenario's queues "
            f"({', '.join(facts.queues)}) was called; bring one with a column of queues"
        )
    if "staffing" in given and not past.duty:
        raise UsageError(
            "--given staffing: the history does not tell who was on duty; bring call records with "
            f"their agents, or a column of {AGENTS} (--column {AGENTS}=NAME)"
        )


def _with_volume(scenario: Scenario, past: Past, days: Ints) -> Scenario:
    """The calls of the history in place of the forecast, and nobody calls beside them.

    Redials and repeats are among the calls of the history, whole days were busy or quiet, and
    whom a menu kept is not: so these are off.
    """
    queues = dict(scenario.queues)
    for q, name in enumerate(past.queues):
        own = np.nan_to_num(past.sums["offered"][q])
        calls = _of_week(own, days, np.zeros((_WEEK, past.intervals)))
        update: dict[str, object] = {
            "rate": None,
            "scale": 1.0,
            "starts": 0,
            "interval": past.minutes * MINUTE,
            "calls": [float(one) for one in calls.ravel()],
            **dict.fromkeys(_COMES_BACK, 0.0),
        }
        forecast = (queues[name].forecast or Forecast(calls=[0.0])).model_copy(update=update)
        queues[name] = queues[name].model_copy(update={"forecast": forecast, "ivr": None})
    demand = scenario.demand.model_copy(update={"busy_day_cv": 0.0, "peaks": []})
    return scenario.model_copy(update={"queues": queues, "demand": demand})


def _with_staffing(scenario: Scenario, past: Past, days: Ints) -> Scenario:
    """The agents of the history; where nothing is known of them, those of the scenario."""
    planned = _planned(scenario, past.intervals)
    teams = dict(scenario.teams)
    for name, duty in past.duty.items():
        agents = np.rint(_of_week(duty, days, planned[name])).astype(int)
        headcount = Headcount.model_validate(
            {"agents": agents.ravel().tolist(), "interval": f"{past.minutes}m"}
        )
        update = {
            "headcount": headcount,
            "hours": "24/7",
            "shifts": None,
            "shrinkage": Shrinkage(),
        }
        teams[name] = teams[name].model_copy(update=update)
    return scenario.model_copy(update={"teams": teams})


def _of_week(table: Floats, days: Ints, otherwise: Floats) -> Floats:
    """[weekday, interval]: what is known of these days, and otherwise that."""
    found = otherwise.copy()
    for weekday, at in enumerate(days):
        if at >= 0:
            found[weekday] = np.where(np.isnan(table[at]), otherwise[weekday], table[at])
    return found


def _planned(scenario: Scenario, intervals: int) -> dict[str, Floats]:
    """By team: the agents that the scenario expects, [weekday, interval]."""
    plan = make_plan(scenario)
    duty, grid = agents_on_duty(plan), plan.grid
    lengths = np.diff(grid.edges).astype(float)
    place = grid.cell_day * intervals + grid.cell_interval
    count = _WEEK * intervals
    spans = np.maximum(np.bincount(place, lengths, count), 1.0)
    return {
        name: (np.bincount(place, row * lengths, count) / spans).reshape(_WEEK, intervals)
        for name, row in zip(plan.team_names, duty, strict=True)
    }
