"""Where compiled code is kept between runs, so that no stale code is ever run.

numba keeps compiled functions on disk, but looks only at the file that a function stands in:
a change in what it calls, or in a constant of another file, goes unseen. So the folder's name is
a hash of every source that can end up in compiled code. A changed source means a new folder.

Two programs that compile at the same moment could each put their code under a number of the other's
(numba reads its index, chooses a number and writes the index anew): until all is compiled, programs
take turns, and who waited finds the code of who was first.
"""

import atexit
import contextlib
import functools
import hashlib
import os
import shutil
import sys
import tempfile
import threading
import time
from collections.abc import Sequence
from importlib.metadata import version
from pathlib import Path

# Compiled code holds functions of the first three, and constants frozen from the rest.
_SOURCES = ("kernel", "rules", "streams", "eventlog", "plan", "codes.py", "units.py")
_VARIABLE = "NUMBA_CACHE_DIR"
_KEEP_S = 30 * 24 * 3600
_LOOK_S = 0.02
_LONGEST_TURN_S = 600.0
"""Longer than all of it takes to compile on a slow machine."""


@functools.cache
def use_source_keyed_cache() -> Path:
    """The folder that compiled code is kept in, from now on; call it before importing numba.

    A folder that the user chose by NUMBA_CACHE_DIR is left alone. Where the user's cache folder
    cannot be written, the code is kept in a temporary folder until this process ends.
    """
    home = _cache_home()
    chosen = os.environ.get(_VARIABLE)
    # One of ours may be inherited from a parent process that started before a source changed.
    if chosen and not Path(chosen).is_relative_to(home):
        return Path(chosen)
    folder = home / _fingerprint()
    if _writable(folder):
        _forget_old_folders(home)
    else:
        folder = Path(tempfile.mkdtemp(prefix="ccsim-"))
        atexit.register(shutil.rmtree, folder, ignore_errors=True)
    os.environ[_VARIABLE] = str(folder)
    _tell_numba()
    return folder


def is_compiled() -> bool:
    """Whether the loop of the compiled engine, the last to be compiled, is kept already.

    Otherwise the first run compiles all of it, which takes longer than many a run.
    """
    return _is_whole(use_source_keyed_cache())


class Turn:
    """A lock that all programs of a machine share, by a file; its owner may take it again.

    Whoever cannot have it, because the file cannot be locked or somebody keeps it for minutes, goes
    on without: that is how it was before there were turns, and better than to wait for ever.
    """

    def __init__(self, file: Path) -> None:
        self._file, self._given_up = file, False
        self._begin()
        if hasattr(os, "register_at_fork"):  # no copy of this program inherits what it waits for
            os.register_at_fork(after_in_child=self._begin)

    def _begin(self) -> None:
        self._threads = threading.RLock()  # the lock of a file knows programs, not threads
        self._taken = 0
        self._held: int | None = None

    def take(self) -> None:
        """Wait until no other thread and no other program has it."""
        self._threads.acquire()
        try:
            if not self._taken:
                self._held = self._wait()
        except BaseException:  # such as an interrupt
            self._threads.release()
            raise
        self._taken += 1

    def give(self) -> None:
        """Leave it to others, once for each time that it was taken."""
        self._taken -= 1
        if not self._taken and self._held is not None:
            _unlock(self._held)
            os.close(self._held)
            self._held = None
        self._threads.release()

    def _wait(self) -> int | None:
        """The file, open and locked; None where that cannot be."""
        if self._given_up:
            return None
        try:  # a folder that the user chose may not be there yet
            self._file.parent.mkdir(parents=True, exist_ok=True)
            held = os.open(self._file, os.O_RDWR | os.O_CREAT, 0o644)
        except OSError:
            return None
        longest = time.monotonic() + _LONGEST_TURN_S
        try:
            while not _lock(held):
                if time.monotonic() > longest:
                    raise TimeoutError
                time.sleep(_LOOK_S)
        except OSError:  # of a file system that knows no locks, too
            self._given_up = True
            os.close(held)
            return None
        except BaseException:
            os.close(held)
            raise
        return held


if sys.platform == "win32":
    import msvcrt

    def _lock(file: int) -> bool:
        """Lock a file, unless somebody else has locked it."""
        try:
            msvcrt.locking(file, msvcrt.LK_NBLCK, 1)
        except PermissionError:
            return False
        return True

    def _unlock(file: int) -> None:
        os.lseek(file, 0, os.SEEK_SET)
        msvcrt.locking(file, msvcrt.LK_UNLCK, 1)

else:
    import fcntl

    def _lock(file: int) -> bool:
        """Lock a file, unless somebody else has locked it."""
        try:
            fcntl.lockf(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except (BlockingIOError, PermissionError):
            return False
        return True

    def _unlock(file: int) -> None:
        fcntl.lockf(file, fcntl.LOCK_UN)


def _is_whole(folder: Path) -> bool:
    """Whether the last function to be compiled is there, of the sources that lie where these do."""
    kernel = Path(__file__).parent / "kernel"
    place = hashlib.sha1(str(kernel).encode(), usedforsecurity=False).hexdigest()  # as numba has it
    return any(folder.glob(f"{kernel.name}_{place}/loop.advance-*.nbc"))


def _cache_home() -> Path:
    """The user's own folder for compiled code, by the habit of the operating system."""
    if sys.platform == "win32":
        base = os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local"
    elif sys.platform == "darwin":
        base = Path.home() / "Library" / "Caches"
    else:
        base = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    return Path(base) / "ccsim" / "compiled"


def _fingerprint(package: Path = Path(__file__).parent) -> str:
    """The hash of all sources that can be compiled, of numba and of Python."""
    return hash_of_sources(_SOURCES, package, f"{version('numba')} {sys.version}")


def hash_of_sources(
    names: Sequence[str], package: Path = Path(__file__).parent, beside: str = ""
) -> str:
    """The hash of some files and folders of the package, and of what else matters beside them."""
    digest = hashlib.blake2b(beside.encode(), digest_size=10)
    for name in names:
        root = package / name
        for file in sorted(root.rglob("*.py")) if root.is_dir() else [root]:
            content = file.read_bytes() if file.is_file() else b""
            digest.update(f"\n{file.relative_to(package).as_posix()} {len(content)}\n".encode())
            digest.update(content)
    return digest.hexdigest()


def _writable(folder: Path) -> bool:
    """Whether files can be made in the folder, which is made and dated by asking."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        os.utime(folder)
        with tempfile.TemporaryFile(dir=folder):
            return True
    except OSError:
        return False


def _forget_old_folders(home: Path) -> None:
    """Removes what sources of long ago left behind."""
    with contextlib.suppress(OSError):  # another process may be tidying up too
        for folder in home.iterdir():
            if time.time() - folder.stat().st_mtime > _KEEP_S:
                shutil.rmtree(folder, ignore_errors=True)


def _tell_numba() -> None:
    """Has a numba that somebody imported earlier look at its settings again."""
    numba = sys.modules.get("numba")
    if numba is not None:
        numba.core.config.reload_config()
