"""A scenario made ready: everything that does not depend on luck, as tables."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from ccsim.plan.addresses import MOST_NEEDS_A_DAY
from ccsim.plan.causes import Causes, lower_causes
from ccsim.plan.channels import lower_doors
from ccsim.plan.customers import lower_segments, plain
from ccsim.plan.departments import (
    Desks,
    lower_departments,
    lower_passes,
    lower_regions,
    make_desks,
)
from ccsim.plan.expectations import lower_expectations
from ccsim.plan.grid import Grid, make_grid
from ccsim.plan.hours import day_starts
from ccsim.plan.incidents import Incidents, lower_incidents
from ccsim.plan.lowering import Lowering
from ccsim.plan.money import OWN, Prices, lower_prices
from ccsim.plan.needs import lower_breeding, lower_kind_queues, lower_kinds
from ccsim.plan.operating_model import lower_levers
from ccsim.plan.people import lower_talents, lower_tenure
from ccsim.plan.pit_stop import functions_cost, lower_areas, lower_lent_knowledge
from ccsim.plan.promises import lower_promises, lower_trust
from ccsim.plan.queues import lower_onward, lower_queue_teams, lower_queues, lower_team_queues
from ccsim.plan.records import Integers, Records, Tables
from ccsim.plan.regulator import Oversight, lower_oversight
from ccsim.plan.rosters import Roster, lower_roster
from ccsim.plan.satisfaction import lower_abroad, lower_courtesy
from ccsim.plan.state import AGENT, LIKE_TODAY, PERSON
from ccsim.plan.steering import old_model
from ccsim.plan.superiors import floor_walkers_paid, floor_walkers_pay
from ccsim.plan.teams import lower_knowledge, lower_teams
from ccsim.plan.transfers import lower_mistaken, lower_passed_to
from ccsim.plan.visits import lower_visits
from ccsim.rules.callers import MOST_CONTACTS
from ccsim.rules.handling import MOST_LEGS
from ccsim.spec.channels import BETWEEN_COMPANIES, CALLS
from ccsim.spec.money import amounts, per_ms
from ccsim.spec.scenario import Scenario
from ccsim.streams.luck import check_address


@dataclass(frozen=True)
class Plan:
    """A scenario lowered to tables: what a replication starts from."""

    scenario: Scenario
    tables: Tables
    incidents: Incidents
    roster: Roster
    grid: Grid
    kind_queue: Integers
    """[segment, kind]: the queue that is called."""
    breeding: Records
    """Which cases may be born of which."""
    day_starts: Integers
    """[days + 1]: local midnights, the horizon last."""
    queue_names: tuple[str, ...]
    team_names: tuple[str, ...]
    segment_names: tuple[str, ...]
    kind_names: tuple[str, ...]
    department_names: tuple[str, ...]
    agent_team: Integers
    old_ways: Records
    """Teams as those work who do not live the operating model's rules."""
    knowledge: Integers
    """[team, kind]: chance that whoever knows the trade knows the matter."""
    talent_shapes: tuple[int, ...]
    """[team]: the shape of how handle times differ from one person to the other, or -1."""
    tenure_shape: int
    """The shape of how long people have been here before the run, or -1."""
    pay_per_ms: npt.NDArray[np.float64]
    """[team], in the scenario's currency; nothing for a team that its vendor pays."""
    floor_walkers_paid: npt.NDArray[np.float64]
    """[team, cell]: milliseconds paid to floor-walkers in a cell of the grid."""
    floor_walkers_pay_per_ms: npt.NDArray[np.float64]
    """[team], in the scenario's currency."""
    functions_cost: npt.NDArray[np.float64]
    """[team, cell]: what people of other functions in the pit stop cost in a cell of the grid."""
    lent_knowledge: Integers
    """[kind]: the chance that one of these functions knows the matter."""
    margin_per_month: npt.NDArray[np.float64]
    """[segment], in the scenario's currency."""
    lifetime_value: npt.NDArray[np.float64]
    """[segment], in the scenario's currency."""
    cross_sell_revenue: npt.NDArray[np.float64]
    """[segment], of a sale."""
    team_courtesy: Integers
    """[team]: courtesy after training, in thousandths."""
    team_abroad: Integers
    """[team]: share of customers who hear that it is abroad, in thousandths."""
    expectations: Integers
    """[segment, day]: what customers expect beyond what is, in thousandths."""
    oversight: Oversight
    """By when cases must be solved, and what it costs where they are not."""
    causes: Causes
    """Why needs arise that need not, and how the organisation learns of it."""
    desks: Desks
    """What the desks of departments can do."""
    prices: Prices
    """What is paid beside the pay of own people."""
    currency: str | None
    busy_day: tuple[int, int]
    """Shape and scale of the busy-day factor, out of 2**16."""

    @property
    def total_days(self) -> int:
        """Simulated days."""
        return len(self.day_starts) - 1

    @property
    def warm_up_days(self) -> int:
        """Days at the start that are not measured."""
        return self.scenario.calendar.warm_up_total_days

    @property
    def horizon(self) -> int:
        """The end of the run."""
        return int(self.day_starts[-1])

    @property
    def warm_up_end(self) -> int:
        """The first measured instant."""
        return int(self.day_starts[self.warm_up_days])

    @property
    def day_dates(self) -> tuple[str, ...]:
        """ISO dates of the simulated days."""
        start = self.scenario.calendar.start
        return tuple((start + dt.timedelta(days=d)).isoformat() for d in range(self.total_days))

    @property
    def segment_codes(self) -> dict[int, int]:
        """Segment by its code, the upper half of `who`."""
        return {int(code): i for i, code in enumerate(self.tables.segments["code"])}

    @property
    def segment_count(self) -> Integers:
        """[segment]: customers at the start."""
        return np.asarray(self.tables.segments["count"], np.int64)

    @property
    def team_first_agent(self) -> Integers:
        """[team]: index of its first agent."""
        return np.asarray(self.tables.teams["first_agent"], np.int64)

    @property
    def queue_channel(self) -> tuple[str, ...]:
        """[queue]: by what people make contact there."""
        return tuple(queue.channel for queue in self.scenario.queues.values())

    @property
    def outbound_queue(self) -> int:
        """The queue from which the centre calls customers; -1: it calls nobody."""
        name = self.scenario.operating_model.outbound_queue
        return -1 if name is None else self.queue_names.index(name)

    @property
    def queue_of_calls(self) -> npt.NDArray[np.bool_]:
        """[queue]: whether somebody waits on the line, as call figures suppose.

        Whom the centre calls does not wait.
        """
        outbound = self.scenario.operating_model.outbound_queue
        both = zip(self.queue_names, self.queue_channel, strict=True)
        return np.array([name != outbound and channel in CALLS for name, channel in both], bool)

    @property
    def queue_of_customers(self) -> npt.NDArray[np.bool_]:
        """[queue]: whether customers come here, and not one company to another, or the centre."""
        outbound = self.scenario.operating_model.outbound_queue
        both = zip(self.queue_names, self.queue_channel, strict=True)
        return np.array([n != outbound and c != BETWEEN_COMPANIES for n, c in both], bool)

    @property
    def queue_effort(self) -> Integers:
        """[queue]: time that a contact takes the customer; -1: from dialling to the end."""
        efforts = [queue.time_of_customer for queue in self.scenario.queues.values()]
        return np.array([-1 if effort is None else effort for effort in efforts], np.int64)

    @property
    def team_at_once(self) -> Integers:
        """[team]: how many contacts each person has at a time, each on a row of the agents."""
        return np.asarray(self.tables.teams["at_once"], np.int64)

    def person_of(self, agents: Integers) -> Integers:
        """The first of the rows of the same person: whoever chats has several."""
        team = self.agent_team[agents]
        first = self.team_first_agent[team]
        return np.asarray(agents - (agents - first) % self.team_at_once[team], np.int64)

    @property
    def places(self) -> int:
        """How many people there are places for."""
        return int(self.team_places.sum())

    @property
    def team_places(self) -> Integers:
        """[team]: how many people there are places for."""
        return np.asarray(self.tables.teams["size"] // self.tables.teams["at_once"], np.int64)

    def place_of(self, agents: Integers) -> Integers:
        """Whose seat it is: the row of `State.people`."""
        people, team = self.team_places, self.agent_team[agents]
        before = np.cumsum(people) - people
        seat = agents - self.team_first_agent[team]
        return np.asarray(before[team] + seat // self.team_at_once[team], np.int64)


def make_plan(scenario: Scenario) -> Plan:
    """The plan of a scenario.

    Raises:
        UsageError: something in the scenario cannot be lowered, such as too heavy a tail.
    """
    lowering = Lowering(scenario)
    starts = np.array(day_starts(scenario.calendar), np.int64)
    busy_day, breeding = _busy_day(lowering), lower_breeding(lowering)
    talents, tenure = lower_talents(lowering), lower_tenure(lowering)
    incidents, causes = lower_incidents(lowering), lower_causes(lowering)
    tables = _tables(lowering, incidents)
    _check_luck(tables, len(starts) - 1)
    teams, grid = tables.teams, make_grid(scenario, starts)
    oversight = lower_oversight(scenario, starts)
    prices = lower_prices(scenario, starts)
    own = prices.vendor_of_team == OWN
    return Plan(
        scenario=scenario,
        tables=tables,
        incidents=incidents,
        roster=lower_roster(lowering, starts),
        grid=grid,
        kind_queue=lower_kind_queues(lowering),
        breeding=breeding,
        day_starts=starts,
        **_names(scenario),
        agent_team=np.repeat(np.arange(len(teams)), teams["size"]).astype(np.int64),
        old_ways=lower_teams(lowering, old_model(scenario.operating_model)),
        knowledge=lower_knowledge(lowering),
        talent_shapes=talents,
        tenure_shape=tenure,
        **_amounts(scenario, own),
        floor_walkers_paid=floor_walkers_paid(scenario, grid.edges, starts),
        functions_cost=functions_cost(scenario, grid),
        lent_knowledge=lower_lent_knowledge(lowering),
        team_courtesy=lower_courtesy(scenario),
        team_abroad=lower_abroad(scenario),
        expectations=lower_expectations(scenario, len(starts) - 1, oversight.period_ends),
        oversight=oversight,
        causes=causes,
        desks=make_desks(scenario, starts),
        prices=prices,
        currency=_currency(scenario),
        busy_day=busy_day,
    )


def _names(scenario: Scenario) -> dict[str, Any]:
    """The names of what there is, in the order of its numbers."""
    return {
        "queue_names": tuple(scenario.queues),
        "team_names": tuple(scenario.teams),
        "segment_names": tuple(scenario.customers),
        "kind_names": tuple(scenario.needs),
        "department_names": tuple(scenario.departments),
    }


def _amounts(scenario: Scenario, own: npt.NDArray[np.bool_]) -> dict[str, Any]:
    """What teams are paid, where the centre itself pays them, and what customers are worth."""
    teams, segments = scenario.teams.values(), scenario.customers.values()
    walkers = [per_ms(floor_walkers_pay(team)) for team in teams]
    return {
        "pay_per_ms": np.array([per_ms(team.pay) for team in teams]) * own,
        "floor_walkers_pay_per_ms": np.array(walkers) * own,
        "margin_per_month": plain(segment.margin for segment in segments),
        "lifetime_value": plain(segment.lifetime_value for segment in segments),
        "cross_sell_revenue": plain(segment.cross_sell.revenue for segment in segments),
    }


def _check_luck(tables: Tables, days: int) -> None:
    """Holds the widest addresses of luck to their places: no two draws may become one."""
    crowds = (tables.segments["count"], tables.teams["size"])
    kinds = int(tables.kinds["code"].max(initial=0))
    check_address(
        who=max(int(crowd.max(initial=1)) for crowd in crowds) - 1,
        case=(kinds << 16) | ((days - 1) << 4) | MOST_NEEDS_A_DAY,
        contact=MOST_CONTACTS,
        k=4 * (2 * MOST_LEGS + 1),
    )


def _busy_day(lowering: Lowering) -> tuple[int, int]:
    cv = lowering.scenario.demand.busy_day_cv
    return (lowering.shapes.row("gamma", (1 / cv**2,)) if cv > 0 else -1), 1 << 16


def _tables(lowering: Lowering, incidents: Incidents) -> Tables:
    queues, teams = lower_queues(lowering), lower_teams(lowering, lowering.scenario.operating_model)
    segments, kinds = lower_segments(lowering), lower_kinds(lowering)
    departments, levers = lower_departments(lowering), lower_levers(lowering)
    team_queues, team_priority, helps_out = lower_team_queues(lowering)
    onward, onward_chance = lower_onward(lowering)
    mistaken, mistaken_chance = lower_mistaken(lowering)
    visits = lower_visits(lowering)
    opens, closes = lowering.spans()
    return Tables(
        queues=queues,
        teams=teams,
        segments=segments,
        kinds=kinds,
        departments=departments,
        regions=lower_regions(lowering),
        passes_on=lower_passes(lowering),
        levers=levers,
        incidents=incidents.rows,
        queue_teams=lower_queue_teams(lowering),
        team_queues=team_queues,
        team_priority=team_priority,
        helps_out=helps_out,
        onward=onward,
        onward_chance=onward_chance,
        doors=lower_doors(lowering),
        mistaken=mistaken,
        mistaken_chance=mistaken_chance,
        passed_to=lower_passed_to(lowering),
        areas=lower_areas(lowering),
        shapes=lowering.shapes.tables(),
        opens=opens,
        closes=closes,
        promises=lower_promises(lowering),
        visits=visits,
        trust=lower_trust(lowering),
    )


def first_agents(plan: Plan) -> Records:
    """All agents as they are before the first day: at home."""
    agents = np.zeros(len(plan.agent_team), AGENT)
    teams = plan.tables.teams
    agents["team"] = plan.agent_team
    number = np.arange(len(agents)) - teams["first_agent"][plan.agent_team]
    agents["who"] = (teams["code"][plan.agent_team] << 32) | number
    for name in ("before", "behind", "case"):
        agents[name] = -1
    for name in LIKE_TODAY:
        agents[name] = teams[name][plan.agent_team]
    return agents


def first_people(plan: Plan) -> Records:
    """Who works in each place before the first day."""
    size = plan.team_places
    people = np.zeros(plan.places, PERSON)
    people["team"] = np.repeat(np.arange(len(size)), size)
    place = np.arange(len(people)) - np.repeat(np.cumsum(size) - size, size)
    people["who"] = (plan.tables.teams["code"][people["team"]] << 32) | place
    return people


def _currency(scenario: Scenario) -> str | None:
    return next((amount.currency for _, amount in amounts(scenario)), None)
