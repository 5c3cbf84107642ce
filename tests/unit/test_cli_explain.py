"""`ccsim explain` as a user meets it: tables, one document, a page, one clear message."""

import json
from functools import partial
from pathlib import Path
from typing import Any

import pytest

BASE = """
name: Two agents
why: Small enough to be explained in a test.
calendar: {days: 2}
queues:
  line: {teams: [desk], hours: "08:00-18:00", talk: {exponential: 4m}, patience: {exponential: 3m},
         forecast: {rate: 25/h}}
teams:
  desk: {headcount: 2, hours: "08:00-18:00", pay: 20 EUR/h}
"""
OTHER = """
base: two.yaml
name: Three agents
patch:
  teams.desk.headcount: 3
  queues.line.talk: {exponential: 5m}
"""
QUICK = ("--replications", "5", "--workers", "1")


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    Path("two.yaml").write_text(BASE)
    Path("three.yaml").write_text(OTHER)
    return tmp_path


@pytest.fixture
def ccsim(command: Any) -> Any:
    """The verb, in this process."""
    return partial(command, "explain")


def test_the_answer_is_tables_a_page_and_the_way_to_repeat_it(desk: Path, ccsim: Any) -> None:
    code, out, err = ccsim("two.yaml", "three.yaml", "-o", "why.html", *QUICK)
    assert code == 0, err
    assert err.startswith("2 levers, turned in all orders: 4 combinations of 5 replications\n")
    assert "Why Three agents differs from Two agents" in out
    assert "team desk: headcount: 2 → 3" in out
    assert "queue line: talk: exponential 4m → exponential 5m" in out
    assert "n = 5" in out
    assert "All together" in out
    metrics = "--metric service_level --metric mean_wait_s --metric abandon_rate"
    again = f"ccsim explain two.yaml three.yaml {metrics} --replications 5 --seed 1"
    assert again in out
    page = Path("why.html").read_text(encoding="utf-8")
    assert "Why Three agents differs from Two agents" in page
    assert again in page
    assert page.count('class="plot"') == 4
    assert sorted(file.name for file in desk.iterdir()) == [
        "runs",
        "three.yaml",
        "two.yaml",
        "why.html",
    ]


@pytest.mark.usefixtures("desk")
def test_json_is_one_document_whose_parts_add_up(ccsim: Any) -> None:
    words = ("two.yaml", "three.yaml", "--metric", "mean_wait_s[queue=line]", "--json", *QUICK)
    code, out, err = ccsim(*words)
    assert code == 0, err
    document = json.loads(out, parse_constant=pytest.fail)
    found = document["metrics"]["mean_wait_s[queue=line]"]
    parts = [one["mean"] for one in found["levers"]]
    assert sum(parts) == pytest.approx(found["difference"]["mean"])
    whole = found["scenario"]["mean"] - found["reference"]["mean"]
    assert found["difference"]["mean"] == pytest.approx(whole)
    assert [one["lever"] for one in document["levers"]] == [
        "teams.desk.headcount",
        "queues.line.talk",
    ]
    assert document["levers"][0]["changes"] == [
        {"path": "teams.desk.headcount", "reference": 2, "scenario": 3}
    ]
    for one in found["levers"]:
        assert one["low"] <= one["mean"] <= one["high"]
        assert one["n"] == 5
    assert document["combinations"] == 4
    assert {part["part"] for part in document["load"]} == {"fresh", "load"}
    assert ccsim(*words, "--quiet")[1:] == (out, "")


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("two.yaml", "two.yaml"), "the same facts: there is nothing to explain"),
        (("two.yaml", "three.yaml", "--metric", "waiting"), "there is no such metric"),
        (("two.yaml", "three.yaml", "-o", "why.pdf"), "ends in .html"),
        (("two.yaml", "three.yaml", "-o", "no/why.html"), "no folder for it"),
        (("two.yaml", "for.yaml"), "there is no such file"),
        (("two.yaml", "three.yaml", "--set", "teams.dsek.headcount=1"), "did you mean 'desk'"),
    ],
)
def test_what_cannot_be_done_is_told_in_one_message(
    desk: Path, ccsim: Any, words: tuple[str, ...], message: str
) -> None:
    code, out, err = ccsim(*words, *QUICK, "--quiet")
    assert (code, out) == (2, "")
    assert message in err
    assert "Traceback" not in err
    assert sorted(file.name for file in desk.iterdir()) == ["three.yaml", "two.yaml"]


@pytest.mark.usefixtures("desk")
def test_a_setting_that_makes_both_alike_leaves_the_other_levers(ccsim: Any) -> None:
    code, out, _ = ccsim("two.yaml", "three.yaml", "--set", "teams.desk.headcount=3", *QUICK)
    assert code == 0
    assert "headcount: 2 → 3" not in out
    assert "--set teams.desk.headcount=3" in out


@pytest.mark.usefixtures("desk")
def test_an_interrupt_ends_with_its_own_code_and_keeps_what_is_done(
    ccsim: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    from ccsim.experiments import play

    played, real = [], play.play

    def until_stopped(*job: Any) -> Any:
        if len(played) == 12:
            raise KeyboardInterrupt
        played.append(job)
        return real(*job)

    monkeypatch.setattr(play, "play", until_stopped)
    code, out, err = ccsim("two.yaml", "three.yaml", *QUICK)
    assert (code, out) == (130, "")
    assert "Stopped: 2 of 4 combinations are done; they are kept: ask again" in err
    monkeypatch.undo()


def test_a_kept_run_is_a_scenario_like_any_other(desk: Path, ccsim: Any) -> None:
    from ccsim.experiments.keep import Request, run_kept

    kept = run_kept(Path("three.yaml"), Request(replications=2, workers=1), Path("runs"))
    code, out, err = ccsim("two.yaml", str(kept.folder), "--json", *QUICK)
    assert code == 0, err
    names = [one["lever"] for one in json.loads(out)["levers"]]
    assert names == ["queues.line", "teams.desk"]
    assert desk.is_dir()
