"""A scenario from a base, patches and settings: one rule, and the place of every value kept.

A path leads to a node of the document, and what is given replaces that node; a mapping replaces
the whole mapping, `null` takes the node away. The last part of a path may be new where the
format knows it, or leaves names free; the parts before it must lead somewhere. The command line
may also say what is made of the value that is there: `x1.1`, `+10%`, `+2`.
"""

import os.path
from collections.abc import Sequence
from copy import deepcopy
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, get_origin

from ccsim.errors import Fault, ScenarioError
from ccsim.spec.documents import (
    Document,
    KeyPath,
    Place,
    dotted,
    kind_of,
    read_document,
    read_value,
)
from ccsim.spec.paths import (
    SHORTHANDS,
    alternatives,
    has_free_names,
    is_choice_of_one,
    is_group,
    is_index,
    step,
    suggestion,
    valid_names,
)
from ccsim.spec.quantities import Change, NoQuantityError, read_change
from ccsim.spec.renamed import current_path, rename_in_document
from ccsim.spec.scenario import Scenario

COMMAND_LINE = "--set"
_BESIDE_BASE = ("base", "patch", "name", "why", "format")


@dataclass
class Composition:
    """A document on its way to a scenario, with the place of each value, and what went wrong."""

    file: str
    data: dict[str, Any]
    places: dict[KeyPath, Place]
    base: Path | None = None
    patch: dict[str, Any] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)
    notices: list[str] = field(default_factory=list)

    def fault(self, place: Place, path: str, message: str) -> None:
        """Notes something that is wrong."""
        self.faults.append(Fault(place.file, path, message, place.line, place.column))


def compose(path: Path, sets: Sequence[str] = ()) -> Composition:
    """A file with its bases, its patch and what the command line sets.

    Raises:
        ScenarioError: a file cannot be read, or a base is missing or circular.
    """
    whole = _from_file(path, ())
    for text in sets:
        _apply_setting(whole, text)
    whole.data.setdefault("name", path.stem)
    return whole


def _from_file(path: Path, above: tuple[Path, ...]) -> Composition:
    document = read_document(path)
    notices = rename_in_document(document)
    if "base" not in document.data:
        whole = Composition(document.file, document.data, document.places, notices=notices)
        if "patch" in document.data:
            del whole.data["patch"]
            whole.fault(
                document.places["patch",], "patch", "a patch needs a base: add base: FILE.yaml"
            )
        return whole
    whole = _from_base(document, path, (*above, path))
    whole.notices += notices
    for key in ("name", "why", "format"):
        whole.data.pop(key, None)
        if key in document.data:
            whole.data[key] = document.data[key]
            whole.places[key,] = document.places[key,]
    _apply_patch(whole, document)
    return whole


def _from_base(document: Document, path: Path, chain: tuple[Path, ...]) -> Composition:
    """The composed base of a document; problems with the reference are named where it stands."""
    place = document.places["base",]
    given = document.data["base"]
    if not isinstance(given, str) or not given.strip():
        message = f"the base is the name of a scenario file, not {given!r}"
        raise ScenarioError([_fault_at(place, "base", message)])
    base = Path(os.path.normpath(path.parent / given))
    names = " → ".join(str(each) for each in (*chain, base))
    if _same(base) in [_same(each) for each in chain]:
        raise ScenarioError([_fault_at(place, "base", f"the bases go round in a circle: {names}")])
    if not base.exists():
        raise ScenarioError([_fault_at(place, "base", f"there is no such base: {names}")])
    if base.is_dir():
        raise ScenarioError([_fault_at(place, "base", f"the base is a folder: {names}")])
    whole = _from_file(base, chain)
    whole.file, whole.base, whole.patch = document.file, base, {}
    return whole


def _same(path: Path) -> str:
    return os.path.realpath(path)


def _fault_at(place: Place, path: str, message: str) -> Fault:
    return Fault(place.file, path, message, place.line, place.column)


def _apply_patch(whole: Composition, document: Document) -> None:
    for key in document.data:
        if key not in _BESIDE_BASE:
            whole.fault(
                document.places[key,],
                key,
                f"a file with a base holds only {', '.join(_BESIDE_BASE)}; "
                "write facts as paths under patch",
            )
    patch = document.data.get("patch")
    if patch is None:
        return
    if not isinstance(patch, dict):
        message = f"a patch is a mapping of paths to values, not {kind_of(patch)}"
        whole.fault(document.places["patch",], "patch", message)
        return
    whole.patch = patch
    for path, value in patch.items():
        inner = {
            at[2:]: place for at, place in document.places.items() if at[:2] == ("patch", path)
        }
        _apply(whole, path, value, inner)


def _apply_setting(whole: Composition, text: str) -> None:
    path, sign, written = text.partition("=")
    place = Place(COMMAND_LINE)
    if not sign or not path.strip() or not written.strip():
        message = f"{text!r} is not a setting: write PATH=VALUE (null takes a value away)"
        whole.fault(place, path.strip(), message)
        return
    if change := read_change(written, current_path(path.strip())[0]):
        _apply(whole, path.strip(), change, {(): place})
        return
    try:
        value, places = read_value(written, COMMAND_LINE, lines=False)
    except ScenarioError as error:
        for fault in error.faults:
            whole.fault(place, path.strip(), f"{fault.message}: {written!r}")
        return
    _apply(whole, path.strip(), value, {(): place, **places})


def apply_value(whole: Composition, path: str, value: Any) -> None:
    """Puts a value at a path of a document, or notes why that cannot be."""
    _apply(whole, path, value, {(): Place(COMMAND_LINE)})


