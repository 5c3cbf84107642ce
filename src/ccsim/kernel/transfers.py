"""Passed around: to whom a caller is passed on, what gets lost, and whether they arrive there."""

from ccsim.codes import AgentState, Event, Outcome, Transfers
from ccsim.kernel.floor import NOW, REPLICATION, SEED
from ccsim.kernel.queues import free_agent, idle_agent
from ccsim.kernel.record import write_contact
from ccsim.kernel.world import (
    agents_of,
    cases_of,
    compiled,
    departments_of,
    levers_of,
    lines_of,
    mistaken_chance_of,
    mistaken_of,
    on_every_call,
    passed_to_of,
    queue_teams_of,
    registers_of,
    segments_of,
    teams_of,
)
from ccsim.rules.handling import MOST_LEGS
from ccsim.rules.transfers import (
    affinity_word,
    detection_word,
    is_passed,
    may_pass_buck,
    mistake_words,
    notes_survive,
    passing_chance,
    passing_words,
    too_many_legs,
)

_IDLE, _NO_TRANSFERS = int(AgentState.IDLE), int(Transfers.NONE)
_RESOLVED, _THOUGHT_RESOLVED = int(Outcome.RESOLVED), int(Outcome.THOUGHT_RESOLVED)
_TRANSFERRED, _ESCALATED = int(Outcome.TRANSFERRED), int(Outcome.ESCALATED)
_MISDIRECTED, _PASSED_ON = int(Outcome.MISDIRECTED), int(Outcome.PASSED_ON)
_PUT_OFF, _CALL_LOST = int(Outcome.PUT_OFF), int(Outcome.CALL_LOST)
_ROW_LOST, _ROW_DETECTED = int(Event.TRANSFER_LOST), int(Event.DUMPING_DETECTED)


@compiled
def _serves(world: int, team: int, q: int) -> bool:
    i = 0
    while queue_teams_of(world)[q, i] >= 0:
        if queue_teams_of(world)[q, i] == team:
            return True
        i += 1
    return False


@compiled
def _led_back(world: int, c: int, q: int) -> int:
    case, registers, levers = cases_of(world)[c], registers_of(world), levers_of(world)[0]
    a: int = case.last_agent
    agent = agents_of(world)[a]
    team = agent.team
    if agent.person != case.last_person or agent.state != _IDLE or not _serves(world, team, q):
        return -1
    word = affinity_word(registers[SEED], registers[REPLICATION], case.who, case.word, case.contact)
    if word >= levers.agent_affinity or idle_agent(world, team) < 0:
        return -1
    return a


@on_every_call
def familiar_agent(world: int, c: int, q: int) -> int:
    """The agent of the last time, if a caller is led there and the agent is idle; or -1."""
    case = cases_of(world)[c]
    if levers_of(world)[0].agent_affinity == 0 or case.last_agent < 0 or case.leg > 0:
        return -1
    agent: int = _led_back(world, c, q)
    return agent


@on_every_call
def who_answers(world: int, c: int, q: int) -> int:
    """The agent of the last time, or whoever is free to answer in this queue; or -1."""
    agent: int = familiar_agent(world, c, q)
    if agent < 0:
        agent = free_agent(world, q)
    return agent


@compiled
def _site(world: int, a: int) -> int:
    site: int = teams_of(world)[agents_of(world)[a].team].site
    return site


@compiled
def finds_notes(world: int, c: int, a: int, notes: int) -> bool:
    """Whether the agent knows what was said before, when systems and sites have had their part.

    Who had the case last needs no notes where callers are led back to the same agent.
    """
    case, registers, levers = cases_of(world)[c], registers_of(world), levers_of(world)[0]
    before, person = case.last_agent, agents_of(world)[a].person
    again = before == a and case.last_person == person
    case.last_agent, case.last_person = a, person
    if before < 0:
        return notes != 0
    if again and levers.agent_affinity > 0:
        return True
    lossless = levers.data_errors == 0 and levers.inter_site_note_loss == 0
    if notes == 0 or case.informed != 0 or lossless:
        return notes != 0
    words = mistake_words(
        registers[SEED], registers[REPLICATION], case.who, case.word, case.contact, case.leg
    )
    loss = 0
    if _site(world, before) != _site(world, a):
        loss = levers.inter_site_note_loss
    return notes_survive(words[2], levers.data_errors, words[3], loss)


@compiled
def _may_dump(world: int, a: int) -> bool:
    """Whether the agent was not caught of late; a successor is not watched for it."""
    agent, now = agents_of(world)[a], registers_of(world)[NOW]
    behaves: bool = now < agent.watched_until and agent.watched_person == agent.person
    return not behaves


@compiled
def passes_blindly(world: int, c: int, a: int) -> bool:
    """Whether the agent would put a caller through without a look if it is open there."""
    case, registers, levers = cases_of(world)[c], registers_of(world), levers_of(world)[0]
    case.blind = 0
    if levers.blind_transfers > 0 and _may_dump(world, a):
        words = passing_words(
            registers[SEED], registers[REPLICATION], case.who, case.word, case.contact, case.leg
        )
        if words[2] < levers.blind_transfers:
            case.blind = 1
            return True
    return False


@compiled
def may_pass(world: int, q: int, here: int, blind: int) -> bool:
    """Whether there is another queue to pass a caller to, and it is open, or nobody looks."""
    return q >= 0 and q != here and (blind != 0 or lines_of(world)[q].open != 0)


