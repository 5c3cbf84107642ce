"""`ccsim calibrate` from the outside: files in, a scenario and an answer out."""

import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from ccsim.cli import app, main
from ccsim.spec.loading import load

MARKER = "XQ7MARKER"


def calls(folder: Path) -> Path:
    """Two weeks of a small desk, with marked names."""
    lines = ["arrival,queue,wait,outcome,talk,acw,agent,customer"]
    for day in range(5, 17):
        for n in range(60):
            minute, second = divmod(n * 7 + day * 3 % 7, 60)
            gone = n % 9 == 0
            wait = 30 + n if gone else (n % 5) * 8
            talk = "" if gone else str(40 + (n * 37 + day * 11) % 300)
            agent = "" if gone else f"{MARKER}-{n % 3}"
            lines.append(
                f"2026-01-{day:02d} {9 + minute // 1}:{second:02d}:00,help desk,{wait},"
                f"{'abandoned' if gone else 'answered'},{talk},20,{agent},{MARKER}-{n}"
            )
    path = folder / "calls.csv"
    path.write_text("\n".join(lines) + "\n")
    return path


def test_a_scenario_comes_out_that_is_right_and_names_nobody(tmp_path: Path) -> None:
    made = tmp_path / "my_centre.yaml"
    runner = CliRunner()
    answer = runner.invoke(app, ["calibrate", str(calls(tmp_path)), "-o", str(made)])
    assert answer.exit_code == 0, answer.output
    assert "queues.help_desk.talk" in answer.output
    text = made.read_text()
    assert MARKER not in text + answer.output
    assert "evidence:" in text
    checked = runner.invoke(app, ["check", str(made)])
    assert checked.exit_code == 0, checked.output


def test_the_same_is_told_as_one_document(tmp_path: Path) -> None:
    made = tmp_path / "my_centre.yaml"
    command = ["calibrate", str(calls(tmp_path)), "-o", str(made), "--json", "--quiet"]
    answer = CliRunner().invoke(app, command)
    document = json.loads(answer.output)
    assert document["calls"] == 720
    talk = document["estimates"]["queues.help_desk.talk"]
    assert talk["low"] < talk["value"] < talk["high"]
    assert document["queues"] == {"help_desk": "help desk"}
    assert document["teams"]["agents"]["people"] == 3
    assert MARKER not in answer.output


def test_with_a_single_day_what_it_cannot_tell_is_that_of_the_literature(tmp_path: Path) -> None:
    made = tmp_path / "my_centre.yaml"
    day = ["--from", "2026-01-05", "--until", "2026-01-05", "--json", "--quiet"]
    command = ["calibrate", str(calls(tmp_path)), "-o", str(made), *day]
    estimates = json.loads(CliRunner().invoke(app, command).output)["estimates"]
    busy = estimates["demand.busy_day_cv"]
    assert (busy["low"], busy["value"], busy["high"]) == (0.05, 0.10, 0.25)
    assert "E-ARR-04" in busy["method"]


def test_counts_of_intervals_make_a_scenario_as_well(tmp_path: Path) -> None:
    rows = [f"{day}.01.2026;{hour:02d}:00;{40 + day + hour}" for day in range(5, 17)
            for hour in range(8, 18)]  # fmt: skip
    path = tmp_path / "counts.csv"
    path.write_text("\n".join(["Datum;Uhrzeit;Anrufe", *rows, "05.01.2026;18:00;?"]) + "\n")
    made = tmp_path / "my_centre.yaml"
    command = ["calibrate", str(path), "-o", str(made), "--interval", "60", "--json", "--quiet"]
    answer = CliRunner().invoke(app, command)
    assert answer.exit_code == 0, answer.output
    found = json.loads(answer.output)
    assert found["rejected"][0]["row"] == 122
    assert "E-AHT-02" in found["estimates"]["queues.calls.talk"]["method"]
    assert found["calls"] == sum(40 + day + hour for day in range(5, 17) for hour in range(8, 18))
    assert CliRunner().invoke(app, ["check", str(made)]).exit_code == 0


COUNTS = ["date,time,calls", *(f"2026-01-{day:02d},{hour:02d}:00,{20 + day}"
                               for day in range(5, 12) for hour in range(9, 12))]  # fmt: skip
