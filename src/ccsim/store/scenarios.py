"""The scenarios at hand: those in ./scenarios, and those that come with the package."""

from dataclasses import dataclass
from difflib import get_close_matches
from functools import lru_cache
from os.path import normpath
from pathlib import Path

from ccsim.errors import UsageError
from ccsim.store.places import written

FOLDER = "scenarios"
SESSIONS = ".sessions"
"""The folder in which the app keeps what its readers make, each session in one of its own."""
_ENDINGS = (".yaml", ".yml")


@dataclass(frozen=True)
class Found:
    """A scenario file, and what it says of itself."""

    path: Path
    name: str
    why: str
    base: Path | None = None
    """The file that this one patches, if it does."""


def scenario_folders() -> list[Path]:
    """Where scenarios are looked for: the current folder's first, then the package's."""
    package = Path(__file__).parents[1]
    # An installed package brings the files along; a checkout has them beside src.
    homes = [Path(FOLDER), package / "_scenarios", package.parents[1] / FOLDER]
    folders: dict[Path, Path] = {}
    for home in homes:
        if home.is_dir():
            folders.setdefault(home.resolve(), home)
    return list(folders.values())


def scenario_files(folder: Path) -> list[Path]:
    """The scenario files of one folder by name, those of folders inside it last."""
    files = (path for path in folder.rglob("*") if path.suffix in _ENDINGS)
    return sorted(files, key=lambda path: (len(path.parts), path))


def find_scenarios() -> list[Found]:
    """The scenarios at hand with their names; what others are patches of comes first.

    Of equal file names the first one found counts.
    """
    paths: dict[str, Path] = {}
    for folder in scenario_folders():
        for path in scenario_files(folder):
            paths.setdefault(path.stem, path)
    found = [found_at(path) for path in paths.values()]
    bases = {one.base for one in found}
    return sorted(found, key=lambda one: one.path not in bases or one.base is not None)


def found_at(path: Path) -> Found:
    """What a scenario file says of itself, as it is now."""
    return _read(path, written(path))


def is_of_a_session(path: Path) -> bool:
    """Whether a session of the app keeps a file: nobody else sees it, and it does not last."""
    return SESSIONS in path.parts


def told_file(path: Path) -> str:
    """What a command calls a file: where it lies, or its name alone where a session keeps it.

    >>> told_file(Path("scenarios/desk.yaml")), told_file(Path("runs/.sessions/h2Xq/desk.yaml"))
    ('scenarios/desk.yaml', 'desk.yaml')
    """
    return path.name if is_of_a_session(path) else str(path)


def locate(text: str) -> Path:
    """The file or folder meant by what a user wrote: a path, or the bare name of one at hand.

    Raises:
        UsageError: there is no such file, and none of that name at hand.
    """
    path = Path(text)
    if path.exists():
        return path
    at_hand = {
        file.stem: file for at in reversed(scenario_folders()) for file in scenario_files(at)
    }
    if text in at_hand:
        return at_hand[text]
    near = get_close_matches(path.stem, at_hand, n=1)
    hint = f"; did you mean {at_hand[near[0]]}?" if near else ""
    raise UsageError(f"{text}: there is no such file{hint}")


@lru_cache(maxsize=1024)
def _read(path: Path, _written: int) -> Found:
    """What a file says of itself, as far as it can be read; once for each time it is written."""
    from ruamel.yaml import YAML
    from ruamel.yaml.error import YAMLError

    try:
        document = YAML(typ="safe", pure=True).load(path.read_text(encoding="utf-8"))
    except (OSError, ValueError, YAMLError):
        return Found(path, path.stem, "cannot be read; ccsim check says why")
    facts = document if isinstance(document, dict) else {}
    base = facts.get("base")
    return Found(
        path,
        str(facts.get("name") or path.stem),
        str(facts.get("why") or ""),
        Path(normpath(path.parent / base)) if isinstance(base, str) else None,
    )
