"""A calibrated centre as a scenario file: each fact with its interval, count and method beside."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from ccsim.experiments.calibration.assumptions import THRESHOLD, assumptions
from ccsim.experiments.calibration.centre import Centre, QueueFacts
from ccsim.experiments.calibration.estimates import Estimate
from ccsim.experiments.calibration.priorities import USUAL
from ccsim.experiments.calibration.staffing import Team
from ccsim.experiments.forecasted import opening_hours
from ccsim.spec.demand import WEEKDAYS
from ccsim.spec.loading import Loaded
from ccsim.spec.writing import one_line
from ccsim.store.drafts import save

_WIDTH = 96


class Remembered(NamedTuple):
    """How records were read, for a scenario to keep."""

    columns: Mapping[str, Mapping[str, str]]
    """The columns that were read, by the kind of file."""
    zone: str | None = None
    """The time zone of the centre; None where times were taken as they are written."""
    times_in: str | None = None
    """That of times that name none, where it is another."""


def write_scenario(centre: Centre, path: Path, name: str, kept: Remembered) -> Loaded:
    """Write the scenario of a centre, whole or not at all, and read it again.

    Args:
        centre: what is known of it.
        path: where it is written.
        name: the scenario's.
        kept: how its records were read.

    Raises:
        ScenarioError: it cannot be used.
        UsageError: nothing can be written there.
    """
    return save(scenario_text(centre, name, kept), path)


def scenario_text(centre: Centre, name: str, kept: Remembered) -> str:
    """The file of a centre that was calibrated."""
    zone = f", time_zone: {kept.zone}" if kept.zone else ""
    when = f"{{start: {centre.start.isoformat()}, weeks: 1{zone}}}"
    lines = [
        *_comment(_told(centre), ""),
        f"name: {one_line(name)}",
        "why: A centre as its own call records show it; every estimate has its interval.",
        f"calendar: {when}  # the first week not seen",
        "demand:",
        *_comment([_line(centre.busy_days)], "  "),
        f"  busy_day_cv: {float(f'{centre.busy_days.value:.4g}')}",
        "queues:",
        *(line for queue in centre.queues for line in _queue(centre, queue)),
        "teams:",
        *(line for team in centre.teams for line in _team(centre, team)),
        f"measures: {{interval: {centre.calls.minutes}m, service_level_threshold: {THRESHOLD}}}",
        *_evidence(centre.estimates),
        *_imports(centre, kept),
    ]
    return "\n".join(lines) + "\n"


def _told(centre: Centre) -> list[str]:
    calls = centre.calls
    said = (
        f"From the records of {calls.total:,} calls that sought an agent, "
        f"{calls.dates[0].isoformat()} to {calls.dates[-1].isoformat()}, by ccsim calibrate. "
        "What stands in brackets is a 95 % interval, or called a range where it is none; the same "
        "ends stand under evidence, where ccsim robustness and the doubts of reports find them."
    )
    assumed = ", ".join(one.path for one in assumptions(centre))
    return [
        said,
        f"Assumed, since the records do not tell it: {assumed}.",
        *(f"{one[:1].upper()}{one[1:].rstrip('.')}." for one in centre.notices),
    ]


def _queue(centre: Centre, queue: QueueFacts) -> Iterator[str]:
    calls = centre.calls
    name = calls.names[queue.name]
    by_path = {one.path: one for one in queue.estimates}
    team = next(team for team in centre.teams if queue.name in team.queues)
    hours = opening_hours(queue.is_open.reshape(-1).astype(float).tolist(), calls.minutes)
    yield f"  {name}:"
    told = f"{queue.calls:,} calls"
    told += "." if calls.counted else f", of which {queue.answered:,} were answered."
    yield from _comment([told], "    ")
    yield f"    teams: [{team.name}]"
    if (priority := centre.priorities[queue.name]) != USUAL:
        yield f"    priority: {priority}  # after those of its agents' queues that have {USUAL}"
    yield f"    hours: {one_line(hours)}"
    for fact, written in queue.facts.items():
        known = by_path.get(f"queues.{name}.{fact}") or by_path[f"queues.{name}.{fact}.after"]
        yield from _comment([_line(known)], "    ")
        yield f"    {fact}: {one_line(written)}"
    yield "    forecast:"
    yield from _comment([_line(by_path[f"queues.{name}.forecast.scale"])], "      ")
    yield f"      interval: {calls.minutes}m"
    yield from _week("calls", np.round(queue.weekly, 3), "      ")
    for habit, found in centre.habits.items():
        chance = found.chance
        delay = "redial_delay" if habit == "redials" else "reconnect_delay"
        yield from _comment([_line(chance)], "      ")
        yield f"      {habit}: {float(f'{chance.value:.4g}')}"
        assert found.delay is not None
        yield f"      {delay}: {one_line(found.delay.written())}"
    if "redials" in centre.habits:
        yield "      after_closing: lost  # who would call again after closing was not counted"


def _team(centre: Centre, team: Team) -> Iterator[str]:
    calls = centre.calls
    yield f"  {team.name}:"
    if not calls.timed:
        yield from _comment([f"{team.ready.method}."], "    ")
    else:
        most = calls.weekly(team.on_duty).max()
        told = (
            f"{team.people} agents are named in the records; in the busiest interval {most:.1f} of "
            f"them are on duty. Ready are {_line(team.ready)} Agents by interval are the mean on "
            "duty on the dates of a weekday, times that share (of the part of the day, where it "
            "has calls enough)."
        )
        yield from _comment([told], "    ")
    yield "    headcount:"
    yield f"      interval: {calls.minutes}m"
    yield from _week("agents", team.headcount, "      ")
    if team.others is None:
        return
    yield f"  {team.reserve}:"
    told = "On duty and not at the ready: they come once a caller has waited as overflow says."
    yield from _comment([told], "    ")
    yield "    headcount:"
    yield f"      interval: {calls.minutes}m"
    yield from _week("agents", team.others, "      ")


def _week(key: str, of_week: "np.typing.NDArray[Any]", indent: str) -> Iterator[str]:
    """A list of a week, day by day, where a reader finds each weekday on lines of its own."""
    yield f"{indent}{key}: ["
    for day, row in enumerate(of_week):
        yield f"{indent}  # {WEEKDAYS[day]}"
        yield from _filled([f"{one:g}," for one in row.tolist()], f"{indent}  ")
    yield f"{indent}]"


def _evidence(estimates: Sequence[Estimate]) -> Iterator[str]:
    ranged = [one for one in estimates if one.ranged]
    if ranged:
        yield "evidence:"
    for one in ranged:
        yield f"  {one.path}: {one_line(one.evidence())}"


def _imports(centre: Centre, kept: Remembered) -> Iterator[str]:
    """How the records were read: a back-test against others of their kind reads them likewise."""
    yield "imports:"
    for kind, own in kept.columns.items():
        yield f"  {kind}: {one_line(dict(own))}"
    names = {queue: name for queue, name in centre.calls.names.items() if queue != name}
    if names:
        yield f"  queues: {one_line(names)}"
    if kept.times_in:
        yield f"  history_time_zone: {kept.times_in}"


def _line(estimate: Estimate) -> str:
    return (
        f"{estimate.text(estimate.value)} ({estimate.ends}; n = {estimate.n:,} {estimate.of}): "
        f"{estimate.method}."
    )


def _comment(sentences: Iterable[str], indent: str) -> Iterator[str]:
    for sentence in sentences:
        yield from _filled(sentence.split(), f"{indent}# ")


def _filled(words: Sequence[str], indent: str) -> Iterator[str]:
    """Words on lines of the usual width."""
    line = indent.rstrip(" ") if indent.endswith("# ") else indent[:-1]
    begun = line
    for word in words:
        if line != begun and len(line) + 1 + len(word) > _WIDTH:
            yield line
            line = begun
        line = f"{line} {word}"
    yield line
