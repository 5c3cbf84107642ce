"""A forecast in a scenario, and what a staffing does interval by interval: data and figures."""

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pandas as pd
import pytest
from python_calamine import CalamineWorkbook

from ccsim.errors import UsageError
from ccsim.experiments import staff_rounds
from ccsim.experiments.forecasted import (
    forecast_settings,
    heads_now,
    interval_text,
    opening_hours,
    remembered,
    save_with,
    staffing_settings,
)
from ccsim.experiments.interval_staff import (
    IntervalStaff,
    days_of,
    interval_staff,
    one_step,
    sharpening,
)
from ccsim.experiments.staff_pilots import Pilots
from ccsim.experiments.staff_rounds import Portion, play_portion
from ccsim.figures.heat_map import heat_map_figure
from ccsim.intake.columns import guess_columns
from ccsim.intake.forecast import Forecast, QueueForecast, read_forecast
from ccsim.intake.tables import read_table
from ccsim.metrics.slots import make_slots
from ccsim.plan.plan import make_plan
from ccsim.report.facts import levers
from ccsim.report.interval_staff import book, sentence, service_cells, worst_sentence
from ccsim.spec.loading import fingerprint, load

DESK = """\
name: Desk
why: A queue and a team in shifts, there for a test.
calendar: {days: 1}
queues:
  line:
    teams: [desk]
    patience: {exponential: 2m}
    talk: {lognormal: {mean: 2m, sigma: 0.8}}
    wrap_up: {constant: 1m}
    forecast: {rate: 20/h, redials: 0.5, redial_delay: {exponential: 5m}}
teams:
  desk: {shifts: [{agents: 3, hours: "08:00-12:00"}, {agents: 2, hours: "10:00-14:00"}]}
"""
WEEK = "time,Mo,Tu\n08:00,10,0\n08:30,20,30\n"


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    path = tmp_path / "desk.yaml"
    path.write_text(DESK, encoding="utf-8")
    return path


def forecast(text: str) -> Forecast:
    return read_forecast(read_table("mine.csv", text.encode()))


def test_a_forecast_becomes_a_week_of_calls_hours_and_agents(desk: Path, tmp_path: Path) -> None:
    sets = forecast_settings(load(desk), forecast(WEEK), {"": "line"}, 0.8)
    made = save_with(desk, sets, tmp_path / "mine.yaml", "Mine", "For a test.").scenario
    line, team = made.queues["line"], made.teams["desk"]
    assert line.forecast is not None
    assert line.forecast.calls is not None
    assert (line.forecast.calls[16:18], line.forecast.calls[48 + 17]) == ([10, 20], 30)
    assert line.forecast.redials == 0.5
    assert line.hours == "Mo 08:00-09:00; Tu 08:30-09:00"
    assert (made.calendar.weeks, made.calendar.days, made.name) == (1, 0, "Mine")
    assert team.shifts is None
    assert team.headcount is not None
    agents = team.headcount.agents
    assert agents[48 + 17] >= agents[17] >= agents[16] > 0
    assert sum(agents[2 * 48 :]) == 0


def test_handle_times_keep_their_shape_and_get_the_forecast_s_mean(desk: Path) -> None:
    sets = forecast_settings(
        load(desk), forecast("time,calls,aht\n08:00,9,360\n08:30,9,360\n"), {"": "line"}, 0.8
    )
    line = load(desk, sets).scenario.queues["line"]
    assert line.talk.mean_ms + line.wrap_up.mean_ms == 360_000
    assert line.talk.shape == ("lognormal", (0.8,))


def test_two_queues_of_a_forecast_are_not_one_of_the_scenario(desk: Path) -> None:
    both = Forecast((QueueForecast("a", (1.0,) * 24, None),) * 2, 60, False, None, 2)
    with pytest.raises(UsageError, match="two queues of the forecast are meant for line"):
        forecast_settings(load(desk), both, {"a": "line", "b": "line"}, 0.8)


