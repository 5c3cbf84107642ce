"""One day as it was played, and then the mean of all days that it is one of."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from ccsim.errors import UsageError
from ccsim.experiments.day import Day, day_of
from ccsim.experiments.keep import Request, run_kept
from ccsim.experiments.replicate import source_of
from ccsim.experiments.results import RunResult, label_of
from ccsim.spec.scenario import Scenario
from ccsim.spec.writing import fingerprint
from ccsim.ui.choices import Settings
from ccsim.ui.jobs import Job
from ccsim.ui.places import RUNS


@dataclass(frozen=True)
class DayAsked:
    """A day of a replication; equal where the same is seen."""

    path: Path
    how: Settings
    replication: int
    number: int
    """Which day of the run, from 0."""
    facts: str
    """The fingerprint of the file as it was when it was asked."""


@dataclass(frozen=True)
class DayAnswer:
    """A day, and the run that it belongs to."""

    day: Day
    run: RunResult
    folder: Path | None
    """Where the run is kept; None while only the day is known, and nothing of other days."""


def scenario_asked(path: Path, weeks: int | None) -> Scenario:
    """The facts of a file as they are now.

    Raises:
        UsageError: the file cannot be used.
    """
    return source_of(path, weeks=weeks).scenario


def days_of(scenario: Scenario) -> tuple[dt.date, dt.date, dt.date]:
    """The first and the last day of a run, and one worth looking at: a measured Monday."""
    calendar = scenario.calendar
    first = calendar.start
    last = first + dt.timedelta(days=calendar.total_days - 1)
    measured = min(first + dt.timedelta(days=calendar.warm_up_total_days), last)
    monday = measured + dt.timedelta(days=-measured.weekday() % 7)
    return first, last, monday if monday <= last else measured


def day_asked(
    path: Path, scenario: Scenario, how: Settings, replication: int, date: dt.date
) -> DayAsked:
    """The question that the form asks."""
    number = (date - scenario.calendar.start).days
    return DayAsked(path, how, replication, number, fingerprint(scenario))


def day_question(asked: DayAsked) -> Callable[[Job[DayAnswer]], None]:
    """How it is answered: the day first, then what the mean over all replications is."""

    def answer(job: Job[DayAnswer]) -> None:
        loaded = source_of(asked.path, weeks=asked.how.weeks)
        if fingerprint(loaded.scenario) != asked.facts:
            raise UsageError(f"{asked.path} has just been changed: choose it again")
        day = day_of(
            loaded.scenario,
            seed=asked.how.seed,
            replication=asked.replication,
            number=asked.number,
            progress=job.progress,
        )
        unmeasured = RunResult(
            scenario=loaded.scenario,
            source=loaded,
            label=label_of(loaded.scenario, loaded.path),
            seed=asked.how.seed,
            replications=asked.how.replications,
            engine="compiled",
            fingerprint=asked.facts,
            log_digest="",
            totals=(),
            estimates={},
        )
        job.publish(DayAnswer(day, unmeasured, None))
        job.progress(0, asked.how.replications)
        request = Request(
            weeks=asked.how.weeks, replications=asked.how.replications, seed=asked.how.seed
        )
        kept = run_kept(asked.path, request, RUNS, progress=job.progress)
        job.publish(DayAnswer(day, kept.result, kept.folder))

    return answer
