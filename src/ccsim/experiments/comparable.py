"""What makes scenarios comparable: names of their own, one currency, margins in all or in none."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import reduce
from operator import and_
from typing import Final

from ccsim.errors import ScenarioError, UsageError
from ccsim.experiments.replicate import Source, obtain
from ccsim.experiments.results import label_of
from ccsim.metrics.totals import WHOLE, Totals
from ccsim.spec.composition import COMMAND_LINE
from ccsim.spec.loading import Loaded
from ccsim.spec.money import amounts
from ccsim.spec.quantities import texts_of
from ccsim.spec.scenario import Scenario
from ccsim.spec.writing import fingerprint
from ccsim.store.runs import is_run, open_run
from ccsim.store.scenarios import told_file

OF_MARGINS: Final = ("net_value",)
"""What is not compared where only some scenarios say what customers bring in."""
_MARGIN: Final = "margin_at_hand"
_MOST_NAMED: Final = 2

Known = tuple[Scenario, Loaded | None]
"""The facts of a scenario, and where they came from."""
Pair = tuple[Known, Known]


@dataclass(frozen=True)
class Side:
    """One of two scenarios that are held against each other, as a reader knows it."""

    label: str
    scenario: Scenario
    source: Loaded | None

    @property
    def file(self) -> str:
        """Where it stands, as the command line takes it."""
        return told_file(self.source.path) if self.source else f"{self.label}.yaml"

    @property
    def why(self) -> str:
        """What the scenario says of itself."""
        return self.scenario.why

    @property
    def fingerprint(self) -> str:
        """A hash of its facts."""
        return fingerprint(self.scenario)

    @property
    def notices(self) -> tuple[str, ...]:
        """What its reader should know of how it was read."""
        return self.source.notices if self.source else ()


def obtain_each(
    sources: Sequence[Source], sets: Sequence[Sequence[str]], weeks: int | None
) -> list[Known]:
    """Several scenarios, each with its changes.

    Raises:
        UsageError: one cannot be used; where a change does not fit, it is said which one lacks it.
    """
    found = []
    for source, own in zip(sources, sets, strict=True):
        try:
            found.append(obtain(source, own, weeks))
        except ScenarioError as error:
            of_changes = all(fault.file == COMMAND_LINE for fault in error.faults)
            if len(sources) < 2 or not of_changes:
                raise
            alike = all(one == sets[0] for one in sets)
            words = "; --set and --weeks change all of them" if alike else ""
            raise UsageError(f"{error}\nThat is so in {source}{words}") from None
    return found


def both_of(
    reference: Source, other: Source | None, sets: Sequence[str], weeks: int | None
) -> Pair:
    """Two scenarios, both changed alike; or one as it is, and as the changes make it."""
    if other is None:
        return changed_and_not(reference, sets, weeks)
    one, second = obtain_each([reference, other], [sets] * 2, weeks)
    return one, second


def changed_and_not(scenario: Source, sets: Sequence[str], weeks: int | None = None) -> Pair:
    """One scenario as it is, and as some changes make it: two that can be held against each other.

    Raises:
        UsageError: nothing is changed, or the scenario says already what it is changed to.
    """
    if not sets:
        raise UsageError(
            "one scenario alone is held against itself with a change: give --set PATH=VALUE, or "
            "another scenario; the first is the reference"
        )
    as_it_is, changed = obtain(scenario, (), weeks), obtain(scenario, sets, weeks)
    if fingerprint(as_it_is[0]) == fingerprint(changed[0]):
        name = label_of(as_it_is[0], as_it_is[1].path if as_it_is[1] else None)
        raise UsageError(f"{name} says {' and '.join(sets)} already: there is nothing to compare")
    return as_it_is, changed


def both_sides(reference: Known, other: Known) -> tuple[Side, Side]:
    """Two scenarios under labels of their own.

    Raises:
        UsageError: they count money in different currencies.
    """
    known = (reference, other)
    check_one_currency(currency_of(scenario) for scenario, _ in known)
    labels = told_apart(
        [(label_of(facts, loaded.path if loaded else None), loaded) for facts, loaded in known]
    )
    return Side(labels[0], *reference), Side(labels[1], *other)


def told_apart(sides: Sequence[tuple[str, Loaded | None]]) -> list[str]:
    """The labels of scenarios, each its own; those of one name by what was changed in them.

    Args:
        sides: each scenario's label, and where it came from.
    """
    changes = [() if source is None else changes_of(source) for _, source in sides]
    names = [label for label, _ in sides]
    own = []
    for name, made in zip(names, changes, strict=True):
        alike = [Counter(other) for one, other in zip(names, changes, strict=True) if one == name]
        # `+1` said once and said twice differ by one of them.
        here = Counter(made) - reduce(and_, alike)
        short = texts_of(list(here.elements()))
        if len(short) > _MOST_NAMED + 1:
            short = [*short[:_MOST_NAMED], f"{len(short) - _MOST_NAMED} more changes"]
        words = " and ".join([part for part in (", ".join(short[:-1]), *short[-1:]) if part])
        own.append(f"{name} with {words}" if words else name)
    return own_labels(own)


def changes_of(source: Loaded) -> tuple[str, ...]:
    """What the command line changed in a scenario, now or when a kept run was played."""
    before: Sequence[str] = ()
    if is_run(source.path.parent):
        before = open_run(source.path.parent).facts.get("sets", ())
    return (*before, *source.sets)


def own_labels(labels: Sequence[str]) -> list[str]:
    """The labels, each changed so that no other has it.

    >>> own_labels(["centre", "centre", "pit stop"])
    ['centre', 'centre (2)', 'pit stop']
    """
    own: list[str] = []
    for label in labels:
        mine, number = label, 2
        while mine in own:
            mine, number = f"{label} ({number})", number + 1
        own.append(mine)
    return own


def check_one_currency(currencies: Iterable[str | None]) -> None:
    """Refuse money that cannot be compared; who names no money has no currency."""
    known = sorted({one for one in currencies if one is not None})
    if len(known) > 1:
        raise UsageError(
            f"the scenarios count money in {' and '.join(known)}: a comparison needs one currency"
        )


def currency_of(scenario: Scenario) -> str | None:
    """In what a scenario counts money; None where it names none."""
    found = amounts(scenario)
    return found[0][1].currency if found else None


def have_margins(totals: Sequence[Totals]) -> bool:
    """Whether customers bring in something, so that what they are worth is known."""
    return any(_MARGIN in one.sums[WHOLE] for one in totals)


def same_margins(lots: Iterable[Sequence[Totals]]) -> bool:
    """Whether customers bring in something in all runs or in none: net values compare."""
    return len({have_margins(totals) for totals in lots}) <= 1


def margins_note(reference: str, other: str) -> str:
    """What a reader is told where they do not."""
    return (
        f"Only one of {other} and {reference} names margins of its customers: "
        "what they are worth is not compared."
    )
