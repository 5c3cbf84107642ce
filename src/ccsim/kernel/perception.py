"""Whether customers can follow what is said to them."""

from ccsim.kernel.floor import REPLICATION, SEED
from ccsim.kernel.world import agents_of, cases_of, compiled, registers_of, teams_of
from ccsim.rules.perception import as_followed


@compiled
def followed(world: int, c: int, a: int, result: int) -> int:
    """What comes of a leg once its customer has, or has not, followed what was explained."""
    case, registers = cases_of(world)[c], registers_of(world)
    heard: int = as_followed(
        registers[SEED], registers[REPLICATION], case.who, case.word, case.contact, case.leg,
        result, teams_of(world)[agents_of(world)[a].team].understood,
    )  # fmt: skip
    return heard
