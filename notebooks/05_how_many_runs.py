# ---
# jupyter:
#   jupytext:
#     formats: ipynb,py:percent
#     text_representation:
#       extension: .py
#       format_name: percent
#   kernelspec:
#     display_name: Python 3
#     language: python
#     name: python3
# ---

# %% [markdown]
# # How many runs, and why with the same luck
#
# A simulation that is played once has told an anecdote. How often must it be played, and how can
# the same be known from fewer plays?

# %%
from pathlib import Path

import pandas as pd

import ccsim
from ccsim.experiments.compare import compared
from ccsim.experiments.paired import paired_difference
from ccsim.figures.bars import interval_bars
from ccsim.metrics.estimates import fractions
from ccsim.report.frames import estimates_frame
from ccsim.report.tables import beside_table, differences_table
from ccsim.report.words import estimate_text, luck_sentence, repeat_command

WEEKS = 3
HOME = next(home for home in (Path("scenarios"), Path("../scenarios")) if home.is_dir())
SCRIPTED, SOLVING = HOME / "scripted_call_center.yaml", HOME / "solution_center.yaml"

# %% [markdown]
# ## Is one play enough?
#
# The same centre, the same weeks, played twice with other luck. Which of the two is right?

# %%
once = {
    f"seed {seed}": ccsim.run(SCRIPTED, weeks=WEEKS, replications=1, seed=seed, workers=1)
    for seed in (1, 2)
}
pd.DataFrame(
    {
        label: {
            name: " ".join(estimate_text(run.estimates[name])) for name in ("abandon_rate", "asa_s")
        }
        for label, run in once.items()
    }
)

# %% [markdown]
# Both, and neither: there is no interval, since one play cannot know how far the next would lie
# from it.

# %% [markdown]
# ## How does the interval shrink?
#
# Its width goes with the square root of the number of plays. So half the width takes how many times
# as many?

# %%
counts = (3, 6, 12)
runs = {n: ccsim.run(SCRIPTED, weeks=WEEKS, replications=n, seed=1, workers=1) for n in counts}
frame = estimates_frame(runs.values())
frame["scenario"] = [f"{n} replications" for n in frame["n"]]
frame = frame[frame["n"].isin(counts)]
interval_bars(
    frame, {"service_level": "in time", "abandon_rate": "hung up"}, dark=False, title=None
)

# %% [markdown]
# ## How many are needed?
#
# A pilot of six tells how much the plays differ, and with that how many it takes until an interval
# is as narrow as wanted. It is a guess, and it says between which numbers it lies.

# %%
for name, relative in (("service_level", 0.02), ("abandon_rate", 0.1), ("cost_per_contact", 0.01)):
    needed = ccsim.replications_needed(runs[6], name, relative)
    print(f"{name} to ± {100 * relative:g} %: {needed.likely} ({needed.low} to {needed.high})")

# %% [markdown]
# ## What if two centres are compared?
#
# Each pair of plays has the same customers, the same problems, the same luck; only the rules
# differ. So the difference is taken play by play, and what is luck cancels.

# %%
solving = ccsim.run(SOLVING, weeks=WEEKS, replications=6, seed=1, workers=1)
comparison = compared([runs[6], solving])
names = ["abandon_rate", "mean_wait_s", "occupancy", "cost_per_contact"]
beside_table(comparison.runs, names)

# %%
differences_table(comparison)

# %% [markdown]
# ## What would other luck have cost?
#
# The second centre once more, with other customers. The difference is as large; how sure is it now?

# %%
apart = ccsim.run(SOLVING, weeks=WEEKS, replications=6, seed=2, workers=1)


def difference(other, name):
    """How much more the other centre has of a metric, whatever luck it had."""
    before, after = comparison.reference.estimates[name].mean, other.estimates[name].mean
    pairs = [fractions(run.totals, name) for run in (comparison.reference, other)]
    return paired_difference(*pairs, after - before)


rows = {}
for name in names:
    same, separate = difference(comparison.runs[1], name), difference(apart, name)
    widths = [one.high - one.low for one in (same, separate)]
    rows[name] = {
        "same luck": f"{same.mean:.4g} ({same.low:.4g} to {same.high:.4g}, n = {same.n})",
        "other luck": f"{separate.mean:.4g} ({separate.low:.4g} to {separate.high:.4g}, "
        f"n = {separate.n})",
        "width": f"{widths[1] / widths[0]:.1f} times",
    }
pd.DataFrame.from_dict(rows, orient="index")

# %% [markdown]
# The last column is itself a matter of luck, with six plays. What is reckoned from the plays
# themselves, by how much less a paired difference varies, is this:

# %%
print(luck_sentence(comparison))

# %% [markdown]
# ## The same from the command line
#
# The second line plays until it is that sure, and at least 60 times: intervals of few plays that
# lack the rare bad one look narrower than they are.

# %%
print(repeat_command(comparison))
print("ccsim run scenarios/scripted_call_center.yaml --precision service_level=0.02")
