"""Paths that once had another name: still accepted, with a notice."""

from typing import Any

from ccsim.spec.documents import Document, KeyPath, dotted

RENAMED: dict[str, str] = {}
"""Old path to new path, a `*` for any one part; only the last part may differ."""


def current_path(path: str) -> tuple[str, str | None]:
    """A path by its name of today, and a notice if it was written by an old one.

    >>> current_path("operating_model.authority")
    ('operating_model.authority', None)
    """
    parts = path.split(".")
    for old, new in RENAMED.items():
        pattern = old.split(".")
        if len(parts) >= len(pattern) and _matches(parts, pattern):
            last = len(pattern) - 1
            now = ".".join([*parts[:last], new.split(".")[-1], *parts[last + 1 :]])
            return now, f"{path} is now called {now}"
    return path, None


def rename_in_document(document: Document) -> list[str]:
    """Brings old names in a whole file up to date, in place; gives the notices."""
    notices: list[str] = []
    if RENAMED:
        _rename_under(document, document.data, (), notices)
    return notices


def _rename_under(document: Document, node: Any, at: KeyPath, notices: list[str]) -> None:
    if isinstance(node, list):
        for index, item in enumerate(node):
            _rename_under(document, item, (*at, index), notices)
    if not isinstance(node, dict) or at == ("patch",):
        return
    for old in list(node):
        now, notice = current_path(dotted((*at, old)))
        key = now.rsplit(".", 1)[-1]
        if notice and key not in node:
            notices.append(f"{document.file}: {notice}")
            node[key] = node.pop(old)
            _move_places(document, (*at, old), (*at, key))
        _rename_under(document, node.get(key), (*at, key), notices)


def _move_places(document: Document, old: KeyPath, new: KeyPath) -> None:
    for at in [at for at in document.places if at[: len(old)] == old]:
        document.places[new + at[len(old) :]] = document.places.pop(at)


def _matches(parts: list[str], pattern: list[str]) -> bool:
    return all(want in {"*", part} for part, want in zip(parts, pattern, strict=False))
