"""A run that is under way: each replication is kept as soon as it is done.

Whoever asks the same question again after an interrupt, or after the program was killed, plays
only what is lacking.
"""

import contextlib
import os
import threading
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from ccsim.errors import UsageError
from ccsim.store.log import part_file
from ccsim.store.places import UNFINISHED, remove
from ccsim.store.program import program_digest
from ccsim.store.tables import read_table, write_table

_TOTALS = "totals-"
_ENDING = ".parquet"
_TRIES = 20


class UnfinishedRun:
    """The replications that are done of a run that is not."""

    def __init__(self, root: Path, fingerprint: str, seed: int, engine: str) -> None:
        name = f"{UNFINISHED}{fingerprint}-{seed}-{engine}-{program_digest()}"
        self.folder = root / name

    def begin(self) -> None:
        """Make the folder, which shows early whether anything can be written."""
        self.folder.mkdir(parents=True, exist_ok=True)

    def keep(self, replication: int, columns: Mapping[str, Any], facts: Mapping[str, str]) -> None:
        """Keep the totals of a replication; its name stands for a whole file only."""
        place = self._file(replication)
        draft = place.with_name(f".{place.name}.{os.getpid()}.{threading.get_ident()}")
        for tries_left in reversed(range(_TRIES)):
            self.begin()  # whoever asked the same may have finished it, and taken the folder away
            try:
                write_table(columns, draft, facts)
                draft.replace(place)
                return
            except FileNotFoundError:  # just now
                if not tries_left:
                    raise
            finally:
                with contextlib.suppress(OSError):
                    draft.unlink(missing_ok=True)

    def replications(self) -> Iterator[tuple[int, dict[str, Any], dict[str, str]]]:
        """What is kept, by replication; a damaged file is as good as none."""
        files: list[Path] = []
        with contextlib.suppress(FileNotFoundError):  # somebody else is taking the folder away
            files += self.folder.glob(f"{_TOTALS}*{_ENDING}")
        for file in sorted(files):
            with contextlib.suppress(UsageError, ValueError):
                number = int(file.name.removeprefix(_TOTALS).removesuffix(_ENDING))
                yield number, *read_table(file)

    def log_part(self, replication: int) -> Path:
        """Where the event log of a replication is, if it is kept."""
        return part_file(self.folder, replication)

    def end(self) -> None:
        """Take the folder away: the run is whole and kept, or nothing was done."""
        remove(self.folder)

    def end_if_empty(self) -> None:
        """Take the folder away if nothing is in it."""
        with contextlib.suppress(OSError):
            self.folder.rmdir()

    def _file(self, replication: int) -> Path:
        return self.folder / f"{_TOTALS}{replication:05d}{_ENDING}"
