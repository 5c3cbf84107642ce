"""`ccsim import`: a planner's files in a scenario, without a question and without a name."""

import json
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from ccsim.spec.loading import load

DESK = """\
name: Desk
why: Two queues and two teams, there for a test.
calendar: {days: 1, time_zone: Europe/Madrid}
queues:
  sales: {teams: [front], patience: {exponential: 2m}, talk: {exponential: 3m},
          forecast: {rate: 10/h}}
  care: {teams: [back, front], talk: {exponential: 3m}, forecast: {rate: 10/h}}
teams:
  front: {headcount: 3, shrinkage: {planned: 0.2}}
  back: {headcount: 2}
"""
FORECAST = """queue;interval_start;calls;aht_s
Sales;2026-01-05 08:00;10;300
Sales;2026-01-05 08:30;20,5;240
Care;2026-01-05 08:00;5;200
Care;2026-01-05 Total;5;200
"""
SCHEDULE = """Agent Name,Skills,Start,Stop,Activity
MARKER One,Sales; Care,08:00,09:00,Phones
MARKER Two,Sales; Care,08:00,10:00,Phones
MARKER Two,Sales; Care,08:30,09:00,Break
MARKER Three,Care,08:00,09:00,Phones
MARKER Three,Care,soon,09:00,Phones
"""


