"""What the regulator, contracts and deadlines need elsewhere in the scenario."""

from collections.abc import Iterator

from ccsim.spec.checks.finding import Finding
from ccsim.spec.documents import KeyPath
from ccsim.spec.fields import Amount
from ccsim.spec.scenario import Scenario


def regulator(scenario: Scenario) -> Iterator[Finding]:
    """What does not fit together in regulation, service levels by contract and outages."""
    yield from _desk(scenario)
    yield from _targets(scenario)
    yield from _measured_party(scenario)
    yield from _contracts(scenario)
    yield from _amounts(scenario)


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


def _amounts(scenario: Scenario) -> Iterator[Finding]:
    currency = _currency(scenario)
    for path, amount, span in _own_amounts(scenario):
        currency = currency or amount.currency
        if amount.currency != currency:
            yield path, f"{amount} mixes currencies: this scenario counts in {currency}"
        if span is None and amount.per_ms is not None:
            yield path, f"{amount} is a plain sum: write it without a span"
        if span is not None and amount.per_ms is None:
            yield path, f"{amount} is paid per what? Write {amount}/{span}"
        if amount.value < 0:
            yield path, f"{amount} is impossible here: it is at least 0"


def _own_amounts(scenario: Scenario) -> Iterator[tuple[KeyPath, Amount, str | None]]:
    """The amounts of this module, with the span that each counts per."""
    for name, segment in scenario.customers.items():
        if segment.loss_per_hour is not None:
            yield ("customers", name, "loss_per_hour"), segment.loss_per_hour, "h"
        if segment.sla is not None:
            yield ("customers", name, "sla", "credit"), segment.sla.credit, "day"
            if segment.sla.missed_visit is not None:
                yield ("customers", name, "sla", "missed_visit"), segment.sla.missed_visit, None
    for name, need in scenario.needs.items():
        if need.cost_per_day is not None:
            yield ("needs", name, "cost_per_day"), need.cost_per_day, "day"
    if scenario.regulator.fine is not None:
        yield ("regulator", "fine"), scenario.regulator.fine, None
    if scenario.regulator.fine_per_point_missed is not None:
        points = scenario.regulator.fine_per_point_missed
        yield ("regulator", "fine_per_point_missed"), points, None


def _currency(scenario: Scenario) -> str | None:
    amounts = [segment.margin for segment in scenario.customers.values()]
    amounts += [team.pay for team in scenario.teams.values()]
    return next((amount.currency for amount in amounts if amount is not None), None)
