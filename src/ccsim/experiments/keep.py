"""Runs that are kept: written to a folder when they are done, repeated or opened from it."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from ccsim.errors import UsageError
from ccsim.experiments.compare import Comparison, compared
from ccsim.experiments.replicate import (
    REPLICATIONS,
    SEED,
    Progress,
    Settings,
    log_file,
    run_all,
    source_of,
)
from ccsim.experiments.results import RunResult
from ccsim.metrics.estimates import Estimate
from ccsim.metrics.tidy import tidy_columns
from ccsim.metrics.totals import AXES, Totals
from ccsim.metrics.window import Floats
from ccsim.replication import EngineName
from ccsim.spec.loading import dump
from ccsim.store.runs import Record, StoredRun, draft_folder, open_run, provenance, save

if TYPE_CHECKING:
    import pandas as pd


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

    def settings(self, stored: StoredRun | None) -> Settings:
        """How to run it."""
        facts: dict[str, Any] = {} if stored is None else stored.facts
        return Settings(
            replications=_first(self.replications, facts.get("replications"), REPLICATIONS),
            seed=_first(self.seed, facts.get("seed"), SEED),
            engine=self.engine,
            workers=self.workers,
        )


def run_kept(
    source: Path,
    request: Request,
    root: Path,
    log: bool = False,
    progress: Progress | None = None,
) -> Kept:
    """Run a scenario, or repeat a kept run, and keep it under the root folder."""
    return _run_kept([source], request, root, log, progress)[0]


def compare_kept(
    sources: Sequence[Path],
    request: Request,
    root: Path,
    log: bool = False,
    progress: Progress | None = None,
) -> tuple[Comparison, list[Path]]:
    """Compare scenarios, or kept runs played again, and keep each run under the root folder."""
    if len(sources) < 2:
        raise UsageError("a comparison takes at least two scenarios; the first is the reference")
    kept = _run_kept(sources, request, root, log, progress)
    return compared([one.result for one in kept]), [one.folder for one in kept]


def scenario_file(path: Path) -> Path:
    """The file of a scenario, or the scenario of a kept run."""
    return open_run(path).scenario_file if path.is_dir() else path


def _run_kept(
    sources: Sequence[Path], request: Request, root: Path, log: bool, progress: Progress | None
) -> list[Kept]:
    stored = [open_run(source) if source.is_dir() else None for source in sources]
    files = [scenario_file(source) for source in sources]
    settings = request.settings(stored[0])
    # Faults in a file are told before a folder is made for its runs.
    known = [source_of(file, request.sets, request.weeks) for file in files]
    with draft_folder(root) as draft:
        results = run_all(known, settings, progress=progress, log_folder=draft if log else None)
        return [
            Kept(result, save(record_of(result), root, log_file(draft, number) if log else None))
            for number, result in enumerate(results)
        ]


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
        **provenance(),
        "metrics": estimates,
    }
    tables = {
        "metrics": tidy_columns(result.label, result.totals),
        "totals": _totals_table(result),
    }
    return Record(dump(result.scenario), facts, tables)


def reopen(folder: Path | str) -> RunResult:
    """A kept run as it was when it was done, without playing it again."""
    stored = open_run(folder)
    facts = stored.facts
    source = source_of(stored.scenario_file)
    table = stored.table("totals")
    totals = tuple(_totals_of(part) for _, part in table.groupby("replication", sort=True))
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
            estimates={key: Estimate(**one) for key, one in facts["metrics"].items()},
            stopped=bool(facts.get("stopped")),
        )
    except (KeyError, TypeError) as error:
        raise UsageError(f"{stored.folder} was not written by this program: {error}") from None


def _totals_table(result: RunResult) -> dict[str, Any]:
    """The sums that all metrics follow from, one row for each slice and name."""
    rows = [
        (replication, axis, label, name, float(value), one.currency)
        for replication, one in enumerate(result.totals)
        for axis, sums in one.sums.items()
        for name, values in sums.items()
        for label, value in zip(one.labels[axis], values, strict=True)
    ]
    names = ("replication", "axis", "slice", "name", "value", "currency")
    columns: dict[str, Any] = {name: [row[at] for row in rows] for at, name in enumerate(names)}
    columns["replication"] = np.array(columns["replication"], np.int64)
    columns["value"] = np.array(columns["value"], np.float64)
    return columns


def _totals_of(table: "pd.DataFrame") -> Totals:
    """The totals of one replication, from its rows."""
    labels: dict[str, tuple[str, ...]] = {}
    sums: dict[str, dict[str, Floats]] = {}
    for keys, part in table.groupby(["axis", "name"], sort=False):
        axis, name = map(str, keys)
        labels.setdefault(axis, tuple(part["slice"]))
        sums.setdefault(axis, {})[name] = part["value"].to_numpy()
    for axis in AXES:
        labels.setdefault(axis, ())
        sums.setdefault(axis, {})
    currency = table["currency"].iloc[0]
    return Totals(labels, sums, currency if isinstance(currency, str) else None)


def _first(*values: int | None) -> int:
    """The first that is known."""
    return next(value for value in values if value is not None)
