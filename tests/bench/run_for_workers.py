"""Plays an experiment with so many workers and prints its seconds, the start of workers included.

python run_for_workers.py SCENARIO WEEKS REPLICATIONS WORKERS
"""

import sys
import time

from ccsim.experiments.replicate import run

if __name__ == "__main__":
    scenario, weeks, replications, workers = sys.argv[1], *map(int, sys.argv[2:])
    began = time.perf_counter()
    run(scenario, weeks=weeks, replications=replications, workers=workers)
    print(time.perf_counter() - began)
