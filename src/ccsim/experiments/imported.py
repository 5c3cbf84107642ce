"""Files that a planner brings, put into a scenario: whose queue and whose team each name is."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from ccsim.errors import UsageError
from ccsim.experiments.forecasted import (
    forecast_settings,
    remembered,
    save_with,
    schedule_settings,
)
from ccsim.intake import aliases
from ccsim.intake.columns import guess_columns, plainly
from ccsim.intake.forecast import Forecast, read_forecast
from ccsim.intake.schedules import Schedule, read_schedule
from ccsim.intake.tables import Table, read_file
from ccsim.spec.loading import Loaded, fingerprint, load
from ccsim.spec.paths import suggestion

FORECAST, SCHEDULE = "forecast", "schedule"
_ROLES: Final = {FORECAST: aliases.FORECAST_ROLES, SCHEDULE: aliases.SCHEDULE_ROLES}
_MOST_REJECTED: Final = 1000
NOT_USED: Final = ""
"""What stands for the scenario's queue or team where one of the file is left out."""


@dataclass(frozen=True)
class Said:
    """What a user says of the files, where a guess would be wrong."""

    columns: Mapping[str, str] = field(default_factory=dict)
    """The name of a column by what it is for: `calls`, or `forecast.calls`."""
    queues: Mapping[str, str] = field(default_factory=dict)
    """The scenario's queue by the name in the file; empty for one that is left out."""
    teams: Mapping[str, str] = field(default_factory=dict)
    """The scenario's team, likewise."""
    time_zone: str | None = None
    away: tuple[str, ...] = ()
    """Activities in which nobody takes calls."""
    service_level: float = 0.8
    """The share answered in time that a first staffing aims at, where no schedule is brought."""


@dataclass(frozen=True)
class Import:
    """What was read, what it is in the scenario, and the scenario that it makes."""

    made: Loaded
    forecast: Forecast | None
    schedule: Schedule | None
    queues: Mapping[str, str]
    """The scenario's queue by the name in the file."""
    teams: Mapping[str, str]

    def to_json(self) -> dict[str, Any]:
        """The answer as other tools read it."""
        files: dict[str, Any] = {}
        if self.forecast is not None:
            files[FORECAST] = _read(self.forecast) | {
                "queues": [
                    {
                        "name": one.name,
                        "queue": self.queues.get(one.name) or None,
                        "calls": round(sum(one.calls), 3),
                        "aht_s": one.aht_s,
                    }
                    for one in self.forecast.queues
                ]
            }
        if self.schedule is not None:
            hours = self.schedule.minutes / 60
            files[SCHEDULE] = _read(self.schedule) | {
                "teams": [
                    {
                        "name": one.name,
                        "team": self.teams.get(one.name) or None,
                        "agent_hours": round(sum(one.agents) * hours, 3),
                        "most_agents": max(one.agents),
                    }
                    for one in self.schedule.teams
                ]
            }
        facts = {"scenario": str(self.made.path), "fingerprint": fingerprint(self.made.scenario)}
        return {**facts, "files": files}


def import_files(
    path: Path | Loaded,
    output: Path,
    forecast: Path | None = None,
    schedule: Path | None = None,
    said: Said | None = None,
    sets: Iterable[str] = (),
) -> Import:
    """Put a forecast, a schedule or both into a scenario, and write it as a file of its own.

    Args:
        path: the scenario: its queues, callers and teams.
        output: where the new one is written.
        forecast: calls by queue and interval; without a schedule, Erlang staffs them.
        schedule: agents at work.
        said: what the user says of their columns, queues and teams.
        sets: other facts, as `--set` takes them.

    Raises:
        UsageError: a file cannot be used, or it is not plain which queue or team is meant.
    """
    said = said or Said()
    base = path if isinstance(path, Loaded) else load(path, tuple(sets))
    tables = {
        kind: read_file(file)
        for kind, file in ((FORECAST, forecast), (SCHEDULE, schedule))
        if file is not None
    }
    columns = _columns_said(tables, said.columns)
    _check_files_said(tables, said)
    kept, zone = base.scenario.imports, base.scenario.calendar.time_zone
    times_in = said.time_zone or kept.time_zone
    times_in = None if times_in == zone else times_in
    calls = agents = None
    queues: dict[str, str] = {}
    teams: dict[str, str] = {}
    settings = list(base.sets)
    if FORECAST in tables:
        places = guess_columns(tables[FORECAST], columns[FORECAST], kept.columns(FORECAST))
        calls = read_forecast(tables[FORECAST], places, zone=zone, times_in=times_in)
        names = [one.name for one in calls.queues]
        queues = _meant(names, list(base.scenario.queues), {**kept.queues, **said.queues}, "queue")
        _check_names_said(names, said.queues, "queue", FORECAST)
        used = {one: name for one, name in queues.items() if name}
        settings += forecast_settings(base, calls, used, said.service_level)
    if SCHEDULE in tables:
        agents = read_schedule(
            tables[SCHEDULE], columns[SCHEDULE], kept.columns(SCHEDULE), zone, times_in, said.away
        )
        names = [one.name for one in agents.teams]
        known = {**teams_meant(base, agents), **said.teams}
        teams = _meant(names, list(base.scenario.teams), known, "team")
        _check_names_said(names, said.teams, "team", SCHEDULE)
        settings += schedule_settings(base, agents, {one: t for one, t in teams.items() if t})
    settings.append(remembered(base, calls, agents, queues, teams))
    name = f"{base.scenario.name.partition(', my ')[0]}, my {' and '.join(tables)}"
    why = f"A {' and a '.join(tables)} brought by a planner."
    made = save_with(base.path, settings, output, name, why)
    return Import(made, calls, agents, queues, teams)


