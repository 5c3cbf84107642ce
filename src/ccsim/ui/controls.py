"""Controls made from the spec: each has the name, unit, bounds, help and source of its fact."""

import math
from collections.abc import Callable, Sequence
from typing import Any, Final

import streamlit as st
from pydantic.fields import FieldInfo

from ccsim.spec.forms import typed_text
from ccsim.spec.paths import (
    alternatives,
    annotation_at,
    field_at,
    is_choice_of_one,
    literal_values,
)

Path = Sequence[str]
_GRADES: Final = {
    "A": "strong evidence",
    "B": "good evidence",
    "C": "some evidence",
    "D": "weak evidence",
}
_WRITTEN_UNITS: Final = ("duration", "events per span", "money")
"""Units that a file writes beside the number."""
_EXAMPLES: Final = {
    "duration": "4m30s",
    "events per span": "95/min",
    "money": "25 EUR/h",
    "share 0-1": "0.85",
}
_DISTRIBUTION: Final = "{lognormal: {mean: 5m, sigma: 0.9}}"
_NOT_SAID: Final = "not said"
_MOST_SHOWN: Final = 2**53 - 1
"""The greatest number that a browser shows as it is."""
_LONG: Final = 90
_MOST_CHARACTERS: Final = 20_000


def fact_control(
    path: Path,
    value: Any,
    key: str,
    label: str = "",
    on_change: Callable[..., None] | None = None,
    args: tuple[Any, ...] = (),
) -> Any:
    """A control for one fact of a scenario, of the kind that fits it.

    Args:
        path: where the fact stands, such as ("operating_model", "shared_notes").
        value: what it is now, as a file writes it; None where it is not named.
        key: unique in the session.
        label: what it is called, where its own name does not say enough.
        on_change: called when the reader changes it, before the page is drawn anew.
        args: what it is called with.

    Returns:
        What the reader wants it to be, as a file would write it.
    """
    field, annotation = field_at(path), annotation_at(path)
    how: dict[str, Any] = {
        "label": label or label_of(path),
        "help": help_of(field),
        "key": key,
        "on_change": on_change,
        "args": args,
    }
    choices = literal_values(annotation)
    if choices:
        return _choice(value, [str(choice) for choice in choices], how)
    if isinstance(value, bool):
        return st.toggle(value=value, **how)
    unit = _extra(field).get("unit")
    if unit == "share 0-1" and _is_share(value):
        return _share(float(value), how)
    if unit not in _WRITTEN_UNITS and _is_number(annotation, value, field):
        return _number(annotation, value, field, how)
    return _text(value, str(unit or ""), annotation, how)


def _choice(value: Any, names: list[str], how: dict[str, Any]) -> Any:
    at = names.index(str(value)) if str(value) in names else None
    return st.selectbox(options=names, index=at, placeholder=_NOT_SAID, format_func=_words, **how)


def _words(name: str) -> str:
    """A choice as people read it; in the file it is one word."""
    return name.replace("_", " ")


def _share(value: float, how: dict[str, Any]) -> Any:
    fine = not math.isclose(value, round(value, 2), abs_tol=1e-9)
    step, form = (0.001, "%.3f") if fine else (0.01, "%.2f")
    return st.slider(min_value=0.0, max_value=1.0, value=value, step=step, format=form, **how)


def _number(annotation: Any, value: Any, field: FieldInfo | None, how: dict[str, Any]) -> Any:
    kind = float if float in alternatives(annotation) else int
    least, most = (None if end is None else kind(end) for end in bounds_of(field))
    if kind is float:
        step = 0.01 if value is None or abs(value) < 1 else 0.1
        how |= {"step": step, "format": "%g"}
    now = None if value is None else kind(value)
    return st.number_input(min_value=least, max_value=most, value=now, placeholder=_NOT_SAID, **how)


def _text(value: Any, unit: str, annotation: Any, how: dict[str, Any]) -> Any:
    written = typed_text(value)
    example = _EXAMPLES.get(unit, _DISTRIBUTION if is_choice_of_one(annotation) else "")
    says = f"{_NOT_SAID}{f'; such as {example}' if example else ''}"
    if len(written) > _LONG:
        return st.text_area(value=written, placeholder=says, max_chars=_MOST_CHARACTERS, **how)
    return st.text_input(value=written, placeholder=says, max_chars=_MOST_CHARACTERS, **how)


def _is_share(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and 0 <= value <= 1


def _is_number(annotation: Any, value: Any, field: FieldInfo | None) -> bool:
    """Whether nothing but a number may stand here, and a possible one or none does."""
    kinds = set(alternatives(annotation))
    if not kinds or not kinds <= {int, float}:
        return False
    if value is None:
        return True
    least, most = bounds_of(field)
    fits = isinstance(value, int) or (isinstance(value, float) and float in kinds)
    return (
        fits
        and not isinstance(value, bool)
        and (-_MOST_SHOWN if least is None else least) <= value
        and value <= (_MOST_SHOWN if most is None else most)
    )


def label_of(path: Path) -> str:
    """What a fact is called on a form.

    >>> label_of(("operating_model", "shared_notes"))
    'Shared notes'
    """
    words = path[-1].replace("_", " ")
    return words[:1].upper() + words[1:]


def help_of(field: FieldInfo | None) -> str:
    """What a fact means, and what is known of it."""
    if field is None:
        return ""
    extra = _extra(field)
    parts = [" ".join((field.description or "").split())]
    if extra.get("unit"):
        parts.append(f"Unit: {extra['unit']}.")
    if extra.get("source"):
        grade = _GRADES.get(str(extra.get("grade")), "")
        parts.append(f"Source: {extra['source']}" + (f", {grade}." if grade else "."))
    if extra.get("low") is not None and extra.get("high") is not None:
        parts.append(f"Plausible from {extra['low']} to {extra['high']}.")
    return " ".join(part for part in parts if part)


def bounds_of(field: FieldInfo | None) -> tuple[float | None, float | None]:
    """The least and the greatest value that a number may have; None where all may be."""
    found: dict[str, float] = {}
    for one in field.metadata if field is not None else ():
        for end in ("ge", "le"):
            if getattr(one, end, None) is not None:
                found[end] = getattr(one, end)
    return found.get("ge"), found.get("le")


def _extra(field: FieldInfo | None) -> dict[str, Any]:
    """Unit and evidence of a field; the unit may come from the kind of fact that it is."""
    found: dict[str, Any] = {}
    for one in (*field.metadata, field) if field is not None else ():
        extra = getattr(one, "json_schema_extra", None)
        if isinstance(extra, dict):
            found |= extra
    return found
