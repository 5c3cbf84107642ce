"""Replications until intervals are narrow enough: when a run stops, and what it says of it."""

import json
import math
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from scipy import stats

import ccsim
from ccsim.errors import UsageError
from ccsim.experiments import play, replicate
from ccsim.experiments.keep import Kept, Request, compare_kept, reopen, run_kept
from ccsim.experiments.precision import (
    Needed,
    Reach,
    Stopping,
    check_precision,
    looks,
    needed,
    parse_precision,
    precision_of_json,
)
from ccsim.metrics.estimates import estimate, estimate_of
from ccsim.metrics.totals import AXES, Totals
from ccsim.report.precision import precision_sentences
from small_desk import small_desk

DESK = small_desk(days=1, rate="4/h", agents=2)
WANTED = {"arrivals": 0.06}


@pytest.fixture
def scenario(tmp_path: Path) -> Path:
    file = tmp_path / "desk.yaml"
    file.write_text(DESK)
    return file


def replications(numbers: Sequence[float]) -> list[Totals]:
    """Replications with so many callers who hang up."""
    return [
        Totals(
            {**dict.fromkeys(AXES, ()), "": ("",)},
            {
                **{axis: {} for axis in AXES},
                "": {"abandoned": np.array([number]), "replications": np.ones(1)},
            },
        )
        for number in numbers
    ]


def narrow(numbers: Sequence[float], relative: float) -> bool:
    """Whether the t interval of some numbers is that narrow, by scipy."""
    error = stats.sem(numbers)
    reach = stats.t.ppf(0.975, len(numbers) - 1) * error
    return bool(reach <= relative * np.mean(numbers))


def alternating(spread: float, number: int) -> list[float]:
    return [100 + spread * (-1) ** at for at in range(number)]


def test_the_looks_are_at_fixed_numbers_and_the_last_is_at_the_cap() -> None:
    assert looks(10) == [10]
    assert looks(12) == [10, 12]
    found = looks(1000)
    assert found[:4] == [10, 15, 20, 25]
    assert found[-1] == 1000
    assert all(later - earlier <= max(5, earlier / 10) for earlier, later in pairwise(found))


def test_a_run_that_is_sure_at_once_ends_at_sixty() -> None:
    """Fewer numbers, if they are skewed, have intervals that miss too often."""
    stopping = Stopping({"abandoned": 0.01}, 100)
    assert stopping.enough([replications(alternating(1, 59))]) is None
    assert stopping.enough([replications(alternating(1, 60))]) == 60


def test_a_run_ends_at_the_third_look_in_a_row_that_is_narrow() -> None:
    """The first fifty are alike by chance; the next five are not."""
    numbers = [*alternating(1, 50), *alternating(26, 5), *alternating(1, 60)]
    stopping = Stopping({"abandoned": 0.02}, 1000)
    for there in range(10, 96):
        enough = stopping.enough([replications(numbers[:there])])
        if enough is not None:
            break
    found = [narrow(numbers[:look], 0.02) for look in looks(1000) if look <= there]
    assert found[8:] == [True, False, True, True, True], found
    assert enough == 72


def test_what_is_played_ahead_changes_no_decision() -> None:
    numbers = alternating(3, 60)
    step_by_step, at_once = (Stopping({"abandoned": 0.02}, 100) for _ in range(2))
    found = [step_by_step.enough([replications(numbers[:there])]) for there in range(10, 61)]
    first = next(one for one in found if one is not None)
    assert at_once.enough([replications(numbers)]) == first


def test_all_scenarios_must_be_sure_and_the_cap_ends_it() -> None:
    sure, unsure = replications(alternating(1, 70)), replications(alternating(50, 70))
    assert Stopping({"abandoned": 0.01}, 70).enough([sure, sure]) == 60
    assert Stopping({"abandoned": 0.01}, 70).enough([sure[:69], unsure[:69]]) is None
    assert Stopping({"abandoned": 0.01}, 70).enough([sure, unsure]) == 70


def test_a_mean_of_nought_is_never_sure() -> None:
    """Nothing has been seen of it: no share of it can be told."""
    assert Stopping({"abandoned": 0.5}, 30).enough([replications([0.0] * 29)]) is None


def test_the_number_needed_is_the_smallest_that_is_narrow_enough() -> None:
    sample = np.array([3.0, 5, 4, 6, 2, 5, 4, 3, 7, 5])
    half = float(stats.t.ppf(0.975, 9)) * sample.std(ddof=1) / math.sqrt(10)

    def width(deviation: float, n: int) -> float:
        return float(stats.t.ppf(0.975, n - 1)) * deviation / math.sqrt(n)

    found = needed(half, 10, 0.4)
    limits = [1.0, *(math.sqrt(9 / stats.chi2.ppf(chance, 9)) for chance in (0.975, 0.025))]
    for number, limit in zip((found.likely, found.low, found.high), limits, strict=True):
        deviation = sample.std(ddof=1) * limit
        assert width(deviation, number) <= 0.4 < width(deviation, number - 1)
    assert found.low < found.likely < found.high
    assert needed(half, 10, half).likely == 10


