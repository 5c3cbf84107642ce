"""Which is best: who goes out when, what is said of it, and what is played for it."""

import html
import json
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from ccsim.cli import main
from ccsim.errors import UsageError
from ccsim.experiments import play
from ccsim.experiments.compare import Comparison, compare
from ccsim.experiments.keep import Request, compare_kept
from ccsim.experiments.screening import MOST_REPLICATIONS, next_stage, race, screen
from ccsim.experiments.selection import Selection, parse_best
from ccsim.figures.numbers import unbroken
from ccsim.figures.selection import selection_figure
from ccsim.report.frames import selection_frame
from ccsim.report.page import page
from ccsim.report.selection import selection_columns, selection_rows, selection_sentence
from ccsim.report.terminal import show_comparison
from ccsim.store.runs import open_run
from made_up import made_up_comparison, made_up_selection

DESK = """
name: {name}
calendar: {{days: 1}}
queues:
  calls: {{teams: [front], talk: {talk}, patience: {{exponential: 5m}},
          forecast: {{rate: 20/h}}}}
teams:
  front: {{headcount: {agents}}}
"""
DESKS = {
    "alone": (1, "{exponential: 3m}"),
    "steady": (2, "{exponential: 3m}"),
    "uneven": (2, "{lognormal: {mean: 3m, sigma: 1.2}}"),
}
BEST = "mean_wait_s=1"
QUICK = "mean_wait_s=1.5"
"""An indifference zone for which 15 replications do."""
WAVE = np.array([1.0, -1.0, 2.0, -2.0, 1.0, -1.0, 2.0, -2.0, 1.0, -1.0])


def metric(*values: float) -> tuple[np.ndarray, np.ndarray]:
    return np.array(values), np.ones(len(values))


def least_wait(delta: float) -> Any:
    return parse_best(f"mean_wait_s={delta}")


def test_the_lead_that_drops_a_scenario_is_that_of_kim_and_nelson() -> None:
    """Of two after ten replications h² is 9 x (0.1^(-2/9) - 1) = 6.01, the variance 22/9 = 2.44.

    With an indifference zone of 0.5 it ends at 6.01 x 2.44 / 0.25 = 58.8 replications, and until
    then the lead must be more than 0.5 x (58.8 - 10) / 20 = 1.22.
    """
    variance = (WAVE**2).sum() / 9
    ends = 9 * (0.1 ** (-2 / 9) - 1) * variance / 0.25
    lead = 0.5 * (ends - 10) / 20
    assert (round(ends, 1), round(lead, 2)) == (58.8, 1.22)
    for more, staying in ((lead * 1.001, ["quick"]), (lead * 0.999, ["quick", "slow"])):
        runs = {"quick": metric(*np.zeros(10)), "slow": metric(*(WAVE + more))}
        found = screen(runs, least_wait(0.5), 2)
        assert found.staying == staying
        if len(staying) == 2:
            assert found.enough == pytest.approx(ends)


def test_once_there_are_enough_whoever_is_ahead_is_chosen() -> None:
    runs = {"slow": metric(*(WAVE + 0.001)), "quick": metric(*np.zeros(10))}
    assert screen(runs, least_wait(5.0), 2).staying == ["quick"]


def test_where_more_is_better_the_larger_one_stays() -> None:
    runs = {"low": metric(*(WAVE / 100 + 0.2)), "high": metric(*(WAVE / 100 + 0.9))}
    assert screen(runs, parse_best("service_level=0.1"), 2).staying == ["high"]


def test_more_scenarios_ask_for_a_larger_lead() -> None:
    runs = {"quick": metric(*np.zeros(10)), "slow": metric(*(WAVE + 0.9))}
    assert screen(runs, least_wait(0.5), 2).enough < screen(runs, least_wait(0.5), 5).enough


def test_of_equals_the_first_is_chosen() -> None:
    equal = {name: metric(*WAVE) for name in "abc"}
    assert screen(equal, least_wait(1.0), 3).staying == ["a"]


def test_a_ratio_is_total_by_total_here_too() -> None:
    """Nine calls of ten wait 10 s, one 30 s: 12 s a call; the mean of replications is 20 s."""
    calls = np.tile([90.0, 10.0], 5)
    uneven = (calls * np.tile([10.0, 30.0], 5), calls)
    even = (calls * 13.0, calls)
    assert screen({"uneven": uneven, "even": even}, least_wait(10.0), 2).staying == ["uneven"]


def test_stages_are_fixed_and_grow() -> None:
    stages = [10]
    while stages[-1] < MOST_REPLICATIONS:
        stages.append(next_stage(stages[-1]))
    assert stages[:6] == [10, 15, 20, 25, 30, 36]
    assert len(stages) < 30


