"""Which paths a scenario has: what may stand where, and the nearest name to a wrong one."""

import difflib
import types
from collections.abc import Iterable, Mapping, Sequence
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from ccsim.spec.scenario import Scenario

SHORTHANDS: dict[str, tuple[type, ...]] = {"Headcount": (list, int)}
"""Groups that may be written as a bare value: their first field is meant."""


def alternatives(annotation: Any) -> list[Any]:
    """The plain types that an annotation admits, None left out."""
    origin = get_origin(annotation)
    if origin is Annotated:
        return alternatives(get_args(annotation)[0])
    if origin in {Union, types.UnionType}:
        return [kind for each in get_args(annotation) for kind in alternatives(each)]
    return [] if annotation is type(None) else [annotation]


def step(annotation: Any, part: str | int) -> Any | None:
    """What may stand under `part` of something of this type; None where nothing may."""
    for kind in alternatives(annotation):
        origin = get_origin(kind)
        if is_group(kind):
            if part in kind.model_fields:
                return kind.model_fields[str(part)].annotation
        elif origin is dict:
            key_kind, value_kind = get_args(kind)
            allowed = literal_values(key_kind)
            if not allowed or part in allowed:
                return value_kind
        elif origin is list:
            element = get_args(kind)[0]
            if is_index(part):
                return element
            if is_group(element) and part in element.model_fields:  # a list of one, written bare
                return element.model_fields[str(part)].annotation
    return None


def annotation_at(path: Iterable[str | int]) -> Any | None:
    """What may stand at a path of a scenario; None where nothing may."""
    here: Any = Scenario
    for part in path:
        here = step(here, part)
        if here is None:
            return None
    return here


def value_at(document: Mapping[str, Any], path: str) -> Any:
    """What a document says at a path; None where it says nothing.

    >>> value_at({"teams": {"front": {"headcount": [8, 9]}}}, "teams.front.headcount.1")
    9
    """
    here: Any = document
    for part in path.split("."):
        if isinstance(here, list) and is_index(part) and int(part) < len(here):
            here = here[int(part)]
        else:
            here = here.get(part) if isinstance(here, dict) else None
    return here


def field_at(path: Sequence[str]) -> FieldInfo | None:
    """The field of the spec that a path leads to; none for an entry with a free name."""
    for kind in alternatives(annotation_at(path[:-1])):
        if is_group(kind) and path[-1] in kind.model_fields:
            found: FieldInfo = kind.model_fields[path[-1]]
            return found
    return None


def is_group(kind: Any) -> bool:
    """Whether a type is a group of facts with named fields."""
    return isinstance(kind, type) and issubclass(kind, BaseModel)


def is_index(part: str | int) -> bool:
    """Whether a part of a path can mean a place in a list."""
    return isinstance(part, int) or (part.isascii() and part.isdigit())


def has_free_names(annotation: Any) -> bool:
    """Whether a new name may be added here, such as a queue or a team."""
    return any(
        get_origin(kind) is dict and not literal_values(get_args(kind)[0])
        for kind in alternatives(annotation)
    )


def is_choice_of_one(annotation: Any) -> bool:
    """Whether exactly one of several groups stands here, told by its key: a distribution."""
    kinds = alternatives(annotation)
    return len(kinds) > 1 and all(is_group(kind) for kind in kinds)


def literal_values(annotation: Any) -> tuple[Any, ...]:
    """The values that a choice admits, in the order of the spec."""
    return tuple(
        value
        for kind in alternatives(annotation)
        if get_origin(kind) is Literal
        for value in get_args(kind)
    )


def valid_names(annotation: Any, node: Any = None) -> list[str]:
    """The names that may follow here: fields of the spec, and names that the file gives."""
    names: list[str] = []
    for kind in alternatives(annotation):
        if is_group(kind):
            names += list(kind.model_fields)
        elif get_origin(kind) is dict:
            names += [str(value) for value in literal_values(get_args(kind)[0])]
        elif get_origin(kind) is list and not isinstance(node, list):
            names += valid_names(get_args(kind)[0])
    if isinstance(node, dict) and has_free_names(annotation):
        names += [str(key) for key in node]
    if isinstance(node, list):
        names += [str(index) for index in range(len(node))]
    return names


def nearest(name: str, names: Iterable[str]) -> str | None:
    """The name most like a wrong one.

    >>> nearest("redails", ["redials", "patience"])
    'redials'
    """
    known = list(dict.fromkeys(names))
    lower = {each.lower(): each for each in reversed(known)}
    found = difflib.get_close_matches(name.lower(), list(lower), 1, cutoff=0.5)
    return lower[found[0]] if found else None


def suggestion(name: str, names: Iterable[str]) -> str:
    """Words that lead from a wrong name to a right one: the nearest, or all if they are few.

    >>> suggestion("adjst", ["inform", "adjust"])
    "; did you mean 'adjust'?"
    """
    known = [each for each in dict.fromkeys(names) if each != name]
    found = nearest(name, known)
    if found is not None:
        return f"; did you mean {found!r}?"
    if not known:
        return "; there is none"
    return f"; there is {', '.join(known[:12])}" + (", …" if len(known) > 12 else "")