def test_a_pilot_tells_how_many_are_needed(scenario: Path) -> None:
    pilot = ccsim.run(scenario, replications=10, engine="simpy", workers=1)
    found = ccsim.replications_needed(pilot, "arrivals", 0.01)
    one = pilot.estimates["arrivals"]
    assert one.mean is not None
    assert one.high is not None
    assert found == needed(one.high - one.mean, 10, 0.01 * one.mean)
    assert found == ccsim.replications_needed(pilot, "arrivals[queue=calls]", 0.01)
    with pytest.raises(UsageError, match="no fcr in the scenario"):
        ccsim.replications_needed(pilot, "fcr", 0.01)
    with pytest.raises(UsageError, match="give no interval"):
        ccsim.replications_needed(pilot, "blocked", 0.01)


def test_one_metric_alone_is_estimated_as_among_all_others(scenario: Path) -> None:
    totals = ccsim.run(scenario, replications=3, engine="simpy", workers=1).totals
    together = estimate(totals)
    for key in ("mean_wait_s", "service_level", "loss_chance"):
        assert estimate_of(totals, key) == together.get(key)
    assert estimate_of(totals, "asa_s", "queue=calls") == together["asa_s[queue=calls]"]
    assert estimate_of(totals, "asa_s", "queue=none") is None


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("service_level", "write METRIC=REL"),
        ("service_level=1%", "write METRIC=REL"),
        ("=0.1", "write METRIC=REL"),
    ],
)
def test_what_cannot_be_read_is_refused(text: str, message: str) -> None:
    with pytest.raises(UsageError, match=message):
        parse_precision([text])


def test_what_is_said_twice_is_refused() -> None:
    with pytest.raises(UsageError, match="said twice"):
        parse_precision(["asa_s=0.1", "asa_s=0.2"])


@pytest.mark.parametrize(
    ("wanted", "message"),
    [
        ({"srvice_level": 0.1}, "did you mean 'service_level'"),
        ({"asa_s[kind=billing,team=x]": 0.1}, "asa_s is asked for by queue, team"),
        ({"fcr[day=2026-01-05]": 0.1}, "fcr is asked for by segment"),
        ({"asa_s[queue=a,queue=b]": 0.1}, "asa_s is asked for by queue, team"),
        ({"asa_s[queue=": 0.1}, "cannot be read"),
        ({"asa_s": 0}, "between 0 and 1"),
        ({"asa_s": 1.0}, "between 0 and 1"),
        ({"asa_s": math.nan}, "between 0 and 1"),
        ({"asa_s": "narrow"}, "between 0 and 1"),
    ],
)
def test_what_cannot_be_reached_is_refused(wanted: Any, message: str) -> None:
    with pytest.raises(UsageError, match=message):
        check_precision(wanted, 100)


def test_a_cap_below_the_first_look_is_refused(scenario: Path) -> None:
    with pytest.raises(UsageError, match="it must be at least 10"):
        ccsim.run(scenario, replications=9, precision=WANTED)


