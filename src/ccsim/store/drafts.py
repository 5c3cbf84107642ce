"""Scenarios that people make or bring: written small, checked, and only then put in their folder.

What is brought may patch a scenario at hand and nothing else: no file is read that it names by a
place of its own.
"""

import re
import secrets
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from os.path import relpath
from pathlib import Path
from typing import Any

from ccsim.errors import Fault, ScenarioError, UsageError
from ccsim.spec.composition import compose
from ccsim.spec.documents import LARGEST_FILE, read_document
from ccsim.spec.forms import plain_value
from ccsim.spec.loading import Loaded, dump, load
from ccsim.spec.paths import suggestion, value_at
from ccsim.spec.quantities import read_change
from ccsim.spec.writing import one_line, write_document
from ccsim.store.places import written

_ABOUT = ("name", "why")
_LONGEST_NAME = 64
_MOST_ALIKE = 40


def draft_text(start: Loaded, changes: Mapping[str, str], base: str | None) -> str:
    """A scenario that was made from another one, as a file.

    Args:
        start: what it was made from.
        changes: path to value, as settings write them.
        base: what the file calls its base; None to write the whole scenario down.
    """
    if base is None:
        sets = [f"{path}={text}" for path, text in changes.items()]
        return dump(load(start.path, [*start.sets, *sets]))
    patch: dict[str, Any] = dict(start.patch or {}) if _is_own(start, base) else {}
    about = {name: start.document.get(name, "") for name in _ABOUT}
    for path, text in changes.items():
        if path in _ABOUT:
            about[path] = plain_value(text) or ""
            continue
        for other in [one for one in patch if one == path or one.startswith(f"{path}.")]:
            del patch[other]
        patch[path] = _value(start, changes, path)
    head = write_document({"format": 1, "base": base, **about})
    facts = "".join(f"  {one_line(at)}: {one_line(value)}\n" for at, value in patch.items())
    return f"{head}patch:\n{facts}" if patch else f"{head}patch: {{}}\n"


def _value(start: Loaded, changes: Mapping[str, str], path: str) -> Any:
    """What a file says of a fact: of a change, such as `+10%`, what came of it."""
    if read_change(changes[path], path) is None:
        return plain_value(changes[path])
    sets = [f"{at}={text}" for at, text in changes.items()]
    return value_at(compose(start.path, [*start.sets, *sets]).data, path)


def _is_own(start: Loaded, base: str) -> bool:
    """Whether the start is itself a patch of that base, so that its patch is carried on."""
    return start.base is not None and start.base.stem == Path(base).stem


def file_name(name: str) -> str:
    """A name of a file, without its ending, made from a scenario's.

    >>> file_name("Solution centre, more notes")
    'solution_centre_more_notes'
    >>> file_name("../../?")
    'scenario'
    """
    words = re.findall(r"[a-z0-9]+", name.lower())
    return "_".join(words)[:_LONGEST_NAME] or "scenario"


def save(text: str, path: Path) -> Loaded:
    """Write a scenario as a file, once it is known that it can be used; whole or not at all.

    Raises:
        ScenarioError: it cannot be used.
        UsageError: nothing can be written there.
    """
    return _save(text.encode("utf-8"), path.parent, str(path), lambda _: path)


def first_free(paths: Sequence[Path], content: bytes | None = None) -> Path:
    """The first of some paths where nothing is yet, or just this; else that of the oldest file."""
    for path in paths:
        try:
            if content is not None and path.read_bytes() == content:
                return path
            path.stat()
        except FileNotFoundError:  # nothing is there, or no longer
            return path
    return min(paths, key=written)


def keep_draft(text: str, folder: Path, stem: str) -> Path:
    """Put a scenario into a folder, beside others that are called the same.

    Raises:
        ScenarioError: it cannot be used.
        UsageError: nothing can be written there.
    """
    return save(text, first_free(_numbered(folder, stem), text.encode("utf-8"))).path