@pytest.fixture
def ccsim(command: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    monkeypatch.chdir(tmp_path)
    for name, text in (("desk.yaml", DESK), ("f.csv", FORECAST), ("s.csv", SCHEDULE)):
        Path(name).write_text(text, encoding="utf-8")
    return partial(command, "import")


BACK = ("--team", "Care=back")


def test_a_forecast_and_a_schedule_make_a_scenario(ccsim: Any) -> None:
    said = ccsim("desk.yaml", "--forecast", "f.csv", "--schedule", "s.csv", *BACK, "-o", "my.yaml")
    assert said.code == 0, said.err
    assert (
        "queue is 'queue', time is 'interval_start', calls is 'calls', aht is 'aht_s'" in said.out
    )
    assert "3 rows are used: a typical day in intervals of 30 minutes." in said.out
    assert "Row of totals, not read: 5." in said.out
    assert "row 6: Start is no time of day: write it as 08:30" in said.out
    made = load("my.yaml").scenario
    assert made.name == "Desk, my forecast and schedule"
    assert made.queues["sales"].forecast.calls[16:18] == [10, 20.5]
    assert made.teams["front"].headcount.agents[16:20] == [2, 1, 1, 1]
    assert made.teams["front"].shrinkage.planned == 0
    assert made.teams["back"].headcount.agents[16:18] == [1, 1]
    assert made.imports.schedule["agent"] == "Agent Name"
    assert made.imports.teams == {"Care": "back", "Care + Sales": "front"}


def test_nobodys_name_is_in_what_is_written_or_said(ccsim: Any) -> None:
    words = ("desk.yaml", "--schedule", "s.csv", *BACK, "-o", "my.yaml")
    for more in ((), ("--json",), ("--column", "team=Nobody")):
        said = ccsim(*words, *more)
        assert "MARKER" not in said.out + said.err
    for path in Path().rglob("*"):
        if path.is_file() and path.name != "s.csv":
            assert b"MARKER" not in path.read_bytes(), path


def test_other_columns_of_a_forecast_are_not_looked_at(ccsim: Any) -> None:
    Path("f.csv").write_text(
        "queue,time,calls,made by,best customer\nsales,08:00,10,MARKER,MARKER\nsales,x,1,MARKER,\n"
    )
    said = ccsim("desk.yaml", "--forecast", "f.csv", "-o", "my.yaml")
    assert said.code == 0
    assert "MARKER" not in said.out + said.err + Path("my.yaml").read_text()


def test_what_was_said_of_columns_and_queues_is_remembered_the_next_time(ccsim: Any) -> None:
    Path("f.csv").write_text("Linie,Beginn,Menge\nVertrieb,08:00,10\nVertrieb,08:30,20\n")
    words = ("desk.yaml", "--forecast", "f.csv", "-o", "my.yaml")
    said = ccsim(*words)
    assert said.code == 2
    assert "no column for calls is known: there is Beginn and 2 others" in said.err
    columns = ("--column", "calls=Menge", "--column", "forecast.queue=Linie")
    said = ccsim(*words, *columns)
    assert (said.code, Path("my.yaml").exists()) == (2, False)
    assert "the file's queue 'Vertrieb' is none of the scenario's (sales, care)" in said.err
    assert ccsim(*words, *columns, "--queue", "Vertrieb=sales").code == 0
    again = ccsim("my.yaml", "--forecast", "f.csv", "-o", "again.yaml", "--json")
    assert again.code == 0
    answer = json.loads(again.out)["files"]["forecast"]
    assert answer["columns"] == {"queue": "Linie", "time": "Beginn", "calls": "Menge"}
    assert answer["queues"] == [
        {"name": "Vertrieb", "queue": "sales", "calls": 30.0, "aht_s": None}
    ]
    assert (answer["rows"], answer["interval_min"], answer["rejected"]) == (2, 30, 0)


def test_a_forecast_is_neither_multiplied_nor_doubted_by_what_was_known_before(ccsim: Any) -> None:
    ranges = """evidence:
  queues.sales.forecast.scale: {low: 1.9, high: 2.1, source: last year}
  queues.sales.talk: {low: 2m, high: 4m, source: last year}
  queues.sales.patience: {low: 1m, high: 3m, source: last year}
"""
    scaled = DESK.replace("rate: 10/h}}", "rate: 10/h, scale: 2}}", 1) + ranges
    Path("scaled.yaml").write_text(scaled)
    said = ccsim("scaled.yaml", "--forecast", "f.csv", "-o", "my.yaml")
    assert said.code == 0, said.err
    made = load("my.yaml").scenario
    assert made.queues["sales"].forecast.scale == 1
    assert list(made.evidence) == ["queues.sales.patience"]


def test_times_in_utc_are_brought_to_the_scenarios_zone(ccsim: Any) -> None:
    Path("f.csv").write_text("time,date,calls\n08:00,2026-07-06,10\n08:30,2026-07-06,5\n")
    words = ("desk.yaml", "--forecast", "f.csv", "--queue", "=sales", "-o", "my.yaml")
    assert ccsim(*words, "--time-zone", "UTC").code == 0
    made = load("my.yaml").scenario
    assert made.queues["sales"].hours == "10:00-11:00"
    assert made.imports.time_zone == "UTC"
    own = ("my.yaml", *words[1:-1], "own.yaml", "--time-zone", "Europe/Madrid")
    assert ccsim(*own).code == 0
    assert load("own.yaml").scenario.queues["sales"].hours == "08:00-09:00"
    assert load("own.yaml").scenario.imports.time_zone is None


@pytest.mark.parametrize(
    ("words", "says"),
    [
        ((), "nothing to bring: name a file with --forecast, --schedule or both"),
        (("--forecast", "none.csv"), "none.csv: the file is not there"),
        (("--forecast", "."), ".: the file is a folder"),
        (("--schedule", "f.csv"), "f.csv: no column for the start of an activity is known"),
        (("--forecast", "f.csv", "--column", "cals=x"), "'cals' is no column that is looked for"),
        (("--forecast", "f.csv", "--column", "schedule.date=x"), "there is no schedule to read"),
        (("--forecast", "f.csv", "--column", "calls"), "write it as NAME=VALUE"),
        (("--forecast", "f.csv", "--queue", "Sales=sale"), "did you mean 'sales'?"),
        (("--forecast", "f.csv", "--time-zone", "Madrid"), "'Madrid' is not a time zone"),
        (("--forecast", "f.csv", "--queue", "Sales=", "--queue", "Care="), "no queue of the file"),
    ],
)
def test_what_cannot_be_is_one_message_and_nothing_is_written(
    ccsim: Any, words: tuple[str, ...], says: str
) -> None:
    said = ccsim("desk.yaml", *words, "-o", "my.yaml")
    assert (said.code, said.out) == (2, "")
    assert says in said.err
    assert len(said.err.splitlines()) == 1
    assert sorted(path.name for path in Path().iterdir()) == ["desk.yaml", "f.csv", "s.csv"]
