"""The sourcing question with all its doubts: who is cheapest, and who is worth most, how often.

python tests/sourcing_worlds.py [WORLDS]     prints the tables, for people; some minutes for 24
"""

import sys
from collections.abc import Sequence

import numpy as np

from ccsim.metrics.window import Floats
from ccsim.spec.loading import Loaded
from ccsim.units import HOUR
from sourcing_year import WAYS, way
from worlds import (
    Range,
    World,
    beats,
    best,
    doubts_that_matter,
    draw_worlds,
    play_worlds,
    range_of,
)

SHARE = 0.25
"""Of the customers, and of those who work for them."""
WEEKS = ("calendar.weeks=16", "calendar.warm_up_weeks=4")
METRICS = ("total_cost", "net_value", "margin_lost", "true_fcr", "turnover_rate[team=front]")
_SEGMENTS = ("consumer", "business")
_OF_CUSTOMERS = (
    "leaving.monthly", "leaving.open_case", "leaving.effort_per_hour", "leaving.broken_promise",
    "gives_up", "redials", "complains.monthly",
)  # fmt: skip
_OF_AGENTS = (
    "turnover.by_script", "turnover.by_workload", "learning.slower", "learning.lacks",
    "learning.practice", "learning.time", "hiring.lead", "hiring.training",
)  # fmt: skip
_SECTION_1 = {
    "pay of the own hour": (20, 32), "fee onshore": (15, 22), "fee colocated": (16, 25),
    "fee offshore": (7, 14), "turnover in_house": (0.15, 0.42), "turnover onshore": (0.30, 0.70),
    "turnover colocated": (0.20, 0.50), "turnover offshore": (0.35, 0.65),
    "ownership in_house": (0.04, 0.25),
}  # fmt: skip
_ASSUMED = {
    "ownership left beyond the boundary": (0.2, 1.0),
    "ownership left when co-located": (0.6, 1.0),
    "script of vendors": (0.95, 1.0),
    "inter-site delay onshore, h": (1.0, 12.0),
    "inter-site delay offshore, h": (4.0, 48.0),
    "notes lost onshore": (0.0, 0.4),
    "notes lost offshore": (0.0, 0.6),
}


def ranges() -> dict[str, Range]:
    """Every doubt of the four scenarios: from the spec, from section 1, or assumed."""
    found = {f"customers.{path}": range_of(f"customers.consumer.{path}") for path in _OF_CUSTOMERS}
    found |= {f"teams.{path}": range_of(f"teams.front.{path}") for path in _OF_AGENTS}
    found["measures.margin_months"] = range_of("measures.margin_months")
    found["margin of a consumer"] = Range(8, 30, "E-CLV-01")
    found["mean patience of a consumer, min"] = Range(6, 35, "E-PAT-01")
    found["understood offshore"] = range_of("teams.front.perception.understood")
    found["superiors available"] = Range(0.05, 0.90, "E-TRF-05")
    found |= {name: Range(*ends, "section 1") for name, ends in _SECTION_1.items()}
    return found | {name: Range(*ends, "assumption") for name, ends in _ASSUMED.items()}


def in_world(option: str, world: World) -> Loaded:
    """One of the four ways in its stride, in a world."""
    sets = [*WEEKS, *_of_everybody(world), *_of_the_way(option, world)]
    return way(option, *sets, share=SHARE, in_stride=True)


