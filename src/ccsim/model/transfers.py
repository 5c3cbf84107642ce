"""Passed around: to whom a caller is passed on, what gets lost, and whether they arrive there."""

from ccsim.codes import AgentState, Event, Outcome, Transfers
from ccsim.model.centre import Centre
from ccsim.model.queues import free_agent, idle_agent
from ccsim.model.record import write_contact
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

Address = tuple[int, ...]


def familiar_agent(centre: Centre, c: int, q: int) -> int:
    """The agent of the last time, if a caller is led there and the agent is idle; or -1."""
    cases, agents = centre.cases, centre.agents
    a = cases.last_agent[c]
    if not centre.levers.agent_affinity or a < 0 or cases.leg[c] > 0:
        return -1
    if agents.person[a] != cases.last_person[c]:
        return -1  # somebody else sits there by now
    team = agents.team[a]
    if agents.state[a] != AgentState.IDLE or team not in centre.queue_teams[q]:
        return -1
    word = affinity_word(
        centre.seed, centre.replication, cases.who[c], cases.word[c], cases.contact[c]
    )
    if word >= centre.levers.agent_affinity or idle_agent(centre, team) < 0:
        return -1
    return a


def who_answers(centre: Centre, c: int, q: int) -> int:
    """The agent of the last time, or whoever is free to answer in this queue; or -1."""
    a = familiar_agent(centre, c, q)
    return a if a >= 0 else free_agent(centre, q)


def finds_notes(centre: Centre, c: int, a: int, address: Address, notes: bool) -> bool:
    """Whether the agent knows what was said before, when systems and sites have had their part.

    Who had the case last needs no notes where callers are led back to the same agent.
    """
    cases, levers, before = centre.cases, centre.levers, centre.cases.last_agent[c]
    again = before == a and cases.last_person[c] == centre.agents.person[a]
    cases.last_agent[c], cases.last_person[c] = a, centre.agents.person[a]
    if before < 0:
        return notes
    if again and levers.agent_affinity:
        return True
    if not notes or cases.informed[c] or not (levers.data_errors or levers.inter_site_note_loss):
        return notes
    words, loss = mistake_words(*address), 0
    if _site(centre, before) != _site(centre, a):
        loss = levers.inter_site_note_loss
    return notes_survive(words[2], levers.data_errors, words[3], loss)


def _site(centre: Centre, a: int) -> int:
    site: int = centre.teams[centre.agents.team[a]].site
    return site


def passes_blindly(centre: Centre, c: int, a: int, address: Address) -> bool:
    """Whether the agent would put a caller through without a look if it is open there."""
    chance = centre.levers.blind_transfers
    centre.cases.blind[c] = int(
        chance > 0 and _may_dump(centre, a) and passing_words(*address)[2] < chance
    )
    return centre.cases.blind[c] != 0


def _may_dump(centre: Centre, a: int) -> bool:
    """Whether the agent was not caught of late; a successor is not watched for it."""
    agents = centre.agents
    return (
        centre.clock.time >= agents.watched_until[a] or agents.watched_person[a] != agents.person[a]
    )


def may_pass(centre: Centre, q: int, here: int, blind: bool) -> bool:
    """Whether there is another queue to pass a caller to, and it is open, or nobody looks."""
    return q >= 0 and q != here and (blind or centre.lines[q].open)


def passed_around(
    centre: Centre, c: int, a: int, address: Address, result: int, sees: bool, owned: bool,
    fast: bool,
) -> int:  # fmt: skip
    """What comes of a leg when agents guess wrongly, pass the buck, and enter wrong data.

    Who closes fast passes nobody on: that takes time, too.
    """
    cases, levers = centre.cases, centre.levers
    if too_many_legs(result, cases.leg[c]):
        result = int(Outcome.PUT_OFF)
    if not fast:
        result = _sent_on(centre, c, a, address, result, sees, owned)
    if (
        result == Outcome.RESOLVED
        and levers.data_errors
        and mistake_words(*address)[1] < levers.data_errors
    ):
        result = int(Outcome.THOUGHT_RESOLVED)
    cases.astray[c] = int(result == Outcome.MISDIRECTED)
    cases.had_enough[c] = 0
    if not is_passed(result) and result != Outcome.ESCALATED:
        cases.blind[c] = 0
    else:
        chance = centre.segments[cases.segment[c]].gives_up_per_pass
        if chance and passing_words(*address)[3] < chance:
            cases.had_enough[c] = 1
    if is_passed(result):
        cases.passes[c] = min(cases.passes[c] + 1, MOST_LEGS)
    return result