"""Of one week: no weekday comes twice."""


def test_what_was_assumed_is_told_in_each_form_and_is_what_the_scenario_has(
    tmp_path: Path,
) -> None:
    (tmp_path / "counts.csv").write_text("\n".join(COUNTS) + "\n")
    made = tmp_path / "my.yaml"
    words = ["calibrate", str(tmp_path / "counts.csv"), "-o", str(made), "--interval", "60"]
    found = json.loads(CliRunner().invoke(app, [*words, "--json", "--quiet"]).output)
    assumed = {one["path"]: one["value"] for one in found["assumed"]}
    assert assumed == {
        "demand.busy_day_cv": "0.1 (range 0.05 to 0.25)",
        "queues.calls.patience": "15m (range 6m to 35m)",
        "queues.calls.patience.weibull.shape": "0.8",
        "queues.calls.talk": "5m (range 3m to 7m)",
        "queues.calls.talk.lognormal.sigma": "0.9",
        "queues.calls.wrap_up": "none",
        "queues.*.forecast.redials": "none",
        "queues.*.forecast.reconnects": "none",
        "teams.agents.headcount": "by interval",
        "measures.service_level_threshold": "20s",
    }
    estimates = found["estimates"]
    assert {path for path, one in estimates.items() if not one["assumed"]} == {
        "queues.calls.forecast.scale"
    }
    text = " ".join(made.read_text().split("name:")[0].replace("#", " ").split())
    assert f"Assumed, since the records do not tell it: {', '.join(assumed)}." in text
    queue = load(made).scenario.queues["calls"]
    assert str(queue.patience).count("0.8") == str(queue.talk).count("0.9") == 1
    assert queue.forecast is not None
    assert (str(queue.wrap_up), queue.forecast.redials) == ("constant=0", 0)
    told = CliRunner().invoke(app, words).stdout
    estimated, _, rest = told.partition("Assumed, since the records do not tell it")
    assert all(path in rest for path in assumed)
    assert not any(path in estimated for path in assumed)


def test_of_call_records_little_is_assumed(tmp_path: Path) -> None:
    words = ["calibrate", str(calls(tmp_path)), "-o", str(tmp_path / "my.yaml"), "--json"]
    found = json.loads(CliRunner().invoke(app, words).stdout)
    assert [one["path"] for one in found["assumed"]] == ["measures.service_level_threshold"]
    assert not any(one["assumed"] for one in found["estimates"].values())


