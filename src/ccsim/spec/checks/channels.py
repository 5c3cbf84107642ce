"""Whether channels, doors and those who answer there make sense together."""

from collections.abc import Iterator

from ccsim.spec.checks.finding import Finding
from ccsim.spec.scenario import Scenario

_SEVERAL_AT_ONCE = ("chat", "email", "social")


def channels(scenario: Scenario) -> Iterator[Finding]:
    """Doors and channels that cannot be."""
    for name, team in scenario.teams.items():
        if team.at_once == 1:
            continue
        for queue_name, queue in scenario.queues.items():
            helps = queue.overflow is not None and queue.overflow.to == name
            if (name in queue.teams or helps) and queue.channel not in _SEVERAL_AT_ONCE:
                by = f"{name!r} serves {queue_name!r} by {queue.channel}"
                words = "one at a time: only chat, email and social go side by side"
                yield ("teams", name, "at_once"), f"{by}, which takes {words}"


def queues_behind_doors(scenario: Scenario) -> set[str]:
    """Queues that customers turn to beside the line that their need calls."""
    names = {share.queue for need in scenario.needs.values() for share in need.channels}
    for segment in scenario.customers.values():
        names.update(segment.queues_behind_doors)
    return names
