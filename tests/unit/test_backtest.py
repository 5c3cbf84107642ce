"""`ccsim backtest` as a user meets it: trust in words, errors, days, files, clear messages."""

import json
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from python_calamine import CalamineWorkbook
from scipy import stats

from ccsim.experiments.backtest_reading import match_queues
from ccsim.experiments.history_days import past_of, stretches
from ccsim.experiments.history_duty import duty_of_history
from ccsim.figures.backtest import backtest_times_figure
from ccsim.intake.history import read_history
from ccsim.intake.tables import read_table
from ccsim.plan.plan import make_plan
from ccsim.spec.loading import load
from ccsim.store.call_records import call_records, write_call_records
from playing import play

SCENARIO = """
name: Small desk
why: Small enough to be held against a history in a test.
calendar: {days: 7}
demand: {busy_day_cv: 0.1}
queues:
  calls: {teams: [front], hours: "Mo-Fr 08:00-11:00", talk: {exponential: 4m},
          patience: {exponential: 3m},
          forecast: {interval: 1h, starts: 8h, calls: [40, 60, 50], redials: 0.3}}
teams:
  front: {headcount: 4, hours: "Mo-Fr 08:00-11:00"}
"""
TIMES = ("08:00", "08:30", "09:00", "09:30", "10:00", "10:30")


