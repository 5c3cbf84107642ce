"""`ccsim backtest` with days unlike others, late queues, and facts that are not quite known."""

import json
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from python_calamine import CalamineWorkbook

from ccsim.figures.backtest import backtest_days_figure

SCENARIO = """
name: Small desk
why: Small enough to be held against a history in a test.
calendar: {days: 7}
queues:
  calls: {teams: [front], hours: "Mo-Fr 08:00-12:00", talk: {exponential: 4m},
          patience: {exponential: 3m},
          forecast: {interval: 1h, starts: 8h, calls: [60, 60, 60, 60]}}
teams:
  front: {headcount: 5, hours: "Mo-Fr 08:00-12:00"}
"""
EVIDENCE = """
evidence:
  queues.calls.forecast.scale: {low: 0.7, high: 1.3, source: counted, grade: B}
"""
MONDAYS = ("2026-01-05", "2026-01-12", "2026-01-19", "2026-01-26")


def report(silent: str = "") -> str:
    """Four Mondays of 30 calls in each half-hour; one of them without any from nine to ten."""
    rows = ["date,start,offered,answered,abandoned"]
    for day in MONDAYS:
        for half_hour in range(8):
            gone = day == silent and half_hour in (2, 3)
            time = f"{8 + half_hour // 2:02d}:{half_hour % 2 * 30:02d}"
            rows.append(f"{day},{time}," + ("0,0,0" if gone else "30,26,4"))
    return "\n".join(rows) + "\n"


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    Path("desk.yaml").write_text(SCENARIO)
    Path("doubted.yaml").write_text(SCENARIO + EVIDENCE)
    Path("history.csv").write_text(report())
    return tmp_path


@pytest.fixture
def ccsim(command: Any) -> Any:
    """The verb, in this process."""
    return partial(command, "backtest")


QUICK = ("--against", "history.csv", "--replications", "99", "--workers", "1")


def document(ccsim: Any, *words: str) -> Any:
    code, out, err = ccsim(*words, *QUICK, "--json", "--quiet")
    assert code == 0, err
    return json.loads(out)


def test_a_fault_is_left_out_and_named_in_words_document_page_and_workbook(
    desk: Path, ccsim: Any
) -> None:
    Path("history.csv").write_text(report(silent=MONDAYS[2]))
    why = "a fault: from 09:00 to 10:00 next to no call was recorded, usually 52 answers"
    found = document(ccsim, "desk.yaml", "-o", "test.html", "-o", "test.xlsx")
    assert found["days_left_out"] == [{"day": MONDAYS[2], "kind": "fault", "why": why}]
    days = [day["day"] for day in found["by_day"]["offered"]]
    assert days == [day for day in MONDAYS if day != MONDAYS[2]]
    assert found["days_without_history"] == 28 - 6 - 4  # the fault is not one of them
    said = f"1 day is unlike others of the weekday and left out: Mon {MONDAYS[2]} ({why})"
    assert any(said in reason for reason in found["reasons"])
    page = Path("test.html").read_text()
    assert said in page
    assert "left out" in page[page.index('id="figures"') :]
    about = CalamineWorkbook.from_path("test.xlsx").get_sheet_by_name("About").to_python()
    assert any(said in str(row[0]) for row in about)


def test_what_is_usual_is_seen_before_and_after_the_days_that_are_wanted(
    desk: Path, ccsim: Any
) -> None:
    Path("history.csv").write_text(report(silent=MONDAYS[2]))
    found = document(ccsim, "desk.yaml", "--from", MONDAYS[2])
    assert [one["day"] for one in found["days_left_out"]] == [MONDAYS[2]]
    assert found["days"] == 1
    code, _, err = ccsim("desk.yaml", *QUICK, "--from", MONDAYS[2], "--until", MONDAYS[2])
    assert code == 2
    assert f"none is left: {MONDAYS[2]}" in err


