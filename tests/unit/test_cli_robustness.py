"""`ccsim robustness` as a user meets it: one document, a page that is whole, one clear message."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from ccsim.report.progress import Progress
from made_up import tiny_scenarios

DOUBT = ("--workers", "1", "--doubt", "queues.line.patience=1m..4m")
QUICK = ("--worlds", "8", *DOUBT)


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    tiny_scenarios(tmp_path)
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def ccsim(command: Any) -> Any:
    """The verb, in this process, asked of two scenarios."""
    return partial(command, "robustness", "scenarios/one_agent.yaml", "scenarios/two_agents.yaml")


def test_the_answer_is_tables_and_a_page(place: Path, ccsim: Any) -> None:
    code, out, err = ccsim(*QUICK, "--metric", "abandon_rate", "-o", "page.html")
    assert code == 0, err
    assert "two_agents is better in all worlds: " in out
    assert "better in 8 of 8: 68 % to 100 %" in out
    assert "queues.line.patience" in out
    assert "1 doubt, 8 worlds" in err
    page = Path("page.html").read_text(encoding="utf-8")
    assert "Worlds that two_agents wins" in page
    assert "figure-tornado-0" in page
    assert "--doubt queues.line.patience=1m..4m" in page


def test_json_is_one_document_with_intervals_and_counts(place: Path, ccsim: Any) -> None:
    code, out, err = ccsim(*QUICK, "--metric", "abandon_rate[queue=line]", "--json", "--quiet")
    assert (code, err) == (0, "")
    document = json.loads(out, parse_constant=pytest.fail)
    (verdict,) = document["verdicts"]
    assert verdict["metric"] == "abandon_rate[queue=line]"
    wins = verdict["wins"]
    assert (wins["count"], wins["n"]) == (8, 8)
    assert wins["low"] < wins["mean"] == 1.0
    assert verdict["as_they_stand"]["n"] == 10
    (matter,) = verdict["matters"]
    assert matter["doubt"] == document["doubts"][0]["doubt"] == "queues.line.patience"
    assert matter["swing"]["low"] <= matter["swing"]["mean"] <= matter["swing"]["high"]


def test_an_interrupt_keeps_what_is_done_and_is_seen_in_the_exit_code(
    place: Path, ccsim: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    @contextmanager
    def until(_: bool) -> Iterator[Progress]:
        def progress(done: int, _total: int) -> None:
            if done == 20 + 2 * 9:
                raise KeyboardInterrupt

        yield progress

    monkeypatch.setattr("ccsim.verbs.robustness.show_progress", until)
    words = (*DOUBT, "--worlds", "12", "--metric", "abandon_rate", "--seed", "3")
    code, out, err = ccsim(*words, "-o", "page.html")
    assert code == 130
    assert "Stopped early: 8 of 12 plausible worlds" in out
    assert "rest on the 8 worlds that were done" in err
    assert Path("page.html").exists()


@pytest.mark.parametrize(
    ("words", "message"),
    [
        ((), "nothing is in doubt"),
        ((*QUICK, "--set", "teams.desk.headcount=3"), "both scenarios are the same"),
        (("--doubt", "queues.line.patience"), "the evidence has no range for it"),
        ((*DOUBT, "--worlds", "7"), "it must lie from 8"),
        ((*QUICK, "--metric", "abandon"), "did you mean 'abandoned'"),
        ((*QUICK, "--metric", "abandon_rate[queue=lime]"), "did you mean 'line'"),
        ((*QUICK, "--metric", "abandon_rate[day=1]"), "abandon_rate is asked for by"),
        ((*QUICK, "-o", "page.pdf"), "ends in .html"),
        ((*QUICK, "--certain", "queues.lime"), "no number of the scenarios has this path"),
        (("--doubt", "queues.line.patience=1m..4m", "--set", "queues.line.talk=5"), "--set"),
    ],
)
def test_what_cannot_be_done_is_told_in_one_message(
    place: Path, ccsim: Any, words: tuple[str, ...], message: str
) -> None:
    code, out, err = ccsim(*words, "--quiet")
    assert (code, out) == (2, "")
    assert message in err
    assert "Traceback" not in err
    assert sorted(file.name for file in Path().iterdir()) == ["scenarios"]
