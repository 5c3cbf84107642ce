"""The page that builds a scenario: changes in a form, what they change, and files of one's own."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from app_pages import changed, opened
from ccsim.spec.loading import load
from ccsim.ui import own, questions
from made_up import TINY, made_up_answer, tiny_scenarios

AGENTS = "teams.desk.headcount"
TALK = "queues.line.talk"


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working folder with two tiny scenarios of its own."""
    monkeypatch.chdir(tmp_path)
    return tiny_scenarios(tmp_path)


def started(*sets: str, **link: Any) -> AppTest:
    return opened("build", scenario="one_agent", set=list(sets), **link)


def found(app: AppTest, words: str) -> AppTest:
    return changed(app, lambda page: page.text_input(key="find").set_value(words))


def typed(app: AppTest, path: str, value: str) -> AppTest:
    """The page after a text was put into the control of a fact, wherever that stands."""
    app = found(app, path.rpartition(".")[2])
    control = next(one for one in app.text_input if one.key and one.key.endswith(path))
    return changed(app, lambda _: control.set_value(value))


def pressed(app: AppTest, key: str) -> AppTest:
    return changed(app, lambda page: page.button(key=key).click())


def brought(text: str = "", file: tuple[str, bytes] | None = None) -> AppTest:
    app = started()
    if file is not None:
        app.file_uploader(key="brought file").set_value((*file, "application/yaml"))
    app.text_area(key="brought text").set_value(text)
    return pressed(app, "take")


def told(app: AppTest) -> list[str]:
    """What is said of the changes."""
    return [one.value for one in app.text]


def linked(app: AppTest) -> list[str]:
    """The changes that the address of the page holds."""
    held = app.query_params.get("set", [])
    return [held] if isinstance(held, str) else held


def own_files() -> list[Path]:
    return sorted(Path("runs/.sessions").glob("*/*.yaml"))


def test_a_change_is_told_with_what_it_was_and_goes_into_the_link() -> None:
    app = started()
    assert "Nothing yet" in app.caption[1].value
    app = typed(app, TALK, "{constant: 4m}")
    assert told(app) == ["exponential 3m → constant 4m"]
    assert linked(app) == ["queues.line.talk={constant: 4m}"]


def test_a_fact_set_back_is_no_change() -> None:
    app = typed(started(f"{TALK}={{constant: 4m}}"), TALK, "{exponential: 3m}")
    assert not told(app)
    assert not linked(app)


def test_a_change_can_be_taken_back() -> None:
    app = pressed(started(f"{AGENTS}=3", f"{TALK}={{constant: 4m}}"), f"undo {AGENTS}")
    assert told(app) == ["exponential 3m → constant 4m"]


def test_a_link_opens_the_same_changes_again() -> None:
    assert told(started(f"{AGENTS}=3")) == ["1 → 3"]


def test_a_group_stays_open_when_something_in_it_is_changed() -> None:
    app = changed(started(), lambda page: page.session_state.__setitem__("noun queues", True))
    label = [one.label for one in app.expander]
    control = next(one for one in app.text_input if one.key and one.key.endswith(TALK))
    app = changed(app, lambda _: control.set_value("{constant: 4m}"))
    assert told(app)
    assert [one.label for one in app.expander if one.label != "The file"] == label


def test_what_is_wrong_is_told_beside_the_fact_and_with_the_changes() -> None:
    app = typed(started(), TALK, "{exponental: 4m}")
    says = "unknown distribution 'exponental'; did you mean 'exponential'?"
    assert [one.value for one in app.error] == [says, f"`{TALK}`: {says}"]
    assert all(one.key != "keep" for one in app.button)
    assert not typed(app, TALK, "{exponential: 4m}").error


@pytest.mark.parametrize("wrong", ["teams.dsk.tier=2", "nonsense", "teams=3", f"{TALK}=[1"])
def test_a_link_with_what_cannot_be_is_told_and_can_be_taken_back(wrong: str) -> None:
    app = started(wrong, f"{AGENTS}=3")
    assert app.error
    app = pressed(app, f"undo {wrong.partition('=')[0]}")
    assert not app.error


def test_another_start_begins_anew(folder: Path) -> None:
    app = started(f"{AGENTS}=3")
    app = changed(app, lambda page: page.selectbox(key="scenario").set_value("two_agents"))
    assert not told(app)
    assert app.text_input[0].value == "two_agents, changed"


