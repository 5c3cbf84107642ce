"""The start page: operating models compared while one reads."""

from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from streamlit.testing.v1 import AppTest

from app_pages import changed, jobs, opened
from ccsim.experiments.explain_result import Explanation
from ccsim.experiments.precision import CAP
from ccsim.experiments.robustness_result import Robustness
from ccsim.figures.numbers import unbroken
from ccsim.report.decision import decision_sentence
from ccsim.report.words import SIGNS, repeat_command
from ccsim.ui import questions
from ccsim.ui.grounds import ASK_FIRST, Grounds
from ccsim.ui.jobs import Job
from ccsim.units import MINUTE
from made_up import LABELS, TINY, made_up_answer, made_up_comparison, tiny_scenarios

KNOWN = """\
evidence:
  queues.line.talk: {{low: {low}m, high: {high}m, source: our records}}
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working folder with two tiny scenarios of its own."""
    monkeypatch.chdir(tmp_path)
    return tiny_scenarios(tmp_path)


@pytest.fixture
def made_up(monkeypatch: pytest.MonkeyPatch) -> list[dict[str, Any]]:
    """No engine is asked: whatever is compared, the same made-up comparison comes out."""
    asked: list[dict[str, Any]] = []

    def compare_kept(
        paths: tuple[Path, ...],
        how: Any,
        _root: Path,
        progress: Callable[[int, int], None],
        **_: Any,
    ) -> Any:
        asked.append(
            {
                "paths": [path.stem for path in paths],
                "weeks": how.weeks,
                "replications": how.replications,
                "seed": how.seed,
                "precision": dict(how.precision),
            }
        )
        progress(1, 2)
        return made_up_answer(paths, how), []

    monkeypatch.setattr(questions, "compare_kept", compare_kept)
    return asked


def chosen(app: AppTest, *names: str) -> AppTest:
    return changed(app, lambda page: page.multiselect(key="scenarios").set_value(list(names)))


def test_the_page_opens_with_an_answer_that_becomes_sharper(
    folder: Path, made_up: list[dict[str, Any]]
) -> None:
    app = opened("compare")
    assert app.title[0].value == "Compare operating models"
    assert [one["replications"] for one in made_up] == [2, 5, 10]
    assert made_up[0]["paths"] == ["scripted_call_center", "solution_center", "pit_stop"]
    assert app.table


def test_a_link_opens_the_same_view_again(folder: Path, made_up: list[dict[str, Any]]) -> None:
    opened("compare", scenarios=["two_agents", "one_agent"], replications="4", weeks="3", seed="7")
    asked = {"paths": ["two_agents", "one_agent"], "weeks": 3, "seed": 7, "precision": {}}
    assert made_up == [asked | {"replications": 2}, asked | {"replications": 4}]


def test_an_answer_shows_tables_with_intervals_and_verdicts_and_says_how_to_repeat_it(
    folder: Path, made_up: list[dict[str, Any]]
) -> None:
    app = opened("compare")
    tables = {name: table.value for table in app.table for name in table.value.index}
    solved = tables["Cases solved"].loc["Cases solved"]
    assert list(solved.index) == list(LABELS)
    assert solved[LABELS[0]] == unbroken("44.8 % (43.5 to 46.1, n = 10)")
    better = f"{SIGNS['better']} better: +26.4 points (+23.8 to +29.0)"
    assert unbroken(better) in solved[LABELS[1]]
    assert app.code[0].value == repeat_command(made_up_comparison())
    assert any("seed 1" in caption.value for caption in app.caption)
    assert not app.warning


def test_the_same_question_is_not_played_twice(folder: Path, made_up: list[dict[str, Any]]) -> None:
    app = chosen(opened("compare"), "one_agent", "two_agents")
    chosen(app, "two_agents", "one_agent")
    asked = len(made_up)
    chosen(app, "one_agent", "two_agents")
    assert len(made_up) == asked


def test_a_file_that_has_changed_since_is_another_question(
    folder: Path, made_up: list[dict[str, Any]]
) -> None:
    app = chosen(opened("compare"), "one_agent", "two_agents")
    asked = len(made_up)
    file = folder / "one_agent.yaml"
    changed(app, lambda _: file.write_text(file.read_text().replace("20/h", "30/h")))
    assert len(made_up) == asked + 3


