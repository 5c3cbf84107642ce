"""What a scenario's owner knows of single facts: ranges that go before those of the literature."""

from typing import Literal

from pydantic import Field

from ccsim.spec.fields import Facts


class Evidence(Facts):
    """From where to where a fact may lie, who says so, and how well it is known.

    Nothing that is played depends on it; `robustness` draws the fact from it, and reports show it.
    """

    low: str | float
    """The lower end, written as the fact is; of times with a distribution that of the mean."""
    high: str | float
    """The upper end, likewise."""
    source: str = Field(min_length=1)
    """Where that is known from: a method and how many it rests on, a document, a person."""
    grade: Literal["A", "B", "C", "D"] = "D"
    """How well it is known: A published and checked, B measured here, C told, D assumed."""