def test_too_few_talks_are_told(tmp_path: Path) -> None:
    path = tmp_path / "one.csv"
    path.write_text("arrival,queue,wait,talk,agent\n2026-01-05 08:00,a,3,60,x\n")
    answer = CliRunner().invoke(app, ["calibrate", str(path), "-o", str(tmp_path / "my.yaml")])
    assert "1 talks have a length" in str(answer.exception)
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize(
    ("more", "told"),
    [
        (["--from", "yesterday"], "--from 'yesterday' is no date"),
        (["--from", "2026-02-01", "--until", "2026-01-01"], "there is no day"),
        (["--from", "2031-01-01"], "no call lies in the days wanted"),
        (["--column", "queue"], "write it as NAME=VALUE"),
        (["--column", "queue=colour"], "there is no column 'colour'"),
        (["--interval", "7"], "write one of 15, 30 and 60"),
    ],
)
def test_what_cannot_be_is_told_in_one_sentence(
    tmp_path: Path, more: list[str], told: str, monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    made = tmp_path / "my_centre.yaml"
    command = ["ccsim", "calibrate", str(calls(tmp_path)), "-o", str(made), "--quiet", *more]
    monkeypatch.setattr("sys.argv", command)
    with pytest.raises(SystemExit) as ended:
        main()
    assert ended.value.code == 2
    said = capsys.readouterr().err
    assert told in said
    assert "Traceback" not in said
    assert MARKER not in said
    assert not made.exists()


def test_without_talk_times_those_of_the_literature_are_taken_and_it_is_said(
    tmp_path: Path,
) -> None:
    rows = [line.split(",") for line in calls(tmp_path).read_text().splitlines()]
    kept = [",".join([*row[:4], row[6]]) for row in rows]  # neither talk nor after-call work
    path, made = tmp_path / "short.csv", tmp_path / "my_centre.yaml"
    path.write_text("\n".join(kept) + "\n")
    command = ["calibrate", str(path), "-o", str(made), "--json", "--quiet"]
    answer = CliRunner().invoke(app, command)
    assert answer.exit_code == 0, answer.output
    found = json.loads(answer.output)
    assert "E-AHT-02" in found["estimates"]["queues.help_desk.talk"]["method"]
    assert found["estimates"]["queues.help_desk.talk"]["ends"] == "range"
    assert found["estimates"]["queues.help_desk.patience"]["ends"] == "95 % interval"
    assert "(range 3m to 7m; n = 0 talks)" in " ".join(made.read_text().replace("#", "").split())
    assert any("no talk in the records has a length" in one for one in found["notices"])
    assert max(map(max, found["teams"]["agents"]["agents"])) > 0
    assert CliRunner().invoke(app, ["check", str(made)]).exit_code == 0


def test_where_nobody_was_answered_that_is_said_and_nothing_is_written(tmp_path: Path) -> None:
    lines = calls(tmp_path).read_text().splitlines()
    path = tmp_path / "gone.csv"
    path.write_text("\n".join([lines[0], *(one for one in lines if "abandoned" in one)]) + "\n")
    before = sorted(tmp_path.iterdir())
    answer = CliRunner().invoke(app, ["calibrate", str(path), "-o", str(tmp_path / "my.yaml")])
    assert "nobody was answered" in str(answer.exception)
    assert sorted(tmp_path.iterdir()) == before


def test_a_back_test_reads_records_as_the_scenario_remembers_them(
    tmp_path: Path, command: Any
) -> None:
    path, made = tmp_path / "odd.csv", tmp_path / "my_centre.yaml"
    head, rest = calls(tmp_path).read_text().split("\n", 1)
    path.write_text(head.replace("queue,wait", "Wohin,Dauer A") + "\n" + rest)
    said = ["--column", "queue=Wohin", "--column", "wait=Dauer A", "--quiet"]
    assert command("calibrate", path, "-o", made, *said).code == 0
    kept = load(made).scenario.imports
    assert (kept.calls["queue"], kept.calls["wait"]) == ("Wohin", "Dauer A")
    assert kept.queues == {"help desk": "help_desk"}
    more = ["--replications", "39", "--workers", "1", "--json", "--quiet"]
    answer = command("backtest", made, "--against", path, *more)
    assert answer.code == 0, answer.err
    assert json.loads(answer.out)["metrics"]["offered"]["history"] == 720


def test_the_time_zone_of_records_is_remembered_and_a_back_test_keeps_it(
    tmp_path: Path, command: Any
) -> None:
    """Records in UTC of a centre in Madrid: the desk opens at 9 there, which is 10 by its clock."""
    path, made = calls(tmp_path), tmp_path / "my_centre.yaml"
    zones = ["--time-zone", "UTC", "--centre-in", "Europe/Madrid"]
    assert command("calibrate", path, "-o", made, *zones, "--quiet").code == 0
    scenario = load(made).scenario
    assert scenario.calendar.time_zone == "Europe/Madrid"
    assert scenario.imports.history_time_zone == "UTC"
    first = next(at for at, one in enumerate(scenario.queues["help_desk"].forecast.calls) if one)
    assert first == 20  # half-hours: 10:00 on Monday
    more = ["--replications", "39", "--workers", "1", "--json", "--quiet"]
    brought = "calls.csv: Times are brought from the time zone UTC to Europe/Madrid."
    for zone, told in (([], True), (["--time-zone", "Europe/Madrid"], False)):
        answer = command("backtest", made, "--against", path, *more, *zone)
        assert answer.code == 0, answer.err
        found = json.loads(answer.out)
        assert found["metrics"]["offered"]["history"] == 720
        assert any(one.endswith(brought) for one in found["notices"]) is told


def test_a_time_zone_that_is_none_is_told(tmp_path: Path, command: Any) -> None:
    for option in ("--time-zone", "--centre-in"):
        made = tmp_path / "my.yaml"
        answer = command("calibrate", calls(tmp_path), "-o", made, option, "Europe/Madird")
        assert answer.code == 2
        assert f"{option}: 'Europe/Madird' is not a time zone" in answer.err
