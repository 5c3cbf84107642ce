"""Replications of small worlds, played once: populations of which the truth is known exactly.

An experiment draws replications from a population with replacement. Two experiments on the same
population are about equal models with different luck, and the difference of two populations is the
true one.
"""

from collections.abc import Sequence

import numpy as np
from scipy.special import ndtri

from ccsim.experiments.paired import Fractions
from ccsim.experiments.play import Job, play
from ccsim.metrics.estimates import fractions
from ccsim.metrics.window import Floats
from ccsim.spec.writing import fingerprint
from ccsim.streams.philox import philox4x32_array
from playing import scenario_of


def population(talk: str, names: Sequence[str], replications: int) -> dict[str, Fractions]:
    """Numerators and denominators of some metrics of a short day with two agents."""
    scenario = scenario_of(
        {
            "calendar": {"days": 1},
            "queues": {
                "calls": {
                    "teams": ["front"],
                    "hours": "Mo-Su 09:00-13:00",
                    "talk": {"exponential": talk},
                    "patience": {"exponential": "5m"},
                    "forecast": {"rate": "20/h"},
                }
            },
            "teams": {"front": {"headcount": 2, "hours": "Mo-Su 09:00-13:00"}},
        }
    )
    first = Job(scenario, fingerprint(scenario), seed=1, replication=0, engine="compiled")
    totals = [play(first._replace(replication=one)).totals for one in range(replications)]
    return {name: fractions(totals, name) for name in names}


def uniforms(experiment: int, luck: int, count: int) -> Floats:
    """Random numbers between 0 and 1, of an experiment; those of other luck are others."""
    blocks = philox4x32_array(np.arange(-(-count // 4)), luck, 0, 0, experiment, 2026)
    return (np.stack(blocks, axis=1).ravel()[:count] + 0.5) / 2**32


def normals(experiment: int, luck: int, count: int) -> Floats:
    """The same as standard normal numbers."""
    return np.asarray(ndtri(uniforms(experiment, luck, count)))


def drawn(metric: Fractions, experiment: int, luck: int, count: int) -> Fractions:
    """Replications of a population; with the same luck, the same ones of another population."""
    above, below = metric
    places = (uniforms(experiment, luck, count) * len(above)).astype(int)
    return above[places], below[places]


def truth(metric: Fractions) -> float:
    """The metric of the whole population."""
    above, below = metric
    return float(above.sum() / below.sum())
