"""The command line as a user meets it: exit codes, pure JSON, one clear message for a mistake."""

import json
import os
import signal
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest

from ccsim.cli import _APP_SETTINGS, app, main
from ccsim.experiments.keep import reopen
from ccsim.spec import renamed
from small_desk import small_desk

SCENARIO = small_desk(days=2, rate="1/min", agents=4)
SOURCES = Path(__file__).parents[2] / "src"


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of its own with a small scenario in it."""
    monkeypatch.chdir(tmp_path)
    Path("desk.yaml").write_text(SCENARIO)
    Path("busy.yaml").write_text(
        "base: desk.yaml\nname: Busy desk\npatch: {teams.front.headcount: 3}\n"
    )
    return tmp_path


class Said:
    """What a command left behind."""

    def __init__(self, code: int, out: str, err: str) -> None:
        self.code, self.out, self.err = code, out, err

    @property
    def json(self) -> Any:
        def refuse(text: str) -> None:
            raise AssertionError(f"{text} is no JSON")

        return json.loads(self.out, parse_constant=refuse)


@pytest.fixture
def ccsim(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Any:
    """The command, in this process."""

    def call(*words: str) -> Said:
        monkeypatch.setattr(sys, "argv", ["ccsim", *words])
        capsys.readouterr()
        try:
            main()
            code: Any = 0
        except SystemExit as end:
            code = end.code or 0
        captured = capsys.readouterr()
        return Said(code, captured.out, captured.err)

    return call


MISTAKES = {
    "no such scenario": ["run", "dsk"],
    "no such fact": ["run", "desk.yaml", "--set", "teems.front.headcount=3"],
    "a value that cannot be": ["run", "desk.yaml", "--set", "teams.front.headcount=-9"],
    "a setting without a value": ["run", "desk.yaml", "--set", "teams.front.headcount"],
    "an unknown option": ["run", "desk.yaml", "--speed", "3"],
    "an unknown verb": ["walk", "desk.yaml"],
    "an unknown engine": ["run", "desk.yaml", "--engine", "diesel"],
    "a seed too large": ["run", "desk.yaml", "--seed", str(2**32)],
    "an unknown executor": ["run", "desk.yaml", "--executor", "dask:/nowhere"],
    "a log from elsewhere": ["run", "desk.yaml", "--log", "--executor", "dask://localhost:1"],
    "no replications": ["run", "desk.yaml", "--replications", "0"],
    "a precision of nothing": ["run", "desk.yaml", "--precision", "service_level"],
    "a precision of no metric": ["run", "desk.yaml", "--precision", "srvice_level=0.1"],
    "a precision of too few": [
        "compare", "desk.yaml", "busy.yaml", "--precision", "asa_s=0.1", "--replications", "5",
    ],
    "the best and a precision at once": [
        "compare", "desk.yaml", "busy.yaml", "--precision", "asa_s=0.1", "--best", "asa_s=5",
    ],
    "a warm-up of no metric": ["warmup", "desk.yaml", "--metric", "fcr"],
    "a warm-up on no page": ["warmup", "desk.yaml", "-o", "picture.png"],
    "no weeks": ["run", "desk.yaml", "--weeks", "0"],
    "a warm-up longer than the run": [
        "run", "desk.yaml", "--set", "calendar.warm_up_weeks=2", "--weeks", "1",
    ],
    "a folder that cannot be made": ["run", "desk.yaml", "--out", "desk.yaml"],
    "a page that cannot be written": ["compare", "desk.yaml", "busy.yaml", "--page", "no/p.html"],
    "a page of another kind": ["compare", "desk.yaml", "busy.yaml", "--page", "p.docx"],
    "a comparison of one": ["compare", "desk.yaml"],
    "a folder that holds no run": ["journey", "."],
    "a report of nothing": ["report", ".", "-o", "page.html"],
    "a file that is none": ["check", "nowhere.yaml"],
}  # fmt: skip


@pytest.mark.parametrize("words", MISTAKES.values(), ids=MISTAKES.keys())
def test_a_mistake_ends_with_a_message_and_exit_code_2(
    desk: Path, ccsim: Any, words: list[str]
) -> None:
    said = ccsim(*words)
    assert said.code == 2
    assert said.err.strip()
    assert "Traceback" not in said.err
    assert said.out == ""
    assert not (desk / "runs").exists()


def test_a_precision_is_forecast_reached_and_told(desk: Path, ccsim: Any) -> None:
    words = ("run", "desk.yaml", "--precision", "arrivals=0.02", "--engine", "simpy")
    told = ccsim(*words, "--set", "calendar.days=1", "--workers", "1")
    assert told.code == 0
    assert "After 10 replications" in told.err or "after 10 replications" in told.err
    assert "Precision reached: arrivals is known to ± " in told.out
    quiet = ccsim(*words, "--set", "calendar.days=1", "--json", "--quiet")
    assert quiet.err == ""
    assert quiet.json["precision"]["reached"] is True


def test_help_names_the_verbs_that_exist(ccsim: Any) -> None:
    said = ccsim("--help")
    assert said.code == 0
    listed = {command.name or command.callback.__name__ for command in app.registered_commands}
    assert listed == {
        "check", "run", "compare", "explain", "robustness", "baseline", "staff", "sweep", "journey",
        "report", "export", "app", "schema", "warmup", "import", "template", "backtest",
        "calibrate",
    }  # fmt: skip
    assert all(verb in said.out for verb in listed)


def test_alone_it_lists_the_scenarios_at_hand(desk: Path, ccsim: Any) -> None:
    (desk / "scenarios").mkdir()
    (desk / "desk.yaml").rename(desk / "scenarios" / "desk.yaml")
    said = ccsim()
    assert said.code == 0
    assert "Small desk" in said.out
    assert "ccsim run" in said.out


def test_check_says_right_or_where_it_is_wrong(desk: Path, ccsim: Any) -> None:
    assert ccsim("check", "desk.yaml", "busy.yaml").code == 0
    (desk / "odd.yaml").write_text(SCENARIO.replace("headcount: 4", "headcont: 4"))
    said = ccsim("check", "desk.yaml", "odd.yaml", "--json")
    assert said.code == 2
    assert [one["right"] for one in said.json["files"]] == [True, False]
    assert "odd.yaml:" in said.err
    assert "headcount" in said.err


def test_check_tells_of_names_that_have_changed(
    desk: Path, ccsim: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(renamed.RENAMED, "teams.*.heads", "teams.*.headcount")
    (desk / "old.yaml").write_text(SCENARIO.replace("headcount: 4", "heads: 4"))
    said = ccsim("check", "old.yaml")
    assert said.code == 0
    assert "teams.front.heads is now called teams.front.headcount" in said.err
    assert ccsim("check", "old.yaml", "--quiet").err == ""


def test_the_app_is_seen_from_this_machine_only_unless_the_user_says_otherwise(
    ccsim: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    started: list[list[str]] = []

    def start(command: list[str], **_: Any) -> "subprocess.CompletedProcess[bytes]":
        started.append(command)
        return subprocess.CompletedProcess(command, 0)

    # Where the server takes the place of this process, nothing comes after it; here it returns.
    monkeypatch.setattr(os, "execv", lambda program, command: None)
    monkeypatch.setattr(subprocess, "run", start)
    assert ccsim("app").code == 0
    assert ccsim("app", "--server.address=0.0.0.0", "--server.port", "8600").code == 0
    usual, other = started
    assert Path(usual[4]).is_file()
    assert usual[5:] == [
        "--server.address=localhost",
        "--browser.gatherUsageStats=false",
        "--client.toolbarMode=minimal",
        "--server.fileWatcherType=none",
        "--runner.magicEnabled=false",
        "--runner.postScriptGC=false",
    ]
    assert other[5:] == [*usual[6:], "--server.address=0.0.0.0", "--server.port", "8600"]


def test_the_app_has_the_same_settings_whichever_way_it_is_started() -> None:
    written = tomllib.loads((SOURCES.parent / ".streamlit" / "config.toml").read_text())
    ours = {
        name: json.loads(value) if value in ("true", "false") else value
        for name, (_variable, value) in _APP_SETTINGS.items()
        if not name.startswith("server.")  # who develops chooses those
    }
    for part in ("browser", "client", "runner"):
        told = {f"{part}.{name}": value for name, value in written[part].items()}
        assert told == {name: value for name, value in ours.items() if name.startswith(part)}


def test_run_prints_the_documented_document_and_nothing_else(desk: Path, ccsim: Any) -> None:
    said = ccsim("run", "desk.yaml", "--replications", "2", "--seed", "7", "--json")
    assert said.code == 0
    document = said.json
    assert document.keys() >= {
        "scenario", "seed", "replications", "engine", "fingerprint", "log_digest", "metrics",
    }  # fmt: skip
    assert (document["scenario"], document["seed"], document["replications"]) == (
        "Small desk", 7, 2,
    )  # fmt: skip
    wait = document["metrics"]["mean_wait_s"]
    assert wait.keys() == {"mean", "low", "high", "n", "unit"}
    assert wait["low"] <= wait["mean"] <= wait["high"]
    assert "mean_wait_s[queue=calls]" in document["metrics"]


def test_one_replication_has_no_interval(desk: Path, ccsim: Any) -> None:
    metrics = ccsim("run", "desk.yaml", "--replications", "1", "--json").json["metrics"]
    assert all(one["low"] is None and one["high"] is None for one in metrics.values())


def test_a_kept_run_is_repeated_from_its_folder_alone(desk: Path, ccsim: Any) -> None:
    first = ccsim("run", "desk.yaml", "--replications", "2", "--seed", "7", "--json").json
    (kept,) = (desk / "runs").iterdir()
    assert kept.name == f"small_desk-{first['fingerprint']}-7"
    (desk / "desk.yaml").unlink()
    assert ccsim("run", str(kept), "--json").json == first
    assert ccsim("run", str(kept), "--json", "--fresh").json == first
    again = reopen(kept)
    assert again.to_json() == first
    assert len(again.totals) == 2


def test_the_numbers_do_not_depend_on_the_workers(desk: Path, ccsim: Any) -> None:
    words = ["run", "desk.yaml", "--replications", "3", "--json", "--fresh", "--workers"]
    assert ccsim(*words, "1").json == ccsim(*words, "2").json


def test_both_engines_give_the_same_numbers(desk: Path, ccsim: Any) -> None:
    words = ["run", "desk.yaml", "--replications", "1", "--json", "--engine"]
    one, other = ccsim(*words, "simpy").json, ccsim(*words, "compiled").json
    assert (one.pop("engine"), other.pop("engine")) == ("simpy", "compiled")
    assert one == other


def test_compare_gives_paired_differences(desk: Path, ccsim: Any) -> None:
    said = ccsim("compare", "desk.yaml", "busy.yaml", "--replications", "4", "--json")
    assert said.code == 0
    document = said.json
    assert [run["scenario"] for run in document["scenarios"]] == ["Small desk", "Busy desk"]
    before, after = (run["metrics"]["mean_wait_s"]["mean"] for run in document["scenarios"])
    wait = next(one for one in document["differences"] if one["metric"] == "mean_wait_s")
    assert wait["mean"] == pytest.approx(after - before)
    assert wait["established"] is True
    assert wait["low"] > 0
    assert wait["variance_ratio"] > 0


def test_weeks_replace_the_days_of_the_scenario(desk: Path, ccsim: Any) -> None:
    days = ccsim("run", "desk.yaml", "--replications", "1", "--json").json["metrics"]["arrivals"]
    week = ccsim("run", "desk.yaml", "--replications", "1", "--json", "--weeks", "1").json
    assert week["metrics"]["arrivals"]["mean"] == pytest.approx(3.5 * days["mean"], rel=0.1)


def test_words_for_people_name_the_metric_and_the_count(desk: Path, ccsim: Any) -> None:
    said = ccsim("compare", "desk.yaml", "busy.yaml", "--replications", "3", "--quiet")
    assert said.code == 0
    assert said.err == ""
    assert "n = 3" in said.out
    assert "abandon_rate" in said.out
    assert "with the same luck" in said.out
    assert "ccsim compare desk.yaml busy.yaml" in said.out


def test_a_journey_is_the_same_from_the_log_and_played_again(desk: Path, ccsim: Any) -> None:
    ccsim("run", "desk.yaml", "--replications", "2", "--out", "plain")
    ccsim("run", "desk.yaml", "--replications", "2", "--out", "logged", "--log")
    plain, logged = (next((desk / root).iterdir()) for root in ("plain", "logged"))
    assert (logged / "log.parquet").is_file()
    told = [
        ccsim("journey", str(run), "--worst", "3", "--by", "time", "--replication", "1").out
        for run in (plain, logged)
    ]
    assert told[0] == told[1]
    case = told[0].partition(":")[0]
    single = ccsim("journey", str(logged), "--case", case, "--replication", "1")
    assert single.out.strip() == told[0].split("\n\n")[0].strip()
    assert "calls for the first time" in single.out


@pytest.mark.parametrize("by", ["contacts", "time", "open", "agents"])
def test_the_worst_journeys_are_drawn_on_a_page(desk: Path, ccsim: Any, by: str) -> None:
    ccsim("run", "desk.yaml", "--replications", "1")
    (kept,) = (desk / "runs").iterdir()
    page = desk / "journeys.html"
    said = ccsim("journey", str(kept), "--worst", "2", "--by", by, "--figure", str(page))
    assert said.code == 0
    assert "open for" in said.out
    assert page.read_text(encoding="utf-8").count("The same in words") == 2
    wrong = ccsim("journey", str(kept), "--figure", "journeys.pdf")
    assert (wrong.code, wrong.out) == (2, "")


def test_the_typical_are_other_journeys_and_that_nobody_is_lost_is_said(
    desk: Path, ccsim: Any
) -> None:
    ccsim("run", "desk.yaml", "--replications", "1")
    (kept,) = (desk / "runs").iterdir()
    worst, typical, lost = (
        ccsim("journey", str(kept), "--worst", "1", "--by", "time", "--which", which).out
        for which in ("worst", "typical", "lost")
    )
    assert worst != typical
    assert "speaks with" in typical
    assert lost == "There was no such case in this replication.\n"


def test_an_unknown_case_is_told(desk: Path, ccsim: Any) -> None:
    ccsim("run", "desk.yaml", "--replications", "1")
    (kept,) = (desk / "runs").iterdir()
    for case in ("nonsense", "calls-0-99999/0", "calls-99999999999-1/0"):
        said = ccsim("journey", str(kept), "--case", case)
        assert (said.code, said.out) == (2, "")
        assert case in said.err


def test_baseline_is_erlang_a(desk: Path, ccsim: Any) -> None:
    document = ccsim("baseline", "desk.yaml", "--json").json
    (queue,) = document["queues"]
    assert queue["load_erl"] == pytest.approx(3.0)
    assert (queue["agents"], queue["patience_s"]) == (4.0, 300.0)
    assert queue["theories"][0]["name"] == "Erlang A"


def test_the_log_is_described(ccsim: Any) -> None:
    assert {"columns", "codes"} <= ccsim("schema", "--log").json.keys()
    assert "$defs" in ccsim("schema").json
    both = ccsim("schema", "--log", "--metrics")
    assert (both.code, both.out) == (2, "")
    assert "give one of them" in both.err


def test_an_interrupt_ends_with_130_and_no_traceback(desk: Path) -> None:
    program = (
        "import signal; signal.signal(signal.SIGINT, signal.default_int_handler);"
        "from ccsim.cli import main; main()"
    )
    with subprocess.Popen(
        [sys.executable, "-c", program, "run", "desk.yaml", "--weeks", "500"],
        env={**os.environ, "PYTHONPATH": str(SOURCES)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        while not list(desk.glob("runs/.unfinished-*")):
            assert process.poll() is None, process.stderr
        process.send_signal(signal.SIGINT)
        _, err = process.communicate(timeout=600)
    assert process.returncode == 130
    assert "Traceback" not in err
    assert list((desk / "runs").iterdir()) == []
