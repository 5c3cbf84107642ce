"""The catalogue of metrics: every number that is reported, with its definition and its source."""

from ccsim.metrics.catalogue import (
    arrivals,
    case_tails,
    cases,
    causes,
    channels,
    contacts,
    departments,
    enquiries,
    experience,
    front_door,
    incidents,
    leaving,
    money,
    needs,
    people,
    pit_stop,
    promises,
    regulator,
    reports,
    reputation,
    sales,
    satisfaction,
    steering,
    superiors,
    transfers,
    visits,
    workforce,
)
from ccsim.metrics.catalogue.metric import Metric

__all__ = ["CATALOGUE", "HEADLINES", "Metric"]

CATALOGUE: dict[str, Metric] = {
    metric.name: metric
    for metric in (
        *arrivals.METRICS,
        *enquiries.METRICS,
        *front_door.METRICS,
        *contacts.METRICS,
        *people.METRICS,
        *workforce.METRICS,
        *pit_stop.METRICS,
        *cases.METRICS,
        *departments.METRICS,
        *needs.METRICS,
        *case_tails.METRICS,
        *satisfaction.METRICS,
        *incidents.METRICS,
        *promises.METRICS,
        *visits.METRICS,
        *money.METRICS,
        *channels.METRICS,
        *superiors.METRICS,
        *steering.METRICS,
        *transfers.METRICS,
        *regulator.METRICS,
        *causes.METRICS,
        *experience.METRICS,
        *leaving.METRICS,
        *reputation.METRICS,
        *sales.METRICS,
        *reports.METRICS,
    )
}
"""All metrics by name, in the order in which they are shown."""

HEADLINES: tuple[str, ...] = tuple(name for name, metric in CATALOGUE.items() if metric.headline)
"""The metrics by which a comparison judges."""
