"""R-004: the pit stop over months; a fifth of the company of the story, and groups of one."""

from functools import cache

import numpy as np
import pytest

from ccsim.units import NEVER
from pit_stop_year import (
    BEGINS,
    CELLS,
    NO_PIT_STOP,
    OVER,
    PIT_STOP,
    WARM_UP,
    Cell,
    Story,
    arms,
    fallen,
    falls,
    half_life,
    left,
    mean,
    moved,
    rises,
    same_mix,
    spillover,
    story,
    uplift,
    value,
)  # fmt: skip
from rotations import plan_of

pytestmark = pytest.mark.slow
N, WEEKS = 3, 40
FIFTH = (
    "customers.consumer.count=18400", "customers.business.count=1600",
    "teams.front.headcount=4", "teams.second_line.headcount=1", "departments.billing.staff=3",
    "departments.network.staff=15", "departments.provisioning.staff=2",
    "departments.retention.staff=1", f"calendar.weeks={WEEKS}",
)  # fmt: skip
ONE = ("pit_stop.size=1", "teams.pit_stop.headcount=1")
OFTEN = "operating_model.voice_of_customer.funded=0.6"
"""Upper end of E-VOC-01: so few causes are seldom funded."""
LISTENS = {"pit stop": OFTEN, "refreshed": OFTEN}


@cache
def small() -> tuple[Cell, Story]:
    """The year without a pit stop, with it, with nobody who listens, and refreshed."""
    cells = {}
    for name in ("pit stop", "nobody listens", "refreshed"):
        path, own = CELLS[name]
        cells[name] = (path, (*ONE, *own, *([OFTEN] if name in LISTENS else [])))
    return story(cells, N, FIFTH)


@pytest.mark.mechanism("R-004", "S004-15")
def test_until_the_first_group_leaves_nothing_differs() -> None:
    before, cells = small()
    for cell in cells.values():
        for one, other in zip(before.years, cell.years, strict=True):
            assert np.array_equal(one.needs[:, :BEGINS], other.needs[:, :BEGINS])
            for name, days in one.totals.sums["day"].items():
                if name in other.totals.sums["day"]:
                    quiet = slice(7 * (BEGINS - WARM_UP))
                    assert np.array_equal(days[quiet], other.totals.sums["day"][name][quiet]), name


@pytest.mark.mechanism("R-004", "S004-16")
def test_the_pit_stop_gets_the_same_cases_as_the_floor() -> None:
    """Chi-square over kinds of need; below one in a thousand somebody has chosen."""
    _, cells = small()
    table = arms(cells["pit stop"], fresh=True)
    assert table.sum(axis=1).min() > 300
    assert same_mix(table)[2] > 0.001


@pytest.mark.mechanism("R-004", "S004-28")
def test_while_a_group_is_away_callers_wait_and_it_costs() -> None:
    before, cells = small()
    dip = {
        name: moved(before, cells["pit stop"], name, BEGINS, OVER)
        for name in ("service_level", "mean_wait_s", "abandon_rate", "cost")
    }
    assert falls(dip.pop("service_level"))
    for name, one in dip.items():
        assert rises(one), name


@pytest.mark.mechanism("R-004", "S004-22", "S000-18")
def test_needs_of_a_cause_step_down_once_it_is_removed() -> None:
    """By half (E-VOC-03); who talks to whom meanwhile moves no need, but those of leavers."""
    before, cells = small()
    weeks = [one.fixed for one in cells["pit stop"].years]
    assert sum(int((fixed < NEVER).sum()) for fixed in weeks) >= 4
    gone = fallen(before, cells["pit stop"])
    assert gone.mean is not None
    assert falls(gone)
    assert -0.55 < gone.mean < -0.42


@pytest.mark.mechanism("R-004", "S004-22", "S000-18")
def test_where_nobody_listens_the_same_needs_go_on() -> None:
    """The causes that are removed in the other cell, from the same weeks on."""
    before, cells = small()
    weeks = [one.fixed for one in cells["pit stop"].years]
    gone = fallen(before, cells["nobody listens"], weeks)
    assert gone.mean is not None
    assert abs(gone.mean) < 0.02
    assert all((one.found == NEVER).all() for one in cells["nobody listens"].years)


@pytest.mark.mechanism("R-004", "S004-25", "E-PIT-02")
def test_colleagues_who_were_never_there_get_quicker_near_what_the_trial_found() -> None:
    """Of the same talks, by the clock: percent for each point of colleagues, .02 to .08."""
    _, cells = small()
    found = mean(spillover(cells["pit stop"]))
    assert found.low is not None
    assert found.high is not None
    assert 0.02 < found.low < found.high < 0.08


@pytest.mark.mechanism("R-004", "S004-24", "E-PIT-03")
def test_without_a_refresh_it_fades_and_with_one_it_stays() -> None:
    """Half of it in six weeks; groups that go on keep more than twice as much."""
    _, cells = small()
    assert half_life(cells["pit stop"], end=WEEKS) == pytest.approx([6.0] * N, abs=0.1)
    once, again = (left(cells[name])[:, -1].mean() for name in ("pit stop", "refreshed"))
    assert again > 2 * once


@pytest.mark.mechanism("R-004", "S004-24", "E-PIT-05")
def test_who_has_been_there_solves_more_of_the_same_calls() -> None:
    """Between nought and ten points, which is not typed in anywhere."""
    _, cells = small()
    found = uplift(cells["refreshed"])
    assert rises(found)
    assert found.high is not None
    assert found.high < 0.10


@pytest.mark.mechanism("R-004", "S004-28")
def test_it_begins_with_a_dip_and_is_not_paid_back_before_it_began() -> None:
    """The sum so far is nought until the first group leaves; then the first weeks cost."""
    before, cells = small()
    found = value(before, cells["pit stop"])
    assert found.begins == BEGINS - WARM_UP + 1
    assert all(week.mean == 0 for week in found.gained[: found.begins - 1])
    assert found.payback_week.low is None or found.payback_week.low >= found.begins
    assert found.paid_back.mean is not None
    assert found.loss.mean == pytest.approx(1 - found.paid_back.mean)


@pytest.mark.mechanism("R-004")
def test_both_cells_have_the_same_facts_but_for_the_pit_stop_and_who_listens() -> None:
    with_, without = (plan_of(path).scenario for path in (PIT_STOP, NO_PIT_STOP))
    for name in ("customers", "needs", "departments", "calendar", "demand"):
        assert getattr(with_, name) == getattr(without, name)
    assert with_.teams["front"] == without.teams["front"]
    assert with_.operating_model.sample == without.operating_model.sample