def test_where_the_zone_is_too_small_it_is_given_up_and_nobody_is_chosen() -> None:
    looked = []

    def look(n: int, staying: Sequence[int], most: int) -> dict[int, Any]:
        looked.append((n, most))
        wave = np.resize(WAVE, n)
        return {one: (wave * (1 + one), np.ones(n)) for one in staying}

    found = race(2, least_wait(0.01), look)
    assert (found.staying, found.out_at, found.stopped) == ([0, 1], {}, False)
    assert looked[0] == (10, 10)
    assert looked[-1] == (MOST_REPLICATIONS, MOST_REPLICATIONS)


WRONG = {
    "mean_wait_s": "write METRIC=DELTA",
    "mean_wait=10": "did you mean 'mean_wait_s'",
    "qqq=1": "there is no such metric; there is .*service_level, .*…",
    "occupancy=0.1": "whether more of it is better depends on who asks",
    "present_value=5": "do not count it on the same terms",
    "mean_wait_s=soon": "'soon' is not a number",
    "mean_wait_s[queue=calls]=5": "is asked for of the whole only",
    "mean_wait_s=0": "more than nought",
    "mean_wait_s=nan": "more than nought",
    "service_level=2": "below 1",
}


@pytest.mark.parametrize(("text", "message"), WRONG.items())
def test_what_cannot_be_asked_is_refused_before_anything_is_played(
    text: str, message: str, tmp_path: Path
) -> None:
    with pytest.raises(UsageError, match=message) as caught:
        compare_kept([tmp_path / "a", tmp_path / "b"], Request(best=text), tmp_path / "runs")
    assert repr(text) in str(caught.value)
    assert list(tmp_path.iterdir()) == []


