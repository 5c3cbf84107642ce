"""All that records tell of a centre, put together: what `ccsim calibrate` finds."""

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

import numpy as np

from ccsim.errors import UsageError
from ccsim.experiments.calibration.arrivals import busy_day_cv, level, opening, totals_of
from ccsim.experiments.calibration.assumed import (
    assumed_patience,
    assumed_talk,
    assumed_team,
)
from ccsim.experiments.calibration.calls import Bools, Calls, Floats, Ints
from ccsim.experiments.calibration.estimates import Estimate
from ccsim.experiments.calibration.handling import Fitted, patience_of, talk_of, wrap_up_of
from ccsim.experiments.calibration.priorities import levels_within, priorities_of
from ccsim.experiments.calibration.profile import typical_week
from ccsim.experiments.calibration.redials import (
    HABITS,
    CallingAgain,
    calling_again,
    expected_again,
)
from ccsim.experiments.calibration.staffing import Team, called_by, teams_of
from ccsim.experiments.late_queues import on_unseen_weekdays
from ccsim.experiments.late_queues import told as late_words
from ccsim.experiments.unlike_days import named
from ccsim.intake.calls import ANSWERED
from ccsim.spec.demand import WEEKDAYS

Tell = Callable[[str], None]

_AT_ONCE: Final = 0.01
"""Where fewer are answered within a second, ringing may be part of what is called their wait."""


@dataclass(frozen=True)
class QueueFacts:
    """What is known of one queue."""

    name: str
    """In the records."""
    calls: int
    answered: int
    weekly: Floats
    """[weekday, interval]: first calls expected."""
    is_open: Bools
    """[weekday, interval]: when callers are let in."""
    facts: dict[str, dict[str, Any]]
    """Its distributions: talk, wrap_up, patience."""
    estimates: tuple[Estimate, ...]


@dataclass(frozen=True)
class Centre:
    """What is known of a centre, with every number's interval."""

    calls: Calls
    queues: tuple[QueueFacts, ...]
    teams: tuple[Team, ...]
    priorities: dict[str, int]
    """Of the queues, as the records call them; lower numbers are answered first."""
    busy_days: Estimate
    habits: dict[str, CallingAgain]
    """Who calls again, by the name of the fact: redials, reconnects."""
    habits_unknown: tuple[str, ...]
    """Those of these facts of which the records tell nothing."""
    notices: tuple[str, ...]

    @property
    def estimates(self) -> list[Estimate]:
        """All of them, in the order of the file."""
        own = [one for queue in self.queues for one in queue.estimates]
        habits = [habit.chance for habit in self.habits.values()]
        sure = [team.capacity for team in self.teams]
        return [
            self.busy_days, *habits, *own, *(team.ready for team in self.teams),
            *(one for one in sure if one is not None),
        ]  # fmt: skip

    @property
    def start(self) -> dt.date:
        """The Monday after the last day of the records: the first week not seen."""
        last = self.calls.dates[-1]
        return last + dt.timedelta(days=7 - last.weekday())


def centre_of(calls: Calls, tell: Tell | None = None) -> Centre:
    """Everything that can be estimated from call records.

    Args:
        calls: those that sought an agent.
        tell: told which step is under way.

    Raises:
        UsageError: nobody was answered, or hardly anybody's talk has a length.
    """
    if not calls.open.any():
        raise UsageError(
            "nobody was answered in these records: nothing shows talks or agents (is the outcome "
            "known? --column outcome=NAME)"
        )
    calls = calls.without_unlike_days()
    say = tell or (lambda _: None)
    notices = [*_of_days(calls), *_left_out(calls)]
    say("Who calls again")
    habits, unknown = _habits(calls)
    notices += [_too_few(outcome) for outcome in unknown if not calls.counted]
    first_calls, extra = {}, {}
    for queue in calls.queues:
        first_calls[queue], extra[queue] = _first_calls(calls.of(queue), habits)
    days = {queue: calls.days_of(queue) for queue in calls.queues}
    notices += _late(days)
    weekly = _weekly(days, first_calls)
    say("Busy days")
    busy = _busy_days(days, first_calls, extra)
    say("Agents")
    teams = teams_of(calls) if calls.timed else [_assumed_team(calls, weekly)]
    hours = _hours(teams, weekly, notices)
    priorities: dict[str, int] = {}
    for team in teams:
        own, told = priorities_of(calls, team.queues)
        priorities |= own
        notices += told
    queues = []
    for queue in calls.queues:
        say(f"Queue {queue}")
        path = f"queues.{calls.names[queue]}.forecast.scale"
        totals = totals_of(days[queue], first_calls[queue], extra[queue])
        (team,) = (team for team in teams if queue in team.queues)
        week = typical_week(days[queue], first_calls[queue], weekly[queue], hours[queue])[0]
        sure = level(totals, busy.value, path)
        queues.append(_queue(calls, queue, week, hours[queue], team, sure, notices))
    return Centre(
        calls, tuple(queues), tuple(teams), priorities, busy, habits,
        tuple(HABITS[outcome] for outcome in unknown), tuple(notices),
    )  # fmt: skip


