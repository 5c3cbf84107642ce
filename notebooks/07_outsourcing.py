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
# # Outsourcing
#
# Calls can be answered in the firm's own centre, by a vendor whose people sit in the firm's own
# building, or abroad, where the hour costs least. What is saved by the hour, and what is paid for
# it elsewhere? (`onshore_outsourcing`, a vendor in another town, can be added to `WAYS`.)
#
# Five weeks and six replications are few, and people who learn and leave take longer than that to
# show: `../scenarios/stories/sourcing.md` tells a whole year.

# %%
from pathlib import Path

import pandas as pd

import ccsim
from ccsim.figures.cost_resolution import cost_resolution_figure
from ccsim.figures.outcomes import outcomes_figure
from ccsim.figures.sweep import sweep_figure
from ccsim.report.frames import estimates_frame
from ccsim.report.sweep_words import metric_cells, name_of, sweep_frame
from ccsim.report.tables import beside_table, differences_table
from ccsim.report.words import conclusion, repeat_command, title

WEEKS = 5
REPLICATIONS = 6
HOME = next(home for home in (Path("scenarios"), Path("../scenarios")) if home.is_dir())
WAYS = [
    HOME / f"{name}.yaml" for name in ("in_house", "colocated_outsourcing", "offshore_outsourcing")
]

# %% [markdown]
# ## What differs between the three?
#
# Nothing about the customers, their problems, or their luck. The rules differ: who is paid how, how
# far it is to a department, whether an agent can walk over and ask.

# %%
for way in WAYS:
    scenario = ccsim.load(way).scenario
    print(f"{scenario.name}\n    {scenario.why}")

# %% [markdown]
# ## Which is cheapest, and for whom?
#
# Guess the order by the cost of a contact; then that by the cost of a solved case. They need not be
# the same.

# %%
comparison = ccsim.compare(WAYS, weeks=WEEKS, replications=REPLICATIONS, seed=1, workers=1)
beside_table(
    comparison.runs,
    ["cost_per_contact", "contacts_per_case", "resolution_rate", "cost_per_resolution"],
)

# %%
cost_resolution_figure(estimates_frame(comparison.runs))

# %% [markdown]
# ## Where do the cases end?

# %%
outcomes_figure(estimates_frame(comparison.runs))

# %% [markdown]
# ## Which of the differences are more than luck?
#
# Against the firm's own centre. *Not established* means that these weeks cannot tell.

# %%
differences_table(comparison)

# %%
print(conclusion(comparison))

# %% [markdown]
# ## What if customers cannot follow what they are told?
#
# The evidence is divided: most of it has customers follow agents abroad as well as those at home,
# some of it worse. A doubt is a value to be moved. At three quarters, who pays for it first: the
# firm, or its customers?

# %%
swept = ccsim.sweep(
    HOME / "offshore_outsourcing.yaml",
    "teams.front.perception.understood=1,0.75",
    metrics=["customer_time_per_case_s", "cost_per_resolution"],
    weeks=WEEKS,
    replications=4,
    seed=1,
    workers=1,
)
sweep_figure(sweep_frame(swept), ["teams.front.perception.understood"])

# %%
pd.DataFrame(
    {
        title(key): [
            f"{value} ({span}) {change}" for value, span, change in metric_cells(swept, key)
        ]
        for key in swept.metrics
    },
    index=[name_of(swept, point) for point in swept.points],
)

# %% [markdown]
# ## The same from the command line

# %%
print(repeat_command(comparison))
print("ccsim explain scenarios/in_house.yaml scenarios/offshore_outsourcing.yaml")
