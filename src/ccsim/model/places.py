"""Who fills which place of the roster, in a team that counts heads.

When fewer are wanted, an idle agent goes in place of a busy one; if nobody is idle, the first who
is done goes. When more are wanted again, who was about to leave stays.
"""

from ccsim.codes import AgentState
from ccsim.model.centre import Centre

_OFF, _IDLE = int(AgentState.OFF), int(AgentState.IDLE)
_HOME_NEXT = 2


def trade_places(centre: Centre, a: int, b: int) -> None:
    """Two agents take over each other's place in the roster, and the end of its shift."""
    agents = centre.agents
    for column in (agents.place, agents.rostered_end):
        column[a], column[b] = column[b], column[a]
    agents.filled_by[agents.place[a]] = a
    agents.filled_by[agents.place[b]] = b


def about_to_leave(centre: Centre, team: int) -> int:
    """An agent who goes home after the present call, of a team that has some."""
    return centre.agents.away.index(_HOME_NEXT, centre.teams[team].first_agent)


def leaves_instead(centre: Centre, a: int) -> None:
    """An agent who is done goes home in place of one who is still busy."""
    agents = centre.agents
    busy = about_to_leave(centre, agents.team[a])
    trade_places(centre, a, busy)
    agents.away[busy] = 0
    agents.away[a] = _HOME_NEXT


def who_comes(centre: Centre, place: int) -> int:
    """Who fills a place from now on: one who was about to leave stays."""
    agents = centre.agents
    a = agents.filled_by[place]
    if agents.state[a] == _OFF and centre.leaving[agents.team[a]]:
        return about_to_leave(centre, agents.team[a])
    return a


def who_goes(centre: Centre, place: int) -> int:
    """Who leaves a place now, or as soon as the present call is done: rather an idle agent."""
    agents = centre.agents
    a = agents.filled_by[place]
    idle = centre.idle[agents.team[a]]
    if not centre.teams[agents.team[a]].counts_heads or agents.state[a] == _IDLE or not idle:
        return a
    trade_places(centre, a, idle[0][2])
    return idle[0][2]
