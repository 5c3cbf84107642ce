"""Where things are put in the folder of all runs: never half, and never lost when a program dies.

A thing is written under a name that begins with a dot, and renamed when it is whole.
"""

import contextlib
import os
import shutil
import tempfile
import threading
import time
from collections.abc import Iterator
from pathlib import Path

from ccsim.errors import UsageError

UNFINISHED = ".unfinished-"
_DRAFT = ".draft-"
_OLD = ".old"
_TRIES = 20
# A draft lives for seconds, unless whoever wrote it was killed.
_DRAFTS_LAST_S = 3600
_UNFINISHED_LAST_S = 30 * 24 * 3600


@contextlib.contextmanager
def draft_folder(root: Path | str) -> Iterator[Path]:
    """A temporary folder beside the runs, to write into.

    Raises:
        UsageError: nothing can be written there.
    """
    root = Path(root)
    try:
        root.mkdir(parents=True, exist_ok=True)
        draft = Path(tempfile.mkdtemp(prefix=_DRAFT, dir=root))
    except OSError as error:
        raise unwritable(root, error) from None
    try:
        yield draft
    finally:
        remove(draft)


@contextlib.contextmanager
def whole_file(path: Path) -> Iterator[Path]:
    """A temporary name beside a file, which gets its own only when it is whole.

    Raises:
        UsageError: it cannot be written.
    """
    draft = path.with_name(f".{path.name}.{os.getpid()}.{threading.get_ident()}")
    try:
        yield draft
        draft.replace(path)
    except OSError as error:  # such as a disk that is full
        raise UsageError(f"{path} cannot be written: {error.strerror or error}") from None
    finally:
        with contextlib.suppress(OSError):
            draft.unlink(missing_ok=True)


def put_in_place(draft: Path, place: Path) -> None:
    """The finished draft under its own name; what had the name goes only after that."""
    draft.chmod(0o755)
    old = _old(place)
    for tries_left in reversed(range(_TRIES)):  # another program may want the same place
        try:
            recover(place)
            if place.exists():  # else what is called old is all that is left of it
                remove(old)
                place.rename(old)
            draft.replace(place)
            break
        except OSError:
            recover(place)
            if not tries_left:
                raise
    remove(old)


def recover(place: Path) -> None:
    """Bring back what had this name, if a program died while it was being replaced."""
    old = _old(place)
    if old.is_dir() and not place.exists():
        with contextlib.suppress(OSError):
            old.rename(place)


def recover_all(root: Path) -> None:
    """Bring back whatever was being replaced in this folder when a program died."""
    for old in root.glob(f".*{_OLD}"):
        recover(old.with_name(old.name[1:].removesuffix(_OLD)))


def tidy(root: Path) -> None:
    """Remove what programs that were killed left behind, when it has been of no use for long."""
    for prefix, last_s in ((_DRAFT, _DRAFTS_LAST_S), (UNFINISHED, _UNFINISHED_LAST_S)):
        for folder in root.glob(f"{prefix}*"):
            with contextlib.suppress(OSError):  # another process may be tidying up too
                if time.time() - folder.stat().st_mtime > last_s:
                    remove(folder)


def written(path: Path) -> int:
    """When a file or folder was last written, in ns; what somebody just took away is the oldest."""
    try:
        return path.stat().st_mtime_ns
    except OSError:
        return 0


def remove(folder: Path) -> None:
    """Take a folder away with all that is in it; what cannot be removed is left lying."""
    shutil.rmtree(folder, ignore_errors=True)


def unwritable(root: Path, error: OSError) -> UsageError:
    """What a user is told when the disk refuses; all that was kept before is as it was."""
    reason = error.strerror or str(error)
    return UsageError(
        f"nothing can be written in {root}: {reason}; name another folder with --out DIR"
    )


def _old(place: Path) -> Path:
    return place.parent / f".{place.name}{_OLD}"
