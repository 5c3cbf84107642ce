"""A file that a reader brings: uploaded or pasted, in whose time, and which rows are not used."""

from collections.abc import Sequence
from hashlib import blake2s
from typing import Final, NamedTuple

import streamlit as st

from ccsim.intake.forecast import Rejected
from ccsim.intake.tables import MOST_BYTES
from ccsim.intake.templates import template
from ccsim.ui.downloads import download
from ccsim.ui.said import remark, warn

COLUMN_WIDTH: Final = 180
"""Of a choice of columns, in pixels; what does not fit goes to the next line."""


class Brought(NamedTuple):
    """What a reader has uploaded or pasted."""

    name: str
    data: bytes

    @property
    def asked(self) -> tuple[str, bytes]:
        """Equal where the same was brought."""
        return self.name, blake2s(self.data).digest()


def ask_file(kind: str, *, rows: str, example: str) -> Brought | None:
    """The file that the reader has brought; None, and a table to fill in, where there is none.

    Args:
        kind: of the file: forecast or schedule.
        rows: what its rows are, for whoever asks.
        example: the beginning of one.
    """
    left, right = st.columns(2)
    file = left.file_uploader(
        "A file (CSV or xlsx)",
        type=["csv", "txt", "tsv", "xlsx", "xlsm"],
        max_upload_size=MOST_BYTES // 1_000_000,
        help=rows,
        key=f"{kind} file",
    )
    pasted = right.text_area(
        "Or pasted from a spreadsheet", placeholder=example, height=110, key=f"{kind} text"
    )
    if file is not None:
        return Brought(file.name, file.getvalue())
    if pasted.strip():
        return Brought("pasted text", pasted.encode())
    name = f"{kind}.xlsx"
    download(f"A table to fill in ({name})", lambda: template(kind, ".xlsx"), name)
    return None


def ask_zone(kind: str, zone: str, remembered: str | None) -> str | None:
    """The time zone of the file's times, where it may be another than the scenario's.

    Args:
        kind: of the file.
        zone: that of the scenario.
        remembered: that of the last file.
    """
    options = list(dict.fromkeys(one for one in (zone, remembered, "UTC") if one is not None))
    if len(options) == 1:
        return None
    at = options.index(remembered) if remembered is not None else 0
    chosen = st.selectbox("Its times are those of", options, index=at, key=f"zone of {kind}")
    return None if chosen == zone else chosen


def tell_rejected(notices: Sequence[str], rejected: Sequence[Rejected]) -> None:
    """What a reader should know of a file, and its rows that are not used."""
    for notice in notices:
        remark(notice)
    if rejected:
        count = len(rejected)
        warn(f"{count:,} rows are not used:" if count > 1 else "One row is not used:")
        rows = [{"Row": one.row, "Why": one.why} for one in rejected[:1000]]
        st.dataframe(rows, hide_index=True, height=min(38 + 36 * len(rows), 260))
