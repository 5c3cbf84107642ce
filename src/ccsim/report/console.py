"""How tables and sentences stand on a terminal, or in a file that they are sent to."""

import sys
from typing import Final

from rich.console import Console
from rich.table import Table

_WIDTH_OF_FILES: Final = 140
"""Columns of a table that goes to a file or another program."""


def new_console() -> Console:
    """As wide as the screen; in a file, wide enough that nothing is folded."""
    return Console(
        highlight=False, markup=False, width=None if sys.stdout.isatty() else _WIDTH_OF_FILES
    )


def new_table(heading: str, *columns: str) -> Table:
    """A table with its heading above it; long cells are folded."""
    table = Table(title=heading, title_justify="left", title_style="bold", caption_justify="left")
    for column in columns:
        table.add_column(column, overflow="fold")
    return table


def say(console: Console, words: str, what: str) -> None:
    """A word and what it is of, such as a path, in one line that can be copied."""
    console.print(f"{words}: {what}", soft_wrap=True)
