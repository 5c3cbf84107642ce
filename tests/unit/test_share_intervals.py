"""Intervals of shares of callers, by period: honest where all are answered in time, or none."""

import numpy as np
import pytest

from ccsim.experiments.staff_items import Item, Verdict, holds, short_by_team, verdict_of
from ccsim.experiments.staff_rounds import Round
from ccsim.experiments.targets import parse_targets
from ccsim.metrics.window import Floats
from ccsim.streams.philox import philox4x32_array
from playing import scenario_of

DESK = scenario_of(
    {
        "calendar": {"days": 1},
        "queues": {
            "line": {
                "teams": ["desk"],
                "talk": {"exponential": "3m"},
                "forecast": {"rate": "1/min"},
            }
        },
        "teams": {"desk": {"headcount": 4}},
    }
)


def seen(in_time: Floats, callers: Floats, wish: str = "service_level>=0.8") -> Verdict:
    """What is known of a queue by replication and period."""
    target = parse_targets([wish], DESK)[0]
    periods = in_time.shape[1]
    item = Item(target, 0, "line", np.ones(periods, bool), ("desk",))
    names = (*target.metric.needs, "offered")
    table = dict.fromkeys(names, callers[:, None, :])
    counted = "in_service_level" if "service_level" in wish else "abandoned"
    table[counted] = in_time[:, None, :]
    return verdict_of(item, Round(table, {}), np.arange(periods))


def test_all_answered_in_time_is_no_more_than_so_many_callers_can_tell() -> None:
    """20 callers in each of 10 replications, never one too late: Wilson's interval of 200."""
    verdict = seen(np.full((10, 1), 20.0), np.full((10, 1), 20.0))
    low, high = verdict.interval()
    assert (verdict.mean[0], verdict.error[0], high[0]) == (1.0, 0.0, 1.0)
    assert low[0] == pytest.approx(200 / (200 + 1.959964**2))


def test_few_callers_say_little_though_none_was_too_late() -> None:
    low, _ = seen(np.full((5, 1), 1.0), np.full((5, 1), 1.0)).interval()
    assert low[0] < 0.8


def test_callers_who_wait_together_count_for_fewer() -> None:
    """Beside a period in which replications differ ten times as much as independent callers would,
    two hundred callers say as much as twenty."""
    in_time = np.full((10, 2), 20.0)
    in_time[:, 0] = [20, 20, 20, 20, 20, 0, 20, 20, 20, 20]
    callers = np.full((10, 2), 20.0)
    verdict = seen(in_time, callers)
    effect = float(verdict.error[0] ** 2 / (0.9 * 0.1 / 200))
    assert effect > 15
    low, _ = verdict.interval()
    fewer = 200 / effect
    assert low[1] == pytest.approx(fewer / (fewer + 1.959964**2))


def test_an_interval_never_leaves_the_shares_and_is_none_where_nobody_called() -> None:
    in_time = np.array([[20.0, 0.0], [10.0, 0.0], [20.0, 0.0]])
    callers = np.array([[20.0, 0.0], [20.0, 0.0], [20.0, 0.0]])
    low, high = seen(in_time, callers).interval()
    assert 0 <= low[0] < high[0] == 1
    assert np.isnan([low[1], high[1]]).all()


@pytest.mark.parametrize(("callers", "met"), [(1.5, False), (30.0, False), (300.0, True)])
def test_a_day_is_met_by_as_many_callers_as_it_takes_to_say_so(callers: float, met: bool) -> None:
    """Twenty replications, and never a caller too late: how sure that is, their number tells."""
    verdict = seen(np.full((20, 1), callers), np.full((20, 1), callers), "service_level>=0.999")
    many = 20 * callers
    assert verdict.lower[0] == pytest.approx(many / (many + 1.644854**2))
    assert holds([verdict], "day") == met
    assert not short_by_team([verdict], ["desk"], None).any()  # no agent would make it better


def test_of_what_is_to_be_low_the_worse_end_is_the_higher() -> None:
    gone, callers = np.zeros((20, 1)), np.full((20, 1), 3.0)
    verdict = seen(gone, callers, "abandon_rate<=0.04")
    assert verdict.mean[0] == 0
    assert verdict.lower[0] == pytest.approx(1.644854**2 / (60 + 1.644854**2))
    assert not holds([verdict], "day")
    assert holds([seen(gone, 2 * callers, "abandon_rate<=0.04")], "day")


@pytest.mark.parametrize("chance", [0.8, 0.97, 0.995])
def test_it_covers_where_the_jackknife_alone_does_not(chance: float) -> None:
    """Ten replications of which each is good or bad for all of its callers, tried 300 times."""
    hits = 0
    for experiment in range(300):
        words = philox4x32_array(np.arange(10 * 40), 0, 0, 0, experiment, 2026)[0]
        good = words.reshape(10, 40) < chance * 2**32
        verdict = seen(good * 12.0, np.full((10, 40), 12.0))
        low, high = verdict.interval()
        hits += int(((low <= chance) & (chance <= high)).sum())
    assert hits / (300 * 40) > 0.93