def test_a_team_like_another_one_is_added_and_taken_away_again() -> None:
    app = changed(started(), lambda page: page.session_state.__setitem__("noun teams", True))
    app = changed(app, lambda page: page.text_input(key="new 0 teams").set_value("night"))
    app = pressed(app, "add teams")
    assert linked(app) == ["teams.night={headcount: 1}"]
    app = pressed(app, "undo teams.night")
    assert not linked(app)


def test_what_is_kept_is_a_small_patch_that_every_page_can_choose(folder: Path) -> None:
    app = started(f"{AGENTS}=3")
    app = changed(app, lambda page: page.text_input(key="fact 0 name").set_value("Three"))
    app = pressed(app, "keep")
    (kept,) = own_files()
    assert kept.name == "three.yaml"
    assert load(kept).patch == {AGENTS: 3}
    assert load(kept).scenario.name == "Three"
    app = changed(app, lambda page: page.selectbox(key="scenario").set_value("mine/three"))
    assert "Three (mine)" in app.selectbox(key="scenario").options
    assert app.text_input[0].value == "Three, changed"


def test_it_is_tried_beside_its_start(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[tuple[Path, ...]] = []

    def compare_kept(
        paths: tuple[Path, ...], how: Any, _root: Path, progress: Callable[[int, int], None]
    ) -> Any:
        asked.append(paths)
        return made_up_answer(paths, how), []

    monkeypatch.setattr(questions, "compare_kept", compare_kept)
    app = started(f"{AGENTS}=3", **{"try": "true"})
    start, made = asked[0]
    assert start.stem == "one_agent"
    assert load(made).scenario.teams["desk"].headcount == 3
    assert app.table
    assert not own_files()


def test_each_trial_has_a_file_of_its_own_and_old_ones_are_thrown_away(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked: list[Path] = []

    def compare_kept(
        paths: tuple[Path, ...], how: Any, _root: Path, progress: Callable[[int, int], None]
    ) -> Any:
        asked.append(paths[1])
        return made_up_answer(paths, how), []

    monkeypatch.setattr(questions, "compare_kept", compare_kept)
    monkeypatch.setattr(own, "_MOST_TRIED", 2)
    app = started(f"{AGENTS}=3", **{"try": "true"})
    first = asked[-1]
    app = typed(app, TALK, "{constant: 4m}")
    second = asked[-1]
    assert load(first).patch == {AGENTS: 3}
    assert load(second).patch == {AGENTS: 3, TALK: {"constant": "4m"}}
    typed(app, TALK, "{constant: 5m}")
    assert not first.exists()
    assert {path.name for path in second.parent.iterdir()} == {second.name, asked[-1].name}


def test_a_text_that_is_brought_is_what_one_starts_from() -> None:
    app = brought("base: two_agents.yaml\nname: Mine\npatch: {teams.desk.headcount: 5}")
    assert not app.error
    assert app.selectbox(key="scenario").value == "mine/mine"
    assert app.text_input[0].value == "Mine, changed"


def test_a_file_that_is_brought_is_what_one_starts_from() -> None:
    app = brought(file=("Desk.yaml", TINY.format(name="Two desks", agents=2).encode()))
    assert app.selectbox(key="scenario").value == "mine/two_desks"


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "There is nothing to take"),
        (b"\x00\x01\x02", "mine.yaml: this is not a text file (it holds zero bytes)"),
        (b"base: /etc/passwd\n", "mine.yaml:1:1: base: there is no scenario 'passwd' at hand"),
        (b"colour: red\n", "mine.yaml:1:1: colour: "),
    ],
)
def test_a_bad_file_is_a_message_and_the_page_goes_on(content: bytes, says: str) -> None:
    app = brought(file=("mine.yaml", content))
    assert any(one.value.startswith(says) or f"\n{says}" in one.value for one in app.error)
    assert app.selectbox(key="scenario").value == "one_agent"
    assert not own_files()
    app.file_uploader(key="brought file").set_value([])
    app.text_area(key="brought text").set_value(TINY.format(name="Good", agents=2))
    assert pressed(app, "take").selectbox(key="scenario").value == "mine/good"


def test_every_group_of_facts_says_what_it_is_about() -> None:
    labels = [one.label for one in started().expander]
    assert "**Calendar** · the simulated stretch of time" in labels
    assert "**Queues** · by name" in labels
    assert "**Operating model** · the levers of the organisation" in labels


def test_a_change_is_called_as_the_form_calls_it() -> None:
    shown = [one.value for one in started(f"{AGENTS}=3").markdown]
    assert f"**Teams › Desk › Headcount**  \n`{AGENTS}`" in shown
