"""Break-even values of sourcing: how much worse a vendor may be before in-house is worth more.

python tests/sourcing_sweeps.py [REPLICATIONS] [VENDOR ...]   prints the table; some minutes
"""

import sys
from collections.abc import Mapping, Sequence

import numpy as np

from ccsim.experiments.compare import compare
from ccsim.metrics.estimates import student_t
from ccsim.metrics.window import Floats
from ccsim.spec.loading import Loaded, load
from sourcing import Effect
from sourcing_worlds import SHARE, WEEKS
from sourcing_year import WAYS, paid, way

LEVELS = (1.0, 0.75, 0.5, 0.25)
FACTS = ("knowledge", "understood")
"""What an old hand of the vendor knows, as a share of the house; how well customers follow."""


def vendor(name: str, fact: str, level: float) -> Loaded:
    """A vendor in its stride whose people know, or are understood, only so far."""
    if fact == "understood":
        worse = f"teams.front.perception.understood={level}"
    else:
        known = load(WAYS[name]).scenario.teams["front"].knowledge
        assert isinstance(known, Mapping)
        each = ", ".join(f"{need}: {level * chance:.4f}" for need, chance in known.items())
        worse = f"teams.front.knowledge={{{each}}}"
    return way(name, *WEEKS, worse, share=SHARE, in_stride=True)


def crossing(levels: Sequence[float], gains: Floats) -> Effect | None:
    """Where the mean gain, [level, replication], falls to nought, levels falling; with jackknife.

    None where it stays above nought as far as was tried.
    """
    n = gains.shape[1]
    whole = _zero(levels, gains.mean(axis=1))
    without = [_zero(levels, np.delete(gains, k, axis=1).mean(axis=1)) for k in range(n)]
    if whole is None or None in without:
        return None
    owed = n * whole - (n - 1) * np.array(without, float)
    reach = student_t(n - 1) * float(owed.std(ddof=1)) / n**0.5
    return Effect(whole, whole - reach, whole + reach)


def _zero(levels: Sequence[float], means: Floats) -> float | None:
    for k in range(1, len(levels)):
        if means[k] < 0 <= means[k - 1]:
            part = means[k - 1] / (means[k - 1] - means[k])
            return float(levels[k - 1] + part * (levels[k] - levels[k - 1]))
    return None


def main(replications: int, vendors: Sequence[str]) -> None:
    """Prints what vendors gain over in-house at each level, and where that is nought."""
    house = way("in_house", *WEEKS, share=SHARE)
    print("| vendor | fact | " + " | ".join(str(level) for level in LEVELS) + " | break-even |")
    for name in vendors:
        for fact in FACTS:
            loaded = [vendor(name, fact, level) for level in LEVELS]
            runs = compare([house, *loaded], replications=replications, workers=1).runs
            before = paid(runs[0], "net_value")
            gains = np.stack([paid(run, "net_value") - before for run in runs[1:]])
            told = [f"{row.mean():+,.0f} (±{_reach(row):,.0f})" for row in gains]
            print(
                f"| {name} | {fact} | {' | '.join(told)} | {crossing(LEVELS, gains)} |", flush=True
            )


def _reach(row: Floats) -> float:
    return student_t(len(row) - 1) * float(row.std(ddof=1)) / len(row) ** 0.5


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 4, sys.argv[2:] or list(WAYS)[1:])
