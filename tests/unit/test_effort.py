"""How long a question would take, told before it is asked."""

from pathlib import Path

import pytest

from ccsim.errors import UsageError
from ccsim.experiments.effort import effort_of_doubting, effort_of_explaining
from ccsim.experiments.explain import explain
from ccsim.experiments.robustness import AS_THEY_STAND
from made_up import tiny_scenarios


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tiny_scenarios(tmp_path)


def test_as_many_replications_are_foreseen_as_an_explanation_plays(folder: Path) -> None:
    sides = folder / "one_agent.yaml", folder / "two_agents.yaml"
    effort = effort_of_explaining(*sides, permutations=4, replications=3)
    done: list[int] = []
    explain(
        *sides,
        permutations=4,
        replications=3,
        workers=1,
        progress=lambda _, total: done.append(total),
    )
    assert effort.plays == done[-1] == 6
    assert effort.seconds > 0


def test_doubts_play_both_scenarios_in_each_world_and_as_they_stand(folder: Path) -> None:
    effort = effort_of_doubting(folder / "one_agent.yaml", folder / "two_agents.yaml", worlds=20)
    assert effort.plays == 2 * (20 + AS_THEY_STAND)


def test_where_there_is_nothing_to_explain_that_is_said_before_it_is_asked(folder: Path) -> None:
    with pytest.raises(UsageError, match="nothing to explain"):
        effort_of_explaining(
            folder / "one_agent.yaml", folder / "one_agent.yaml", permutations=4, replications=2
        )
