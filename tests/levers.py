"""Each lever alone: the metric it is meant to move, and whether it does, with common luck.

python tests/levers.py            prints the table, for people; some minutes
"""

from collections.abc import Iterator
from dataclasses import dataclass

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


# With enough people, what a lever does to a case is not hidden by what it does to the queue.
_AMPLE = ("teams.front.headcount=12", "teams.second_line.headcount=4")
_REAL = (
    "operating_model.escalation_queue=second_line",
    "teams.second_line.authority=full",
    *_AMPLE,
)
_MENU = ("queues.front.ivr={time: {constant: 45s}}", *_AMPLE)
_UP = (*_REAL, "operating_model.escalation=real")
_ADJUST = ("operating_model.authority=adjust", *_AMPLE)
_CONSENT = "{authority: adjust, time: 1m}"
_WALKERS = "{count: 3, authority: adjust, knowledge: 0.95, time: 3m}"

_SOCIAL = (
    "queues.social={teams: [social], channel: social, effort: 5m}",
    "teams.social={headcount: 3, authority: exception, script_adherence: 0.2, knowledge: 0.9}",
)
_SHARED = (
    "queues.social={teams: [front], channel: social, effort: 5m}",
    "customers.consumer.doors=[{queue: social, chance: 0.3}]",
    "teams.front.headcount=2",
)
_PRESIDENT = (
    "queues.president={teams: [president], channel: executive_office}",
    "teams.president={headcount: 2, authority: full, script_adherence: 0.0}",
)
_ADVISER = (
    "queues.adviser={teams: [adviser], channel: account_manager}",
    "teams.adviser={headcount: 6, authority: full, script_adherence: 0.0, knowledge: 0.95}",
)
_MAIL = ("queues.mail={teams: [front], channel: email, effort: 5m, priority: 9}",)
_DUMPING = (
    "operating_model.passes_on=0.3",
    "needs.billing_error.passed_to=[second_line, front]",
    "needs.technical_fault.passed_to=[second_line, front]",
)
_TOWEL = tuple(f"customers.{name}.gives_up_per_pass=0.3" for name in ("consumer", "business"))
_MISTAKEN = "needs.billing_error.mistaken_for={technical_fault: 0.5}"
_APART = (
    "operating_model.system_fragmentation=0.6",
    "operating_model.fragmentation_time=90s",
    "operating_model.fragmentation_errors=0.2",
)
_ABROAD = ("departments.network.site=abroad", *_AMPLE)
_OUTAGE = (
    (
        "incidents.cable={need: technical_fault, at: 2026-02-03 10:00, "
        "strikes: {consumer: 0.05, business: 0.05}, repair: {constant: 12h}, "
        "notices: {exponential: 2h}}"
    ),
    *_AMPLE,
)
_DESKS = ("billing", "network", "provisioning", "retention")


def _every_desk(fact: str) -> tuple[str, ...]:
    return tuple(f"departments.{desk}.{fact}" for desk in _DESKS)


_DATED = (*_AMPLE, "operating_model.authority=full")
_TOO_SOON = (*_DATED, *_every_desk("promise={date: estimated, bias: 0.5}"))
_CALMS = ("customers.consumer.update_calms=0.5", "customers.business.update_calms=0.5")
_VISITED = (
    *_AMPLE,
    "departments.network.visits={share: 1.0, technicians: 8, on_site: {constant: 1h}}",
    "departments.network.visits.no_access=0.15",
)

