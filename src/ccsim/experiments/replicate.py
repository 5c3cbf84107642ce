"""Run a scenario a number of times, each time with other luck."""

import operator
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Executor
from contextlib import closing
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import get_args

from ccsim.errors import UsageError
from ccsim.experiments.executors import LOCAL, check_executor
from ccsim.experiments.pace import Pace
from ccsim.experiments.play import Job, Played, plan_of, play_all
from ccsim.experiments.precision import (
    CAP,
    Precision,
    Stopping,
    check_precision,
    check_slices,
    forecast,
    reaches,
)
from ccsim.experiments.results import RunResult, digest_of, label_of
from ccsim.experiments.shelf import Address, NoShelf, Shelf
from ccsim.experiments.workers import processors
from ccsim.metrics.estimates import estimate
from ccsim.replication import EngineName
from ccsim.spec.loading import Loaded, load
from ccsim.spec.scenario import Scenario
from ccsim.spec.writing import fingerprint
from ccsim.store.log import LOG_FILE, join_logs

REPLICATIONS = 10
MOST_OFTEN = 1_000_000
"""Replications that anybody may ask for."""
SEED = 1

Progress = Callable[[int, int], None]
Tell = Callable[[str], None]
Source = Scenario | Loaded | Path | str


@dataclass(frozen=True)
class Settings:
    """How scenarios are run; nothing of it is a fact about a call centre."""

    replications: int = REPLICATIONS
    seed: int = SEED
    engine: EngineName = "auto"
    workers: int | None = None
    executor: Executor | str = LOCAL
    """Who plays: processes of this machine, `dask://HOST:PORT`, or any other executor."""
    precision: Mapping[str, float] = field(default_factory=dict)
    """How narrow intervals are to be, by metric, as a share of the mean; then `replications` is
    the most that may be played."""

    def __post_init__(self) -> None:
        """Refuse what cannot be."""
        check_executor(self.executor)
        check_whole("replications", self.replications, 1, MOST_OFTEN)
        check_precision(self.precision, self.replications)
        check_whole("seed", self.seed, 0, 2**32 - 1)
        if self.workers is not None:
            check_whole("workers", self.workers, 1, 10_000)
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
    replications: int | None = None,
    precision: Mapping[str, float] | None = None,
    seed: int = SEED,
    engine: EngineName = "auto",
    workers: int | None = None,
    executor: Executor | str = LOCAL,
    progress: Progress | None = None,
    tell: Tell | None = None,
    log_folder: Path | None = None,
) -> RunResult:
    """Run a scenario; the same facts and seed give the same numbers, whoever does the work.

    An interrupt (Ctrl-C) keeps the replications that are done; the result says how many.

    Args:
        scenario: a scenario, or the path of its file.
        sets: other values for single facts, each as ``PATH=VALUE``.
        weeks: simulated weeks, warm-up included, in place of the scenario's own.
        replications: how often it is repeated: 10, or at most 1,000 with `precision`.
        precision: by metric, how narrow its 95 % interval is to be: half its width as a share of
            the mean. It is repeated until all are that narrow, at three looks in a row, and at
            least 60 times where `replications` allows it.
        seed: which luck it has.
        engine: ``simpy`` or ``compiled``; ``auto`` is ``compiled``.
        workers: how many processes work; by default as many as the machine has processors.
        executor: who plays: `local`, `dask://HOST:PORT`, or any `concurrent.futures.Executor`.
        progress: told how many replications are done, of how many.
        tell: told how many replications a precision will take, and how long.
        log_folder: where the event log is kept, if it is.
    """
    wanted = precision or {}
    most = replications_of(replications, wanted)
    settings = Settings(most, seed, engine, workers, executor, wanted)
    return run_all([scenario], settings, sets, weeks, progress, log_folder, tell=tell)[0]


def replications_of(asked: int | None, precision: Mapping[str, float]) -> int:
    """How many replications are played, or the most of them where a precision is wanted."""
    if asked is not None:
        return asked
    return CAP if precision else REPLICATIONS


def run_all(
    scenarios: Sequence[Source],
    settings: Settings,
    sets: Sequence[str] = (),
    weeks: int | None = None,
    progress: Progress | None = None,
    log_folder: Path | None = None,
    shelf: Shelf | None = None,
    tell: Tell | None = None,
) -> list[RunResult]:
    """Run several scenarios with the same luck; an interrupt keeps as many replications of each.

    What the shelf knows is not played again.
    """
    known = [obtain(scenario, sets, weeks) for scenario in scenarios]
    shelf = shelf or NoShelf(log_folder)
    asked = {address_of(scenario, settings): scenario for scenario, _ in known}
    done = {address: shelf.known(address, settings.replications) for address in asked}
    kept = {address: frozenset(found) for address, found in done.items()}
    whole, stopped = _play_enough(asked, done, settings, shelf, progress, tell)
    if stopped and whole == 0:
        raise KeyboardInterrupt
    results = []
    for number, (scenario, source) in enumerate(known):
        address = address_of(scenario, settings)
        own = [done[address][replication] for replication in range(whole)]
        result = _result(scenario, source, settings, own)
        again = sum(replication < whole for replication in kept[address])
        results.append(replace(result, stopped=stopped, kept=again))
        if log_folder is not None:
            parts = [(shelf.log_part(address, one), one) for one in range(whole)]
            join_logs([(part, one) for part, one in parts if part], log_file(log_folder, number))
    return _with_precision(results, settings)


