"""Controls made from the spec: each has the name, unit, bounds, help and source of its fact."""

from collections.abc import Sequence
from typing import Any, Final

import streamlit as st
from pydantic.fields import FieldInfo

from ccsim.spec.paths import annotation_at, field_at, literal_values
from ccsim.units import format_duration, parse_duration

Path = Sequence[str]
_GRADES: Final = {
    "A": "strong evidence",
    "B": "good evidence",
    "C": "some evidence",
    "D": "weak evidence",
}


def fact_control(path: Path, value: Any, key: str) -> Any:
    """A control for one fact of a scenario, of the kind that fits it.

    Args:
        path: where the fact stands, such as ("operating_model", "shared_notes").
        value: what it is now, as a file writes it; None where it is not named.
        key: unique in the session.

    Returns:
        What the reader wants it to be, as a file would write it.
    """
    field = field_at(path)
    label, help_ = label_of(path), help_of(field)
    choices = literal_values(annotation_at(path))
    unit = _extra(field).get("unit")
    if choices:
        names = [str(choice) for choice in choices]
        at = names.index(str(value)) if str(value) in names else 0
        return st.selectbox(label, names, index=at, help=help_, key=key)
    if isinstance(value, bool):
        return st.toggle(label, value=value, help=help_, key=key)
    if unit == "share 0-1":
        return st.slider(label, 0.0, 1.0, float(value or 0.0), 0.01, help=help_, key=key)
    if unit == "duration":
        now = format_duration(parse_duration(value)) if isinstance(value, str) else "0s"
        return st.text_input(label, now, help=help_, key=key)
    if isinstance(value, int):
        least, most = bounds_of(field)
        return st.number_input(label, least, most, value, help=help_, key=key)
    return st.text_input(label, "" if value is None else str(value), help=help_, key=key)


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


def bounds_of(field: FieldInfo | None) -> tuple[int | None, int | None]:
    """The least and the greatest value that a whole number may have; None where all may be."""
    found: dict[str, int] = {}
    for one in field.metadata if field is not None else ():
        for end in ("ge", "le"):
            if getattr(one, end, None) is not None:
                found[end] = int(getattr(one, end))
    return found.get("ge"), found.get("le")


def _extra(field: FieldInfo | None) -> dict[str, Any]:
    """Unit and evidence of a field; the unit may come from the kind of fact that it is."""
    found: dict[str, Any] = {}
    for one in (*field.metadata, field) if field is not None else ():
        extra = getattr(one, "json_schema_extra", None)
        if isinstance(extra, dict):
            found |= extra
    return found