class Desks:
    """Three small scenarios, and a count of what is played of them."""

    def __init__(self, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.home, self.played, self.stop_after = home, 0, 10**9
        self.files = [self.file(name, *facts) for name, facts in DESKS.items()]
        really = play.replicate

        def counted(*args: Any, **others: Any) -> Any:
            if self.played == self.stop_after:
                raise KeyboardInterrupt
            self.played += 1
            return really(*args, **others)

        monkeypatch.setattr(play, "replicate", counted)

    def file(self, name: str, agents: int, talk: str) -> Path:
        file = self.home / f"{name}.yaml"
        file.write_text(DESK.format(name=name, agents=agents, talk=talk))
        return file

    def ask(
        self, best: str, files: Sequence[Path] | None = None, replications: int = 3, **more: Any
    ) -> Comparison:
        self.played = 0
        request = Request(replications=replications, workers=1, best=best, **more)
        return compare_kept(files or self.files, request, self.home / "runs")[0]


@pytest.fixture
def desks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Desks:
    return Desks(tmp_path, monkeypatch)


def chosen(comparison: Comparison) -> Selection:
    assert comparison.selection is not None
    return comparison.selection


def test_the_worst_go_out_first_and_the_best_is_chosen(desks: Desks) -> None:
    comparison = compare(desks.files, replications=3, workers=1, best=BEST)
    found = chosen(comparison)
    alone, steady, uneven = found.candidates
    assert found.chosen == "steady"
    assert (alone.out_at, alone.n) == (10, 10)
    assert uneven.out_at == uneven.n == steady.n > 10
    assert steady.out_at is None
    assert [run.replications for run in comparison.runs] == [3, 3, 3]
    assert desks.played == alone.n + steady.n + uneven.n


def test_what_is_known_is_not_played_again_and_changes_nothing(desks: Desks) -> None:
    first = desks.ask(QUICK)
    assert desks.ask(QUICK).to_json() == first.to_json()
    assert desks.played == 0
    folders = list((desks.home / "runs").iterdir())
    assert sorted(open_run(folder).facts["replications"] for folder in folders) == sorted(
        one.n for one in chosen(first).candidates
    )
    # More than the selection needs is known now, and it makes no other use of it.
    compare_kept(desks.files, Request(replications=17, workers=1), desks.home / "runs")
    assert chosen(desks.ask(QUICK)) == chosen(first)
    assert chosen(desks.ask(QUICK, fresh=True)) == chosen(first)


def test_the_same_is_chosen_in_memory_and_by_two_workers(desks: Desks) -> None:
    kept = chosen(desks.ask(QUICK))
    alone = compare(desks.files, replications=3, workers=1, best=QUICK)
    shared = compare(desks.files, replications=3, workers=2, best=QUICK)
    assert alone.selection == shared.selection == kept


def test_an_interrupt_keeps_what_is_done_and_the_same_command_goes_on(desks: Desks) -> None:
    whole = chosen(compare(desks.files, replications=3, workers=1, best=BEST))
    desks.stop_after = 33
    stopped = desks.ask(BEST)
    assert stopped.stopped
    assert chosen(stopped).chosen is None
    assert chosen(stopped).staying == ["steady", "uneven"]
    assert [run.stopped for run in stopped.runs] == [False, False, False]
    desks.stop_after = 10**9
    assert chosen(desks.ask(BEST)) == whole
    assert desks.played == sum(one.n for one in whole.candidates) - 33
    assert not list((desks.home / "runs").glob(".*"))


def test_equal_scenarios_end_at_once_with_the_first(desks: Desks) -> None:
    again = desks.file("again", *DESKS["steady"])
    found = chosen(desks.ask(BEST, [desks.files[1], again]))
    assert (found.chosen, found.candidates[0].n) == ("steady", 10)


def test_a_metric_that_a_scenario_does_not_have_is_refused(desks: Desks) -> None:
    with pytest.raises(UsageError, match="alone has no resolution_rate"):
        desks.ask("resolution_rate=0.01")


def test_an_interrupt_before_it_is_known_that_one_lacks_the_metric_ends_like_any_other(
    desks: Desks,
) -> None:
    desks.stop_after = 12
    stopped = desks.ask("resolution_rate=0.01")
    assert chosen(stopped).stopped
    assert [one.mean for one in chosen(stopped).candidates] == [None] * 3
    assert [row[1] for row in selection_rows(chosen(stopped))] == ["–"] * 3


def test_the_sentence_names_the_guarantee_and_its_zone() -> None:
    sentence = selection_sentence(made_up_selection())
    assert sentence.startswith("By “Service level”, B is chosen as the best of 3.")
    assert "better than every other by 2.00 points or more" in sentence
    assert "at least 95 %" in sentence


def test_what_was_not_found_is_not_named() -> None:
    sentence = selection_sentence(made_up_selection(None))
    assert "is not established: after 25 replications it may be B or C" in sentence
    assert "larger DELTA" in sentence
    assert "was ended before anything was chosen" in selection_sentence(
        made_up_selection(None, stopped=True)
    )


def test_each_candidate_stands_with_its_own_count() -> None:
    assert selection_rows(made_up_selection()) == [
        (
            *("A", "50.0 %", "46.0 to 54.0, n = 10"),
            *("−20.0 points (−22.0 to −18.0)", "out after 10 replications"),
        ),
        ("B", "70.0 %", "68.0 to 72.0, n = 25", "", "chosen"),
        (
            *("C", "69.0 %", "66.0 to 72.0, n = 25"),
            *("−1.00 points (−3.00 to +1.00)", "out after 25 replications"),
        ),
    ]
    assert selection_columns(made_up_selection())[3] == "Beside B"


@pytest.mark.parametrize("dark", [False, True])
def test_the_figure_fills_the_chosen_one_and_shades_what_is_as_good(dark: bool) -> None:
    figure = selection_figure(selection_frame(made_up_selection()), dark=dark)
    symbols = {trace.name: trace.marker.symbol for trace in figure.data}
    assert symbols == {"A": "circle-open", "B": "circle", "C": "circle-open"}
    assert [trace.x[0] for trace in figure.data] == pytest.approx([-20.0, 0.0, -1.0])
    zone = figure.layout.shapes[0]
    assert (zone.x0, zone.x1) == pytest.approx((-2.0, 0.0))
    undecided = selection_figure(selection_frame(made_up_selection(None)), dark=dark)
    assert {trace.marker.symbol for trace in undecided.data} == {"circle-open"}


def test_the_page_tells_which_is_best_and_shows_it() -> None:
    selection = made_up_selection()
    text = page(replace(made_up_comparison(), selection=selection))
    assert html.escape(unbroken(selection_sentence(selection))) in text
    assert "out after 10 replications" in text
    assert 'id="figure-selection"' in text
    assert "--best service_level=0.02" in text
    assert "Which is best" not in page(made_up_comparison())


def test_the_command_tells_what_was_found_until_it_was_stopped(
    desks: Desks, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """After 33 replications, two of the three may still be the best: exit code 130."""
    desks.stop_after = 33
    files = [str(file) for file in desks.files]
    options = ["--best", BEST, "--replications", "3", "--workers", "1", "--json"]
    monkeypatch.chdir(desks.home)
    monkeypatch.setattr(sys, "argv", ["ccsim", "compare", *files, *options])
    with pytest.raises(SystemExit) as end:
        main()
    assert end.value.code == 130
    said = capsys.readouterr()
    told = json.loads(said.out)["selection"]
    assert told.keys() == {
        "metric", "better", "delta", "unit", "chosen", "stopped", "candidates", "procedure",
        "confidence",
    }  # fmt: skip
    assert [one["out_at"] for one in told["candidates"]] == [10, None, None]
    assert (told["chosen"], told["stopped"]) == (None, True)
    assert "the same command goes on" in said.err


def test_the_terminal_shows_every_candidate(capsys: pytest.CaptureFixture[str]) -> None:
    show_comparison(replace(made_up_comparison(), selection=made_up_selection()), ())
    said = capsys.readouterr().out
    assert "The best by Service level (service_level)" in said
    assert "−20.0 points (−22.0 to −18.0)" in said
    assert "B is chosen as the best of 3" in said
