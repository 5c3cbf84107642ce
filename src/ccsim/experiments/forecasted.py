"""A scenario with a planner's forecast and staffing in it: what each of them sets, and its file."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import groupby
from pathlib import Path
from typing import Any, Final

import numpy as np

from ccsim.analytic.offered_load import offered_load
from ccsim.analytic.staffing import Target, required_servers
from ccsim.errors import UsageError
from ccsim.experiments.staff_slots import rostered
from ccsim.intake.columns import plainly
from ccsim.intake.forecast import Forecast, QueueForecast
from ccsim.intake.schedules import Schedule
from ccsim.metrics.slots import Slots
from ccsim.metrics.window import Ints
from ccsim.spec.demand import WEEKDAYS
from ccsim.spec.loading import Loaded, dump, load
from ccsim.spec.queues import Queue
from ccsim.spec.teams import Shrinkage
from ccsim.store.drafts import save
from ccsim.units import DAY, MINUTE, NEVER, SECOND, format_clock, format_duration

_TIMES: Final = ("exponential", "constant", "mean", "median", "sd", "low", "high")
_VOLUME: Final = ("rate", "starts", "scale")
"""What says elsewhere how many call: with the calls of a forecast it would count twice."""
_MOST_PATIENT: Final = 7 * DAY


def forecast_settings(
    base: Loaded, forecast: Forecast, queues: Mapping[str, str], service_level: float
) -> list[str]:
    """What a forecast sets in a scenario, as `--set` takes it.

    Its queues are open while somebody calls, the calendar is one typical day or week, and their
    first teams begin with the agents that Erlang asks for.

    Args:
        base: the scenario.
        forecast: what was read.
        queues: the scenario's queue for each of the forecast's.
        service_level: the share to be answered in time that the first staffing aims at.

    Raises:
        UsageError: two queues of the forecast for one of the scenario.
    """
    wanted = list(queues.values())
    if twice := next((name for name in wanted if wanted.count(name) > 1), None):
        raise UsageError(f"two queues of the forecast are meant for {twice}: choose another")
    interval = f"{forecast.minutes}m"
    sets = [_set("measures.interval", interval), *_calendar(base, forecast)]
    stale: list[str] = []
    loads: dict[str, list[tuple[QueueForecast, Queue, float]]] = {}
    for one in forecast.queues:
        if one.name not in queues:
            continue
        name = queues[one.name]
        facts = base.scenario.queues[name]
        handle_s = one.aht_s or handle_time_s(base, name)
        written = dict(base.document["queues"][name].get("forecast") or {})
        for key in _VOLUME:
            written.pop(key, None)
            stale.append(f"queues.{name}.forecast.{key}")
        written |= {"interval": interval, "calls": list(one.calls)}
        sets.append(_set(f"queues.{name}.forecast", written))
        sets.append(_set(f"queues.{name}.hours", opening_hours(one.calls, forecast.minutes)))
        if one.aht_s is not None:
            sets += _handle_time(name, facts, one.aht_s)
            stale += [f"queues.{name}.talk", f"queues.{name}.wrap_up"]
        loads.setdefault(facts.teams[0], []).append((one, facts, handle_s))
    sets += _without_evidence(base, stale)
    for team, own in loads.items():
        heads = _erlang(base, own, forecast, service_level)
        sets += staffing_settings(base, {team: heads}, interval)
        sets.append(_set(f"teams.{team}.hours", "24/7"))
    return sets


def handle_time_s(base: Loaded, queue: str) -> float:
    """Mean talk and after-call work of a queue as the scenario has it, in seconds."""
    facts = base.scenario.queues[queue]
    return (facts.talk.mean_ms + facts.wrap_up.mean_ms) / SECOND


def with_handle_times(forecast: Forecast, aht_s: Mapping[str, float]) -> Forecast:
    """A forecast with handle times that its file does not tell.

    Args:
        forecast: what was read.
        aht_s: mean handle times in seconds by the forecast's queue.
    """
    queues = tuple(replace(one, aht_s=aht_s.get(one.name, one.aht_s)) for one in forecast.queues)
    return replace(forecast, queues=queues)


def staffing_settings(
    base: Loaded, heads: Mapping[str, Sequence[int]], interval: str, *, some_away: bool = False
) -> list[str]:
    """Agents by team and interval of a day or week, as `--set` takes them.

    All of them are on the phones, unless some are to be away by the team's own shrinkage.
    """
    sets = []
    for team, agents in heads.items():
        facts = base.scenario.teams[team]
        if facts.shifts is not None:
            sets.append(f"teams.{team}.shifts=null")
        if facts.shrinkage != Shrinkage() and not some_away:
            sets.append(_set(f"teams.{team}.shrinkage", {"planned": 0.0, "unplanned": 0.0}))
        numbers = [int(one) for one in agents]
        # A single number is one for all hours: as a list it would end with its interval.
        single = len(numbers) == 1
        written = numbers[0] if single else {"interval": interval, "agents": numbers}
        sets.append(_set(f"teams.{team}.headcount", written))
    return sets


def schedule_settings(base: Loaded, schedule: Schedule, teams: Mapping[str, str]) -> list[str]:
    """What a schedule sets in a scenario, as `--set` takes it: agents on the phones by team.

    Breaks and absence that are planned are in the schedule: a team has no shrinkage beside it.

    Args:
        base: the scenario.
        schedule: what was read.
        teams: the scenario's team for each of the schedule's; several may be one team.
    """
    heads: dict[str, list[int]] = {}
    for one in schedule.teams:
        if one.name in teams:
            own = heads.setdefault(teams[one.name], [0] * len(one.agents))
            heads[teams[one.name]] = [a + b for a, b in zip(own, one.agents, strict=True)]
    sets = staffing_settings(base, heads, f"{schedule.minutes}m")
    return sets + [_set(f"teams.{team}.hours", "24/7") for team in heads]


def remembered(
    base: Loaded,
    forecast: Forecast | None = None,
    schedule: Schedule | None = None,
    queues: Mapping[str, str] | None = None,
    teams: Mapping[str, str] | None = None,
) -> str:
    """What a scenario keeps of the files that were brought: how they were read, for `--set`.

    Args:
        base: the scenario, with what it remembers already.
        forecast: what was read.
        schedule: what was read.
        queues: the scenario's queue by the name in the file.
        teams: the scenario's team by the name in the file.
    """
    known = base.scenario.imports
    found: dict[str, Any] = known.model_dump(exclude_defaults=True)
    for kind, read in (("forecast", forecast), ("schedule", schedule)):
        if read is not None:
            found[kind] = dict(read.columns)
            found["time_zone"] = read.time_zone
    for kind, names in (("queues", queues), ("teams", teams)):
        other = {
            one: name
            for one, name in (names or {}).items()
            if one and plainly(one) != plainly(name)
        }
        if other:
            found[kind] = {**getattr(known, kind), **other}
    return _set("imports", {key: value for key, value in found.items() if value})


def save_with(base: Path, sets: Sequence[str], path: Path, name: str, why: str) -> Loaded:
    """Write a scenario with these settings as a file of its own, whole or not at all.

    Raises:
        UsageError: a setting does not fit the rest of the scenario, or nothing can be written.
    """
    return save(dump(load(base, [*sets, _set("name", name), _set("why", why)])), path)


def _without_evidence(base: Loaded, stale: Sequence[str]) -> list[str]:
    """The scenario's own ranges without those of facts that the forecast has replaced."""
    own: Mapping[str, Any] = base.document.get("evidence") or {}
    kept = {path: value for path, value in own.items() if path not in stale}
    return [] if len(kept) == len(own) else [_set("evidence", kept)]


