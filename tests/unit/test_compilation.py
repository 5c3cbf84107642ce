"""Compiled code is found again as long as its sources are the same, and only so long."""

import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from ccsim import compilation
from ccsim.compilation import use_source_keyed_cache


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
