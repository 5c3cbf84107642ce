"""What is given while a lever is tried, on both sides: worlds in which it has something to move."""

# With enough people, what a lever does to a case is not hidden by what it does to the queue.
AMPLE = ("teams.front.headcount=12", "teams.second_line.headcount=4")
REAL = (
    "operating_model.escalation_queue=second_line",
    "teams.second_line.authority=full",
    *AMPLE,
)
MENU = ("queues.front.ivr={time: {constant: 45s}}", *AMPLE)
UP = (*REAL, "operating_model.escalation=real")
ADJUST = ("operating_model.authority=adjust", *AMPLE)
CONSENT = "{authority: adjust, time: 1m}"
WALKERS = "{count: 3, authority: adjust, knowledge: 0.95, time: 3m}"

SOCIAL = (
    "queues.social={teams: [social], channel: social, effort: 5m}",
    "teams.social={headcount: 3, authority: exception, script_adherence: 0.2, knowledge: 0.9}",
)
SHARED = (
    "queues.social={teams: [front], channel: social, effort: 5m}",
    "customers.consumer.doors=[{queue: social, chance: 0.3}]",
    "teams.front.headcount=2",
)
PRESIDENT = (
    "queues.president={teams: [president], channel: executive_office}",
    "teams.president={headcount: 2, authority: full, script_adherence: 0.0}",
)
ADVISER = (
    "queues.adviser={teams: [adviser], channel: account_manager}",
    "teams.adviser={headcount: 6, authority: full, script_adherence: 0.0, knowledge: 0.95}",
)
MAIL = ("queues.mail={teams: [front], channel: email, effort: 5m, priority: 9}",)
DUMPING = (
    "operating_model.passes_on=0.3",
    "needs.billing_error.passed_to=[second_line, front]",
    "needs.technical_fault.passed_to=[second_line, front]",
)
TOWEL = tuple(f"customers.{name}.gives_up_per_pass=0.3" for name in ("consumer", "business"))
MISTAKEN = "needs.billing_error.mistaken_for={technical_fault: 0.5}"
APART = (
    "operating_model.system_fragmentation=0.6",
    "operating_model.fragmentation_time=90s",
    "operating_model.fragmentation_errors=0.2",
)
ABROAD = ("departments.network.site=abroad", *AMPLE)
OUTAGE = (
    (
        "incidents.cable={need: technical_fault, at: 2026-02-03 10:00, "
        "strikes: {consumer: 0.05, business: 0.05}, repair: {constant: 12h}, "
        "notices: {exponential: 2h}}"
    ),
    *AMPLE,
)
DESKS = ("billing", "network", "provisioning", "retention")


def every_desk(fact: str) -> tuple[str, ...]:
    """The same fact of every department."""
    return tuple(f"departments.{desk}.{fact}" for desk in DESKS)


DATED = (*AMPLE, "operating_model.authority=full")
TOO_SOON = (*DATED, *every_desk("promise={date: estimated, bias: 0.5}"))
CALMS = ("customers.consumer.update_calms=0.5", "customers.business.update_calms=0.5")
VISITED = (
    *AMPLE,
    "departments.network.visits={share: 1.0, technicians: 8, on_site: {constant: 1h}}",
    "departments.network.visits.no_access=0.15",
)

DESK = (
    "queues.desk={teams: [seniors]}",
    "teams.seniors={headcount: 2, authority: full, script_adherence: 0.0, knowledge: 0.9}",
    "regulator.queue=desk",
)
LEAVE = (*AMPLE, "teams.front.turnover={yearly: 4}")
# Few callers with long talks keep everybody busy: more than half a year shows a leaver or two.
BUSY = (
    "teams.front.turnover={yearly: 0.25}", "teams.front.headcount=20",
    "teams.front.talk_factor=20", "queues.front.lines=600", "calendar.weeks=35",
)  # fmt: skip
NOVICES = ("teams.front.learning={slower: 0.64, lacks: 0.4}",)
LIES = every_desk("promise={says: 1h}")
WATCHED = ("regulator.targets={f: {needs: [technical_fault], within: 2}}", "measures.follow_up=7d")
OUTAGES = (
    "needs.technical_fault.stops_business=true",
    "needs.technical_fault.per_customer_year=2",
    "customers.consumer.loss_per_hour=1 EUR/h",
)
CAUSES = (
    "needs.billing_error.causes={tariff: {share: 0.5, fixable_by: billing}}",
    "needs.billing_error.causes.form={share: 0.4, fixable_by: billing, defect_of: procedure}",
    *AMPLE,
)
VOICE = "operating_model.voice_of_customer={coded: 0.8, every: 7d, funded: 0.8}"
LEARNS = (*CAUSES, VOICE, "operating_model.voice_of_customer.delay={constant: 2d}")
OVERHEARD = (*LEARNS, "operating_model.manager_exposure=100h", "teams.second_line.exposure=0")
SELDOM = (*LEARNS, "operating_model.voice_of_customer.funded=0.2")

RESTLESS = (
    *(f"customers.{name}.leaving.monthly=0.1" for name in ("consumer", "business")),
    *(f"customers.{name}.leaving.open_case=20" for name in ("consumer", "business")),
)
TALK = (*RESTLESS, "customers.consumer.tells={complaint: 0.74, posts: 0.09}")
TIMED = ("operating_model.kpi_regime=handle_time", "operating_model.kpi.target_talk=6m")
PADDED = (*every_desk("padding=3d"), *DATED)
BEFORE = (
    "operating_model.before={authority: inform, script_adherence: 0.95, ownership: 0.1}",
    "operating_model.authority=exception", "operating_model.script_adherence=0.2",
    "operating_model.ownership=0.6", "operating_model.implementation_fidelity=0.0", *AMPLE,
)  # fmt: skip

STOP = (
    "teams.stop={headcount: 2, hours: 'Mo-Fr 09:00-18:00', authority: full, script_adherence: 0.0}",
    "queues.stop={teams: [stop, front]}",
    "operating_model.sample={queue: stop, share: 0.3}",
)
ONCE = (*AMPLE, *STOP, "pit_stop={team: stop, floor: front, size: 2, rotations: 3}")
EXPERTS = "{technology: {needs: [technical_fault, order_change], knowledge: 1.0, authority: full}}"