@compiled
def _mistaken_queue(world: int, c: int) -> int:
    """Where those are for whom the need is mistaken, or -1."""
    case, registers = cases_of(world)[c], registers_of(world)
    if mistaken_of(world)[case.kind, 0] < 0:
        return -1
    words = mistake_words(
        registers[SEED], registers[REPLICATION], case.who, case.word, case.contact, case.leg
    )
    i = 0
    while mistaken_of(world)[case.kind, i] >= 0:
        if words[0] < mistaken_chance_of(world)[case.kind, i]:
            q: int = mistaken_of(world)[case.kind, i]
            return q
        i += 1
    return -1


@compiled
def _somebody_else(world: int, c: int, word: int) -> int:
    """One of the queues that the buck may be passed to, each as likely as the others; or -1."""
    case = cases_of(world)[c]
    others, i = 0, 0
    while passed_to_of(world)[case.kind, i] >= 0:
        if may_pass(world, passed_to_of(world)[case.kind, i], case.queue, case.blind):
            others += 1
        i += 1
    chosen, i = (word * others) >> 32, 0
    while passed_to_of(world)[case.kind, i] >= 0:
        q: int = passed_to_of(world)[case.kind, i]
        if may_pass(world, q, case.queue, case.blind):
            if chosen == 0:
                return q
            chosen -= 1
        i += 1
    return -1


@compiled
def _sent_on(world: int, c: int, a: int, result: int, sees: int, owned: int) -> int:
    """Who mistakes a need, finds out that it was mistaken, or passes the buck; sets the queue."""
    case, registers, levers = cases_of(world)[c], registers_of(world), levers_of(world)[0]
    if levers.transfers == _NO_TRANSFERS or case.leg >= MOST_LEGS:
        return result
    if sees == 0:
        q = _mistaken_queue(world, c)
        if may_pass(world, q, case.queue, case.blind):
            case.next_queue = q
            return _MISDIRECTED
        back = case.entry_queue
        if (
            case.astray != 0
            and not is_passed(result)
            and may_pass(world, back, case.queue, case.blind)
        ):
            case.next_queue = back
            return _TRANSFERRED
    if levers.passes_on > 0:
        words = passing_words(
            registers[SEED], registers[REPLICATION], case.who, case.word, case.contact, case.leg
        )
        chance = passing_chance(levers.passes_on, levers.keeps_on, case.passes)
        if may_pass_buck(result, owned != 0, words[0], chance) and _may_dump(world, a):
            somewhere = _somebody_else(world, c, words[1])
            if somewhere >= 0:
                case.next_queue = somewhere
                return _PASSED_ON
    return result


@compiled
def passed_around(world: int, c: int, a: int, result: int, sees: int, owned: int, fast: int) -> int:
    """What comes of a leg when agents guess wrongly, pass the buck, and enter wrong data.

    Who closes fast passes nobody on: that takes time, too.
    """
    case, registers, levers = cases_of(world)[c], registers_of(world), levers_of(world)[0]
    ends: int = _PUT_OFF if too_many_legs(result, case.leg) else result
    if fast == 0:
        ends = _sent_on(world, c, a, ends, sees, owned)
    seed, replication = registers[SEED], registers[REPLICATION]
    if ends == _RESOLVED and levers.data_errors > 0:
        words = mistake_words(seed, replication, case.who, case.word, case.contact, case.leg)
        if words[1] < levers.data_errors:
            ends = _THOUGHT_RESOLVED
    case.astray = 1 if ends == _MISDIRECTED else 0
    case.had_enough = 0
    if not is_passed(ends) and ends != _ESCALATED:
        case.blind = 0
    else:
        chance = segments_of(world)[case.segment].gives_up_per_pass
        if chance > 0:
            luck = passing_words(seed, replication, case.who, case.word, case.contact, case.leg)
            if luck[3] < chance:
                case.had_enough = 1
    if is_passed(ends):
        case.passes = min(case.passes + 1, MOST_LEGS)
    return ends


@compiled
def _is_caught(world: int, c: int) -> None:
    """It may be noticed that a caller was dumped: for a while the agent does not do so again."""
    case, registers, levers = cases_of(world)[c], registers_of(world), levers_of(world)[0]
    word = detection_word(
        registers[SEED], registers[REPLICATION], case.who, case.word, case.contact, case.leg
    )
    if word < levers.dumping_detected:
        a, lasts = case.last_agent, levers.dumping_consequence
        agents_of(world)[a].watched_until = registers[NOW] + lasts
        agents_of(world)[a].watched_person = case.last_person
        write_contact(world, _ROW_DETECTED, c, a, case.outcome, lasts)


@compiled
def stays_on_the_line(world: int, c: int) -> bool:
    """Whether a caller who is passed on arrives there, and has not had enough of it."""
    case, levers = cases_of(world)[c], levers_of(world)[0]
    lost = case.blind != 0 and lines_of(world)[case.next_queue].open == 0
    case.blind = 0
    if lost:
        here = case.queue
        case.queue = case.next_queue
        write_contact(world, _ROW_LOST, c, case.last_agent, case.outcome, 0)
        case.queue = here
    if (lost or case.outcome == _PASSED_ON) and levers.dumping_detected > 0:
        _is_caught(world, c)
    if lost:
        case.had_enough = 0
        case.outcome = _CALL_LOST
    return not lost and case.had_enough == 0


@compiled
def travels(world: int, c: int) -> int:
    """How long a ticket is on its way to its department."""
    case, levers = cases_of(world)[c], levers_of(world)[0]
    delay: int = levers.inter_site_delay
    a = case.last_agent
    if delay == 0 or a < 0 or _site(world, a) == departments_of(world)[case.department].site:
        return 0
    return delay
