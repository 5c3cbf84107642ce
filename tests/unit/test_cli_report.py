"""`ccsim report` as a user meets it: kept runs compared again, pages and workbooks, one message."""

import json
import zipfile
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from python_calamine import CalamineWorkbook

from ccsim.experiments import grounds, play
from ccsim.experiments.keep import Request, compare_kept, reopen, run_kept
from ccsim.experiments.reopening import reopen_all
from ccsim.experiments.robustness import robustness
from ccsim.experiments.worst import worst_case
from ccsim.store.runs import FACTS_FILE

SCENARIO = """
name: Small desk
why: Small enough to be run in a test.
calendar: {days: 2}
customers: {homes: {count: 60, redials: 0.9, redial_delay: {constant: 10m},
                    patience: {constant: 2m}, gives_up: 0.1}}
needs: {fault: {per_customer_year: 180, queue: calls, talk: {exponential: 20m}}}
queues: {calls: {teams: [front]}}
teams: {front: {headcount: 1, pay: 25 EUR/h}}
"""
PATCHES = {
    "better": "{teams.front.headcount: 3}",
    "shops": "{customers.shops: {count: 5}, teams.front.headcount: 3}",
    "longer": "{calendar.days: 3}",
    "calm": "{customers.homes.redials: 0, needs.fault.per_customer_year: 0}",
}


