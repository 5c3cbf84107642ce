"""Whether whoever is asked how it stands must ask the company behind."""

from ccsim.codes import Purpose
from ccsim.rules.callers import MOST_CONTACTS
from ccsim.rules.signature import ADDRESS, LOW, rule
from ccsim.streams.luck import draw

_ENQUIRY = int(Purpose.ENQUIRY)


@rule(f"boolean({ADDRESS}, int64)")
def asks_behind(
    seed: int, replication: int, who: int, case: int, contact: int, chance: int
) -> bool:
    """Whether a question how it stands is handed on to the company behind (S000-08)."""
    if chance == 0 or contact >= MOST_CONTACTS:
        return False
    return draw(seed, replication, _ENQUIRY, who >> 32, who & LOW, case, contact, 0) < chance