def test_a_scenario_that_does_not_fit_together_is_not_written(desk: Path, tmp_path: Path) -> None:
    with pytest.raises(UsageError):
        save_with(desk, ["queues.line.hours=never"], tmp_path / "mine.yaml", "Mine", "")
    assert [path.name for path in tmp_path.iterdir()] == ["desk.yaml"]


def test_shifts_are_counted_by_interval_and_may_become_a_headcount(desk: Path) -> None:
    loaded = load(desk)
    slots = make_slots(make_plan(loaded.scenario), "day")
    heads = heads_now(slots, loaded)["desk"]
    assert heads[[15, 16, 20, 24, 28]].tolist() == [0, 3, 5, 2, 0]
    changed = load(desk, staffing_settings(loaded, {"desk": heads.tolist()}, "30m"))
    assert np.array_equal(heads_now(slots, changed)["desk"], heads)


def test_a_queue_is_open_from_the_first_call_to_the_last() -> None:
    assert opening_hours([0.0, 1.0, 0.0, 2.0, *[0.0] * 20], 60) == "01:00-04:00"
    assert opening_hours([1.0] * 48, 30) == "00:00-24:00"


def test_a_heat_map_has_a_cell_for_each_interval_and_day_with_its_number() -> None:
    cells = pd.DataFrame(
        {
            "day": ["Mo", "Tu", "Mo"],
            "time": ["08:30", "08:00", "08:00"],
            "value": [0.9, 0.5, 0.8],
            "text": ["90 %", "50 %", "80 %"],
            "hover": ["a", "b", "c"],
        }
    )
    for dark in (False, True):
        (drawn,) = heat_map_figure(cells, middle=0.8, reach=0.3, dark=dark).data
        assert (list(drawn.x), list(drawn.y)) == (["Mo", "Tu"], ["08:00", "08:30"])
        assert drawn.text.tolist() == [["80 %", "50 %"], ["90 %", ""]]
        assert (drawn.zmin, drawn.zmax) == (0.5, pytest.approx(1.1))


def test_a_scenario_remembers_how_a_forecast_was_read(desk: Path, tmp_path: Path) -> None:
    text = b"Schlange;Beginn;Menge\nVertrieb;08:00;10\nVertrieb;08:30;12\n"
    table = read_table("mine.csv", text)
    columns = guess_columns(table, {"queue": "Schlange", "calls": "Menge"})
    found = read_forecast(table, columns, zone="UTC", times_in=None)
    queues = {"Vertrieb": "line"}
    sets = forecast_settings(load(desk), found, queues, 0.8)
    sets.append(remembered(load(desk), found, queues=queues))
    made = save_with(desk, sets, tmp_path / "mine.yaml", "Mine", "For a test.")
    kept = made.scenario.imports
    assert kept.forecast == {"queue": "Schlange", "time": "Beginn", "calls": "Menge"}
    assert kept.queues == {"Vertrieb": "line"}
    assert guess_columns(table, remembered=kept.forecast) == columns
    without = load(made.path, ["imports=null"])
    assert fingerprint(without.scenario) == fingerprint(made.scenario)
    assert not levers([without.scenario, made.scenario])
    assert fingerprint(load(made.path, ["measures.interval=1h"]).scenario) != fingerprint(
        made.scenario
    )


def week_of(service: list[tuple[str, float, float, float]]) -> IntervalStaff:
    """What a staffing does at 8:00 on the days of a week: day, mean and ends of the interval."""
    rows = [("line", at, day, "08:00", *ends, 20, 9.5) for at, (day, *ends) in enumerate(service)]
    columns = ["queue", "slot", "day", "time", "mean", "low", "high", "n", "calls"]
    frame = pd.DataFrame(rows, columns=columns)
    question: Any = SimpleNamespace(slots=SimpleNamespace(cycle="week", labels=()))
    measures = SimpleNamespace(service_level_threshold=20_000)
    source: Any = SimpleNamespace(scenario=SimpleNamespace(measures=measures))
    return IntervalStaff(source, "Desk", 0.8, question, {}, {}, frame)