@pytest.fixture(scope="module")
def runs(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Kept runs by a name, played by the engine that compiles nothing."""
    home = tmp_path_factory.mktemp("desk")
    (home / "desk.yaml").write_text(SCENARIO)
    for name, patch in PATCHES.items():
        text = f"base: desk.yaml\nname: The {name} desk\npatch: {patch}\n"
        (home / f"{name}.yaml").write_text(text)

    def keep(name: str, replications: int = 3, seed: int = 1, root: str = "runs") -> Path:
        request = Request(replications=replications, seed=seed, engine="simpy", workers=1)
        return run_kept(home / f"{name}.yaml", request, home / root, log=True).folder

    return {
        **{name: keep(name) for name in ("desk", *PATCHES)},
        "more": keep("better", replications=5, root="more"),
        "unlucky": keep("better", seed=2),
    }


@pytest.fixture
def ccsim(monkeypatch: pytest.MonkeyPatch, command: Any, tmp_path: Path) -> Any:
    """The command, in this process and a folder of its own."""
    monkeypatch.chdir(tmp_path)
    return command


def test_kept_runs_are_compared_and_written_as_page_and_workbook(
    runs: dict[str, Path], ccsim: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(play, "replicate", None)  # nothing is played
    files = ("-o", "page.html", "-o", "book.xlsx")
    code, out, err = ccsim("report", runs["desk"], runs["better"], *files)
    assert (code, out) == (0, "page.html\nbook.xlsx\n")
    assert "--no-journey does without" in err
    text = (tmp_path / "page.html").read_text(encoding="utf-8")
    assert "Small desk and The better desk compared" in text
    assert "The worst journey under Small desk" in text
    book = CalamineWorkbook.from_path(tmp_path / "book.xlsx")
    assert {"Differences", "Worst journey", "By day", "Ledger"} <= set(book.sheet_names)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["book.xlsx", "page.html"]


def test_one_run_has_its_own_page(runs: dict[str, Path], ccsim: Any, tmp_path: Path) -> None:
    words = ("report", runs["desk"], "-o", "page.html", "--no-journey", "--quiet", "--json")
    code, out, err = ccsim(*words)
    assert (code, err) == (0, "")
    assert json.loads(out) == {"page": "page.html", "files": ["page.html"]}
    text = (tmp_path / "page.html").read_text(encoding="utf-8")
    assert "<h1>Small desk</h1>" in text
    assert "The worst journey" not in text


def test_why_and_doubts_stand_on_the_page_and_in_the_workbook(
    runs: dict[str, Path], ccsim: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The levers are those of the file that the kept run was made of."""
    monkeypatch.setattr(grounds, "robustness", partial(robustness, worlds=12))
    files = ("-o", "page.html", "-o", "book.xlsx")
    words = ("report", runs["desk"], runs["better"], *files, "--no-journey", "--workers", "1")
    code, _, err = ccsim(*words, "--why", "--doubts")
    assert code == 0, err
    assert "1 lever, turned in all orders: 2 combinations of 3 replications" in err
    text = (tmp_path / "page.html").read_text(encoding="utf-8")
    assert '<main class="explained doubted">' in text
    assert r"team front: headcount: 1 \u2192 3" in text
    assert "The better desk against Small desk: 12 plausible worlds" in text
    assert text.count("ccsim explain ") == text.count("ccsim robustness ") == 1
    book = CalamineWorkbook.from_path(tmp_path / "book.xlsx")
    head, lever, whole, *_ = book.get_sheet_by_name("Why").to_python()
    assert lever[2] == "team front: headcount: 1 → 3"
    assert lever[4:8] == whole[4:8]  # one lever makes all of the difference
    assert lever[5] <= lever[4] <= lever[6]
    assert (head[7], lever[7]) == ("n", 3)
    steps = book.get_sheet_by_name("Why, step by step").to_python()[1:4]
    assert [row[2] for row in steps] == ["Small desk", lever[2], "The better desk"]
    assert [row[9] for row in steps] == [0.0, steps[0][10], 0.0]  # each begins where one ended
    assert steps[1][10] == pytest.approx(steps[2][10])
    with zipfile.ZipFile(tmp_path / "book.xlsx") as parts:
        names = [name for name in parts.namelist() if name.startswith("xl/charts/")]
        drawn = [parts.read(name).decode() for name in names]
    (waterfall,) = [one for one in drawn if f"{steps[0][1]}: from Small desk" in one]
    assert waterfall.count("<c:order ") == 5  # hidden, above and below nought, ends, numbers
    assert '<c:grouping val="stacked"/>' in waterfall
    assert "<c:errBars>" in waterfall
    verdicts = book.get_sheet_by_name("Robustness").to_python()
    assert all(0 <= row[10] <= row[9] <= row[11] <= 1 for row in verdicts[1:])
    assert {row[12] for row in verdicts[1:]} == {12}
    summary = [row[0] for row in book.get_sheet_by_name("Summary").to_python()]
    assert {"Why they differ", "Whether it survives the doubts"} <= set(summary)
    again = ccsim(*words, "--why")
    assert "2 combinations of 3 replications, 2 of which have just been played" in again.err
    assert "replications are done" not in again.err


def test_stopping_the_search_for_reasons_leaves_the_page_without_them(
    runs: dict[str, Path], ccsim: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stopped(*_: Any) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(grounds, "explain_each", stopped)
    words = ("report", runs["desk"], runs["better"], "-o", "page.html", "--no-journey", "--why")
    code, _, err = ccsim(*words)
    assert code == 130
    assert "the same command goes on from here" in err
    assert "The better desk" in (tmp_path / "page.html").read_text(encoding="utf-8")


def test_compare_writes_why_and_refuses_it_where_it_has_no_place(
    runs: dict[str, Path], ccsim: Any, tmp_path: Path
) -> None:
    files = [runs["desk"].parents[1] / name for name in ("desk.yaml", "better.yaml")]
    quick = ("--replications", "2", "--engine", "simpy", "--workers", "1", "--no-journey")
    code, out, err = ccsim("compare", *files, "--why", *quick)
    assert (code, out) == (2, "")
    assert err == "--why goes on a page or into a workbook: give -o FILE.html or -o FILE.xlsx\n"
    assert list(tmp_path.iterdir()) == []
    assert ccsim("compare", *files, "--why", "-o", "page.html", *quick).code == 0
    assert r"headcount: 1 \u2192 3" in (tmp_path / "page.html").read_text(encoding="utf-8")
    code, _, err = ccsim("report", runs["desk"], "-o", "other.html", "--doubts")
    assert code == 2
    assert "--doubts is about differences: give two runs or more" in err


def test_the_differences_are_those_of_the_comparison_when_it_was_played(
    runs: dict[str, Path],
) -> None:
    again = reopen_all([runs["desk"], runs["better"]])
    request = Request(replications=3, engine="simpy", workers=1)
    home = runs["desk"].parents[1]
    played, _ = compare_kept([home / "desk.yaml", home / "better.yaml"], request, home / "runs")
    assert again.result.to_json() == played.to_json()
    assert again.notes == ()


def test_runs_of_other_length_are_compared_by_what_all_have(runs: dict[str, Path]) -> None:
    found = reopen_all([runs["desk"], runs["more"]])
    assert "first 3 replications are compared" in found.notes[0]
    assert found.result.to_json() == reopen_all([runs["desk"], runs["better"]]).result.to_json()


def test_a_report_of_an_older_program_says_so(runs: dict[str, Path], tmp_path: Path) -> None:
    import shutil

    old = tmp_path / "old"
    shutil.copytree(runs["desk"], old)
    facts = json.loads((old / FACTS_FILE).read_text())
    (old / FACTS_FILE).write_text(json.dumps(facts | {"program": "other"}))
    assert "another version of the program" in reopen_all([old]).notes[0]
    assert "different versions" in reopen_all([old, runs["better"]]).notes[0]
    (old / FACTS_FILE).write_text(json.dumps(facts | {"results_version": 0}))
    assert "Kept with results version 0" in reopen_all([old]).notes[0]


WRONG = {
    "other luck": (["desk", "unlucky"], ["-o", "p.html"], "run both with the same --seed"),
    "another time": (["desk", "longer"], ["-o", "p.html"], "has 3 days from 2026-01-05"),
    "twice the same": (["desk", "desk"], ["-o", "p.html"], "is given twice"),
    "another ending": (["desk"], ["-o", "p.pdf"], "ends in .html or .xlsx"),
    "no such folder": (["desk"], ["-o", "no/p.html"], "no folder for it"),
    "a file twice": (["desk"], ["-o", "p.html", "-o", "p.html"], "given twice"),
}


@pytest.mark.parametrize(("names", "words", "message"), WRONG.values(), ids=WRONG.keys())
def test_what_cannot_be_reported_is_told_in_one_message(
    runs: dict[str, Path],
    ccsim: Any,
    tmp_path: Path,
    names: list[str],
    words: list[str],
    message: str,
) -> None:
    code, out, err = ccsim("report", *(runs[name] for name in names), *words)
    assert (code, out) == (2, "")
    assert message in err
    assert "Traceback" not in err
    assert list(tmp_path.iterdir()) == []


def test_the_worst_case_is_followed_into_other_operating_models(runs: dict[str, Path]) -> None:
    folders = [(reopen(runs[name]).label, runs[name]) for name in ("desk", "better", "shops")]
    worst = worst_case(folders)
    assert worst is not None
    assert worst.journey.contacts > 2
    for label, journey in worst.elsewhere:
        assert journey is not None, label
        assert journey.case == worst.journey.case
        assert journey.contacts <= worst.journey.contacts


def test_where_nobody_calls_twice_there_is_no_worst_case(runs: dict[str, Path]) -> None:
    assert worst_case([("calm", runs["calm"])]) is None


def test_a_case_that_does_not_arise_elsewhere_is_none(runs: dict[str, Path]) -> None:
    worst = worst_case([("desk", runs["desk"]), ("calm", runs["calm"])])
    assert worst is not None
    assert worst.elsewhere == (("calm", None),)


def test_compare_writes_the_same_files(runs: dict[str, Path], ccsim: Any, tmp_path: Path) -> None:
    home = runs["desk"].parents[1]
    code, _, err = ccsim(
        *("compare", home / "desk.yaml", home / "better.yaml", "--out", home / "runs"),
        *("--replications", "3", "--engine", "simpy", "--workers", "1"),
        *("--page", "page.html", "-o", "book.xlsx"),
    )
    assert code == 0
    assert "The page is page.html" in err
    assert "The workbook is book.xlsx" in err
    assert "The worst journey under Small desk" in (tmp_path / "page.html").read_text("utf-8")
    assert (tmp_path / "book.xlsx").is_file()
