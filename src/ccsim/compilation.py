"""Where compiled code is kept between runs, so that no stale code is ever run.

numba keeps compiled functions on disk, but looks only at the file that a function stands in:
a change in what it calls, or in a constant of another file, goes unseen. So the folder's name is
a hash of every source that can end up in compiled code. A changed source means a new folder.
"""

import atexit
import contextlib
import functools
import hashlib
import os
import shutil
import sys
import tempfile
import time
from collections.abc import Sequence
from importlib.metadata import version
from pathlib import Path

# Compiled code holds functions of the first three, and constants frozen from the rest.
_SOURCES = ("kernel", "rules", "streams", "eventlog", "plan", "codes.py", "units.py")
_VARIABLE = "NUMBA_CACHE_DIR"
_KEEP_S = 30 * 24 * 3600


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
    return any(use_source_keyed_cache().glob("kernel_*/loop.advance-*.nbc"))


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
