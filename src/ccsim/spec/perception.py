"""What customers perceive of the place from which a team answers them."""

from ccsim.spec.fields import Chance, Facts, fact


class Perception(Facts):
    """The place as customers hear it, apart from who employs the team and how far away it sits.

    The boundary of the firm is `employer`, `ownership` and what comes of them, distance is `site`.
    Whether the place itself counts is disputed: some find that it does not, once the rest is
    known (E-SRC-01, E-SRC-02), and others that it counts a lot (E-SRC-03, E-SRC-04). So a team is
    understood and is nowhere perceived to be abroad unless a scenario says otherwise.
    """

    understood: Chance = fact(1.0, source="E-SRC-04", evidence=1.0, grade="B", low=0.75, high=1.0)
    """Chance that a customer can follow what an agent explains: clear speech, accent, the line.
    What is not followed solves nothing, however right it is (1.0 is the null of E-SRC-02; the low
    end is calibrated to E-SRC-03)."""
    abroad: Chance = fact(0.0, source="E-SRC-03", evidence=0.0, grade="D", low=0.0, high=1.0)
    """Share of its customers who hear that they are answered from abroad; what they feel about it
    is `measures.satisfaction.answered_from_abroad`, and nothing that happens depends on it."""
