"""How many agents: the least that is enough, shrinkage, and the square-root rule."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ccsim.analytic.erlang_c import delay_probability, erlang_c
from ccsim.analytic.staffing import (
    Target,
    least_servers,
    required_servers,
    scheduled_servers,
    square_root_servers,
)
from ccsim.analytic.theory import TheoryError

EIGHTY_IN_TWENTY = Target(service_level=0.8)


def test_fourteen_on_the_phones_are_twenty_on_the_schedule() -> None:
    required = required_servers(100 / 1800, 180.0, EIGHTY_IN_TWENTY)
    assert required == 14
    assert scheduled_servers(required, 0.30) == 20


def test_rounding_of_shrinkage_hires_nobody() -> None:
    assert scheduled_servers(7, 0.3) == 10
    assert scheduled_servers(0, 0.3) == 0
    with pytest.raises(TheoryError, match="shrinkage"):
        scheduled_servers(7, 1.0)


@given(load=st.floats(0.05, 200), level=st.floats(0.3, 0.99))
def test_one_agent_less_would_miss_the_target(load: float, level: float) -> None:
    target = Target(service_level=level)
    servers = required_servers(load / 180, 180.0, target)
    assert target.is_met(erlang_c(load / 180, 180.0, servers))
    if servers - 1 > load:
        assert not target.is_met(erlang_c(load / 180, 180.0, servers - 1))


def test_callers_who_give_up_need_fewer_agents() -> None:
    patient = required_servers(0.5, 180.0, EIGHTY_IN_TWENTY)
    assert required_servers(0.5, 180.0, EIGHTY_IN_TWENTY, patience_s=120.0) < patient


def test_every_wish_counts() -> None:
    assert required_servers(10 / 180, 180.0, Target(max_occupancy=0.5)) == 20
    assert required_servers(10 / 180, 180.0, Target(service_level=0.8, max_occupancy=0.5)) == 20
    few = required_servers(10 / 180, 180.0, Target(max_abandon_rate=0.05), patience_s=120.0)
    assert few == 13
    assert required_servers(10 / 180, 180.0, Target(max_asa_s=5.0)) == 15


def test_nobody_calls_so_nobody_is_needed() -> None:
    assert required_servers(0.0, 180.0, EIGHTY_IN_TWENTY) == 0


def test_a_target_beyond_reach_is_refused() -> None:
    with pytest.raises(TheoryError, match="service_level"):
        Target(service_level=1.0)
    with pytest.raises(TheoryError, match="no number of agents"):
        least_servers(lambda _: False)


@pytest.mark.parametrize("delayed", [0.1, 0.3, 0.6])
@pytest.mark.parametrize("load", [50.0, 400.0])
def test_the_square_root_rule_is_within_one_agent(load: float, delayed: float) -> None:
    exact = least_servers(lambda servers: delay_probability(load, servers) <= delayed)
    assert abs(square_root_servers(load, delayed) - exact) <= 1


def test_the_square_root_rule_of_no_load() -> None:
    assert square_root_servers(0.0, 0.2) == 0
    with pytest.raises(TheoryError, match="delayed_rate"):
        square_root_servers(10.0, 0.0)
