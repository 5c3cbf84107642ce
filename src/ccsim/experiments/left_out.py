"""What happens in a scenario that Erlang's theories leave out, and the scenario without it."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from ccsim.spec.customers import Segment
from ccsim.spec.distributions import Distribution, Exponential
from ccsim.spec.needs import Need
from ccsim.spec.queues import Forecast, Queue
from ccsim.spec.scenario import Scenario
from ccsim.units import NEVER

USUAL_PRIORITY: Final = 5
"""A queue's where nothing else is said."""
Neutral = Callable[[Scenario], Scenario]


@dataclass(frozen=True)
class LeftOut:
    """Something that theory leaves out."""

    name: str
    """In a few words, for tables."""
    sentence: str
    neutral: Neutral | None
    """The same scenario without it; None where no lever takes it away alone."""


def left_out(facts: Scenario) -> Iterator[LeftOut]:
    """What of all this happens in a scenario."""
    for name, sentence, happens, neutral in _KNOWN:
        if happens(facts):
            yield LeftOut(name, sentence, neutral)
    yield from _shared_agents(facts)


def without_all(facts: Scenario, several: Sequence[LeftOut]) -> Scenario:
    """The scenario without all that can be taken away."""
    for one in several:
        facts = facts if one.neutral is None else one.neutral(facts)
    return facts


def _shared_agents(facts: Scenario) -> Iterator[LeftOut]:
    for team in facts.teams:
        served = [name for name, queue in facts.queues.items() if team in queue.teams]
        if len(served) > 1:
            named = f"{', '.join(served[:-1])} and {served[-1]}"
            yield LeftOut(
                f"agents of {team} shared",
                f"The agents of {team} answer {named}; "
                "theory gives each of these queues all of them.",
                None,
            )


def _callers(facts: Scenario) -> list[Forecast | Segment]:
    forecasts = [queue.forecast for queue in facts.queues.values() if queue.forecast]
    return [*forecasts, *facts.customers.values()]


def _changed(
    facts: Scenario,
    *,
    queue: Callable[[Queue], Mapping[str, Any]] | None = None,
    forecast: Callable[[Forecast], Mapping[str, Any]] | None = None,
    segment: Callable[[Segment], Mapping[str, Any]] | None = None,
    need: Callable[[Need], Mapping[str, Any]] | None = None,
) -> Scenario:
    """The scenario with other values in all of its queues, forecasts, segments or needs."""

    def of_queue(one: Queue) -> Queue:
        update = dict(queue(one)) if queue else {}
        if forecast and one.forecast:
            update["forecast"] = one.forecast.model_copy(update=dict(forecast(one.forecast)))
        return one.model_copy(update=update)

    update: dict[str, Any] = {"queues": {name: of_queue(one) for name, one in facts.queues.items()}}
    if segment:
        update["customers"] = {
            name: one.model_copy(update=dict(segment(one))) for name, one in facts.customers.items()
        }
    if need:
        update["needs"] = {
            name: one.model_copy(update=dict(need(one))) for name, one in facts.needs.items()
        }
    return facts.model_copy(update=update)


def _no_redials(facts: Scenario) -> Scenario:
    off = dict.fromkeys(("redials", "redials_when_blocked"), 0.0)
    return _changed(facts, forecast=lambda _: off, segment=lambda _: off)


def _no_repeats(facts: Scenario) -> Scenario:
    """Who is not helped gives up, and nobody asks again."""
    return _changed(
        facts,
        forecast=lambda _: {"reconnects": 0.0},
        segment=lambda _: {"gives_up": 1.0, "chases": 0.0},
    )


def _no_chasing(facts: Scenario) -> Scenario:
    return _changed(facts, segment=lambda _: {"chases": 0.0})


def _no_overflow(facts: Scenario) -> Scenario:
    return _changed(facts, queue=lambda _: {"overflow": None, "longest_wait": None})


def _no_menu(facts: Scenario) -> Scenario:
    return _changed(facts, queue=lambda _: {"ivr": None})


def _no_callback(facts: Scenario) -> Scenario:
    return _changed(facts, queue=lambda _: {"callback": None})


def _no_onward(facts: Scenario) -> Scenario:
    return _changed(facts, queue=lambda _: {"onward": []})


def _no_priorities(facts: Scenario) -> Scenario:
    teams = {name: team.model_copy(update={"priority": {}}) for name, team in facts.teams.items()}
    found = _changed(facts, queue=lambda _: {"priority": USUAL_PRIORITY})
    return found.model_copy(update={"teams": teams})


def _no_busy_days(facts: Scenario) -> Scenario:
    demand = facts.demand.model_copy(update={"busy_day_cv": 0.0, "peaks": []})
    return facts.model_copy(update={"demand": demand})


def _memoryless_talks(facts: Scenario) -> Scenario:
    return _changed(
        facts,
        queue=lambda one: {"talk": _memoryless(one.talk)} if one.forecast else {},
        need=lambda one: {"talk": _memoryless(one.talk)},
    )


def _memoryless_patience(facts: Scenario) -> Scenario:
    return _changed(
        facts,
        queue=lambda one: {"patience": None if one.patience is None else _memoryless(one.patience)},
        segment=lambda one: {"patience": _memoryless(one.patience)},
    )


