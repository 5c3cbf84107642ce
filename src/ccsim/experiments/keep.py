"""Runs that are kept: written to a folder when they are done, repeated or opened from it."""

from collections.abc import Mapping, Sequence
from concurrent.futures import Executor
from contextlib import closing
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from ccsim.errors import UsageError
from ccsim.experiments.comparable import changed_and_not, obtain_each
from ccsim.experiments.compare import Comparison, check_one_question, compared, select_best
from ccsim.experiments.executors import LOCAL
from ccsim.experiments.precision import precision_of_json
from ccsim.experiments.replicate import (
    SEED,
    Progress,
    Settings,
    Tell,
    address_of,
    replications_of,
    run_all,
    source_of,
)
from ccsim.experiments.results import RunResult
from ccsim.experiments.screening import Best
from ccsim.experiments.selection import Selection, parse_best
from ccsim.experiments.shelf import Address, KeptShelf
from ccsim.experiments.totals_table import totals_columns, totals_of
from ccsim.metrics.catalogue import CATALOGUE
from ccsim.metrics.estimates import kind_of
from ccsim.metrics.tidy import tidy_columns
from ccsim.metrics.totals import split_key
from ccsim.replication import EngineName
from ccsim.spec.loading import dump
from ccsim.store.log import LOG_FILE, join_logs, logged
from ccsim.store.places import draft_folder, recover_all, tidy, unwritable
from ccsim.store.runs import Record, StoredRun, folder_name, open_run, provenance, save


@dataclass(frozen=True)
class Kept:
    """A run, and the folder that it is kept in."""

    result: RunResult
    folder: Path


@dataclass(frozen=True)
class Request:
    """What a user asks for; what is left open comes from a kept run, or is the default."""

    sets: Sequence[str] = ()
    weeks: int | None = None
    replications: int | None = None
    seed: int | None = None
    engine: EngineName = "auto"
    workers: int | None = None
    executor: Executor | str = LOCAL
    fresh: bool = False
    """Whether everything is played, and nothing answered from what is kept."""
    best: str | None = None
    """`METRIC=DELTA`, if a comparison is to choose the best."""
    precision: Mapping[str, float] = field(default_factory=dict)
    """How narrow intervals are to be, by metric; then `replications` is the most of them."""
    own_sets: Sequence[Sequence[str]] = ()
    """Other values for facts of single scenarios, in the order of the scenarios."""

    def settings(self, stored: StoredRun | None) -> Settings:
        """How to run it."""
        facts: dict[str, Any] = {} if stored is None else stored.facts
        asked = self.replications
        if asked is None and not self.precision:
            asked = facts.get("replications")
        return Settings(
            replications=replications_of(asked, self.precision),
            seed=_first(self.seed, facts.get("seed"), SEED),
            engine=self.engine,
            workers=self.workers,
            executor=self.executor,
            precision=self.precision,
        )


def run_kept(
    source: Path,
    request: Request,
    root: Path,
    log: bool = False,
    progress: Progress | None = None,
    tell: Tell | None = None,
) -> Kept:
    """Run a scenario, or repeat a kept run, and keep it under the root folder."""
    return _run_kept([source], request, root, log, progress, tell)[0][0]


def compare_kept(
    sources: Sequence[Path],
    request: Request,
    root: Path,
    log: bool = False,
    progress: Progress | None = None,
    tell: Tell | None = None,
) -> tuple[Comparison, list[Path]]:
    """Compare scenarios, or kept runs played again, and keep each run under the root folder.

    One alone is compared, as it is, with what the changes asked for make of it.
    """
    if len(sources) == 1:
        changed_and_not(scenario_file(sources[0]), request.sets, request.weeks)
        sources = [*sources, *sources]
        request = replace(request, sets=(), own_sets=((), request.sets))
    best = None if request.best is None else parse_best(request.best)
    kept, selection = _run_kept(sources, request, root, log, progress, tell, best)
    return compared([one.result for one in kept], selection), [one.folder for one in kept]


def scenario_file(path: Path) -> Path:
    """The file of a scenario, or the scenario of a kept run."""
    return open_run(path).scenario_file if path.is_dir() else path


