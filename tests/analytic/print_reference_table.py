"""Prints what the reference cases expect beside what the simulation gives: a table for people.

python tests/analytic/print_reference_table.py            all cases, some minutes
python tests/analytic/print_reference_table.py EA-03      only these
"""

import argparse
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from analytic.reference_checks import HEADING, cases, checks
from analytic.reference_log import log_checks
from analytic.reference_runs import RUNS


def table(names: list[str]) -> int:
    """Print the rows of the cases as they are done; how many numbers are too far off."""
    known, faults = cases(), 0
    print(HEADING)
    for name in names:
        for check in checks(known[name], RUNS[name]) + log_checks(known[name]):
            print(check, flush=True)
            faults += not check.passed
    return faults


if __name__ == "__main__":
    if not cases():
        sys.exit("the reference cases are not beside this checkout")
    asked = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    asked.add_argument("case", nargs="*", help=f"any of {', '.join(RUNS)}; all without")
    names = asked.parse_args().case or list(RUNS)
    unknown = [name for name in names if name not in RUNS]
    if unknown:
        asked.error(f"there is no case {', '.join(unknown)}")
    sys.exit(1 if table(names) else 0)
