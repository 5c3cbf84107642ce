"""The event log on disk: one Parquet file a run, streamed, so that no run is too long for it."""

import contextlib
import os
import threading
from collections.abc import Iterator, Sequence
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

import numpy as np

from ccsim.codes import (
    RESULTS_VERSION,
    Event,
    Figure,
    LeavingCause,
    Outcome,
    Reason,
    Superior,
    Telling,
    TicketResult,
)
from ccsim.errors import UsageError
from ccsim.eventlog.chunk import DTYPES, Chunk
from ccsim.store.tables import place_of

if TYPE_CHECKING:
    import pyarrow as pa
    from pyarrow.parquet import ParquetFile, ParquetWriter

LOG_FILE = "log.parquet"


class LogWriter:
    """A listener that writes the log of one replication to a file while it is made.

    The file has its name only when the log is whole.
    """

    def __init__(self, path: Path, replication: int) -> None:
        self.path = path
        self._draft = path.with_name(f".{path.name}.{os.getpid()}.{threading.get_ident()}")
        self._replication = replication
        self._schema = _schema()
        path.parent.mkdir(parents=True, exist_ok=True)  # whoever asked the same may have ended
        self._file = _writer(self._draft, self._schema)

    def add(self, chunk: Chunk) -> None:
        """Write a stretch of the log."""
        import pyarrow as pa

        if chunk.rows:
            numbers = np.full(chunk.rows, self._replication, np.int32)
            columns = [pa.array(column) for column in (numbers, *chunk)]
            self._file.write_table(pa.Table.from_arrays(columns, schema=self._schema))

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        try:
            self._file.close()
            if kind is None:
                self._draft.replace(self.path)
        finally:
            self._draft.unlink(missing_ok=True)


def part_file(folder: Path, replication: int) -> Path:
    """Where the log of one replication waits until all are put together."""
    return folder / f"log-{replication:05d}.parquet"


def join_logs(sources: Sequence[tuple[Path, int]], path: Path) -> None:
    """Put the logs of replications into one file, group by group.

    Args:
        sources: by replication, the file that has its log and the replication's number.
        path: where all of them go.
    """
    with _writer(path, _schema()) as whole:
        for source, replication in sources:
            for table in _groups(source, replication):
                whole.write_table(table)


def read_log(path: Path, replication: int) -> Iterator[Chunk]:
    """The log of one replication, in stretches."""
    return map(_chunk, _groups(path, replication))


def logged(path: Path) -> list[int]:
    """The replications that a file has the log of.

    Raises:
        UsageError: it is damaged.
    """
    with _opened(path) as file:
        groups = range(file.num_row_groups)
        found = [file.metadata.row_group(group).column(0).statistics for group in groups]
        return sorted({numbers.min for numbers in found if numbers is not None})


def _groups(path: Path, replication: int) -> "Iterator[pa.Table]":
    """The row groups of one replication; each group is of one only."""
    with _opened(path) as file:
        for group in range(file.num_row_groups):
            numbers = file.metadata.row_group(group).column(0).statistics
            if numbers is not None and numbers.min == replication:
                yield file.read_row_group(group)


@contextlib.contextmanager
def _opened(path: Path) -> "Iterator[ParquetFile]":
    import pyarrow as pa
    from pyarrow import parquet

    try:
        with parquet.ParquetFile(place_of(path)) as file:
            yield file
    except (OSError, pa.ArrowException) as error:
        raise UsageError(
            f"the event log {path} cannot be read: {error}; without this file, what it tells is "
            "played again"
        ) from None


_REMARKS = (
    "reason 1 of CONTACT_CLOSED_OUT: the queue is said to be open",
    "reason 1 of QUEUE_ENTERED: a callback is offered",
    "reason 1 of CONTACT_FLOWED_OUT: it is accepted",
    "reason 5 of QUEUE_ENTERED, CONTACT_ANSWERED and CONTACT_DISCONNECTED: of a callback",
)
"""Where the reason of a row is neither why somebody calls nor what came of it."""


def describe_log() -> dict[str, Any]:
    """The columns of the log and the codes that stand in them."""
    columns = [{"name": "replication", "type": "int32"}]
    columns += [{"name": name, "type": str(dtype)} for name, dtype in DTYPES.items()]
    codes = {
        "event": Event,
        "reason of an arrival": Reason,
        "reason of asking for a superior": Superior,
        "reason of a ticket that is done": TicketResult,
        "reason of leaving, LEFT_BECAUSE": LeavingCause,
        "reason of word of mouth, and of the prospects that it turns": Telling,
        "reason of a figure that is published": Figure,
        "reason of other rows": Outcome,
    }
    return {
        "results_version": RESULTS_VERSION,
        "columns": columns,
        "codes": {name: {str(one.value): one.name for one in each} for name, each in codes.items()},
        "remarks": list(_REMARKS),
    }


def _chunk(table: "pa.Table") -> Chunk:
    columns = {
        name: table.column(name).to_numpy().astype(dtype, copy=False)
        for name, dtype in DTYPES.items()
    }
    return Chunk(**columns)


def _schema() -> "pa.Schema":
    import pyarrow as pa

    fields = [pa.field("replication", pa.int32())]
    fields += [pa.field(name, pa.from_numpy_dtype(dtype)) for name, dtype in DTYPES.items()]
    return pa.schema(fields)


def _writer(path: Path, schema: "pa.Schema") -> "ParquetWriter":
    from pyarrow import parquet

    return parquet.ParquetWriter(place_of(path), schema, compression="zstd")
