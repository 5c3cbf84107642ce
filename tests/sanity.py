"""The scripted centre of people against the evidence: is it where others found theirs?

python tests/sanity.py [REPLICATIONS]    prints the table of the story, for people; some minutes
"""

import sys
from dataclasses import dataclass

from ccsim.experiments.replicate import run
from ccsim.metrics.estimates import Estimate
from ccsim.spec.loading import load
from shipped import SCENARIOS

PEOPLE = SCENARIOS / "stories" / "people.yaml"
REPLICATIONS = 8


@dataclass(frozen=True)
class Published:
    """What others have found of a metric; nothing of it is set in the scenario."""

    metric: str
    evidence: str
    low: float
    high: float
    source: str
    off: str = ""
    """Why the scenario is known to be outside; empty where it is not."""

    def verdict(self, found: Estimate) -> str:
        """Where the measured number and its interval lie."""
        if found.mean is None or found.low is None or found.high is None:
            return "not known"
        if found.high < self.low or found.low > self.high:
            return "**outside**"
        if self.low <= found.low and found.high <= self.high:
            return "inside"
        return (
            "inside, interval reaches out" if self.low <= found.mean <= self.high else "at the edge"
        )


TABLE = (
    Published("turnover_rate", "E-ATT-01", 0.15, 0.42, "UK and US surveys, T-Mobile"),
    Published("absence_rate", "E-ABS-01", 0.03, 0.12, "our assumption, no source"),
    Published("fcr", "E-FCR-01", 0.52, 0.72, "SQM, CFI Group"),
    Published("true_fcr", "E-FCR-01", 0.52, 0.72, "SQM, CFI Group"),
    Published("contacts_per_case", "E-FCR-03", 1.3, 3.2, "SQM; Infosys and Kantar, Germany"),
    Published(
        "transfer_rate",
        "E-TRF-01",
        0.08,
        0.30,
        "SQM; a UK outsourcer",
        "only technical faults have specialists; the rest is written down as a ticket",
    ),
    Published("failure_demand_rate", "E-ARR-06", 0.25, 0.65, "Vanguard, ACXPA, SQM"),
    Published("churn_rate", "E-CHU-01", 0.009, 0.030, "CNMC, T-Mobile"),
    Published("abandon_rate", "E-PAT-09", 0.04, 0.21, "Ofcom, ContactBabel"),
    Published("asa_s", "E-PAT-09", 16, 447, "Ofcom, ContactBabel"),
    Published("aht_s", "E-AHT-02, -04", 300, 590, "ContactBabel, APQC"),
    Published(
        "occupancy",
        "E-OCC-01",
        0.75,
        0.88,
        "ICMI, second hand",
        "three specialists, whom few calls reach, are in the mean",
    ),
    Published("calls_per_customer_month", "E-ARR-05", 1 / 12, 8 / 12, "our assumption, no source"),
)


def measured(replications: int = REPLICATIONS, *sets: str) -> dict[str, Estimate]:
    """The metrics of the scripted centre of people."""
    result = run(load(PEOPLE, list(sets)).scenario, replications=replications, workers=1)
    return dict(result.estimates)


def main(replications: int) -> None:
    """Prints the table."""
    found = measured(replications)
    print(f"| metric | measured (95 %), n = {replications} | evidence | range | source | |")
    print("|---|---|---|---|---|---|")
    for row in TABLE:
        one = found[row.metric]
        why = "" if row.verdict(one) == "inside" or not row.off else f": {row.off}"
        number = f"{one.mean:.3g} ({one.low:.3g} to {one.high:.3g})"
        print(
            f"| `{row.metric}` | {number} | {row.evidence} | {row.low:.3g} to {row.high:.3g} | "
            f"{row.source} | {row.verdict(one)}{why} |"
        )


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else REPLICATIONS)