WEEKDAYS = [
    ("Mo", 0.83, 0.79, 0.87),
    ("Tu", 1.0, 0.97, 1.0),
    ("We", 0.5, 0.4, 0.6),
    ("Th", 0.0, np.nan, np.nan),
]


def test_the_map_of_a_week_has_intervals_and_the_count() -> None:
    cells = service_cells(week_of(WEEKDAYS), "line")
    assert list(cells["text"]) == ["83 (79–87)", "100 (97–100)", "50 (40–60)", "–"]
    assert cells["hover"][1] == "Tu 08:00<br>100 % (97.0 % to 100 %, n = 20)<br>9.5 calls"
    drawn = heat_map_figure(cells, middle=0.8, reach=0.3)
    assert drawn.layout.xaxis.title.text == "n = 20 replications"


def test_what_cannot_be_told_is_neither_reached_nor_missed() -> None:
    assert sentence(week_of(WEEKDAYS)) == (
        "Desk: 1 of 4 intervals surely reach 80 % answered within 20s, 1 surely do not, "
        "2 cannot be told yet (95 % intervals, n = 20)."
    )


def test_a_share_that_is_not_known_is_an_empty_cell_of_the_workbook(tmp_path: Path) -> None:
    made = week_of(WEEKDAYS)
    (tmp_path / "staff.xlsx").write_bytes(book(made))
    sheet = CalamineWorkbook.from_path(tmp_path / "staff.xlsx").get_sheet_by_name("Service level")
    rows = sheet.to_python()
    assert rows[4][3:7] == [0.0, "", "", 20.0]


def test_few_callers_all_answered_in_time_do_not_surely_reach_the_target(desk: Path) -> None:
    """Two calls an hour and twenty agents: nobody waits, and three replications prove little."""
    sets = ["queues.line.forecast.rate=2/h", "teams.desk={headcount: 20}"]
    found = interval_staff(load(desk, sets), 0.8, 3, 1, lambda _: None)
    assert (found.service["mean"] == 1).all()
    assert (found.service["low"] < 0.99).all()
    assert (found.service["high"] == 1).all()
    assert "surely reach 80 %" in sentence(found)


@pytest.mark.parametrize(
    ("service", "says"),
    [
        (
            WEEKDAYS[:3],
            (
                "on Wednesdays at 08:00: 50.0 % (40.0 to 60.0, n = 20) are answered within 20s; "
                "that surely misses the 80 % that are wanted."
            ),
        ),
        (
            WEEKDAYS[:1],
            (
                "on Mondays at 08:00: 83.0 % (79.0 to 87.0, n = 20) are answered within 20s; "
                "whether that misses the 80 % that are wanted cannot be told yet."
            ),
        ),
        (
            WEEKDAYS[1:2],
            (
                "on Tuesdays at 08:00: 100 % (97 to 100, n = 20) are answered within 20s; "
                "even that surely reaches the 80 % that are wanted."
            ),
        ),
        (WEEKDAYS, "on Thursdays at 08:00, where all who call are waiting still, n = 20."),
    ],
)
def test_the_worst_interval_is_told_with_what_is_known_of_it(
    service: list[tuple[str, float, float, float]], says: str
) -> None:
    assert worst_sentence(week_of(service)) == f"Desk does worst {says}"


def test_where_nobody_calls_there_is_no_worst_interval() -> None:
    assert worst_sentence(week_of([])) == "Desk: there is no interval in which anybody calls."


def test_an_answer_in_stages_ends_as_the_one_that_is_asked_at_once(desk: Path) -> None:
    source = load(desk)
    early, late = sharpening(source, 0.8, [2, 5], 1, lambda _: None)
    assert set(early.service["n"]) == {2}
    for stage in (early, late):
        often = stage.question.replications
        at_once = interval_staff(source, 0.8, often, 1, lambda _: None)
        pd.testing.assert_frame_equal(stage.service, at_once.service)
        pd.testing.assert_frame_equal(stage.cover, at_once.cover)


