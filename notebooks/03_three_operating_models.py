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
# # Three operating models
#
# The same customers, with the same problems and the same luck, call three centres: one that
# follows a script, one whose people may solve what they hear, and one with a pit stop team beside
# the script. What differs in the numbers is what the operating model does.
#
# Five weeks and four replications are few: intervals are wide. `WEEKS` and `REPLICATIONS` make
# them narrower, and take longer.

# %%
from pathlib import Path

import ccsim
from ccsim.report.pictures import pictures
from ccsim.report.tables import differences_table, estimates_table
from ccsim.report.words import conclusion, luck_sentence, repeat_command

WEEKS = 5
REPLICATIONS = 4
HOME = next(home for home in (Path("scenarios"), Path("../scenarios")) if home.is_dir())
MODELS = [HOME / f"{name}.yaml" for name in ("scripted_call_center", "solution_center", "pit_stop")]

# %% [markdown]
# ## Run them
#
# The first scenario is the reference. The same call again gives the same numbers, on any machine.

# %%
comparison = ccsim.compare(MODELS, weeks=WEEKS, replications=REPLICATIONS, seed=1, workers=1)
print(conclusion(comparison))

# %% [markdown]
# ## What each of them gives
#
# A number never stands alone: its 95 % interval and the count of replications belong to it.

# %%
estimates_table(comparison)

# %% [markdown]
# ## What differs
#
# Differences are taken replication by replication, as each has the same luck in all scenarios.
# A verdict is given only where the difference stands for all headline metrics together (Holm's
# correction); otherwise it is *not established*, which does not mean that there is none.

# %%
differences_table(comparison)

# %%
shown = {picture.name: picture for picture in pictures(comparison)}
shown["differences"].figure(False)

# %% [markdown]
# ## Why it is worth giving them the same luck

# %%
print(luck_sentence(comparison))

# %% [markdown]
# ## The same from the command line

# %%
print(repeat_command(comparison))
