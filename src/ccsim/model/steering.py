"""What agents do about what they are measured by: hurry, close fast, or look further."""

from ccsim.codes import Event
from ccsim.model.centre import Centre
from ccsim.model.record import write_contact
from ccsim.rules.steering import (
    hurried,
    is_aligned,
    is_pressed,
    measured_by,
    steering_words,
    takes_time_to_look,
)

Address = tuple[int, ...]


def talks_against_time(
    centre: Centre, c: int, a: int, address: Address, talk: int
) -> tuple[int, bool]:
    """How long the matter takes an agent of this regime, and whether it is closed fast."""
    levers = centre.levers
    target = levers.target_talk
    if not is_pressed(_counts(centre, c, a), talk, target):
        return talk, False
    if steering_words(*address)[0] >= levers.closes_fast:
        return hurried(talk, target, levers.unhurried), False
    write_contact(centre, int(Event.CLOSED_FAST), c, a, value=talk - target)
    return target, True


def looks_further(
    centre: Centre, c: int, a: int, address: Address, knows: bool
) -> tuple[bool, int]:
    """Whether an agent who takes the time to look knows the matter then, and that time."""
    levers = centre.levers
    if not levers.looks_further or not takes_time_to_look(_counts(centre, c, a), knows):
        return False, 0
    found = steering_words(*address)[1] < levers.looks_further
    write_contact(
        centre, int(Event.LOOKED_FURTHER), c, a, int(found), levers.looking_time
    )  # fmt: skip
    return found, levers.looking_time


def _counts(centre: Centre, c: int, a: int) -> int:
    valued = centre.segments[centre.cases.segment[c]].valued
    return measured_by(centre.agents.kpi[a], valued)


def lies_by_rules(centre: Centre, c: int, a: int) -> bool:
    """Whether a ticket that this agent opens lies as long as its department's rules say."""
    cases = centre.cases
    return not centre.teams[centre.agents.team[a]].waives_padding and not is_aligned(
        centre.seed, centre.replication, cases.who[c], cases.word[c], cases.contact[c],
        centre.levers.alignment,
    )  # fmt: skip
