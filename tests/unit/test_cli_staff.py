"""`ccsim staff` as a user meets it: one document, files that are whole, one clear message."""

import json
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from python_calamine import CalamineWorkbook

from ccsim.experiments.keep import reopen
from ccsim.spec.loading import load

SCENARIO = """
name: Small desk
why: Small enough to be staffed in a test.
calendar: {days: 1}
measures: {interval: 1h}
queues:
  calls: {teams: [front], hours: "08:00-11:00", talk: {exponential: 4m},
          patience: {exponential: 3m}, forecast: {interval: 1h, starts: 8h, calls: [20, 40, 30]}}
teams:
  front: {headcount: 4, hours: "08:00-11:00", pay: 20 EUR/h}
"""
QUICK = ("--replications", "12", "--workers", "1", "--shift", "3h")


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    Path("desk.yaml").write_text(SCENARIO)
    return tmp_path


@pytest.fixture
def ccsim(command: Any) -> Any:
    """The verb, in this process."""
    return partial(command, "staff")


def test_the_answer_is_a_table_a_workbook_a_page_and_a_scenario(desk: Path, ccsim: Any) -> None:
    code, out, err = ccsim(
        *("desk.yaml", "--target", "service_level>=0.75", "-o", "staff.xlsx"),
        *("-o", "staff.html", "--save", "staffed.yaml", *QUICK),
    )
    assert code == 0, err
    assert "Targets met" in out
    assert "Meets means: at fresh luck" in out
    assert "round 1:" in err
    sheets = CalamineWorkbook.from_path("staff.xlsx")
    assert sheets.sheet_names == ["About", "Staff front", "Reached", "Shifts", "Cover"]
    rows = sheets.get_sheet_by_name("Staff front").to_python()
    agents = {row[0]: int(row[3]) for row in rows[1:] if row[3]}
    assert list(agents) == ["08:00", "09:00", "10:00"]
    page = (desk / "staff.html").read_text()
    assert all(f'id="figure-{name}"' in page for name in ("staff-0", "shifts-0", "reached"))
    assert "service_level&gt;=0.75, per interval" in page
    headcount = load("staffed.yaml").scenario.teams["front"].headcount
    assert headcount is not None
    assert not isinstance(headcount, int)
    assert headcount.agents[8:11] == list(agents.values())
    assert sorted(file.name for file in desk.iterdir()) == [
        "desk.yaml",
        "runs",
        "staff.html",
        "staff.xlsx",
        "staffed.yaml",
    ]


@pytest.mark.usefixtures("desk")
def test_json_is_one_document_with_intervals_and_counts(ccsim: Any) -> None:
    code, out, err = ccsim("desk.yaml", "--target", "asa_s<=20", "--per", "day", "--json", *QUICK)
    document = json.loads(out, parse_constant=pytest.fail)
    assert code == 0, err
    assert document["met"] is True
    assert set(document) >= {"scenario", "seed", "replications", "engine", "fingerprint", "metrics"}
    found = document["metrics"]["asa_s[queue=calls,day=each day]"]
    assert found["low"] <= found["mean"] <= found["high"]
    assert found["n"] == document["fresh_replications"] == 24
    assert len(document["teams"]["front"]["agents"]) == len(document["intervals"]) == 24


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("--target", "service_level>=1.5"), "a share: it lies from 0 to 1"),
        (("--target", "service_level>=0.8", "--team", "back"), "there is no such team"),
        (("--target", "service_level>=0.8", "-o", "staff.pdf"), "ends in .xlsx"),
        (("--target", "service_level>=0.8", "--save", "desk.yaml"), "the scenario itself"),
        (("--target", "service_level>=0.8", "--save", "no/such.yaml"), "no folder for it"),
        (("--target", "service_level>=0.8", "--shift", "8"), "write its length"),
        (("--target", "service_level>=0.8", "--shift", "5h"), "give a shorter one"),
        (("--target", "service_level>=0.8", "--set", "queues.calls.talk=5"), "--set"),
        (
            ("--target", "service_level>=0.8", "--precision", "asa_s=0.1"),
            "asa_s is no target; there is",
        ),
        (("--target", "service_level>=0.8", "--precision", "service_level=2"), "between 0 and 1"),
        (
            ("--target", "service_level>=0.8", "--out", "desk.yaml/runs"),
            "nothing can be kept there",
        ),
    ],
)
@pytest.mark.usefixtures("desk")
def test_what_cannot_be_done_is_told_in_one_message(
    ccsim: Any, words: tuple[str, ...], message: str
) -> None:
    code, out, err = ccsim("desk.yaml", *words, "--replications", "4", "--workers", "1", "--quiet")
    assert (code, out) == (2, "")
    assert message in err
    assert "Traceback" not in err
    assert [file.name for file in Path().iterdir()] == ["desk.yaml"]