def _memoryless(times: Distribution) -> Distribution:
    """The exponential distribution of the same mean; none for what takes no time, or for ever."""
    if not 0.5 <= times.mean_ms < NEVER or times.shape[0] == "exponential":
        return times
    return Exponential.model_validate({"exponential": f"{round(times.mean_ms)}ms"})


def _is_memoryless(times: Distribution | None) -> bool:
    return times is None or times is _memoryless(times)


def _talks(facts: Scenario) -> Iterator[Distribution]:
    yield from (queue.talk for queue in facts.queues.values() if queue.forecast)
    yield from (need.talk for need in facts.needs.values())


def _patiences(facts: Scenario) -> Iterator[Distribution | None]:
    yield from (queue.patience for queue in facts.queues.values())
    yield from (segment.patience for segment in facts.customers.values())


def _ranks(facts: Scenario) -> set[int]:
    """The priorities of queues that share agents with others."""
    queues = list(facts.queues.values())
    teams = Counter(team for queue in queues for team in queue.teams)
    shared = {one.priority for one in queues if any(teams[team] > 1 for team in one.teams)}
    return shared | {rank for team in facts.teams.values() for rank in team.priority.values()}


def _redials(facts: Scenario) -> bool:
    return any(one.redials or one.redials_when_blocked for one in _callers(facts))


def _passes_on(facts: Scenario) -> bool:
    levers = facts.operating_model
    onward = any(queue.onward for queue in facts.queues.values())
    return onward or levers.transfers != "none" or levers.escalation == "real"


def _passes_on_anonymous(facts: Scenario) -> bool:
    return any(queue.onward for queue in facts.queues.values()) and not facts.needs


def _varies(facts: Scenario) -> bool:
    forecast = any(one.forecast and one.forecast.calls for one in facts.queues.values())
    return forecast or bool(facts.demand.profile.day)


def _any_queue(has: Callable[[Queue], Any]) -> Callable[[Scenario], bool]:
    return lambda facts: any(bool(has(queue)) for queue in facts.queues.values())


_Row = tuple[str, str, Callable[[Scenario], bool], Neutral | None]
_FIRST_CALLS: Final = (
    "Callers who hang up or hear the busy signal dial again; theory counts first calls."
)
_PASSED_ON: Final = "Calls are passed on and wait again in another queue; theory has one queue."
_MENU: Final = "A menu takes time, keeps some callers and loses others before they reach the queue."
_VARIES: Final = "Demand changes through the day; theory is told of the busiest interval alone."
_KNOWN: Final[tuple[_Row, ...]] = (
    ("redials", _FIRST_CALLS, _redials, _no_redials),
    (
        "repeats",
        "A case that is not solved comes back as another call; theory has no cases.",
        lambda facts: bool(facts.needs),
        _no_repeats,
    ),
    (
        "reconnects",
        "Callers who were served call again; theory counts first calls.",
        _any_queue(lambda queue: queue.forecast and queue.forecast.reconnects),
        _no_repeats,
    ),
    (
        "chasing",
        "Departments work on tickets behind the phone, and customers chase promises.",
        lambda facts: bool(facts.departments),
        _no_chasing,
    ),
    ("further tiers", _PASSED_ON, _passes_on_anonymous, _no_onward),
    (
        "transfers",
        _PASSED_ON,
        lambda facts: _passes_on(facts) and not _passes_on_anonymous(facts),
        None,
    ),
    (
        "overflow",
        "Callers overflow to other agents, or are sent away after the longest wait.",
        _any_queue(lambda queue: queue.overflow or queue.longest_wait),
        _no_overflow,
    ),
    ("menus", _MENU, _any_queue(lambda queue: queue.ivr), _no_menu),
    (
        "callbacks",
        "Callers who find a long line are called back; theory has them all wait.",
        _any_queue(lambda queue: queue.callback),
        _no_callback,
    ),
    (
        "priorities",
        "Some queues go before others; theory serves callers in the order in which they came.",
        lambda facts: len(_ranks(facts)) > 1,
        _no_priorities,
    ),
    (
        "several at once",
        "Some agents have several chats at a time; theory has an agent for each contact.",
        lambda facts: any(team.at_once > 1 for team in facts.teams.values()),
        None,
    ),
    (
        "opening hours",
        "Lines open and close, and each day begins anew; theory is always open.",
        _any_queue(lambda queue: queue.hours != "24/7"),
        None,
    ),
    ("varying demand", _VARIES, _varies, None),
    (
        "busy days",
        "Some days are busier than others as a whole; theory has only average days.",
        lambda facts: bool(facts.demand.busy_day_cv),
        _no_busy_days,
    ),
    (
        "talk times",
        "Talk times are not exponential.",
        lambda facts: not all(map(_is_memoryless, _talks(facts))),
        _memoryless_talks,
    ),
    (
        "patience",
        "Patience is not exponential.",
        lambda facts: not all(map(_is_memoryless, _patiences(facts))),
        _memoryless_patience,
    ),
)
"""Name, sentence, whether it happens in a scenario, and the scenario without it."""
