"""Scenario files as they stand on disk: plain values, each with the place where it is written.

Nothing in a file is executed, and nothing in it can make reading it long: sizes are limited, and
tags and merge keys are refused.
"""

import difflib
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

from ruamel.yaml import YAML
from ruamel.yaml.constructor import SafeConstructor
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from ccsim.errors import Fault, ScenarioError

KeyPath = tuple[str | int, ...]
"""Where something stands in a document: keys and list indices, outermost first."""

LARGEST_FILE = 1_000_000
MOST_VALUES = 100_000
DEEPEST = 40

_CORE = "tag:yaml.org,2002:"
_SCALARS = {_CORE + name for name in ("str", "int", "float", "bool", "null", "timestamp")}
_KNOWN_PROBLEMS = {
    "found character '\\t' that cannot start any token": "a tab: indent with spaces",
    "but found another document": "the file holds more than one document: write one a file",
    "mapping values are not allowed here": (
        "a second ':' or a wrong indent: put text with ': ' in quotes, and line up the keys"
    ),
}


class Place(NamedTuple):
    """Where a value is written; a value from the command line has no line."""

    file: str
    line: int | None = None
    column: int | None = None


@dataclass(frozen=True)
class Document:
    """What one file says: plain values, and the place of each key and list item."""

    file: str
    data: dict[str, Any]
    places: dict[KeyPath, Place]


def dotted(path: KeyPath) -> str:
    """A path as a patch and `--set` write it.

    >>> dotted(("queues", "care", "teams", 0))
    'queues.care.teams.0'
    """
    return ".".join(str(part) for part in path)


def read_document(path: Path) -> Document:
    """The values of a file with their places.

    Raises:
        ScenarioError: the file cannot be read as a scenario; all that is wrong is named.
    """
    file = str(path)
    text = _read_text(path)
    data, places = read_value(text, file)
    if data is None:
        raise ScenarioError([Fault(file, "", "the file is empty: a scenario is a YAML mapping")])
    if not isinstance(data, dict):
        raise ScenarioError(
            [Fault(file, "", f"a scenario is a mapping (key: value), not {kind_of(data)}", 1, 1)]
        )
    return Document(file, data, places)


def read_value(text: str, file: str, *, lines: bool = True) -> tuple[Any, dict[KeyPath, Place]]:
    """A YAML text as plain values, with the places of all that it holds.

    Raises:
        ScenarioError: the text is not plain YAML.
    """
    yaml = YAML(typ="safe", pure=True)
    try:
        node = yaml.compose(text)
    except MarkedYAMLError as error:
        raise ScenarioError([_not_yaml(error, file, lines=lines)]) from None
    except RecursionError:
        raise ScenarioError([Fault(file, "", f"nested deeper than {DEEPEST} levels")]) from None
    except (YAMLError, ValueError) as error:
        words = str(error).splitlines()[0] if str(error) else "unknown problem"
        raise ScenarioError([Fault(file, "", f"this is not YAML: {words}")]) from None
    if node is None:
        return None, {}
    reader = _Reader(file, lines)
    data = reader.value(node, ())
    if reader.faults:
        raise ScenarioError(reader.faults)
    return data, reader.places


def kind_of(value: object) -> str:
    """What a value is, in the words of the file.

    >>> kind_of([1, 2])
    'a list'
    """
    if value is None:
        return "nothing"
    if isinstance(value, bool):
        return "true or false"
    if isinstance(value, int | float):
        return "a number"
    if isinstance(value, str):
        return "a text"
    return "a list" if isinstance(value, list) else "a mapping"