def _of_everybody(world: World) -> list[str]:
    sets = [
        f"customers.{segment}.{path}={world[f'customers.{path}']:.5f}"
        for segment in _SEGMENTS
        for path in _OF_CUSTOMERS
    ]
    for path in _OF_AGENTS:
        value, name = world[f"teams.{path}"], f"teams.front.{path}"
        if path in ("learning.time", "hiring.lead", "hiring.training"):
            sets.append(f"{name}={value / HOUR:.0f}h")
        else:
            sets.append(f"{name}={value:.0f}" if value > 10 else f"{name}={value:.5f}")
    for segment, longer in (("consumer", 1.0), ("business", 1.2)):  # E-PAT-04
        mean = 60 * longer * world["mean patience of a consumer, min"]
        sets.append(f"customers.{segment}.patience={{weibull: {{mean: {mean:.0f}s, shape: 0.8}}}}")
    margin = world["margin of a consumer"]
    sets.append(f"measures.margin_months={world['measures.margin_months']:.2f}")
    sets.append(f"customers.consumer.margin={margin:.2f} EUR/month")
    sets.append(f"customers.business.margin={4 * margin:.2f} EUR/month")  # as in the base
    return sets


def _of_the_way(option: str, world: World) -> list[str]:
    sets = [f"teams.front.turnover.yearly={world[f'turnover {option}']:.4f}"]
    own = world["ownership in_house"]
    if option == "in_house":
        pay = f"teams.front.pay={world['pay of the own hour']:.2f} EUR/h"
        return [*sets, pay, f"operating_model.ownership={own:.4f}"]
    sets.append(f"vendors.vendor.amount={world[f'fee {option}']:.2f} EUR/h")
    sets.append(f"operating_model.ownership={own:.4f}")
    sets.append(f"teams.front.script_adherence={world['script of vendors']:.4f}")
    left = "when co-located" if option == "colocated" else "beyond the boundary"
    sets.append(f"teams.front.ownership={own * world[f'ownership left {left}']:.4f}")
    if option == "colocated":
        sets.append(f"operating_model.superiors.available={world['superiors available']:.4f}")
        return sets
    sets.append(f"operating_model.inter_site_delay={world[f'inter-site delay {option}, h']:.0f}h")
    sets.append(f"operating_model.inter_site_note_loss={world[f'notes lost {option}']:.4f}")
    if option == "offshore":
        sets.append(f"teams.front.perception.understood={world['understood offshore']:.4f}")
    return sets


def tell(worlds: Sequence[World], found: dict[str, Floats]) -> None:
    """Prints the verdicts."""
    names, n = list(WAYS), len(worlds)
    cheapest = best(found["total_cost"], falling=False)
    worthiest = best(found["net_value"], falling=True)
    kept = best(found["margin_lost"], falling=False)
    print(f"\n| n = {n} worlds | cheapest | highest net value | loses least margin | "
          "net value above in-house |\n|---|---|---|---|---|")  # fmt: skip
    for j, name in enumerate(names):
        above = "" if j == 0 else str(beats(found["net_value"], j, falling=True))
        print(f"| {name} | {cheapest[j]} | {worthiest[j]} | {kept[j]} | {above} |")
    same = int((found["total_cost"].argmin(axis=1) == found["net_value"].argmax(axis=1)).sum())
    print(f"\nthe cheapest is also worth most in {same} of {n} worlds")
    for metric in ("total_cost", "margin_lost", "net_value", "true_fcr"):
        for j, name in enumerate(names[1:], start=1):
            more = found[metric][:, j] - found[metric][:, 0]
            low, middle, high = np.percentile(more, (5, 50, 95))
            print(f"{metric}: {name} less in-house: {middle:.4g} (5 to 95 %: {low:.4g} to "
                  f"{high:.4g})")  # fmt: skip
    for j, name in enumerate(names[1:], start=1):
        more = found["net_value"][:, j] - found["net_value"][:, 0]
        told = [f"{doubt} {rho:+.2f} (p {p:.3f})"
                for doubt, rho, p in doubts_that_matter(worlds, more)[:5]]  # fmt: skip
        print(f"{name}: {'; '.join(told)}")


def main(count: int) -> None:
    """Draws worlds, plays four ways in each, and prints who wins."""
    worlds = draw_worlds(ranges(), count)
    tell(worlds, play_worlds(worlds, list(WAYS), in_world, METRICS))


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 24)