def _sent_on(
    centre: Centre, c: int, a: int, address: Address, result: int, sees: bool, owned: bool
) -> int:
    """Who mistakes a need, finds out that it was mistaken, or passes the buck; sets the queue."""
    cases, levers = centre.cases, centre.levers
    if levers.transfers == Transfers.NONE or cases.leg[c] >= MOST_LEGS:
        return result
    here, blind = cases.queue[c], cases.blind[c] != 0
    if not sees:
        q = _mistaken_queue(centre, c, address)
        if may_pass(centre, q, here, blind):
            cases.next_queue[c] = q
            return int(Outcome.MISDIRECTED)
        back = cases.entry_queue[c]
        if cases.astray[c] and not is_passed(result) and may_pass(centre, back, here, blind):
            cases.next_queue[c] = back
            return int(Outcome.TRANSFERRED)
    if levers.passes_on:
        words = passing_words(*address)
        chance = passing_chance(levers.passes_on, levers.keeps_on, cases.passes[c])
        if may_pass_buck(result, owned, words[0], chance) and _may_dump(centre, a):
            q = _somebody_else(centre, c, words[1])
            if q >= 0:
                cases.next_queue[c] = q
                return int(Outcome.PASSED_ON)
    return result


def _mistaken_queue(centre: Centre, c: int, address: Address) -> int:
    """Where those are for whom the need is mistaken, or -1."""
    mistakes = centre.mistaken[centre.cases.kind[c]]
    if mistakes:
        word = mistake_words(*address)[0]
        for q, chance in mistakes:
            if word < chance:
                return q
    return -1


def _somebody_else(centre: Centre, c: int, word: int) -> int:
    """One of the queues that the buck may be passed to, each as likely as the others; or -1."""
    cases = centre.cases
    here, blind = cases.queue[c], cases.blind[c] != 0
    others = [q for (q,) in centre.passed_to[cases.kind[c]] if may_pass(centre, q, here, blind)]
    return others[(word * len(others)) >> 32] if others else -1


def stays_on_the_line(centre: Centre, c: int) -> bool:
    """Whether a caller who is passed on arrives there, and has not had enough of it."""
    cases, levers = centre.cases, centre.levers
    lost = cases.blind[c] != 0 and not centre.lines[cases.next_queue[c]].open
    cases.blind[c] = 0
    a, dumped = cases.last_agent[c], lost or cases.outcome[c] == Outcome.PASSED_ON
    if lost:
        here, cases.queue[c] = cases.queue[c], cases.next_queue[c]
        write_contact(centre, int(Event.TRANSFER_LOST), c, a, cases.outcome[c])
        cases.queue[c] = here
    if dumped and levers.dumping_detected:
        _is_caught(centre, c, a)
    if lost:
        cases.had_enough[c] = 0
        cases.outcome[c] = int(Outcome.CALL_LOST)
    return not lost and not cases.had_enough[c]


def _is_caught(centre: Centre, c: int, a: int) -> None:
    """It may be noticed that a caller was dumped: for a while the agent does not do so again."""
    cases, levers = centre.cases, centre.levers
    word = detection_word(
        centre.seed, centre.replication, cases.who[c], cases.word[c], cases.contact[c],
        cases.leg[c],
    )  # fmt: skip
    if word < levers.dumping_detected:
        lasts = levers.dumping_consequence
        centre.agents.watched_until[a] = centre.clock.time + lasts
        centre.agents.watched_person[a] = cases.last_person[c]
        write_contact(centre, int(Event.DUMPING_DETECTED), c, a, cases.outcome[c], lasts)


def travels(centre: Centre, c: int) -> int:
    """How long a ticket is on its way to its department."""
    cases, levers = centre.cases, centre.levers
    delay: int = levers.inter_site_delay
    a = cases.last_agent[c]
    if delay == 0 or a < 0 or _site(centre, a) == centre.departments[cases.department[c]].site:
        return 0
    return delay
