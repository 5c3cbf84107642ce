"""What the queues of a user's records are called in a scenario."""

import re
from collections.abc import Iterable


def scenario_name(text: str) -> str:
    """A name as a scenario admits it, as near to the records' own as can be.

    >>> scenario_name("PS"), scenario_name("2nd level (night)")
    ('PS', 'q_2nd_level_night')
    """
    name = re.sub(r"[^A-Za-z0-9]+", "_", text).strip("_")[:60]
    return name if name[:1].isalpha() else f"q_{name or 'calls'}"


def scenario_names(queues: Iterable[str]) -> dict[str, str]:
    """A name in the scenario for each queue of the records, the busiest first; each another.

    >>> scenario_names(["A-B", "A B"])
    {'A-B': 'A_B', 'A B': 'A_B_2'}
    """
    found: dict[str, str] = {}
    for queue in queues:
        name, number = scenario_name(queue), 2
        while name in found.values():
            name, number = f"{scenario_name(queue)}_{number}", number + 1
        found[queue] = name
    return found
