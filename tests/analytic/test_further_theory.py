"""Kinds of queue that the reference cases lack: what `baseline` knows exactly, `run` finds.

Both are asked through the command line, and each number of the closer theory is compared with the
simulated one, in standard errors.
"""

from dataclasses import dataclass
from pathlib import Path

import pytest

from analytic.reference_checks import FAR, ccsim
from ccsim.metrics.estimates import student_t

SEED = 5
REPLICATIONS = 20
METRICS = (
    *("service_level", "delayed_rate", "abandon_rate", "blocked_rate"),
    *("mean_wait_s", "asa_s"),
)


@dataclass(frozen=True)
class Kind:
    """A scenario that one theory knows exactly."""

    theory: str
    facts: str
    days: int = 20
    warm_up_days: int = 1


KINDS = {
    "one agent, urgent and long calls": Kind(
        "M/G/1 with priorities",
        """
        queues:
          urgent: {teams: [agents], priority: 1, talk: {constant: 1m}, forecast: {rate: 15/h}}
          usual: {teams: [agents], priority: 2, talk: {lognormal: {mean: 2m, sigma: 0.9}},
                  wrap_up: {exponential: 30s}, forecast: {rate: 8/h}}
          late: {teams: [agents], priority: 3, talk: {gamma: {mean: 3m, shape: 2}},
                 forecast: {rate: 3/h}}
        teams: {agents: {headcount: 1}}
        """,
        days=60,
    ),
    "one agent, two kinds of call in order of arrival": Kind(
        "M/G/1 (Pollaczek and Khinchine)",
        """
        queues:
          short: {teams: [agents], talk: {constant: 30s}, forecast: {rate: 40/h}}
          long: {teams: [agents], talk: {uniform: {low: 2m, high: 10m}}, forecast: {rate: 4/h}}
        teams: {agents: {headcount: 1}}
        """,
        days=40,
    ),
    "calls that go round": Kind(
        "Jackson network",
        """
        queues:
          first: {teams: [front], talk: {exponential: 2m}, forecast: {rate: 2/min},
                  onward: {to: second, chance: 0.4}}
          second: {teams: [experts], talk: {exponential: 5m}, forecast: {rate: 6/h},
                   onward: [{to: first, chance: 0.3}, {to: third, chance: 0.2}]}
          third: {teams: [chief], talk: {exponential: 4m}}
        teams: {front: {headcount: 7}, experts: {headcount: 7, talk_factor: 0.9},
                chief: {headcount: 2}}
        """,
    ),
    "patient callers who call again a quarter of an hour later": Kind(
        "Jackson network",
        """
        queues:
          calls: {teams: [agents], talk: {exponential: 3m},
                  forecast: {rate: 1/min, reconnects: 0.25, reconnect_delay: {constant: 15m}}}
        teams: {agents: {headcount: 5}}
        """,
    ),
    "fewer lines than agents, and talks of any length": Kind(
        "M/G/c/c (Erlang B)",
        """
        queues:
          calls: {teams: [agents], lines: 6, talk: {lognormal: {mean: 3m, sigma: 1.2}},
                  forecast: {rate: 2/min}}
        teams: {agents: {headcount: 8}}
        """,
    ),
    "few lines and little patience": Kind(
        "M/M/c/K+M",
        """
        queues:
          calls: {teams: [agents], lines: 9, talk: {exponential: 3m}, patience: {exponential: 1m},
                  forecast: {rate: 2/min}}
        teams: {agents: {headcount: 6}}
        """,
    ),
    "some hang up soon, some hardly ever": Kind(
        "M/M/c+G",
        """
        queues:
          calls: {teams: [agents], talk: {exponential: 3m}, forecast: {rate: 2/min},
                  patience: {hyperexponential: {means: [20s, 10m], weights: [0.5, 0.5]}}}
        teams: {agents: {headcount: 6}}
        """,
    ),
    "patience as it was observed": Kind(
        "M/M/c+G",
        """
        queues:
          calls: {teams: [agents], talk: {exponential: 3m}, forecast: {rate: 2/min},
                  patience: {empirical: {quantiles: [5s, 30s, 30s, 4m]}}}
        teams: {agents: {headcount: 5}}
        """,
    ),
    "equals that share agents, and one that goes first": Kind(
        "M/M/c with priorities",
        """
        queues:
          gold: {teams: [agents], priority: 1, talk: {exponential: 2m}, forecast: {rate: 20/h}}
          web: {teams: [agents], talk: {exponential: 2m}, forecast: {rate: 40/h}}
          usual: {teams: [agents], talk: {exponential: 2m}, forecast: {rate: 20/h}}
        teams: {agents: {headcount: 3}}
        """,
        days=40,
    ),
    "urgent callers hang up sooner than others": Kind(
        "M/M/c+M with priorities",
        """
        queues:
          urgent: {teams: [agents], priority: 1, talk: {exponential: 75s},
                   patience: {exponential: 1m}, forecast: {rate: 1/min}}
          usual: {teams: [agents], talk: {exponential: 75s}, patience: {exponential: 2m},
                  forecast: {rate: 1.2/min}}
        teams: {agents: {headcount: 3}}
        """,
    ),
    "a slow team helps at once": Kind(
        "two groups of agents",
        """
        queues:
          calls: {teams: [quick, slow], talk: {exponential: 2m}, patience: {exponential: 3m},
                  forecast: {rate: 3/min}}
        teams: {quick: {headcount: 3}, slow: {headcount: 3, talk_factor: 1.6}}
        """,
    ),
    "mornings with few lines": Kind(
        "a day that starts empty",
        """
        queues:
          calls: {teams: [agents], hours: 09:00-12:00, lines: 12, talk: {exponential: 4m},
                  patience: {exponential: 2m},
                  forecast: {calls: [120, 60, 20], starts: 9h, interval: 1h}}
        teams: {agents: {headcount: 6, hours: 09:00-12:00}}
        """,
        days=60,
        warm_up_days=0,
    ),
}


