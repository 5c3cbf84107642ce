"""Calls that find the line closed, or nobody at work, are told of before anything is played."""

from pathlib import Path

import pytest

from ccsim.spec.loading import load

SCENARIOS = Path(__file__).parents[2] / "scenarios"
DESK = """
name: Desk
calendar: {days: 28}
queues:
  calls: {teams: [front], hours: "Mo-Fr 08:00-18:00", talk: {exponential: 3m},
          forecast: {calls: [10, 20, 30], starts: 8h, interval: 1h}}
teams:
  front: {headcount: 4, hours: "Mo-Fr 08:00-18:00"}
"""


def notices(tmp_path: Path, *sets: str) -> tuple[str, ...]:
    path = tmp_path / "desk.yaml"
    path.write_text(DESK)
    return load(path, sets).notices


WEEKDAYS = [
    "queues.calls.forecast={calls: [10, 20, 30], starts: 7h, interval: 1h}",
    "queues.calls.hours=Mo-Sa 08:00-18:00",
]


@pytest.mark.parametrize(
    ("sets", "said"),
    [
        (["queues.calls.hours=24/7", "teams.front.hours=24/7"], []),
        (
            [],
            ["calls.forecast: 120 calls a week come when it is closed (Sa-Su 08:00-11:00)"],
        ),
        (
            ["queues.calls.forecast.redials_when_blocked=0.5"],
            ["(Sa-Su 08:00-11:00): nobody takes them unless they dial again; write hours"],
        ),
        (["calendar.days=5"], []),
        (
            WEEKDAYS,
            ["120 calls a week come when it is closed (Mo-Sa 07:00-08:00; Su 07:00-10:00)",
             ("50 calls a week come when it is open and nobody of 'front' is at work "
             "(Sa 08:00-10:00): nobody takes them then")],
        ),
        (
            [*WEEKDAYS, "queues.calls.hours=Mo-Su 07:30-18:00", "teams.front.hours=24/7"],
            ["35 calls a week come when it is closed (Mo-Su 07:00-07:30)"],
        ),
        (
            ["calendar.days=1", "teams.front.headcount=[0, 4, 4]",
             "teams.front.headcount.interval=8h"],
            [],
        ),
        (
            ["calendar.days=1", "teams.front.headcount=[4, 4, 4]",
             "teams.front.headcount.interval=3h"],
            [("50 calls in all come when it is open and nobody of 'front' is at work "
             "(Mo 09:00-11:00)")],
        ),
        (
            ["calendar.days=2", "queues.calls.forecast={rate: 6/h}", "teams.front.headcount=0"],
            [("120 calls in all come when it is open and nobody of 'front' is at work "
             "(Mo-Tu 08:00-18:00)")],
        ),
        (
            ["calendar.days=1", "teams.front={shifts: [{agents: 2, hours: '08:00-09:30'}]}"],
            [("40 calls in all come when it is open and nobody of 'front' is at work "
             "(Mo 09:30-11:00)")],
        ),
        (
            ["calendar.days=1", "teams.front.headcount=0",
             "teams.back={headcount: 1, hours: '08:00-10:00'}",
             "queues.calls.overflow={to: back}"],
            [("30 calls in all come when it is open and nobody of 'front' or 'back' is at work "
             "(Mo 10:00-11:00)")],
        ),
        (["queues.calls.advertised_hours=24/7"], []),
        (["queues.calls.forecast.scale=0.008"], []),
        (
            ["queues.calls.forecast={calls: [10], starts: 8h, interval: 1h}",
             "calendar.days=35", "calendar.start=2026-01-06", "calendar.holidays=ES",
             "queues.calls.hours=24/7", "teams.front.hours=Mo-Su,PH 08:00-18:00; PH off"],
            [],
        ),
    ],
)  # fmt: skip
def test_it_is_told_when_and_how_many(tmp_path: Path, sets: list[str], said: list[str]) -> None:
    found = notices(tmp_path, *sets)
    assert len(found) == len(said)
    for one, words in zip(found, said, strict=True):
        assert words in one
        assert one.endswith("(it is played as it stands)")


def test_customers_who_call_of_a_night_are_told_of_too() -> None:
    base = SCENARIOS / "scripted_call_center.yaml"
    assert load(base).notices == ()
    (notice,) = load(base, ["teams.second_line.hours=09:00-20:00",
                            "queues.front.hours=24/7"]).notices  # fmt: skip
    assert "queues.front.hours: " in notice
    assert "nobody of 'front' is at work (Mo-Su 07:00-08:00,22:00-24:00)" in notice


@pytest.mark.parametrize(
    "path",
    [*sorted(SCENARIOS.glob("*.yaml")), *sorted((SCENARIOS / "theory").glob("*.yaml"))],
    ids=lambda path: path.stem,
)
def test_whoever_calls_a_shipped_scenario_finds_somebody(path: Path) -> None:
    assert not [one for one in load(path).notices if "calls" in one and "come when it is" in one]
