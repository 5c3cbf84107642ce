"""The way from one operating model to another: what it costs once, and who works side by side."""

from typing import Self

from pydantic import model_validator

from ccsim.spec.fields import Chance, Facts, Money, fact


class Transition(Facts):
    """A change of the operating model at the end of the warm-up.

    Until then the old teams work alone; then the new ones begin, for `parallel_weeks` beside them.
    What the change does to waits and cases in these weeks is played, not written here.
    """

    one_off: Money | None = fact(None, source="assumption", evidence="250000 EUR")
    """What it costs once: project, systems, severance. It is paid on the first day."""
    discount_rate: Chance = fact(0.0, source="assumption", evidence=0.08, low=0.0, high=0.15)
    """What money loses of its value in a year: later weeks count for less."""
    old_teams: list[str] = []
    """Teams that go when the parallel running is over."""
    new_teams: list[str] = []
    """Teams that begin at the end of the warm-up, all of them newcomers (`teams.X.learning`)."""
    parallel_weeks: int = fact(0, source="assumption", evidence=6, low=2, high=12, ge=0, le=520)
    """For how long old and new teams work, and are paid, side by side."""
    systems: Money | None = fact(None, source="assumption", evidence="5000 EUR/week")
    """What running two systems costs as long as both are there, beside the pay."""

    @model_validator(mode="after")
    def _sides(self) -> Self:
        both = sorted(set(self.old_teams) & set(self.new_teams))
        if both:
            raise ValueError(f"{both[0]!r} is an old team and a new one: it is one of them")
        if self.parallel_weeks and not self.old_teams:
            raise ValueError("parallel_weeks need old_teams: those who work beside the new ones")
        if self.systems is not None and not self.parallel_weeks:
            raise ValueError("systems run side by side in parallel_weeks: give them")
        return self