def test_one_scenario_alone_is_a_message(folder: Path, made_up: list[dict[str, Any]]) -> None:
    app = chosen(opened("compare"), "one_agent")
    assert "Choose two or more" in app.info[0].value
    assert not app.table


def test_a_file_that_is_wrong_is_a_message_with_its_place(
    folder: Path, made_up: list[dict[str, Any]]
) -> None:
    (folder / "one_agent.yaml").write_text(TINY.format(name="one_agent", agents="none"))
    app = chosen(opened("compare"), "one_agent", "two_agents")
    assert "one_agent.yaml:11:10" in app.error[0].value


def test_only_the_view_that_is_chosen_is_drawn_and_a_link_opens_it(
    folder: Path, made_up: list[dict[str, Any]]
) -> None:
    app = opened("compare")
    assert any("Service level" in table.value.index for table in app.table)
    app = changed(app, lambda page: page.button_group(key="view").set_value("Cost and value"))
    assert not any("Service level" in table.value.index for table in app.table)
    linked = opened("compare", view="Operator and customer")
    assert "What the operator sees" in " ".join(text.value for text in linked.markdown)


def test_the_answer_begins_with_the_decision(folder: Path, made_up: list[dict[str, Any]]) -> None:
    said = [text.value for text in opened("compare").markdown]
    assert said[0] == f"#### {unbroken(decision_sentence(made_up_comparison()))}"


def test_it_is_repeated_until_a_number_is_as_sure_as_wanted(
    folder: Path, made_up: list[dict[str, Any]]
) -> None:
    opened("compare", sure="Until narrow enough", metric="Service level", percent="2")
    assert [one["replications"] for one in made_up] == [2, 5, CAP]
    assert [one["precision"] for one in made_up] == [{}, {}, {"service_level": 0.02}]


def test_tiny_scenarios_are_played_until_they_are_sure(folder: Path) -> None:
    link = {"sure": "Until narrow enough", "metric": "Occupancy", "percent": "20"}
    app = opened("compare", scenarios=["one_agent", "two_agents"], **link)
    assert not app.error
    told = [one.value for one in app.info]
    assert any("Precision reached: occupancy is known to ±" in words for words in told)


