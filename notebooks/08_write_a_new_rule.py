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
# # Write a new rule
#
# A policy comes into this house in five steps: first it is **data**, then a **rule**, then both
# **engines** follow it, then a **test** says in words what it does, and last a **scenario** uses
# it. Here is the way of one that is there, *shared notes*, in the code of the house; and then the
# same way in small, for a rule that is not there, without touching the package.
#
# Nobody may write down a result. "Solved at first contact: 80 %" is no rule. "Who answers may ask
# the colleague in the next seat" is one; what comes of it has to be found out.

# %%
import ast
import inspect
import textwrap
from importlib import import_module
from pathlib import Path

import numpy as np
import pandas as pd
import simpy
from numba import njit

import ccsim
from ccsim.figures.bars import interval_bars
from ccsim.metrics.estimates import student_t
from ccsim.report.tables import beside_table
from ccsim.spec.operating_model import OperatingModel
from ccsim.streams.luck import draw

HOME = next(home for home in (Path("scenarios"), Path("../scenarios")) if home.is_dir())


def lines_about(module, function, words, before=0, after=0):
    """The line of a function of the house that has these words, with some around it."""
    source = Path(inspect.getsourcefile(import_module(module))).read_text(encoding="utf-8")
    found = next(
        node
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.FunctionDef) and node.name == function
    )
    first = min([found.lineno, *(one.lineno for one in found.decorator_list)])
    lines = source.splitlines()[first - 1 : found.end_lineno]
    at = next(number for number, line in enumerate(lines) if words in line)
    shown = lines[max(at - before, 0) : at + after + 1]
    return textwrap.dedent("\n".join(shown))


# %% [markdown]
# ## 1. Data: what can the organisation decide?
#
# A field of the operating model, with bounds, help, the evidence and its source. Its default is
# neutral: a file that does not name it plays as before. What is neutral for shared notes?

# %%
field = OperatingModel.model_fields["shared_notes"]
print(f"shared_notes = {field.default}: {field.description}")
print(field.json_schema_extra)

# %% [markdown]
# ## 2. The rule: what is decided, from what?
#
# A small function of whole numbers. It draws nothing itself: a word of luck is handed to it, and
# the lever is the threshold. It is compiled once, and both engines call it.

# %%
print(lines_about("ccsim.rules.cases", "notes_seen", "def notes_seen", 1, 2))

# %% [markdown]
# ## 3. Both engines: where does it happen?
#
# The SimPy telling is the one to read; the compiled one is quick. They call the same rule at the
# same moment, and must write the same log, row for row.

# %%
print("simpy:\n" + lines_about("ccsim.model.conduct", "conduct", "notes = notes_seen", 0, 3))
print("\ncompiled:\n" + lines_about("ccsim.kernel.conduct", "conduct", "notes = notes_seen"))

# %% [markdown]
# ## 4. The test and the scenario
#
# A test is a sentence, such as `test_a_caller_who_gives_up_before_closing_redials_next_morning`;
# its log is worked out by hand. A scenario then names the value and where it is from. Does it do
# anything? Only now is that a question, and only the simulation knows.

# %%
SCENARIO = HOME / "scripted_call_center.yaml"
runs = [
    ccsim.run(
        SCENARIO,
        sets=[f"operating_model.shared_notes={share}", f"name=Notes seen {share:.0%}"],
        weeks=3, replications=4, seed=1, workers=1,
    )
    for share in (0.0, 1.0)
]  # fmt: skip
beside_table(runs, ["talk_s", "repeats", "cost_per_contact"])

# %% [markdown]
# # The same way in small
#
# A desk of three agents. A caller's problem is solved by who knows it; if not, the caller comes
# again the next hour, at most twice. The new rule: **who does not know may ask the next seat, if
# that colleague is idle.**
#
# ## 1. Data
#
# Two chances, as whole numbers: a word of luck is below the threshold that often. The lever is
# `asks`; at 0 nothing is changed.

# %%
FULL = 2**32
KNOWS = int(0.55 * FULL)
CALLERS, AGENTS, MOST_CALLS = 120, 3, 3
HOUR, TALK, ASKING = 3_600_000, 300_000, 60_000  # milliseconds
ARRIVES, TALKS, ASKS = 1, 2, 3  # what a word of luck is for: a number each, for ever

# %% [markdown]
# ## 2. The rule
#
# Luck is an address, not a stream: what becomes of caller 7's second call is drawn from *caller 7,
# second call*, whoever answers and whatever happened before. So one more question asked somewhere
# gives nobody else other luck. Why would a generator that is shared by all spoil the comparison?


# %%
@njit
def luck(seed, purpose, caller, call):
    """The word of luck of a call, for a purpose."""
    return draw(seed, 0, purpose, 1, caller, 0, call, 0)


@njit
def came_at(seed, caller):
    """When a caller first calls, in a day of ten hours."""
    return luck(seed, ARRIVES, caller, 0) % (10 * HOUR)


@njit
def next_seat_helps(seed, caller, call, asks, idle):
    """Whether the next seat is asked, is idle, and knows the matter."""
    asked = luck(seed, ASKS, caller, call) < asks
    return asked and idle > 0 and luck(seed, TALKS, caller, call + MOST_CALLS) < KNOWS