_DESK = (
    "queues.desk={teams: [seniors]}",
    "teams.seniors={headcount: 2, authority: full, script_adherence: 0.0, knowledge: 0.9}",
    "regulator.queue=desk",
)
_LEAVE = (*_AMPLE, "teams.front.turnover={yearly: 4}")
# Few callers with long talks keep everybody busy: more than half a year shows a leaver or two.
_BUSY = (
    "teams.front.turnover={yearly: 0.25}", "teams.front.headcount=20",
    "teams.front.talk_factor=20", "queues.front.lines=600", "calendar.weeks=35",
)  # fmt: skip
_NOVICES = ("teams.front.learning={slower: 0.64, lacks: 0.4}",)
_LIES = _every_desk("promise={says: 1h}")
_WATCHED = ("regulator.targets={f: {needs: [technical_fault], within: 2}}", "measures.follow_up=7d")
_OUTAGES = (
    "needs.technical_fault.stops_business=true",
    "needs.technical_fault.per_customer_year=2",
    "customers.consumer.loss_per_hour=1 EUR/h",
)
_CAUSES = (
    "needs.billing_error.causes={tariff: {share: 0.5, fixable_by: billing}}",
    "needs.billing_error.causes.form={share: 0.4, fixable_by: billing, defect_of: procedure}",
    *_AMPLE,
)
_VOICE = "operating_model.voice_of_customer={coded: 0.8, every: 7d, funded: 0.8}"
_LEARNS = (*_CAUSES, _VOICE, "operating_model.voice_of_customer.delay={constant: 2d}")
_OVERHEARD = (*_LEARNS, "operating_model.manager_exposure=100h", "teams.second_line.exposure=0")
_SELDOM = (*_LEARNS, "operating_model.voice_of_customer.funded=0.2")

_RESTLESS = (
    *(f"customers.{name}.leaving.monthly=0.1" for name in ("consumer", "business")),
    *(f"customers.{name}.leaving.open_case=20" for name in ("consumer", "business")),
)
_TALK = (*_RESTLESS, "customers.consumer.tells={complaint: 0.74, posts: 0.09}")
_TIMED = ("operating_model.kpi_regime=handle_time", "operating_model.kpi.target_talk=6m")
_PADDED = (*_every_desk("padding=3d"), *_DATED)
_BEFORE = (
    "operating_model.before={authority: inform, script_adherence: 0.95, ownership: 0.1}",
    "operating_model.authority=exception", "operating_model.script_adherence=0.2",
    "operating_model.ownership=0.6", "operating_model.implementation_fidelity=0.0", *_AMPLE,
)  # fmt: skip

_STOP = (
    "teams.stop={headcount: 2, hours: 'Mo-Fr 09:00-18:00', authority: full, script_adherence: 0.0}",
    "queues.stop={teams: [stop, front]}",
    "operating_model.sample={queue: stop, share: 0.3}",
)
_ONCE = (*_AMPLE, *_STOP, "pit_stop={team: stop, floor: front, size: 2, rotations: 3}")
_EXPERTS = "{technology: {needs: [technical_fault, order_change], knowledge: 1.0, authority: full}}"