def _columns_said(
    tables: Mapping[str, Table], said: Mapping[str, str]
) -> dict[str, dict[str, str]]:
    """What the user says of each file's columns; a plain role counts for whoever has it."""
    found: dict[str, dict[str, str]] = {kind: {} for kind in tables}
    for key, name in said.items():
        kind, dot, role = key.rpartition(".")
        kinds = [kind] if dot else [one for one in tables if key in _ROLES[one]]
        if dot and kind not in tables:
            raise UsageError(f"--column {key}: there is no {kind or 'file'} to read")
        have = [one for one in kinds if name in tables[one].columns] or kinds or list(tables)[:1]
        for one in have:
            found[one][role] = name
    return found


def _check_files_said(tables: Mapping[str, Table], said: Said) -> None:
    """Refuse what is said of a file that is not brought: it would go unheard."""
    for option, kind, words in (
        ("--queue", FORECAST, said.queues),
        ("--team", SCHEDULE, said.teams),
        ("--away", SCHEDULE, said.away),
    ):
        if words and kind not in tables:
            raise UsageError(f"{option} is said of a {kind}, and there is none: bring --{kind} too")


def _check_names_said(names: list[str], said: Mapping[str, str], noun: str, kind: str) -> None:
    """Refuse what is said of a name that the file does not have."""
    for name in said:
        if name not in names:
            raise UsageError(
                f"--{noun} {name}={said[name]}: the {kind} has no {noun} of that name; it has "
                f"{', '.join(map(repr, names))}"
            )


def _meant(
    names: Iterable[str], known: list[str], said: Mapping[str, str], noun: str
) -> dict[str, str]:
    """The scenario's own name for each of a file's.

    Raises:
        UsageError: one of them is not known, and it is not said what it is.
    """
    names = list(names)
    plain = {plainly(one): one for one in known}
    found: dict[str, str] = {}
    for name in names:
        if name in said:
            found[name] = said[name]
        elif plainly(name) in plain:
            found[name] = plain[plainly(name)]
        elif len(names) == len(known) == 1:
            found[name] = known[0]
        if found.get(name, NOT_USED) not in {NOT_USED, *known}:
            near = suggestion(found[name], known)
            raise UsageError(f"--{noun} {name}={found[name]}: there is no such {noun}{near}")
        if name not in found:
            whose = f"the file's {noun} {name!r} is none" if name else f"the file names no {noun}"
            raise UsageError(
                f"{whose} of the scenario's ({', '.join(known)}): say which one it is, as "
                f"--{noun} '{name}={known[0]}', or leave it out with --{noun} '{name}='"
            )
    if not any(found.values()):
        mine = names[0] if names else "NAME"
        raise UsageError(
            f"no {noun} of the file is used: say of one at least which it is, as "
            f"--{noun} '{mine}={known[0]}'"
        )
    return found


def teams_meant(base: Loaded, schedule: Schedule) -> dict[str, str]:
    """The scenario's team for each of a schedule's, as far as their names or skills tell."""
    teams, kept = base.scenario.teams, base.scenario.imports.teams
    plain = {plainly(one): one for one in teams}
    serves: dict[frozenset[str], list[str]] = {}
    for team in teams:
        mine = [name for name, one in base.scenario.queues.items() if team in one.teams]
        serves.setdefault(frozenset(plainly(name) for name in mine), []).append(team)
    found: dict[str, str] = {}
    for one in schedule.teams:
        skills = frozenset(plainly(skill) for skill in one.name.split(" + "))
        by_skills = serves.get(skills, []) if schedule.by_skills else []
        if one.name in kept:
            found[one.name] = kept[one.name]
        elif plainly(one.name) in plain:
            found[one.name] = plain[plainly(one.name)]
        elif len(by_skills) == 1:
            found[one.name] = by_skills[0]
        elif len(schedule.teams) == len(teams) == 1:
            found[one.name] = next(iter(teams))
    return found


def _read(found: Forecast | Schedule) -> dict[str, Any]:
    """What was read of a file, and what was not."""
    return {
        "columns": dict(found.columns),
        "interval_min": found.minutes,
        "weekly": found.weekly,
        "start": None if found.start is None else found.start.isoformat(),
        "rows": found.rows,
        "rejected": len(found.rejected),
        "rejected_rows": [
            {"row": one.row, "why": one.why} for one in found.rejected[:_MOST_REJECTED]
        ],
        "notices": list(found.notices),
    }
