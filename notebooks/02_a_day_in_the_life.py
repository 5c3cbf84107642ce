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
# # A day in the life
#
# Means hide what a day is like. Here is one day of one centre as it was played, minute by minute,
# and then the way of single customers: what they were told, and what was true.

# %%
import tempfile
from pathlib import Path

import ccsim
from ccsim.experiments.day import day_of
from ccsim.experiments.day_scenes import callers_frame, facts_of, minutes_frame
from ccsim.experiments.keep import Request, run_kept
from ccsim.figures.day_in_the_life import day_in_the_life_figure
from ccsim.figures.journey import journey_figure
from ccsim.report.day import day_sentences, one_day_caption
from ccsim.report.journeys import story_table
from ccsim.report.tables import beside_table

WEEKS = 3
REPLICATIONS = 3
HOME = next(home for home in (Path("scenarios"), Path("../scenarios")) if home.is_dir())
SCENARIO = HOME / "scripted_call_center.yaml"

# %% [markdown]
# ## What happens on a Monday?
#
# Day 14 is the first Monday after the warm-up of these weeks. When do you expect the longest wait:
# in the rush, or after it?

# %%
facts = ccsim.load(SCENARIO, [f"calendar.weeks={WEEKS}"]).scenario
day = day_of(facts, seed=1, number=14)
print(*day_sentences(day, facts_of(day)), sep="\n")

# %%
day_in_the_life_figure(minutes_frame(day), callers_frame(day), day.date)

# %% [markdown]
# ## What may be concluded from one day?
#
# Nothing about the next. A picture of one day explains; it does not measure.

# %%
print(one_day_caption(day))

# %% [markdown]
# ## How good are the days on the whole?
#
# The same weeks, three times with other luck, give numbers with intervals. The run is kept in a
# folder, so that its customers can be found again.

# %%
room = tempfile.TemporaryDirectory()
request = Request(weeks=WEEKS, replications=REPLICATIONS, seed=1, workers=1)
kept = run_kept(SCENARIO, request, Path(room.name))
beside_table([kept.result], ["service_level", "asa_s", "wait_p90_s", "abandon_rate", "occupancy"])

# %% [markdown]
# ## What is it like for the customer who has it worst?
#
# The centre's figures are per call. A customer's trouble has no figure: it is a story, of several
# calls and several agents. How many calls do you think the worst case of these weeks took?

# %%
worst = ccsim.journey(kept.folder, worst=1)[0]
print(worst.heading)

# %%
journey_figure(worst.pieces)

# %% [markdown]
# What is held against what was said, in brackets, is the truth: only the simulation knows it.

# %%
story_table(worst)

# %% [markdown]
# ## And for the customer in the middle?

# %%
typical = ccsim.journey(kept.folder, worst=1, which="typical")[0]
print(*typical.lines(), sep="\n")

# %% [markdown]
# ## Where are the others?
#
# Every event of a replication can be written for tools of process mining, which draw the ways of
# all customers at once: OCEL 2.0 (`.json`) or XES (`.xes`).

# %%
written = ccsim.export(kept.folder, Path(room.name) / "cases.xes")
print(f"{written.rows:,} events of one replication (of {written.replications})")
room.cleanup()

# %% [markdown]
# ## The same from the command line

# %%
print("ccsim run scenarios/scripted_call_center.yaml --weeks 3 --replications 3")
print("ccsim journey runs/scripted_call_centre-… --worst 1 --figure worst.html")
print("ccsim export runs/scripted_call_centre-… -o cases.xes")
