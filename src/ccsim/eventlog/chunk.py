"""The event log's columns, and a stretch of the log."""

import hashlib
import struct
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

NO_ONE: Final = -1
"""Fills a column that a row does not use."""


class Chunk(NamedTuple):
    """A stretch of the event log: columns of equal length, rows in the order of what happened.

    Ids are addresses, as luck uses them (architecture 4.1).
    """

    time: NDArray[np.int64]
    """Milliseconds since the first midnight of the scenario."""
    event: NDArray[np.int8]
    """What happened: `codes.Event`."""
    who: NDArray[np.int64]
    """Customer: code of the segment << 32 | number. Anonymous caller: code of the queue << 32 |
    interval << 20 | number. Agent rows: -1 (the agent column says who)."""
    case: NDArray[np.int64]
    """Case within its subject (32 bits): code of the need << 16 | day << 4 | j; of an anonymous
    caller the day. A case that was born of another has a number whose upper half is no need's."""
    contact: NDArray[np.int16]
    """Number of the attempt at the case, from 0."""
    leg: NDArray[np.int16]
    """Number of the leg within the contact, from 0."""
    queue: NDArray[np.int16]
    """Index of the queue in the plan."""
    department: NDArray[np.int16]
    """Index of the department in the plan, for tickets and promises."""
    agent: NDArray[np.int32]
    """Index of the agent in the plan."""
    kind: NDArray[np.int16]
    """Index of the need in the plan; -1 for anonymous callers."""
    reason: NDArray[np.int8]
    """`codes.Reason` of an arrival, else `codes.Outcome`, or what `codes.Event` says, else 0."""
    value: NDArray[np.int64]
    """What the event measures, as `codes.Event` says (mostly milliseconds)."""

    @property
    def rows(self) -> int:
        """How many rows there are."""
        return len(self.time)


DTYPES: Final[dict[str, np.dtype[np.generic]]] = {
    "time": np.dtype(np.int64),
    "event": np.dtype(np.int8),
    "who": np.dtype(np.int64),
    "case": np.dtype(np.int64),
    "contact": np.dtype(np.int16),
    "leg": np.dtype(np.int16),
    "queue": np.dtype(np.int16),
    "department": np.dtype(np.int16),
    "agent": np.dtype(np.int32),
    "kind": np.dtype(np.int16),
    "reason": np.dtype(np.int8),
    "value": np.dtype(np.int64),
}


ROW: Final = struct.Struct("<qbqqhhhhihbq")
"""A row as bytes, column by column: what is written one row at a time is packed by it."""

_ROW_DTYPE: Final = np.dtype([(name, dtype.newbyteorder("<")) for name, dtype in DTYPES.items()])


def empty_chunk(rows: int) -> Chunk:
    """A chunk with room for so many rows, to be filled by an engine."""
    return Chunk(**{name: np.empty(rows, dtype) for name, dtype in DTYPES.items()})


def from_rows(rows: list[tuple[int, ...]]) -> Chunk:
    """A chunk from rows written as tuples in the order of the columns."""
    return from_packed([ROW.pack(*row) for row in rows])


def from_packed(rows: list[bytes]) -> Chunk:
    """A chunk from rows packed by `ROW`."""
    table = np.frombuffer(b"".join(rows), _ROW_DTYPE)
    return Chunk(**{name: table[name].astype(dtype) for name, dtype in DTYPES.items()})


def head(chunk: Chunk, rows: int) -> Chunk:
    """The first rows of a chunk, without copying."""
    return Chunk._make(column[:rows] for column in chunk)


def copy(chunk: Chunk) -> Chunk:
    """A chunk that keeps its rows when the engine fills its buffer again."""
    return Chunk._make(column.copy() for column in chunk)


def concatenate(chunks: list[Chunk]) -> Chunk:
    """Several chunks as one."""
    if not chunks:
        return empty_chunk(0)
    return Chunk._make(np.concatenate(columns) for columns in zip(*chunks, strict=True))


class Digest:
    """A hash of the event rows, whatever the chunks they came in: equal for both engines."""

    def __init__(self) -> None:
        self._columns = [hashlib.blake2b(digest_size=16) for _ in DTYPES]

    def add(self, chunk: Chunk) -> None:
        """Take in a stretch of the log."""
        for hasher, column, dtype in zip(self._columns, chunk, DTYPES.values(), strict=True):
            hasher.update(np.ascontiguousarray(column, dtype.newbyteorder("<")).tobytes())

    def hexdigest(self) -> str:
        """The hash so far."""
        whole = hashlib.blake2b(digest_size=16)
        for hasher in self._columns:
            whole.update(hasher.digest())
        return whole.hexdigest()
