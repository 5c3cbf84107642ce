"""An agent's working life: waiting for callers, talking, after-call work, breaks, going home."""

from ccsim.codes import AgentState, Event, Outcome, Rank, Transfers
from ccsim.model.centre import Centre
from ccsim.model.clock import Moment, Steps
from ccsim.model.queues import idle_agent, next_caller, sit_down, stand_up
from ccsim.model.record import write_agent, write_contact, write_wrap_up
from ccsim.rules.cases import (
    asks_in_vain,
    conduct_words,
    knows_matter,
    notes_seen,
    outcome,
    reads_finding,
    sees_cause,
    way_around_word,
)
from ccsim.rules.handling import onward_word, talk_time, wrap_up_time
from ccsim.rules.queues import has_a_place

_OFF, _IDLE = int(AgentState.OFF), int(AgentState.IDLE)
_TALKING, _ON_BREAK = int(AgentState.TALKING), int(AgentState.ON_BREAK)
_ANSWERED, _SERVED = int(Event.CONTACT_ANSWERED), int(Outcome.SERVED)
_BREAK_NEXT, _HOME_NEXT = 1, 2


def working_life(centre: Centre, a: int) -> Steps:
    """A talk, its after-call work, the next talk: whether it comes at once or after a night."""
    clock = centre.clock
    wrap_up_ends = ((Rank.WRAP_UP_ENDS << 56) | centre.agents.who[a]) << 32
    talk_is_over = centre.talk_is_over[a] = Moment(clock)
    while True:
        yield talk_is_over
        talk_is_over = centre.talk_is_over[a] = Moment(clock)
        wrap_up = centre.hangs_up(a)
        if wrap_up > 0:
            yield Moment(clock, clock.time + wrap_up, wrap_up_ends)
            finish_wrap_up(centre, a)


def answer(centre: Centre, c: int, a: int) -> None:
    """An agent takes a leg; what comes of it, and how long it takes, is decided here."""
    cases, agents = centre.cases, centre.agents
    write_contact(centre, _ANSWERED, c, a, 0, centre.clock.time - cases.entered[c])
    agents.state[a] = _TALKING
    agents.case[a] = c
    cases.stamp[c] += 1
    if cases.customer[c] < 0:
        serve(centre, c, a)
    else:
        conduct(centre, c, a)
    centre.talk_is_over[a].set(centre.clock.time + cases.talk[c], centre.rank_of_talk[a])


def serve(centre: Centre, c: int, a: int) -> None:
    """An anonymous caller is served in the time that such calls take."""
    cases = centre.cases
    q = cases.queue[c]
    queue, team = centre.queues[q], centre.teams[centre.agents.team[a]]
    luck = (
        centre.seed, centre.replication, cases.who[c], cases.word[c], cases.contact[c],
        cases.leg[c],
    )  # fmt: skip
    cases.talk[c] = talk_time(
        *luck, centre.shapes, queue.talk_shape, queue.talk_scale, team.talk_factor
    )
    cases.wrap_up[c] = queue.wrap_up_scale
    if queue.wrap_up_shape >= 0:  # else it is always the same
        cases.wrap_up[c] = wrap_up_time(
            *luck, centre.shapes, queue.wrap_up_shape, queue.wrap_up_scale
        )
    cases.outcome[c] = _SERVED
    if centre.onward[q] and onward_queue(centre, c) >= 0:
        cases.outcome[c] = int(Outcome.ONWARD)


def onward_queue(centre: Centre, c: int) -> int:
    """The next queue of an anonymous caller after this leg, or -1."""
    cases = centre.cases
    word = onward_word(
        centre.seed, centre.replication, cases.who[c], cases.word[c], cases.contact[c],
        cases.leg[c],
    )  # fmt: skip
    for q, chance in centre.onward[cases.queue[c]]:
        if word < chance:
            return q
    return -1


def conduct(centre: Centre, c: int, a: int) -> None:
    """A leg at a case: diagnosis, resolution, and the time that what was done takes."""
    cases, levers = centre.cases, centre.levers
    kind, team = centre.kinds[cases.kind[c]], centre.teams[centre.agents.team[a]]
    address = (
        centre.seed, centre.replication, cases.who[c], cases.word[c], cases.contact[c],
        cases.leg[c],
    )  # fmt: skip
    luck = conduct_words(*address)
    notes = notes_seen(
        cases.contact[c], cases.leg[c], cases.informed[c], luck[3], levers.shared_notes
    )
    owned = luck[2] < team.ownership
    if cases.ticket[c] or cases.cured[c]:
        department = centre.departments[kind.owner]
        shape, scale = department.status_talk_shape, department.status_talk_scale
        cases.outcome[c], extra = int(Outcome.STATUS_GIVEN), 0
        cases.owned[c] = int(cases.owned[c] or owned)
        follows = owned and cases.ticket[c]
    else:
        shape, scale = kind.talk_shape, kind.talk_scale
        extra = treat(centre, c, a, address, luck, notes, owned)
        follows = cases.owned[c]
    if not notes:
        extra += levers.re_explaining
    talk = talk_time(*address, centre.shapes, shape, scale, team.talk_factor)
    wrap_up = wrap_up_time(*address, centre.shapes, kind.wrap_up_shape, kind.wrap_up_scale)
    cases.talk[c] = extra + talk
    cases.wrap_up[c] = wrap_up + (levers.follow_up_time if follows else 0)


