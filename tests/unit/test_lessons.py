"""The lessons in queueing: each is whole, short, and where theory puts it."""

import re

import numpy as np
import pytest
from scipy.special import ndtri

from ccsim.analytic import redial
from ccsim.analytic.erlang_a import erlang_a
from ccsim.analytic.theory import QueueTheory
from ccsim.experiments.lesson import OTHER_LUCK, SAME_LUCK, Lesson, Setting, theory_places
from ccsim.experiments.lessons import LESSONS
from ccsim.experiments.replicate import source_of
from ccsim.experiments.taught import Answer, Memory, Taught, teach, times_as_wide
from ccsim.figures.lesson import lesson_figure
from ccsim.metrics.catalogue import CATALOGUE
from ccsim.metrics.estimates import Estimate
from ccsim.metrics.totals import split_key
from ccsim.report.lesson import answers_frame, lesson_command, theory_frame, what_you_see
from ccsim.spec.paths import field_at
from ccsim.store.scenarios import locate
from ccsim.streams.philox import philox4x32_array
from ccsim.units import DAY

EACH = pytest.mark.parametrize("lesson", LESSONS.values(), ids=list(LESSONS))


@pytest.fixture(scope="module")
def one_agent() -> Taught:
    return teach(LESSONS["one_agent"], replications=4)


@EACH
def test_a_lesson_is_one_short_idea_with_a_slider_that_stands_somewhere(lesson: Lesson) -> None:
    labels = [one.label for one in lesson.settings]
    assert len(lesson.idea.split()) <= 60
    assert lesson.first in labels
    assert len(set(labels)) == len(labels)
    assert lesson.tries
    assert field_at(lesson.path.split(".")) is not None


@EACH
def test_all_values_of_a_lesson_make_a_scenario(lesson: Lesson) -> None:
    path = locate(lesson.scenario)
    for one in lesson.settings:
        assert source_of(path, [*lesson.sets, *one.sets]).scenario.name
    assert {split_key(key)[0] for key in lesson.curves.values()} <= set(CATALOGUE)


@EACH
def test_every_curve_has_a_theory_beside_it_at_every_value(lesson: Lesson) -> None:
    named = {law.beside for law in lesson.laws}
    assert named - {None} <= set(lesson.curves)
    assert set(lesson.curves) - named <= {OTHER_LUCK}
    assert {one.x for one in lesson.settings} <= set(theory_places(lesson))
    first = lesson.settings[0].x
    assert all(law.of(first) is not None for law in lesson.laws)


@EACH
def test_a_lesson_is_short_to_play(lesson: Lesson) -> None:
    """So many new calls at all values together are played within a second or two, thrice."""
    path = locate(lesson.scenario)
    calls = 0.0
    for one in lesson.settings:
        scenario = source_of(path, [*lesson.sets, *one.sets]).scenario
        forecasts = [queue.forecast for queue in scenario.queues.values()]
        a_ms = sum(one.rate for one in forecasts if one is not None and one.rate)
        calls += a_ms * scenario.calendar.total_days * DAY
    assert 0 < calls < 140_000


