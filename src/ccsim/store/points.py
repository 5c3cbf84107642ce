"""The points of an experiment: variants of a scenario of which only the totals are kept.

There may be hundreds of them, and nobody opens one by itself: each is one small file.
"""

import contextlib
import os
import threading
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from ccsim.errors import UsageError
from ccsim.store.places import unwritable
from ccsim.store.program import program_digest
from ccsim.store.tables import read_table, write_table

_FOLDER = ".points"
_ENDING = ".parquet"
_LAST_S = 30 * 24 * 3600


class KeptPoints:
    """What is known of points in the folder of all runs, by name; another program knows nothing.

    A name holds all that the numbers of a point follow from: facts, luck, engine, replications.
    """

    def __init__(self, root: Path) -> None:
        """Make the folder, which shows early whether anything can be written.

        Raises:
            UsageError: nothing can be written there.
        """
        self._root, self._folder = root, root / _FOLDER
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise unwritable(root, error) from None
        self._forget_old_ones()

    def known(self, name: str) -> dict[str, Any] | None:
        """The table of a point; None if it was never kept, or is damaged."""
        file = self._file(name)
        if not file.exists():
            return None
        with contextlib.suppress(UsageError):
            return read_table(file)[0]
        return None

    def keep(self, name: str, table: Mapping[str, Any]) -> None:
        """Keep the table of a point; its name stands for a whole file only.

        Raises:
            UsageError: it cannot be written.
        """
        place = self._file(name)
        draft = place.with_name(f".{place.name}.{os.getpid()}.{threading.get_ident()}")
        try:
            write_table(table, draft)
            draft.replace(place)
        except OSError as error:
            raise unwritable(self._root, error) from None
        finally:
            with contextlib.suppress(OSError):
                draft.unlink(missing_ok=True)

    def _file(self, name: str) -> Path:
        return self._folder / f"{name}-{program_digest()}{_ENDING}"

    def _forget_old_ones(self) -> None:
        for file in self._folder.iterdir():
            with contextlib.suppress(OSError):  # another process may be tidying up too
                if time.time() - file.stat().st_mtime > _LAST_S:
                    file.unlink()
