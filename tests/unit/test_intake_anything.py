"""Whatever stands in a table, it is read or told: no reader ends in anything but one message."""

from collections.abc import Callable
from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ccsim.errors import UsageError
from ccsim.intake.forecast import read_forecast
from ccsim.intake.schedules import read_schedule
from ccsim.intake.tables import Table, read_table

NAMES = (
    "queue", "time", "date", "calls", "aht", "agent", "team", "start", "end", "activity", "skills",
    "agents", "Mon", "Tue", "2026-01-05", "1/13/2026", "08:00", "08:30", "09:00", "", "talk",
    "start (UTC)", "hour",
)  # fmt: skip
CELLS = (
    "", "08:00", "24:00", "25:00", "2026-01-05", "2026-01-05T08:00Z", "2026-01-05T23:30+14:00",
    "2026-01-05T00:10-12:00", "2026-01-05T08:00+99:99", "2026-01-05 08:00+24:00", "9999-12-31",
    "0001-01-01", "2200-12-31 23:30", "1e308", "1e400", "-5", "nan", "830", "9" * 20, "1,5", "Mo",
    "Sunday 08:00", "Break", "phones", "sales; care", "a1", "½", "٣", "²", "08:00-08:30", "::", "T",
    "2026-02-30", "46027",
)  # fmt: skip
READERS: tuple[Callable[[Table], object], ...] = (
    read_forecast,
    lambda table: read_forecast(table, zone="Europe/Madrid", times_in="UTC"),
    read_schedule,
    lambda table: read_schedule(table, zone="America/New_York", times_in="UTC"),
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