def _late(days: Mapping[str, Calls]) -> list[str]:
    """What is said of queues that start while the records go on."""
    late = [(queue, str(own.dates[own.since])) for queue, own in days.items() if own.since]
    return [late_words(late)] if late else []


def _early(days: Mapping[str, Calls]) -> list[str]:
    """The queues that were there from the beginning; whoever had the first call was."""
    return [queue for queue, own in days.items() if not own.since]


def _weekly(days: Mapping[str, Calls], first_calls: Mapping[str, Floats]) -> dict[str, Floats]:
    """By queue, [weekday, interval]: first calls, as the days tell on which it was there."""
    others = np.sum([first_calls[queue] for queue in _early(days)], axis=0)
    found = {}
    for queue, own in days.items():
        found[queue] = own.weekly(first_calls[queue])
        if own.since:
            is_open = replace(own, since=0).open
            part = first_calls[queue][own.since :]
            found[queue] += on_unseen_weekdays(part, others, own.weekday, is_open)
    return found


def _busy_days(
    days: Mapping[str, Calls], first_calls: Mapping[str, Floats], extra: Mapping[str, Floats]
) -> Estimate:
    """How much days differ: by the queues that were there on all of them."""
    early = _early(days)
    return busy_day_cv(
        totals_of(
            days[early[0]],
            np.sum([first_calls[queue] for queue in early], axis=0),
            np.sum([extra[queue] for queue in early], axis=0),
        )
    )


def _habits(calls: Calls) -> tuple[dict[str, CallingAgain], list[str]]:
    """Who calls again, by the name of the fact; and the outcomes after which that is not known."""
    found: dict[str, CallingAgain] = {}
    unknown: list[str] = []
    for outcome, name in HABITS.items():
        path = f"queues.*.forecast.{name}"
        habit = None if calls.counted else calling_again(calls, outcome, path)
        if habit is None:
            unknown.append(outcome)
        elif habit.delay is not None:
            found[name] = habit
    return found, unknown


def _too_few(outcome: str) -> str:
    return f"too few callers are known to say who calls again after {outcome}"


def _first_calls(calls: Calls, habits: dict[str, CallingAgain]) -> tuple[Floats, Floats]:
    """[date, interval]: calls without those that are expected to be repeats; [date]: variance."""
    found, extra = calls.counts(), np.zeros(len(calls.dates))
    total = found.sum()
    for outcome, name in HABITS.items():
        again, variance = expected_again(calls, habits.get(name), outcome)
        found, extra = found - again, extra + variance
    wanted = max(float(found.sum()), 0.02 * float(total))
    found = np.maximum(found, 0.0)
    return found * (wanted / max(float(found.sum()), 1e-9)), extra


def _assumed_team(calls: Calls, weekly: dict[str, Floats]) -> Team:
    """Who answers, as theory wants it, where no service has a length."""
    talk_s = {queue: assumed_talk(calls, queue).estimates[0].value for queue in calls.queues}
    return assumed_team(calls, weekly, talk_s)


def _hours(
    teams: Sequence[Team], weekly: Mapping[str, Floats], notices: list[str]
) -> dict[str, Bools]:
    """When each queue is open; those that one team answers open and close together."""
    found: dict[str, Bools] = {}
    for team in teams:
        together = np.sum([weekly[queue] for queue in team.queues], axis=0)
        is_open = opening(together)
        outside = float(together[~is_open].sum())
        if outside > 0:
            notices.append(
                f"{outside:.1f} calls a week of {', '.join(team.queues)} come before opening or "
                "after closing: left out"
            )
        found |= dict.fromkeys(team.queues, is_open)
    return found


