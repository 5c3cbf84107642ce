"""Variants of a scenario with the same luck: the points of an experiment."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier
from typing import Any

import pytest

from ccsim.errors import UsageError
from ccsim.experiments import pace, points
from ccsim.experiments.points import play_points
from ccsim.experiments.replicate import Settings, run
from ccsim.metrics.estimates import estimate
from ccsim.spec.scenario import Scenario
from ccsim.store import points as stored
from ccsim.store.tables import write_table
from made_up import made_up_scenario

SETTINGS = Settings(replications=3, workers=1)


def variants() -> list[Scenario]:
    scenario = made_up_scenario()
    return [scenario, scenario.model_copy(update={"why": "Told otherwise."}), scenario]


def test_a_point_has_the_numbers_of_a_run() -> None:
    scenario = made_up_scenario()
    (totals,) = play_points([scenario], SETTINGS).totals
    assert totals is not None
    found, wanted = estimate(totals), run(scenario, replications=3, workers=1).estimates
    assert found == {key: wanted[key] for key in found}
    assert any("[queue=" in key for key in found)
    assert not any("[day=" in key for key in found)


def test_points_that_are_alike_are_played_once() -> None:
    counts: list[tuple[int, int]] = []
    found = play_points(variants(), SETTINGS, progress=lambda *count: counts.append(count))
    assert counts[-1] == (3, 3)
    assert found.totals[0] is found.totals[2] is found.totals[1]


def test_points_may_have_luck_of_their_own() -> None:
    scenario, one_each = made_up_scenario(), Settings(replications=1, workers=1)
    found = play_points([scenario] * 3, one_each, firsts=[0, 2, 0]).totals
    whole = play_points([scenario], SETTINGS).totals[0]
    assert whole is not None
    assert found[0] is found[2]
    for lot, place in ((found[0], 0), (found[1], 2)):
        assert estimate(lot or ()) == estimate([whole[place]])
    assert estimate([whole[0]]) != estimate([whole[2]])


def test_what_was_played_is_answered_from_the_store(tmp_path: Path) -> None:
    first = play_points(variants(), SETTINGS, root=tmp_path)
    again = play_points(variants(), SETTINGS, root=tmp_path)
    other = play_points(variants(), Settings(replications=2, workers=1), root=tmp_path)
    assert (first.kept, again.kept, other.kept) == (0, 1, 0)
    for before, after in zip(first.totals, again.totals, strict=True):
        assert before is not None
        assert after is not None
        assert estimate(before) == estimate(after)


def test_a_stop_leaves_the_points_that_are_done(tmp_path: Path) -> None:
    scenario = made_up_scenario()
    longer = scenario.calendar.model_copy(update={"days": scenario.calendar.total_days + 1})
    two = [scenario, scenario.model_copy(update={"calendar": longer})]

    def stop(done: int, _total: int) -> None:
        if done == 4:
            raise KeyboardInterrupt

    found = play_points(two, SETTINGS, root=tmp_path, progress=stop)
    assert found.stopped
    assert found.totals[0] is not None
    assert found.totals[1] is None
    again = play_points(two, SETTINGS, root=tmp_path)
    assert (again.kept, again.stopped) == (1, False)
    assert again.totals[1] is not None


def test_two_sessions_may_keep_the_same_point_at_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    both_have_written = Barrier(2)

    def slowly(table: Any, file: Path) -> None:
        write_table(table, file)
        both_have_written.wait(timeout=600)

    monkeypatch.setattr(stored, "write_table", slowly)
    store = stored.KeptPoints(tmp_path)
    with ThreadPoolExecutor(2) as sessions:
        list(sessions.map(lambda _: store.keep("one", {"calls": [7.0]}), range(2)))
    kept = store.known("one")
    assert kept is not None
    assert list(kept["calls"]) == [7.0]
    assert len(list((tmp_path / ".points").iterdir())) == 1


def test_a_folder_that_cannot_be_written_is_told_before_anything_is_played(tmp_path: Path) -> None:
    (tmp_path / "runs").write_text("a file")
    with pytest.raises(UsageError, match="--out DIR"):
        play_points(variants(), SETTINGS, root=tmp_path / "runs")


def test_long_work_is_told_of(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(points, "_WORTH_TELLING_MS", 0)
    monkeypatch.setattr(points, "_LEAST_WATCHED_MS", 0)
    words: list[str] = []
    play_points([made_up_scenario()], Settings(replications=5, workers=1), tell=words.append)
    assert words[0].startswith("2 of 5 replications are done: about ")


def test_what_is_told_beforehand_is_what_it_takes(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two workers finish two every ten seconds: 19 that are left take 95 seconds, and not 47."""
    moments = iter([10.0, 10.0, 20.0, 20.0])
    monkeypatch.setattr(pace, "perf_counter", lambda: next(moments))
    words: list[str] = []
    forecast = points._Forecast(22, 2, words.append)
    for count in range(1, 5):
        forecast.after(count)
    assert words == ["3 of 22 replications are done: about 1m35s more"]


def test_what_turns_out_too_short_is_told_again(monkeypatch: pytest.MonkeyPatch) -> None:
    """A second each, then, when others want the machine too, ten."""
    moments = iter([1.0, 2.0, 3.0, 4.0, 14.0, 24.0])
    monkeypatch.setattr(pace, "perf_counter", lambda: next(moments))
    words: list[str] = []
    forecast = points._Forecast(24, 1, words.append, least=4)
    for count in range(1, 7):
        forecast.after(count)
    assert words == [
        "4 of 24 replications are done: about 20s more",
        "5 of 24 replications are done: longer than it seemed, about 1m2s more",
        "6 of 24 replications are done: longer than it seemed, about 1m23s more",
    ]


def test_what_has_just_been_played_serves_as_a_point() -> None:
    found = run(made_up_scenario(), replications=4, workers=1)
    given = {found.fingerprint: found.totals}
    counts: list[tuple[int, int]] = []
    shared = play_points(
        variants(), SETTINGS, given=given, progress=lambda *count: counts.append(count)
    )
    assert counts == []
    alone = play_points(variants(), SETTINGS)
    assert [estimate(one or ()) for one in shared.totals] == [
        estimate(one or ()) for one in alone.totals
    ]
    too_few = {found.fingerprint: found.totals[:2]}
    play_points(variants(), SETTINGS, given=too_few, progress=lambda *count: counts.append(count))
    assert counts[-1] == (3, 3)
