"""Simulation, through the command line, gives the numbers of the reference cases.

The tolerance is in standard errors and the seed is fixed, so nothing changes from run to run. The
long runs are marked slow; `print_reference_table.py` shows their numbers one by one.
"""

from dataclasses import replace

import pytest

from analytic.reference_checks import Case, cases, checks, digest
from analytic.reference_runs import RUNS, Run

KNOWN = cases()
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


def too_far_off(case: Case, run: Run) -> list[str]:
    found = checks(case, run)
    assert found
    return [str(check) for check in found if not check.passed]


def test_every_open_case_is_simulated() -> None:
    assert KNOWN.keys() - NOT_SIMULATED == RUNS.keys()


@pytest.mark.slow
@pytest.mark.parametrize("name", RUNS)
def test_a_long_run_gives_the_reference_numbers(name: str) -> None:
    assert too_far_off(KNOWN[name], RUNS[name]) == []


@pytest.mark.parametrize("name", QUICK)
def test_a_short_run_comes_near_the_reference_numbers(name: str) -> None:
    run = replace(short(RUNS[name], 30), warm_up_days=1)
    assert too_far_off(KNOWN[name], run) == []


@pytest.mark.parametrize("name", RUNS)
def test_both_engines_write_the_same_log(name: str) -> None:
    run = short(RUNS[name], 1)
    assert digest(run, "simpy") == digest(run, "compiled")
