"""How long a centre warms up: MSER-5, what chance would cut, the picture, the verb."""

import datetime as dt
import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import ccsim
from ccsim.cli import main
from ccsim.errors import UsageError
from ccsim.experiments import warm_up as module
from ccsim.experiments.results import RunResult
from ccsim.experiments.warm_up import WarmUp, mser, weekday_effects
from ccsim.figures.warm_up import warm_up_figure
from ccsim.metrics.catalogue import CATALOGUE
from ccsim.metrics.estimates import estimate
from ccsim.metrics.totals import AXES, Totals
from ccsim.metrics.window import Floats
from ccsim.report.warm_up import conclusion, days_frame, verdict, warm_up_page
from ccsim.spec.calendar import Calendar
from ccsim.spec.scenario import Scenario

DAYS = 70
WEEKEND = np.array([0.0, 5, 0, -5, 0, -30, -40])
# What looks like chance, by a rule: golden sections of a circle, seen from replication and day.
CHANCE = np.sin(2 * np.pi * ((np.arange(10 * DAYS) * 0.6180339887) % 1)).reshape(10, DAYS)


def scenario_of(days: int = DAYS, warm_up_days: int = 14) -> Scenario:
    facts: Any = {
        "name": "Made up",
        "calendar": {"days": days, "warm_up_days": warm_up_days},
        "queues": {"calls": {"teams": ["front"]}},
        "teams": {"front": {"headcount": 1}},
    }
    return Scenario.model_validate(facts)


def pilot_of(numbers: Floats) -> RunResult:
    """A pilot with so many arrivals, by replication and day."""
    labels = {
        **dict.fromkeys(AXES, ()),
        "": ("",),
        "day": tuple(f"day={number:03d}" for number in range(numbers.shape[1])),
    }
    needs = dict.fromkeys(CATALOGUE["arrivals"].needs, 0.0)

    def sums(arrivals: Floats) -> dict[str, Floats]:
        own = {"fresh": arrivals, "replications": np.ones(len(arrivals))}
        return {name: own.get(name, np.zeros(len(arrivals))) for name in needs}

    totals = tuple(
        Totals(
            labels,
            {**{axis: {} for axis in AXES}, "": sums(row.sum(keepdims=True)), "day": sums(row)},
        )
        for row in numbers
    )
    return RunResult(
        scenario=scenario_of(), source=None, label="Made up", seed=1, replications=len(totals),
        engine="compiled", fingerprint="0", log_digest="0", totals=totals,
        estimates=estimate(totals),
    )  # fmt: skip


@pytest.fixture
def found(monkeypatch: pytest.MonkeyPatch) -> Any:
    """The answer about a centre of which the days are made up."""

    def ask(numbers: Floats, own: int = 14) -> WarmUp:
        monkeypatch.setattr(module, "run_all", lambda *_, **__: [pilot_of(numbers)])
        return ccsim.warm_up(scenario_of(warm_up_days=own), ["arrivals"])

    return ask


def filling_up(days: float) -> Floats:
    """A week's pattern and some chance, on a level that is reached after so many days."""
    missing = np.clip(1 - np.arange(DAYS) / days, 0, 1) if days else np.zeros(DAYS)
    return 200 - 60 * missing + np.resize(WEEKEND, DAYS) + 4 * CHANCE


def test_what_is_still_filling_up_is_cut() -> None:
    settled = np.array([0.0, 1.0] * 30)
    assert mser(settled) == 0
    assert mser(np.concatenate([np.full(10, 9.0), settled])) == 10
    assert mser(np.full(50, 3.0)) == 0


def test_public_holidays_say_nothing_of_how_it_fills_up() -> None:
    calendar = Calendar.model_validate({"start": "2026-01-12", "days": DAYS, "holidays": "ES-GA"})
    days = [str(calendar.start + dt.timedelta(days=day)) for day in module._holidays(calendar)]
    assert days == ["2026-03-19"]
    assert module._holidays(Calendar(days=DAYS)) == []


def test_no_more_than_half_is_cut() -> None:
    assert mser(np.arange(60.0)) == 30


def test_the_pattern_of_a_week_is_no_warm_up() -> None:
    values = np.resize(WEEKEND, DAYS) + 200
    assert np.allclose(values - weekday_effects(values), values[:7].mean())
    values[[6, 13, 20]] = np.nan
    assert np.isfinite(weekday_effects(values)).all()
    values[6::7] = np.nan
    assert np.isfinite(weekday_effects(values)).all()


