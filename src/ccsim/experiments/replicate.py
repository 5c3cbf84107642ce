"""Run a scenario a number of times, each time with other luck."""

import operator
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import get_args

from ccsim.errors import UsageError
from ccsim.experiments.play import Job, Played, plan_of, play_all
from ccsim.experiments.results import RunResult, digest_of, label_of
from ccsim.experiments.workers import processors
from ccsim.metrics.estimates import estimate
from ccsim.replication import EngineName
from ccsim.spec.loading import Loaded, load
from ccsim.spec.scenario import Scenario
from ccsim.spec.writing import fingerprint
from ccsim.store.log import LOG_FILE, join_logs, part_file

REPLICATIONS = 10
SEED = 1

Progress = Callable[[int, int], None]
Source = Scenario | Loaded | Path | str


@dataclass(frozen=True)
class Settings:
    """How scenarios are run; nothing of it is a fact about a call centre."""

    replications: int = REPLICATIONS
    seed: int = SEED
    engine: EngineName = "auto"
    workers: int | None = None

    def __post_init__(self) -> None:
        """Refuse what cannot be."""
        _check_whole("replications", self.replications, 1, 1_000_000)
        _check_whole("seed", self.seed, 0, 2**32 - 1)
        if self.workers is not None:
            _check_whole("workers", self.workers, 1, 10_000)
        if self.engine not in get_args(EngineName):
            raise UsageError(
                f"{self.engine!r} is not an engine: there are {', '.join(get_args(EngineName))}"
            )

    @property
    def processes(self) -> int:
        """How many processes may work."""
        if self.workers is not None:
            return self.workers
        return processors()

    @property
    def player(self) -> str:
        """The name of the engine that plays."""
        return "compiled" if self.engine == "auto" else self.engine


def run(
    scenario: Source,
    *,
    sets: Sequence[str] = (),
    weeks: int | None = None,
    replications: int = REPLICATIONS,
    seed: int = SEED,
    engine: EngineName = "auto",
    workers: int | None = None,
    progress: Progress | None = None,
    log_folder: Path | None = None,
) -> RunResult:
    """Run a scenario; the same facts and seed give the same numbers, whoever does the work.

    An interrupt (Ctrl-C) keeps the replications that are done; the result says how many.

    Args:
        scenario: a scenario, or the path of its file.
        sets: other values for single facts, each as ``PATH=VALUE``.
        weeks: simulated weeks, warm-up included, in place of the scenario's own.
        replications: how often it is repeated.
        seed: which luck it has.
        engine: ``simpy`` or ``compiled``; ``auto`` is ``compiled``.
        workers: how many processes work; by default as many as the machine has processors.
        progress: told how many replications are done, of how many.
        log_folder: where the event log is kept, if it is.
    """
    settings = Settings(replications, seed, engine, workers)
    return run_all([scenario], settings, sets, weeks, progress, log_folder)[0]


def run_all(
    scenarios: Sequence[Source],
    settings: Settings,
    sets: Sequence[str] = (),
    weeks: int | None = None,
    progress: Progress | None = None,
    log_folder: Path | None = None,
) -> list[RunResult]:
    """Run several scenarios with the same luck; an interrupt keeps as many replications of each."""
    known = [obtain(scenario, sets, weeks) for scenario in scenarios]
    for scenario, _ in known:
        plan_of(scenario, fingerprint(scenario))  # what cannot be lowered is told at once
    jobs = [
        Job(
            scenario=scenario,
            fingerprint=fingerprint(scenario),
            seed=settings.seed,
            replication=replication,
            engine=settings.engine,
            log=_log_part(log_folder, number, replication),
        )
        for replication in range(settings.replications)
        for number, (scenario, _) in enumerate(known)
    ]
    played, stopped = _play(jobs, settings.processes, len(known), progress)
    results = []
    for number, (scenario, source) in enumerate(known):
        own = played[number :: len(known)]
        if log_folder is not None:
            parts = (_log_part(log_folder, number, replication) for replication in range(len(own)))
            join_logs([part for part in parts if part], log_file(log_folder, number))
        results.append(_result(scenario, source, settings, own, stopped))
    return results


def _result(
    scenario: Scenario,
    source: Loaded | None,
    settings: Settings,
    played: Sequence[Played],
    stopped: bool,
) -> RunResult:
    """What a scenario's replications give."""
    totals = tuple(one.totals for one in played)
    return RunResult(
        scenario=scenario,
        source=source,
        label=label_of(scenario, source.path if source else None),
        seed=settings.seed,
        replications=len(played),
        engine=settings.player,
        fingerprint=fingerprint(scenario),
        log_digest=digest_of([one.digest for one in played]),
        totals=totals,
        estimates=estimate(totals),
        stopped=stopped,
    )


def obtain(
    scenario: Source, sets: Sequence[str] = (), weeks: int | None = None
) -> tuple[Scenario, Loaded | None]:
    """The facts meant, with changes made to them, and where they came from."""
    if isinstance(scenario, Path | str):
        loaded = source_of(scenario, sets, weeks)
        return loaded.scenario, loaded
    if sets or weeks is not None:
        raise UsageError("sets and weeks change a scenario as it is read: pass its path")
    if isinstance(scenario, Loaded):
        return scenario.scenario, scenario
    return scenario, None


def source_of(path: Path | str, sets: Sequence[str] = (), weeks: int | None = None) -> Loaded:
    """The scenario of a file, with changes made to it."""
    if weeks is not None:
        sets = [*sets, f"calendar.weeks={weeks}", "calendar.days=0"]
    return load(path, sets)


def log_file(folder: Path, number: int = 0) -> Path:
    """Where the whole log of one of several scenarios lies, before it is kept with its run."""
    return folder / f"{number}-{LOG_FILE}"


def _log_part(folder: Path | None, number: int, replication: int) -> Path | None:
    if folder is None:
        return None
    part = part_file(folder / str(number), replication)
    part.parent.mkdir(exist_ok=True)
    return part


def _play(
    jobs: Sequence[Job], workers: int, together: int, progress: Progress | None
) -> tuple[list[Played], bool]:
    """What is played until the end or an interrupt, in whole replications of all scenarios."""
    played: list[Played] = []
    replications = len(jobs) // together
    stopped = False
    try:
        if progress is not None:
            progress(0, replications)
        with closing(play_all(jobs, workers)) as playing:
            for one in playing:
                played.append(one)
                if progress is not None and len(played) % together == 0:
                    progress(len(played) // together, replications)
    except KeyboardInterrupt:
        stopped = True
    whole = len(played) // together * together
    if stopped and whole == 0:
        raise KeyboardInterrupt
    return played[:whole], stopped and whole < len(jobs)


def _check_whole(name: str, value: int, least: int, most: int) -> None:
    """Refuse what is not a whole number within its bounds."""
    try:
        number = operator.index(value)
    except TypeError:
        raise UsageError(f"{name} is {value!r}; it must be a whole number") from None
    if not least <= number <= most:
        raise UsageError(f"{name} is {number}; it must lie from {least} to {most:,}")
