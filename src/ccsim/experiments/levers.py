"""The levers that differ between two scenarios, by the keys with which their patches turn them."""

import os
from collections.abc import Iterable, Iterator, Sequence
from copy import deepcopy
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ccsim.spec.composition import compose
from ccsim.spec.documents import dotted
from ccsim.spec.fields import Facts
from ccsim.spec.loading import Loaded
from ccsim.spec.paths import annotation_at, field_at, is_choice_of_one
from ccsim.spec.renamed import current_path
from ccsim.spec.scenario import ABOUT_THE_FILE, Scenario
from ccsim.spec.writing import document_of

Document = dict[str, Any]
FactPath = tuple[str, ...]


@dataclass(frozen=True)
class Change:
    """A fact, or a group of facts, that two scenarios do not share."""

    path: FactPath
    reference: Any
    """As a file of the reference writes it; None where it says nothing of it."""
    scenario: Any
    """As a file of the other scenario writes it."""


@dataclass(frozen=True)
class Lever:
    """What is turned at once: one change, or several that make no sense apart."""

    changes: tuple[Change, ...]

    @property
    def name(self) -> str:
        """The paths that it changes."""
        return " + ".join(dotted(change.path) for change in self.changes)

    def to_json(self) -> dict[str, Any]:
        """The lever as other tools read it."""
        return {
            "lever": self.name,
            "changes": [
                {
                    "path": dotted(change.path),
                    "reference": change.reference,
                    "scenario": change.scenario,
                }
                for change in self.changes
            ],
        }


def facts_of(scenario: Scenario) -> Document:
    """All facts of a scenario, without what a file says of itself."""
    document = document_of(scenario)
    return {noun: facts for noun, facts in document.items() if noun not in ABOUT_THE_FILE}


def find_levers(
    reference: Scenario,
    scenario: Scenario,
    reference_source: Loaded | None = None,
    source: Loaded | None = None,
) -> list[Lever]:
    """What differs: by the keys of the patches down to a common base, else noun by noun.

    Without a common base each entry of a noun (a team, a queue, a rule of the operating model) is
    a lever of its own. All levers together make the one scenario into the other.
    """
    before, after = facts_of(reference), facts_of(scenario)
    keys = () if source is None or reference_source is None else _keys(reference_source, source)
    paths = _outermost(_shared(key, before, after) for key in keys)
    turned = changed(before, _changes(paths, before, after))
    rest = _by_nouns(turned, after)
    changes = _changes(_outermost([*paths, *rest]), before, after)
    return [Lever((change,)) for change in changes]


def changed(document: Document, changes: Iterable[Change]) -> Document:
    """A document with some changes made; what it was is left as it is."""
    made = deepcopy(document)
    for change in changes:
        node = made
        for part in change.path[:-1]:
            node = node.setdefault(part, {})
        if change.scenario is None:
            node.pop(change.path[-1], None)
        else:
            node[change.path[-1]] = deepcopy(change.scenario)
    return made


def _keys(reference: Loaded, scenario: Loaded) -> list[FactPath]:
    """The keys of the patches that lead to both from their nearest common base, if there is one.

    What the command line set in one of them alone counts as a patch of it.
    """
    ours, theirs = list(_patches(reference)), list(_patches(scenario))
    files = [file for file, _ in ours]
    common = next((file for file, _ in theirs if file in files), None)
    if common is None:
        return []
    found: list[str] = []
    for chain in (theirs, ours):
        below = [file for file, _ in chain].index(common)
        for _, keys in reversed(chain[:below]):
            found += keys
    set_in_one = [
        one
        for here, there in ((scenario.sets, reference.sets), (reference.sets, scenario.sets))
        for one in here
        if one not in there
    ]
    found += [one.partition("=")[0].strip() for one in set_in_one]
    return [tuple(current_path(key)[0].split(".")) for key in found]


def _patches(loaded: Loaded) -> Iterator[tuple[str, Sequence[str]]]:
    """A file and its bases, the file itself first, each with the keys of its patch."""
    path: Path = loaded.path
    base, patch = loaded.base, loaded.patch
    while True:
        yield os.path.realpath(path), list(patch or ())
        if base is None:
            return
        whole = compose(base)
        path, base, patch = base, whole.base, whole.patch


def _shared(path: FactPath, one: Document, other: Document) -> FactPath:
    """A path, as far down as both documents have something that it can lead into."""
    for depth in range(1, len(path)):
        here = path[:depth]
        below, beside = (node.get(here[-1], _unless_said(here)) for node in (one, other))
        if is_choice_of_one(annotation_at(here)):
            return here
        if not isinstance(below, dict) or not isinstance(beside, dict):
            return here
        one, other = below, beside
    return path


def _unless_said(path: FactPath) -> Document | None:
    """What is there where a file does not name a group: an empty one, or nothing."""
    field = field_at(path)
    return {} if field is not None and isinstance(field.default, dict | Facts) else None


def _by_nouns(one: Document, other: Document) -> Iterator[FactPath]:
    """Where documents still differ: the noun and its entry."""
    for noun in [*one, *(noun for noun in other if noun not in one)]:
        before, after = (document.get(noun, _unless_said((noun,))) for document in (one, other))
        if before == after:
            continue
        if isinstance(before, dict) and isinstance(after, dict):
            yield from (
                (noun, entry)
                for entry in dict.fromkeys([*before, *after])
                if before.get(entry) != after.get(entry)
            )
        else:
            yield (noun,)


def _outermost(paths: Iterable[FactPath]) -> list[FactPath]:
    """Each path once, without those that lie within another."""
    once = list(dict.fromkeys(paths))
    return [
        path
        for path in once
        if not any(path != other and path[: len(other)] == other for other in once)
    ]


def _changes(paths: Iterable[FactPath], before: Document, after: Document) -> list[Change]:
    found = [Change(path, _at(before, path), _at(after, path)) for path in paths]
    return [change for change in found if change.reference != change.scenario]


def _at(document: Document, path: FactPath) -> Any:
    node: Any = document
    for part in path:
        node = node.get(part) if isinstance(node, dict) else None
    return node
