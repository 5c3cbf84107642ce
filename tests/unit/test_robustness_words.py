"""What is said of a verdict in many worlds: wins, defeats and ties, each with its interval."""

from dataclasses import replace

import numpy as np
import pytest

from ccsim.experiments.comparable import both_sides
from ccsim.experiments.doubts import Found
from ccsim.experiments.paired import NOTHING
from ccsim.experiments.robustness_result import MetricVerdict, Robustness
from ccsim.report.robustness import conclusions, row_of
from made_up import LABELS, made_up_scenario


def verdict(apart: list[float], metric: str = "abandon_rate") -> MetricVerdict:
    """What worlds say in which a share differs by so much; less of it is better."""
    numbers = np.array(apart)
    return MetricVerdict(
        metric=metric, unit="share", better="lower", as_they_stand=NOTHING, apart=numbers,
        shares=np.zeros((len(numbers), 0)), alone=np.zeros(0), doubts=(), effects=(),
    )  # fmt: skip


def told(*verdicts: MetricVerdict) -> list[str]:
    """The sentences about them, of a hundred worlds in all."""
    reference, other = both_sides((made_up_scenario(), None), (made_up_scenario(1), None))
    found = Robustness(
        reference=reference, other=other, words=(), same_calendar=True, found=Found(()),
        verdicts=verdicts, undefined=(), asked=100, worlds=100, refused=0, why_refused="",
        replications=1, seed=1, engine="compiled", stopped=False, kept=0,
    )  # fmt: skip
    return [sentence.replace(LABELS[1], "Other") for sentence in conclusions(found)]


@pytest.mark.parametrize(
    ("apart", "which", "counted"),
    [
        (
            [-1.0] * 9,
            "Other is better in all worlds",
            "better in 9 of 9: 70 % to 100 %",
        ),
        (
            [1.0] * 9,
            "Other is worse in all worlds",
            "worse in 9 of 9: 70 % to 100 %",
        ),
        (
            [-1.0] * 80 + [0.0] * 15 + [1.0] * 5,
            "Other is better in most worlds",
            "better in 80 of 100: 71 % to 87 %; no difference in 15",
        ),
        (
            [0.0] * 80 + [-1.0] * 20,
            "They do not differ in most worlds",
            "no difference in 80 of 100: 71 % to 87 %; better in 20",
        ),
        (
            [0.0] * 40 + [-1.0] * 30 + [1.0] * 30,
            "It is open which of them is better in more worlds",
            "better in 30 of 100: 22 % to 40 %; no difference in 40",
        ),
    ],
)
def test_a_tie_is_nobody_s_defeat_and_no_share_stands_without_its_interval(
    apart: list[float], which: str, counted: str
) -> None:
    assert told(verdict(apart)) == [f"{which}: Callers who hang up waiting ({counted})."]


def test_each_metric_counts_the_worlds_in_which_it_is_known() -> None:
    """One is defined in nine worlds of a hundred: nothing is said of all hundred."""
    (sentence,) = told(verdict([-1.0] * 9), verdict([-1.0] * 100, "abandon_rate[queue=care]"))
    assert "better in 9 of 9" in sentence
    assert "Callers who hang up waiting (queue care) (better in 100 of 100: 96 %" in sentence


def test_ties_are_counted_beside_wins_and_losses() -> None:
    one = verdict([-1.0, 0.0, 0.0, 1.0])
    assert (one.wins.count, one.losses.count, one.ties) == (1, 1, 2)
    assert row_of(one)["share_span"].endswith("1 of 4; no difference in 2")
    document = one.to_json()["wins"]
    assert (document["count"], document["losses"], document["ties"], document["n"]) == (1, 1, 2, 4)


def test_one_world_has_no_interval() -> None:
    mean = replace(verdict([0.25])).mean
    assert (mean.mean, mean.low, mean.high) == (0.25, None, None)
