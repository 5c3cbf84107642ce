"""Causes of needs, and how the organisation learns of them, as integer tables."""

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from ccsim.plan.addresses import noun_codes
from ccsim.plan.chances import threshold
from ccsim.plan.lowering import Lowering
from ccsim.plan.pit_stop import present
from ccsim.plan.records import Integers
from ccsim.spec.causes import Cause, RootCauseLevers
from ccsim.spec.money import per_ms
from ccsim.spec.pit_stop import PitStop
from ccsim.spec.scenario import Scenario
from ccsim.units import DAY, DAYS_OF_MONTH

_MILLION_NIGHTS_OF_A_MONTH = round(1_000_000 * DAYS_OF_MONTH)

Bools = npt.NDArray[np.bool_]
Whole = npt.NDArray[np.signedinteger]


class Voice(NamedTuple):
    """How what is heard becomes a backlog, is funded, and is fixed; chances out of 2**32."""

    coded: int
    noticed_after: int
    weight: int
    """Of a contact that the pit stop takes."""
    pit_stop: int
    """The queue of the sample, or -1."""
    listens: Bools
    """[team]: whether it is the pit stop's own, and not the floor that helps out."""
    at_the_table: Bools
    """[function]: whether it hears what the pit stop takes."""
    every: int
    """Days between reviews."""
    top: int
    funded: int
    """The chance, with the owner and the priority that leaders give it."""
    delay: tuple[int, int]
    """Shape and scale."""
    effect: int
    """Share of the needs that a fix removes, as far as what is decided is done."""
    exposure: Integers
    """[function]: milliseconds a day for which its managers listen."""
    within_earshot: Integers
    """[team]: how far managers who listen hear its calls."""


class Causes(NamedTuple):
    """All causes, kind by kind and by name; a case knows its own as 1, 2 … within its kind."""

    names: tuple[str, ...]
    labels: tuple[str, ...]
    """[cause]: its name in slices."""
    first: Integers
    """[kind + 1]: its first cause."""
    code: Integers
    """[cause]: its address."""
    edges: tuple[Integers, ...]
    """[kind][cause]: the chance of that cause or an earlier one."""
    function: Integers
    """[cause]: who can remove it, or -1."""
    functions: tuple[str, ...]
    of_procedure: Bools
    """[cause]: whether it is hidden from those who follow the procedure."""
    fix_cost: npt.NDArray[np.float64]
    """[cause], in the scenario's currency."""
    manager_pay_per_ms: float
    voice: Voice | None
    """None: nothing is learned."""

    def place(self, kind: Whole, cause: Whole) -> Integers:
        """The places of causes that cases of these kinds know by these numbers."""
        return np.asarray(self.first[kind] + cause - 1, np.int64)


def lower_causes(lowering: Lowering) -> Causes:
    """The causes of a scenario, and what is done to learn of them."""
    facts, model = lowering.scenario, lowering.scenario.operating_model
    named = [
        (kind, name, need.causes[name])
        for kind, need in facts.needs.items()
        for name in sorted(need.causes)  # nothing depends on the order of a file
    ]
    codes = noun_codes("cause", [f"{kind}.{name}" for kind, name, _ in named])
    causes = [cause for _, _, cause in named]
    functions = tuple(sorted({each.fixable_by for each in causes if each.fixable_by is not None}))
    edges = tuple(_edges([c for kind, _, c in named if kind == of]) for of in facts.needs)
    return Causes(
        names=tuple(name for _, name, _ in named),
        labels=tuple(f"kind={kind},cause={name}" for kind, name, _ in named),
        first=np.cumsum([0, *(len(one) for one in edges)]).astype(np.int64),
        code=np.array([codes[f"{kind}.{name}"] for kind, name, _ in named], np.int64),
        edges=edges,
        function=np.array(
            [-1 if c.fixable_by is None else functions.index(c.fixable_by) for c in causes],
            np.int64,
        ),
        functions=functions,
        of_procedure=np.array([cause.defect_of == "procedure" for cause in causes], bool),
        fix_cost=np.array([0.0 if c.fix_cost is None else c.fix_cost.value for c in causes]),
        manager_pay_per_ms=per_ms(model.manager_pay),
        voice=_voice(lowering, functions),
    )


def _edges(causes: list[Cause]) -> Integers:
    summed, edges = 0.0, []
    for cause in causes:
        summed += cause.share
        edges.append(threshold(min(summed, 1.0)))
    return np.array(edges, np.int64)


def _voice(lowering: Lowering, functions: tuple[str, ...]) -> Voice | None:
    model = lowering.scenario.operating_model
    voice, sample, stop = model.voice_of_customer, model.sample, lowering.scenario.pit_stop
    if voice is None or not functions:
        return None
    delay = lowering.time("delay", voice.delay)
    adoption = voice.funded * (voice.owner_raises if voice.owner else 1.0)
    names, teams = list(lowering.scenario.teams), lowering.scenario.teams.values()
    return Voice(
        coded=threshold(voice.coded),
        noticed_after=voice.noticed_after,
        weight=voice.pit_stop_weight,
        pit_stop=-1 if sample is None else lowering.queue_index[sample.queue],
        listens=np.array([_is_of_the_pit_stop(lowering.scenario, name) for name in names], bool),
        at_the_table=np.array([_hears(stop, name) for name in functions], bool),
        every=voice.every // DAY,
        top=voice.top,
        funded=threshold(min(adoption * model.leadership_priority, 1.0)),
        delay=(delay["delay_shape"], delay["delay_scale"]),
        effect=threshold(voice.effect * model.implementation_fidelity),
        exposure=np.array([_a_day(model, name) for name in functions], np.int64),
        within_earshot=np.array([threshold(team.exposure) for team in teams], np.int64),
    )


def _is_of_the_pit_stop(scenario: Scenario, team: str) -> bool:
    """Whether a team is the pit stop: as it is named, or else who takes the sample and no more."""
    if scenario.pit_stop is not None:
        return scenario.pit_stop.team == team
    sample = scenario.operating_model.sample
    takes = [name for name, queue in scenario.queues.items() if team in queue.teams]
    return sample is not None and takes == [sample.queue]


def _hears(stop: PitStop | None, function: str) -> bool:
    """Whether a function hears what the pit stop takes: where it is said who sits there, only they.

    Where nobody of other functions is named, what is heard there is taken to whom it concerns.
    """
    return stop is None or not stop.functions or function in present(stop)


def _a_day(model: RootCauseLevers, function: str) -> int:
    """How long the managers of a function listen in a day, of what they do in a month."""
    hours = model.manager_exposure
    month = hours.get(function, 0) if isinstance(hours, dict) else hours
    return month * 1_000_000 // _MILLION_NIGHTS_OF_A_MONTH
