"""What stands in scenario files, read again only where one of them has changed."""

from collections.abc import Iterable
from pathlib import Path
from typing import Final

from ccsim.experiments.replicate import source_of
from ccsim.spec.evidence import evidence_digest
from ccsim.spec.loading import Loaded
from ccsim.spec.writing import fingerprint

_MOST: Final = 100
_State = frozenset[tuple[Path, int, int]]
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
    if asked in _known:
        folders, state, fact = _known[asked]
        if _state_of(folders) == state:
            return fact
    loaded = source_of(path, sets, weeks)
    folders = _folders_of(loaded)
    facts = loaded.scenario
    fact = f"{facts.name} {evidence_digest(facts)} {fingerprint(facts)}"
    while len(_known) >= _MOST:
        _known.pop(next(iter(_known)), None)
    _known[asked] = folders, _state_of(folders), fact
    return fact


def _folders_of(loaded: Loaded) -> frozenset[Path]:
    """Where the file lies, and those that it is a patch of."""
    files = [loaded.path, *([loaded.base] if loaded.base else [])]
    files += [Path(place.file) for place in loaded.provenance.values() if place.file]
    return frozenset(file.parent for file in files)


def _state_of(folders: Iterable[Path]) -> _State:
    """When each scenario file in some folders was last written, and how large it is."""
    found = set()
    for folder in folders:
        for file in folder.glob("*.y*ml"):
            stat = file.stat()
            found.add((file, stat.st_mtime_ns, stat.st_size))
    return frozenset(found)
