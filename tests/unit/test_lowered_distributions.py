"""Every distribution of every shipped scenario, lowered to a table, is what the file says it is."""

from collections.abc import Iterator

import numpy as np
import pytest
from pydantic import BaseModel

from ccsim.plan.plan import make_plan
from ccsim.plan.shapes import natural_moments, shape_table, table_moments
from ccsim.spec.distributions import Distribution
from ccsim.spec.loading import load
from ccsim.spec.scenario import Scenario
from ccsim.streams.quantiles import knot_distances, sample
from ccsim.units import NEVER
from shipped import FILES, SCENARIOS


def distributions(facts: object, path: str = "") -> Iterator[tuple[str, Distribution]]:
    """Everything in a scenario that has a shape and a mean, with its path."""
    if hasattr(facts, "shape") and hasattr(facts, "mean_ms"):
        yield path, facts
    elif isinstance(facts, BaseModel):
        for name in type(facts).model_fields:
            yield from distributions(getattr(facts, name), f"{path}.{name}".lstrip("."))
    elif isinstance(facts, dict):
        for name, value in facts.items():
            yield from distributions(value, f"{path}.{name}")
    elif isinstance(facts, list):
        for number, value in enumerate(facts):
            yield from distributions(value, f"{path}[{number}]")


def scenario_of(name: str) -> Scenario:
    return load(SCENARIOS / name).scenario


NAMES = [str(path.relative_to(SCENARIOS)) for path in FILES]


@pytest.mark.parametrize("name", NAMES)
def test_a_table_keeps_mean_and_spread_of_what_the_file_says(name: str) -> None:
    found = list(distributions(scenario_of(name)))
    assert found
    for path, distribution in found:
        kind, parameters = distribution.shape
        if kind == "constant":
            continue  # no table, the time itself
        natural_mean, natural_sd = natural_moments(kind, parameters)
        mean, sd = table_moments(shape_table(kind, parameters))
        assert mean == pytest.approx(1, rel=1e-3), path
        assert sd == pytest.approx(natural_sd / natural_mean, rel=1e-2), path


@pytest.mark.parametrize("name", NAMES)
def test_times_in_milliseconds_keep_mean_and_spread_too(name: str) -> None:
    for path, distribution in distributions(scenario_of(name)):
        kind, parameters = distribution.shape
        if kind == "constant":
            continue
        natural_mean, natural_sd = natural_moments(kind, parameters)
        mean, sd = sampled_moments(shape_table(kind, parameters), round(distribution.mean_ms))
        assert mean == pytest.approx(distribution.mean_ms, rel=1e-3), path
        wanted = distribution.mean_ms * natural_sd / natural_mean
        assert sd == pytest.approx(wanted, rel=1e-2), path


def test_the_busy_day_factor_keeps_mean_and_spread() -> None:
    scenario = scenario_of("scripted_call_center.yaml")
    plan = make_plan(scenario)
    row, scale = plan.busy_day
    mean, sd = sampled_moments(plan.tables.shapes[row], scale)
    assert mean / scale == pytest.approx(1, rel=1e-3)
    assert sd / scale == pytest.approx(scenario.demand.busy_day_cv, rel=1e-2)


def test_the_walk_meets_every_time_that_the_plan_lowers() -> None:
    """As many scales as the walk knows: a distribution that it overlooks would be missing here."""
    scenario = scenario_of("scripted_call_center.yaml")
    known = {round(one.mean_ms) for _, one in distributions(scenario)} | {0, NEVER}
    tables = make_plan(scenario).tables
    for table in (tables.queues, tables.segments, tables.kinds, tables.departments):
        for name in table.dtype.names or ():
            if name.endswith("_scale"):
                assert set(table[name].tolist()) <= known, name


def sampled_moments(table: np.ndarray, scale: int) -> tuple[float, float]:
    """Mean and standard deviation of whole milliseconds, over all 2**32 words by their weight.

    Between two knots a table is a straight line: the ends and the middle of each stretch, weighted
    as Simpson does, give the mean and the square exactly, but for the rounding to milliseconds.
    """
    tables = np.ascontiguousarray(table, np.int64).reshape(1, -1)
    distances = knot_distances()
    start, gap = distances[:-1], np.diff(distances)
    total = square = weight = 0.0
    for upper in (False, True):
        for share, place in ((1, 0.0), (4, 0.5), (1, 1.0)):
            at = start + np.minimum((gap * place).astype(np.int64), gap - 1)
            words = 2**32 - 1 - at if upper else at
            times = np.array([sample(tables, 0, scale, int(word)) for word in words], float)
            total += float((gap * share * times).sum())
            square += float((gap * share * times**2).sum())
            weight += float((gap * share).sum())
    mean = total / weight
    return mean, float(np.sqrt(square / weight - mean**2))
