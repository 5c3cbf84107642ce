"""Assignments for a class: a link holds them whole, and their answers are those of the runs."""

import io
from dataclasses import replace
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

from ccsim.errors import UsageError
from ccsim.experiments.assignment import (
    Answer,
    Assignment,
    Question,
    Solved,
    check_assignment,
    read_link,
    solve,
)
from ccsim.experiments.compare import compare
from ccsim.report.assignment import answer_text, judged, key_book, key_rows, names_of
from made_up import tiny_scenarios

MORE = "teams.desk.headcount=2"
ASKED = Assignment(
    title="One more",
    task="Does one more agent help?\nBy how much?",
    scenario="one_agent",
    changes=(MORE,),
    replications=3,
    seed=7,
    questions=(
        Question("first", "mean_wait_s"),
        Question("second", "mean_wait_s"),
        Question("difference", "abandon_rate"),
    ),
)


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working folder with two tiny scenarios."""
    monkeypatch.chdir(tmp_path)
    return tiny_scenarios(tmp_path)


@pytest.fixture
def solved() -> Solved:
    return solve(ASKED, Path("runs"))


def linked(asked: Assignment) -> dict[str, list[str]]:
    """A link as a browser gives it."""
    found = {name: [text] if isinstance(text, str) else text for name, text in asked.link.items()}
    return {name: texts for name, texts in found.items() if texts and texts != [""]}


@pytest.mark.parametrize(
    "asked",
    [ASKED, replace(ASKED, beside="two_agents", changes=(), weeks=2, page="compare", task="")],
)
def test_a_link_holds_the_whole_assignment(asked: Assignment) -> None:
    assert read_link(linked(asked)) == asked


@pytest.mark.parametrize(
    ("name", "text", "says"),
    [
        ("seed", "x", "the link says seed=x: a whole number from 0 to 4,294,967,295 is right"),
        ("replications", "0", "replications=0: a whole number from 1 to 1,000"),
        ("weeks", "99999999999999999999", "weeks=99999999999999999999: a whole number from 1"),
        ("seed", "0000000000019", "seed=0000000000019: a whole number from 0"),
        ("replications", "000000000003" + "0" * 4000, "replications=00000000000300"),
        ("work", "runs", "asks 'runs', which is not known"),
        ("ask", "first:mean_wait", "asks 'mean_wait', which is not known; did you mean 'mean_wait"),
        ("ask", "third:mean_wait_s", "asks 'third', which is not known"),
        ("scenario", "one_agnt", "there is no scenario 'one_agnt' at hand here; did you mean"),
        ("scenario", "../../etc/passwd", "there is no scenario"),
        ("beside", "scenarios/one_agent.yaml", "there is no scenario"),
        ("set", "teams.dsk.headcount=2", "teams.dsk"),
        ("ask", "", "asks ''"),
    ],
)
def test_a_link_that_says_what_cannot_be_is_told(name: str, text: str, says: str) -> None:
    with pytest.raises(UsageError) as caught:
        check_assignment(read_link(linked(ASKED) | {name: [text]}))
    assert says in str(caught.value)


def test_without_a_second_scenario_nothing_is_asked_about_one() -> None:
    with pytest.raises(UsageError, match="there is no second scenario to ask about"):
        check_assignment(replace(ASKED, changes=()))
    with pytest.raises(UsageError, match="asks 0 questions: 1 to 20 are right"):
        check_assignment(replace(ASKED, questions=()))


def test_the_answers_are_those_of_the_comparison(solved: Solved) -> None:
    again = compare(["scenarios/one_agent.yaml", "scenarios/two_agents.yaml"],
                    replications=3, seed=7, workers=1)  # fmt: skip
    first, second, difference = solved.answers
    waits = [run.estimates["mean_wait_s"] for run in again.runs]
    assert [(one.mean, one.low, one.high, one.n) for one in (first, second)] == [
        (one.mean, one.low, one.high, one.n) for one in waits
    ]
    there = next(one for one in again.differences if one.metric == "abandon_rate")
    assert (difference.mean, difference.low) == (there.mean, there.low)
    assert difference.established in (True, False)


def test_one_scenario_alone_is_an_assignment_too() -> None:
    asked = replace(ASKED, changes=(), questions=ASKED.questions[:1])
    alone = solve(asked, Path("runs"))
    assert alone.answers[0].n == 3
    assert len(alone.folders) == 1


def test_a_number_is_right_when_rounded_or_within_the_interval() -> None:
    answer = Answer(Question("first", "service_level"), 0.4567, 0.45, 0.47, 5, "share")
    assert all(answer.holds(value) for value in (0.457, 0.46, 0.45))
    assert not answer.holds(0.48)
    one_run = replace(answer, low=None, high=None)
    assert one_run.holds(0.457)
    assert not one_run.holds(0.46)
    assert judged(answer, 46.0) == "Right: 45.7 % (45.0 to 47.0, n = 5)."
    assert "45.7" not in judged(answer, 60.0)


def test_a_metric_that_is_not_defined_says_so() -> None:
    asked = replace(ASKED, questions=(Question("first", "churn_rate"),))
    (answer,) = solve(asked, Path("runs")).answers
    assert answer.mean is None
    assert not answer.holds(0.0)
    assert answer_text(answer).startswith("not defined in this scenario")


def test_the_key_is_a_workbook_with_numbers_and_intervals(solved: Solved) -> None:
    names = names_of(ASKED, {"one_agent": "One agent"})
    rows = key_rows(solved, names)
    assert rows[1]["Question"] == "Mean wait: One agent, changed"
    assert all("n = 3" in row["Answer (95 % interval)"] for row in rows)
    data = key_book(solved, names, "http://here/classroom?ask=1", "ccsim compare a b")
    book = CalamineWorkbook.from_filelike(io.BytesIO(data))
    assert book.sheet_names == ["Answer key", "Assignment"]
    key, about = (book.get_sheet_by_name(name).to_python() for name in book.sheet_names)
    assert key[0] == ["Question", "Unit", "Answer", "Low", "High", "n", "Established"]
    assert [row[5] for row in key[1:]] == [3, 3, 3]
    assert key[1][3] <= key[1][2] <= key[1][4]
    assert ["Changed", MORE] in about
    assert ["Seed", "7"] in about
