"""Who really lives the rules and uses the tools; the others go on as before."""

from typing import NamedTuple

import numpy as np

from ccsim.plan.chances import WORDS, threshold
from ccsim.plan.plan import Plan
from ccsim.plan.records import Records
from ccsim.plan.state import State
from ccsim.rules.steering import adoption_words

BY_HABIT = ("script_adherence", "ownership", "authority", "shared_notes", "kpi")
"""What each person does by the rules that he or she lives."""


class Adoption(NamedTuple):
    """Place by place: by which rules somebody works, and with which tools."""

    lives: np.ndarray
    """Whether the operating model's rules are lived."""
    habits: dict[str, np.ndarray]
    """What each does by the rules that he or she lives, as rows of `Tables.teams` have it."""
    uses: np.ndarray
    """1 where the tools are used."""


def _loosened(plan: Plan, people: Records, script: np.ndarray) -> np.ndarray:
    """How often each keeps to the script, once those who were in the pit stop are back."""
    facts = plan.scenario.pit_stop
    if facts is None or facts.script_adherence_after is None:
        return script
    gap = threshold(facts.script_adherence_after) - script
    less = script + np.floor(gap * facts.implementation_fidelity).astype(np.int64)
    return np.where(people["trained"] > 0, less, script)


def adopt(plan: Plan, state: State, seed: int, replication: int) -> Adoption:
    """By which rules and with which tools each person works; whoever comes anew decides anew.

    Who has been in the pit stop keeps to the script as is usual among those (S004-23).
    """
    people, model = state.people, plan.scenario.operating_model
    team, new, old = people["team"], plan.tables.teams, plan.old_ways
    if not model.changes_agents:
        lives, uses = np.ones(len(people), bool), np.zeros(len(people))
    else:
        word, tool_word = adoption_words(
            seed, replication, people["who"], people["number"].astype(np.int64)
        )
        lives = word < np.floor(model.implementation_fidelity * WORDS)
        uses = (tool_word < np.floor(model.tools.used * WORDS)).astype(float)
    habits = {name: np.where(lives, new[name][team], old[name][team]) for name in BY_HABIT}
    habits["script_adherence"] = _loosened(plan, people, habits["script_adherence"])
    return Adoption(lives, habits, uses)
