"""Whether customers can follow what is said to them."""

from ccsim.model.centre import Centre
from ccsim.rules.perception import as_followed


def followed(centre: Centre, a: int, address: tuple[int, ...], result: int) -> int:
    """What comes of a leg once its customer has, or has not, followed what was explained."""
    seed, replication, who, case, contact, leg = address
    understood = centre.teams[centre.agents.team[a]].understood
    return int(as_followed(seed, replication, who, case, contact, leg, result, understood))