def _apply(whole: Composition, path: str, value: Any, places: dict[KeyPath, Place]) -> None:
    """Puts a value at a path of the document, or notes why that cannot be."""
    path, notice = current_path(path)
    if notice:
        whole.notices.append(notice)
    parts = path.split(".")
    try:
        node, annotation, at = _descend(whole, parts, places[()])
        if isinstance(value, Change):
            value = _made_of(node, annotation, (*at, parts[-1]), value)
        _replace(whole, node, annotation, (*at, parts[-1]), value, places)
    except _NoMatch as wrong:
        whole.fault(places[()], path, f"this path matches nothing: {wrong}")
    except NoQuantityError as wrong:
        whole.fault(places[()], path, str(wrong))


def _made_of(node: Any, annotation: Any, at: KeyPath, change: Change) -> Any:
    """What a change makes of the value that stands at the end of a path."""
    part = str(at[-1])
    _step_or_stop(node, annotation, at[:-1], part)
    own = node[int(part)] if isinstance(node, list) else node.get(part)
    return change.of(dotted(at), own)


class _NoMatch(Exception):
    """A path leads nowhere; the message says where it stops, and what would be right."""


def _descend(whole: Composition, parts: list[str], place: Place) -> tuple[Any, Any, KeyPath]:
    """The node that holds the last part of a path; known groups that are absent are made."""
    node: Any = whole.data
    annotation: Any = Scenario
    at: KeyPath = ()
    for part in parts[:-1]:
        node = _opened(whole, node, annotation, at, part)
        below = _step_or_stop(node, annotation, at, part)
        key = int(part) if isinstance(node, list) else part
        if isinstance(node, dict) and node.get(part) is None:
            if has_free_names(annotation):
                raise _NoMatch(f"{_under(at)} has no {part!r}{suggestion(part, node)}")
            if not _may_be_made(below):
                raise _NoMatch(f"{dotted((*at, part))} is a value, and nothing lies under it")
            node[part] = {}
            whole.places[(*at, part)] = place
        node, annotation, at = node[key], below, (*at, key)
    return _opened(whole, node, annotation, at, parts[-1]), annotation, at


def _may_be_made(annotation: Any) -> bool:
    return any(is_group(kind) or get_origin(kind) is dict for kind in alternatives(annotation))


def _step_or_stop(node: Any, annotation: Any, at: KeyPath, part: str) -> Any:
    """What may stand under a part, which must exist in the format, and in a list."""
    if isinstance(node, list):
        if not is_index(part) or int(part) >= len(node):
            last = len(node) - 1
            raise _NoMatch(f"{_under(at)} is a list: give a number from 0 to {last}")
        return _element(annotation)
    below = step(annotation, part) if isinstance(node, dict) else None
    if below is None:
        if not isinstance(node, dict):
            raise _NoMatch(f"{_under(at)} is {kind_of(node)}, and nothing lies under it")
        names = valid_names(annotation, node)
        raise _NoMatch(f"{_under(at)} has no {part!r}{suggestion(part, names)}")
    return below


def _element(annotation: Any) -> Any:
    inner = step(annotation, 0)
    for kind in alternatives(annotation):
        if inner is None and kind.__name__ in SHORTHANDS:
            return _element(next(iter(kind.model_fields.values())).annotation)
    return inner


def _opened(whole: Composition, node: Any, annotation: Any, at: KeyPath, part: str) -> Any:
    """A shorthand written out where a path goes into it: a bare value becomes its group or list."""
    written_out: Any = None
    for kind in alternatives(annotation):
        if get_origin(kind) is list and is_index(part) and not isinstance(node, list):
            written_out = [node]
        elif (
            is_group(kind)
            and part in kind.model_fields
            and isinstance(node, SHORTHANDS.get(kind.__name__, ()))
        ):
            written_out = {next(iter(kind.model_fields)): node}
    if written_out is None:
        return node
    _put(whole.data, at, written_out)
    return written_out


def _put(data: dict[str, Any], at: KeyPath, value: Any) -> None:
    node: Any = data
    for part in at[:-1]:
        node = node[part]
    node[at[-1]] = value


def _replace(
    whole: Composition,
    node: Any,
    annotation: Any,
    path: KeyPath,
    value: Any,
    places: dict[KeyPath, Place],
) -> None:
    part = str(path[-1])
    _step_or_stop(node, annotation, path[:-1], part)
    key: str | int = int(part) if isinstance(node, list) else part
    here: KeyPath = (*path[:-1], key)
    if isinstance(node, dict) and is_choice_of_one(annotation) and part not in node:
        for other in list(node):
            _forget(whole.places, (*here[:-1], other))
        node.clear()
    _forget(whole.places, here)
    if value is None:
        _take_away(whole, node, here, places[()])
        return
    node[key] = deepcopy(value)
    for inner, place in places.items():
        whole.places[here + inner] = place


def _take_away(whole: Composition, node: Any, here: KeyPath, place: Place) -> None:
    """Takes a node away; its place says who did, and later list items move up."""
    key = here[-1]
    if isinstance(node, dict):
        node.pop(key, None)
        whole.places[here] = place
        return
    assert isinstance(key, int)
    del node[key]
    depth = len(here) - 1
    moved: dict[KeyPath, Place] = {}
    for at, written in whole.places.items():
        index = at[depth] if at[:depth] == here[:-1] and len(at) > depth else None
        if isinstance(index, int) and index > key:
            moved[(*here[:-1], index - 1, *at[depth + 1 :])] = written
        else:
            moved[at] = written
    whole.places = moved


def _forget(places: dict[KeyPath, Place], path: KeyPath) -> None:
    for at in [at for at in places if at[: len(path)] == path]:
        del places[at]


def _under(at: KeyPath) -> str:
    return dotted(at) if at else "a scenario"
