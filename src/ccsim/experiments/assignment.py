"""An assignment for a class: a scenario with its luck, what is changed in it, and questions.

The whole of it fits into a link, and nothing of the answers does: these are the numbers of a run
with that seed, so that every student who asks gets the same ones, and so does the answer key.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal, NamedTuple, TypeVar, get_args

from ccsim.errors import UsageError
from ccsim.experiments.compare import Comparison
from ccsim.experiments.keep import Request, compare_kept, run_kept
from ccsim.experiments.replicate import REPLICATIONS, SEED, Progress, source_of
from ccsim.experiments.results import RunResult
from ccsim.metrics.catalogue import CATALOGUE
from ccsim.spec.paths import suggestion
from ccsim.spec.writing import fingerprint
from ccsim.store.scenarios import find_scenarios

Of = Literal["first", "second", "difference"]
WORK_PAGES: Final = ("build", "compare", "staffing", "day", "journeys")
"""Where students may work, by the files of the app's pages."""
_MOST_QUESTIONS: Final = 20
_MOST_CHANGES: Final = 50
_LONGEST_TEXT: Final = 4_000
_MOST: Final = {"replications": 1_000, "weeks": 1_040, "seed": 2**32 - 1}
_MOST_DIGITS: Final = 12
_ROUNDED: Final = 0.005
"""Numbers are shown with three digits: the last of them is off by so much of the whole at most."""
_Kind = TypeVar("_Kind", bound=str)


class Question(NamedTuple):
    """A metric that students are to find."""

    of: Of
    """Of the first scenario, of the second, or by how much the second has more than the first."""
    metric: str

    @property
    def written(self) -> str:
        """As a link holds it."""
        return f"{self.of}:{self.metric}"


@dataclass(frozen=True, kw_only=True)
class Assignment:
    """What a class is to find out."""

    title: str
    task: str = ""
    page: str = "build"
    """The page that students work on, by its file."""
    scenario: str
    """The first scenario, by the name of its file."""
    beside: str = ""
    """Another scenario that it is compared with; empty for the first one with the changes."""
    changes: tuple[str, ...] = ()
    """What is changed in the second scenario, each as `--set` takes it."""
    weeks: int | None = None
    replications: int = REPLICATIONS
    seed: int = SEED
    questions: tuple[Question, ...] = ()

    @property
    def has_second(self) -> bool:
        """Whether two scenarios are compared."""
        return bool(self.beside or self.changes)

    @property
    def link(self) -> dict[str, str | list[str]]:
        """The whole assignment as a link holds it."""
        return {
            "title": self.title,
            "task": self.task,
            "work": self.page,
            "scenario": self.scenario,
            "beside": self.beside,
            "set": list(self.changes),
            "weeks": "" if self.weeks is None else str(self.weeks),
            "replications": str(self.replications),
            "seed": str(self.seed),
            "ask": [one.written for one in self.questions],
        }


@dataclass(frozen=True)
class Answer:
    """A question with what the simulation gives."""

    question: Question
    mean: float | None
    low: float | None
    high: float | None
    n: int
    unit: str
    established: bool | None = None
    """Of a difference: whether it is one."""

    def holds(self, value: float) -> bool:
        """Whether somebody's number is right: the same when rounded, or within the interval."""
        if self.mean is None:
            return False
        if abs(value - self.mean) <= _ROUNDED * abs(self.mean):
            return True
        return self.low is not None and self.high is not None and self.low <= value <= self.high


@dataclass(frozen=True)
class Solved:
    """An assignment with its answers, and where they come from."""

    assignment: Assignment
    answers: tuple[Answer, ...]
    result: Comparison | RunResult
    folders: tuple[Path, ...]


def read_link(link: Mapping[str, Sequence[str]]) -> Assignment:
    """The assignment that a link holds.

    Raises:
        UsageError: something in it cannot be; whoever made it is to be told what.
    """
    texts = {name: _text(link, name) for name in ("title", "task", "scenario", "beside")}
    return Assignment(
        **texts,
        page=_one_of(_text(link, "work") or WORK_PAGES[0], WORK_PAGES),
        changes=tuple(link.get("set", ())),
        weeks=_number(link, "weeks", 1, None),
        replications=_number(link, "replications", 1, REPLICATIONS) or REPLICATIONS,
        seed=_number(link, "seed", 0, SEED) or 0,
        questions=tuple(_question(text) for text in link.get("ask", ())),
    )


