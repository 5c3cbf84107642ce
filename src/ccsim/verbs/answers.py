"""What all verbs have to do with an answer: where it may be written, and how it is said."""

import json
import os
import sys
from collections.abc import Iterable
from io import TextIOWrapper
from pathlib import Path
from typing import Any, TextIO

from ccsim.errors import UsageError

INTERRUPTED = 130
"""The exit code after Ctrl-C."""


def check_file(path: Path | None, endings: str | tuple[str, ...], option: str) -> None:
    """Refuse a file that could not be written, before anything is simulated.

    Raises:
        UsageError: its name has another ending, or there is no folder that would take it.
    """
    if path is None:
        return
    wanted = (endings,) if isinstance(endings, str) else endings
    if not path.name.endswith(wanted):
        raise UsageError(f"{option} {path}: give it a name that ends in {' or '.join(wanted)}")
    if path.is_dir():
        raise UsageError(f"{option} {path} is a folder: give another name")
    if not path.parent.is_dir():
        raise UsageError(f"{option} {path} cannot be written: {path.parent} is no folder for it")
    if not os.access(path.parent, os.W_OK):  # it is written there under another name first
        raise UsageError(f"{option} {path} cannot be written: nothing may be put in {path.parent}")


def check_folder(path: Path | None, option: str) -> None:
    """Refuse a folder in which nothing could be kept, before anything is simulated.

    Raises:
        UsageError: it is a file, its name is no text, or nothing may be put where it is to be.
    """
    if path is None:
        return
    try:
        str(path).encode()
    except UnicodeEncodeError:
        raise UsageError(f"{option} {str(path)!r}: the name of this folder is no text") from None
    there = next(place for place in (path, *path.absolute().parents) if place.exists())
    if not there.is_dir() or not os.access(there, os.W_OK):
        raise UsageError(f"{option} {path}: nothing can be kept there, because of {there}")


def folder_said(path: Path) -> Path:
    """The folder of `--out`, once it is sure that something can be kept there.

    Raises:
        UsageError: nothing could.
    """
    check_folder(path, "--out")
    return path


def print_json(document: Any) -> None:
    """One document on standard output; what is undefined is null, never NaN."""
    plain = not (sys.stdout.encoding or "").lower().startswith("utf")
    print(json.dumps(document, indent=1, ensure_ascii=plain, allow_nan=False))


def steady_streams() -> None:
    """Let nothing fail for how an answer is taken.

    A shell may have closed a stream (`>&-`), a terminal may know no minus sign, and the name of
    a file may be no text: then nothing is written, or the letter by its number.
    """
    sys.stdout = sys.stdout or _nowhere()
    sys.stderr = sys.stderr or _nowhere()
    if isinstance(sys.stdout, TextIOWrapper):
        sys.stdout.reconfigure(errors="backslashreplace")


def _nowhere() -> TextIO:
    """A stream that takes the number of one that is closed, so that no file gets it."""
    return os.fdopen(os.open(os.devnull, os.O_WRONLY), "w", encoding="utf-8")


def tell_of(notices: Iterable[str], kept: int, what: str) -> None:
    """What a user should know of the scenarios, and that some of the work was done before."""
    for notice in dict.fromkeys(notices):
        tell(notice)
    if kept:
        tell(f"Kept before, not played: {kept} {what} (--fresh plays all)")


def tell(words: str) -> None:
    """Words beside the answer."""
    print(words, file=sys.stderr, flush=True)
