"""A scenario as a form shows it: one fact after the other, those that are not named as well."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, get_args, get_origin

from ccsim.errors import ScenarioError
from ccsim.spec.documents import read_value
from ccsim.spec.fields import Amount
from ccsim.spec.paths import alternatives, annotation_at, field_at, is_group, literal_values
from ccsim.spec.scenario import Scenario
from ccsim.spec.writing import neutral_value, one_line

Path = tuple[str, ...]
NOTHING = "null"
"""What a patch and `--set` write to take a fact away."""
_NO_LEVER = {"format", "imports", "evidence"}


@dataclass(frozen=True)
class FormFact:
    """One fact that a scenario holds or may hold."""

    path: Path
    value: Any
    """As a file writes it; what is neutral where it is not named, None where that is nothing."""
    named: bool
    """Whether the scenario names it."""

    @property
    def dotted(self) -> str:
        """Its path as a patch writes it."""
        return ".".join(self.path)


def form_facts(document: Mapping[str, Any]) -> list[FormFact]:
    """All facts that a scenario can hold, in the order of the spec.

    An entry with a name of its own, such as a team, is there if the document has it; a
    distribution, a list or a table of numbers is one fact.
    """
    return list(_below((), Scenario, dict(document), named=True))


def facts_matching(facts: Iterable[FormFact], words: str) -> list[FormFact]:
    """The facts whose path or help holds all of these words, those first whose path does.

    Of these, what the scenario names comes first.
    """
    wanted = words.lower().replace(".", " ").replace("_", " ").split()
    by_path, by_help = [], []
    for fact in facts:
        path = " ".join(fact.path).lower().replace("_", " ")
        help_ = _help_words(fact.path)
        if all(word in path for word in wanted):
            by_path.append(fact)
        elif all(word in path or word in help_ for word in wanted):
            by_help.append(fact)
    found = (sorted(some, key=lambda fact: not fact.named) for some in (by_path, by_help))
    return [fact for some in found for fact in some]


@lru_cache(maxsize=4096)
def _help_words(path: Path) -> str:
    """What the spec says of a fact, and of the groups that it stands in."""
    fields = (field_at(path[:end]) for end in range(1, len(path) + 1))
    return " ".join((one.description or "").lower() for one in fields if one is not None)


def setting_text(path: Sequence[str], value: Any) -> str:
    """What a reader put into a control, as `--set` writes it after the equals sign.

    >>> setting_text(("operating_model", "shared_notes"), 0.9)
    '0.9'
    >>> setting_text(("operating_model", "wrap_up"), "{exponential: 75s}")
    '{exponential: 75s}'
    >>> setting_text(("why",), "notes: all of them")
    "'notes: all of them'"
    """
    if value is None or (isinstance(value, str) and not value.strip()):
        return NOTHING
    if not isinstance(value, str):
        return one_line(value)
    text = " ".join(value.split())
    return one_line(text) if is_text(path) else text


def typed_text(value: Any) -> str:
    """A fact as one types it.

    >>> typed_text({"exponential": "75s"}), typed_text("24/7"), typed_text(None)
    ('{exponential: 75s}', '24/7', '')
    """
    if value is None:
        return ""
    return value if isinstance(value, str) else one_line(value)


def is_text(path: Sequence[str]) -> bool:
    """Whether any words may stand at a path, which are then no YAML of their own."""
    return str in alternatives(annotation_at(path)) or bool(literal_values(annotation_at(path)))


def plain_value(text: str) -> Any:
    """The value that a setting's text says; the text itself where it says none."""
    try:
        return read_value(text, "", lines=False)[0]
    except ScenarioError:
        return text


def _below(path: Path, annotation: Any, node: Any, *, named: bool) -> Iterator[FormFact]:
    """The facts at a path and below."""
    kinds = alternatives(annotation)
    only = kinds[0] if len(kinds) == 1 else None
    if is_group(only) and only is not Amount and (node is None or isinstance(node, dict)):
        yield from _group(path, only, node or {}, named=named)
    elif _has_entries(only) and (node is None or isinstance(node, dict)):
        for name, below in (node or {}).items():
            yield from _below((*path, name), get_args(only)[1], below, named=named)
    else:
        yield FormFact(path, node, named)


def _group(path: Path, group: Any, node: dict[str, Any], *, named: bool) -> Iterator[FormFact]:
    for name, field in group.model_fields.items():
        here = (*path, name)
        if name in _NO_LEVER and not path:
            continue
        own = named and name in node
        value = node.get(name) if name in node else neutral_value(field)
        yield from _below(here, field.annotation, value, named=own)


def _has_entries(kind: Any) -> bool:
    """Whether groups with names of their own stand here: teams, queues, customers."""
    return get_origin(kind) is dict and any(
        is_group(one) for one in alternatives(get_args(kind)[1])
    )
