"""What a queue of a user's records is called in a scenario."""

import re


def scenario_name(text: str) -> str:
    """A name as a scenario admits it, as near to the records' own as can be.

    >>> scenario_name("PS"), scenario_name("2nd level (night)")
    ('PS', 'q_2nd_level_night')
    """
    name = re.sub(r"[^A-Za-z0-9]+", "_", text).strip("_")[:60]
    return name if name[:1].isalpha() else f"q_{name or 'calls'}"
