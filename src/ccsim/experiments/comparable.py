"""What makes scenarios comparable: names of their own, one currency, margins in all or in none."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from ccsim.errors import UsageError
from ccsim.experiments.results import label_of
from ccsim.metrics.totals import WHOLE, Totals
from ccsim.spec.loading import Loaded
from ccsim.spec.money import amounts
from ccsim.spec.scenario import Scenario
from ccsim.spec.writing import fingerprint

OF_MARGINS: Final = ("net_value",)
"""What is not compared where only some scenarios say what customers bring in."""
_MARGIN: Final = "margin_at_hand"


@dataclass(frozen=True)
class Side:
    """One of two scenarios that are held against each other, as a reader knows it."""

    label: str
    scenario: Scenario
    source: Loaded | None

    @property
    def file(self) -> str:
        """Where it stands, as the command line takes it."""
        return str(self.source.path) if self.source else f"{self.label}.yaml"

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


def both_sides(
    reference: tuple[Scenario, Loaded | None], other: tuple[Scenario, Loaded | None]
) -> tuple[Side, Side]:
    """Two scenarios under labels of their own.

    Raises:
        UsageError: they count money in different currencies.
    """
    known = (reference, other)
    check_one_currency(currency_of(scenario) for scenario, _ in known)
    paths = [loaded.path if loaded else None for _, loaded in known]
    labels = own_labels(
        [label_of(facts, path) for (facts, _), path in zip(known, paths, strict=True)]
    )
    return Side(labels[0], *reference), Side(labels[1], *other)


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
