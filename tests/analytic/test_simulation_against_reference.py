"""Simulation, through the command line, gives the numbers of the reference cases.

The tolerance is in standard errors and the seed is fixed, so nothing changes from run to run. The
long runs are marked slow; `print_reference_table.py` shows their numbers one by one.
"""

from dataclasses import replace

import pytest

from analytic.reference_checks import Check, cases, checks, digest
from analytic.reference_log import MEASURES, log_checks
from analytic.reference_runs import RUNS, Run
from ccsim.metrics.reference_names import NOT_MEASURED

KNOWN = cases()
THRESHOLD = "sl_T"
"""An input of the service level, which the cases repeat."""
NOT_SIMULATED = {"ST-01"}
"""Answers of a search for staff, not of a run."""
QUICK = ("EA-10", "PR-05", "OV-01")
"""Some that a short run already measures well."""

pytestmark = pytest.mark.skipif(
    not KNOWN, reason="the reference cases are not here: open-cases.json in ../shared/reference"
)


def short(run: Run, replications: int) -> Run:
    """The same facts, for a day or the few that the case has."""
    if run.days is None:
        return replace(run, replications=replications)
    return replace(run, days=1, warm_up_days=0, replications=replications)


def too_far_off(found: list[Check]) -> list[str]:
    assert found
    return [str(check) for check in found if not check.passed]


def test_every_open_case_is_simulated() -> None:
    assert KNOWN.keys() - NOT_SIMULATED == RUNS.keys()


def test_what_no_metric_stands_for_is_an_input_or_is_read_off_the_log() -> None:
    left = {
        (name, each)
        for name in RUNS
        for each in KNOWN[name]["expected"].keys() & NOT_MEASURED.keys()
    }
    assert {pair for pair in left if pair[1] != THRESHOLD} == MEASURES.keys()


@pytest.mark.slow
@pytest.mark.parametrize("name", RUNS)
def test_a_long_run_gives_the_reference_numbers(name: str) -> None:
    assert too_far_off(checks(KNOWN[name], RUNS[name])) == []


@pytest.mark.slow
@pytest.mark.parametrize("name", sorted({name for name, _ in MEASURES}))
def test_the_log_tells_what_no_metric_stands_for(name: str) -> None:
    assert too_far_off(log_checks(KNOWN[name])) == []


@pytest.mark.parametrize("name", QUICK)
def test_a_short_run_comes_near_the_reference_numbers(name: str) -> None:
    run = replace(short(RUNS[name], 30), warm_up_days=1)
    assert too_far_off(checks(KNOWN[name], run)) == []


@pytest.mark.parametrize("name", RUNS)
def test_both_engines_write_the_same_log(name: str) -> None:
    run = short(RUNS[name], 1)
    assert digest(run, "simpy") == digest(run, "compiled")
