"""Two scenarios, what lies between them, and every scenario on the way from one to the other."""

from collections.abc import Sequence

from ccsim.errors import ScenarioError, UsageError
from ccsim.experiments.coalitions import Scheme, make_scheme, settle
from ccsim.experiments.comparable import Side, both_sides
from ccsim.experiments.levers import FactPath, Lever, changed, facts_of, find_levers
from ccsim.spec.loading import Loaded, scenario_of
from ccsim.spec.scenario import Scenario


class Question:
    """Two scenarios, and what lies between them."""

    def __init__(self, sides: tuple[Side, Side], levers: Sequence[Lever]) -> None:
        self.sides, self.levers = sides, levers
        self._facts = facts_of(sides[0].scenario)
        self._paths = {change.path for lever in levers for change in lever.changes}
        self._known: dict[frozenset[FactPath], Scenario | None] = {
            frozenset(): sides[0].scenario,
            frozenset(self._paths): sides[1].scenario,
        }

    @property
    def scenarios(self) -> tuple[Scenario, Scenario]:
        """The reference and the other."""
        return self.sides[0].scenario, self.sides[1].scenario

    def settle(self, pairs: int, seed: int) -> tuple[list[Lever], Scheme]:
        """The levers, merged where they are wrong apart, and the orders of turning them."""

        def arrange(levers: Sequence[Lever]) -> Scheme:
            return make_scheme([lever.name for lever in levers], pairs, seed)

        return settle(self.levers, arrange, lambda chosen: self._variant(chosen) is not None)

    def variant(self, levers: Sequence[Lever]) -> Scenario:
        """The reference with some levers turned, which was found to be right."""
        found = self._variant(levers)
        assert found is not None
        return found

    def _variant(self, levers: Sequence[Lever]) -> Scenario | None:
        """The reference with some levers turned; None where that does not pass the checks."""
        changes = [change for lever in levers for change in lever.changes]
        paths = frozenset(change.path for change in changes)
        if paths not in self._known:
            try:
                found: Scenario | None = scenario_of(
                    changed(self._facts, changes), self.sides[0].label
                )
            except ScenarioError:
                found = None
            self._known[paths] = found
        return self._known[paths]


def make_question(
    reference: tuple[Scenario, Loaded | None], scenario: tuple[Scenario, Loaded | None]
) -> Question:
    """What is asked; refused where there is nothing to explain."""
    sides = both_sides(reference, scenario)
    if sides[0].fingerprint == sides[1].fingerprint:
        raise UsageError(
            f"{sides[0].label} and {sides[1].label} have the same facts: "
            "there is nothing to explain; give two scenarios that differ"
        )
    return Question(sides, find_levers(reference[0], scenario[0], reference[1], scenario[1]))
