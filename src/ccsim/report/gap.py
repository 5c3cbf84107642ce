"""What an operator's dashboard says beside what is true, in a sentence for each run."""

from collections.abc import Iterator, Sequence

from ccsim.experiments.results import RunResult
from ccsim.report.words import estimate_text


def gap_sentences(runs: Sequence[RunResult]) -> Iterator[str]:
    """First-contact resolution as the call log counts it, and in truth; none where one lacks."""
    for run in runs:
        log, truth = (run.estimates.get(name) for name in ("log_fcr", "true_fcr"))
        if log is None or truth is None or log.mean is None or truth.mean is None:
            continue
        said, span = estimate_text(log)
        true, span_of_truth = estimate_text(truth)
        yield (
            f"{run.label}: the call log counts {said} as solved at first contact ({span}); in "
            f"truth it is {true} ({span_of_truth})."
        )
