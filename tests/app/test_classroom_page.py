"""The classroom: a teacher's link and answer key, a student's answers, a whole class at once."""

from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from streamlit.testing.v1 import AppTest

from app_pages import changed, opened
from ccsim.experiments import replicate
from ccsim.figures.numbers import unbroken
from made_up import tiny_scenarios

ASKED: dict[str, Any] = {
    "title": "One more agent",
    "task": "Does one more agent help?",
    "work": "build",
    "scenario": "one_agent",
    "set": ["teams.desk.headcount=2"],
    "replications": "3",
    "seed": "7",
    "ask": ["first:mean_wait_s", "second:abandon_rate", "difference:mean_wait_s"],
}


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working folder with two tiny scenarios."""
    monkeypatch.chdir(tmp_path)
    return tiny_scenarios(tmp_path)


def test_a_teacher_s_choices_become_a_link_and_an_answer_key() -> None:
    app = opened("classroom", replications="3", seed="7")
    assert "the link and the answer key then stand here" in app.info[0].value
    app.text_input(key="title").set_value("One more agent")
    app.selectbox(key="assigned").set_value("one_agent")
    app = changed(app, lambda page: page.text_area(key="changes").set_value(ASKED["set"][0]))
    assert len(app.multiselect(key="questions").options) > 60
    wanted = ["Mean wait: one_agent", "Mean wait: one_agent, changed"]
    app = changed(app, lambda page: page.multiselect(key="questions").set_value(wanted))
    assert not app.error
    link = parse_qs(urlsplit(app.code[0].value).query)
    assert link["ask"] == ["first:mean_wait_s", "second:mean_wait_s"]
    assert (link["seed"], link["set"], link["replications"]) == (["7"], ASKED["set"], ["3"])
    key = app.table[0].value
    assert list(key["Question"]) == wanted
    assert key["Answer (95 % interval)"].str.contains(unbroken("n = 3")).all()
    assert app.code[1].value.startswith("ccsim compare runs/one_agent-")
    student = opened("classroom", **link)
    assert [one.label[:26] for one in student.number_input] == [
        "1. Mean wait: one_agent (s",
        "2. Mean wait: one_agent, c",
    ]


def test_a_student_checks_answers_and_sees_none_that_is_not_found() -> None:
    app = opened("classroom", **ASKED)
    assert app.subheader[0].value == "One more agent"
    assert app.text[0].value == "Does one more agent help?"
    assert not app.table
    shown = " ".join(one.value for one in [*app.markdown, *app.caption])
    assert "n = 3" not in shown
    app.number_input(key="answer 1").set_value(-1.0)
    app = changed(app, lambda page: page.button[0].click())
    assert "Not yet: it is neither" in app.markdown[-2].value
    assert app.markdown[-1].value == "**0 of 3 right**"
    right = found(app)
    app.number_input(key="answer 1").set_value(right)
    app = changed(app, lambda page: page.button[0].click())
    assert "Right: " in app.markdown[-2].value
    assert unbroken("n = 3") in app.markdown[-2].value
    assert app.markdown[-1].value == "**1 of 3 right**"


def found(app: AppTest) -> float:
    """The first answer, as the job of the page has it, in the unit of its question."""
    (job,) = app.session_state["jobs"].values()
    seconds = job.answer.answers[0].mean
    return seconds / (60.0 if "(min)" in app.number_input(key="answer 1").label else 1.0)


def test_the_work_opens_with_the_same_scenario_changes_and_luck() -> None:
    app = opened("classroom", **ASKED)
    (button,) = app.get("link_button")
    url = urlsplit(button.proto.url)
    assert url.path == "build"
    link = parse_qs(url.query)
    assert (link["scenario"], link["set"], link["seed"]) == (["one_agent"], ASKED["set"], ["7"])
    made = opened("build", **link)
    assert any("`teams.desk.headcount`" in one.value for one in made.markdown)
    assert "--seed 7" in made.code[-1].value


@pytest.mark.parametrize(
    ("link", "says"),
    [
        ({"scenario": "../secret"}, "there is no scenario '../secret' at hand"),
        ({"set": ["teams.dsk.headcount=2"]}, "teams.dsk.headcount"),
        ({"ask": ["first:![x](http://a.b)"]}, "\\!\\[x\\]\\(http\\://a.b\\)"),
        ({"seed": "-1"}, "the link says seed=-1"),
        ({"work": "runs"}, "asks 'runs', which is not known"),
    ],
)
def test_a_bad_link_is_a_message(link: dict[str, Any], says: str) -> None:
    app = opened("classroom", **(ASKED | link))
    assert says in app.error[0].value
    assert not app.number_input


def test_no_picture_or_link_is_made_of_what_a_link_says() -> None:
    app = opened("classroom", **(ASKED | {"title": "![x](http://a.b)"}))
    assert app.subheader[0].value == "\\!\\[x\\]\\(http\\://a.b\\)"


@pytest.mark.slow  # sixty times a page; tests/unit/test_turns.py has them all at the same moment
def test_thirty_students_are_answered_by_one_run(monkeypatch: pytest.MonkeyPatch) -> None:
    played: list[int] = []
    real = replicate.play_all

    def play_all(*args: Any, **how: Any) -> Any:
        for one in real(*args, **how):
            played.append(1)
            yield one

    monkeypatch.setattr(replicate, "play_all", play_all)
    students = [opened("classroom", **ASKED) for _ in range(30)]
    assert len(played) == 6  # three replications of two scenarios
    assert len({found(one) for one in students}) == 1
