"""Whether the chain of companies leads somewhere, and no customer is on it."""

from collections.abc import Iterator

from ccsim.spec.channels import BETWEEN_COMPANIES
from ccsim.spec.checks.finding import Finding
from ccsim.spec.scenario import Scenario


def enquiries(scenario: Scenario, called_by_customers: set[str]) -> Iterator[Finding]:
    """Enquiries that go round for ever, or to a queue that is not between companies."""
    queues = scenario.queues
    for name, queue in queues.items():
        if queue.channel == BETWEEN_COMPANIES and name in called_by_customers:
            words = "is between companies: no customer calls it; give them a queue of their own"
            yield ("queues", name, "channel"), f"{name!r} {words}"
        if queue.enquires is None or queue.enquires.at not in queues:
            continue
        behind = queue.enquires.at
        if queues[behind].channel != BETWEEN_COMPANIES:
            words = f"a question goes to a company behind: {behind!r} needs channel: wholesale"
            yield ("queues", name, "enquires", "at"), words
        way = _way(scenario, name)
        if name in way:
            words = f"questions go round for ever: {' asks '.join([name, *way])}"
            yield ("queues", name, "enquires", "at"), words


def _way(scenario: Scenario, name: str) -> list[str]:
    """The queues that a question goes on to from here, until the end or until one comes twice."""
    way: list[str] = []
    enquiry = scenario.queues[name].enquires
    while enquiry is not None and enquiry.at in scenario.queues and enquiry.at not in way:
        way.append(enquiry.at)
        enquiry = scenario.queues[enquiry.at].enquires
    return way
