"""The spread of waits: exact for short ones, to a thousandth for long ones."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ccsim.metrics.waits import class_of, middle_of
from ccsim.units import HOUR, SECOND
from unit.metrics_world import Story, caller, metrics_of, tiny_plan


@given(st.integers(0, 2**38))
def test_a_class_is_narrow(wait: int) -> None:
    middle = middle_of(class_of(np.array([wait])))[0]
    assert middle == pytest.approx(wait, rel=1 / 2048)
    assert wait >= 4096 or middle == wait


@given(st.integers(0, 2**38), st.integers(0, 2**38))
def test_longer_waits_are_never_in_an_earlier_class(one: int, other: int) -> None:
    first, second = class_of(np.array(sorted((one, other))))
    assert first <= second


def test_quantiles_are_waits_that_so_many_do_not_exceed() -> None:
    story = Story()
    for number in range(10):
        story.served(9 * HOUR, number * SECOND // 10, SECOND, agent=0, who=caller(number), queue=0)
    found = metrics_of(tiny_plan(), story)
    wanted = {"wait_p50_s": 0.4, "wait_p80_s": 0.7, "wait_p90_s": 0.8, "wait_p95_s": 0.9}
    assert {name: found[name] for name in wanted} == pytest.approx(wanted)
    assert found["wait_p90_s[queue=front]"] == pytest.approx(0.8)
