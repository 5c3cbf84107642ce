"""When staff is cut, talks go on: the whole day follows the forward equations.

Agents are heads in a team of a headcount by interval. After a cut no call begins before fewer are
busy than there are agents, and nobody's call ends for it. The equations count who is busy and who
waits, by adding up short steps of time.
"""

import tempfile
from pathlib import Path

import numpy as np
import pytest

from analytic.reference_checks import FAR, ccsim
from analytic.reference_runs import Run
from ccsim.metrics.estimates import student_t
from ccsim.metrics.window import Floats

REPLICATIONS = 400
CALLS_A_MINUTE = (3.0, 5.0, 6.0, 4.0)
AGENTS = (10, 6, 12, 5)
TALK_MIN, PATIENCE_MIN = 2.0, 2.0
MOST_WAIT = 60
STEP_MIN = 1 / 240


def flows(chances: Floats, rate: float, agents: int) -> Floats:
    """How fast each state [busy, waiting] becomes likelier."""
    busy, waiting = np.indices(chances.shape)
    change = np.zeros_like(chances)

    def move(speed: Floats, busier: int, longer: int) -> None:
        gone = speed * chances
        change[...] -= gone
        change[...] += np.roll(gone, (busier, longer), axis=(0, 1))

    free = busy < agents
    over = busy > agents
    done = busy / TALK_MIN
    move(np.where(free, rate, 0.0), +1, 0)
    move(np.where(free | (waiting == MOST_WAIT), 0.0, rate), 0, +1)
    move(np.where(over | (waiting == 0), done, 0.0), -1, 0)
    move(np.where(over | (waiting == 0), 0.0, done), 0, -1)
    move(waiting / PATIENCE_MIN, 0, -1)
    return change


def take_callers(chances: Floats, agents: int) -> None:
    """Agents who come on take callers who wait, at once."""
    for busy in range(agents):
        for waiting in range(1, MOST_WAIT + 1):
            taken = min(agents - busy, waiting)
            chances[busy + taken, waiting - taken] += chances[busy, waiting]
            chances[busy, waiting] = 0.0


def expected_day() -> tuple[float, float]:
    """The mean numbers of callers waiting and of agents busy until closing."""
    chances = np.zeros((max(AGENTS) + 1, MOST_WAIT + 1))
    chances[0, 0] = 1.0
    busy, waiting = np.indices(chances.shape)
    sums = np.zeros(2)
    steps = round(60 / STEP_MIN)
    for rate, agents in zip(CALLS_A_MINUTE, AGENTS, strict=True):
        take_callers(chances, agents)
        for _ in range(steps):
            middle = chances + flows(chances, rate, agents) * STEP_MIN / 2
            sums += [(middle * waiting).sum(), (middle * busy).sum()]
            chances = chances + flows(middle, rate, agents) * STEP_MIN
    queue, talking = sums / (steps * len(AGENTS))
    return float(queue), float(talking)


@pytest.mark.slow
def test_a_day_with_cuts_follows_the_forward_equations() -> None:
    run = Run(
        "varying_day",
        (
            "queues.calls.hours=00:00-04:00",
            "queues.calls.forecast.interval=1h",
            f"queues.calls.forecast.calls={[60 * rate for rate in CALLS_A_MINUTE]}",
            f"queues.calls.talk={{exponential: {TALK_MIN:g}m}}",
            f"queues.calls.patience={{exponential: {PATIENCE_MIN:g}m}}",
            "teams.agents.headcount.interval=1h",
            f"teams.agents.headcount.agents={list(AGENTS)}",
        ),
        replications=REPLICATIONS,
    )
    with tempfile.TemporaryDirectory() as folder:
        metrics = ccsim(run.words("compiled", Path(folder)))["metrics"]
    reach = student_t(REPLICATIONS - 1)
    for name, expected in zip(("mean_queue", "mean_busy"), expected_day(), strict=True):
        found = metrics[name]
        error = (found["high"] - found["low"]) / 2 / reach
        assert abs(found["mean"] - expected) <= FAR * error, (name, expected, found)
