"""Does a verdict survive the doubts in the inputs? Plausible worlds, asked for by a button."""

from collections.abc import Callable
from dataclasses import dataclass

import streamlit as st

from ccsim.experiments.compare import Comparison
from ccsim.experiments.effort import effort_of_doubting
from ccsim.experiments.robustness import robustness
from ccsim.experiments.robustness_result import Robustness
from ccsim.report.robustness import HOW, conclusions, notes, repeat_command, size
from ccsim.report.robustness_page import robustness_pictures, robustness_table
from ccsim.spec.evidence import evidence_digest
from ccsim.spec.loading import Loaded
from ccsim.spec.scenario import Scenario
from ccsim.ui.drawn import draw_picture
from ccsim.ui.jobs import Job
from ccsim.ui.offered import choose_other, offered, source
from ccsim.ui.places import RUNS

_PAGE = "Doubts"
_WORLDS = {"A first look": 20, "Usual": 100, "Thorough": 300}


@dataclass(frozen=True)
class Asked:
    """Two scenarios, by fingerprints and own evidence, and in how many worlds they are played."""

    what: str
    reference: str
    other: str
    evidence: tuple[str, str]
    """A digest of what each says of its facts: the worlds are drawn from it."""
    seed: int
    worlds: int


def survives(comparison: Comparison) -> None:
    """The offer to find out whether the verdict survives, and the answer."""
    st.markdown("**Does the verdict survive these doubts?**")
    other = choose_other(comparison, "doubted")
    thorough = st.segmented_control(
        "How many plausible worlds",
        list(_WORLDS),
        default="A first look",
        format_func=lambda name: f"{name} ({_WORLDS[name]})",
        required=True,
        key="worlds",
        bind="query-params",
        help="Each world draws all doubtful facts at once, each from the range of its evidence.",
    )
    reference = comparison.reference
    both = source(reference), source(other)
    asked = Asked(
        _PAGE,
        reference.fingerprint,
        other.fingerprint,
        (_evidence_of(both[0]), _evidence_of(both[1])),
        reference.seed,
        _WORLDS[thorough],
    )
    job = offered(
        _PAGE,
        "Find out whether it survives",
        asked,
        lambda: effort_of_doubting(*both, worlds=asked.worlds),
        _in_worlds(*both, asked),
    )
    if job is not None and job.answer is not None:
        _show(job.answer)


def _evidence_of(side: Loaded | Scenario) -> str:
    return evidence_digest(side.scenario if isinstance(side, Loaded) else side)


def _in_worlds(
    reference: Loaded | Scenario, other: Loaded | Scenario, asked: Asked
) -> Callable[[Job[Robustness]], None]:
    def answer(job: Job[Robustness]) -> None:
        job.publish(
            robustness(
                reference,
                other,
                worlds=asked.worlds,
                seed=asked.seed,
                root=RUNS,
                progress=job.progress,
                tell=lambda words: job.tell(words.splitlines()[-1]),
            )
        )

    return answer


def _show(found: Robustness) -> None:
    """What may be said, in how many worlds it holds, and what it hangs on."""
    st.caption(size(found))
    for sentence in conclusions(found):
        st.markdown(sentence)
    for picture in robustness_pictures(found):
        draw_picture(picture)
    st.table(robustness_table(found))
    for note in notes(found):
        st.caption(note)
    st.caption(HOW)
    st.code(repeat_command(found), language="shell", wrap_lines=True)
