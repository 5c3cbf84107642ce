"""What is wrong with a document, in plain words: the place, the value, and what would be right."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from ccsim.errors import Fault
from ccsim.spec.documents import KeyPath, Place, dotted, kind_of
from ccsim.spec.paths import (
    alternatives,
    annotation_at,
    is_group,
    literal_values,
    nearest,
    suggestion,
    valid_names,
)

Places = Mapping[KeyPath, Place]

_KINDS = {
    "int_type": "a whole number",
    "int_parsing": "a whole number",
    "int_parsing_size": "a whole number of ordinary size",
    "int_from_float": "a whole number",
    "float_type": "a number",
    "float_parsing": "a number",
    "finite_number": "a finite number",
    "string_type": "a text (write it in quotes)",
    "list_type": "a list, such as [a, b]",
    "dict_type": "a mapping of names to values",
    "model_type": "a mapping of names to values",
    "date_type": "a date, such as 2026-01-05",
    "date_parsing": "a date, such as 2026-01-05",
    "date_from_datetime_parsing": "a date, such as 2026-01-05",
    "date_from_datetime_inexact": "a date, such as 2026-01-05",
}
# One of several forms was meant: what is said of a form that the value does not have is noise.
_OTHER_FORM = {"int_type", "float_type", "list_type", "dict_type", "model_type", "string_type"}


def make_fault(places: Places, file: str, path: KeyPath, message: str) -> Fault:
    """A fault at a path; where the path is not written, at the nearest one around it.

    What a patch or a setting changed within a group of a base is the likelier culprit.
    """
    at = path
    while at and at not in places:
        at = at[:-1]
    place = places.get(at, Place(file))
    if at and at == path:
        for inner, other in places.items():
            if inner[: len(at)] == at and other.file != place.file:
                place = other
    return Fault(place.file, dotted(path), message, place.line, place.column)


def faults_of(
    error: ValidationError, document: Mapping[str, Any], places: Places, file: str
) -> list[Fault]:
    """The faults behind a failed validation, one for each wrong value."""
    by_path: dict[KeyPath, list[ErrorDetails]] = {}
    for details in error.errors(include_url=False):
        by_path.setdefault(_document_path(document, details), []).append(details)
    faults = []
    for path, all_details in by_path.items():
        deeper = any(len(other) > len(path) and other[: len(path)] == path for other in by_path)
        if deeper and all(_is_other_form(each) for each in all_details):
            continue
        faults.append(make_fault(places, file, path, _describe(all_details, path, document)))
    return faults


def find_booleans(document: Any, places: Places, file: str, at: KeyPath = ()) -> list[Fault]:
    """Faults for every true and false where no such fact is: a number may not be one."""
    if isinstance(document, bool):
        if bool in alternatives(annotation_at(at)):
            return []
        words = "true" if document else "false"
        return [make_fault(places, file, at, f"{words} is not a value that a scenario takes")]
    inner: Sequence[tuple[Any, Any]] = ()
    if isinstance(document, dict):
        inner = list(document.items())
    elif isinstance(document, list):
        inner = list(enumerate(document))
    return [
        fault for key, value in inner for fault in find_booleans(value, places, file, (*at, key))
    ]


def _document_path(document: Any, details: ErrorDetails) -> KeyPath:
    """Where an error lies in the document: its location without the names of union branches."""
    node = document
    path: KeyPath = ()
    for part in details["loc"]:
        in_list = isinstance(node, list) and isinstance(part, int) and part < len(node)
        if in_list or (isinstance(node, dict) and part in node):
            node, path = node[part], (*path, part)
    return (*path, details["loc"][-1]) if details["type"] == "missing" else path


def _is_other_form(details: ErrorDetails) -> bool:
    reason = details.get("ctx", {}).get("error")
    return details["type"] in _OTHER_FORM or (
        details["type"] == "value_error"
        and isinstance(details["input"], dict | list)
        and re.search("is not a (chance|duration)", str(reason)) is not None
    )


def _describe(all_details: list[ErrorDetails], path: KeyPath, document: Any) -> str:
    """One message for all that is said about one value."""
    telling = [each for each in all_details if not _is_other_form(each)] or all_details
    messages = list(dict.fromkeys(_message(each, path, document) for each in telling))
    if len(telling) > 1 and all(each["type"] in _KINDS for each in telling):
        kinds = list(dict.fromkeys(_KINDS[each["type"]] for each in telling))
        return f"{shown(telling[0]['input'])} is not {' or '.join(kinds)}"
    return messages[0]


def _message(details: ErrorDetails, path: KeyPath, document: Any) -> str:
    kind, value = details["type"], details["input"]
    context = details.get("ctx", {})
    if value is None and kind != "extra_forbidden":
        return f"the value is missing: write {_KINDS.get(kind, 'one')}, or leave the key out"
    if kind == "extra_forbidden":
        above = annotation_at(path[:-1])
        return f"unknown key {path[-1]!r}{suggestion(str(path[-1]), valid_names(above))}"
    if kind == "missing":
        return f"{path[-1]!r} is missing{_help(path)}"
    if kind == "value_error":
        return str(context.get("error", details["msg"]))
    if kind == "literal_error":
        return f"{shown(value)} is not known here{_choices(path, details, value)}"
    if kind == "distribution":
        return _distribution(details["msg"], value, path)
    if kind in {"too_short", "too_long"}:
        return "at least one entry is needed" if kind == "too_short" else "too many entries"
    if kind in _KINDS:
        return f"{shown(value)} is not {_KINDS[kind]}"
    return _bound(kind, context, _written(document, path, value)) or (
        f"{shown(value)}: {details['msg'][:1].lower()}{details['msg'][1:]}"
    )


def _bound(kind: str, context: Mapping[str, Any], value: Any) -> str | None:
    words = {
        "greater_than": ("gt", "must lie above"),
        "greater_than_equal": ("ge", "must be at least"),
        "less_than": ("lt", "must lie below"),
        "less_than_equal": ("le", "must be at most"),
    }
    if kind not in words:
        return None
    key, phrase = words[kind]
    limit = context[key]
    return f"{shown(value)} is impossible here: it {phrase} {limit:,g}"


def _written(document: Any, path: KeyPath, value: Any) -> Any:
    """The value as the file writes it, where it has been read into something else."""
    node = document
    for part in path:
        try:
            node = node[part]
        except (KeyError, IndexError, TypeError):
            return value
    return value if isinstance(node, dict | list) else node


def _distribution(message: str, value: Any, path: KeyPath) -> str:
    if isinstance(value, dict) and len(value) == 1:
        name = str(next(iter(value)))
        known = [field for kind in alternatives(annotation_at(path)) for field in kind.model_fields]
        return f"unknown distribution {name!r}{suggestion(name, known)}"
    return f"{shown(value)} is not a distribution: {message}"


def _choices(path: KeyPath, details: ErrorDetails, value: Any) -> str:
    choices = [str(each) for each in literal_values(annotation_at(path))]
    if details["loc"][-1] == "[key]":
        choices = valid_names(annotation_at(path[:-1]))
    if isinstance(value, str) and choices:
        near = nearest(value, choices)
        hint = f"; did you mean {near!r}?" if near else ""
        return f"{hint} (one of {', '.join(choices)})"
    return f": write {details.get('ctx', {}).get('expected', 'something else')}"


def _help(path: KeyPath) -> str:
    above = annotation_at(path[:-1])
    for kind in alternatives(above):
        if is_group(kind) and path[-1] in kind.model_fields:
            words = (kind.model_fields[str(path[-1])].description or "").rstrip(".")
            return f": {words[0].lower()}{words[1:]}" if words else ""
    return ""


def shown(value: Any) -> str:
    """A value as a message quotes it, cut where it is long."""
    if value is None:
        return "nothing"
    if isinstance(value, dict | list):
        return kind_of(value)
    text = repr(value)
    return text if len(text) <= 60 else text[:57] + "…" + text[-1]
