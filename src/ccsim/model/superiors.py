"""Help and leave to act: floor-walkers, consent on tape, superiors, and obstacles."""

from ccsim.codes import Event, Outcome, Superior
from ccsim.model.centre import Centre
from ccsim.model.queues import free_agent
from ccsim.model.record import write_contact
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


def power_and_knowledge(
    centre: Centre, c: int, a: int, word: int, told: bool, fast: bool
) -> tuple[int, bool, int]:
    """What an agent may do, and whether it knows the matter, with the time that asking took.

    An agent who is stuck asks a floor-walker, if one is free at this moment; who closes fast asks
    nobody.
    """
    cases, t = centre.cases, centre.agents.team[a]
    kind, team = centre.kinds[cases.kind[c]], centre.teams[t]
    authority, time = max(centre.agents.authority[a], centre.areas[t][cases.kind[c]]), 0
    knows = knows_matter(word, centre.skills[a][cases.kind[c]])
    stuck = not fast and is_stuck(knows, told, authority, kind.authority)
    if team.floor_walkers and stuck:
        helped = comes_over(centre, c, a)
        time = team.floor_time if helped else 0
        authority = max(authority, team.floor_authority) if helped else authority
        knows = knows or (helped and knows_matter(word, team.floor_knowledge))
    consent = centre.levers.consent_authority
    if sees_wrong_data(cases.data_error[c], team.overrides, authority, consent):
        return NO_POWER, knows, time
    return authority, knows, time


def comes_over(centre: Centre, c: int, a: int) -> bool:
    """Whether a floor-walker is there and free, and stays with the agent from now on."""
    t, now = centre.agents.team[a], centre.clock.time
    team = centre.teams[t]
    if next_open(centre.opens, centre.closes, team.floor_first, team.floor_last, now) != now:
        return False
    free: bool = centre.floor_walkers_busy[t] < team.floor_walkers
    time = team.floor_time if free else 0
    write_contact(centre, int(Event.FLOOR_WALKER_ASKED), c, a, int(free), time)
    if free:
        centre.floor_walkers_busy[t] += 1
        centre.agents.floor_walker[a] = 1
    return free


def goes_back(centre: Centre, a: int) -> None:
    """The talk is over: the floor-walker who was with the agent is free again."""
    centre.agents.floor_walker[a] = 0
    centre.floor_walkers_busy[centre.agents.team[a]] -= 1


def leave_to_act(
    centre: Centre, c: int, a: int, sees: bool, authority: int, can_escalate: bool
) -> tuple[int, int, int]:
    """How far the agent may go with consent, what came of asking, and the time both took."""
    cases, levers = centre.cases, centre.levers
    needed = centre.kinds[cases.kind[c]].authority
    wider = with_consent(authority, needed, levers.consent_authority)
    time = levers.consent_time if sees and wider != authority else 0
    available_word, found_out_word = 0, 0
    if levers.logs_superiors:
        available_word, found_out_word = superior_words(
            centre.seed, centre.replication, cases.who[c], cases.word[c], cases.contact[c],
            cases.leg[c],
        )  # fmt: skip
    turned_away = (
        levers.puts_off_when_busy != 0
        and can_escalate
        and free_agent(centre, levers.escalation_queue) < 0
    )
    asked = superior(
        levers.escalation, sees, wider, needed, can_escalate, turned_away, available_word,
        levers.superior_available,
    )  # fmt: skip
    in_vain = levers.fake_supervisor_time if asked_in_vain(asked) else 0
    if asked != Superior.NOT_ASKED and levers.logs_superiors:
        write_contact(centre, int(Event.SUPERVISOR_ASKED), c, a, asked, in_vain)
        if asked == Superior.FAKE and found_out_word < levers.fake_discovered:
            write_contact(centre, int(Event.FAKE_DISCOVERED), c, a)
    return wider, asked, time + in_vain


def obstructed(centre: Centre, c: int, result: int) -> int:
    """What comes of a leg where customers are put off so many times before it is done."""
    cases = centre.cases
    result = past_obstacles(result, cases.obstacles_met[c], centre.kinds[cases.kind[c]].obstacles)
    if result == Outcome.OBSTRUCTED:
        cases.obstacles_met[c] += 1
    return result
