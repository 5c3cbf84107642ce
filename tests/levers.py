"""Each lever alone: the metric it is meant to move, and whether it does, with common luck.

python tests/levers.py            prints the table, for people; some minutes
"""

from collections.abc import Iterator
from dataclasses import dataclass

import lever_worlds as given
from ccsim.experiments.compare import Difference, compare
from ccsim.spec.loading import load
from directions import SMALL, Way, goes
from shipped import SCENARIOS

REPLICATIONS = 8
HEADING = (
    "| lever | row | metric | paired difference (95 %) | n | verdict |\n|---|---|---|---|---|---|"
)


@dataclass(frozen=True)
class Lever:
    """One change of rules, and where it is meant to show first."""

    row: str
    """The mechanism, by its row."""
    sets: tuple[str, ...]
    """What is changed, as after `--set`."""
    metric: str
    way: Way
    """Which way the metric is meant to go."""
    in_a_world: tuple[str, ...] = ()
    """What is set on both sides, so that there is something to change."""

    @property
    def name(self) -> str:
        """What is changed, in a line."""
        return "; ".join(self.sets)


@dataclass(frozen=True)
class Effect:
    """What came of a lever."""

    lever: Lever
    difference: Difference

    @property
    def shown(self) -> bool:
        """Whether the metric is established to go the way that was meant."""
        return goes(self.difference) == self.lever.way

    def __str__(self) -> str:
        one, lever = self.difference, self.lever
        words = "as meant" if self.shown else goes(one) or "not established"
        interval = f"{one.mean:+.4g} ({one.low:+.4g} to {one.high:+.4g}) {one.unit}"
        return f"| `{lever.name}` | {lever.row} | `{one.metric}` | {interval} | {one.n} | {words} |"


def effect(lever: Lever) -> Effect:
    """Plays the small scripted centre with and without a lever."""
    base = SCENARIOS / "scripted_call_center.yaml"
    before = load(base, [*SMALL, *lever.in_a_world])
    after = load(base, [*SMALL, *lever.in_a_world, *lever.sets])
    found = compare([before, after], replications=REPLICATIONS, workers=1).differences
    return Effect(lever, next(one for one in found if one.metric == lever.metric))


def table(levers: tuple[Lever, ...]) -> Iterator[str]:
    """The rows of the table as they are done."""
    yield HEADING
    for lever in levers:
        yield str(effect(lever))


