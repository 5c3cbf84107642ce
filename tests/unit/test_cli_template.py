"""`ccsim template`: what it writes is read back by the readers that it is made for."""

import csv
import io
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from python_calamine import CalamineWorkbook

from ccsim.intake import aliases
from ccsim.intake.calls import read_calls
from ccsim.intake.columns import guess
from ccsim.intake.forecast import read_forecast
from ccsim.intake.history import read_history
from ccsim.intake.schedules import read_schedule
from ccsim.intake.tables import read_file
from ccsim.intake.templates import ENDINGS, TEMPLATES


@pytest.fixture
def ccsim(command: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    monkeypatch.chdir(tmp_path)
    return partial(command, "template")


@pytest.mark.parametrize("ending", ENDINGS)
def test_a_forecast_to_fill_in_is_read_back(ccsim: Any, ending: str) -> None:
    said = ccsim(f"forecast{ending}")
    assert said.code == 0
    assert "has the columns queue, interval_start, calls, aht_s" in said.err
    found = read_forecast(read_file(Path(f"forecast{ending}")))
    (sales,) = found.queues
    assert (sales.name, sales.calls[16:18], found.minutes) == ("sales", (24, 31.5), 30)
    assert sales.aht_s == pytest.approx((24 * 300 + 31.5 * 285) / 55.5)
    assert not found.rejected


@pytest.mark.parametrize("ending", ENDINGS)
def test_a_schedule_to_fill_in_is_read_back(ccsim: Any, ending: str) -> None:
    assert ccsim(f"schedule{ending}").code == 0
    found = read_schedule(read_file(Path(f"schedule{ending}")))
    (front,) = found.teams
    assert (front.name, found.minutes, found.rows) == ("front", 15, 2)
    assert front.agents[32:64] == (1,) * 8 + (0,) + (1,) * 23
    assert not found.rejected


@pytest.mark.parametrize("ending", ENDINGS)
def test_a_history_to_fill_in_is_read_back(ccsim: Any, ending: str) -> None:
    assert ccsim(f"history{ending}").code == 0
    found = read_history(read_file(Path(f"history{ending}")))
    assert (found.rows, found.minutes, list(found.queues)) == (2, 30, ["sales"])
    assert found.frame["offered"].tolist() == [26, 30]
    assert found.frame["answered_within"].tolist() == [19, 27]
    assert not found.rejected


@pytest.mark.parametrize("ending", ENDINGS)
def test_call_records_to_fill_in_are_read_back(ccsim: Any, ending: str) -> None:
    assert ccsim(f"calls{ending}").code == 0
    found = read_calls(Path(f"calls{ending}"))
    assert found.frame["outcome"].tolist() == ["answered", "abandoned"]
    assert found.frame["wait_s"].tolist() == [8, 35]
    assert not found.rejected


@pytest.mark.parametrize("kind", TEMPLATES)
def test_each_column_of_a_template_is_known_by_its_name(ccsim: Any, kind: str) -> None:
    roles = {
        "forecast": aliases.FORECAST_ROLES,
        "history": aliases.HISTORY_ROLES,
        "calls": aliases.CALLS_ROLES,
        "schedule": aliases.SCHEDULE_ROLES,
    }
    assert ccsim(f"{kind}.xlsx").code == 0
    table = read_file(Path(f"{kind}.xlsx"))
    assert sorted(guess(table, roles[kind]).values()) == list(range(len(table.columns)))


def test_a_workbook_explains_each_of_its_columns(ccsim: Any) -> None:
    ccsim("my_calls.xlsx")
    book = CalamineWorkbook.from_path("my_calls.xlsx")
    assert book.sheet_names == ["Table", "Explanations"]
    named, *_ = book.get_sheet_by_name("Table").to_python()
    explained = {row[0]: row[1] for row in book.get_sheet_by_name("Explanations").to_python()[1:]}
    assert all(explained[name] for name in named)


def test_a_text_opens_in_a_spreadsheet_with_its_encoding(ccsim: Any) -> None:
    answer = ccsim("history.csv", "--json")
    data = Path("history.csv").read_bytes()
    assert data.startswith(b"\xef\xbb\xbf")
    named = next(csv.reader(io.StringIO(data.decode("utf-8-sig"))))
    assert f'"{named[3]}"' in answer.out


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("roster.xlsx", "there are templates for forecast, history, calls, schedule"),
        ("forecast.ods", "such as forecast.xlsx or forecast.csv"),
        ("calls_schedule.csv", "name the file after one of them"),
        ("nowhere/calls.csv", "is no folder for it"),
    ],
)
def test_what_cannot_be_written_is_told(ccsim: Any, name: str, says: str) -> None:
    said = ccsim(name)
    assert (said.code, said.out) == (2, "")
    assert says in said.err
    assert not list(Path().iterdir())


def test_a_table_that_may_be_filled_in_is_not_written_over(ccsim: Any) -> None:
    Path("forecast.xlsx").write_bytes(b"filled in")
    said = ccsim("forecast.xlsx")
    assert (said.code, said.out) == (2, "")
    assert "forecast.xlsx is there already" in said.err
    assert Path("forecast.xlsx").read_bytes() == b"filled in"


def test_a_folder_is_no_name_for_a_table(ccsim: Any) -> None:
    Path("forecast.xlsx").mkdir()
    said = ccsim("forecast.xlsx")
    assert (said.code, said.out) == (2, "")
    assert "forecast.xlsx is a folder: give another name" in said.err