def _with_precision(results: Sequence[RunResult], settings: Settings) -> list[RunResult]:
    """The same, each with what came of the precision that was wanted, if any was."""
    if not settings.precision:
        return list(results)
    found = [reaches(settings.precision, result.totals) for result in results]
    lacking = any(not one.reached for of_run in found for one in of_run.values())
    return [
        replace(
            result,
            precision=Precision(
                cap=settings.replications,
                capped=lacking and result.replications == settings.replications,
                metrics=of_run,
            ),
        )
        for result, of_run in zip(results, found, strict=True)
    ]


def address_of(scenario: Scenario, settings: Settings) -> Address:
    """Where the replications of a scenario are found again."""
    return Address(fingerprint(scenario), settings.seed, settings.player)


def _result(
    scenario: Scenario,
    source: Loaded | None,
    settings: Settings,
    played: Sequence[Played],
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
        log_digests=tuple(one.digest for one in played),
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
        sets = (sets,) if isinstance(sets, str) else sets
        sets = [*sets, f"calendar.weeks={weeks}", "calendar.days=0"]
    return load(path, sets)


def log_file(folder: Path, number: int = 0) -> Path:
    """Where the whole log of one of several scenarios lies, before it is kept with its run."""
    return folder / f"{number}-{LOG_FILE}"


def _play_enough(
    asked: Mapping[Address, Scenario],
    done: Mapping[Address, dict[int, Played]],
    settings: Settings,
    shelf: Shelf,
    progress: Progress | None,
    tell: Tell | None,
) -> tuple[int, bool]:
    """Play until there is enough of each scenario.

    How many replications that is, and whether the user ended it early.
    """
    pace = Pace()
    if not settings.precision:
        aim = settings.replications
        stopped = play_lacking(asked, done, settings, shelf, progress, pace)
        whole = _in_all(done, aim)
        return whole, stopped and whole < aim
    _check_slices(asked, settings)
    stopping = Stopping(settings.precision, settings.replications)
    aim, told = stopping.aim(), 0
    while True:
        stopped = play_lacking(
            asked, done, replace(settings, replications=aim), shelf, progress, pace
        )
        whole = _in_all(done, aim)
        runs = {
            address: [done[address][replication].totals for replication in range(whole)]
            for address in asked
        }
        if (enough := stopping.enough(list(runs.values()))) is not None:
            return enough, False
        if stopped:
            return whole, True
        found = {one: reaches(settings.precision, totals) for one, totals in runs.items()}
        if tell is not None and whole >= 2 * told:
            told = whole
            named = {asked[one].name or one.fingerprint: reached for one, reached in found.items()}
            tell(forecast(named, whole, settings.replications, pace))
        aim = stopping.aim([one for reached in found.values() for one in reached.values()])


def _check_slices(asked: Mapping[Address, Scenario], settings: Settings) -> None:
    """Refuse slices that a scenario does not have, before anything is played."""
    if all("[" not in key for key in settings.precision):
        return
    from ccsim.metrics.totals import slice_labels
    from ccsim.metrics.window import Window

    for address, scenario in asked.items():
        plan = plan_of(scenario, address.fingerprint)
        check_slices(settings.precision, slice_labels(plan, Window(plan)))


def play_lacking(
    asked: Mapping[Address, Scenario],
    done: Mapping[Address, dict[int, Played]],
    settings: Settings,
    shelf: Shelf,
    progress: Progress | None,
    pace: Pace | None = None,
) -> bool:
    """Play what is not done of the first so many, and keep each as it is finished.

    Whether the user ended it early.
    """
    lacking = [
        (address, replication)
        for replication in range(settings.replications)
        for address in asked
        if replication not in done[address]
    ]
    for address in {address for address, _ in lacking}:
        plan_of(asked[address], address.fingerprint)  # what cannot be lowered is told at once
    jobs = [
        Job(
            scenario=asked[address],
            fingerprint=address.fingerprint,
            seed=settings.seed,
            replication=replication,
            engine=settings.engine,
            log=shelf.log_part(address, replication),
        )
        for address, replication in lacking
    ]
    tell = _teller(done, settings.replications, progress)
    try:
        tell()
        with closing(play_all(jobs, settings.processes, settings.executor)) as playing:
            for number, played in playing:
                address, replication = lacking[number]
                shelf.keep(address, replication, played)
                done[address][replication] = played
                if pace is not None:
                    pace.tick()
                tell()
    except KeyboardInterrupt:
        return True
    return False


def _teller(
    done: Mapping[Address, dict[int, Played]], replications: int, progress: Progress | None
) -> Callable[[], None]:
    """What tells how many replications are done, whenever there are more."""
    told = -1

    def tell() -> None:
        nonlocal told
        count = min(sum(map(len, done.values())) // len(done), replications)
        if progress is not None and count > told:
            told = count
            progress(count, replications)

    return tell


def _in_all(done: Mapping[Address, dict[int, Played]], replications: int) -> int:
    """How many replications, from the first on, are done of every scenario."""
    numbers = range(replications)
    return next(
        (one for one in numbers if any(one not in found for found in done.values())), replications
    )


def check_whole(name: str, value: int, least: int, most: int) -> None:
    """Refuse what is not a whole number within its bounds.

    Raises:
        UsageError: it is none, or lies outside.
    """
    try:
        number = operator.index(value)
    except TypeError:
        raise UsageError(f"{name} is {value!r}; it must be a whole number") from None
    if not least <= number <= most:
        raise UsageError(f"{name} is {number}; it must lie from {least} to {most:,}")