def _run_kept(
    sources: Sequence[Path],
    request: Request,
    root: Path,
    log: bool,
    progress: Progress | None,
    tell: Tell | None,
    best: Best | None = None,
) -> tuple[list[Kept], Selection | None]:
    stored = [open_run(source) if source.is_dir() else None for source in sources]
    files = [scenario_file(source) for source in sources]
    settings = request.settings(stored[0])
    if log and settings.executor != LOCAL:
        raise UsageError("--log keeps what is played on this machine: not with another --executor")
    check_one_question(best, settings)
    # Faults in a file are told before a folder is made for its runs.
    own = request.own_sets or [()] * len(files)
    sets = [[*request.sets, *one] for one in own]
    known = [source or facts for facts, source in obtain_each(files, sets, request.weeks)]
    try:
        root.mkdir(parents=True, exist_ok=True)
        recover_all(root)
        tidy(root)
        shelf = KeptShelf(root, log, request.fresh)
        with closing(shelf):
            results = run_all(known, settings, progress=progress, shelf=shelf, tell=tell)
            selected = select_best(results, best, settings, shelf, progress)
            selection = None if selected is None else selected.selection
            more_to_come = selection is not None and selection.stopped
            # Whoever stops it waits for nothing: what was added stays where it was kept as it came.
            longest = (
                _named_as(results, selected.runs) if selected and not more_to_come else results
            )
            kept = _put_away(longest, settings, shelf, root, more_to_come)
            both = zip(results, kept, strict=True)
            return [Kept(result, one.folder) for result, one in both], selection
    except OSError as error:  # such as a disk that is full: all that is done is kept
        raise unwritable(root, error) from None


def _named_as(results: Sequence[RunResult], longer: Sequence[RunResult]) -> list[RunResult]:
    """The same runs with more replications, under the names of their scenarios."""
    both = zip(longer, results, strict=True)
    return [replace(run, label=result.label) for run, result in both]


def _put_away(
    results: Sequence[RunResult],
    settings: Settings,
    shelf: KeptShelf,
    root: Path,
    more_to_come: bool = False,
) -> list[Kept]:
    """Each result in its folder, and nothing left of the time when it was under way."""
    kept = []
    for result in results:
        address = address_of(result.scenario, settings)
        kept.append(Kept(result, _put_one_away(result, address, shelf, root)))
    for result in results:
        if not (result.stopped or more_to_come):
            shelf.end(address_of(result.scenario, settings))
    return kept


def _put_one_away(result: RunResult, address: Address, shelf: KeptShelf, root: Path) -> Path:
    """Keep a run; one of that name that has more replications or logs already stays as it is."""
    place = root / folder_name({**vars(result), "scenario": result.label})
    there = [] if shelf.fresh else [run for run in shelf.runs(address) if run.folder == place]
    for run in there:
        if run.facts["replications"] > result.replications:
            result = reopen(place)
    logs = shelf.logs(address, result.replications)
    for run in there:
        had = [] if run.log_file is None else logged(run.log_file)
        as_many = run.facts["replications"] == result.replications
        if as_many and len(had) == len(logs) and _is_told(result, run):
            return place
    if not logs:
        return save(record_of(result), root)
    with draft_folder(root) as draft:
        whole = draft / LOG_FILE
        join_logs(logs, whole)
        return save(record_of(result), root, whole)


def record_of(result: RunResult) -> Record:
    """What is written down of a run."""
    facts = result.to_json()
    estimates = facts.pop("metrics")
    facts.pop("scorecard")  # it is among them
    source = result.source
    facts |= {
        "file": None if source is None else str(source.path),
        "sets": [] if source is None else list(source.sets),
        "stopped": result.stopped,
        "log_digests": list(result.log_digests),
        **provenance(),
        "metrics": estimates,
    }
    tables = {
        "metrics": tidy_columns(result.label, result.totals),
        "totals": totals_columns(result.totals),
    }
    return Record(dump(result.scenario), facts, tables)


def reopen(folder: Path | str) -> RunResult:
    """A kept run as it was when it was done, without playing it again."""
    stored = open_run(folder)
    facts = stored.facts
    source = source_of(stored.scenario_file)
    totals = tuple(totals_of(stored.columns("totals")))
    try:
        return RunResult(
            scenario=source.scenario,
            source=source,
            label=facts["scenario"],
            seed=facts["seed"],
            replications=facts["replications"],
            engine=facts["engine"],
            fingerprint=facts["fingerprint"],
            log_digest=facts["log_digest"],
            totals=totals,
            estimates={
                key: kind_of(CATALOGUE[split_key(key)[0]])(**one)
                for key, one in facts["metrics"].items()
            },
            stopped=bool(facts.get("stopped")),
            log_digests=tuple(facts.get("log_digests", ())),
            precision=precision_of_json(facts["precision"]) if "precision" in facts else None,
        )
    except (KeyError, TypeError) as error:
        raise UsageError(f"{stored.folder} was not written by this program: {error}") from None


def _is_told(result: RunResult, run: StoredRun) -> bool:
    """Whether a kept run says what came of the precision that was wanted, if any was."""
    return result.precision is None or run.facts.get("precision") == result.precision.to_json()


def _first(*values: int | None) -> int:
    """The first that is known."""
    return next(value for value in values if value is not None)
