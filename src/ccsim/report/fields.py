"""Every field that a scenario file can hold, as a page to read: made from the spec itself."""

import re
from collections.abc import Iterator, Sequence
from typing import Any, Final, get_args, get_origin

from pydantic.fields import FieldInfo

from ccsim.report.facts import text_of
from ccsim.spec.fields import Amount
from ccsim.spec.paths import alternatives, is_group, literal_values
from ccsim.spec.queues import Queue
from ccsim.spec.scenario import Scenario
from ccsim.spec.writing import neutral_value, one_line, unit_of_field
from ccsim.units import format_duration

COMMAND: Final = "ccsim schema --fields"
_START: Final = f"""# Fields of a scenario file

Made from the spec by `{COMMAND}`. A path is what stands in `patch:` and in `--set`; NAME is a
name that the file gives itself. A field that is not named plays as its neutral value says.
Evidence is the value that a scenario may name, with the range in which studies or judgement
place it, and the row of evidence or of a source behind it with its grade (A: peer-reviewed or
official, to D: an assumption); `ccsim robustness` draws from that range.
"""
_HEAD: Final = ("Path", "What it is", "Written as", "Neutral", "Evidence")
_BOUNDS: Final = {"ge": "from {}", "gt": "above {}", "le": "up to {}", "lt": "below {}"}
_UNITS: Final = {
    "duration": "duration, such as 4m30s",
    "events per span": "rate, such as 95/min",
    "share 0-1": "share from 0 to 1",
    "money": "money, such as 12.50 EUR/h",
}
_MILLISECONDS: Final = re.compile(r"\b(\d+)ms\b")
_PLAIN: Final[dict[Any, str]] = {
    str: "text", int: "whole number", float: "number", bool: "true or false",
}  # fmt: skip

_TIMES: Final = frozenset(alternatives(Queue.model_fields["talk"].annotation))


def fields_page() -> str:
    """All fields in Markdown: a section for each noun, a row for each field."""
    fields = Scenario.model_fields.items()
    single = [_row((name,), field) for name, field in fields if not _rows_of(name, field)]
    nouns = [
        _section(f"`{name}`", field.description or "", rows)
        for name, field in fields
        if (rows := _rows_of(name, field))
    ]
    own = _section("The file", "What it says of itself.", single)
    return "\n".join([_START, own, *nouns, _distributions()])


def _rows_of(name: str, field: FieldInfo) -> list[tuple[str, ...]]:
    return list(_below((name,), field.annotation))


def _section(heading: str, words: str, rows: Sequence[tuple[str, ...]]) -> str:
    table = [_HEAD, ("---",) * len(_HEAD), *rows]
    return "\n".join([f"## {heading}", "", words, "", *(_line(row) for row in table), ""])


def _line(row: Sequence[str]) -> str:
    return f"| {' | '.join(row)} |"


def _distributions() -> str:
    """What may stand where a time is drawn: one key, the name, with its parameters."""
    lines = ["## Distributions", "", "Times that are drawn: one of these, with its parameters.", ""]
    for kind in alternatives(Queue.model_fields["talk"].annotation):
        lines.append(f"- {' '.join((kind.__doc__ or '').split())}")
        lines += [f"  - {row[0]}: {row[1]} ({row[2]})" for row in _below((), kind)]
    return "\n".join([*lines, ""])


def _below(path: tuple[str, ...], annotation: Any) -> Iterator[tuple[str, ...]]:
    """The rows of the fields under a path; a distribution is one field."""
    kinds = alternatives(annotation)
    if len([kind for kind in kinds if is_group(kind)]) > 1:
        return
    for kind in kinds:
        if get_origin(kind) in {dict, list}:
            named = get_origin(kind) is dict
            yield from _below((*path, "NAME") if named else (*path, "N"), get_args(kind)[-1])
        elif is_group(kind) and kind is not Amount:
            for name, field in kind.model_fields.items():
                here = (*path, name)
                yield _row(here, field)
                yield from _below(here, field.annotation)


def _row(path: tuple[str, ...], field: FieldInfo) -> tuple[str, ...]:
    words = " ".join((field.description or "").split())
    return tuple(
        cell.replace("|", "\\|")
        for cell in (
            f"`{'.'.join(path)}`", words, _written_as(field), _neutral(field), _evidence(field)
        )
    )  # fmt: skip


def _written_as(field: FieldInfo) -> str:
    """What may stand there, with its unit and bounds."""
    choices = literal_values(field.annotation)
    if choices:
        return " or ".join(f"`{choice}`" for choice in choices)
    kinds = list(dict.fromkeys(_kind(kind) for kind in alternatives(field.annotation)))
    unit = unit_of_field(field)
    shown = _UNITS[unit] if unit in _UNITS else " or ".join(kinds)
    if unit in _UNITS and "list" in kinds:
        shown = f"list, each a {shown}"
    bounds = [] if unit in _UNITS else list(_bounds(field))
    return " ".join([shown, *bounds])


def _kind(kind: Any) -> str:
    """The plain words for a type."""
    if get_origin(kind) is list:
        return "list"
    if get_origin(kind) is dict:
        return "one for each name"
    if is_group(kind):
        return "distribution" if len(kind.model_fields) == 1 and kind in _TIMES else "group"
    return _PLAIN.get(kind, getattr(kind, "__name__", "value"))


def _bounds(field: FieldInfo) -> Iterator[str]:
    for one in field.metadata:
        for name, words in _BOUNDS.items():
            if (bound := getattr(one, name, None)) is not None:
                yield words.format(f"{bound:g}" if isinstance(bound, float) else bound)


def _neutral(field: FieldInfo) -> str:
    if field.is_required():
        return "must be given"
    found = neutral_value(field)
    if found in (None, {}, [], ""):
        return "–"
    text = one_line(found).strip("'")
    return f"`{_MILLISECONDS.sub(lambda one: format_duration(int(one[1])), text)}`"


def _evidence(field: FieldInfo) -> str:
    extra = field.json_schema_extra
    if not isinstance(extra, dict) or not extra.get("source"):
        return ""
    value, low, high = (extra.get(name) for name in ("evidence", "low", "high"))
    span = "" if low is None or high is None else f" ({text_of(low)} to {text_of(high)})"
    told = "" if value is None else f"{text_of(value)}{span}; "
    return f"{told}{extra['source']}, {extra.get('grade')}"