def _written(kind: Kind, folder: Path) -> str:
    """The scenario of a kind, as a file."""
    lines = [line.removeprefix("        ") for line in kind.facts.splitlines()]
    total = kind.days + kind.warm_up_days
    calendar = f"calendar: {{days: {total}, warm_up_days: {kind.warm_up_days}}}"
    path = folder / "kind.yaml"
    path.write_text("\n".join(["name: A kind", calendar, *lines]) + "\n", encoding="utf-8")
    return str(path)


@pytest.mark.slow
@pytest.mark.parametrize("name", KINDS)
def test_what_theory_knows_exactly_is_found(name: str, tmp_path: Path) -> None:
    kind = KINDS[name]
    file = _written(kind, tmp_path)
    said = ccsim(["baseline", file, "--json", "--quiet"])
    known = {one["queue"]: one["closer"] for one in said["queues"]} | said.get("passed_on", {})
    assert {one["name"] for one in known.values()} == {kind.theory}
    assert {one["leaves_out"] for one in known.values()} == {""}
    words = ["run", file, "--json", "--quiet", "--seed", str(SEED), "--workers", "1"]
    words += ["--replications", str(REPLICATIONS), "--out", str(tmp_path / "runs")]
    metrics = ccsim(words)["metrics"]
    compared = [
        (queue, metric, one["says"][metric], metrics[f"{metric}[queue={queue}]"])
        for queue, one in known.items()
        for metric in METRICS
        # Nobody dials a queue that calls are passed on to, and so nobody finds its lines taken.
        if one["says"][metric] is not None
        and not (metric == "blocked_rate" and queue in said.get("passed_on", {}))
    ]
    assert len(compared) >= 4 * len(known)
    for queue, metric, expected, found in compared:
        error = (found["high"] - found["low"]) / 2 / student_t(REPLICATIONS - 1)
        far = abs(found["mean"] - expected)
        assert far <= max(FAR * error, 1e-9), (
            f"{metric} of {queue}: {expected:.6g} by theory, {found['mean']:.6g} ± {error:.2g}"
        )
