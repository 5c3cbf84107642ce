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
# # Against Erlang
#
# Planners have reckoned with three formulas for a hundred years. Where they are right, a simulation
# must agree with them; where it does not, either is wrong, or the world is not as the formula
# supposes. So this is how to learn to trust both.

# %%
from pathlib import Path

import pandas as pd

import ccsim
from ccsim.analytic.erlang_a import erlang_a
from ccsim.analytic.erlang_c import erlang_c
from ccsim.experiments.lessons import LESSONS
from ccsim.experiments.taught import teach
from ccsim.figures.lesson import lesson_figure
from ccsim.report.lesson import answers_frame, theory_frame, what_you_see
from ccsim.report.words import estimate_text, repeat_command, title

REPLICATIONS = 8
HOME = next(home for home in (Path("scenarios"), Path("../scenarios")) if home.is_dir())
THEORY = HOME / "theory"
CALLS_PER_S, TALK_S, PATIENCE_S = 200 / 3600, 180.0, 300.0


def beside(run, theory, names):
    """What the simulation found, and what theory says."""
    rows = []
    for name in names:
        found, said = run.estimates[name], getattr(theory, name)
        inside = found.low <= said <= found.high
        value, span = estimate_text(found)
        unit = f"{said:.4g} s" if found.unit == "s" else f"{said:.2%}"
        rows.append((title(name), f"{value} ({span})", unit, "yes" if inside else "no"))
    return pd.DataFrame(rows, columns=["", "simulation", "theory", "inside"]).set_index("")


# %% [markdown]
# ## What does Erlang C say of fourteen agents?
#
# A hundred calls in half an hour, three minutes each, and nobody hangs up. The work is that of ten
# agents. How many of the calls do fourteen of them answer within 20 seconds?

# %%
erlang = erlang_c(CALLS_PER_S, TALK_S, servers=14)
print(f"{erlang.service_level:.2%} within 20 s, {erlang.mean_wait_s:.1f} s of waiting on average")

# %% [markdown]
# ## Does the simulation agree?
#
# It knows nothing of the formula: it plays each call. An interval of 95 % misses the truth once in
# twenty times, so one *no* among many numbers is no cause for alarm, and three are.

# %%
patient = ccsim.run(THEORY / "erlang_c.yaml", replications=REPLICATIONS, seed=1, workers=1)
beside(patient, erlang, ["service_level", "mean_wait_s", "delayed_rate", "occupancy"])

# %% [markdown]
# ## What if callers hang up?
#
# After five minutes on average. Does the wait become longer or shorter? For whom is that good news?

# %%
impatient = ccsim.run(THEORY / "erlang_a.yaml", replications=REPLICATIONS, seed=1, workers=1)
theory = erlang_a(CALLS_PER_S, TALK_S, 14, PATIENCE_S)
beside(impatient, theory, ["service_level", "mean_wait_s", "abandon_rate", "occupancy"])

# %% [markdown]
# ## How much does one agent more buy?
#
# Points are simulated, each with its interval; the line is theory. Where is the agent who pays for
# himself, and where the one who does not?

# %%
taught = teach(LESSONS["many_agents"], seed=1, replications=4)
chosen = taught.lesson.first
lesson_figure(answers_frame(taught, chosen), theory_frame(taught), taught.lesson.axis)

# %%
print(*what_you_see(taught, chosen), sep="\n")

# %% [markdown]
# ## What does theory say of a whole centre?
#
# It can be asked about each queue at its busiest hour. What it has to leave out is the longer list,
# and each line of it is something that customers notice.

# %%
answer = ccsim.baseline(HOME / "scripted_call_center.yaml")
for queue in answer.queues:
    print(
        f"{queue.queue}, {queue.busiest}: load {queue.load_erl:.1f} erl, {queue.agents:.1f} agents"
    )
print("\nLeft out:")
print(*(f"- {sentence}" for sentence in answer.leaves_out), sep="\n")

# %% [markdown]
# ## The same from the command line

# %%
print(repeat_command(patient))
print("ccsim baseline scenarios/scripted_call_center.yaml")
