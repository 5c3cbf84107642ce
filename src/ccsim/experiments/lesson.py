"""What a lesson in queueing consists of: one idea, one fact varied, and what theory says of it."""

from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

SIMULATION: Final = "simulation"
SAME_LUCK: Final = "same luck"
OTHER_LUCK: Final = "other luck"


@dataclass(frozen=True)
class Setting:
    """One value of the fact that a lesson varies."""

    label: str
    """What the slider shows."""
    x: float
    """Where it stands in the figure, in the unit of the lesson."""
    sets: tuple[str, ...] = ()
    """What it changes in the scenario, each as ``PATH=VALUE``."""


@dataclass(frozen=True)
class Law:
    """A theory's word along the values of a lesson."""

    name: str
    of: Callable[[float], float | None]
    """The metric, in seconds or as a share, at a value of the fact; None where theory is silent."""
    beside: str | None = SIMULATION
    """The curve that it is to agree with; None for a theory that leaves the idea out."""


@dataclass(frozen=True, kw_only=True)
class Lesson:
    """One idea of queueing, with a scenario that shows it."""

    title: str
    idea: str
    scenario: str
    """The name of a file of `scenarios/theory`."""
    sets: tuple[str, ...] = ()
    """What is the same at all values, each as ``PATH=VALUE``."""
    path: str
    """The fact that is varied."""
    control: str
    """What the slider is called."""
    axis: str
    settings: tuple[Setting, ...]
    first: str
    """The label of the value that is shown first."""
    answer: str
    """What the metric is called here."""
    curves: dict[str, str]
    """The metrics that answer, by the name of their curve."""
    laws: tuple[Law, ...]
    between: bool = True
    """Whether theory is asked between the values played, too: not of halves of agents, and not
    where it takes long."""
    log: bool = False
    """Whether the axis of values doubles from step to step."""
    gap: str
    """Why theory and simulation agree, or why they part."""
    tries: tuple[str, ...]
    paired: tuple[str, str] | None = None
    """Two settings of the fact that are compared, with the same luck and with other; the values of
    the lesson are then numbers of replications."""

    @property
    def replications(self) -> int | None:
        """How many replications it takes; None leaves it to whoever asks."""
        return int(max(one.x for one in self.settings)) if self.paired else None


def theory_places(lesson: Lesson) -> list[float]:
    """Where along its values a lesson's theories are asked."""
    ends = [one.x for one in lesson.settings]
    if not lesson.between:
        return ends
    steps = pairwise(ends)
    return sorted(
        {*ends, *(low + (high - low) * part / 4 for low, high in steps for part in (1, 2, 3))}
    )