class _Reader:
    """Turns YAML nodes into plain values, noting places and faults on the way."""

    def __init__(self, file: str, lines: bool) -> None:
        self.file = file
        self.lines = lines
        self.places: dict[KeyPath, Place] = {}
        self.faults: list[Fault] = []
        self.count = 0
        self.constructor = YAML(typ="safe", pure=True).constructor

    def value(self, node: Node, path: KeyPath) -> Any:
        """The plain value of a node; faults are noted, and read as nothing."""
        self.count += 1
        if self.count > MOST_VALUES or len(path) > DEEPEST:
            if self.count > MOST_VALUES:
                message = f"the file holds more than {MOST_VALUES:,} values"
            else:
                message = f"nested deeper than {DEEPEST} levels"
            raise ScenarioError([Fault(self.file, "", message)])
        if isinstance(node, MappingNode) and node.tag == _CORE + "map":
            return self._mapping(node, path)
        if isinstance(node, SequenceNode) and node.tag == _CORE + "seq":
            return self._list(node, path)
        if isinstance(node, ScalarNode) and node.tag in _SCALARS:
            return self._scalar(node, path)
        tag = str(node.tag).removeprefix(_CORE)
        self._fault(node, path, f"the tag {tag!r} is refused: scenarios hold plain values only")
        return None

    def _mapping(self, node: MappingNode, path: KeyPath) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for key_node, value_node in node.value:
            if key_node.tag == _CORE + "merge":
                self._fault(key_node, path, "merge keys (<<) are refused: use base and patch")
                continue
            if not isinstance(key_node, ScalarNode):
                self._fault(key_node, path, f"a key is a name, not {_node_kind(key_node)}")
                continue
            key = str(key_node.value)
            here = (*path, key)
            if key in found:
                first = self.places[here].line
                where = "" if first is None else f" (first on line {first})"
                self._fault(key_node, here, f"the key {key!r} is given twice{where}")
                continue
            self.places[here] = self._place(key_node)
            found[key] = self.value(value_node, here)
        return found

    def _list(self, node: SequenceNode, path: KeyPath) -> list[Any]:
        found = []
        for index, item in enumerate(node.value):
            here = (*path, index)
            self.places[here] = self._place(item)
            found.append(self.value(item, here))
        return found

    def _scalar(self, node: ScalarNode, path: KeyPath) -> Any:
        if node.tag in {_CORE + "str", _CORE + "timestamp"}:
            return str(node.value)
        try:
            return _scalar_of(self.constructor, node)
        except (ValueError, YAMLError):
            self._fault(node, path, f"{str(node.value)[:40]!r} is not a value that can be read")
            return None

    def _place(self, node: Node) -> Place:
        if not self.lines or node.start_mark is None:
            return Place(self.file)
        return Place(self.file, node.start_mark.line + 1, node.start_mark.column + 1)

    def _fault(self, node: Node, path: KeyPath, message: str) -> None:
        place = self._place(node)
        self.faults.append(Fault(place.file, dotted(path), message, place.line, place.column))


def _scalar_of(constructor: SafeConstructor, node: ScalarNode) -> Any:
    return constructor.construct_object(node)


def _node_kind(node: Node) -> str:
    return "a list" if isinstance(node, SequenceNode) else "a mapping"


def _not_yaml(error: MarkedYAMLError, file: str, *, lines: bool) -> Fault:
    mark = error.problem_mark or error.context_mark
    problem = str(error.problem or error.context or "unknown problem")
    words = _KNOWN_PROBLEMS.get(problem, problem)
    if mark is None or not lines:
        return Fault(file, "", f"this is not YAML: {words}")
    return Fault(file, "", f"this is not YAML: {words}", mark.line + 1, mark.column + 1)


def _read_text(path: Path) -> str:
    try:
        if path.is_dir():
            raise _unreadable(path, "this is a folder: name a scenario file in it")
        if not path.exists():
            raise _unreadable(path, f"there is no such file{_near_file(path)}")
        if not path.is_file():
            raise _unreadable(path, "this is not an ordinary file")
        size = path.stat().st_size
        if size > LARGEST_FILE:
            raise _unreadable(
                path,
                f"a scenario is a small text file; this one has {size / 1e6:,.1f} MB "
                f"(at most {LARGEST_FILE / 1e6:g} MB)",
            )
        content = path.read_bytes()
    except PermissionError:
        raise _unreadable(path, "the file may not be read: permission denied") from None
    except (OSError, ValueError) as error:
        raise _unreadable(path, f"the file cannot be read: {error}") from None
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise _unreadable(path, "this is not a text file (UTF-8)") from None
    if "\0" in text:
        raise _unreadable(path, "this is not a text file (it holds zero bytes)")
    return text


def _unreadable(path: Path, message: str) -> ScenarioError:
    return ScenarioError([Fault(str(path), "", message)])


def _near_file(path: Path) -> str:
    if not path.parent.is_dir():
        return f", nor a folder {str(path.parent)!r}"
    names = [each.name for each in path.parent.glob("*.y*ml")]
    near = difflib.get_close_matches(path.name, names, 1)
    return f"; did you mean {str(path.with_name(near[0]))!r}?" if near else ""
