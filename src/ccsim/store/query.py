"""Questions in SQL to all kept runs at once: DuckDB reads their files, and only what is asked."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ccsim.errors import UsageError
from ccsim.store.log import LOG_FILE
from ccsim.store.places import recover_all
from ccsim.store.runs import StoredRun, is_run, open_run

if TYPE_CHECKING:
    import pandas as pd
    from duckdb import DuckDBPyConnection

_FACTS = {
    "run": "VARCHAR",
    "scenario": "VARCHAR",
    "fingerprint": "VARCHAR",
    "seed": "BIGINT",
    "replications": "BIGINT",
    "engine": "VARCHAR",
    "stopped": "BOOLEAN",
    "created": "TIMESTAMPTZ",
    "file": "VARCHAR",
}
_TABLES = {"metrics": "metrics.parquet", "totals": "totals.parquet", "log": LOG_FILE}


def query(sql: str, runs: Path | str | Sequence[Path | str] = "runs") -> "pd.DataFrame":
    """Ask kept runs in SQL; a run's files are read only as far as the question needs them.

    There are four tables; their column `run` is the name of the run's folder. `runs` has a row for
    each run (scenario, fingerprint, seed, replications, engine, stopped, created, file); `metrics`
    one for each run, replication, metric and slice; `totals` has the sums behind them; `log` the
    events of the runs that were kept with `--log` (`ccsim schema --log` explains them).

        >>> import ccsim
        >>> ccsim.query("SELECT scenario FROM runs", [])["scenario"].tolist()
        []

    Args:
        sql: the question, in DuckDB's SQL.
        runs: the folder that runs are kept in, or the folders of single runs.

    Raises:
        UsageError: there is no such folder, the question cannot be answered, or DuckDB is missing.
    """
    try:
        import duckdb
    except ImportError:
        raise UsageError("the package duckdb is not installed: pip install 'ccsim[sql]'") from None
    stored = _runs_in(runs)
    with duckdb.connect(config={"autoinstall_known_extensions": "false"}) as database:
        _make_runs(database, stored)
        for table, name in _TABLES.items():
            _make_view(database, table, [run for run in stored if (run.folder / name).is_file()])
        try:
            answer: pd.DataFrame = database.sql(sql).df()
        except (duckdb.Error, AttributeError) as error:  # None has no df: it was no question
            told = error if isinstance(error, duckdb.Error) else "it is no question"
            raise UsageError(f"this cannot be answered: {sql}\n{told}") from None
    return answer


def _runs_in(runs: Path | str | Sequence[Path | str]) -> list[StoredRun]:
    """The runs of a folder that runs are kept in, or of folders that are named one by one."""
    if not isinstance(runs, Path | str):
        return [open_run(folder) for folder in runs]
    root = Path(runs)
    if not root.is_dir():
        raise UsageError(f"{root} is no folder that runs are kept in")
    if is_run(root):
        return [open_run(root)]
    recover_all(root)
    folders = sorted(folder for folder in root.iterdir() if not folder.name.startswith("."))
    return [open_run(folder) for folder in folders if is_run(folder)]


def _make_runs(database: "DuckDBPyConnection", stored: Sequence[StoredRun]) -> None:
    columns = ", ".join(f"{name} {kind}" for name, kind in _FACTS.items())
    database.execute(f"CREATE TABLE runs ({columns})")
    rows = [[run.folder.name, *map(run.facts.get, list(_FACTS)[1:])] for run in stored]
    if rows:
        places = ", ".join("?" * len(_FACTS))
        database.executemany(f"INSERT INTO runs VALUES ({places})", rows)


def _make_view(database: "DuckDBPyConnection", table: str, stored: Sequence[StoredRun]) -> None:
    """A table over the files of all runs that have one; none where no run has."""
    files: list[Any] = [_quoted(run.folder / _TABLES[table]) for run in stored]
    if files:
        database.execute(
            f"CREATE VIEW {table} AS SELECT parse_path(filename)[-2] AS run, * EXCLUDE (filename) "
            f"FROM read_parquet([{', '.join(files)}], filename = true, union_by_name = true)"
        )


def _quoted(path: Path) -> str:
    """A path as SQL writes it, with no sign in it that stands for others."""
    text = "".join(f"[{sign}]" if sign in "*?[" else sign for sign in path.as_posix())
    return "'" + text.replace("'", "''") + "'"
