"""The lessons in queueing: arrivals, one agent, many agents, patience, and so on.

The lessons are data: a scenario of `scenarios/theory`, the values of one fact, the metric that
answers, and the theories beside it. `ccsim.experiments.taught` plays them.
"""

from collections.abc import Sequence
from functools import cache, partial
from typing import Final

from ccsim.analytic.erlang_a import erlang_a
from ccsim.analytic.erlang_b import erlang_b
from ccsim.analytic.erlang_c import erlang_c
from ccsim.analytic.priority import priority_queue
from ccsim.analytic.redial import RedialFacts, redial_queue
from ccsim.analytic.service import one_agent
from ccsim.analytic.theory import QueueTheory
from ccsim.experiments.lesson import OTHER_LUCK, SAME_LUCK, SIMULATION, Law, Lesson, Setting

_MINUTE: Final = 60.0


def _settings(
    values: Sequence[float], label: str, *sets: str, per: float = 1.0
) -> tuple[Setting, ...]:
    """Values with their labels; `{}` stands for the value in a file, `per` times that shown."""
    return tuple(
        Setting(
            label.format(f"{one:g}"), one, tuple(text.format(f"{one * per:g}") for text in sets)
        )
        for one in values
    )


def _blocked(calls_a_minute: float) -> float | None:
    return erlang_b(calls_a_minute / _MINUTE, 180.0, 10).blocked_rate


def _wait_of_one(calls_an_hour: float) -> float | None:
    return erlang_c(calls_an_hour / 3600.0, 60.0, 1).mean_wait_s


def _in_time(agents: float) -> float | None:
    return erlang_c(10 / 180.0, 180.0, round(agents), 20.0).service_level


def _hang_ups(patience_min: float) -> float | None:
    return erlang_a(11 / 180.0, 180.0, 10, patience_min * _MINUTE).abandon_rate


def _wait_with_spread(spread_s: float) -> float | None:
    return one_agent(0.7 / _MINUTE, 60.0, spread_s).mean_wait_s


def _wait_pooled(agents: float) -> float | None:
    return erlang_c(0.8 * agents / 120.0, 120.0, round(agents)).mean_wait_s


_ALL_CALLS: Final = 4.5  # a minute, urgent or not


def _classes(urgent_a_minute: float) -> tuple[QueueTheory, ...]:
    rates = (urgent_a_minute / _MINUTE, (_ALL_CALLS - urgent_a_minute) / _MINUTE)
    return priority_queue(rates, 60.0, 5).classes


def _wait_of_class(number: int, urgent_a_minute: float) -> float | None:
    return _classes(urgent_a_minute)[number].mean_wait_s


def _wait_of_all(_urgent: float) -> float | None:
    return erlang_c(_ALL_CALLS / _MINUTE, 60.0, 5).mean_wait_s


@cache  # each value takes a tenth of a second
def _redialled(percent: float) -> float | None:
    facts = RedialFacts(
        fresh_rate=4.5 / _MINUTE,
        handle_s=60.0,
        servers=5,
        patience_s=120.0,
        redial_share=percent / 100,
        redial_delay_s=300.0,
    )
    return redial_queue(facts).queue.abandon_rate


def _first_calls_only(_percent: float) -> float | None:
    return erlang_a(4.5 / _MINUTE, 60.0, 5, 120.0).abandon_rate


def _one_agent_more(_replications: float) -> float | None:
    fewer, more = (erlang_a(10 / 180.0, 180.0, agents, 300.0).abandon_rate for agents in (10, 11))
    return None if fewer is None or more is None else more - fewer


