"""A run on disk: a folder with the scenario, the settings, the numbers and, if wanted, the log.

The folder is written under a temporary name and then renamed, so that a folder of a run's name
always holds a whole run.
"""

import datetime as dt
import json
import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ccsim.codes import RESULTS_VERSION
from ccsim.errors import UsageError
from ccsim.store.log import LOG_FILE
from ccsim.store.places import draft_folder, put_in_place, recover, remove, unwritable
from ccsim.store.program import program_digest, versions_of
from ccsim.store.tables import place_of, read_table, write_table

if TYPE_CHECKING:
    import pandas as pd

SCENARIO_FILE = "scenario.yaml"
FACTS_FILE = "run.json"
PARTIAL = "-partial"
_PACKAGES = ("numpy", "scipy", "numba", "simpy", "pandas", "pyarrow", "tzdata", "holidays")


@dataclass(frozen=True)
class Record:
    """What is written down of a run."""

    scenario: str
    """The complete scenario, as YAML."""
    facts: Mapping[str, Any]
    """Everything else that repeating it needs, and the estimates: becomes run.json."""
    tables: Mapping[str, Mapping[str, Any]]
    """Tables of all replications, each by column: `metrics`, tidy, and the `totals` behind it."""


@dataclass(frozen=True)
class StoredRun:
    """A run as it lies on disk."""

    folder: Path
    facts: dict[str, Any]

    @property
    def scenario_file(self) -> Path:
        """The complete scenario."""
        return self.folder / SCENARIO_FILE

    @property
    def log_file(self) -> Path | None:
        """The event log, where it was kept."""
        path = self.folder / LOG_FILE
        return path if path.is_file() else None

    def columns(self, name: str) -> dict[str, Any]:
        """A table by column, without pandas."""
        return read_table(self.folder / f"{name}.parquet")[0]

    def table(self, name: str = "metrics") -> "pd.DataFrame":
        """A table of all replications: `metrics`, tidy, or the `totals` behind it."""
        import pandas as pd

        try:
            return pd.read_parquet(place_of(self.folder / f"{name}.parquet"))
        except (OSError, ValueError) as error:
            raise UsageError(f"the table {name} of {self.folder} cannot be read: {error}") from None


def is_run(folder: Path) -> bool:
    """Whether a folder holds a run."""
    return (folder / FACTS_FILE).is_file() and (folder / SCENARIO_FILE).is_file()


def open_run(folder: Path | str) -> StoredRun:
    """A stored run, by its folder.

    Raises:
        UsageError: the folder holds no run, or what is left of one.
    """
    folder = Path(folder)
    recover(folder)
    if folder.is_file() and folder.suffix in {".yaml", ".yml"}:
        raise UsageError(
            f"{folder} is a scenario, not a kept run: ccsim run {folder} keeps one, and says where"
        )
    if not is_run(folder):
        raise UsageError(
            f"{folder} is not the folder of a run: it has no {FACTS_FILE} beside a {SCENARIO_FILE}"
        )
    try:
        facts = json.loads((folder / FACTS_FILE).read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise UsageError(f"{folder / FACTS_FILE} cannot be read: {error}") from None
    if not isinstance(facts, dict) or not {"seed", "replications"} <= facts.keys():
        raise UsageError(f"{folder / FACTS_FILE} names no seed or no replications")
    return StoredRun(folder, facts)


def kept_runs(root: Path, fingerprint: str, seed: int) -> Iterator[StoredRun]:
    """The runs with these facts and this luck, whatever they are called; damaged ones are left."""
    folders = [
        folder
        for ending in ("", PARTIAL)
        for folder in sorted(root.glob(f"*-{fingerprint}-{seed}{ending}"))
        if not folder.name.startswith(".")
    ]
    for folder in folders:
        with suppress(UsageError):
            yield open_run(folder)


def save(record: Record, root: Path | str, log: Path | None = None) -> Path:
    """Keep a run as root/NAME-FINGERPRINT-SEED, in place of an earlier one of that name.

    A run that was stopped early has `-partial` behind its name; the whole one replaces it.

    Args:
        record: what is written down.
        root: the folder of all runs.
        log: the file of the event log, which is moved into the folder.
    """
    place = Path(root) / folder_name(record.facts)
    with draft_folder(root) as draft:
        try:
            _write(record, draft)
            if log is not None:
                log.replace(draft / LOG_FILE)
            put_in_place(draft, place)
        except OSError as error:
            raise unwritable(Path(root), error) from None
    if not record.facts.get("stopped"):
        remove(place.with_name(place.name + PARTIAL))
    return place


def folder_name(facts: Mapping[str, Any]) -> str:
    """The name of a run's folder; one that was stopped early never takes that of a whole one.

    >>> folder_name({"scenario": "Pit stop, 2nd try", "fingerprint": "ab12", "seed": 1})
    'pit_stop_2nd_try-ab12-1'
    """
    name = re.sub(r"[^a-z0-9]+", "_", str(facts["scenario"]).lower()).strip("_")[:60]
    partial = PARTIAL if facts.get("stopped") else ""
    return f"{name or 'scenario'}-{facts['fingerprint']}-{facts['seed']}{partial}"


def provenance() -> dict[str, Any]:
    """When this is written, and by which versions of what."""
    return {
        "created": dt.datetime.now(dt.UTC).isoformat(timespec="seconds"),
        "results_version": RESULTS_VERSION,
        "program": program_digest(),
        "versions": versions_of("python", "ccsim", *_PACKAGES),
    }


def _write(record: Record, folder: Path) -> None:
    (folder / SCENARIO_FILE).write_text(record.scenario, encoding="utf-8")
    facts = json.dumps(record.facts, indent=1, ensure_ascii=False, allow_nan=False)
    (folder / FACTS_FILE).write_text(facts + "\n", encoding="utf-8")
    for name, columns in record.tables.items():
        write_table(columns, folder / f"{name}.parquet")