def test_readers_who_ask_the_same_wait_for_one_of_them_and_nothing_is_played_twice(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = questions.compared((folder / "one_agent.yaml", folder / "two_agents.yaml"), None, 2, 1)
    played: list[int] = []
    real = questions.compare_kept

    def compare_kept(*given: Any, **named: Any) -> Any:
        played.append(1)
        return real(*given, **named)

    monkeypatch.setattr(questions, "compare_kept", compare_kept)
    jobs = [Job(asked, questions.comparison(asked)) for _ in range(3)]
    for job in jobs:
        job.wait()
    found = [job.answer.comparison for job in jobs if job.answer is not None]
    assert len(found) == 3
    assert len(played) == 1
    assert len({id(one) for one in found}) == 1


@pytest.mark.parametrize("first_look", [None, 1])
def test_a_file_changed_before_it_is_played_answers_no_question_about_the_old_one(
    folder: Path, first_look: int | None
) -> None:
    """Neither this question nor one that asks the same of the old facts later gets its numbers."""
    one, two = folder / "one_agent.yaml", folder / "two_agents.yaml"
    before = one.read_text(encoding="utf-8")
    asked = questions.compared((one, two), 2, 2, 77)
    one.write_text(before.replace("20/h", "25/h"), encoding="utf-8")
    job = Job(asked, questions.comparison(asked, first_look))
    job.wait()
    assert job.answer is None
    assert "was changed after this was asked" in job.fault
    one.write_text(before, encoding="utf-8")
    job = Job(asked, questions.comparison(asked, first_look))
    job.wait()
    assert job.answer is not None
    played = [run.fingerprint for run in job.answer.comparison.runs]
    assert played == [fact.split()[-1] for fact in asked.facts]


def test_which_rule_is_worth_what_is_offered_with_its_time_asked_by_a_button_and_told(
    folder: Path,
) -> None:
    link = {"scenarios": ["one_agent", "two_agents"], "replications": "2", "view": "Why"}
    app = opened("compare", **link)
    assert any("About 5s if this machine does nothing else" in one.value for one in app.caption)
    app = changed(app, lambda page: button(page, "Find out which rule is worth what").click())
    assert not app.error
    said = " ".join(text.value for text in app.markdown)
    assert "team desk: headcount" in said
    assert any("ccsim explain" in code.value for code in app.code)


def test_the_page_that_is_taken_along_also_says_what_was_asked_under_why_and_doubts(
    folder: Path,
) -> None:
    one = folder / "one_agent.yaml"
    one.write_text(one.read_text(encoding="utf-8") + KNOWN.format(low=2, high=4), encoding="utf-8")
    link = {"scenarios": ["one_agent", "two_agents"], "replications": "2"}
    app = opened("compare", **link, view="Why")
    assert ASK_FIRST in [one.value for one in app.caption]
    app = changed(app, lambda page: button(page, "Find out which rule is worth what").click())
    app = changed(app, lambda page: page.button_group(key="view").set_value("Doubts"))
    app = changed(app, lambda page: button(page, "Find out whether it survives").click())
    told = next(one.value for one in app.caption if "also say" in one.value)
    assert "which rule is worth what (two_agents)" in told
    assert "whether the verdict survives the doubts (two_agents)" in told
    answers = [job.answer for job in jobs(app)]
    (known,) = [one.comparison for one in answers if isinstance(one, questions.Answer)]
    why = [one for one in answers if isinstance(one, Explanation)]
    doubts = [one for one in answers if isinstance(one, Robustness)]
    assert 'id="figure-why-0-waterfall-0"' not in Grounds().page(known)
    page = Grounds(why, doubts).page(known)
    assert 'id="figure-why-0-waterfall-0"' in page
    assert 'id="figure-wins-0"' in page
    with ZipFile(BytesIO(Grounds(why, doubts).book(known))) as book:
        sheets = book.read("xl/workbook.xml").decode()
    assert 'name="Why"' in sheets
    assert 'name="Robustness"' in sheets


def test_doubts_are_asked_anew_when_the_evidence_has_changed(folder: Path) -> None:
    """What is played is the same, but not from where to where a fact may lie."""
    one = folder / "one_agent.yaml"
    bare = one.read_text(encoding="utf-8")
    one.write_text(bare + KNOWN.format(low=2, high=4), encoding="utf-8")
    link = {"scenarios": ["one_agent", "two_agents"], "replications": "2", "view": "Doubts"}
    app = opened("compare", **link)
    app = changed(app, lambda page: button(page, "Find out whether it survives").click())
    assert not [one for one in app.button if one.label == "Find out whether it survives"]
    assert doubted(app) == (2, 4)
    one.write_text(bare + KNOWN.format(low=1, high=9), encoding="utf-8")
    app = changed(app, lambda page: page)
    app = changed(app, lambda page: button(page, "Find out whether it survives").click())
    assert doubted(app) == (1, 9)


def doubted(app: AppTest) -> tuple[float, float]:
    """From where to where talks were drawn the last time, in minutes."""
    answers = [job.answer for job in jobs(app)]
    found = [one for one in answers if isinstance(one, Robustness)][-1]
    (talk,) = [one for one in found.found.doubts if one.name == "queues.line.talk"]
    return talk.low / MINUTE, talk.high / MINUTE


def test_doubts_that_nobody_has_are_a_message(folder: Path) -> None:
    link = {"scenarios": ["one_agent", "two_agents"], "replications": "2", "view": "Doubts"}
    app = opened("compare", **link)
    app = changed(app, lambda page: button(page, "Find out whether it survives").click())
    assert "nothing is in doubt" in app.error[0].value


def button(app: AppTest, label: str) -> Any:
    return next(one for one in app.button if one.label == label)


def test_two_tiny_scenarios_are_really_compared(folder: Path) -> None:
    app = opened("compare", scenarios=["one_agent", "two_agents"], replications="2")
    assert not app.error
    tables = {name: table.value for table in app.table for name in table.value.index}
    assert list(tables["Service level"].columns) == ["one_agent", "two_agents"]
    assert unbroken("n = 2") in tables["Service level"].loc["Service level", "one_agent"]
    assert len(list(Path("runs").glob("[!.]*"))) == 2
