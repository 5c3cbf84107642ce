"""A scenario: one complete set of facts about a centre, its customers and its rules."""

from typing import Final, Literal

from ccsim.spec.calendar import Calendar
from ccsim.spec.customers import Segment
from ccsim.spec.demand import Demand
from ccsim.spec.departments import Department
from ccsim.spec.evidence import Evidence
from ccsim.spec.fields import Facts, Name
from ccsim.spec.imports import Imports
from ccsim.spec.incidents import Incident
from ccsim.spec.measures import Measures
from ccsim.spec.needs import Need
from ccsim.spec.operating_model import OperatingModel
from ccsim.spec.pit_stop import PitStop
from ccsim.spec.queues import Queue
from ccsim.spec.regulator import Regulator
from ccsim.spec.reputation import Market
from ccsim.spec.teams import Team
from ccsim.spec.transition import Transition
from ccsim.spec.vendors import Vendor

ABOUT_THE_FILE: Final = ("format", "name", "why", "imports", "evidence")
"""What a file says of itself: no facts of the centre, and nothing that is played depends on it."""


class Scenario(Facts):
    """One complete set of facts: what a run needs, and nothing about how it is run."""

    format: Literal[1] = 1
    """Version of the file format."""
    name: str = ""
    """A short name for people."""
    why: str = ""
    """What this scenario is there to show, in a sentence."""
    calendar: Calendar
    """The simulated stretch of time."""
    demand: Demand = Demand()
    """The shape of the week and the day."""
    customers: dict[Name, Segment] = {}
    """Customers, by segment."""
    needs: dict[Name, Need] = {}
    """What customers need, by kind."""
    queues: dict[Name, Queue]
    """Queues, by name."""
    teams: dict[Name, Team]
    """Teams, by name."""
    vendors: dict[Name, Vendor] = {}
    """Firms that employ teams, by the name that those give as their employer."""
    departments: dict[Name, Department] = {}
    """Departments, by name."""
    incidents: dict[Name, Incident] = {}
    """Outages that strike many customers at once, by name."""
    operating_model: OperatingModel = OperatingModel()
    """The levers of the organisation."""
    pit_stop: PitStop | None = None
    """Groups that leave the floor for a week, to solve whatever comes and to learn from it."""
    regulator: Regulator = Regulator()
    """Who watches over the company from outside."""
    market: Market = Market()
    """The people among whom the company has its name."""
    transition: Transition | None = None
    """The change from an old operating model to this one."""
    measures: Measures = Measures()
    """Thresholds and windows of the metrics."""
    evidence: dict[str, Evidence] = {}
    """What is known of single facts, by their paths: ranges that go before those of the literature
    where `robustness` and reports ask; `queues.*.talk` speaks of that fact of all queues."""
    imports: Imports = Imports()
    """How the files that are brought to it are read: the names of their columns."""
