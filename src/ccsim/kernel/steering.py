"""What agents do about what they are measured by: hurry, close fast, or look further."""

from ccsim.codes import Event
from ccsim.kernel.floor import REPLICATION, SEED
from ccsim.kernel.record import write_contact
from ccsim.kernel.world import (
    agents_of,
    cases_of,
    compiled,
    levers_of,
    registers_of,
    segments_of,
    teams_of,
)
from ccsim.rules.steering import (
    hurried,
    is_aligned,
    is_pressed,
    measured_by,
    steering_words,
    takes_time_to_look,
)

_ROW_CLOSED_FAST, _ROW_LOOKED = int(Event.CLOSED_FAST), int(Event.LOOKED_FURTHER)


@compiled
def _counts(world: int, c: int, a: int) -> int:
    valued = segments_of(world)[cases_of(world)[c].segment].valued
    counts: int = measured_by(agents_of(world)[a].kpi, valued)
    return counts


@compiled
def talks_against_time(world: int, c: int, a: int, talk: int) -> tuple[int, bool]:
    """How long the matter takes an agent of this regime, and whether it is closed fast."""
    case, registers, levers = cases_of(world)[c], registers_of(world), levers_of(world)[0]
    target = levers.target_talk
    if not is_pressed(_counts(world, c, a), talk, target):
        return talk, False
    word, _ = steering_words(
        registers[SEED], registers[REPLICATION], case.who, case.word, case.contact, case.leg
    )
    if word >= levers.closes_fast:
        return hurried(talk, target, levers.unhurried), False
    write_contact(world, _ROW_CLOSED_FAST, c, a, 0, talk - target)
    return target, True


@compiled
def looks_further(world: int, c: int, a: int, knows: int) -> tuple[bool, int]:
    """Whether an agent who takes the time to look knows the matter then, and that time."""
    case, registers, levers = cases_of(world)[c], registers_of(world), levers_of(world)[0]
    if levers.looks_further == 0 or not takes_time_to_look(_counts(world, c, a), knows != 0):
        return False, 0
    _, word = steering_words(
        registers[SEED], registers[REPLICATION], case.who, case.word, case.contact, case.leg
    )
    found: bool = word < levers.looks_further
    write_contact(world, _ROW_LOOKED, c, a, 1 if found else 0, levers.looking_time)
    return found, levers.looking_time


@compiled
def lies_by_rules(world: int, c: int, a: int) -> bool:
    """Whether a ticket that this agent opens lies as long as its department's rules say."""
    case, registers = cases_of(world)[c], registers_of(world)
    return teams_of(world)[agents_of(world)[a].team].waives_padding == 0 and not is_aligned(
        registers[SEED], registers[REPLICATION], case.who, case.word, case.contact,
        levers_of(world)[0].alignment,
    )  # fmt: skip