@pytest.mark.parametrize("days", [10, 20])
def test_a_centre_that_fills_up_is_cut_when_it_is_full(found: Any, days: int) -> None:
    answer = found(filling_up(days))
    filling = answer.metrics["arrivals"]
    assert filling.established
    assert days / 2 <= answer.days <= days + 5
    assert answer.weeks == -(-answer.days // 7)
    assert answer.enough == (answer.days <= 14)
    assert ("TOO SHORT" in conclusion(answer)) == (answer.days > 14)


def test_a_centre_that_is_full_at_once_is_not_cut(found: Any) -> None:
    answer = found(filling_up(0), own=0)
    assert (answer.days, answer.weeks, answer.enough) == (0, 0, True)
    assert "Recommended warm-up: none" in conclusion(answer)


def test_what_grows_for_ever_does_not_settle(found: Any) -> None:
    answer = found(100 + np.arange(DAYS) + CHANCE)
    assert (answer.days, answer.weeks, answer.enough) == (None, None, None)
    assert "Try --weeks 20" in conclusion(answer)
    assert answer.to_json()["metrics"]["arrivals"]["settles"] is False


def test_the_picture_shows_the_mean_its_band_the_cut_and_the_own_warm_up(found: Any) -> None:
    answer = found(filling_up(20))
    figure = warm_up_figure(
        days_frame(answer), metrics={"arrivals": "Arrivals"}, cuts={"arrivals": answer.days},
        own_days=14,
    )  # fmt: skip
    band, line = figure.data
    assert len(line.x) == DAYS
    assert len(band.x) == 2 * DAYS
    shade, cut = figure.layout.shapes
    assert (shade.x0, shade.x1) == (0.5, 14.5)
    assert cut.x0 == answer.days + 0.5
    assert f"{answer.days} days left out" in figure.layout.annotations[0].text
    page = warm_up_page(answer)
    assert "Recommended warm-up" in page
    assert "http://" not in page.replace("http://www.w3.org", "").split("<script>")[0]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"metrics": ["arrival"]}, "did you mean 'arrivals'"),
        ({"metrics": ["fcr"]}, "is not reported by day"),
        ({"metrics": ["arrivals[queue=calls]"]}, "is asked for of the whole only"),
        ({"weeks": 0}, "weeks is 0; a pilot takes at least 1"),
        ({"replications": 1}, "at least 2 replications"),
        ({"weeks": 3, "engine": "simpy", "workers": 1, "replications": 2}, "21 days with a value"),
    ],
)
def test_what_cannot_be_found_is_refused(arguments: dict[str, Any], message: str) -> None:
    with pytest.raises(UsageError, match=message):
        ccsim.warm_up(scenario_of(), **arguments)


@pytest.mark.parametrize(
    ("own", "words"), [(10, "long enough"), (9, "1 day short"), (3, "1 week short")]
)
def test_what_a_warm_up_lacks_is_told_as_people_say_it(own: int, words: str) -> None:
    assert verdict(10, own) == words


DESK = """
name: Small desk
why: Small enough to be run in a test.
calendar: {days: 2, warm_up_days: 1}
queues:
  calls: {teams: [front], talk: {exponential: 3m}, patience: {exponential: 5m},
          hours: "Mo-Fr 09:00-12:00", forecast: {rate: 4/h}}
teams:
  front: {headcount: 1, hours: "Mo-Fr 09:00-12:00"}
"""


def test_the_verb_plays_a_pilot_without_warm_up_and_draws_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("desk.yaml").write_text(DESK)
    words = "ccsim warmup desk.yaml --metric arrivals --replications 3 --engine simpy --workers 1"
    monkeypatch.setattr("sys.argv", [*words.split(), "-o", "page.html", "--json", "--quiet"])
    with pytest.raises(SystemExit, match="0"):
        main()
    said = json.loads(capsys.readouterr().out)
    assert (said["pilot_days"], said["warm_up_days"], said["replications"]) == (70, 1, 3)
    days = said["metrics"]["arrivals"]["days"]
    assert len(days) == 70
    assert days[0]["low"] < days[0]["mean"] < days[0]["high"]
    assert "The warm-up of Small desk" in Path("page.html").read_text()
