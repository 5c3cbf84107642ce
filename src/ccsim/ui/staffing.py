"""What the page on staffing asks in the background, and the scenarios that it makes."""

import shlex
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import streamlit as st

from ccsim.codes import RESULTS_VERSION
from ccsim.experiments.forecasted import save_with
from ccsim.experiments.interval_staff import IntervalStaff, Step, one_step, sharpening
from ccsim.experiments.replicate import source_of
from ccsim.experiments.staff import staff
from ccsim.experiments.staff_pilots import Pilots
from ccsim.experiments.staff_result import Staffing
from ccsim.report.words import version_text
from ccsim.spec.loading import Loaded
from ccsim.spec.writing import fingerprint
from ccsim.store.drafts import first_free
from ccsim.store.scenarios import told_file
from ccsim.ui.choices import OWN, Settings
from ccsim.ui.jobs import Job
from ccsim.ui.places import own_folder
from ccsim.ui.preset import preset
from ccsim.ui.questions import stages
from ccsim.ui.said import remark

_MOST_OWN = 40
_MOST_OF_STEPS = 30
"""Each interval of a day is played twice so often: more would take minutes."""
_NEXT = "scenario next"
_pilots = Pilots()
"""Of all sessions of this server."""
BRINGS = ("bring forecast", "bring schedule")
"""The parts of the page that take what a reader brings."""


@dataclass(frozen=True)
class Asked:
    """A scenario and how its staffing is judged; equal where the same numbers come out."""

    path: Path
    facts: str
    """The fingerprint of the file as it is now."""
    weeks: int | None
    replications: int
    seed: int
    target: float
    within: int | None = None
    """Seconds after which an answer is no longer in time; None as the scenario says."""

    @property
    def sets(self) -> list[str]:
        """What is otherwise than in the file, as `--set` takes it."""
        return [] if self.within is None else [f"measures.service_level_threshold={self.within}s"]

    @property
    def file(self) -> str:
        """What a command calls the file; the reader's own as it is called when downloaded."""
        return told_file(self.path)

    @property
    def how(self) -> list[str]:
        """How it is run, as the command line takes it."""
        weeks = [] if self.weeks is None else ["--weeks", str(self.weeks)]
        often = ["--replications", str(self.replications), "--seed", str(self.seed)]
        return [*(word for one in self.sets for word in ("--set", one)), *weeks, *often]

    @property
    def source(self) -> Loaded:
        """The facts."""
        return source_of(self.path, self.sets, self.weeks)

    @property
    def whole(self) -> Loaded:
        """The same, of the length that the file says."""
        return source_of(self.path, self.sets)


def asked(path: Path, settings: Settings, target: float, within: int | None = None) -> Asked:
    """The question, of the file as it is now.

    Raises:
        UsageError: the file cannot be used.
    """
    weeks, replications, seed = settings
    question = Asked(path, "", weeks, max(replications, 2), seed, target, within)
    return replace(question, facts=fingerprint(question.source.scenario))


def service(question: Asked) -> Callable[[Job[IntervalStaff]], None]:
    """How the staffing as it is does, interval by interval: quickly first, then ever sharper."""

    def answer(job: Job[IntervalStaff]) -> None:
        often = [*stages(question.replications)]
        for found in sharpening(
            question.source, question.target, often, question.seed, _teller(job), _pilots
        ):
            job.publish(found)

    return answer


def how_many(question: Asked) -> Callable[[Job[Staffing]], None]:
    """The fewest agents that reach the target in each interval."""

    def answer(job: Job[Staffing]) -> None:
        found = staff(
            question.source,
            [f"service_level>={question.target}"],
            replications=question.replications,
            seed=question.seed,
            tell=_teller(job),
        )
        job.publish(found)

    return answer


def steps(found: IntervalStaff, team: str, day: str) -> Callable[[Job[list[Step]]], None]:
    """One agent more or less in each interval of a day."""

    def answer(job: Job[list[Step]]) -> None:
        often = of_steps(found.question.replications)
        job.publish(one_step(found, team, day, often, job.progress))

    return answer


def of_steps(replications: int) -> int:
    """How often each step is played: the first replications of those that are asked for."""
    return min(replications, _MOST_OF_STEPS)


def keep_own(question: Asked, sets: Sequence[str], kind: str, name: str, why: str) -> None:
    """Save a scenario in the session's own folder; the page opens it next.

    Raises:
        UsageError: it does not fit together.
    """
    path = own_path(kind)
    save_with(question.path, [*question.sets, *sets], path, name, why)
    open_next(path)


def own_path(kind: str) -> Path:
    """Where the next scenario of a kind is kept; only where there are many, the oldest goes."""
    folder = own_folder()
    return first_free([folder / f"{kind}_{number}.yaml" for number in range(1, _MOST_OWN + 1)])


def open_next(path: Path) -> None:
    """The page shows this scenario of the session's from now on."""
    st.session_state[_NEXT] = f"{OWN}/{path.stem}"
    st.rerun()


def open_what_was_made() -> None:
    """Choose what was made just now; to be called before the choice is drawn."""
    if _NEXT in st.session_state:
        preset("scenario", st.session_state.pop(_NEXT))
        for kind in BRINGS:
            preset(kind, False)  # closed: what was brought is in the scenario now


def told(
    question: Asked, label: str, verb: Sequence[str], often: int | None = None, repeats: str = ""
) -> None:
    """Where the numbers come from, and how to get them again.

    Args:
        question: what was asked.
        label: what the scenario is called.
        verb: the verb of the command line, with what it alone takes.
        often: how many replications the numbers rest on, where not on all that were asked for.
        repeats: what the line gives, where that is not all that is shown.
    """
    own = replace(question, replications=often or question.replications)
    st.subheader("How to get this again", divider="gray")
    command = shlex.join(["ccsim", verb[0], own.file, *verb[1:], *own.how])
    st.code(command, language="shell", wrap_lines=True)
    remark(
        f"{f'{repeats} ' if repeats else ''}{label} (fingerprint {own.facts}); "
        f"{own.replications} replications; seed {own.seed}; ccsim {version_text()}, results "
        f"version {RESULTS_VERSION}, engine compiled. The address of this page opens the same view "
        "again, while this session lasts where the scenario is your own."
    )


def _teller(job: Job[object] | Job[IntervalStaff] | Job[Staffing]) -> Callable[[str], None]:
    """Words for who waits; also where the job can be stopped."""

    def tell(words: str) -> None:
        job.tell(words)
        job.progress(0, 0)

    return tell
