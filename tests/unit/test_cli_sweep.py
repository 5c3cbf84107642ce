"""`ccsim sweep` as a user meets it: one document, a whole page, one clear message."""

import json
import os
import signal
import subprocess
import sys
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from ccsim.experiments.sweep import sweep
from ccsim.figures.frontier import frontier_figure
from ccsim.figures.numbers import unbroken
from ccsim.figures.sweep import sweep_figure
from ccsim.report.sweep_page import write_sweep
from ccsim.report.sweep_words import frontier_frame, sweep_frame

SCENARIO = """
name: Small desk
calendar: {days: 2}
queues:
  calls: {teams: [front], talk: {exponential: 3m}, patience: {exponential: 5m},
          forecast: {rate: 1/min}}
teams:
  front: {headcount: 3, pay: 20 EUR/h}
"""
SOURCES = Path(__file__).parents[2] / "src"
AGENTS = ("--vary", "teams.front.headcount=2:4:3")
PAY = ("--vary", "teams.front.pay=20 EUR/h,24 EUR/h")
PAIR = ("--frontier", "total_cost,service_level")
QUICK = ("--replications", "3", "--workers", "1")


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    Path("desk.yaml").write_text(SCENARIO)
    return tmp_path


@pytest.fixture
def ccsim(command: Any) -> Any:
    """The verb, in this process."""
    return partial(command, "sweep")


def test_the_answer_is_tables_sentences_and_a_page(desk: Path, ccsim: Any) -> None:
    code, out, _ = ccsim("desk.yaml", *AGENTS, *PAIR, *QUICK, "-o", "page.html")
    assert code == 0
    assert "Small desk: teams.front.headcount varied" in out
    assert "(as it is)" in out
    assert "n = 3" in out
    assert "Efficient by total cost and service level:" in out
    assert "ccsim sweep desk.yaml --vary teams.front.headcount=2:4:3" in out
    page = (desk / "page.html").read_text()
    assert 'id="figure-sweep"' in page
    assert 'id="figure-frontier"' in page
    assert "How many are at work" in page
    assert "built-in method" not in page


@pytest.mark.usefixtures("desk")
def test_json_is_one_document_with_intervals_counts_and_verdicts(ccsim: Any) -> None:
    code, out, err = ccsim("desk.yaml", *AGENTS, *PAY, *PAIR, *QUICK, "--json", "--quiet")
    document = json.loads(out, parse_constant=pytest.fail)
    assert (code, err) == (0, "")
    assert [one["path"] for one in document["vary"]] == ["teams.front.headcount", "teams.front.pay"]
    assert len(document["points"]) == 6
    first = document["points"][0]
    assert first["values"]["teams.front.headcount"] == {"label": "2", "number": 2.0}
    assert first["metrics"]["service_level"].keys() == {"mean", "low", "high", "n", "unit"}
    difference = first["differences"]["service_level"]
    assert difference.keys() >= {"mean", "low", "high", "n", "established", "variance_ratio"}
    assert document["reference"] == 2
    assert document["points"][2]["own"]
    assert document["frontier"]["metrics"] == ["total_cost", "service_level"]
    assert len(document["frontier"]["points"]) == 6


@pytest.mark.usefixtures("desk")
def test_the_same_question_is_answered_from_what_is_kept(ccsim: Any) -> None:
    _, first, _ = ccsim("desk.yaml", *AGENTS, *QUICK, "--json")
    code, again, err = ccsim("desk.yaml", *AGENTS, *QUICK, "--json")
    assert (code, again) == (0, first)
    assert "Kept before, not played: 3 points" in err
    assert "Kept before" not in ccsim("desk.yaml", *AGENTS, *QUICK, "--fresh")[2]


