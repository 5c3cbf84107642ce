"""Kept runs put side by side again: opened from their folders and compared, nothing played."""

import os
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from ccsim.codes import RESULTS_VERSION
from ccsim.errors import UsageError
from ccsim.experiments.compare import Comparison, compared
from ccsim.experiments.keep import reopen
from ccsim.experiments.results import RunResult, digest_of
from ccsim.metrics.estimates import estimate
from ccsim.spec.calendar import Calendar
from ccsim.store.program import program_digest
from ccsim.store.runs import open_run


@dataclass(frozen=True)
class Reopened:
    """Kept runs as they were when they were done."""

    result: Comparison | RunResult
    notes: tuple[str, ...] = ()
    """What a reader has to know of how the runs were made."""


def reopen_all(folders: Sequence[Path]) -> Reopened:
    """One kept run, or several compared with the first of them.

    Runs of different length in replications are compared by those that all have: replication 3 has
    the same luck in each of them.

    Raises:
        UsageError: a folder holds no run, or the runs have not the same luck or the same calendar.
    """
    _check_each_once(folders)
    notes = _notes(folders)
    runs = [reopen(folder) for folder in folders]
    if len(runs) == 1:
        return Reopened(runs[0], tuple(notes))
    for run, folder in zip(runs[1:], folders[1:], strict=True):
        _check_alike(runs[0], folders[0], run, folder)
    fewest = min(run.replications for run in runs)
    if any(run.replications > fewest for run in runs):
        notes.append(f"Of each run, the first {fewest} replications are compared: all have these.")
    return Reopened(compared([_first_of(run, fewest) for run in runs]), tuple(notes))


def _check_each_once(folders: Sequence[Path]) -> None:
    seen: dict[Path, Path] = {}
    for folder in folders:
        place = Path(os.path.realpath(folder))
        if place in seen:
            raise UsageError(f"{folder} is given twice: a comparison takes different runs")
        seen[place] = folder


def _check_alike(first: RunResult, here: Path, run: RunResult, folder: Path) -> None:
    """Refuse runs whose luck or time differs."""
    if run.seed != first.seed:
        raise UsageError(
            f"{folder} has seed {run.seed}, {here} has seed {first.seed}: a comparison needs the "
            "same luck; run both with the same --seed"
        )
    before, after = _time(first.scenario.calendar), _time(run.scenario.calendar)
    if before != after:
        raise UsageError(
            f"{folder} has {after}, {here} has {before}: a comparison needs the same time; "
            "run both with the same calendar (--weeks)"
        )


def _time(calendar: Calendar) -> str:
    return (
        f"{calendar.total_days} days from {calendar.start}, {calendar.warm_up_total_days} of them "
        "of warm-up"
    )


def _first_of(run: RunResult, replications: int) -> RunResult:
    """The run as it was after so many replications."""
    if run.replications == replications:
        return run
    totals, digests = run.totals[:replications], run.log_digests[:replications]
    return replace(
        run,
        replications=replications,
        totals=totals,
        estimates=estimate(totals),
        log_digests=digests,
        log_digest=digest_of(digests),
    )


def _notes(folders: Sequence[Path]) -> list[str]:
    """What a reader has to know of how the runs were made.

    Raises:
        UsageError: they were made by programs whose numbers may differ.
    """
    facts = [open_run(folder).facts for folder in folders]
    versions = [one.get("results_version") for one in facts]
    for folder, version in zip(folders, versions, strict=True):
        if version != versions[0]:
            raise UsageError(
                f"{folder} has results version {version}, {folders[0]} has {versions[0]}: "
                "their numbers are not of one program; run the older one again"
            )
    if len({one.get("program") for one in facts}) > 1:
        return ["The runs were made by different versions of the program: run them again."]
    if versions[0] != RESULTS_VERSION:
        now = f"this program has {RESULTS_VERSION}, and may give other numbers"
        return [f"Kept with results version {versions[0]}; {now}."]
    if facts[0].get("program") != program_digest():
        return ["Kept by another version of the program, which may give other numbers."]
    return []
