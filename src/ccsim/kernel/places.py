"""Who fills which place of the roster, in a team that counts heads.

When fewer are wanted, an idle agent goes in place of a busy one; if nobody is idle, the first who
is done goes. When more are wanted again, who was about to leave stays.
"""

from ccsim.codes import AgentState
from ccsim.kernel.world import agents_of, benches_of, compiled, teams_of

_OFF, _IDLE = int(AgentState.OFF), int(AgentState.IDLE)
_HOME_NEXT = 2


@compiled
def trade_places(world: int, a: int, b: int) -> None:
    """Two agents take over each other's place in the roster, and the end of its shift."""
    agents = agents_of(world)
    place, end = agents[a].place, agents[a].rostered_end
    agents[a].place, agents[a].rostered_end = agents[b].place, agents[b].rostered_end
    agents[b].place, agents[b].rostered_end = place, end
    agents[agents[a].place].filled_by = a
    agents[agents[b].place].filled_by = b


@compiled
def about_to_leave(world: int, team: int) -> int:
    """An agent who goes home after the present call, of a team that has some."""
    agents = agents_of(world)
    a: int = teams_of(world)[team].first_agent
    while agents[a].away != _HOME_NEXT:
        a += 1
    return a


@compiled
def leaves_instead(world: int, a: int) -> None:
    """An agent who is done goes home in place of one who is still busy."""
    agents = agents_of(world)
    busy = about_to_leave(world, agents[a].team)
    trade_places(world, a, busy)
    agents[busy].away = 0
    agents[a].away = _HOME_NEXT


@compiled
def who_comes(world: int, place: int) -> int:
    """Who fills a place from now on: one who was about to leave stays."""
    a: int = agents_of(world)[place].filled_by
    agent = agents_of(world)[a]
    if agent.state == _OFF and benches_of(world)[agent.team].leaving > 0:
        return about_to_leave(world, agent.team)
    return a


@compiled
def who_goes(world: int, place: int) -> int:
    """Who leaves a place now, or as soon as the present call is done: rather an idle agent."""
    a: int = agents_of(world)[place].filled_by
    agent = agents_of(world)[a]
    idle: int = benches_of(world)[agent.team].head
    if teams_of(world)[agent.team].counts_heads == 0 or agent.state == _IDLE or idle < 0:
        return a
    trade_places(world, a, idle)
    return idle
