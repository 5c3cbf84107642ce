"""Compiled code is found again as long as its sources are the same, and only so long."""

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from ccsim import compilation
from ccsim.compilation import Turn, use_source_keyed_cache
from ccsim.kernel.loop import advance

SOURCES = Path(__file__).parents[2] / "src"
COUNTS = """
import sys
from pathlib import Path
from ccsim.compilation import Turn

turn, number = Turn(Path("turn")), Path("number")
for _ in range(100):
    turn.take()
    turn.take()
    number.write_text(str(int(number.read_text()) + 1))
    turn.give()
    turn.give()
"""
COMPILES = """
import os, sys, time
from pathlib import Path
from ccsim import compilation

compilation._cache_home = lambda: Path("home")
os.environ.pop("NUMBA_CACHE_DIR", None)
from ccsim.streams import compiling  # gets numba ready
sys.path.insert(0, ".")
from numba import types
from numba.core.caching import IndexDataCacheFile
from doubled import doubled

def slowly(kept, index, save=IndexDataCacheFile._save_index):
    time.sleep(0.1)
    save(kept, index)

IndexDataCacheFile._save_index = slowly
numbers = [types.int8, types.int16, types.int32, types.uint8, types.uint16, types.uint32]
lists = [types.Array(one, many, "C") for one in numbers for many in (1, 2)]
print("ready", flush=True)
sys.stdin.readline()
for one in eval(sys.argv[1])(lists):
    doubled.compile((one,))
    assert list(doubled.overloads)[-1] == (one,), (one, list(doubled.overloads))
print(sum(doubled.stats.cache_misses.values()))
"""
DOUBLED = """
from numba import njit

@njit(cache=True)
def doubled(number):
    return number + number
"""


@pytest.fixture(autouse=True)
def cache_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A cache folder of this test's own; the process keeps the one that it had."""
    monkeypatch.setenv("NUMBA_CACHE_DIR", "")
    monkeypatch.setattr(compilation, "_cache_home", lambda: tmp_path / "home")
    monkeypatch.setattr(compilation, "_tell_numba", lambda: None)
    use_source_keyed_cache.cache_clear()
    yield tmp_path / "home"
    use_source_keyed_cache.cache_clear()


@pytest.fixture
def package(tmp_path: Path) -> Path:
    folder = tmp_path / "package"
    (folder / "kernel").mkdir(parents=True)
    (folder / "kernel" / "loop.py").write_text("LIMIT = 1\n")
    (folder / "codes.py").write_text("PHONE = 1\n")
    return folder


def test_numba_is_pointed_to_the_folder_of_these_sources(cache_home: Path) -> None:
    folder = use_source_keyed_cache()
    assert folder.parent == cache_home
    assert os.environ["NUMBA_CACHE_DIR"] == str(folder)


def test_a_folder_chosen_by_the_user_is_left_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NUMBA_CACHE_DIR", str(tmp_path / "mine"))
    assert use_source_keyed_cache() == tmp_path / "mine"


def test_a_folder_inherited_from_a_parent_with_older_sources_is_replaced(
    cache_home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NUMBA_CACHE_DIR", str(cache_home / "older"))
    assert use_source_keyed_cache() not in {cache_home / "older", cache_home}


@pytest.mark.parametrize("changed", ["kernel/loop.py", "kernel/new.py", "codes.py"])
def test_a_change_in_any_source_means_a_new_folder(package: Path, changed: str) -> None:
    before = compilation._fingerprint(package)
    assert compilation._fingerprint(package) == before
    (package / changed).write_text("LIMIT = 2\n")
    assert compilation._fingerprint(package) != before


def test_a_page_of_the_app_is_no_source_of_compiled_code(package: Path) -> None:
    before = compilation._fingerprint(package)
    (package / "ui").mkdir()
    (package / "ui" / "page.py").write_text("TITLE = 'Waits'\n")
    assert compilation._fingerprint(package) == before


def test_without_a_cache_folder_a_temporary_one_serves(
    cache_home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    cache_home.write_text("a file where the folder should be\n")
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    folder = use_source_keyed_cache()
    assert folder.parent == tmp_path
    assert folder.is_dir()


def test_folders_of_long_ago_are_removed(cache_home: Path) -> None:
    (cache_home / "old").mkdir(parents=True)
    (cache_home / "recent").mkdir()
    os.utime(cache_home / "old", (0, 0))
    folder = use_source_keyed_cache()
    assert {path.name for path in cache_home.iterdir()} == {"recent", folder.name}


def started(program: str, folder: Path, *words: str) -> "subprocess.Popen[str]":
    """A program in a process of its own."""
    return subprocess.Popen(
        [sys.executable, "-c", program, *words],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(SOURCES)},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )


def test_programs_take_turns(tmp_path: Path) -> None:
    (tmp_path / "number").write_text("0")
    processes = [started(COUNTS, tmp_path) for _ in range(3)]
    for process in processes:
        process.communicate()
    assert [process.returncode for process in processes] == [0, 0, 0]
    assert (tmp_path / "number").read_text() == "300"


def test_who_waits_too_long_for_a_turn_or_cannot_have_one_goes_on_without(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(compilation, "_LONGEST_TURN_S", 0.0)
    monkeypatch.setattr(compilation, "_lock", lambda _: False)
    (tmp_path / "no folder").write_text("")
    for file in (tmp_path / "turn", tmp_path / "no folder" / "turn"):
        turn = Turn(file)
        turn.take()
        turn.give()
        assert not turn._taken


def test_who_is_killed_has_its_turn_no_longer(tmp_path: Path) -> None:
    keeps = "from ccsim.compilation import *; Turn(Path('new/turn')).take(); print('mine')"
    holder = started(f"{keeps}; sys.stdout.flush(); time.sleep(1200)", tmp_path)
    assert holder.stdout is not None
    assert holder.stdout.readline() == "mine\n", "the folder is made where it is not there yet"
    file = os.open(tmp_path / "new" / "turn", os.O_RDWR)
    assert not compilation._lock(file)
    holder.kill()
    holder.communicate()
    assert compilation._lock(file)
    os.close(file)


def test_two_programs_that_compile_at_once_find_each_others_code(tmp_path: Path) -> None:
    """numba numbers the files of a function; without turns both would use the same numbers."""
    (tmp_path / "doubled.py").write_text(DOUBLED)
    halves = ("lambda all: all[::2]", "lambda all: all[1::2]")
    both = [started(COMPILES, tmp_path, half) for half in halves]
    for process in both:
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
    for process in both:
        assert process.stdin is not None
        process.stdin.write("go\n")
        process.stdin.flush()
    told = [process.communicate()[0] for process in both]
    assert told == ["6\n", "6\n"]
    again = started(COMPILES, tmp_path, "lambda all: all")
    assert again.communicate("go\n")[0] == "ready\n0\n"
    assert again.returncode == 0


def test_it_is_known_that_the_engine_is_compiled(monkeypatch: pytest.MonkeyPatch) -> None:
    folder = Path(advance.stats.cache_path)  # type: ignore[attr-defined]
    assert compilation._is_whole(folder.parent) == any(folder.glob("loop.advance-*.nbc"))
    monkeypatch.setattr(compilation, "__file__", "/elsewhere/compilation.py")
    assert not compilation._is_whole(folder.parent)
