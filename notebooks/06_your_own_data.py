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

# %% [markdown]
# # Your own data
#
# Every telephone system can write its call records down. Here is the way from such a file to a
# scenario, and to an answer whether the scenario may be trusted. So that it can be checked, the
# file is made by a centre whose facts are known: yours goes the same way.

# %%
import datetime as dt
import tempfile
from pathlib import Path

import pandas as pd

import ccsim
from ccsim.experiments.keep import Request, run_kept
from ccsim.experiments.replicate import Settings
from ccsim.report.backtest_files import backtest_pictures
from ccsim.report.backtest_words import conclusion, reasons

ROOM = tempfile.TemporaryDirectory()
FOLDER = Path(ROOM.name)
CALLS = [0] * 16 + [30, 42, 50, 54, 52, 48, 40, 36, 40, 46, 50, 48, 42, 36, 28, 20] + [0] * 16
CENTRE = f"""
name: Somebody's centre
why: Its facts are known, so that what is estimated can be held against them.
calendar: {{start: 2026-03-02, weeks: 4, time_zone: Europe/Madrid}}
demand: {{busy_day_cv: 0.1}}
queues:
  calls:
    teams: [agents]
    hours: "Mo-Fr 08:00-16:00"
    talk: {{lognormal: {{mean: 4m, sigma: 0.8}}}}
    patience: {{exponential: 3m}}
    forecast: {{interval: 30m, calls: {CALLS}}}
teams:
  agents: {{hours: "Mo-Fr 08:00-16:00", headcount: 7}}
measures: {{service_level_threshold: 20s}}
"""

# %% [markdown]
# ## What does a telephone system know?
#
# When somebody called, how long they waited, whether they were answered, how long the talk was.
# What does it not know that you would like to know?

# %%
(FOLDER / "centre.yaml").write_text(CENTRE, encoding="utf-8")
request = Request(replications=1, seed=1, workers=1)
kept = run_kept(FOLDER / "centre.yaml", request, FOLDER / "runs")
written = ccsim.export(kept.folder, FOLDER / "calls.csv")
print(f"{written.rows:,} calls in four weeks")
pd.read_csv(FOLDER / "calls.csv").head()

# %% [markdown]
# ## What can be estimated from it?
#
# The first two weeks become a scenario. Each number has its interval, the count it rests on, and
# the method. Patience is the hard one: of those who were answered it is only known that they would
# have waited at least as long. What would you get if you took the mean wait of those who hung up?

# %%
HALF = dt.date(2026, 3, 15)
found = ccsim.calibrate(FOLDER / "calls.csv", FOLDER / "my_centre.yaml", end=HALF)
estimates = found.centre.estimates
pd.DataFrame(
    {
        "estimate": [one.text(one.value) for one in estimates],
        "95 % interval": [f"{one.text(one.low)} to {one.text(one.high)}" for one in estimates],
        "n": [f"{one.n:,} {one.of}" for one in estimates],
        "method": [one.method for one in estimates],
    },
    index=[one.path for one in estimates],
)

# %% [markdown]
# Talk was 4 minutes on average (sigma 0.8), patience 3 minutes, and days differed by a tenth. How
# many of these lie inside their intervals? Of twenty, one may well lie outside. And which interval
# is so wide that you would want more weeks before you relied on it?

# %% [markdown]
# ## What has become of it?
#
# A scenario like any other, to be read and changed. Its ranges stand beside the values, so that
# `ccsim robustness` can ask which of the doubts matters.

# %%
print((FOLDER / "my_centre.yaml").read_text(encoding="utf-8")[:1500])

# %% [markdown]
# ## May it be trusted?
#
# The other two weeks were kept back. The scenario foretells them, and then they are looked at. A
# day that happened is one draw; so it is held against the spread of single simulated days. How many
# of ten such days may lie outside, if the model is right?

# %%
backtest = ccsim.backtest(
    FOLDER / "my_centre.yaml",
    FOLDER / "calls.csv",
    start=HALF + dt.timedelta(days=1),
    settings=Settings(59, 1, workers=1),
)
print(conclusion(backtest))

# %%
next(iter(backtest_pictures(backtest))).figure(False)

# %%
print(*reasons(backtest), sep="\n")

# %% [markdown]
# ## What if one knew how many would call?
#
# Ten days tell the volume of calls no better than the interval of `forecast.scale` above: more
# weeks would. But is the model of *waiting* right? Give it the calls as they came, and
# only what follows from them is foretold. Which of the sentences above should change?

# %%
given = ccsim.backtest(
    FOLDER / "my_centre.yaml",
    FOLDER / "calls.csv",
    start=HALF + dt.timedelta(days=1),
    given=["volume"],
    settings=Settings(59, 1, workers=1),
)
print(conclusion(given))
print(*reasons(given), sep="\n")
ROOM.cleanup()

# %% [markdown]
# ## The same from the command line

# %%
print("ccsim calibrate calls.csv -o my_centre.yaml --until 2026-03-15")
print("ccsim backtest my_centre.yaml --against calls.csv --from 2026-03-16 -o backtest.html")
print("ccsim backtest my_centre.yaml --against calls.csv --from 2026-03-16 --given volume")