def _queue(
    calls: Calls,
    queue: str,
    weekly: Floats,
    is_open: Bools,
    team: Team,
    sure: Estimate,
    notices: list[str],
) -> QueueFacts:
    own, name = calls.of(queue), calls.names[queue]
    facts: dict[str, dict[str, Any]] = {}
    estimates = [sure]
    for fact, fitted in (
        ("patience", (assumed_patience if calls.counted else patience_of)(calls, queue)),
        ("talk", (talk_of if calls.timed else assumed_talk)(calls, queue)),
        ("wrap_up", _wrap_up(calls, queue, team)),
        ("overflow", called_by(team, name)),
    ):
        if fitted is not None:
            facts[fact] = fitted.written
            estimates += fitted.estimates
            notices += [one for one in fitted.notices if one not in notices]
    if "patience" not in facts:
        notices.append(f"{queue}: nobody abandoned, so nothing is known of patience: it is endless")
    return QueueFacts(
        queue,
        calls=own.total,
        answered=own.having(ANSWERED).total,
        weekly=weekly,
        is_open=is_open,
        facts=facts,
        estimates=tuple(estimates),
    )


def _wrap_up(calls: Calls, queue: str, team: Team) -> Fitted | None:
    """After-call work: as the records tell it, or as agents' pauses show it."""
    if calls.counted:
        return None
    if team.pauses is None:
        return wrap_up_of(calls, queue)
    return Fitted(team.pauses.written(), (team.pauses.of_queue(calls.names[queue]),))


def _left_out(calls: Calls) -> list[str]:
    """What the records have and the scenario has not, and what they do not have."""
    found = []
    if calls.contained:
        found.append(
            f"{calls.contained:,} calls ended in the menu without seeking an agent: they are no "
            "arrivals here"
        )
    if calls.blocked:
        found.append(f"{calls.blocked:,} calls met a busy signal: left out; lines are unlimited")
    if calls.counted:
        found.append(
            "there are counts of intervals alone: talk and patience are those of the literature, "
            "agents are what Erlang A asks for; bring call records for more"
        )
    elif not calls.timed:
        found.append(
            "no talk in the records has a length: talk is that of the literature (E-AHT-02), "
            "agents are what Erlang A asks for (is there such a column? --column talk=NAME)"
        )
    elif calls.frame["agent"].isna().all():
        found.append(
            "the records name no agents: in each interval those who talk at one time (95 % point) "
            "are taken for those on duty, as one team for all queues"
        )
    return [*found, *_ringing(calls), *levels_within(calls)]


def _ringing(calls: Calls) -> list[str]:
    """Whether waits may have ringing in them: then all seem to wait in line, few to be ready."""
    waits = calls.having(ANSWERED).frame["wait_s"].to_numpy(np.float64)
    if not calls.timed or (waits < 1).mean() >= _AT_ONCE:
        return []
    told = (
        "hardly anybody was answered within a second, and one wait in twenty is "
        f"{np.quantile(waits, 0.05):.0f} s or less: if that is ringing, it counts as waiting in "
        "line here, and too few agents as ready; bring the wait without it (--column wait=NAME)"
    )
    return [told]


def _of_days(calls: Calls) -> list[str]:
    """What is to be said of the days of the records."""
    found = []
    if calls.unlike:
        found.append(f"{named(calls.unlike)}; of these days only talks and waits count")
    told = {one.day for one in calls.unlike}
    shut = [
        date
        for date, is_open in zip(calls.dates, calls.open, strict=True)
        if not is_open and date not in told
    ]
    seen = {int(day) for day in calls.weekday[calls.open]}
    odd = [date for date in shut if date.weekday() in seen]
    if odd:
        found.append(f"nobody was answered on {_named(odd)}: taken for closed, and left out")
    missing = [WEEKDAYS[day] for day in range(7) if day not in seen]
    if missing:
        found.append(f"there are no calls on {', '.join(missing)}: the centre is closed then")
    dates: Ints = np.bincount(calls.weekday[calls.open], minlength=7)
    once = [WEEKDAYS[day] for day in range(7) if dates[day] == 1]
    if once:
        found.append(f"of {', '.join(once)} there is one day each: their shape rests on it alone")
    return found


def _named(dates: Sequence[dt.date]) -> str:
    return ", ".join(date.isoformat() for date in dates[:5]) + (" …" if len(dates) > 5 else "")