# %% [markdown]
# ## 3. Both engines
#
# First as a story that can be read aloud. Everything that is decided is decided by the rule.


# %%
def told_by_simpy(seed, asks):
    """The log of a day: rows of time, caller, call, solved."""
    env, log = simpy.Environment(), []
    seats = simpy.Resource(env, AGENTS)

    def caller(number):
        yield env.timeout(came_at(seed, number))
        for call in range(MOST_CALLS):
            with seats.request() as seat:
                yield seat
                talk = TALK
                solved = luck(seed, TALKS, number, call) < KNOWS
                if not solved and next_seat_helps(seed, number, call, asks, AGENTS - seats.count):
                    solved, talk = True, TALK + ASKING
                yield env.timeout(talk)
            log.append((int(env.now), number, call, int(solved)))
            if solved:
                return
            yield env.timeout(HOUR)

    for number in range(CALLERS):
        env.process(caller(number))
    env.run()
    return sorted(log)


# %% [markdown]
# Then as a plain loop over the next thing that happens, which can be compiled. It looks quite
# different, and calls the same rule. Time is a whole number of milliseconds in both, so that hardly
# anything happens at once; for what does, the house states a rank. Why would whole seconds not do?


# %%
@njit
def told_by_loop(seed, asks):
    """The same log."""
    calls_at = np.array([came_at(seed, caller) for caller in range(CALLERS)])
    call = np.zeros(CALLERS, np.int64)
    free_at = np.zeros(AGENTS, np.int64)
    log = []
    while True:
        caller = np.argmin(calls_at)
        if calls_at[caller] == np.iinfo(np.int64).max:
            return log
        seat = np.argmin(free_at)
        begin = max(calls_at[caller], free_at[seat])
        idle = np.sum(free_at <= begin) - 1
        talk = TALK
        solved = luck(seed, TALKS, caller, call[caller]) < KNOWS
        if not solved and next_seat_helps(seed, caller, call[caller], asks, idle):
            solved, talk = True, TALK + ASKING
        free_at[seat] = begin + talk
        log.append((begin + talk, caller, call[caller], int(solved)))
        call[caller] += 1
        again = not solved and call[caller] < MOST_CALLS
        calls_at[caller] = begin + talk + HOUR if again else np.iinfo(np.int64).max


# %% [markdown]
# ## 4. The tests, in words
#
# *Both engines tell the same day.* *Whoever was solved without asking is solved as before: the rule
# gives nobody worse luck.* Which of them would fail if the rule drew from a generator that all
# share?

# %%
for seed in range(1, 6):
    for asks in (0, FULL // 2, FULL):
        assert told_by_simpy(seed, asks) == sorted(told_by_loop(seed, asks))

without, with_it = ({row[1:]: row[0] for row in told_by_loop(1, asks)} for asks in (0, FULL))
assert all((caller, 0, 1) in with_it for caller, call, solved in without if call == 0 and solved)
print("both engines tell the same days, and nobody has worse luck")

# %% [markdown]
# ## 5. What comes of it?
#
# Nobody wrote down how many are solved at the first call: it depends on how often the next seat is
# idle, and so on how busy the desk is. Compare a day by day with the same luck.


# %%
def at_first_call(asks, seed):
    """Share of callers whose first call solved it."""
    return sum(solved for _, _, call, solved in told_by_loop(seed, asks) if call == 0) / CALLERS


DAYS = 20
shares = {
    asks: [at_first_call(asks * FULL // 4, seed) for seed in range(DAYS)] for asks in range(5)
}
rows = []
for asks, found in shares.items():
    half = student_t(DAYS - 1) * np.std(found, ddof=1) / DAYS**0.5
    mean = np.mean(found)
    rows.append((f"asks {asks / 4:.0%}", "fcr", "", mean, mean - half, mean + half, DAYS, "share"))
columns = ["scenario", "metric", "slice", "mean", "low", "high", "n", "unit"]
interval_bars(
    pd.DataFrame(rows, columns=columns), {"fcr": "solved at first call"}, dark=False, title=None
)

# %%
gains = np.array(shares[4]) - np.array(shares[0])
half = student_t(DAYS - 1) * gains.std(ddof=1) / DAYS**0.5
print(
    f"Solved at the first call, everybody asks against nobody: {100 * gains.mean():+.1f} points "
    f"(95 % interval {100 * (gains.mean() - half):+.1f} to {100 * (gains.mean() + half):+.1f}, "
    f"n = {DAYS} days)"
)

# %% [markdown]
# ## Your turn
#
# Where the colleague is idle only if fewer call, what does the same rule do at 240 callers? Change
# `CALLERS`, and say first what you expect.
#
# In the house, each of the five steps has its folder: `spec/`, `rules/`, `model/` and `kernel/`,
# `tests/`, `scenarios/`. `ccsim schema` then knows the new field, and so does `--set`:

# %%
print("ccsim sweep scenarios/scripted_call_center.yaml --vary operating_model.shared_notes=0:1:5")
