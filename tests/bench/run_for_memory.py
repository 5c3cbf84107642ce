"""Plays one replication as a run does, keeping nothing of its log, and prints its peak memory.

`run_for_memory.py SCENARIO [PATH=VALUE ...]` is a process of its own, since a peak never falls.
"""

import json
import re
import sys
from pathlib import Path

from bench.speed import Calls
from ccsim.eventlog.chunk import Digest
from ccsim.metrics.ledger import Ledger
from ccsim.plan.plan import make_plan
from ccsim.replication import replicate
from ccsim.spec.loading import load


def peak_mib() -> float:
    """The most memory that this process has held so far."""
    status = Path("/proc/self/status").read_text()
    found = re.search(r"VmHWM:\s+(\d+) kB", status)
    return int(found[1]) / 1024 if found else 0.0


def main(path: str, sets: list[str]) -> None:
    plan = make_plan(load(path, sets).scenario)
    calls, ledger = Calls(), Ledger(plan)
    replicate(plan, seed=1, replication=0, listeners=[calls, ledger, Digest()])
    ledger.finish()
    print(json.dumps({"contacts": calls.contacts, "peak_mib": peak_mib()}))


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2:])
