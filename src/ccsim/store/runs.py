"""A run on disk: a folder with the scenario, the settings, the numbers and, if wanted, the log.

The folder is written under a temporary name and then renamed, so that a folder of a run's name
always holds a whole run.
"""

import datetime as dt
import json
import platform
import re
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from ccsim.codes import RESULTS_VERSION
from ccsim.errors import UsageError
from ccsim.store.log import LOG_FILE

if TYPE_CHECKING:
    import pandas as pd
    import pyarrow as pa

SCENARIO_FILE = "scenario.yaml"
FACTS_FILE = "run.json"
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

    def table(self, name: str = "metrics") -> "pd.DataFrame":
        """A table of all replications: `metrics`, tidy, or the `totals` behind it."""
        import pandas as pd

        try:
            return pd.read_parquet(self.folder / f"{name}.parquet")
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


@contextmanager
def draft_folder(root: Path | str) -> Iterator[Path]:
    """A temporary folder beside the runs, to write into; asking for it early shows that one can.

    Raises:
        UsageError: nothing can be written there.
    """
    root = Path(root)
    try:
        root.mkdir(parents=True, exist_ok=True)
        draft = tempfile.TemporaryDirectory(
            prefix=".unfinished-", dir=root, ignore_cleanup_errors=True
        )
        (Path(draft.name) / FACTS_FILE).touch()
    except OSError as error:
        raise _unwritable(root, error) from None
    with draft:
        yield Path(draft.name)


def save(record: Record, root: Path | str, log: Path | None = None) -> Path:
    """Keep a run as root/NAME-FINGERPRINT-SEED, in place of an earlier one of that name.

    A run that was stopped early has `-partial` behind its name.

    Args:
        record: what is written down.
        root: the folder of all runs.
        log: the file of the event log, which is moved into the folder.
    """
    with draft_folder(root) as draft:
        try:
            _write(record, draft)
            if log is not None:
                shutil.move(log, draft / LOG_FILE)
            return _put_in_place(draft, Path(root) / folder_name(record.facts))
        except OSError as error:
            raise _unwritable(Path(root), error) from None


def folder_name(facts: Mapping[str, Any]) -> str:
    """The name of a run's folder; one that was stopped early never takes that of a whole one.

    >>> folder_name({"scenario": "Pit stop, 2nd try", "fingerprint": "ab12", "seed": 1})
    'pit_stop_2nd_try-ab12-1'
    """
    name = re.sub(r"[^a-z0-9]+", "_", str(facts["scenario"]).lower()).strip("_")[:60]
    partial = "-partial" if facts.get("stopped") else ""
    return f"{name or 'scenario'}-{facts['fingerprint']}-{facts['seed']}{partial}"


def provenance() -> dict[str, Any]:
    """When this is written, and by which versions of what."""
    versions = {"python": platform.python_version()}
    for package in ("ccsim", *_PACKAGES):
        try:
            versions[package] = version(package)
        except PackageNotFoundError:  # ccsim itself, used from its sources without being installed
            continue
    return {
        "created": dt.datetime.now(dt.UTC).isoformat(timespec="seconds"),
        "results_version": RESULTS_VERSION,
        "versions": versions,
    }


def _write(record: Record, folder: Path) -> None:
    import pyarrow as pa
    from pyarrow import parquet

    (folder / SCENARIO_FILE).write_text(record.scenario, encoding="utf-8")
    facts = json.dumps(record.facts, indent=1, ensure_ascii=False, allow_nan=False)
    (folder / FACTS_FILE).write_text(facts + "\n", encoding="utf-8")
    for name, columns in record.tables.items():
        table = pa.table({column: _arrow(values) for column, values in columns.items()})
        parquet.write_table(table, folder / f"{name}.parquet", compression="zstd")


def _arrow(values: Any) -> "pa.Array":
    """Numbers, or words of which some may be missing, as a column of Arrow.

    `pyarrow.array` would first load pandas, which takes longer than many a run.
    """
    import pyarrow as pa

    numbers = np.ascontiguousarray(values)
    if numbers.dtype.kind in "if":
        kind = pa.from_numpy_dtype(numbers.dtype)
        return pa.Array.from_buffers(kind, len(numbers), [None, pa.py_buffer(numbers)])
    words = pa.lib.StringBuilder()
    words.append_values(values)
    return words.finish()


def _put_in_place(draft: Path, place: Path) -> Path:
    """The finished draft under its own name; what had the name goes only after that."""
    draft.chmod(0o755)
    old = draft.with_name(draft.name + "-old")
    if place.exists():
        place.rename(old)
    try:
        draft.replace(place)
    except OSError:
        if old.exists():
            old.rename(place)
        raise
    shutil.rmtree(old, ignore_errors=True)
    return place


def _unwritable(root: Path, error: OSError) -> UsageError:
    reason = error.strerror or str(error)
    return UsageError(
        f"nothing can be written in {root}: {reason}; name another folder with --out DIR"
    )
