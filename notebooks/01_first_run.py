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
# # A first run
#
# A telephone company of 100,000 customers answers its calls in a centre that follows a script.
# Nothing below was typed in as a result: how long people wait, how many are helped, and what it
# costs come of the rules by which the centre works.
#
# Five weeks and four replications are few: intervals are wide. `WEEKS` and `REPLICATIONS` make
# them narrower, and take longer.

# %%
from pathlib import Path

import ccsim
from ccsim.figures.day_profile import day_profile_figure
from ccsim.report.frames import estimates_frame
from ccsim.report.tables import beside_table, differences_table
from ccsim.report.words import conclusion, repeat_command

WEEKS = 5
REPLICATIONS = 4
HOME = next(home for home in (Path("scenarios"), Path("../scenarios")) if home.is_dir())
SCENARIO = HOME / "scripted_call_center.yaml"

# %% [markdown]
# ## What is a scenario?
#
# A file of facts: who may call and how often, who answers and when, and by which rules. Before you
# go on: which of these would you expect to decide how often a customer must call?

# %%
loaded = ccsim.load(SCENARIO)
rules = loaded.scenario.operating_model
print(f"authority: {rules.authority}")
print(f"keeps to the script: {rules.script_adherence:.0%} of the time")
print(f"sees what was said before: {rules.shared_notes:.0%} of the time")

# %% [markdown]
# ## What comes of it?
#
# Guess first: of a hundred problems, how many are solved, and how many calls does one take?

# %%
run = ccsim.run(SCENARIO, weeks=WEEKS, replications=REPLICATIONS, seed=1, workers=1)
print(conclusion(run))

# %% [markdown]
# ## How sure is that?
#
# The weeks were played four times, each time with other luck. Each number comes with the interval
# in which the mean of very many such plays would lie, 95 times out of 100, and with the count `n`
# of plays that it rests on. The centre counts a call as answered; the customer counts the calls.

# %%
beside_table(
    [run],
    ["service_level", "abandon_rate", "asa_s", "resolution_rate", "fcr", "contacts_per_case",
     "customer_time_per_case_s", "cost_per_contact", "cost_per_resolution"],
)  # fmt: skip

# %% [markdown]
# ## When do people wait?
#
# The means above are of whole days. Is the wait the same at nine and at noon?

# %%
calendar = run.scenario.calendar
days = calendar.total_days - calendar.warm_up_total_days
day_profile_figure(estimates_frame([run]), days=days)

# %% [markdown]
# ## What does one rule do?
#
# Now everybody who answers sees what was said before, and nothing else is changed. The same people
# call, with the same problems and the same luck. Will they call less often, or only talk less long?

# %%
comparison = ccsim.compare(
    SCENARIO,
    sets=["operating_model.shared_notes=1"],
    weeks=WEEKS, replications=REPLICATIONS, seed=1, workers=1,
)  # fmt: skip
beside_table(comparison.runs, ["talk_s", "contacts_per_case", "customer_time_per_case_s", "cost"])

# %% [markdown]
# A difference is called *better* or *worse* only where it is established for all these numbers
# together; otherwise the weeks that were played cannot tell, which does not mean that there is
# none. What would you have to do to be able to tell?

# %%
differences_table(comparison)

# %% [markdown]
# ## The same from the command line

# %%
print(repeat_command(run))
print(repeat_command(comparison))
