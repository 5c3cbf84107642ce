"""Work on what a reader brought, done once: a page is drawn anew at every click, its files stay."""

from collections.abc import Callable, Hashable
from typing import NamedTuple, TypeVar, cast

import streamlit as st

from ccsim.errors import UsageError

Made = TypeVar("Made")


class _Last(NamedTuple):
    """What was made last, or why it could not be."""

    asked: Hashable
    made: object
    fault: UsageError | None


def once(kind: str, asked: Hashable, make: Callable[[], Made]) -> Made:
    """What is made of what a session brought: anew only when something else is asked.

    The last of each kind is kept, for this session alone.

    Args:
        kind: what is made.
        asked: equal where the same comes out.
        make: makes it.

    Raises:
        UsageError: it could not be made; said again, and not tried again, when the same is asked.
    """
    kept: dict[str, _Last] = st.session_state.setdefault("made once", {})
    if kind not in kept or kept[kind].asked != asked:
        kept.pop(kind, None)  # what a large file was is gone before the next one is read
        try:
            kept[kind] = _Last(asked, make(), None)
        except UsageError as error:
            kept[kind] = _Last(asked, None, error)
    last = kept[kind]
    if last.fault is not None:
        raise UsageError(str(last.fault))
    return cast("Made", last.made)  # what `make` of this kind gave
