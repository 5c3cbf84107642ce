"""Does a verdict survive the doubts in the inputs? Plausible worlds, asked for by a button."""

from dataclasses import dataclass
from functools import partial

import streamlit as st

from ccsim.experiments.compare import Comparison
from ccsim.experiments.effort import effort_of_doubting
from ccsim.experiments.grounds import as_written
from ccsim.experiments.results import RunResult
from ccsim.experiments.robustness import robustness
from ccsim.experiments.robustness_result import Robustness
from ccsim.report.robustness import HOW, conclusions, notes, repeat_command, size
from ccsim.report.robustness_page import robustness_pictures, robustness_table
from ccsim.spec.evidence import evidence_digest
from ccsim.spec.loading import Loaded
from ccsim.spec.scenario import Scenario
from ccsim.ui.drawn import draw_picture
from ccsim.ui.follow import answers_of
from ccsim.ui.offered import choose_level, choose_other, offered
from ccsim.ui.said import remark, say, say_table

_PAGE = "Doubts"
_HOW_TO_READ = (
    "Each bar goes from the difference at the low end (○) of what a fact may be to that at its "
    "high end (●). In colour: it is established that the fact matters; grey: it is not."
)
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
    say("**Does the verdict survive the doubts in what is assumed?**")
    other = choose_other(comparison, "doubted")
    worlds = choose_level(
        "How many plausible worlds",
        _WORLDS,
        "worlds",
        why="Each world draws all doubtful facts at once, each from the range of its evidence.",
        told=lambda name: f"{name} ({_WORLDS[name]})",
    )
    reference = comparison.reference
    both = as_written(reference), as_written(other)
    asked = _asked(reference, other, worlds)
    job = offered(
        _PAGE,
        "Find out whether it survives",
        asked,
        lambda: effort_of_doubting(*both, worlds=worlds),
        partial(robustness, *both, worlds=worlds, seed=reference.seed),
    )
    if job is not None and job.answer is not None:
        _show(job.answer)


def doubts_of(comparison: Comparison) -> list[Robustness]:
    """What this session has found out about a comparison, in the most worlds for each scenario."""
    known = answers_of(_PAGE)
    asked = [one for one in known if isinstance(one, Asked)]
    found = []
    for run in comparison.runs[1:]:
        same = [one for one in asked if one == _asked(comparison.reference, run, one.worlds)]
        found += [known[one] for one in sorted(same, key=lambda one: one.worlds)[-1:]]
    return found


def _asked(reference: RunResult, other: RunResult, worlds: int) -> Asked:
    return Asked(
        _PAGE,
        reference.fingerprint,
        other.fingerprint,
        (_evidence_of(as_written(reference)), _evidence_of(as_written(other))),
        reference.seed,
        worlds,
    )


def _evidence_of(side: Loaded | Scenario) -> str:
    return evidence_digest(side.scenario if isinstance(side, Loaded) else side)


def _show(found: Robustness) -> None:
    """What may be said, in how many worlds it holds, and behind a choice what it hangs on."""
    remark(size(found))
    for sentence in conclusions(found):
        say(sentence)
    wins, *hangs_on = robustness_pictures(found)
    draw_picture(wins)
    say_table(robustness_table(found))
    if hangs_on:
        with st.expander("Which doubt matters how much", icon=":material/align_vertical_center:"):
            remark(_HOW_TO_READ)
            for picture in hangs_on:
                draw_picture(picture)
    for note in notes(found):
        remark(note)
    remark(HOW)
    st.code(repeat_command(found), language="shell", wrap_lines=True)
