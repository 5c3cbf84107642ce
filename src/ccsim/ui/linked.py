"""Controls of single facts that the link of a page holds, while they are not as in the file."""

from typing import Annotated, Any

import streamlit as st
from pydantic import TypeAdapter

from ccsim.report.facts import fact_at
from ccsim.spec.paths import annotation_at, field_at
from ccsim.spec.scenario import Scenario
from ccsim.ui.controls import fact_control


def linked_fact(
    scenario: Scenario, path: str, label: str = "", key: str = "", first: Any = None
) -> Any:
    """A control for a fact; what the reader makes of it stands in the link.

    Args:
        scenario: the scenario that has the fact.
        path: where it stands in it.
        label: what it is called, where the name of the fact does not say enough.
        key: what it is called in the link; by default the path.
        first: what stands there before the reader changes it; by default what the scenario says.
    """
    key = key or path
    first = fact_at(scenario, path) if first is None else first
    remembered = f"first {key}"
    if remembered not in st.session_state:
        st.session_state[remembered] = _read(path, st.query_params.get(key), first)
    now = fact_control(path.split("."), st.session_state[remembered], key, label)
    if str(now) in ("", str(first)):  # whoever empties a field leaves it as it was
        st.query_params.pop(key, None)
        return first
    if st.query_params.get(key) != str(now):
        st.query_params[key] = str(now)
    return now


def _read(path: str, text: str | None, first: Any) -> Any:
    """What a link says, if it may stand there; a link may have been made up by anybody."""
    if text is None:
        return first
    try:
        value = type(first)(text) if isinstance(first, int | float) else text
        field = field_at(path.split("."))
        rules = field.metadata if field is not None else []
        kind: Any = Annotated[(annotation_at(path.split(".")), path, *rules)]
        TypeAdapter[Any](kind).validate_python(value)
    except ValueError:
        return first
    return value
