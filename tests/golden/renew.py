"""Renews the golden page: the numbers that the three operating models gave when last agreed on.

Run it only when numbers are meant to move: `python tests/golden/renew.py`. Then raise
RESULTS_VERSION in src/ccsim/codes.py, and say in CHANGELOG.md what moved and why.
"""

from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from ccsim.codes import RESULTS_VERSION
from ccsim.experiments.replicate import run

PAGE = Path(__file__).with_name("golden.yaml")
SCENARIOS = Path(__file__).parents[2] / "scenarios"
MODELS = ("scripted_call_center", "solution_center", "pit_stop")
FACTS = ("calendar.weeks=4", "calendar.warm_up_weeks=1")
SEED, REPLICATIONS = 1, 2
NUMBERS = (
    "arrivals",
    "abandon_rate",
    "service_level",
    "mean_wait_s",
    "wait_p90_s",
    "aht_s",
    "occupancy",
    "absent_s",
    "failure_demand_rate",
    "transfer_rate",
    "cases",
    "resolution_rate",
    "fcr",
    "true_fcr",
    "contacts_per_case",
    "customer_time_per_case_s",
    "time_to_resolve_s",
    "promises_kept",
    "churn_rate",
    "cost_per_resolution",
)

_HEAD = """\
# What the three operating models gave when somebody last looked and agreed: a short run each.
# Renewed on purpose only, by python tests/golden/renew.py, with a line in CHANGELOG.md.
"""


def numbers(model: str) -> dict[str, float]:
    """The numbers of one operating model."""
    estimates = run(
        SCENARIOS / f"{model}.yaml",
        sets=FACTS,
        replications=REPLICATIONS,
        seed=SEED,
        engine="compiled",
        workers=1,
    ).estimates
    means = {name: estimates[name].mean for name in NUMBERS}
    assert None not in means.values(), "the run is too short for some of the numbers"
    return {name: mean for name, mean in means.items() if mean is not None}


def read() -> dict[str, Any]:
    """The page as it was last agreed on."""
    return dict(YAML(typ="safe").load(PAGE))


def renew() -> None:
    """Write the page anew."""
    lines = [f"results_version: {RESULTS_VERSION}"]
    for model in MODELS:
        lines += [f"{model}:", *(f"  {name}: {n:.9g}" for name, n in numbers(model).items())]
    PAGE.write_text(_HEAD + "\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    renew()
    print(f"{PAGE.name} is written; RESULTS_VERSION and CHANGELOG.md are yours to change.")