@pytest.mark.usefixtures("desk")
def test_the_run_that_is_kept_has_the_numbers_of_the_last_word(ccsim: Any) -> None:
    code, out, err = ccsim(
        *("desk.yaml", "--target", "service_level>=0.75", "--per", "day"),
        *("--out", "runs", "--json", *QUICK),
    )
    assert code == 0, err
    document = json.loads(out)
    run = reopen(document["run"])
    assert (run.label, run.seed) == ("Small desk, staffed", document["fresh_seed"])
    assert run.replications == document["fresh_replications"] == 24
    told = document["metrics"]["service_level[queue=calls,day=each day]"]["mean"]
    assert run.estimates["service_level[queue=calls]"].mean == pytest.approx(told)
    assert sorted(path.name for path in Path().iterdir()) == ["desk.yaml", "runs"]


@pytest.mark.usefixtures("desk")
def test_the_last_word_is_repeated_until_it_is_known_closely(ccsim: Any) -> None:
    words = ("desk.yaml", "--target", "service_level>=0.75", "--per", "day", *QUICK)
    code, out, err = ccsim(*words, "--json", "--precision", "service_level=0.015")
    assert code == 0, err
    assert "the precision that is wanted takes about" in err
    document = json.loads(out)
    assert document["fresh_replications"] > 24
    assert document["precision"]["service_level"]["half_width"] <= 0.015
    (found,) = document["metrics"].values()
    assert (found["high"] - found["low"]) / 2 / found["mean"] <= 0.015


@pytest.mark.usefixtures("desk")
def test_where_nobody_hangs_up_no_precision_is_asked(ccsim: Any) -> None:
    """An hour of next to no calls, all answered, has no width as a share of its mean."""
    Path("desk.yaml").write_text(SCENARIO.replace("[20, 40, 30]", "[20, 40, 0.3]"))
    words = ("desk.yaml", "--target", "abandon_rate<=0.1", *QUICK)
    code, out, err = ccsim(*words, "--json", "--precision", "abandon_rate=0.9")
    assert code == 0, err
    document = json.loads(out)
    assert document["fresh_replications"] < 1_000
    assert 0 < document["precision"]["abandon_rate"]["half_width"] <= 0.9
    assert 0.0 in [one["mean"] for one in document["results"]]
    code, out, err = ccsim(*words, "--precision", "abandon_rate=0.9")
    assert code == 0, err
    assert "abandon_rate is 0 in 1 interval: no width" in " ".join(out.split())


@pytest.mark.usefixtures("desk")
@pytest.mark.parametrize("carries", ["requirement", "shifts"])
def test_stopping_while_shifts_are_made_keeps_agents_and_what_they_reach(
    ccsim: Any, monkeypatch: pytest.MonkeyPatch, carries: str
) -> None:
    def stopped(*_: Any) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("ccsim.experiments.staff.cover", stopped)
    words = ("desk.yaml", "--target", "service_level>=0.75", "--per", "day", "--carries", carries)
    code, out, err = ccsim(*words, "--save", "staffed.yaml", "--out", "runs", *QUICK)
    assert code == 130
    assert "what was found so far is there without all of its shifts" in err
    assert "What is reached at fresh luck" in out
    assert "n = 24" in out
    assert load("staffed.yaml").scenario.teams["front"].headcount is not None
    assert not list(Path("runs").glob("[!.]*"))


@pytest.mark.usefixtures("desk")
def test_agents_are_not_added_where_all_are_served_in_time_and_too_few_have_called(
    ccsim: Any,
) -> None:
    """A call in eight days: all in time does not make 99 % sure of it, however many wait."""
    Path("desk.yaml").write_text(SCENARIO.replace("[20, 40, 30]", "[0.06, 0, 0.06]"))
    words = ("desk.yaml", "--target", "service_level>=0.99", "--per", "day", *QUICK)
    code, out, err = ccsim(*words)
    assert code == 1, err
    assert "Targets NOT met at fresh luck" in out
    assert "more --replications or --weeks tell, not agents" in " ".join(out.split())
    assert err.count("asks for more") < 6


@pytest.mark.usefixtures("desk")
def test_a_target_that_is_not_reached_is_said_and_seen_in_the_exit_code(
    ccsim: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in ("staff", "staff_finding"):
        monkeypatch.setattr(f"ccsim.experiments.{module}.holds", lambda *_: False)
    code, out, err = ccsim("desk.yaml", "--target", "service_level>=0.5", *QUICK)
    assert code == 1
    assert "Targets NOT met at fresh luck" in out
    assert "fresh luck (seed 2) asks for more" in err
    assert "seen only 50 times" in out
