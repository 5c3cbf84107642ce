"""Whatever stands in a table, it is read or told: no reader ends in anything but one message."""

import csv
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ccsim.errors import UsageError
from ccsim.intake.calls import read_calls
from ccsim.intake.counts import are_counts, read_counts
from ccsim.intake.forecast import read_forecast
from ccsim.intake.history import read_history
from ccsim.intake.history_files import read_histories
from ccsim.intake.schedules import read_schedule
from ccsim.intake.tables import Table, read_table

NAMES = (
    "queue", "time", "date", "calls", "aht", "agent", "team", "start", "end", "activity", "skills",
    "agents", "Mon", "Tue", "2026-01-05", "1/13/2026", "08:00", "08:30", "09:00", "", "talk",
    "start (UTC)", "hour", "arrived", "wait", "outcome", "answered", "abandoned", "offered",
    "service level", "staffed hours", "ended", "abandon %",
)  # fmt: skip
CELLS = (
    "", "08:00", "24:00", "25:00", "2026-01-05", "2026-01-05T08:00Z", "2026-01-05T23:30+14:00",
    "2026-01-05T00:10-12:00", "2026-01-05T08:00+99:99", "2026-01-05 08:00+24:00", "9999-12-31",
    "0001-01-01", "2200-12-31 23:30", "1e308", "1e400", "-5", "nan", "830", "9" * 20, "1,5", "Mo",
    "Sunday 08:00", "Break", "phones", "sales; care", "a1", "½", "٣", "²", "08:00-08:30", "::", "T",
    "2026-02-30", "46027", "answered", "blocked", "phantom", "85%", "143000", "0", "yes",
)  # fmt: skip


def _in_a_file(reader: Callable[[list[Path]], object]) -> Callable[[Table], object]:
    """A reader of files, which writes the table as one and says afterwards what it is."""

    def read(table: Table) -> object:
        with TemporaryDirectory() as folder:
            path = Path(folder) / "mine.csv"
            with path.open("w", newline="", encoding="utf-8") as file:
                csv.writer(file, delimiter=";").writerows([table.columns, *table.rows])
            return reader([path])

    return read


READERS: tuple[Callable[[Table], object], ...] = (
    read_forecast,
    lambda table: read_forecast(table, zone="Europe/Madrid", times_in="UTC"),
    read_schedule,
    lambda table: read_schedule(table, zone="America/New_York", times_in="UTC"),
    read_history,
    lambda table: read_history(table, zone="Europe/Madrid"),
    _in_a_file(read_histories),
    _in_a_file(read_calls),
    _in_a_file(lambda paths: read_calls(paths, zone="America/New_York")),
    _in_a_file(read_counts),
    _in_a_file(lambda paths: are_counts(paths[0])),
)


@st.composite
def tables(draw: st.DrawFn) -> bytes:
    width = draw(st.integers(1, 6))
    names = draw(st.lists(st.sampled_from(NAMES), min_size=width, max_size=width))
    row = st.lists(st.sampled_from(CELLS) | st.text(max_size=6), min_size=width, max_size=width + 1)
    rows = draw(st.lists(row, max_size=5))
    return "\n".join(";".join(cells) for cells in [names, *rows]).encode()


@pytest.mark.parametrize("reader", READERS)
@settings(max_examples=50, deadline=None, derandomize=True)
@given(data=tables())
def test_a_table_is_read_or_told(reader: Callable[[Table], object], data: bytes) -> None:
    with suppress(UsageError):
        reader(read_table("mine.csv", data))
