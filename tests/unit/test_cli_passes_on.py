"""What a user says behind an option reaches the question that it is about."""

import datetime as dt
from pathlib import Path
from typing import Any

import pytest

from ccsim.errors import UsageError

DESK = """
name: Small desk
why: It is only named, and never played.
calendar: {days: 1}
queues:
  calls: {teams: [front], talk: {exponential: 4m}, forecast: {rate: 10/h}}
teams:
  front: {headcount: 4}
"""
STAFF = ("staff", "desk.yaml", "--target", "service_level>=0.8")
CALIBRATE = ("calibrate", "calls.csv", "-o", "made.yaml")
BACKTEST = ("backtest", "desk.yaml", "--against", "calls.csv")
IMPORT = ("import", "desk.yaml", "-o", "made.yaml", "--forecast", "calls.csv")


@pytest.fixture
def asked(command: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    """What a command asks of an experiment, which is not done: its arguments by name."""
    monkeypatch.chdir(tmp_path)
    Path("desk.yaml").write_text(DESK)
    Path("other.yaml").write_text(DESK.replace("headcount: 4", "headcount: 5"))
    Path("calls.csv").write_text("")

    def ask(question: str, *words: str) -> dict[str, Any]:
        heard: dict[str, Any] = {}

        def hear(*given: Any, **named: Any) -> None:
            heard.update(named, in_order=given)
            raise UsageError("only asked")

        monkeypatch.setattr(f"ccsim.experiments.{question}", hear)
        code, _, err = command(*words)
        assert (code, err.strip()) == (2, "only asked")
        return heard

    return ask


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ((), {"cheapest": False, "shrinkage": None, "per": "interval", "with_shifts": False}),
        (("--cheapest",), {"cheapest": True}),
        (("--fewest",), {"cheapest": False}),
        (("--shrinkage", "0.3"), {"shrinkage": 0.3}),
        (
            ("--per", "day", "--carries", "shifts", "--save", "s.yaml"),
            {"per": "day", "with_shifts": True},
        ),
        (("--team", "front", "--weeks", "2"), {"teams": ["front"], "weeks": 2}),
    ],
)  # fmt: skip
def test_staff_is_asked_as_it_was_said(
    asked: Any, words: tuple[str, ...], said: dict[str, Any]
) -> None:
    assert said.items() <= asked("staff.staff", *STAFF, *words).items()


@pytest.mark.parametrize(
    ("words", "simulate"), [((), False), (("--simulate",), True), (("--no-simulate",), False)]
)
def test_baseline_simulates_when_it_is_told_to(
    asked: Any, words: tuple[str, ...], simulate: bool
) -> None:
    assert asked("baseline.baseline", "baseline", "desk.yaml", *words)["simulate"] is simulate


def test_calibrate_is_told_the_days_the_columns_and_the_name(asked: Any) -> None:
    words = ("--from", "2026-01-05", "--until", "2026-01-09", "--column", "queue=Skill=Set")
    found = asked(
        "calibrate.calibrate", *CALIBRATE, *words, "--interval", "15", "--name", "My desk"
    )
    assert (found["start"], found["end"]) == (dt.date(2026, 1, 5), dt.date(2026, 1, 9))
    assert found["columns"] == {"queue": "Skill=Set"}
    assert (found["minutes"], found["name"]) == (15, "My desk")


def test_a_backtest_is_told_the_days_and_what_is_given(asked: Any) -> None:
    words = ("--from", "2026-01-05", "--given", "volume, staffing", "--queue", "Sales=calls")
    found = asked("backtest.backtest", *BACKTEST, *words, "--replications", "39")
    assert (found["start"], found["end"]) == (dt.date(2026, 1, 5), None)
    assert found["given"] == ["volume", "staffing"]
    assert found["queues"] == {"Sales": "calls"}
    assert (found["settings"].replications, found["settings"].seed) == (39, 1)


def test_import_is_told_who_is_away_and_whose_times_they_are(asked: Any) -> None:
    words = ("--away", "Coffee", "--away", "Chess", "--time-zone", "UTC", "--queue", "Fax=")
    said = asked("imported.import_files", *IMPORT, *words, "--target", "0.9")["in_order"][4]
    assert (said.away, said.time_zone, said.service_level) == (("Coffee", "Chess"), "UTC", 0.9)
    assert said.queues == {"Fax": ""}


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("staff.staff", STAFF),
        ("baseline.baseline", ("baseline", "desk.yaml")),
        ("warm_up.warm_up", ("warmup", "desk.yaml")),
        ("sweep.sweep", ("sweep", "desk.yaml", "--vary", "teams.front.headcount=3,4")),
        ("explain.explain", ("explain", "desk.yaml", "other.yaml")),
        ("robustness.robustness", ("robustness", "desk.yaml", "other.yaml")),
    ],
)
def test_the_seed_is_what_was_said_else_the_first(
    asked: Any, question: str, words: tuple[str, ...]
) -> None:
    assert asked(question, *words)["seed"] == 1
    assert asked(question, *words, "--seed", "0")["seed"] == 0