def test_another_staffing_has_the_pilot_that_was_played_and_the_same_numbers(
    desk: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    played: list[tuple[int, ...]] = []

    def noted(portion: Portion) -> list[Any]:
        played.append(portion.replications)
        return play_portion(portion)

    monkeypatch.setattr(staff_rounds, "play_portion", noted)
    pilots, silent = Pilots(), lambda _: None
    assert len(list(sharpening(load(desk), 0.8, [2, 5], 1, silent, pilots))) == 2
    assert sorted(played) == [(0, 1), (0, 1), (2, 3, 4), (2, 3, 4)], "each is played once"
    fewer = desk.with_name("fewer.yaml")
    fewer.write_text(DESK.replace("agents: 3", "agents: 2").replace("Desk", "Fewer"), "utf-8")
    other = load(fewer)
    played.clear()
    with_pilots = list(sharpening(other, 0.8, [2, 5], 1, silent, pilots))
    assert played == [(0, 1), (2, 3, 4)]
    for found in with_pilots:
        often = found.question.replications
        at_once = interval_staff(other, 0.8, often, 1, silent)
        pd.testing.assert_frame_equal(found.service, at_once.service)
        pd.testing.assert_frame_equal(found.cover, at_once.cover)
    played.clear()
    list(sharpening(load(desk, ["queues.line.forecast.rate=30/h"]), 0.8, [2], 1, silent, pilots))
    list(sharpening(other, 0.8, [2], 2, silent, pilots))
    assert played == [(0, 1)] * 4, "other facts or other luck need pilots of their own"


@pytest.mark.parametrize(
    "heads",
    [
        "{headcount: 4",
        "{hours: '01:00-07:00', headcount: {interval: 1h, agents: [0, 3, 4, 2, 1, 3, 4]}",
        "{headcount: {interval: 1h, agents: [2, 3, 4, 2, 1, 3, 4]}",
    ],
    ids=["at all times", "by hour", "calls all day alike"],
)
def test_a_table_that_nobody_changed_gives_the_numbers_above_it(desk: Path, heads: str) -> None:
    some = f"{heads}, shrinkage: {{planned: 0.2, unplanned: 0.1}}}}"
    start = DESK.index("  desk: {shifts")
    desk.write_text(f"{DESK[:start]}  desk: {some}\n", encoding="utf-8")
    found = interval_staff(load(desk), 0.8, 5, 1, lambda _: None)
    slots = found.question.slots
    table = {team: own.tolist() for team, own in found.heads.items()}
    sets = staffing_settings(load(desk), table, interval_text(slots), some_away=True)
    again = interval_staff(load(desk, sets), 0.8, 5, 1, lambda _: None)
    pd.testing.assert_frame_equal(again.service, found.service)
    pd.testing.assert_frame_equal(again.cover, found.cover)


def test_theory_asks_to_roster_those_too_who_are_away(desk: Path) -> None:
    def needed(shrinkage: str) -> Any:
        loaded = load(desk, [f"teams.desk.shrinkage={shrinkage}"])
        return interval_staff(loaded, 0.8, 2, 1, lambda _: None).needed["desk"]

    there = needed("{}")
    assert there.max() > 1
    away = needed("{planned: 0.2, unplanned: 0.1}")
    assert away.tolist() == [-(-int(one) * 100 // 72) for one in there]
    nobody = needed("{unplanned: 1}")
    assert nobody.tolist() == there.tolist()


def test_a_step_is_taken_from_a_staffing_of_whom_some_are_away(desk: Path) -> None:
    def share(shrinkage: str) -> list[float | None]:
        sets = [f"teams.desk.shrinkage={shrinkage}", "calendar.days=7"]
        found = interval_staff(load(desk, sets), 0.8, 2, 1, lambda _: None)
        steps = one_step(found, "desk", days_of(found.question)[0], 2, lambda *_: None)
        return [step.whole.mean for step in steps]

    assert share("{}") != share("{planned: 0.2, unplanned: 0.3}")