def test_an_unknown_slice_is_refused_before_anything_is_played(
    scenario: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delattr(play, "replicate")
    with pytest.raises(UsageError, match="did you mean 'queue=calls'"):
        ccsim.run(scenario, precision={"arrivals[queue=cals]": 0.1})


def ask(
    scenario: Path, *, root: str = "runs", wanted: dict[str, float] | None = None, **request: Any
) -> Kept:
    """Ask in one process, with the engine that compiles nothing."""
    facts = {"engine": "simpy", "workers": 1, "precision": wanted or WANTED} | request
    return run_kept(scenario, Request(**facts), scenario.parent / root)


def test_it_is_told_whether_it_was_reached(scenario: Path) -> None:
    kept = ask(scenario)
    run, precision = kept.result, kept.result.precision
    one = run.estimates["arrivals"]
    assert one.mean is not None
    assert one.high is not None
    assert (one.high - one.mean) / one.mean <= 0.06
    assert precision is not None
    assert (precision.reached, precision.capped, precision.cap) == (True, False, 1000)
    assert 60 <= run.replications < 100
    assert run.replications in looks(1000)
    told = json.loads(json.dumps(run.to_json()))
    assert told["precision"]["reached"] is True
    assert told["precision"]["stopped_by_cap"] is False
    assert told["precision"]["metrics"]["arrivals"]["half_width"] <= 0.06
    assert precision_of_json(told["precision"]) == precision
    assert reopen(kept.folder).precision == precision
    (sentence,) = precision_sentences([run])
    assert sentence.startswith("Precision reached: arrivals is known to ± ")


def test_the_cap_ends_it_and_that_is_told(scenario: Path) -> None:
    run = ask(scenario, wanted={"arrivals": 0.001}, replications=12).result
    assert run.replications == 12
    assert run.precision is not None
    assert (run.precision.reached, run.precision.capped) == (False, True)
    (sentence,) = precision_sentences([run])
    assert "PRECISION NOT REACHED, the cap of 12 replications ended it" in sentence
    assert "which takes about" in sentence


def test_without_a_wanted_precision_nothing_is_told_of_it(scenario: Path) -> None:
    run = ask(scenario, precision={}, replications=2).result
    assert "precision" not in run.to_json()
    assert list(precision_sentences([run])) == []


def test_the_numbers_do_not_depend_on_who_plays_or_on_what_was_kept(scenario: Path) -> None:
    first = ask(scenario)
    wanted = first.result.to_json()
    by_two = ask(scenario, root="by_two", workers=2)
    assert by_two.result.to_json() == wanted
    more = ask(scenario, root="more", precision={}, replications=60)
    after = ask(scenario, root="more")
    assert after.result.to_json() == wanted
    assert after.result.kept == after.result.replications
    assert (reopen(more.folder).replications, after.folder) == (60, more.folder)
    ask(scenario, root="fewer", precision={}, replications=12)
    assert ask(scenario, root="fewer").result.to_json() == wanted


def test_one_that_was_interrupted_goes_on_and_ends_with_the_same_numbers(
    scenario: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    wanted = ask(scenario).result.to_json()
    really = play.replicate

    def interrupted(*args: Any, replication: int, **others: Any) -> Any:
        if replication == 12:
            raise KeyboardInterrupt
        return really(*args, replication=replication, **others)

    with monkeypatch.context() as patch:
        patch.setattr(play, "replicate", interrupted)
        stopped = ask(scenario, root="others").result
    assert (stopped.stopped, stopped.replications) == (True, 12)
    assert stopped.precision is not None
    assert not stopped.precision.capped
    whole = ask(scenario, root="others").result
    assert whole.to_json() == wanted
    assert whole.kept == 12


def test_a_forecast_says_how_many_it_takes_and_how_long(scenario: Path) -> None:
    said: list[str] = []
    request = Request(engine="simpy", workers=1, precision={"arrivals": 0.04}, replications=20)
    run_kept(scenario, request, scenario.parent / "runs", tell=said.append)
    assert said[0].startswith("arrivals is known to ± ")
    assert "after 10 replications; ± 4 % takes about " in said[0]
    assert ", and 20 with the looks that confirm it, some " in said[0] or "allowed" in said[0]
    assert said[0].endswith(" more")


def test_in_a_comparison_all_scenarios_reach_it_with_as_many_replications(scenario: Path) -> None:
    busy = scenario.with_name("busy.yaml")
    busy.write_text("base: desk.yaml\nname: Busy\npatch: {teams.front.headcount: 1}\n")
    request = Request(engine="simpy", workers=1, precision={"occupancy": 0.12})
    found, _ = compare_kept([scenario, busy], request, scenario.parent / "runs")
    alone = [
        ask(file, root="alone", wanted={"occupancy": 0.12}).result for file in (scenario, busy)
    ]
    assert len({run.replications for run in found.runs}) == 1
    assert found.reference.replications >= max(run.replications for run in alone)
    assert all(run.precision and run.precision.reached for run in found.runs)
    sentences = list(precision_sentences(found.runs))
    assert [one.partition(":")[0] for one in sentences] == ["Small desk", "Busy"]


def test_what_is_worth_playing_ahead_is_what_is_needed_at_the_least() -> None:
    stopping = Stopping(WANTED, 100)
    assert stopping.aim() == 10
    assert stopping.aim([Reach(0.03, 0.09, Needed(150, 78, 300))]) == 72
    assert stopping.aim([Reach(0.03, None, None)]) == 60  # none ends before
    assert Stopping(WANTED, 20).aim([Reach(0.03, None, None)]) == 20
    assert stopping.aim([Reach(0.03, 0.9, Needed(9_000, 4_300, 20_000))]) == 100


def test_the_python_function_takes_it_too(scenario: Path) -> None:
    run = ccsim.run(scenario, precision=WANTED, engine="simpy", workers=1)
    assert run.to_json() == ask(scenario).result.to_json()
    assert replicate.replications_of(None, {}) == 10
