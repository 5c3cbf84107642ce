"""What the regulator, contracts and deadlines need elsewhere in the scenario."""

from collections.abc import Iterator

from ccsim.spec.checks.finding import Finding
from ccsim.spec.scenario import Scenario


def regulator(scenario: Scenario) -> Iterator[Finding]:
    """What does not fit together in regulation, service levels by contract and outages."""
    yield from _desk(scenario)
    yield from _targets(scenario)
    yield from _measured_party(scenario)
    yield from _contracts(scenario)


def _desk(scenario: Scenario) -> Iterator[Finding]:
    if scenario.regulator.queue is not None:
        return
    for name, segment in scenario.customers.items():
        if segment.complains.monthly > 0:
            yield (
                ("customers", name, "complains", "monthly"),
                "complaints to the regulator need regulator.queue: the desk that treats them",
            )


def _targets(scenario: Scenario) -> Iterator[Finding]:
    taken: dict[str, str] = {}
    for name, target in scenario.regulator.targets.items():
        for kind in target.needs:
            if kind in taken:
                yield (
                    ("regulator", "targets", name, "needs"),
                    f"{kind!r} stands in the target {taken[kind]!r} already: each need has one",
                )
            taken[kind] = name
    if scenario.regulator.inspects is not None and not scenario.regulator.targets:
        yield (
            ("regulator", "inspects"),
            "inspections need regulator.targets: what a case is held against",
        )
    if scenario.regulator.fine is not None and scenario.regulator.inspects is None:
        yield (
            ("regulator", "fine"),
            "a fine needs regulator.inspects: it is paid for breaches that inspections find",
        )
    for key in ("fine_per_point_missed", "intervenes"):
        if getattr(scenario.regulator, key) is not None and not scenario.regulator.targets:
            yield (
                ("regulator", key),
                "there is no target to miss or to tighten: give regulator.targets",
            )


def _measured_party(scenario: Scenario) -> Iterator[Finding]:
    """A provider is known by the tickets: where there are none, no clock of theirs runs."""
    if scenario.regulator.measure_party == "person":
        return
    clocks = [need for need in scenario.needs.values() if need.clock is not None]
    if not scenario.regulator.targets and not clocks:
        yield (
            ("regulator", "measure_party"),
            "there is nothing to measure: give regulator.targets, or a need with a clock",
        )
    words = "a provider's clock (regulator.measure_party) is that of tickets: give an owner"
    timed = {kind for target in scenario.regulator.targets.values() for kind in target.needs}
    for name, need in scenario.needs.items():
        if need.owner is None and (need.clock is not None or name in timed):
            yield ("needs", name, "owner"), words


def _contracts(scenario: Scenario) -> Iterator[Finding]:
    repairs = any(need.clock == "repair" for need in scenario.needs.values())
    stops = any(need.stops_business for need in scenario.needs.values())
    for name, segment in scenario.customers.items():
        if segment.sla is not None and not repairs:
            yield (
                ("customers", name, "sla"),
                "a service level by contract is about repairs: give a need clock: repair",
            )
        if segment.loss_per_hour is not None and not stops:
            yield (
                ("customers", name, "loss_per_hour"),
                "a loss per hour needs something to lose it by: give a need stops_business: true",
            )
        lost = segment.loss_per_hour is not None and segment.margin is not None
        if segment.leaving.outage_loss > 0 and not lost:
            yield (
                ("customers", name, "leaving", "outage_loss"),
                "it is counted in margins of a month: give margin and loss_per_hour",
            )