@pytest.mark.usefixtures("desk")
def test_rounded_numbers_are_told(ccsim: Any) -> None:
    words = ("desk.yaml", "--vary", "teams.front.headcount=2:3:5", *QUICK, "--metric", "occupancy")
    code, out, err = ccsim(*words)
    assert code == 0
    assert "rounded, 2 of 5 values: 2, 3" in err
    assert "rounded, 2 of 5 values: 2, 3" in out.replace("\n", " ")


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("--vary", "teams.front.headcont=1:3:3"), "--vary: teams.front.headcont: this path "),
        (("--vary", "teams.front.headcount=-1:3:5"), "headcount lies from 0"),
        (("--vary", "teams.front.headcount=1:3:1"), "N is a whole number from 2"),
        (("--vary", "queues.calls.talk.exponential=1:3:3"), "1 has no unit: write 1s, 1m or 1h"),
        ((*AGENTS, *PAY, "--vary", "calendar.days=1,2"), "one path or two"),
        ((*AGENTS, "--metric", "service_lvel"), "did you mean 'service_level'?"),
        ((*AGENTS, "--metric", "service_level[queue=cals]"), "did you mean 'calls'?"),
        ((*AGENTS, "--metric", "service_level[day=2026-01-05]"), "service_level is asked for by"),
        ((*AGENTS, "--frontier", "service_level"), "write METRIC,METRIC"),
        ((*AGENTS, "--frontier", "occupancy,service_level"), "neither more nor less of occupancy"),
        ((*AGENTS, "-o", "page.pdf"), "ends in .html"),
        ((*AGENTS, "--set", "teams.front.hedcount=2"), "--set: teams.front.hedcount"),
        (("--vary", "queues.calls.teams=[front],[nobody]"), "nobody"),
    ],
)  # fmt: skip
def test_a_mistake_is_one_message_and_nothing_is_written(
    desk: Path, ccsim: Any, words: tuple[str, ...], message: str
) -> None:
    code, out, err = ccsim("desk.yaml", *words, *QUICK)
    assert (code, out) == (2, "")
    assert message in err
    assert len(err.strip().splitlines()) == 1
    assert [file.name for file in desk.iterdir()] == ["desk.yaml"]


@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize("both", [False, True])
def test_figures_tell_interval_count_and_verdict_of_each_point(
    desk: Path, dark: bool, both: bool
) -> None:
    vary = [AGENTS[1], PAY[1]] if both else [AGENTS[1]]
    found = sweep(
        desk / "desk.yaml", vary, metrics=["mean_wait_s"], frontier=PAIR[1],
        replications=3, workers=1,
    )  # fmt: skip
    frame = sweep_frame(found)
    figure = sweep_figure(frame, [one.path for one in found.variations], dark=dark)
    texts = [text for trace in figure.data for text in _flat(trace.hovertext)]
    assert len(texts) == len(found.metrics) * len(found.points)
    assert all("n = 3" in text and " to " in text for text in texts)
    compared = [text for text in texts if "the others are compared with it" not in text]
    assert len(compared) == len(found.metrics) * (len(found.points) - 1)
    points = frontier_figure(frontier_frame(found), dark=dark)
    hovers = [text for trace in points.data for text in _flat(trace.hovertext)]
    assert len(hovers) == len(found.points)
    assert all("n = 3" in text for text in hovers)


def _flat(texts: Any) -> list[str]:
    if texts is None or isinstance(texts, str):
        return [] if texts is None else [texts]
    return [one for each in texts for one in _flat(each)]


def test_a_stopped_sweep_says_so(desk: Path) -> None:
    def stop(done: int, _all: int) -> None:
        if done == 4:
            raise KeyboardInterrupt

    found = sweep(desk / "desk.yaml", AGENTS[1], replications=3, workers=1, progress=stop)
    write_sweep(found, desk / "page.html")
    assert unbroken("stopped early: 1 of 3 points") in (desk / "page.html").read_text()
    assert json.loads(json.dumps(found.to_json()))["stopped"] is True


def test_an_interrupt_ends_with_130_and_keeps_what_is_done(desk: Path) -> None:
    program = (
        "import signal; signal.signal(signal.SIGINT, signal.default_int_handler);"
        "from ccsim.cli import main; main()"
    )
    words = ("desk.yaml", "--vary", "teams.front.headcount=2:30:29", "--weeks", "8", *QUICK)
    with subprocess.Popen(
        [sys.executable, "-c", program, "sweep", *words],
        env={**os.environ, "PYTHONPATH": str(SOURCES)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        while not list(desk.glob("runs/.points/*.parquet")):
            assert process.poll() is None, process.stderr
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=600)
    assert process.returncode == 130, err
    assert "Traceback" not in err
    assert "of 29 points are done, and kept" in err
    assert "stopped early" in out.replace("\n", " ")
