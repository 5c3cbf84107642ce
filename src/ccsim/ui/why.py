"""Why operating models differ: which rule is worth what, as a waterfall with its sentence."""

from dataclasses import dataclass
from functools import partial

import streamlit as st

from ccsim.experiments.compare import Comparison
from ccsim.experiments.effort import effort_of_explaining
from ccsim.experiments.explain import explain
from ccsim.experiments.explain_result import Explanation
from ccsim.experiments.grounds import as_written
from ccsim.report.explain import method, reasons
from ccsim.ui.drawn import draw_picture
from ccsim.ui.follow import answers_of
from ccsim.ui.offered import choose_level, choose_other, offered
from ccsim.ui.said import remark, say, warn

_PAGE = "Why they differ"
_SURE = {"A first look": (5, 4), "Usual": (10, 8), "Thorough": (20, 16)}
"""How often each combination of rules is played, and in how many orders rules are turned."""


@dataclass(frozen=True)
class Asked:
    """Two scenarios, by their fingerprints, and how thoroughly they are explained."""

    what: str
    reference: str
    other: str
    seed: int
    replications: int
    permutations: int

    @property
    def effort(self) -> int:
        """How thoroughly, to put the answers to one question in order."""
        return self.replications * self.permutations


def which_rule(comparison: Comparison) -> None:
    """The offer to find out which rule is worth what, and the answer."""
    say("**Which rule is worth what**")
    other = choose_other(comparison, "against")
    replications, permutations = choose_level(
        "How thoroughly",
        _SURE,
        "thorough",
        why="Rules are turned one after another, in several orders, each combination played "
        "several times: more of both make the intervals narrower.",
    )
    reference = comparison.reference
    seed, both = reference.seed, (as_written(reference), as_written(other))
    ask = partial(explain, *both, permutations=permutations, replications=replications, seed=seed)
    job = offered(
        _PAGE,
        "Find out which rule is worth what",
        Asked(_PAGE, reference.fingerprint, other.fingerprint, seed, replications, permutations),
        lambda: effort_of_explaining(
            *both, permutations=permutations, replications=replications, seed=seed
        ),
        ask,
    )
    if job is not None and job.answer is not None:
        _show(job.answer)


def explained(comparison: Comparison) -> list[Explanation]:
    """What this session has found out about a comparison, the most thorough for each scenario."""
    first, known = comparison.reference, answers_of(_PAGE)
    asked = [one for one in known if isinstance(one, Asked) and one.reference == first.fingerprint]
    asked = sorted((one for one in asked if one.seed == first.seed), key=lambda one: one.effort)
    found = {one.other: known[one] for one in asked}
    return [found[run.fingerprint] for run in comparison.runs[1:] if run.fingerprint in found]


def _show(found: Explanation) -> None:
    """Each waterfall below the sentence that says what it means."""
    why = reasons(found)
    drawn = {picture.name: picture for picture in why.pictures}
    for number, sentence in enumerate(why.sentences):
        say(sentence)
        if f"waterfall-{number}" in drawn:
            draw_picture(drawn[f"waterfall-{number}"])
    for note in found.notes:
        warn(note)
    remark(method(found))
    st.code(why.command, language="shell", wrap_lines=True)
