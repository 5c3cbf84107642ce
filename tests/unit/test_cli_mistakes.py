"""What nobody means to say: a message and exit code 2 for each, soon, and nothing half-written."""

import json
import os
import shlex
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from ccsim.cli import main
from small_desk import small_desk
from verb_words import NEEDED, options

QUICK = ("--replications", "2", "--workers", "1", "--engine", "simpy", "--quiet")
ENVIRONMENT = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2] / "src")}
HUGE = "99999999999"
FORECAST = "date,time,queue,calls\n2026-01-05,08:00,calls,10\n2026-01-05,08:30,calls,12\n"
IMPORT = ("import", "desk.yaml", "-o", "made.yaml", "--forecast", "forecast.csv")


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of its own with two small scenarios, a forecast, and things that are no files."""
    monkeypatch.chdir(tmp_path)
    Path("desk.yaml").write_text(small_desk(days=1, rate="20/h", agents=2))
    Path("busy.yaml").write_text(
        "base: desk.yaml\nname: Busy desk\npatch: {teams.front.headcount: 1}\n"
    )
    Path("forecast.csv").write_text(FORECAST)
    os.mkfifo("pipe.csv")
    Path("round").symlink_to("round")
    return tmp_path


MISTAKES = {
    "records from a pipe": (("calibrate", "pipe.csv", "-o", "made.yaml"), "no ordinary file"),
    "records without an end": (
        ("calibrate", "/dev/zero", "-o", "made.yaml"),
        "/dev/zero cannot be read: it is no ordinary file",
    ),
    "a history from a pipe": (
        ("backtest", "desk.yaml", "--against", "pipe.csv"), "no ordinary file",
    ),
    "a forecast from a pipe": (
        (*IMPORT[:-1], "pipe.csv"), "pipe.csv: the file is no ordinary one",
    ),
    "a scenario from a pipe": (("check", "pipe.csv"), "this is not an ordinary file"),
    "a run that leads to itself": (("report", "round", "-o", "page.html"), "round"),
    "a pilot of ages": (
        ("warmup", "desk.yaml", "--weeks", HUGE), "weeks is 99999999999; it must lie from 1",
    ),
    "a search of ages": (
        ("staff", "desk.yaml", "--target", "service_level>=0.8", "--replications", HUGE),
        "replications is 99999999999; it must lie from 2 to 1,000,000",
    ),
    "more orders than anybody waits for": (
        ("explain", "desk.yaml", "busy.yaml", "--permutations", HUGE),
        "permutations is 99999999999; it must lie from 4 to 10,000",
    ),
    "replications of theory": (
        ("baseline", "desk.yaml", "--replications", "3"), "--replications is for --simulate",
    ),
    "shifts of a scenario that is not written": (
        ("staff", "desk.yaml", "--target", "service_level>=0.8", "--carries", "shifts"),
        "give --save or --out",
    ),
    "a queue that the forecast has not": (
        (*IMPORT, "--queue", "Fax=calls"),
        "--queue Fax=calls: the forecast has no queue of that name; it has 'calls'",
    ),
    "teams without a schedule": (
        (*IMPORT, "--team", "Early=front"), "--team is said of a schedule, and there is none",
    ),
    "absence without a schedule": (
        (*IMPORT, "--away", "Lunch"), "--away is said of a schedule, and there is none",
    ),
    "a folder whose name is no text": (
        ("explain", "desk.yaml", "busy.yaml", "--out", "na\udce9"), "the name of this folder",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("words", "message"), MISTAKES.values(), ids=MISTAKES.keys())
def test_it_ends_with_a_message_and_leaves_nothing_behind(
    desk: Path, command: Any, words: tuple[str, ...], message: str
) -> None:
    before = sorted(desk.iterdir())
    said = command(*words)
    assert (said.code, said.out) == (2, "")
    assert message in said.err
    assert "Traceback" not in said.err
    assert sorted(desk.iterdir()) == before


@pytest.mark.parametrize(("verb", "option"), options(many=False) + options(many=True))
def test_no_option_is_given_an_empty_word(desk: Path, command: Any, verb: str, option: str) -> None:
    """Such as by a shell whose variable is not set."""
    needed = list(NEEDED[verb])
    if option in needed:
        at = needed.index(option)
        del needed[at : at + 2]
    before = sorted(desk.iterdir())
    said = command(verb, *needed, option, "")
    assert (said.code, said.out) == (2, "")
    assert option in said.err
    assert "Traceback" not in said.err
    assert sorted(desk.iterdir()) == before


def test_an_empty_name_is_not_the_name_of_the_folder_that_one_is_in(
    desk: Path, command: Any
) -> None:
    said = command("run", "desk.yaml", *QUICK, "--out", "")
    assert said.err == "--out is given nothing: write a value, or leave it out\n"


@pytest.mark.parametrize("folder", ["~", "~/kept", "file:kept"])
def test_a_folder_is_taken_as_it_is_written(desk: Path, command: Any, folder: str) -> None:
    """A shell leaves `--out=~/kept` as it is."""
    for words in (("run", "desk.yaml", "--log"), ("explain", "desk.yaml", "busy.yaml")):
        said = command(*words, *QUICK, f"--out={folder}")
        assert (said.code, said.err) == (0, "")
    (kept,) = (one for one in (desk / folder).iterdir() if one.name != ".points")
    assert command("journey", kept.relative_to(desk), "--worst", "1").code == 0


@pytest.mark.parametrize("verb", ["journey", "report", "export"])
def test_a_damaged_event_log_is_named_and_without_it_the_run_is_played_again(
    desk: Path, command: Any, verb: str
) -> None:
    command("run", "desk.yaml", *QUICK, "--log")
    (kept,) = (desk / "runs").glob("small*")
    log = kept / "log.parquet"
    log.write_bytes(log.read_bytes()[:1000])
    answer = {"journey": (), "report": ("-o", "page.html"), "export": ("-o", "log.xes")}[verb]
    before = sorted(desk.rglob("*"))
    said = command(verb, kept, *answer)
    assert (said.code, said.out) == (2, "")
    assert f"the event log {log} cannot be read" in said.err
    assert sorted(desk.rglob("*")) == before
    log.unlink()
    assert command(verb, kept, *answer).code == 0


@pytest.mark.parametrize("closed", [">&-", "2>&-", ">&- 2>&-"])
def test_a_stream_that_is_closed_changes_no_exit_code(desk: Path, closed: str) -> None:
    for words, code in (("check desk.yaml", 0), ("check nowhere.yaml", 2)):
        line = f"{shlex.quote(sys.executable)} -m ccsim {words} {closed}"
        ended = subprocess.run(
            line, shell=True, check=False, capture_output=True, text=True, env=ENVIRONMENT
        )
        assert (ended.returncode, "Traceback" in ended.stderr) == (code, False)


def test_a_terminal_without_a_letter_gets_its_number(desk: Path) -> None:
    """The name of a file may be no text at all, and be told all the same."""
    Path("desk.yaml").rename("na\udce9.yaml")
    ascii_only = ENVIRONMENT | {"PYTHONIOENCODING": "ascii"}
    command = [sys.executable, "-m", "ccsim", "check", "na\udce9.yaml"]
    for environment in (ENVIRONMENT, ascii_only):
        told = subprocess.run(command, check=True, capture_output=True, env=environment).stdout
        assert told == rb"na\udce9.yaml: right" + os.linesep.encode()
    Path("café.yaml").write_text(Path("na\udce9.yaml").read_text())
    command = [sys.executable, "-m", "ccsim", "check", "café.yaml", "--json"]
    told = subprocess.run(command, check=True, capture_output=True, env=ascii_only).stdout
    assert json.loads(told.decode("ascii"))["files"][0]["file"] == "café.yaml"


def test_too_little_memory_is_said(
    desk: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def refuse(*_given: Any, **_named: Any) -> None:
        raise MemoryError

    monkeypatch.setattr("ccsim.experiments.keep.run_kept", refuse)
    monkeypatch.setattr("sys.argv", ["ccsim", "run", "desk.yaml"])
    with pytest.raises(SystemExit) as ended:
        main()
    assert ended.value.code == 2
    assert "takes more memory than there is" in capsys.readouterr().err
