"""Rounds of a search for staff that are kept: what counts as known from before."""

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np

from ccsim.experiments.staff_kept import KeptRounds
from ccsim.experiments.staff_rounds import Portion, Round
from made_up import made_up_scenario

SLOTS: Any = SimpleNamespace(cycle="day", count=2)
ASKED = Portion(made_up_scenario(), SLOTS, 1, (0, 1), "auto", frozenset({"offered"}), work=False)
PLAYED = Round({"offered": np.array([[[5.0, 7.0]], [[6.0, 8.0]]])}, {})


def test_a_staffing_that_a_search_comes_back_to_was_not_kept_before_it(tmp_path: Path) -> None:
    first, second = KeptRounds(tmp_path), KeptRounds(tmp_path)
    first.keep(ASKED, PLAYED)
    for memory in (first, second):
        known = memory.known(ASKED)
        assert known is not None
        np.testing.assert_array_equal(known.queues["offered"], PLAYED.queues["offered"])
    assert (first.found, second.found) == (0, 1)


def test_another_question_is_not_answered_from_it(tmp_path: Path) -> None:
    KeptRounds(tmp_path).keep(ASKED, PLAYED)
    week: Any = SimpleNamespace(cycle="week", count=2)
    others = [
        ASKED._replace(seed=2),
        ASKED._replace(replications=(0, 1, 2)),
        ASKED._replace(engine="simpy"),
        ASKED._replace(names=frozenset({"offered", "handled"})),
        ASKED._replace(work=True),
        ASKED._replace(slots=week),
        ASKED._replace(scenario=ASKED.scenario.model_copy(update={"why": "Told otherwise."})),
    ]
    memory = KeptRounds(tmp_path)
    found = [memory.known(other) for other in others]
    assert found[:-1] == [None] * 6
    assert found[-1] is not None  # words are no facts
    assert KeptRounds(tmp_path, fresh=True).known(ASKED) is None
