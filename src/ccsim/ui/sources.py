"""What stands in scenario files, read again only where one of them has changed."""

import threading
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import Final

from ccsim.experiments.replicate import source_of
from ccsim.spec.evidence import evidence_digest
from ccsim.spec.loading import Loaded
from ccsim.spec.writing import fingerprint

_MOST: Final = 100
_State = frozenset[tuple[Path, int, int]]
_remembering = threading.Lock()
_known: dict[tuple[Path, tuple[str, ...], int | None], tuple[frozenset[Path], _State, str]] = {}


def fact_of(path: Path, sets: tuple[str, ...], weeks: int | None) -> str:
    """Name, digest of the evidence and fingerprint of a scenario as its files are now.

    Args:
        path: the scenario.
        sets: what is changed in it.
        weeks: simulated weeks, in place of its own.

    Raises:
        UsageError: the file cannot be used.
    """
    asked = path, sets, weeks
    known = _known.get(asked)
    if known is not None and _state_of(known[0]) == known[1]:
        return known[2]
    loaded, folders, state = _read(path, sets, weeks)
    facts = loaded.scenario
    fact = f"{facts.name} {evidence_digest(facts)} {fingerprint(facts)}"
    with _remembering:
        while len(_known) >= _MOST:
            del _known[next(iter(_known))]
        _known[asked] = folders, state, fact
    return fact


def _read(
    path: Path, sets: tuple[str, ...], weeks: int | None
) -> tuple[Loaded, frozenset[Path], _State]:
    """A scenario, where its files lie, and their state before they were read.

    One that is changed while it is read must not be taken for what was read.
    """
    folders = frozenset([path.parent])
    while True:
        state = _state_of(folders)
        loaded = source_of(path, sets, weeks)
        more = _folders_of(loaded)
        if more <= folders:
            return loaded, folders, state
        folders |= more  # its base lies elsewhere


def _folders_of(loaded: Loaded) -> frozenset[Path]:
    """Where the file lies, and those that it is a patch of."""
    files = [loaded.path, *([loaded.base] if loaded.base else [])]
    # A value of the command line has a place, too, but no line.
    files += [Path(place.file) for place in loaded.provenance.values() if place.line]
    return frozenset(file.parent for file in files)


def _state_of(folders: Iterable[Path]) -> _State:
    """When each scenario file in some folders was last written, and how large it is."""
    found = set()
    for folder in folders:
        for file in folder.glob("*.y*ml"):
            with suppress(FileNotFoundError):  # it was there when the folder was listed
                stat = file.stat()
                found.add((file, stat.st_mtime_ns, stat.st_size))
    return frozenset(found)