LESSONS: Final = {
    "arrivals": Lesson(
        title="Arrivals",
        idea="Ten agents and ten lines; a call takes three minutes. At 2.5 calls a minute, seven "
        "or eight agents are busy on average: enough for all, it seems. But calls do not take "
        "turns. They bunch, and who finds all lines taken hears the busy signal.",
        scenario="erlang_b",
        sets=("teams.agents.headcount=10", "queues.calls.lines=10", "calendar.days=2"),
        path="queues.calls.forecast.rate",
        control="Calls a minute",
        axis="Calls a minute",
        settings=_settings(
            (1, 1.5, 2, 2.5, 3, 3.5, 4), "{} a minute", "queues.calls.forecast.rate={}/min"
        ),
        first="2.5 a minute",
        answer="Callers turned away",
        curves={SIMULATION: "blocked_rate"},
        laws=(Law("Erlang B", _blocked),),
        gap="Erlang B fits exactly: it needs only the mean length of a call, and nobody here waits "
        "or dials again.",
        tries=(
            "At how many calls a minute is one caller in a hundred turned away?",
            "Double the calls from 2 to 4 a minute. Do the busy signals double?",
        ),
    ),
    "one_agent": Lesson(
        title="One agent",
        idea="One agent, calls of one minute on average, and callers who wait as long as it takes. "
        "At 30 calls an hour the agent is busy half of the time. The closer to 60, the longer the "
        "wait; and it does not grow in step.",
        scenario="erlang_c",
        sets=(
            *("teams.agents.headcount=1", "queues.calls.talk.exponential=1m"),
            "calendar.days=5",
        ),
        path="queues.calls.forecast.rate",
        control="Calls an hour",
        axis="Calls an hour",
        settings=_settings(
            (12, 24, 30, 36, 42, 48, 51), "{} an hour", "queues.calls.forecast.rate={}/h"
        ),
        first="42 an hour",
        answer="Mean wait",
        curves={SIMULATION: "mean_wait_s"},
        laws=(Law("Erlang C", _wait_of_one),),
        gap="Erlang C describes a centre that has been busy for ever; the simulation leaves its "
        "first day out, so that both mean the same.",
        tries=(
            "Go from 24 to 48 calls an hour. The work doubles: what does the wait do?",
            "Stay at 51 and press Other luck a few times: why are the intervals so wide there?",
        ),
    ),
    "many_agents": Lesson(
        title="Many agents",
        idea="Ten agents' worth of calls, and a promise: an answer within 20 seconds. Ten agents "
        "would never catch up. Each agent above ten buys service, the first ones a lot, the later "
        "ones ever less.",
        scenario="erlang_c",
        sets=("queues.calls.talk.exponential=3m", "calendar.days=2"),
        path="teams.agents.headcount",
        control="Agents",
        axis="Agents",
        settings=_settings((11, 12, 13, 14, 15, 16, 17), "{} agents", "teams.agents.headcount={}"),
        first="13 agents",
        answer="Calls answered within 20 s",
        curves={SIMULATION: "service_level"},
        laws=(Law("Erlang C", _in_time),),
        between=False,
        gap="Erlang C and the simulation share all assumptions: nobody hangs up, calls come evenly "
        "all day. Real callers hang up: see Patience.",
        tries=(
            "How many agents answer 80 % within 20 seconds? How idle are they?",
            "What does the agent after that one add?",
        ),
    ),
    "patience": Lesson(
        title="Patience",
        idea="Calls worth eleven agents, and only ten agents. If all callers waited, the queue "
        "would grow for ever. It does not, because callers hang up. Erlang A knows how many, if it "
        "knows how patient they are.",
        scenario="erlang_a",
        sets=(
            *("teams.agents.headcount=10", "queues.calls.forecast.rate=3.6666666667/min"),
            "calendar.days=2",
        ),
        path="queues.calls.patience",
        control="Mean patience",
        axis="Mean patience, min",
        settings=_settings(
            (0.5, 1, 2, 3, 5, 8, 12), "{} min", "queues.calls.patience.exponential={}s", per=60.0
        ),
        first="2 min",
        answer="Callers who hang up",
        curves={SIMULATION: "abandon_rate"},
        laws=(Law("Erlang A", _hang_ups),),
        gap="Erlang C has nothing to say here: with more work than agents and nobody hanging up, "
        "there is no steady state. Erlang A adds patience, and fits.",
        tries=(
            "Make callers very patient. Why can it never be fewer than one in eleven who hang up?",
            "Is a centre with fewer hang-ups always the better one for its callers?",
        ),
    ),
    "variability": Lesson(
        title="Variability",
        idea="One agent, 0.7 calls a minute, one minute a call on average: that stays. What "
        "changes is how much calls differ. All alike, or many short ones and a few very long "
        "ones: the same work, and quite another wait.",
        scenario="mg1",
        sets=(
            *("teams.agents.headcount=1", "queues.calls.forecast.rate=0.7/min"),
            "calendar.days=6",
        ),
        path="queues.calls.talk",
        control="Spread of talk times (standard deviation)",
        axis="Standard deviation of talk times, s (mean 60 s)",
        settings=(
            Setting("0 s", 0.0, ("queues.calls.talk={constant: 1m}",)),
            *(
                Setting(
                    f"{sd} s",
                    float(sd),
                    (f"queues.calls.talk={{lognormal: {{mean: 1m, sd: {sd}s}}}}",),
                )
                for sd in (15, 30, 45, 60, 75, 90)
            ),
        ),
        first="60 s",
        answer="Mean wait",
        curves={SIMULATION: "mean_wait_s"},
        laws=(
            Law("Pollaczek and Khinchine", _wait_with_spread),
            Law("Erlang C, which knows only the mean", lambda _: _wait_with_spread(60.0), None),
        ),
        gap="Erlang C takes it for granted that the spread equals the mean (60 s). Where calls "
        "are more alike it promises too long a wait, where they differ more, too short a one.",
        tries=(
            "Compare 0 s with 60 s: how much of the wait comes from the spread alone?",
            "A script makes all calls equally long: what does that do to the wait, and to callers?",
        ),
    ),
    "pooling": Lesson(
        title="Pooling",
        idea="Every agent is busy 80 % of the time, always. With one agent, callers wait for "
        "minutes. Put two such queues together, and again: the agents work no harder, and the wait "
        "all but disappears.",
        scenario="erlang_c",
        sets=("queues.calls.talk.exponential=2m", "calendar.days=3"),
        path="teams.agents.headcount",
        control="Agents in one pool",
        axis="Agents in one pool, each busy 80 % of the time",
        settings=tuple(
            Setting(
                f"{agents} agent" + "s" * (agents > 1),
                float(agents),
                (
                    f"teams.agents.headcount={agents}",
                    f"queues.calls.forecast.rate={0.4 * agents:g}/min",
                ),
            )
            for agents in (1, 2, 4, 8, 16, 32)
        ),
        first="4 agents",
        answer="Mean wait",
        curves={SIMULATION: "mean_wait_s"},
        laws=(Law("Erlang C", _wait_pooled),),
        between=False,
        log=True,
        gap="Erlang C agrees: it has every agent of the pool able to take every call. Pools whose "
        "agents cannot do that gain less.",
        tries=(
            "How much of the wait does the first merger save, from 1 agent to 2?",
            "From 16 agents to 32: what is left to gain, and what might a large pool lose?",
        ),
    ),
    "priorities": Lesson(
        title="Priorities",
        idea="Five agents, 4.5 calls a minute, one minute a call. Urgent callers go first; talks "
        "are not cut off. Nobody works more or less: what urgent callers gain, the others pay for.",
        scenario="priorities",
        sets=("calendar.days=3",),
        path="queues.high.forecast.rate",
        control="Urgent calls a minute, of 4.5",
        axis="Urgent calls a minute, of 4.5 in all",
        settings=tuple(
            Setting(
                f"{urgent:g} a minute",
                urgent,
                (
                    f"queues.high.forecast.rate={urgent:g}/min",
                    f"queues.low.forecast.rate={_ALL_CALLS - urgent:g}/min",
                ),
            )
            for urgent in (0.5, 1.0, 1.5, 2.0, 2.5, 3.0, 3.5)
        ),
        first="2 a minute",
        answer="Mean wait",
        curves={
            "urgent callers": "mean_wait_s[queue=high]",
            "the others": "mean_wait_s[queue=low]",
        },
        laws=(
            Law("Cobham, urgent", partial(_wait_of_class, 0), "urgent callers"),
            Law("Cobham, others", partial(_wait_of_class, 1), "the others"),
            Law("Erlang C, without priorities", _wait_of_all, None),
        ),
        gap="Erlang C knows one kind of caller; its wait is what all of them have on average, "
        "whoever goes first. Cobham's formula shares it out.",
        tries=(
            "Make nearly everybody urgent. Who still gains?",
            "In theory the others wait ten times as long, whatever the share. Why ten?",
        ),
    ),
    "redials": Lesson(
        title="Redials",
        idea="Five agents, 4.5 new calls a minute, one minute a call, two minutes of patience. "
        "Some of those who hang up dial again after five minutes. The queue makes part of its own "
        "demand, and the calls that are counted are not the callers.",
        scenario="redial",
        # A larger centre shows the same, and makes its reader wait: its theory has more states.
        sets=(
            *("teams.agents.headcount=5", "queues.calls.forecast.rate=4.5/min"),
            "calendar.days=2",
        ),
        path="queues.calls.forecast.redials",
        control="Callers who dial again after hanging up",
        axis="Callers who dial again after hanging up, %",
        settings=_settings(
            (0, 20, 40, 60, 80, 90), "{} %", "queues.calls.forecast.redials={}", per=0.01
        ),
        first="60 %",
        answer="Calls that end in hanging up",
        curves={SIMULATION: "abandon_rate"},
        laws=(
            Law("Theory with redials", _redialled),
            Law("Erlang A, first calls only", _first_calls_only, None),
        ),
        between=False,
        gap="Erlang A counts every call as somebody new. The theory with redials keeps account of "
        "those who are about to dial again (Ding and others, 2013).",
        tries=(
            "Which redial share adds half as many hang-ups again to Erlang A's?",
            "A forecast is made from counted calls. What happens to it once agents are added?",
        ),
    ),
    "common_luck": Lesson(
        title="Common luck",
        idea="Does an eleventh agent help? Both centres are simulated and compared. If the same "
        "callers come to both, at the same moments, what differs is the agent. If each has luck "
        "of its own, luck differs too, and it takes far more replications to be as sure.",
        scenario="erlang_a",
        sets=("calendar.days=2",),
        path="teams.agents.headcount",
        control="Replications",
        axis="Replications",
        settings=_settings((3, 6, 12, 24), "{} replications"),
        first="6 replications",
        answer="Callers who hang up",
        curves={SAME_LUCK: "abandon_rate", OTHER_LUCK: "abandon_rate"},
        laws=(Law("Erlang A: the true difference", _one_agent_more, SAME_LUCK),),
        log=True,
        gap="Both aim at the difference that Erlang A gives. Same luck gets there with fewer "
        "replications, since what luck does to both centres cancels out.",
        tries=(
            "With how many replications does other luck become as sure as same luck with 3?",
            "Press Other luck: which of the two answers jumps about more?",
        ),
        paired=("teams.agents.headcount=10", "teams.agents.headcount=11"),
    ),
}
"""The lessons, in the order in which they are best taken."""