def test_the_theory_of_redials_looks_no_longer_than_it_must_for_how_far_to_count(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked: list[float] = []

    def counted(rate: float, *rest: float) -> QueueTheory:
        asked.append(rate)
        return erlang_a(rate, *rest)

    monkeypatch.setattr(redial, "erlang_a", counted)
    facts = redial.RedialFacts(
        fresh_rate=0.075, handle_s=60.0, servers=5, patience_s=120.0,
        redial_share=0.9, redial_delay_s=300.0,
    )  # fmt: skip
    redial.redial_queue(facts)
    assert len(asked) < 20


def test_theory_is_that_of_the_text_books() -> None:
    at = {name: lesson.laws[0].of for name, lesson in LESSONS.items()}
    assert at["arrivals"](10 / 3) == pytest.approx(0.2146, abs=1e-4)  # 10 erlang, 10 lines
    assert at["one_agent"](30) == pytest.approx(60.0)  # rho / (1 - rho) times the handle time
    assert at["variability"](0) == pytest.approx(70.0)  # half of the wait of M/M/1
    assert at["pooling"](1) == pytest.approx(480.0)
    assert LESSONS["common_luck"].laws[0].of(3) < 0


def test_simulation_agrees_with_theory_at_all_values(one_agent: Taught) -> None:
    theory = dict(one_agent.lines[0].points)
    for one in one_agent.answers:
        estimate = one.estimate
        half = estimate.high - estimate.mean
        assert abs(estimate.mean - theory[one.setting.x]) < 2.5 * half, one.setting.label


def test_what_you_see_is_made_from_the_numbers(one_agent: Taught) -> None:
    told = what_you_see(one_agent, "30 an hour")
    mean = one_agent.at("30 an hour")[0].estimate.mean
    assert told[0].startswith(f"**At 30 an hour: mean wait {mean / 60:.2f} min** (")
    assert "n = 4" in told[0]
    assert "Erlang C: 1.00 min, inside the interval." in told[0]
    assert told[1].startswith("From 24 an hour to 30 an hour: +")
    assert what_you_see(one_agent, "12 an hour")[1].startswith("From 24 an hour to 12 an hour: −")


def test_the_command_gives_the_same_numbers(one_agent: Taught) -> None:
    command = lesson_command(one_agent, "30 an hour")
    assert "erlang_c.yaml" in command
    assert "--set queues.calls.forecast.rate=30/h --replications 4 --seed 1" in command


def test_more_replications_do_not_repeat_the_first(one_agent: Taught) -> None:
    told: list[int] = []
    memory = Memory()
    teach(LESSONS["one_agent"], replications=2, memory=memory)
    again = teach(
        LESSONS["one_agent"],
        replications=4,
        memory=memory,
        progress=lambda done, _: told.append(done),
    )
    assert told[0] == 2
    assert again.answers == one_agent.answers


def test_same_luck_makes_the_interval_of_a_difference_narrower() -> None:
    taught = teach(LESSONS["common_luck"])
    widths = {
        (one.curve, one.setting.label): one.estimate.high - one.estimate.low
        for one in taught.answers
    }
    for label in ("6 replications", "12 replications", "24 replications"):
        assert widths[SAME_LUCK, label] < widths[OTHER_LUCK, label]
    same, other = taught.at("12 replications")
    told = re.search(
        r"is (\S+) times as wide .* \((\S+) to (\S+), n = 12\)",
        what_you_see(taught, "12 replications")[-1],
    )
    assert told is not None
    times, low, high = map(float, told.groups())
    assert low < times < high
    widths_of = [one.estimate.high - one.estimate.low for one in (same, other)]
    assert times == pytest.approx(widths_of[1] / widths_of[0], abs=0.05)
    assert "--vary teams.agents.headcount=10,11 --metric abandon_rate" in lesson_command(
        taught, "12 replications"
    )


@pytest.mark.parametrize("dark", [False, True])
def test_the_figure_has_points_with_intervals_and_a_line_of_theory(
    one_agent: Taught, dark: bool
) -> None:
    answers, theory = answers_frame(one_agent, "30 an hour"), theory_frame(one_agent)
    figure = lesson_figure(answers, theory, one_agent.lesson.axis, dark=dark)
    names = [trace.name for trace in figure.data if trace.showlegend is not False]
    assert names == ["Erlang C", "simulation, with 95 % interval"]
    points = next(trace for trace in figure.data if trace.mode == "markers")
    assert points.marker.size.count(13) == 1
    assert len(points.x) == len(one_agent.lesson.settings)


def test_the_ratio_of_two_widths_covers_the_truth() -> None:
    """Pairs of normal differences whose spreads are as 1 to 2, correlated by 0.6: 500 times 12."""
    covered = 0
    for experiment in range(500):
        words = philox4x32_array(np.arange(12), 0, 0, 0, experiment, 2027)
        first, noise = (ndtri((words[at] + 0.5) / 2**32) for at in (0, 1))
        second = 2 * (0.6 * first + 0.8 * noise)
        setting = Setting("12 replications", 12)
        one, other = (
            Answer(luck, setting, Estimate(0.0, None, None, 12, "s"), tuple(each.tolist()))
            for luck, each in ((SAME_LUCK, first), (OTHER_LUCK, second))
        )
        found = times_as_wide(one, other)
        assert found is not None
        assert found.low is not None
        assert found.high is not None
        covered += found.low <= 2 <= found.high
    assert 0.92 < covered / 500 < 0.98


def test_two_replications_have_no_ratio_of_widths() -> None:
    few = Answer(SAME_LUCK, Setting("2", 2), Estimate(0.0, None, None, 2, "s"), (0.1, 0.2))
    assert times_as_wide(few, few) is None