def _fact_of(path: Path, sets: tuple[str, ...], weeks: int | None) -> str:
    return fingerprint(source_of(path, sets, weeks).scenario)


def check_assignment(
    asked: Assignment, fact_of: Callable[[Path, tuple[str, ...], int | None], str] = _fact_of
) -> list[str]:
    """The facts of each of its scenarios, where all of it can be answered.

    Args:
        asked: the assignment.
        fact_of: what tells the facts of a file with changes and weeks; equal where they are.

    Raises:
        UsageError: a scenario is not at hand, a change does not fit, or nothing is asked.
    """
    if not 0 < len(asked.questions) <= _MOST_QUESTIONS:
        count = len(asked.questions)
        raise UsageError(f"the assignment asks {count} questions: 1 to {_MOST_QUESTIONS} are right")
    if len(asked.changes) > _MOST_CHANGES:
        count = len(asked.changes)
        raise UsageError(f"the assignment makes {count} changes: at most {_MOST_CHANGES} are right")
    if not asked.has_second and any(one.of != "first" for one in asked.questions):
        raise UsageError("there is no second scenario to ask about: change something, or name one")
    worlds = zip(*_worlds(asked), strict=True)
    return [fact_of(path, sets, asked.weeks) for path, sets in worlds]


def solve(asked: Assignment, root: Path, progress: Progress | None = None) -> Solved:
    """Answer an assignment, from what is kept as far as it goes.

    Args:
        asked: the assignment.
        root: the folder of runs.
        progress: told how many replications are done, of how many.

    Raises:
        UsageError: it cannot be answered.
    """
    check_assignment(asked)
    paths, sets = _worlds(asked)
    request = Request(
        weeks=asked.weeks, replications=asked.replications, seed=asked.seed, own_sets=sets
    )
    if len(paths) == 1:
        kept = run_kept(paths[0], request, root, progress=progress)
        answers = tuple(_of_run(one, kept.result) for one in asked.questions)
        return Solved(asked, answers, kept.result, (kept.folder,))
    comparison, folders = compare_kept(paths, request, root, progress=progress)
    answers = tuple(_of_both(one, comparison) for one in asked.questions)
    return Solved(asked, answers, comparison, tuple(folders))


def _worlds(asked: Assignment) -> tuple[list[Path], list[tuple[str, ...]]]:
    """The files and what is changed in each."""
    first = _at_hand(asked.scenario)
    if not asked.has_second:
        return [first], [()]
    return [first, _at_hand(asked.beside or asked.scenario)], [(), asked.changes]


def _at_hand(name: str) -> Path:
    """A scenario by its name alone: a link opens no other file."""
    known = {one.path.stem: one.path for one in find_scenarios()}
    if name not in known:
        raise UsageError(f"there is no scenario {name!r} at hand here{suggestion(name, known)}")
    return known[name]


def _of_run(question: Question, run: RunResult) -> Answer:
    found = run.estimates.get(question.metric)
    if found is None:
        return Answer(question, None, None, None, 0, "")
    return Answer(question, found.mean, found.low, found.high, found.n, found.unit)


def _of_both(question: Question, comparison: Comparison) -> Answer:
    if question.of != "difference":
        return _of_run(question, comparison.runs[question.of == "second"])
    one = next((one for one in comparison.differences if one.metric == question.metric), None)
    if one is None:
        return Answer(question, None, None, None, 0, "")
    return Answer(question, one.mean, one.low, one.high, one.n, one.unit, one.established)


def _text(link: Mapping[str, Sequence[str]], name: str) -> str:
    return "".join(link.get(name, ())[:1])[:_LONGEST_TEXT]


def _number(
    link: Mapping[str, Sequence[str]], name: str, least: int, missing: int | None
) -> int | None:
    text = _text(link, name)
    if not text:
        return missing
    is_number = text.isascii() and text.isdigit() and len(text) <= _MOST_DIGITS
    if not is_number or not least <= int(text) <= _MOST[name]:
        raise UsageError(
            f"the link says {name}={text[:40]}: a whole number from {least} to {_MOST[name]:,} "
            "is right"
        )
    return int(text)


def _question(text: str) -> Question:
    of, _, metric = text.partition(":")
    return Question(_one_of(of, get_args(Of)), _one_of(metric, tuple(CATALOGUE)))


def _one_of(text: str, known: Sequence[_Kind]) -> _Kind:
    found = next((one for one in known if one == text), None)
    if found is None:
        raise UsageError(
            f"the link asks {text[:40]!r}, which is not known{suggestion(text, known)}"
        )
    return found
