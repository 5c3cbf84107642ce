"""Replications shared among workers: given up half way, they end at once and in silence."""

import warnings

import pytest

from ccsim.experiments import play
from ccsim.experiments.replicate import run
from made_up import made_up_scenario


class Enough(Exception):
    """What a page of the app raises in the middle of a run, when its reader stops it."""


def test_a_shared_run_that_is_given_up_warns_of_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(play, "SMALL_WORK_S", 0.0)
    seen: list[int] = []

    def progress(done: int, _total: int) -> None:
        seen.append(done)
        if done == 3:  # two are played before it is seen that the rest is worth sharing
            raise Enough

    with warnings.catch_warnings(record=True) as said:
        warnings.simplefilter("always")
        with pytest.raises(Enough):
            run(made_up_scenario(), replications=30, workers=2, progress=progress)
    assert seen == [0, 1, 2, 3]
    assert [str(one.message) for one in said] == []
