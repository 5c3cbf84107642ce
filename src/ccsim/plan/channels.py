"""Channels and doors as integer tables."""

from ccsim.plan.chances import threshold
from ccsim.plan.lowering import Lowering
from ccsim.plan.queues import padded
from ccsim.plan.records import Integers
from ccsim.spec.channels import Share


def lower_doors(lowering: Lowering) -> Integers:
    """[segment, 3 i ...]: queue, chance and first attempt of the other doors; -1 fills up."""
    rows = []
    for segment in lowering.scenario.customers.values():
        row: list[int] = []
        for door in segment.doors:
            row += [lowering.queue_index[door.queue], threshold(door.chance), door.after]
        rows.append(row)
    return padded(rows)


def summed_shares(shares: list[Share], queue_names: tuple[str, ...]) -> list[tuple[int, int]]:
    """Queues of first contacts, and the chance of each or one before it."""
    summed, found = 0.0, []
    for share in shares:
        summed += share.chance
        found.append((queue_names.index(share.queue), threshold(min(summed, 1.0))))
    return found
