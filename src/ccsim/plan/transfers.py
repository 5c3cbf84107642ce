"""Who callers are passed on to, rightly or wrongly, as integer tables."""

import numpy as np

from ccsim.plan.chances import threshold
from ccsim.plan.lowering import Lowering
from ccsim.plan.queues import padded
from ccsim.plan.records import Integers
from ccsim.rules.transfers import KEEPS_BITS
from ccsim.spec.transfers import TransferLevers


def lower_transfer_levers(model: TransferLevers) -> dict[str, int]:
    """The fields of the levers about passing callers on."""
    apart, guarded = model.system_fragmentation, model.closed_transfer_guard == "refuses"
    return {
        "passes_on": threshold(model.passes_on),
        "keeps_on": round((1 - model.passing_grows) * (1 << KEEPS_BITS)),
        "blind_transfers": 0 if guarded else threshold(model.blind_transfers),
        "dumping_detected": threshold(model.dumping_detected),
        "dumping_consequence": model.dumping_consequence,
        "fragmentation_time": round(apart * model.fragmentation_time),
        "data_errors": threshold(apart * model.fragmentation_errors),
        "inter_site_delay": model.inter_site_delay,
        "inter_site_note_loss": threshold(model.inter_site_note_loss),
        "agent_affinity": threshold(model.agent_affinity),
    }


def lower_mistaken(lowering: Lowering) -> tuple[Integers, Integers]:
    """[kind, i]: the queue of a kind that it is mistaken for, and the chance up to there."""
    needs, queues = lowering.scenario.needs, []
    for need in needs.values():
        others = (needs[name] for name in need.mistaken_for)
        queues.append([lowering.queue_index[other.specialists or other.queue] for other in others])
    targets = padded(queues)
    chances = np.full_like(targets, -1)
    for k, need in enumerate(needs.values()):
        summed = 0.0
        for i, chance in enumerate(need.mistaken_for.values()):
            summed += chance
            chances[k, i] = threshold(min(summed, 1.0))
    return targets, chances


def lower_passed_to(lowering: Lowering) -> Integers:
    """[kind, i]: the queues from which one is chosen by who passes the buck."""
    rows = []
    for need in lowering.scenario.needs.values():
        names = need.passed_to or ([need.specialists] if need.specialists else [])
        rows.append([lowering.queue_index[name] for name in names])
    return padded(rows)
