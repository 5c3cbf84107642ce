"""What stands behind a comparison: why the scenarios differ, and whether doubts would turn it."""

from collections.abc import Iterator
from concurrent.futures import Executor
from dataclasses import dataclass
from pathlib import Path

from ccsim.errors import UsageError
from ccsim.experiments.compare import Comparison
from ccsim.experiments.executors import LOCAL
from ccsim.experiments.explain import explain
from ccsim.experiments.explain_result import Explanation
from ccsim.experiments.points import Tell
from ccsim.experiments.replicate import Progress
from ccsim.experiments.results import RunResult
from ccsim.experiments.robustness import robustness
from ccsim.experiments.robustness_result import Robustness
from ccsim.replication import EngineName
from ccsim.spec.loading import Loaded, load
from ccsim.spec.scenario import Scenario
from ccsim.spec.writing import fingerprint
from ccsim.store.runs import is_run, open_run


@dataclass(frozen=True)
class How:
    """How a comparison is asked for its grounds; the arguments are those of `explain`."""

    engine: EngineName = "auto"
    workers: int | None = None
    executor: Executor | str = LOCAL
    root: Path | None = None
    fresh: bool = False
    progress: Progress | None = None
    tell: Tell | None = None


def explain_each(result: Comparison, how: How) -> list[Explanation]:
    """What each lever is worth that makes a scenario differ from the reference, for each of them.

    The facts, the luck and the replications are those of the comparison, so that its differences
    are what is shared out, and what it has played is not played again. A scenario that has the
    facts of the reference is left out.

    Raises:
        UsageError: two scenarios have no lever in common terms, such as another currency.
        KeyboardInterrupt: it was stopped; what was finished is kept in the root folder.
    """
    first = result.reference
    return [
        explain(
            as_written(first),
            as_written(run),
            replications=first.replications,
            seed=first.seed,
            given={run.fingerprint: run.totals for run in result.runs},
            **vars(how),
        )
        for run in _others(result)
    ]


def doubt_each(result: Comparison, how: How) -> list[Robustness]:
    """Whether what a scenario differs in from the reference survives the doubts, for each of them.

    Each of the usual hundred plausible worlds is played once; the luck is the comparison's.

    Raises:
        UsageError: nothing is in doubt, or something cannot be played.
        KeyboardInterrupt: it was stopped before there was an answer.
    """
    first = as_written(result.reference)
    return [
        robustness(first, as_written(run), seed=result.reference.seed, **vars(how))
        for run in _others(result)
    ]


def _others(result: Comparison) -> Iterator[RunResult]:
    """The scenarios that differ from the reference in any fact."""
    for run in result.runs[1:]:
        if run.fingerprint != result.reference.fingerprint:
            yield run


def as_written(run: RunResult) -> Loaded | Scenario:
    """The scenario of a run, from the file that it was made of if that still says the same.

    A kept run holds its scenario whole; only in the file is it a base and patches, whose keys are
    the levers.
    """
    source = run.source
    if source is None:
        return run.scenario
    if not is_run(source.path.parent):
        return source
    facts = open_run(source.path.parent).facts
    try:
        written = load(Path(facts["file"]), facts.get("sets", ()))
    except (UsageError, OSError, KeyError, TypeError):
        return source  # moved, changed or made without a file
    return written if fingerprint(written.scenario) == run.fingerprint else source