def opening_hours(calls: Sequence[float], minutes: int) -> str:
    """From the first call of each day to its last, in opening_hours syntax.

    >>> opening_hours([0.0] * 8 + [5.0] * 4 + [0.0] * 12, 60)
    '08:00-12:00'
    >>> opening_hours(([0.0, 5.0] * 5 + [5.0, 0.0] + [0.0, 0.0]), 720)
    'Mo-Fr 12:00-24:00; Sa 00:00-12:00'
    """
    per_day, length = 24 * 60 // minutes, minutes * MINUTE
    spans: list[str] = []
    for day in range(len(calls) // per_day):
        own = calls[day * per_day : (day + 1) * per_day]
        busy = [at for at, one in enumerate(own) if one > 0]
        ends = (busy[0] * length, (busy[-1] + 1) * length) if busy else ()
        spans.append("-".join(map(format_clock, ends)))
    if len(spans) == 1:
        return spans[0]
    found = []
    for span, alike in groupby(range(len(spans)), key=spans.__getitem__):
        first, *others = [WEEKDAYS[day] for day in alike]
        if span:
            found.append(f"{first}-{others[-1]} {span}" if others else f"{first} {span}")
    return "; ".join(found)


def heads_now(slots: Slots, loaded: Loaded) -> dict[str, Ints]:
    """Agents rostered at the beginning of each slot, by team; breaks are not taken off."""
    from ccsim.plan.plan import make_plan

    plan = make_plan(loaded.scenario)
    found: dict[str, Ints] = {}
    for name, there in rostered(plan).items():
        found[name] = np.zeros(slots.count, np.int64)
        at_once = loaded.scenario.teams[name].at_once
        np.maximum.at(found[name], slots.of_cell, there // at_once)
    return found


def _calendar(base: Loaded, forecast: Forecast) -> list[str]:
    """One typical day or week; of days that are all alike, the scenario's own length stays."""
    if not forecast.weekly:
        return []
    length = {"weeks": 1, "days": 0, "warm_up_weeks": 0, "warm_up_days": 0}
    sets = [_set(f"calendar.{name}", value) for name, value in length.items()]
    start = forecast.start or base.scenario.calendar.start
    monday = start.toordinal() - start.weekday()
    return [*sets, _set("calendar.start", type(start).fromordinal(monday).isoformat())]


def _handle_time(name: str, facts: Queue, aht_s: float) -> list[str]:
    """Talk and after-call work as they were, longer or shorter by the same factor."""
    now = facts.talk.mean_ms + facts.wrap_up.mean_ms
    if now == 0:
        return [_set(f"queues.{name}.talk", {"exponential": _duration(aht_s * SECOND)})]
    sets = []
    for part in ("talk", "wrap_up"):
        own = getattr(facts, part)
        if own.mean_ms > 0:
            written = own.model_dump(exclude_none=True)
            sets.append(_set(f"queues.{name}.{part}", _longer(written, aht_s * SECOND / now)))
    return sets


def _longer(written: Mapping[str, Any], factor: float) -> dict[str, Any]:
    """A distribution of times with another mean and the same shape."""
    found: dict[str, Any] = {}
    for key, value in written.items():
        if isinstance(value, dict):
            found[key] = _longer(value, factor)
        elif key in _TIMES:
            found[key] = _duration(value * factor)
        elif isinstance(value, int | float):
            found[key] = value
        else:
            raise UsageError(
                f"handle times of the forecast cannot be given to a distribution {key}: leave "
                "their column out, or write talk as a lognormal with its mean"
            )
    return found


def _erlang(
    base: Loaded,
    own: Sequence[tuple[QueueForecast, Queue, float]],
    forecast: Forecast,
    service_level: float,
) -> list[int]:
    """Agents by interval that theory asks for, all queues of the team taken together."""
    calls = np.sum([one.calls for one, _, _ in own], axis=0)
    total = float(calls.sum())
    handle_s = sum(sum(one.calls) * handle for one, _, handle in own) / max(total, 1e-9)
    patience = min(
        (NEVER if facts.patience is None else facts.patience.mean_ms) for _, facts, _ in own
    )
    threshold_s = base.scenario.measures.service_level_threshold / SECOND
    wish = Target(service_level=min(service_level, 0.9999), threshold_s=threshold_s)
    patience_s = patience / SECOND if patience < _MOST_PATIENT else None
    if handle_s <= 0:
        raise UsageError("the forecast tells no handle times, and the scenario has none either")
    loads = offered_load(calls.tolist(), forecast.minutes * 60.0, handle_s, forecast.weekly)
    return [
        required_servers(float(f"{load:.3g}") / handle_s, handle_s, wish, patience_s)
        if one > 0
        else round(load)  # who is still talking after the last call
        for one, load in zip(calls, loads, strict=True)
    ]


def _set(path: str, value: Any) -> str:
    return f"{path}={json.dumps(value, ensure_ascii=False)}"


def _duration(milliseconds: float) -> str:
    return f"{max(round(milliseconds), 1)}ms"


def interval_text(slots: Slots) -> str:
    """How long the intervals are, as a scenario writes it."""
    return format_duration(slots.interval if slots.interval >= MINUTE else MINUTE)