def test_a_day_that_is_left_out_keeps_its_place_in_the_figure() -> None:
    import pandas as pd

    labels = ["Mon 05 Jan", "Mon 12 Jan"]
    columns = {"history": 4.0, "simulated": 5.0, "low": 3.0, "high": 8.0, "inside": True, "n": 99}
    rows = [{"metric": "offered", "label": one, "unit": "legs", **columns} for one in labels]
    shown = [labels[0], "Tue 06 Jan", labels[1]]
    figure = backtest_days_figure(pd.DataFrame(rows), metrics={"offered": "Calls"}, days=shown)
    assert list(figure.layout.xaxis.categoryarray) == shown
    (mark,) = [one for one in figure.layout.annotations if one.text == "left out"]
    assert mark.x == 1


def test_what_is_not_known_of_a_fact_widens_the_intervals_unless_one_world_is_asked_for(
    desk: Path, ccsim: Any
) -> None:
    as_it_stands, drawn, one = (
        document(ccsim, *words)
        for words in (("desk.yaml",), ("doubted.yaml",), ("doubted.yaml", "--worlds", "1"))
    )
    assert (as_it_stands["worlds"], as_it_stands["doubts"]) == (1, [])
    assert (drawn["worlds"], drawn["doubts"]) == (20, ["queues.calls.forecast.scale"])
    assert one["worlds"] == 1
    assert one["metrics"] == as_it_stands["metrics"]

    def width(found: Any) -> float:
        return float(found["metrics"]["offered"]["high"] - found["metrics"]["offered"]["low"])

    # 960 calls: by chance from 899 to 1,021, in worlds from about 0.7 to 1.3 times as many.
    assert width(one) == pytest.approx(122, rel=0.25)
    assert width(drawn) == pytest.approx(0.57 * 960, rel=0.15)
    assert any("drawn from these ranges" in words for words in drawn["method"])
    assert not any("drawn from these ranges" in words for words in one["method"])


def test_the_line_that_repeats_it_has_the_worlds_and_none_cannot_be(desk: Path, ccsim: Any) -> None:
    code, out, _ = ccsim("doubted.yaml", *QUICK, "--worlds", "5")
    assert code == 0
    assert "--worlds 5" in " ".join(out.split())
    assert ccsim("doubted.yaml", *QUICK, "--worlds", "0").code == 2


def test_there_are_no_more_worlds_than_replications(desk: Path, ccsim: Any) -> None:
    assert document(ccsim, "doubted.yaml", "--worlds", "2000")["worlds"] == 99


def test_before_it_started_a_queue_is_not_compared_and_that_is_said(desk: Path, ccsim: Any) -> None:
    two = SCENARIO.replace(
        "\nteams:",
        '\n  late: {teams: [front], hours: "Mo-Fr 08:00-12:00", talk: {exponential: 1m},'
        "\n         forecast: {interval: 1h, starts: 8h, calls: [20, 20, 20, 20]}}\nteams:",
    )
    Path("two.yaml").write_text(two)
    rows = ["arrival,queue,wait_s,outcome,talk_s"]
    for day in ("05", "06", "07", "08", "09"):
        for queue, count in (("calls", 240), ("late", 80 if int(day) > 6 else 0)):
            for at in range(count):
                minute = int(240 * (at + 0.5) / count)
                when = f"2026-01-{day} {8 + minute // 60:02d}:{minute % 60:02d}:00"
                rows.append(f"{when},{queue},10,answered,60")
    Path("calls.csv").write_text("\n".join(rows) + "\n")
    words = ("--against", "calls.csv", "--replications", "39", "--workers", "1", "--json")
    code, out, err = ccsim("two.yaml", *words, "--quiet")
    assert code == 0, err
    found = json.loads(out)
    assert any("late on 2026-01-07" in notice for notice in found["notices"])
    offered = found["queues"]["late"]["metrics"]["offered"]
    assert offered["history"] == 240
    assert offered["simulated"] == pytest.approx(240, abs=20)
    assert found["metrics"]["offered"]["history"] == 5 * 240 + 240
