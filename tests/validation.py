"""Theory beside simulation, model by model: writes docs/validation.md.

python tests/validation.py [FILE]       some minutes
"""

import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from ccsim.analytic.erlang_a import erlang_a
from ccsim.analytic.erlang_b import erlang_b
from ccsim.analytic.erlang_c import erlang_c
from ccsim.analytic.finite import finite_line
from ccsim.analytic.overflow import OverflowFacts, overflow_queue
from ccsim.analytic.patience import impatient_queue
from ccsim.analytic.patience_laws import GammaPatience
from ccsim.analytic.priority import priority_queue
from ccsim.analytic.redial import RedialFacts, redial_queue
from ccsim.analytic.service import constant_handle_time
from ccsim.analytic.skills import SkillFacts, n_model
from ccsim.analytic.tandem import Tier, tandem
from ccsim.analytic.theory import QueueTheory
from ccsim.experiments.replicate import run
from ccsim.metrics.estimates import Estimate, student_t
from shipped import SCENARIOS

PAGE = SCENARIOS.parent / "docs" / "validation.md"
REPLICATIONS, DAYS = 30, 20
FAR = 3.3
"""Standard errors that a simulated number may lie from an exact one."""
START = f"""# Validation against theory

Written by `python tests/validation.py`. Each row is one of the files in `scenarios/theory/`,
played by the same engine as every other scenario, {REPLICATIONS} replications of {DAYS} days
after one of warm-up, seed 1. *Exact* comes from `ccsim.analytic`, which simulates nothing. *Off*
is the distance in standard errors; a test refuses more than {FAR}. Of many rows one in twenty
lies beyond 2.

| Model | Number | Exact | Simulated (95 % interval, n = {REPLICATIONS}) | Off |
|---|---|---|---|---|
"""


@dataclass(frozen=True)
class Model:
    """A file of `scenarios/theory/` and what is known exactly of it."""

    title: str
    file: str
    exact: Mapping[str, float | None]
    """By metric key."""


@dataclass(frozen=True)
class Row:
    """One number, known and simulated."""

    model: str
    metric: str
    exact: float
    found: Estimate

    @property
    def off(self) -> float:
        """Standard errors between the two."""
        assert self.found.low is not None
        assert self.found.high is not None
        assert self.found.mean is not None
        error = (self.found.high - self.found.low) / 2 / student_t(self.found.n - 1)
        return (self.found.mean - self.exact) / error if error else 0.0

    def __str__(self) -> str:
        found = self.found
        span = f"{found.mean:.5g} ({found.low:.5g} to {found.high:.5g})"
        return f"| {self.model} | `{self.metric}` | {self.exact:.5g} | {span} | {self.off:+.1f} |"


def models() -> Iterator[Model]:
    """The theory files, with what theory says of their facts."""
    waits = ("mean_wait_s", "delayed_rate", "service_level")
    rate = 3.33333333333 / 60
    yield Model("Erlang B", "erlang_b", {"blocked_rate": erlang_b(rate, 180, 17).blocked_rate})
    yield Model("Erlang C", "erlang_c", _some(erlang_c(rate, 180, 14), *waits))
    theory = erlang_a(rate, 180, 14, 300)
    yield Model("Erlang A", "erlang_a", _some(theory, "abandon_rate", *waits))
    theory = finite_line(3 / 60, 15, 2, 3, None, 6)
    yield Model("M/M/2/3, few lines", "mmck", _some(theory, "blocked_rate", *waits))
    theory = constant_handle_time(18 / 60, 60, 20)
    yield Model("M/D/20, constant handle times", "mg1", _some(theory, *waits[:2]))
    theory = impatient_queue(11 / 60, 60, 10, GammaPatience(120, 2), 15)
    yield Model("M/M/10+G, gamma patience", "mmn_g", _some(theory, "abandon_rate", *waits))
    classes = priority_queue((2 / 60, 2.5 / 60), 60, 5).classes
    by_class = {
        f"mean_wait_s[queue={name}]": one.mean_wait_s
        for name, one in zip(("high", "low"), classes, strict=True)
    }
    yield Model("Priorities", "priorities", by_class)
    redials = redial_queue(RedialFacts(
        fresh_rate=8 / 60, handle_s=60, servers=10, patience_s=120,
        redial_share=0.5, redial_delay_s=300,
    ))  # fmt: skip
    yield Model("Redials", "redial", _some(redials.queue, "abandon_rate", "mean_wait_s"))
    tiers = tandem(10 / 60, (Tier(60, 12, 0.3), Tier(120, 8, 0.2), Tier(240, 4))).tiers
    by_tier = {f"mean_wait_s[queue=tier{i}]": one.mean_wait_s for i, one in enumerate(tiers, 1)}
    yield Model("Three tiers", "tiers", by_tier)
    overflow = overflow_queue(OverflowFacts(
        arrival_rate=12 / 60, handle_s=(60, 60), servers=(8, 4), patience_s=120
    ))  # fmt: skip
    yield Model("Overflow to a vendor", "overflow", _some(overflow.queue, "abandon_rate") | {
        f"occupancy[team={team}]": share for team, share in
        zip(("in_house", "outsourced"), overflow.occupancy_by_group, strict=True)
    })  # fmt: skip
    skills = n_model(SkillFacts(
        arrival_rates=(5 / 60, 4 / 60), handle_s=60, patience_s=(120, 200), servers=(4, 5)
    ))  # fmt: skip
    yield Model("N-model, skills", "n_model", {
        f"{metric}[queue=type{i}]": getattr(one, metric)
        for i, one in enumerate(skills.by_type, 1) for metric in ("mean_wait_s", "abandon_rate")
    })  # fmt: skip


def rows() -> Iterator[Row]:
    """Each number of each model, simulated."""
    for model in models():
        sets = [f"calendar.days={DAYS + 1}", "calendar.warm_up_days=1"]
        found = run(SCENARIOS / "theory" / f"{model.file}.yaml", sets=sets,
                    replications=REPLICATIONS, seed=1).estimates  # fmt: skip
        for metric, exact in model.exact.items():
            assert exact is not None
            yield Row(model.title, metric, exact, found[metric])


def _some(theory: QueueTheory, *names: str) -> dict[str, float | None]:
    return {name: getattr(theory, name) for name in names}


def main(file: Path) -> int:
    """Writes the page; says whether every number is near enough."""
    found = list(rows())
    file.write_text(START + "".join(f"{row}\n" for row in found), encoding="utf-8")
    print(*found, sep="\n")
    return int(any(abs(row.off) > FAR for row in found))


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]) if len(sys.argv) > 1 else PAGE))
