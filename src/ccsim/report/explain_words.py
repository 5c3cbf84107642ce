"""Levers in words: what is turned, from what to what."""

from typing import Final

from ccsim.experiments.levers import Change, FactPath, Lever
from ccsim.report.facts import help_of, neutral_of, text_of
from ccsim.spec.documents import dotted
from ccsim.spec.paths import field_at

_MODEL: Final = "operating_model"
_ENTRIES: Final = {
    "customers": "segment",
    "needs": "need",
    "queues": "queue",
    "teams": "team",
    "vendors": "vendor",
    "departments": "department",
    "incidents": "incident",
}
_MOST_LETTERS: Final = 18
"""A longer value is not said where there is little room."""


def in_full(lever: Lever) -> str:
    """What is turned, from what to what."""
    return "; ".join(_full(change) for change in lever.changes)


def in_short(lever: Lever) -> str:
    """The same for a figure: long values are left out."""
    return ", ".join(_short(change) for change in lever.changes)


def help_of_lever(lever: Lever) -> str:
    """The paths that are turned, with what the spec says of them."""
    paths = [dotted(change.path) for change in lever.changes]
    return " ".join(f"{path}: {help_of(path)}" if help_of(path) else f"{path}." for path in paths)


def _full(change: Change) -> str:
    return _entry(change) or f"{_subject(change.path)}: {' → '.join(_values(change))}"


def _short(change: Change) -> str:
    entry = _entry(change)
    if entry:
        return entry
    values = _values(change)
    if max(map(len, values)) > _MOST_LETTERS:
        return _subject(change.path)
    return f"{_subject(change.path)}: {' → '.join(values)}"


def _entry(change: Change) -> str:
    """Words for an entry that only one scenario has, such as a team."""
    noun, name = _ENTRIES.get(change.path[0]), change.path[-1]
    if noun is None or len(change.path) != 2 or None not in (change.reference, change.scenario):
        return ""
    return f"new {noun} {name}" if change.reference is None else f"no {noun} {name}"


def _subject(path: FactPath) -> str:
    """A fact by its name, after the entry that it belongs to.

    >>> _subject(("operating_model", "script_adherence"))
    'script adherence'
    >>> _subject(("teams", "front", "headcount"))
    'team front: headcount'
    """
    noun, *rest = path
    if noun == _MODEL and rest:
        return " ".join(rest).replace("_", " ")
    if noun in _ENTRIES and rest:
        entry = f"{_ENTRIES[noun]} {rest[0]}"
        facts = " ".join(rest[1:]).replace("_", " ")
        return f"{entry}: {facts}" if facts else entry
    return " ".join(path).replace("_", " ")


def _values(change: Change) -> list[str]:
    ends = (change.reference, change.scenario)
    return [_neutral(change.path) if end is None else text_of(end) for end in ends]


def _neutral(path: FactPath) -> str:
    """What holds where a scenario says nothing of a fact."""
    field = field_at(path)
    return "none" if field is None or field.default is None else neutral_of(path)
