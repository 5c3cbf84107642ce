"""Help and leave to act: floor-walkers, consent on tape, superiors, and obstacles."""

from ccsim.codes import Event, Outcome, Superior
from ccsim.kernel.floor import NOW, REPLICATION, SEED
from ccsim.kernel.queues import free_agent
from ccsim.kernel.record import write_contact
from ccsim.kernel.world import (
    agents_of,
    areas_of,
    benches_of,
    cases_of,
    closes_of,
    compiled,
    kinds_of,
    levers_of,
    opens_of,
    registers_of,
    skills_of,
    teams_of,
)
from ccsim.rules.calendar import next_open
from ccsim.rules.cases import knows_matter
from ccsim.rules.superiors import (
    NO_POWER,
    asked_in_vain,
    is_stuck,
    past_obstacles,
    sees_wrong_data,
    superior,
    superior_words,
    with_consent,
)

_NOT_ASKED, _FAKE = int(Superior.NOT_ASKED), int(Superior.FAKE)
_OBSTRUCTED = int(Outcome.OBSTRUCTED)
_ROW_SUPERVISOR_ASKED = int(Event.SUPERVISOR_ASKED)
_ROW_FAKE_DISCOVERED = int(Event.FAKE_DISCOVERED)
_ROW_FLOOR_WALKER_ASKED = int(Event.FLOOR_WALKER_ASKED)


@compiled
def comes_over(world: int, c: int, a: int) -> bool:
    """Whether a floor-walker is there and free, and stays with the agent from now on."""
    agent, now = agents_of(world)[a], registers_of(world)[NOW]
    crew, bench = teams_of(world)[agent.team], benches_of(world)[agent.team]
    if next_open(opens_of(world), closes_of(world), crew.floor_first, crew.floor_last, now) != now:
        return False
    free: bool = bench.floor_walkers_busy < crew.floor_walkers
    time = crew.floor_time if free else 0
    write_contact(world, _ROW_FLOOR_WALKER_ASKED, c, a, 1 if free else 0, time)
    if free:
        bench.floor_walkers_busy += 1
        agent.floor_walker = 1
    return free


@compiled
def goes_back(world: int, a: int) -> None:
    """The talk is over: the floor-walker who was with the agent is free again."""
    agent = agents_of(world)[a]
    agent.floor_walker = 0
    benches_of(world)[agent.team].floor_walkers_busy -= 1


@compiled
def power_and_knowledge(
    world: int, c: int, a: int, word: int, told: int, fast: int
) -> tuple[int, bool, int]:
    """What an agent may do, and whether it knows the matter, with the time that asking took.

    An agent who is stuck asks a floor-walker, if one is free at this moment; who closes fast asks
    nobody.
    """
    case, team = cases_of(world)[c], agents_of(world)[a].team
    kind, crew = kinds_of(world)[case.kind], teams_of(world)[team]
    authority = max(agents_of(world)[a].authority, areas_of(world)[team, case.kind])
    time = 0
    knows = knows_matter(word, skills_of(world)[a, case.kind])
    stuck = fast == 0 and is_stuck(knows, told != 0, authority, kind.authority)
    if crew.floor_walkers != 0 and stuck:
        helped = comes_over(world, c, a)
        time = crew.floor_time if helped else 0
        authority = max(authority, crew.floor_authority) if helped else authority
        knows = knows or (helped and knows_matter(word, crew.floor_knowledge))
    consent = levers_of(world)[0].consent_authority
    if sees_wrong_data(case.data_error, crew.overrides, authority, consent):
        return NO_POWER, knows, time
    return authority, knows, time


@compiled
def leave_to_act(
    world: int, c: int, a: int, sees: int, authority: int, can_escalate: int
) -> tuple[int, int, int]:
    """How far the agent may go with consent, what came of asking, and the time both took."""
    case, registers, levers = cases_of(world)[c], registers_of(world), levers_of(world)[0]
    needed = kinds_of(world)[case.kind].authority
    wider = with_consent(authority, needed, levers.consent_authority)
    time = levers.consent_time if sees != 0 and wider != authority else 0
    available_word, found_out_word = 0, 0
    if levers.logs_superiors != 0:
        available_word, found_out_word = superior_words(
            registers[SEED], registers[REPLICATION], case.who, case.word, case.contact, case.leg
        )
    turned_away = (
        levers.puts_off_when_busy != 0
        and can_escalate != 0
        and free_agent(world, levers.escalation_queue) < 0
    )
    asked = superior(
        levers.escalation, sees != 0, wider, needed, can_escalate != 0, turned_away,
        available_word, levers.superior_available,
    )  # fmt: skip
    in_vain = levers.fake_supervisor_time if asked_in_vain(asked) else 0
    if asked != _NOT_ASKED and levers.logs_superiors != 0:
        write_contact(world, _ROW_SUPERVISOR_ASKED, c, a, asked, in_vain)
        if asked == _FAKE and found_out_word < levers.fake_discovered:
            write_contact(world, _ROW_FAKE_DISCOVERED, c, a, 0, 0)
    return wider, asked, time + in_vain


@compiled
def obstructed(world: int, c: int, result: int) -> int:
    """What comes of a leg where customers are put off so many times before it is done."""
    case = cases_of(world)[c]
    result = past_obstacles(result, case.obstacles_met, kinds_of(world)[case.kind].obstacles)
    if result == _OBSTRUCTED:
        case.obstacles_met += 1
    return result
