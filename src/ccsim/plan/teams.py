"""Teams and their agents as integer tables, and what they know."""

import numpy as np

from ccsim.codes import Authority
from ccsim.plan.chances import threshold
from ccsim.plan.lowering import Lowering, records
from ccsim.plan.records import TEAM, Integers, Records
from ccsim.plan.steering import kpi_code
from ccsim.plan.superiors import lower_floor_walkers
from ccsim.rules.handling import FACTOR_BITS
from ccsim.spec.operating_model import OperatingModel


def authority_code(name: str) -> int:
    """How far an authority reaches, as a number."""
    return int(Authority[name.upper()])


def lower_teams(lowering: Lowering, model: OperatingModel) -> Records:
    """One row for each team under an operating model; its agents follow those before them."""
    rows, first = [], 0
    for name, team in lowering.scenario.teams.items():
        adherence = team.script_adherence
        ownership = team.ownership
        rows.append(
            {
                "code": lowering.team_codes[name],
                "first_agent": first,
                "size": team.size,
                "authority": authority_code(team.authority or model.authority),
                "script_adherence": threshold(
                    model.script_adherence if adherence is None else adherence
                ),
                "ownership": threshold(model.ownership if ownership is None else ownership),
                "talk_factor": round(team.talk_factor * (1 << FACTOR_BITS)),
                "counts_heads": int(team.counts_heads),
                "at_once": team.at_once,
                "overrides": int(team.access == "override"),
                **lower_floor_walkers(lowering, team),
                "site": lowering.site_index[team.site],
                "waives_padding": int((team.padding or model.padding) == "waived"),
                "shared_notes": threshold(model.shared_notes),
                "kpi": kpi_code(team.kpi_regime or model.kpi_regime),
                "understood": threshold(team.perception.understood),
            }
        )
        first += team.size
    return records(TEAM, rows)


def lower_knowledge(lowering: Lowering) -> Integers:
    """[team, kind]: the chance that an agent of the team knows the matter."""
    facts = lowering.scenario
    table = np.zeros((len(facts.teams), max(1, len(facts.needs))), np.int64)
    for i, team in enumerate(facts.teams.values()):
        for k, need in enumerate(facts.needs):
            known = team.knowledge
            table[i, k] = threshold(known.get(need, 1.0) if isinstance(known, dict) else known)
    return table
