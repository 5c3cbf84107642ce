"""Tables on disk: Parquet, written and read column by column without pandas, slow to load."""

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
import numpy.typing as npt

from ccsim.errors import UsageError

if TYPE_CHECKING:
    import pyarrow as pa


class Words(NamedTuple):
    """A column of words: each one once, None where it is missing, and by row which it is."""

    words: list[str | None]
    codes: npt.NDArray[np.int64]


def write_table(
    columns: Mapping[str, Any], path: Path, facts: Mapping[str, str] | None = None
) -> None:
    """Write numbers, or words of which some may be missing, by column, with facts beside them.

    Words are a list, or quicker where there are many: `Words`.
    """
    import pyarrow as pa
    from pyarrow import parquet

    table = pa.table({name: _arrow(values) for name, values in columns.items()})
    parquet.write_table(table.replace_schema_metadata(facts), place_of(path), compression="zstd")


def read_table(path: Path) -> tuple[dict[str, Any], dict[str, str]]:
    """The columns of a table, numbers as arrays and words as `Words`, and the facts beside them.

    Raises:
        UsageError: it is not there, or damaged.
    """
    import pyarrow as pa
    from pyarrow import parquet

    try:
        with parquet.ParquetFile(place_of(path)) as file:
            table = file.read(use_threads=False)  # a process with threads is not copied safely
    except (OSError, pa.ArrowException) as error:
        raise UsageError(f"the table {path} cannot be read: {error}") from None
    columns = {name: _plain(table.column(name)) for name in table.column_names}
    facts = table.schema.metadata or {}
    return columns, {key.decode(): value.decode() for key, value in facts.items()}


def place_of(path: Path) -> Path:
    """The same path as it is: Arrow would take a leading `~`, or a word and a colon, for more."""
    return path.absolute()


def _arrow(values: Any) -> "pa.Array":
    """Numbers, or words of which some may be missing, as a column of Arrow.

    `pyarrow.array` would first load pandas, which takes longer than many a run.
    """
    import pyarrow as pa

    if isinstance(values, Words):
        codes, words = _arrow(values.codes), _arrow(values.words)
        return pa.DictionaryArray.from_arrays(codes, words).dictionary_decode()
    if not any(value is None or isinstance(value, str) for value in values[:1]):
        numbers = np.ascontiguousarray(values)
        kind = pa.from_numpy_dtype(numbers.dtype)
        return pa.Array.from_buffers(kind, len(numbers), [None, pa.py_buffer(numbers)])
    words = pa.lib.StringBuilder()
    words.append_values(values)
    return words.finish()


def _plain(column: "pa.ChunkedArray") -> Any:
    """A column of Arrow as numbers or words."""
    import pyarrow as pa

    # `to_numpy` would first load pandas, too.
    if not pa.types.is_string(column.type):
        return np.from_dlpack(column.combine_chunks())
    coded = column.combine_chunks().dictionary_encode(null_encoding="encode")
    codes = np.from_dlpack(coded.indices).astype(np.int64)
    return Words([word.as_py() for word in coded.dictionary], codes)
