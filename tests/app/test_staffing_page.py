"""The page on staffing: a forecast comes in, staffing is changed, and both are played."""

import os
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from app_pages import answered, changed, opened
from ccsim.figures.numbers import unbroken
from ccsim.intake import tables
from ccsim.spec.loading import load
from ccsim.ui import schedules, staffing

DESK = """\
name: Desk
why: One queue with agents by interval, there for a test.
calendar: {days: 1}
queues:
  line:
    teams: [desk]
    hours: 08:00-10:00
    patience: {exponential: 2m}
    talk: {exponential: 3m}
    forecast: {interval: 1h, starts: 8h, calls: [20, 20]}
teams:
  desk: {headcount: {interval: 1h, starts: 8h, agents: [3, 1]}}
measures: {interval: 1h}
"""


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working folder with one small scenario."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "scenarios").mkdir()
    (tmp_path / "scenarios" / "desk.yaml").write_text(DESK, encoding="utf-8")
    return tmp_path


def desk(**link: str) -> AppTest:
    app = opened("staffing", scenario="Desk", **{"replications": "20", **link})
    assert not app.error, app.error[0].value
    return app


def test_the_page_says_which_interval_is_worst_and_how_many_reach_the_target() -> None:
    app = desk()
    worst = app.markdown[0].value
    assert worst.startswith("##### Desk does worst at 09:00: ")
    assert unbroken("that surely misses the 80 % that are wanted") in worst
    assert unbroken("n = 20") in worst
    assert unbroken(
        "Desk: 1 of 2 intervals surely reach 80 % answered within 20s, 1 surely do not"
    ) in (app.markdown[1].value)
    assert unbroken("n = 20") in app.markdown[1].value
    assert app.code[0].value.startswith("ccsim run ")
    labels = [one.proto.label for one in app.get("download_button")]
    assert "A table to fill in (forecast.xlsx)" in labels


def test_a_pasted_forecast_becomes_a_scenario_of_the_session() -> None:
    text = "time;calls;AHT\n09:00;30;00:02:00\n09:30;40;00:02:00\nlunch;2;00:02:00\nTotal;72;\n"
    app = changed(desk(), lambda page: page.text_area(key="forecast text").set_value(text))
    assert any("2 rows are used" in one.value for one in app.markdown)
    assert app.dataframe[0].value["Row"].tolist() == [4]
    assert any("Row of totals, not read: 5." in one.value for one in app.caption)
    button = next(one for one in app.button if one.label == "Use this forecast")
    app = changed(app, lambda _: button.click())
    chosen = app.selectbox(key="scenario")
    assert chosen.value == "mine/forecast_1"
    assert chosen.options[-1].endswith(", my forecast (mine)")
    assert any("Desk, my forecast: " in one.value for one in app.markdown)
    assert not app.error
    assert not [one.value for one in app.warning if "One row" not in one.value]
    (made,) = Path("runs").rglob("forecast_1.yaml")
    assert "09:00-10:00" in made.read_text()


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("when,colour\n1,red\n", "no column for the start of each interval"),
        ("time,calls\nxx,yy\n", "no row of 1 can be used"),
    ],
)
def test_a_bad_forecast_is_a_message_and_the_page_goes_on(text: str, says: str) -> None:
    app = changed(desk(), lambda page: page.text_area(key="forecast text").set_value(text))
    assert says in app.error[0].value
    assert app.code


def test_how_many_agents_it_takes_is_found_and_can_be_used() -> None:
    app = desk(view="How many do I need?")
    assert any(one.value.startswith("##### Targets met") for one in app.markdown)
    button = next(one for one in app.button if one.label == "Use this staffing")
    app = changed(app, lambda _: button.click())
    assert app.selectbox(key="scenario").value == "mine/staffed_1"


def test_one_agent_more_helps_most_where_they_are_few() -> None:
    app = answered(desk(view="One agent more or less"))
    rows = app.dataframe[0].value.set_index("Interval")
    assert rows.loc["09:00", "One more: interval"].startswith("+")
    assert " to " in rows.loc["09:00", "One more: interval"]
    assert any(unbroken("n = 20") in one.value for one in app.caption)


def test_the_staffing_that_was_set_is_played() -> None:
    app = desk(view="Change the staffing")
    submit = next(one for one in app.button if one.label == "Play this staffing")
    app = answered(submit.click().run())
    assert app.selectbox(key="scenario").value == "mine/staffing_1"
    assert not app.error


def test_the_columns_that_a_scenario_remembers_are_the_first_guess(folder: Path) -> None:
    kept = "imports: {forecast: {time: when, calls: how many}}\n"
    (folder / "scenarios" / "desk.yaml").write_text(DESK + kept, encoding="utf-8")
    text = "when;how many;talking\n09:00;30;120\n09:30;40;120\n"
    app = changed(desk(), lambda page: page.text_area(key="forecast text").set_value(text))
    assert not app.error
    assert any("2 rows are used" in one.value for one in app.markdown)
    assert [one.value for one in app.selectbox if one.label == "Calls"] == ["how many"]