def _report(days: tuple[str, ...], calls: tuple[int, ...]) -> str:
    rows = ["date,start,offered,answered,abandoned,answered within 20 s,anstime,abntime,agents"]
    for day in days:
        for time, offered in zip(TIMES, calls, strict=True):
            gone = offered // 5
            numbers = (offered, offered - gone, gone, offered // 2, 40 * offered, 20 * offered, 4)
            rows.append(",".join([day, time, *map(str, numbers)]))
    return "\n".join(rows) + "\n"


DAYS = ("2026-01-05", "2026-01-06", "2026-01-08")
HISTORY = _report(DAYS, (22, 22, 32, 32, 27, 27))


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    Path("desk.yaml").write_text(SCENARIO)
    Path("history.csv").write_text(HISTORY)
    return tmp_path


@pytest.fixture
def ccsim(command: Any) -> Any:
    """The verb, in this process."""
    return partial(command, "backtest")


QUICK = ("--against", "history.csv", "--replications", "39", "--workers", "1")


def test_the_answer_is_words_a_page_and_a_workbook(desk: Path, ccsim: Any) -> None:
    code, out, err = ccsim("desk.yaml", *QUICK, "-o", "test.html", "-o", "test.xlsx")
    assert code == 0, err
    assert "rust it for" in out
    assert "A day that happened is one draw" in out
    assert "Days without history between the first and the last: 1, left out." in out
    assert "--against history.csv --replications 39 --seed 1" in " ".join(out.split())
    page = (desk / "test.html").read_text()
    assert all(f'id="figure-{name}"' in page for name in ("days", "times"))
    sheets = CalamineWorkbook.from_path("test.xlsx").sheet_names
    assert sheets == ["About", "Errors", "By day", "By time of day", "By interval of the week"]


def test_the_document_has_each_day_with_its_interval_and_count(desk: Path, ccsim: Any) -> None:
    code, out, err = ccsim("desk.yaml", *QUICK, "--json", "--quiet")
    assert (code, err) == (0, "")
    found = json.loads(out)
    assert set(found["metrics"]) == {
        "offered", "abandon_rate", "mean_wait_s", "asa_s", "service_level"
    }  # fmt: skip
    assert [day["day"] for day in found["by_day"]["offered"]] == list(DAYS)
    first = found["by_day"]["mean_wait_s"][0]
    assert first["history"] == pytest.approx(60)  # 40 + 20 s for each who called
    assert first["low"] <= first["simulated"] <= first["high"]
    assert first["error"] == pytest.approx(first["simulated"] - first["history"])
    assert first["n"] == 39
    assert [one["time"] for one in found["by_time"]["asa_s"]] == list(TIMES)
    assert len(found["by_week_interval"]["offered"]) == 3 * len(TIMES)
    offered = found["metrics"]["offered"]
    assert offered["history"] == 3 * 162
    assert offered["days"] == 3
    assert found["given"] == []


def test_given_the_volume_the_calls_of_each_interval_come_on_average(
    desk: Path, ccsim: Any
) -> None:
    odd = (60, 5, 5, 5, 5, 60)
    Path("history.csv").write_text(_report(("2026-01-05", "2026-01-13"), odd))
    code, out, _ = ccsim("desk.yaml", *QUICK, "--given", "volume", "--json", "--quiet")
    assert code == 0
    found = json.loads(out)
    for one, calls in zip(found["by_time"]["offered"], odd, strict=True):
        assert one["history"] == 2 * calls
        assert one["low"] <= 2 * calls <= one["high"]
        assert one["simulated"] == pytest.approx(2 * calls, abs=4 * (2 * calls / 39) ** 0.5)
    assert found["given"] == ["volume"]


def test_given_the_staffing_these_agents_are_there_and_elsewhere_the_scenarios_own(
    desk: Path,
) -> None:
    facts = load("desk.yaml").scenario
    history = read_history(read_table("history.csv", HISTORY.replace(",4\n", ",7\n").encode()))
    queues = {"": "calls"}
    past = past_of(history, queues, duty_of_history(history, facts, queues))
    (week,) = stretches(facts, past, ["staffing"])
    agents = week.scenario.teams["front"].headcount.agents  # type: ignore[union-attr]
    assert agents[16:22] == [7] * 6
    assert agents[48 * 2 + 16 : 48 * 2 + 22] == [4] * 6  # a Wednesday without history
    assert sum(agents[48 * 5 :]) == 0
    assert list(week.days) == [0, 1, -1, 2, -1, -1, -1]


def test_given_the_staffing_a_reserve_is_among_those_on_duty_and_not_there_twice(
    desk: Path,
) -> None:
    """A team that only helps the other one; where nothing is known it is as the scenario plans."""
    helped = SCENARIO.replace("redials: 0.3}}", "redials: 0.3}, overflow: {to: spare, after: 1m}}")
    Path("helped.yaml").write_text(f'{helped}  spare: {{headcount: 2, hours: "Mo-Fr 08:00-11:00"}}')
    facts = load("helped.yaml").scenario
    history = read_history(read_table("history.csv", HISTORY.encode()))
    queues = {"": "calls"}
    past = past_of(history, queues, duty_of_history(history, facts, queues))
    (week,) = stretches(facts, past, ["staffing"])
    make_plan(week.scenario)
    agents = {
        name: team.headcount.agents  # type: ignore[union-attr]
        for name, team in week.scenario.teams.items()
    }
    assert (agents["front"][16:22], agents["spare"][16:22]) == ([4] * 6, [0] * 6)
    wednesday = slice(48 * 2 + 16, 48 * 2 + 22)
    assert (agents["front"][wednesday], agents["spare"][wednesday]) == ([4] * 6, [2] * 6)


def test_staffing_goes_on_through_the_verb(desk: Path, ccsim: Any) -> None:
    Path("history.csv").write_text(HISTORY.replace(",4\n", ",40\n"))
    code, out, _ = ccsim("desk.yaml", *QUICK, "--given", "volume,staffing", "--json", "--quiet")
    assert code == 0
    found = json.loads(out)
    assert found["metrics"]["mean_wait_s"]["simulated"] == pytest.approx(0, abs=0.5)
    assert found["metrics"]["mean_wait_s"]["differs"]


def test_counts_alone_are_held_against_calls_alone(desk: Path, ccsim: Any) -> None:
    Path("history.csv").write_text("date,start,calls\n2026-01-05,08:00,22\n2026-01-05,08:30,20\n")
    code, out, _ = ccsim("desk.yaml", *QUICK, "--json", "--quiet")
    assert code == 0
    found = json.loads(out)
    assert list(found["metrics"]) == ["offered"]
    # What is not known of a day is not compared: the simulated calls from 9 to 11 are not either.
    assert found["by_day"]["offered"][0]["simulated"] < 70


MISTAKES = {
    "no file": (("--against", "none.csv"), "none.csv cannot be read"),
    "few replications": (("--against", "history.csv", "--replications", "10"), "at least 39"),
    "unknown given": (("--against", "history.csv", "--given", "luck"), "volume or staffing"),
    "no date": (("--against", "history.csv", "--from", "soon"), "write it as 2026-01-05"),
    "no such day": (("--against", "history.csv", "--from", "2030-01-01"), "from 2026-01-05 to"),
    "no such queue": (("--against", "history.csv", "--queue", "a=b"), "--queue a=b"),
    "no such column": (("--against", "history.csv", "--column", "offered=Rufe"), "Rufe"),
    "other ending": (("--against", "history.csv", "-o", "x.txt"), ".html or .xlsx"),
}


@pytest.mark.parametrize(("words", "said"), MISTAKES.values(), ids=MISTAKES)
def test_a_mistake_ends_with_a_message_and_exit_code_2(
    desk: Path, ccsim: Any, words: tuple[str, ...], said: str
) -> None:
    code, out, err = ccsim("desk.yaml", *words)
    assert (code, out) == (2, "")
    assert said in err
    assert "Traceback" not in err


def test_no_staff_in_the_history_and_none_can_be_given(desk: Path, ccsim: Any) -> None:
    Path("history.csv").write_text("date,start,calls\n2026-01-05,08:00,22\n")
    code, _, err = ccsim("desk.yaml", *QUICK, "--given", "staffing")
    assert code == 2
    assert "--column agents=NAME" in err


def test_a_threshold_that_is_another_one_is_not_compared(desk: Path, ccsim: Any) -> None:
    Path("history.csv").write_text(HISTORY.replace("within 20 s", "within 30 s"))
    _, out, _ = ccsim("desk.yaml", *QUICK, "--json", "--quiet")
    found = json.loads(out)
    assert "service_level" not in found["metrics"]
    assert any("within 30 s" in notice for notice in found["notices"])


def test_queues_are_known_by_their_names(desk: Path, ccsim: Any) -> None:
    named = HISTORY.replace("\n2026", "\nCalls,2026").replace("date,", "queue,date,", 1)
    Path("history.csv").write_text(named)
    assert ccsim("desk.yaml", *QUICK, "--json", "--quiet").code == 0
    Path("history.csv").write_text(named + named.partition("\n")[2].replace("Calls,", "Chat,"))
    _, out, _ = ccsim("desk.yaml", *QUICK, "--json", "--quiet")
    assert "Left out, being no queue of the scenario: Chat." in json.loads(out)["notices"]


MARKER = "Xq7-Zebra"


def test_call_records_are_a_history_and_nobody_of_them_is_ever_named(
    desk: Path, ccsim: Any
) -> None:
    rows = ["arrival,queue,wait_s,outcome,talk_s,agent,customer"]
    for day in ("05", "06", "07"):
        for at in range(90):
            when = f"2026-01-{day} {8 + at // 30:02d}:{at % 30 * 2:02d}:00"
            agent = f"{MARKER}{at % 4}"
            rows.append(f"{when},Calls,{at % 3 * 20},answered,240,{agent},{MARKER}c{at}")
    Path("calls.csv").write_text("\n".join([*rows, f"{MARKER},Calls,0,answered,1,x,y"]) + "\n")
    words = ("desk.yaml", "--against", "calls.csv", "--replications", "39", "--workers", "1")
    given = ("--given", "volume,staffing", "-o", "test.html", "-o", "test.xlsx")
    said = ccsim(*words, *given)
    assert said.code == 0, said.err
    document = ccsim(*words, *given[:2], "--json").out
    found = json.loads(document)
    assert [one["row"] for one in found["rejected"]] == [272]
    assert [day["history"] for day in found["by_day"]["offered"]] == [90, 90, 90]
    assert found["metrics"]["mean_wait_s"]["history"] == pytest.approx(20)
    sheets = CalamineWorkbook.from_path("test.xlsx")
    cells = str([sheets.get_sheet_by_name(name).to_python() for name in sheets.sheet_names])
    told = said.out + said.err + document + (desk / "test.html").read_text() + cells
    assert MARKER not in told


def test_a_history_without_queues_is_held_against_all_of_them_together(
    desk: Path, ccsim: Any
) -> None:
    two = SCENARIO.replace(
        "\nteams:",
        '\n  more: {teams: [front], hours: "Mo-Fr 08:00-11:00", talk: {exponential: 4m},'
        "\n         forecast: {interval: 1h, starts: 8h, calls: [10, 10, 10]}}\nteams:",
    )
    Path("two.yaml").write_text(two)
    code, out, _ = ccsim("two.yaml", *QUICK, "--given", "staffing", "--json", "--quiet")
    assert code == 0
    found = json.loads(out)
    # 150 first calls of one queue, 30 of the other, and some redials.
    assert 175 < found["by_day"]["offered"][0]["simulated"] < 215
    assert any("names no queues" in notice for notice in found["notices"])
    code, _, err = ccsim("two.yaml", *QUICK, "--given", "volume")
    assert code == 2
    assert "a column of queues" in err


def test_a_time_of_day_at_which_some_draws_have_nobody_leaves_no_hole(
    desk: Path, ccsim: Any
) -> None:
    quiet = SCENARIO.replace("calls: [40, 60, 50]", "calls: [1, 60, 4]").replace(
        "patience: {exponential: 3m}", "patience: {exponential: 20s}"
    )
    Path("quiet.yaml").write_text(quiet)
    code, out, err = ccsim("quiet.yaml", *QUICK, "--json", "--quiet")
    assert (code, err) == (0, "")
    assert json.loads(out)["by_time"]["asa_s"]


def test_a_model_agrees_with_its_own_records_where_a_message_ends_long_waits(
    desk: Path, ccsim: Any
) -> None:
    sent_on = SCENARIO.replace("redials: 0.3", "redials: 0").replace(
        "queues:\n  calls: {", "queues:\n  calls: {longest_wait: 60s, "
    )
    Path("message.yaml").write_text(sent_on)
    log = play(make_plan(load("message.yaml").scenario), seed=5)
    frame = call_records(log.plan, [log.log])
    assert (frame["outcome"] == "flowed_out").sum() > 50
    write_call_records(frame, Path("calls.csv"))
    words = ("--against", "calls.csv", "--replications", "39", "--workers", "1")
    code, out, err = ccsim("message.yaml", *words, "--json", "--quiet")
    assert code == 0, err
    found = json.loads(out)["metrics"]
    gone = (frame["outcome"] == "abandoned").mean()
    assert found["abandon_rate"]["history"] == pytest.approx(gone)
    assert found["mean_wait_s"]["history"] == pytest.approx(frame["wait_s"].mean(), abs=0.01)
    assert not any(one["differs"] for one in found.values())


def test_intervals_without_calls_that_a_report_leaves_out_make_no_true_model_wrong(
    desk: Path, ccsim: Any
) -> None:
    """Poisson(2) calls in each half-hour from 8 to 18: where none came, the report has no row."""
    Path("few.yaml").write_text("""
name: Few calls
why: So few that nobody calls in many half-hours.
calendar: {days: 7}
queues:
  calls: {teams: [front], hours: "Mo-Fr 08:00-18:00", talk: {exponential: 1m},
          forecast: {rate: 4/h}}
teams:
  front: {headcount: 4}
""")
    days = [f"2026-01-{day:02d}" for day in range(5, 31) if day % 7 not in (3, 4)]
    even = (np.arange(len(days) * 20) * 0.618034) % 1
    calls = stats.poisson(2).ppf(even).astype(int).reshape(len(days), 20)
    rows = [
        f"{day},{8 + at // 2:02d}:{at % 2 * 30:02d},{count}"
        for day, row in zip(days, calls, strict=True)
        for at, count in enumerate(row)
        if count
    ]
    Path("calls.csv").write_text("\n".join(["date,start,calls", *rows]) + "\n")
    words = ("--against", "calls.csv", "--replications", "99", "--workers", "1")
    code, out, err = ccsim("few.yaml", *words, "--json", "--quiet")
    assert code == 0, err
    found = json.loads(out)
    assert not found["metrics"]["offered"]["differs"]
    assert found["metrics"]["offered"]["simulated"] == pytest.approx(40 * len(days), rel=0.02)
    assert sum("count as intervals without calls" in one for one in found["notices"]) == 1


def test_queues_whose_names_differ_in_signs_alone_are_two_as_in_calibration(desk: Path) -> None:
    facts = load("desk.yaml").scenario
    (own,) = facts.queues.values()
    facts = facts.model_copy(update={"queues": {"A_B": own, "A_B_2": own}})
    rows = "queue,date,start,calls\nA B,2026-01-05,08:00,9\nA-B,2026-01-05,08:00,30\n"
    history = read_history(read_table("history.csv", rows.encode()))
    assert match_queues(facts, history, {})[0] == {"A B": "A_B_2", "A-B": "A_B"}


def test_the_picture_bridges_no_gap_and_says_what_has_no_prediction() -> None:
    rows = [
        {"metric": "asa_s", "label": label, "unit": "s", "history": history, "simulated": low + 1,
         "low": low, "high": low + 2, "inside": inside, "n": 99}
        for label, history, low, inside in (
            ("08:00", 11.0, 10.0, True), ("08:30", 12.0, 11.0, True), ("09:00", 9.0, np.nan, None),
            ("09:30", np.nan, 12.0, None), ("10:00", 20.0, 13.0, False),
        )
    ]  # fmt: skip
    figure = backtest_times_figure(pd.DataFrame(rows), metrics={"asa_s": "Mean wait"})
    drawn = {one.name: one for one in figure.data}
    band = drawn["simulated: 95 % of single draws"]
    assert band.x == ("08:00", "08:30", "08:30", "08:00", None, "09:30", "10:00", "10:00", "09:30",
                      None)  # fmt: skip
    assert drawn["simulated: mean"].y == (11, 12, None, 13, 14)
    assert drawn["history"].y == (11, 12, 9, None, 20)
    assert drawn["history, inside"].x == ("08:00", "08:30")
    assert drawn["history, outside"].x == ("10:00",)
    assert drawn["history, nothing predicted"].x == ("09:00",)


def test_a_queue_of_which_a_number_is_never_known_has_a_dash_and_a_page(
    desk: Path, ccsim: Any
) -> None:
    """Nobody calls a second queue in the simulation: no mean wait of it is known."""
    own = SCENARIO[SCENARIO.index("  calls: ") : SCENARIO.index("teams:\n")]
    more = own.replace("  calls:", "  more:").replace("[40, 60, 50]", "[0, 0, 0]")
    Path("desk.yaml").write_text(SCENARIO.replace(own, own + more))
    head, *rows = HISTORY.splitlines()
    gone = [[*row.split(",")[:3], "0", row.split(",")[2], "0", "0", "9", "4"] for row in rows]
    both = [*(f"calls,{row}" for row in rows), *(f"more,{','.join(row)}" for row in gone)]
    Path("two.csv").write_text("\n".join([f"queue,{head}", *both]) + "\n")
    words = ("desk.yaml", "--against", "two.csv", "--replications", "39", "--workers", "1")
    said = ccsim(*words, "-o", "proof.html", "-o", "proof.xlsx")
    assert said.code == 0, said.err
    assert Path("proof.html").is_file()
    assert Path("proof.xlsx").is_file()