def treat(
    centre: Centre, c: int, a: int, address: tuple[int, ...], luck: tuple[int, int, int, int],
    notes: bool, owned: bool,
) -> int:  # fmt: skip
    """What the agent sees, may do and does; says how much talk that adds."""
    cases, levers, team_index = centre.cases, centre.levers, centre.agents.team[a]
    kind, team = centre.kinds[cases.kind[c]], centre.teams[team_index]
    by_script = luck[0] < team.script_adherence
    knowledge = centre.knowledge[team_index][cases.kind[c]]
    knows = knows_matter(luck[1], knowledge)
    told = reads_finding(cases.diagnosed[c], notes)
    sees = sees_cause(knows, told, cases.off_script[c], by_script)
    way_around = levers.workarounds > 0 and way_around_word(*address) < levers.workarounds
    here = cases.queue[c]
    result = outcome(
        team.authority, kind.authority, cases.back_office[c], sees, knows, told,
        owned, kind.owner >= 0, levers.escalation,
        _open_elsewhere(centre, levers.escalation_queue, here), levers.transfers,
        _open_elsewhere(centre, kind.specialists, here),
        by_script and cases.off_script[c] != 0, way_around,
    )  # fmt: skip
    passed_on = result in (Outcome.TRANSFERRED, Outcome.ESCALATED)
    warm, extra = levers.transfers == Transfers.WARM, 0
    if (passed_on and warm) or (cases.leg[c] > 0 and not cases.informed[c]):
        extra += levers.transfer_time
    if asks_in_vain(levers.escalation, sees, team.authority, kind.authority):
        extra += levers.fake_supervisor_time
    if sees and cases.off_script[c]:
        extra += levers.discretion_time
    if sees:
        cases.diagnosed[c] = 1
    cases.outcome[c] = result
    cases.owned[c] = int(owned and result in (Outcome.TICKET, Outcome.NOTE))
    cases.informed[c] = int(passed_on and warm)
    return int(extra)


def _open_elsewhere(centre: Centre, q: int, here: int) -> bool:
    """Whether there is another queue to pass a caller to, and it is open."""
    return q >= 0 and q != here and centre.lines[q].open


def become_free(centre: Centre, a: int) -> None:
    """An agent is done: goes home, goes on break, takes the next caller, or waits for one."""
    agents = centre.agents
    if agents.away[a] == _BREAK_NEXT:
        agents.away[a] = 0
        agents.state[a] = _ON_BREAK
        write_agent(centre, int(Event.BREAK_STARTED), a)
        return
    team, going, c = agents.team[a], agents.away[a] == _HOME_NEXT, -1
    leaving = centre.leaving[team]
    if going or not leaving or has_a_place(len(centre.idle[team]) + 1, leaving):
        c = next_caller(centre, team, going)
    if c >= 0:
        del centre.lines[centre.cases.queue[c]].waiting[c]
        answer(centre, c, a)
    elif going:
        go_home(centre, a)
    else:
        agents.state[a] = _IDLE
        sit_down(centre, a)


def go_home(centre: Centre, a: int) -> None:
    """An agent leaves; a colleague may begin a call in the place that is free now."""
    centre.agents.state[a] = _OFF
    end_shift(centre, a)
    fill_place(centre, centre.agents.team[a])


def fill_place(centre: Centre, team: int) -> None:
    """A place is free again: the longest idle agent takes a caller who waits for it."""
    a = idle_agent(centre, team)
    if a >= 0:
        c = next_caller(centre, team, only_closed=False)
        if c >= 0:
            stand_up(centre, a)
            del centre.lines[centre.cases.queue[c]].waiting[c]
            answer(centre, c, a)


def end_shift(centre: Centre, a: int) -> None:
    """A shift ends; what lies beyond its rostered end is overtime."""
    agents = centre.agents
    if agents.away[a] == _HOME_NEXT and centre.teams[agents.team[a]].counts_heads:
        centre.leaving[agents.team[a]] -= 1
    agents.away[a] = 0
    write_agent(centre, int(Event.SHIFT_ENDED), a, centre.clock.time - agents.rostered_end[a])


def come_on(centre: Centre, a: int, until: int) -> None:
    """A shift starts (`until` is its rostered end), or a break is over (-1).

    A shift that starts with a break has its rostered end written below zero.
    """
    agents = centre.agents
    if until == -1:
        if agents.state[a] == _ON_BREAK:
            write_agent(centre, int(Event.BREAK_ENDED), a)
            become_free(centre, a)
        elif agents.away[a] == _BREAK_NEXT:
            agents.away[a] = 0  # the break went by on the phone
        return
    at_home = agents.state[a] == _OFF
    if not at_home:  # still busy with the shift before
        end_shift(centre, a)
    if until < 0:
        agents.away[a] = _BREAK_NEXT
    agents.rostered_end[a] = abs(until)
    write_agent(centre, int(Event.SHIFT_STARTED), a)
    if at_home:
        become_free(centre, a)
    else:
        fill_place(centre, agents.team[a])


def go_off(centre: Centre, a: int, until: int) -> None:
    """A break begins (`until` is -1) or the shift is over; who is busy finishes first."""
    agents, on_break = centre.agents, until < 0
    state = agents.state[a]
    if state == _IDLE:
        stand_up(centre, a)
        if on_break:
            agents.state[a] = _ON_BREAK
            write_agent(centre, int(Event.BREAK_STARTED), a)
        else:
            go_home(centre, a)
    elif state == _ON_BREAK:
        if not on_break:
            write_agent(centre, int(Event.BREAK_ENDED), a)
            go_home(centre, a)
    elif state != _OFF:
        agents.away[a] = _BREAK_NEXT if on_break else _HOME_NEXT
        if not on_break and centre.teams[agents.team[a]].counts_heads:
            centre.leaving[agents.team[a]] += 1


def finish_wrap_up(centre: Centre, a: int) -> None:
    """After-call work is done."""
    write_wrap_up(centre, int(Event.WRAP_UP_ENDED), a)
    become_free(centre, a)