LEVERS = (
    Lever("S004-15", ("pit_stop={team: stop, floor: front, size: 2}",), "mean_wait_s", "up",
          _STOP),
    Lever("S004-17", (f"pit_stop.functions={_EXPERTS}",), "true_fcr", "up", _ONCE),
    Lever("S004-23", ("pit_stop.script_adherence_after=0.2",), "true_fcr", "up", _ONCE),
    Lever("S004-24", ("pit_stop.uplift={ownership: 0.9}",), "failure_demand_rate", "down", _ONCE),
    Lever("S004-26", ("pit_stop.implementation_fidelity=0",), "true_fcr", "down",
          (*_ONCE, "pit_stop.script_adherence_after=0.2")),
    Lever("S004-08", ("operating_model.authority=exception",), "true_fcr", "up"),
    Lever("S003-15", ("operating_model.script_adherence=0.2",), "true_fcr", "up"),
    Lever("S002-25", ("operating_model.shared_notes=1.0",), "contacts_per_case", "down", _AMPLE),
    Lever("S004-09", ("operating_model.ownership=0.8",), "failure_demand_rate", "down", _AMPLE),
    Lever("S001-19", ("operating_model.escalation=real",), "true_fcr", "up", _REAL),
    Lever("S001-36", ("operating_model.escalation=none",), "aht_s", "down"),
    Lever("S001-20", ("queues.front.ivr.contains=0.3",), "contacts_per_case", "up", _MENU),
    Lever("S001-20", ("queues.front.ivr.hangs_up=0.3",), "redial_rate", "up", _MENU),
    Lever("S002-21", ("queues.front.advertised_hours=24/7",), "contacts_per_case", "up"),
    Lever("E-CBK-01", ("queues.front.callback={accepts: 0.6}",), "abandon_rate", "down"),
    Lever("S003-06", ("operating_model.superiors.available=0.35",), "true_fcr", "down", _UP),
    Lever("S003-10", (f"operating_model.recorded_consent={_CONSENT}",), "true_fcr", "up", _AMPLE),
    Lever("S003-12", (f"teams.front.floor_walkers={_WALKERS}",), "true_fcr", "up", _AMPLE),
    Lever("S003-02", ("needs.billing_error.data_error=0.3",), "true_fcr", "down", _ADJUST),
    Lever("S001-37", ("needs.cancellation.obstacles=3",), "contacts_per_case", "up", _AMPLE),
    Lever("S000-14", ("needs.technical_fault.mandatory_time=3m",), "aht_s", "up"),
    Lever("S003-05", ("operating_model.workarounds=0.0",), "resolution_rate", "up", _AMPLE),
    Lever(
        "S001-22", ("customers.consumer.doors=[{queue: social, chance: 0.3}]",),
        "resolution_rate", "up", (*_AMPLE, *_SOCIAL),
    ),
    Lever("S001-23", ("operating_model.publicity=1.0",), "answer_time_s", "down", _SHARED),
    Lever(
        "S001-24", ("customers.consumer.returns_to_door=1.0",), "public_complaints", "up",
        (
            *_AMPLE, *_SOCIAL, "needs.billing_error.per_customer_year=3",
            "customers.consumer.doors=[{queue: social, chance: 0.3}]",
        ),
    ),
    Lever(
        "S002-23", ("customers.consumer.doors=[{queue: president, chance: 0.2, after: 3}]",),
        "resolution_rate", "up", (*_AMPLE, *_PRESIDENT),
    ),
    Lever(
        "S003-07", ("customers.business.first_door=[{queue: adviser, chance: 1.0}]",),
        "time_to_resolve_s", "down", (*_AMPLE, *_ADVISER),
    ),
    Lever(
        "S004-01", ("needs.information.channels=[{queue: mail, chance: 0.5}]",),
        "offered", "down", (*_AMPLE, *_MAIL),
    ),
    Lever("S002-07", ("operating_model.passes_on=0.3",), "transfers_per_case", "up"),
    Lever("S002-27", ("operating_model.blind_transfers=0.5",), "lost_in_transfer", "up"),
    Lever("S002-28", ("operating_model.dumping_detected=0.3",), "dumping_rate", "down", _DUMPING),
    Lever("S002-26", (_MISTAKEN,), "misdirected_rate", "up"),
    Lever("S001-34", _TOWEL, "gave_up_rate", "up", (*_AMPLE, *_DUMPING)),
    Lever("S002-05", ("operating_model.system_fragmentation=0.2",), "aht_s", "down", _APART),
    Lever("S002-06", ("operating_model.inter_site_delay=1d",), "time_to_resolve_s", "up", _ABROAD),
    Lever("S002-18", ("operating_model.agent_affinity=1",), "distinct_agents_per_case", "down"),
    Lever(
        "S004-19",
        ("operating_model.padding=waived",),
        "time_to_repair_s",
        "down",
        ("departments.network.padding=2d", "departments.billing.padding=2d", *_AMPLE),
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
            *_AMPLE,
        ),
    ),
    Lever("S000-06", ("departments.network.recovers=0.2",), "contacts_per_case", "down", _AMPLE),
    Lever(
        "S002-12",
        ("needs.order_change.breeds=[{need: technical_fault, chance: 0.1}]",),
        "arrivals",
        "up",
        _AMPLE,
    ),
    Lever("S002-32", ("needs.technical_fault.recurs=0.15",), "failure_demand_rate", "up", _AMPLE),
    Lever("S001-09", ("teams.front.perception.understood=0.75",), "true_fcr", "down", _AMPLE),
    Lever("S001-09", ("teams.front.perception.abroad=1",), "satisfaction", "down",
          ("measures.satisfaction.answered_from_abroad=5",)),
    Lever("S000-11", ("teams.front.courtesy=1.0",), "satisfaction", "up"),
    Lever("S001-21", ("operating_model.empathy_training=1.0",), "satisfaction", "up"),
    Lever("S002-22", ("operating_model.marketing_promise=1.0",), "satisfaction", "down"),
    Lever(
        "E-CHU-09", ("incidents.cable.announced=0.8",), "calls_per_customer_struck", "down", _OUTAGE
    ),
    Lever(
        "S001-18", _every_desk("promise={date: estimated, bias: 1.0}"), "chases", "down", _TOO_SOON
    ),
    Lever("S002-08", _every_desk("follows_up=0.8"), "chases", "down", _TOO_SOON),
    Lever(
        "S000-09", _every_desk("updates={accepted: 1.0, scheduled: 1.0}"), "chases", "down",
        (*_TOO_SOON, *_CALMS),
    ),
    Lever("S002-19", ("customers.consumer.trust={broken: 0.3}",), "chases", "up", _TOO_SOON),
    Lever(
        "S003-21", ("customers.consumer.trust.kept=0.3",), "chases", "down",
        (*_TOO_SOON, "customers.consumer.trust={broken: 0.3}"),
    ),
    Lever(
        "S000-10", ("departments.network.visits.self_book=1.0",), "no_access_rate", "down",
        _VISITED,
    ),
    Lever(
        "S000-12", ("departments.network.visits.technicians=2",), "visits_per_week", "up",
        (*_VISITED, "departments.network.visits.technicians=1"),
    ),
    Lever(
        "S001-17",
        (
            "operating_model.status_calls=outbound", "operating_model.outbound_queue=status",
            "queues.status={teams: [front]}",
        ),
        "outbound_contacts", "up", (*_TOO_SOON, "operating_model.ownership=0.8"),
    ),
    Lever(
        "S002-29", ("customers.consumer.complains.monthly=0.5",), "time_to_resolve_s", "down",
        (*_AMPLE, *_DESK),
    ),
    Lever(
        "S000-16", ("regulator.measure_party=provider",), "within_target_rate", "up", _WATCHED
    ),
    Lever(
        "S001-27", ("regulator.inspects={cases_per_month: 300}", "regulator.fine=1000 EUR"),
        "fines", "up", _WATCHED,
    ),
    Lever(
        "S001-26", ("customers.business.sla={repair_within: 2, credit: 8 EUR/day}",),
        "sla_credits", "up", ("needs.technical_fault.clock=repair",),
    ),
    Lever(
        "S001-08", ("customers.consumer.leaving.outage_loss=1.0",), "churn_rate", "up", _OUTAGES
    ),
    Lever(
        "S003-03", ("needs.billing_error.deadline={after: {exponential: 2d}}",),
        "resolution_rate", "down", _AMPLE,
    ),
    Lever(
        "S003-22", ("needs.billing_error.deadline={after: {exponential: 1d}}",),
        "deadline_missed_rate", "up",
        (*_AMPLE, "needs.billing_error.deadline={after: {exponential: 7d}}"),
    ),
    Lever(
        "S002-30", ("customers.consumer.persistence={spread: 1.5}",), "gave_up_rate", "down",
        (*_AMPLE, "customers.consumer.gives_up=0.3"),
    ),
    Lever(
        "S002-30", ("customers.consumer.persistence={tires: 1.0}",), "gave_up_rate", "up",
        _AMPLE,
    ),
    Lever(
        "S004-11", ("teams.front.learning={slower: 0.64, lacks: 0.4}",), "true_fcr", "down", _LEAVE
    ),
    Lever(
        "S004-11", ("teams.front.learning.mentored=0.36",), "aht_s", "down",
        (*_LEAVE, "teams.front.learning={slower: 0.64}"),
    ),
    Lever("S002-03", ("teams.front.turnover.yearly=8",), "true_fcr", "down", (*_LEAVE, *_NOVICES)),
    Lever("E-ATT-03", ("teams.front.script_adherence=0.2",), "agents_quit", "down",
          (*_LEAVE, "teams.front.turnover.by_script=0.8")),
    Lever("E-ATT-05", ("teams.front.turnover.by_workload=1.5",), "agents_quit", "up", _BUSY),
    Lever("S001-32", ("teams.front.stress={angry: 3, powerless: 2, memory: 1w}",), "agents_quit",
          "up", (*_LEAVE, "teams.front.turnover.by_stress=6")),
    Lever("S001-32", ("teams.front.stress.tolerance=0.8",), "team_stress", "down",
          (*_LEAVE, "teams.front.stress={angry: 3, powerless: 2, memory: 1w}")),
    Lever("E-ATT-06", ("teams.front.stress={angry: 3, powerless: 2, memory: 1w, absence: 5}",),
          "absences", "up"),
    Lever("S001-33", ("teams.front.stress={lies: 3, memory: 1w}",), "team_stress", "up",
          ("teams.front.stress={workload: 0.01, memory: 1w}", *_LIES)),
    Lever("S003-16", ("teams.front.turnover.by_underuse=2",), "agents_quit", "up",
          (*_LEAVE, "teams.front.talents={education: 0.8}")),
    Lever("S003-16", ("teams.front.talents={education: 0.8, gain: 0.5}",), "true_fcr", "up",
          (*_AMPLE, "teams.front.script_adherence=0.2")),
    Lever("S004-10", ("teams.front.hiring.knowledge=0.5",), "true_fcr", "up", _LEAVE),
    Lever("S004-10", ("teams.front.hiring.ownership=0.5",), "owner_calls", "up", _LEAVE),
    Lever("S004-11", ("teams.front.hiring.lead=2w",), "unfilled_share", "up", _LEAVE),
    Lever("S004-11", ("teams.front.hiring.training=1w",), "training_s", "up", _LEAVE),
    Lever("S004-02", (_VOICE, _LEARNS[-1]), "caused_cases", "down", _CAUSES),
    Lever(
        "S004-04", ("operating_model.voice_of_customer.funded=0",), "caused_cases", "up", _LEARNS
    ),
    Lever(
        "S004-03", ("operating_model.voice_of_customer.owner=true",), "caused_cases", "down",
        (*_SELDOM, "operating_model.voice_of_customer.owner_raises=5"),
    ),
    Lever("S000-17", ("operating_model.leadership_priority=5",), "caused_cases", "down", _SELDOM),
    Lever("S004-26", ("operating_model.implementation_fidelity=0",), "caused_cases", "up", _LEARNS),
    Lever("S001-12", ("operating_model.manager_exposure=100h",), "caused_cases", "down", _LEARNS),
    Lever("S001-02", ("teams.front.exposure=0",), "caused_cases", "up", _OVERHEARD),
    Lever(
        "S004-22", ("operating_model.sample={queue: second_line, share: 0.2}",),
        "caused_cases", "down", _LEARNS,
    ),
    Lever("S001-14", ("customers.consumer.leaving.open_case=20",), "churn_rate", "up"),
    Lever(
        "S001-38", ("customers.consumer.leaving.inertia=0.0",), "churn_rate", "up",
        (*_RESTLESS, "customers.consumer.leaving.inertia=0.8"),
    ),
    Lever(
        "S001-38", ("market.choice=1.0",), "churn_rate", "up",
        (*_RESTLESS, "customers.consumer.leaving.inertia=0.8"),
    ),
    Lever(
        "S003-11", ("customers.business.leaving.sensitivity=4.0",), "value_churn_rate", "up",
        _RESTLESS,
    ),
    Lever("S001-15", ("customers.consumer.leaving.friends=20",), "churn_rate", "up", _TALK),
    Lever(
        "S002-01", ("customers.consumer.leaving.publications=4",), "churn_rate", "up",
        (*_TALK, "market.population=25000"),
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
          (*_TIMED, *_AMPLE)),
    Lever("S003-19", ("operating_model.kpi.hurries=0.3",), "aht_s", "down", (*_TIMED, *_AMPLE)),
    Lever("S004-07", ("operating_model.kpi.close_fast_bias=0.5",), "contacts_per_case", "up",
          (*_TIMED, *_AMPLE)),
    Lever("S003-19", ("operating_model.kpi={looks_further: 0.3, looking_time: 3m}",), "true_fcr",
          "up", ("operating_model.kpi_regime=resolution", *_AMPLE)),
    Lever("S004-12", ("operating_model.tools={faster: 0.1}",), "aht_s", "down"),
    Lever("S004-12", ("operating_model.tools={tells: 0.2, cost: 40 EUR/month}",), "true_fcr",
          "up", _AMPLE),
    Lever("S000-13", ("operating_model.conversation_training={courtesy: 0.5}",), "satisfaction",
          "up"),
    Lever("S000-13", ("operating_model.conversation_training={dates: 0.5}",), "chases", "down",
          _TOO_SOON),
    Lever("S004-14", ("operating_model.backoffice_alignment=1.0",), "time_to_resolve_s", "down",
          _PADDED),
    Lever("S004-26", ("operating_model.implementation_fidelity=0.6",), "true_fcr", "up", _BEFORE),
)  # fmt: skip

if __name__ == "__main__":
    for line in table(LEVERS):
        print(line, flush=True)
