"""The worst case of a run, and what becomes of the same case under other operating models.

Luck is an address: the same customer has the same problem on the same day in every scenario, so
that a case can be followed from one operating model into another.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from ccsim.experiments.cases import NoSuchCase
from ccsim.experiments.journey import Journey, journey


@dataclass(frozen=True)
class FollowedCase:
    """The case with most contacts in the reference, and the same case in the other scenarios."""

    label: str
    """The reference."""
    replication: int
    journey: Journey
    elsewhere: tuple[tuple[str, Journey | None], ...] = ()
    """By scenario; None where the case does not arise: its customer is no longer there, or was
    not there yet."""


def worst_case(runs: Sequence[tuple[str, Path]], *, replication: int = 0) -> FollowedCase | None:
    """The worst case of the first run, followed through the others.

    Args:
        runs: label and folder of each kept run, the reference first.
        replication: in which replication, from 0.

    Returns:
        None where nobody in the reference called twice about a case after the warm-up.
    """
    (label, folder), *others = runs
    found = journey(folder, worst=1, by="contacts", replication=replication)
    if not found or found[0].contacts < 2:
        return None
    elsewhere = tuple((name, _same(place, found[0].case, replication)) for name, place in others)
    return FollowedCase(label, replication, found[0], elsewhere)


def _same(folder: Path, case: str, replication: int) -> Journey | None:
    try:
        return journey(folder, case=case, replication=replication)[0]
    except NoSuchCase:
        return None
