"""Why operating models differ: which rule is worth what, as a waterfall with its sentence."""

from collections.abc import Callable
from dataclasses import dataclass

import streamlit as st

from ccsim.experiments.compare import Comparison
from ccsim.experiments.effort import effort_of_explaining
from ccsim.experiments.explain import explain
from ccsim.experiments.explain_result import Explanation
from ccsim.experiments.results import RunResult
from ccsim.report.explain import method, reasons
from ccsim.ui.drawn import draw_picture
from ccsim.ui.jobs import Job
from ccsim.ui.offered import choose_other, offered, source
from ccsim.ui.places import RUNS

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


def which_rule(comparison: Comparison) -> None:
    """The offer to find out which rule is worth what, and the answer."""
    st.markdown("**Which rule is worth what**")
    other = choose_other(comparison, "against")
    thorough = st.segmented_control(
        "How thoroughly",
        list(_SURE),
        default="A first look",
        required=True,
        key="thorough",
        bind="query-params",
        help="Rules are turned one after another, in several orders, each combination played "
        "several times: more of both make the intervals narrower.",
    )
    reference = comparison.reference
    asked = Asked(_PAGE, reference.fingerprint, other.fingerprint, reference.seed, *_SURE[thorough])
    job = offered(
        _PAGE,
        "Find out which rule is worth what",
        asked,
        lambda: effort_of_explaining(
            source(reference),
            source(other),
            permutations=asked.permutations,
            replications=asked.replications,
            seed=asked.seed,
        ),
        _explained(reference, other, asked),
    )
    if job is not None and job.answer is not None:
        _show(job.answer)


def _explained(
    reference: RunResult, other: RunResult, asked: Asked
) -> Callable[[Job[Explanation]], None]:
    def answer(job: Job[Explanation]) -> None:
        job.publish(
            explain(
                source(reference),
                source(other),
                permutations=asked.permutations,
                replications=asked.replications,
                seed=asked.seed,
                root=RUNS,
                progress=job.progress,
                tell=lambda words: job.tell(words.splitlines()[-1]),
            )
        )

    return answer


def _show(found: Explanation) -> None:
    """Each waterfall below the sentence that says what it means."""
    why = reasons(found)
    drawn = {picture.name: picture for picture in why.pictures}
    for number, sentence in enumerate(why.sentences):
        st.markdown(sentence)
        if f"waterfall-{number}" in drawn:
            draw_picture(drawn[f"waterfall-{number}"])
    for note in found.notes:
        st.warning(note)
    st.caption(method(found))
    st.code(why.command, language="shell", wrap_lines=True)