LEVERS = (
    Lever("S004-15", ("pit_stop={team: stop, floor: front, size: 2}",), "mean_wait_s", "up",
          given.STOP),
    Lever("S004-17", (f"pit_stop.functions={given.EXPERTS}",), "true_fcr", "up", given.ONCE),
    Lever("S004-23", ("pit_stop.script_adherence_after=0.2",), "true_fcr", "up", given.ONCE),
    Lever("S004-24", ("pit_stop.uplift={ownership: 0.9}",), "failure_demand_rate", "down",
          given.ONCE),
    Lever("S004-26", ("pit_stop.implementation_fidelity=0",), "true_fcr", "down",
          (*given.ONCE, "pit_stop.script_adherence_after=0.2")),
    Lever("S004-08", ("operating_model.authority=exception",), "true_fcr", "up"),
    Lever("S003-15", ("operating_model.script_adherence=0.2",), "true_fcr", "up"),
    Lever("S002-25", ("operating_model.shared_notes=1.0",), "contacts_per_case", "down",
          given.AMPLE),
    Lever("S004-09", ("operating_model.ownership=0.8",), "failure_demand_rate", "down",
          given.AMPLE),
    Lever("S001-19", ("operating_model.escalation=real",), "true_fcr", "up", given.REAL),
    Lever("S001-36", ("operating_model.escalation=none",), "aht_s", "down"),
    Lever("S001-20", ("queues.front.ivr.contains=0.3",), "contacts_per_case", "up", given.MENU),
    Lever("S001-20", ("queues.front.ivr.hangs_up=0.3",), "redial_rate", "up", given.MENU),
    Lever("S002-21", ("queues.front.advertised_hours=24/7",), "contacts_per_case", "up"),
    Lever("E-CBK-01", ("queues.front.callback={accepts: 0.6}",), "abandon_rate", "down"),
    Lever("S003-06", ("operating_model.superiors.available=0.35",), "true_fcr", "down", given.UP),
    Lever("S003-10", (f"operating_model.recorded_consent={given.CONSENT}",), "true_fcr", "up",
          given.AMPLE),
    Lever("S003-12", (f"teams.front.floor_walkers={given.WALKERS}",), "true_fcr", "up",
          given.AMPLE),
    Lever("S003-02", ("needs.billing_error.data_error=0.3",), "true_fcr", "down", given.ADJUST),
    Lever("S001-37", ("needs.cancellation.obstacles=3",), "contacts_per_case", "up", given.AMPLE),
    Lever("S000-14", ("needs.technical_fault.mandatory_time=3m",), "aht_s", "up"),
    Lever("S003-05", ("operating_model.workarounds=0.0",), "resolution_rate", "up", given.AMPLE),
    Lever(
        "S001-22", ("customers.consumer.doors=[{queue: social, chance: 0.3}]",),
        "resolution_rate", "up", (*given.AMPLE, *given.SOCIAL),
    ),
    Lever("S001-23", ("operating_model.publicity=1.0",), "answer_time_s", "down", given.SHARED),
    Lever(
        "S001-24", ("customers.consumer.returns_to_door=1.0",), "public_complaints", "up",
        (
            *given.AMPLE, *given.SOCIAL, "needs.billing_error.per_customer_year=3",
            "customers.consumer.doors=[{queue: social, chance: 0.3}]",
        ),
    ),
    Lever(
        "S002-23", ("customers.consumer.doors=[{queue: president, chance: 0.2, after: 3}]",),
        "resolution_rate", "up", (*given.AMPLE, *given.PRESIDENT),
    ),
    Lever(
        "S003-07", ("customers.business.first_door=[{queue: adviser, chance: 1.0}]",),
        "time_to_resolve_s", "down", (*given.AMPLE, *given.ADVISER),
    ),
    Lever(
        "S004-01", ("needs.information.channels=[{queue: mail, chance: 0.5}]",),
        "offered", "down", (*given.AMPLE, *given.MAIL),
    ),
    Lever("S002-07", ("operating_model.passes_on=0.3",), "transfers_per_case", "up"),
    Lever("S002-27", ("operating_model.blind_transfers=0.5",), "lost_in_transfer", "up"),
    Lever("S002-28", ("operating_model.dumping_detected=0.3",), "dumping_rate", "down",
          given.DUMPING),
    Lever("S002-26", (given.MISTAKEN,), "misdirected_rate", "up"),
    Lever("S001-34", given.TOWEL, "gave_up_rate", "up", (*given.AMPLE, *given.DUMPING)),
    Lever("S002-05", ("operating_model.system_fragmentation=0.2",), "aht_s", "down", given.APART),
    Lever("S002-06", ("operating_model.inter_site_delay=1d",), "time_to_resolve_s", "up",
          given.ABROAD),
    Lever("S002-18", ("operating_model.agent_affinity=1",), "distinct_agents_per_case", "down"),
    Lever(
        "S004-19",
        ("operating_model.padding=waived",),
        "time_to_repair_s",
        "down",
        ("departments.network.padding=2d", "departments.billing.padding=2d", *given.AMPLE),
    ),
    Lever(
        "S000-15",
        ("departments.network.fixes_on_spot=0.8",),
        "hand_offs_per_ticket",
        "down",
        (
            "departments.network.passes_to=provisioning",
            "departments.network.passes_on=[0.44, 0.48, 0.51, 0.65]",
            "departments.provisioning.staff=100",
            *given.AMPLE,
        ),
    ),
    Lever("S000-06", ("departments.network.recovers=0.2",), "contacts_per_case", "down",
          given.AMPLE),
    Lever(
        "S002-12",
        ("needs.order_change.breeds=[{need: technical_fault, chance: 0.1}]",),
        "arrivals",
        "up",
        given.AMPLE,
    ),
    Lever("S002-32", ("needs.technical_fault.recurs=0.15",), "failure_demand_rate", "up",
          given.AMPLE),
    Lever("S001-09", ("teams.front.perception.understood=0.75",), "true_fcr", "down", given.AMPLE),
    Lever("S001-09", ("teams.front.perception.abroad=1",), "satisfaction", "down",
          ("measures.satisfaction.answered_from_abroad=5",)),
    Lever("S000-11", ("teams.front.courtesy=1.0",), "satisfaction", "up"),
    Lever("S001-21", ("operating_model.empathy_training=1.0",), "satisfaction", "up"),
    Lever("S002-22", ("operating_model.marketing_promise=1.0",), "satisfaction", "down"),
    Lever(
        "E-CHU-09", ("incidents.cable.announced=0.8",), "calls_per_customer_struck", "down",
        given.OUTAGE
    ),
    Lever(
        "S001-18", given.every_desk("promise={date: estimated, bias: 1.0}"), "chases", "down",
        given.TOO_SOON
    ),
    Lever("S002-08", given.every_desk("follows_up=0.8"), "chases", "down", given.TOO_SOON),
    Lever(
        "S000-09", given.every_desk("updates={accepted: 1.0, scheduled: 1.0}"), "chases", "down",
        (*given.TOO_SOON, *given.CALMS),
    ),
    Lever("S002-19", ("customers.consumer.trust={broken: 0.3}",), "chases", "up", given.TOO_SOON),
    Lever(
        "S003-21", ("customers.consumer.trust.kept=0.3",), "chases", "down",
        (*given.TOO_SOON, "customers.consumer.trust={broken: 0.3}"),
    ),
    Lever(
        "S000-10", ("departments.network.visits.self_book=1.0",), "no_access_rate", "down",
        given.VISITED,
    ),
    Lever(
        "S000-12", ("departments.network.visits.technicians=2",), "visits_per_week", "up",
        (*given.VISITED, "departments.network.visits.technicians=1"),
    ),
    Lever(
        "S001-17",
        (
            "operating_model.status_calls=outbound", "operating_model.outbound_queue=status",
            "queues.status={teams: [front]}",
        ),
        "outbound_contacts", "up", (*given.TOO_SOON, "operating_model.ownership=0.8"),
    ),
    Lever(
        "S002-29", ("customers.consumer.complains.monthly=0.5",), "time_to_resolve_s", "down",
        (*given.AMPLE, *given.DESK),
    ),
    Lever(
        "S000-16", ("regulator.measure_party=provider",), "within_target_rate", "up", given.WATCHED
    ),
    Lever(
        "S001-27", ("regulator.inspects={cases_per_month: 300}", "regulator.fine=1000 EUR"),
        "fines", "up", given.WATCHED,
    ),
    Lever(
        "S001-26", ("customers.business.sla={repair_within: 2, credit: 8 EUR/day}",),
        "sla_credits", "up", ("needs.technical_fault.clock=repair",),
    ),
    Lever(
        "S001-08", ("customers.consumer.leaving.outage_loss=1.0",), "churn_rate", "up",
        given.OUTAGES
    ),
    Lever(
        "S003-03", ("needs.billing_error.deadline={after: {exponential: 2d}}",),
        "resolution_rate", "down", given.AMPLE,
    ),
    Lever(
        "S003-22", ("needs.billing_error.deadline={after: {exponential: 1d}}",),
        "deadline_missed_rate", "up",
        (*given.AMPLE, "needs.billing_error.deadline={after: {exponential: 7d}}"),
    ),
    Lever(
        "S002-30", ("customers.consumer.persistence={spread: 1.5}",), "gave_up_rate", "down",
        (*given.AMPLE, "customers.consumer.gives_up=0.3"),
    ),
    Lever(
        "S002-30", ("customers.consumer.persistence={tires: 1.0}",), "gave_up_rate", "up",
        given.AMPLE,
    ),
    Lever(
        "S004-11", ("teams.front.learning={slower: 0.64, lacks: 0.4}",), "true_fcr", "down",
        given.LEAVE
    ),
    Lever(
        "S004-11", ("teams.front.learning.mentored=0.36",), "aht_s", "down",
        (*given.LEAVE, "teams.front.learning={slower: 0.64}"),
    ),
    Lever("S002-03", ("teams.front.turnover.yearly=8",), "true_fcr", "down",
          (*given.LEAVE, *given.NOVICES)),
    Lever("E-ATT-03", ("teams.front.script_adherence=0.2",), "agents_quit", "down",
          (*given.LEAVE, "teams.front.turnover.by_script=0.8")),
    Lever("E-ATT-05", ("teams.front.turnover.by_workload=1.5",), "agents_quit", "up", given.BUSY),
    Lever("S001-32", ("teams.front.stress={angry: 3, powerless: 2, memory: 1w}",), "agents_quit",
          "up", (*given.LEAVE, "teams.front.turnover.by_stress=6")),
    Lever("S001-32", ("teams.front.stress.tolerance=0.8",), "team_stress", "down",
          (*given.LEAVE, "teams.front.stress={angry: 3, powerless: 2, memory: 1w}")),
    Lever("E-ATT-06", ("teams.front.stress={angry: 3, powerless: 2, memory: 1w, absence: 5}",),
          "absences", "up"),
    Lever("S001-33", ("teams.front.stress={lies: 3, memory: 1w}",), "team_stress", "up",
          ("teams.front.stress={workload: 0.01, memory: 1w}", *given.LIES)),
    Lever("S003-16", ("teams.front.turnover.by_underuse=2",), "agents_quit", "up",
          (*given.LEAVE, "teams.front.talents={education: 0.8}")),
    Lever("S003-16", ("teams.front.talents={education: 0.8, gain: 0.5}",), "true_fcr", "up",
          (*given.AMPLE, "teams.front.script_adherence=0.2")),
    Lever("S004-10", ("teams.front.hiring.knowledge=0.5",), "true_fcr", "up", given.LEAVE),
    Lever("S004-10", ("teams.front.hiring.ownership=0.5",), "owner_calls", "up", given.LEAVE),
    Lever("S004-11", ("teams.front.hiring.lead=2w",), "unfilled_share", "up", given.LEAVE),
    Lever("S004-11", ("teams.front.hiring.training=1w",), "training_s", "up", given.LEAVE),
    Lever("S004-02", (given.VOICE, given.LEARNS[-1]), "caused_cases", "down", given.CAUSES),
    Lever(
        "S004-04", ("operating_model.voice_of_customer.funded=0",), "caused_cases", "up",
        given.LEARNS
    ),
    Lever(
        "S004-03", ("operating_model.voice_of_customer.owner=true",), "caused_cases", "down",
        (*given.SELDOM, "operating_model.voice_of_customer.owner_raises=5"),
    ),
    Lever("S000-17", ("operating_model.leadership_priority=5",), "caused_cases", "down",
          given.SELDOM),
    Lever("S004-26", ("operating_model.implementation_fidelity=0",), "caused_cases", "up",
          given.LEARNS),
    Lever("S001-12", ("operating_model.manager_exposure=100h",), "caused_cases", "down",
          given.LEARNS),
    Lever("S001-02", ("teams.front.exposure=0",), "caused_cases", "up", given.OVERHEARD),
    Lever(
        "S004-22", ("operating_model.sample={queue: second_line, share: 0.2}",),
        "caused_cases", "down", given.LEARNS,
    ),
    Lever("S001-14", ("customers.consumer.leaving.open_case=20",), "churn_rate", "up"),
    Lever(
        "E-CHU-03", ("customers.consumer.leaving.unsolved=20",), "churn_rate", "up",
        (*given.RESTLESS, "customers.consumer.gives_up=0.3"),
    ),
    Lever(
        "S001-38", ("customers.consumer.leaving.inertia=0.0",), "churn_rate", "up",
        (*given.RESTLESS, "customers.consumer.leaving.inertia=0.8"),
    ),
    Lever(
        "S001-38", ("market.choice=1.0",), "churn_rate", "up",
        (*given.RESTLESS, "customers.consumer.leaving.inertia=0.8"),
    ),
    Lever(
        "S003-11", ("customers.business.leaving.sensitivity=4.0",), "value_churn_rate", "up",
        given.RESTLESS,
    ),
    Lever("S001-15", ("customers.consumer.leaving.friends=20",), "churn_rate", "up", given.TALK),
    Lever(
        "S002-01", ("customers.consumer.leaving.publications=4",), "churn_rate", "up",
        (*given.TALK, "market.population=25000"),
    ),
    Lever(
        "S002-33", ("customers.consumer.deterred=0.5",), "offered", "down",
        ("market.ill_fame=0.5",),
    ),
    Lever(
        "S003-17", ("customers.consumer.cross_sell.chance=0.1",), "cross_sales", "up",
        ("customers.consumer.cross_sell.chance=0.01",),
    ),
    Lever("S003-14", ("customers.consumer.expectation_drift=1.0",), "satisfaction", "down"),
    Lever(
        "S000-03", ("regulator.reporting={informs: 0.5}",), "satisfaction", "up",
        ("operating_model.marketing_promise=1.0", "regulator.period=month"),
    ),
    Lever("S003-19", ("operating_model.kpi.close_fast_bias=0.5",), "true_fcr", "down",
          (*given.TIMED, *given.AMPLE)),
    Lever("S003-19", ("operating_model.kpi.hurries=0.3",), "aht_s", "down",
          (*given.TIMED, *given.AMPLE)),
    Lever("S004-07", ("operating_model.kpi.close_fast_bias=0.5",), "contacts_per_case", "up",
          (*given.TIMED, *given.AMPLE)),
    Lever("S003-19", ("operating_model.kpi={looks_further: 0.3, looking_time: 3m}",), "true_fcr",
          "up", ("operating_model.kpi_regime=resolution", *given.AMPLE)),
    Lever("S004-12", ("operating_model.tools={faster: 0.1}",), "aht_s", "down"),
    Lever("S004-12", ("operating_model.tools={tells: 0.2, cost: 40 EUR/month}",), "true_fcr",
          "up", given.AMPLE),
    Lever("S000-13", ("operating_model.conversation_training={courtesy: 0.5}",), "satisfaction",
          "up"),
    Lever("S000-13", ("operating_model.conversation_training={dates: 0.5}",), "chases", "down",
          given.TOO_SOON),
    Lever("S004-14", ("operating_model.backoffice_alignment=1.0",), "time_to_resolve_s", "down",
          given.PADDED),
    Lever("S004-26", ("operating_model.implementation_fidelity=0.6",), "true_fcr", "up",
          given.BEFORE),
)  # fmt: skip

if __name__ == "__main__":
    for line in table(LEVERS):
        print(line, flush=True)