def _numbered(folder: Path, stem: str) -> list[Path]:
    """Names for files that are called the same."""
    more = (f"{stem}_{number}" for number in range(2, _MOST_ALIKE + 1))
    return [folder / f"{name}.yaml" for name in (stem, *more)]


def take_in(content: bytes, called: str, folder: Path, at_hand: Mapping[str, Path]) -> Path:
    """Put a file that somebody brings into a folder, once it is known that it can be used.

    Args:
        content: the file.
        called: what its owner calls it.
        folder: where it is put, by the name that the scenario gives itself.
        at_hand: the scenarios that it may patch, by their names.

    Raises:
        ScenarioError: it cannot be used; all that is wrong is named with its line.
    """
    called = Path(called.replace("\\", "/")).name or "the text"
    if len(content) > LARGEST_FILE:
        size = f"{len(content) / 1e6:,.1f} MB (at most {LARGEST_FILE / 1e6:g} MB)"
        raise ScenarioError([Fault(called, "", f"a scenario is a small text file, not {size}")])
    content = _with_base_at_hand(content, called, folder, at_hand)

    def place(loaded: Loaded) -> Path:
        given = loaded.document["name"]
        named = str(given) if given != loaded.path.stem else Path(called).stem
        return first_free(_numbered(folder, file_name(named)), content)

    return _save(content, folder, called, place).path


def _save(content: bytes, folder: Path, called: str, place: Callable[[Loaded], Path]) -> Loaded:
    """Written under a name that nothing lists, loaded, and only then given its own name."""
    draft = folder / f".{secrets.token_hex(8)}.part"
    try:
        draft.write_bytes(content)
        path = draft.replace(place(load(draft)))
        return load(path)
    except ScenarioError as error:
        raise _called(error, draft, called) from None
    except OSError as error:
        raise _unwritable(called, error) from None
    finally:
        # What cannot be taken away on a full or vanished disk hides no fault that is told.
        with suppress(OSError):
            draft.unlink(missing_ok=True)


def _with_base_at_hand(
    content: bytes, called: str, folder: Path, at_hand: Mapping[str, Path]
) -> bytes:
    """The content with its base, if it has one, named by where that lies here."""
    draft = folder / f"{secrets.token_hex(8)}.part"
    try:
        draft.write_bytes(content)
        document = read_document(draft)
        if "base" not in document.data:
            return content
        line = document.places["base",].line or 1
        here = _base_here(document.data["base"], called, line, folder, at_hand)
        lines = content.decode("utf-8-sig").splitlines(keepends=True)
        lines[line - 1] = f"base: {here}\n"
        changed = "".join(lines).encode("utf-8")
        draft.write_bytes(changed)
        if read_document(draft).data != document.data | {"base": here}:
            raise _base_fault(called, line, "write base: FILE.yaml on a line of its own")
    except ScenarioError as error:
        raise _called(error, draft, called) from None
    except OSError as error:
        raise _unwritable(called, error) from None
    finally:
        with suppress(OSError):
            draft.unlink(missing_ok=True)
    return changed


def _unwritable(called: str, error: OSError) -> UsageError:
    return UsageError(f"{called} cannot be written: {error.strerror}")


def _base_here(
    given: object, called: str, line: int, folder: Path, at_hand: Mapping[str, Path]
) -> str:
    name = Path(given.replace("\\", "/")).stem if isinstance(given, str) else ""
    if name not in at_hand:
        words = f"there is no scenario {name!r} at hand here{suggestion(name, at_hand)}"
        raise _base_fault(called, line, words)
    return relpath(at_hand[name].resolve(), folder.resolve())


def _base_fault(called: str, line: int, words: str) -> ScenarioError:
    return ScenarioError([Fault(called, "base", words, line, 1)])


def _called(error: ScenarioError, draft: Path, called: str) -> ScenarioError:
    """The same faults, of the file as its owner calls it."""
    return ScenarioError(
        [
            replace(
                fault,
                file=called if fault.file == str(draft) else fault.file,
                message=fault.message.replace(str(draft), called),
            )
            for fault in error.faults
        ]
    )