def test_a_pasted_schedule_becomes_the_staffing_of_a_scenario_without_a_name() -> None:
    text = (
        "agent,team,start,end,activity\n"
        "MARKER One,Desk,08:00,10:00,Phones\nMARKER Two,Desk,09:00,10:00,Phones\n"
        "MARKER Two,Desk,soon,10:00,Break\n"
    )
    app = changed(desk(), lambda page: page.text_area(key="schedule text").set_value(text))
    assert any("2 rows are used" in one.value for one in app.markdown)
    assert app.dataframe[0].value["Row"].tolist() == [4]
    button = next(one for one in app.button if one.label == "Use this schedule")
    app = changed(app, lambda _: button.click())
    assert app.selectbox(key="scenario").value == "mine/schedule_1"
    assert not app.error
    (made,) = Path("runs").rglob("schedule_1.yaml")
    assert load(made).scenario.teams["desk"].headcount.agents[8:10] == [1, 2]
    for path in Path("runs").rglob("*"):
        assert not path.is_file() or b"MARKER" not in path.read_bytes(), path


def test_a_step_says_how_often_it_was_played_and_what_its_line_repeats() -> None:
    app = desk(view="One agent more or less", replications="40")
    app = answered(app)
    assert any(unbroken("n = 30") in one.value for one in app.caption)
    assert "--replications 30" in app.code[0].value
    said = next(one.value for one in app.caption if "fingerprint" in one.value)
    assert said.startswith("The line repeats the staffing as it is, which the differences are from")
    assert "30 replications" in said


def test_a_new_scenario_takes_the_first_free_name_and_then_the_oldest(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(staffing, "own_folder", lambda: folder)
    monkeypatch.setattr(staffing, "_MOST_OWN", 3)
    for number, written in ((1, 30), (3, 10)):
        (folder / f"staffing_{number}.yaml").touch()
        os.utime(folder / f"staffing_{number}.yaml", (written, written))
    assert staffing.own_path("staffing").name == "staffing_2.yaml"
    (folder / "staffing_2.yaml").touch()
    assert staffing.own_path("staffing").name == "staffing_3.yaml"


SCHEDULE = "agent,team,start,end,activity\nOne,Desk,08:00,10:00,Phones\n"


@pytest.mark.parametrize("kind", ["forecast", "schedule"])
def test_a_remembered_zone_that_is_the_scenarios_own_is_chosen_and_not_utc(kind: str) -> None:
    zone = "Europe/Madrid"
    own = DESK.replace("{days: 1}", f"{{days: 1, time_zone: {zone}}}")
    Path("scenarios/desk.yaml").write_text(f"{own}imports: {{time_zone: {zone}}}\n")
    text = {"forecast": "time,calls\n09:00,30\n09:30,40\n", "schedule": SCHEDULE}[kind]
    app = changed(desk(), lambda page: page.text_area(key=f"{kind} text").set_value(text))
    asked = app.selectbox(key=f"zone of {kind}")
    assert (asked.value, asked.options) == (zone, [zone, "UTC"])


def test_a_schedule_is_read_once_and_not_at_every_click(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[str] = []

    def reading(name: str, data: bytes) -> tables.Table:
        seen.append(name)
        return tables.read_table(name, data)

    monkeypatch.setattr(schedules, "read_table", reading)
    app = changed(desk(), lambda page: page.text_area(key="schedule text").set_value(SCHEDULE))
    app = changed(app, lambda page: page.selectbox(key="team of Desk").set_value("not used"))
    assert not app.error
    assert seen == ["pasted text"]


def test_a_forecast_without_handle_times_begins_with_the_scenarios_and_takes_others() -> None:
    text = "time,calls\n09:00,30\n09:30,40\n"
    app = changed(desk(), lambda page: page.text_area(key="forecast text").set_value(text))
    asked = next(one for one in app.number_input if one.label == "Handle time of line, s")
    assert asked.value == 180
    app = changed(app, lambda _: asked.set_value(300))
    button = next(one for one in app.button if one.label == "Use this forecast")
    app = changed(app, lambda _: button.click())
    assert not app.error
    (made,) = Path("runs").rglob("forecast_1.yaml")
    assert load(made).scenario.queues["line"].talk.mean_ms == 300_000


def test_what_counts_as_in_time_can_be_said_and_stands_in_the_line_that_repeats_it() -> None:
    app = desk(within="60")
    assert unbroken("80 % answered within 1m") in app.markdown[1].value
    assert "--set measures.service_level_threshold=60s" in app.code[0].value


def test_a_changed_table_stands_above_what_was_played_last() -> None:
    app = desk(view="Change the staffing")
    assert "Desk: 1 of 2 intervals surely reach" in app.markdown[1].value
    assert app.code[0].value.startswith("ccsim run ")
