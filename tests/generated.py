"""Small scenarios made by Hypothesis: a few hundred contacts in one to three days."""

from typing import Any

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

from generated_causes import add_causes
from generated_channels import add_channels
from generated_customers import add_months
from generated_enquiries import add_enquiries
from generated_incidents import add_incident
from generated_money import add_money
from generated_people import add_people
from generated_pit_stop import add_pit_stop
from generated_steering import add_steering
from generated_way_in import add_way_in

Document = dict[str, Any]
Draw = st.DrawFn

FEW: dict[str, Any] = {
    "derandomize": True,
    "database": None,
    "deadline": None,
    "suppress_health_check": list(HealthCheck),
}
"""The same examples in every run, however long one takes on a busy machine."""

AUTHORITIES = ("inform", "adjust", "exception", "full")
HOURS = (
    "08:00-18:00",
    "24/7",
    "Mo-Fr 09:00-17:00; Sa,Su 10:00-14:00",
    "22:00-06:00",
    "00:00-12:00",
)
CALENDARS = (
    {"start": "2026-04-29", "holidays": "ES"},  # day 3 begins a month
    {"start": "2026-01-05", "holidays": "ES"},
    {"start": "2026-03-28", "holidays": "ES", "time_zone": "Europe/Madrid"},  # day 2: 23 hours
    {"start": "2026-10-24", "holidays": "ES", "time_zone": "Europe/Madrid"},  # day 2: 25 hours
    {"start": "2026-03-07", "holidays": "US", "time_zone": "America/New_York"},
)
CONSENT = {"authority": "adjust", "time": "1m"}
INTERVALS = ("30m", "1h", "2h", "6h")


def few(examples: int) -> settings:
    """Settings for so many examples."""
    return settings(max_examples=examples, **FEW)


def scenarios(kind: str = "mixed") -> st.SearchStrategy[Document]:
    """Documents of one kind: `callers`, `customers`, `mixed`, or `instants`.

    In `instants` all times are whole minutes, so that much happens in the same millisecond.
    """
    return _documents(kind)


def chances() -> st.SearchStrategy[float]:
    return st.sampled_from((0.7, 0.3, 1.0, 0.0))


@st.composite
def times(draw: Draw, minutes: int, exact: bool = False) -> Document:
    """A distribution of about so many minutes, of any kind."""
    m = f"{minutes}m"
    if exact:
        return {"constant": f"{draw(st.integers(1, max(2, minutes)))}m"}
    return draw(
        st.sampled_from(
            (
                {"exponential": m},
                {"constant": m},
                {"lognormal": {"mean": m, "sigma": 0.9}},
                {"lognormal": {"median": m, "sigma": 1.0}},
                {"weibull": {"mean": m, "shape": 0.8}},
                {"gamma": {"mean": m, "shape": 2}},
                {"uniform": {"low": "0s", "high": m}},
                {"hyperexponential": {"means": ["20s", m], "weights": [2, 1]}},
                {"empirical": {"quantiles": ["0s", "30s", "1m", m]}},
            )
        )
    )


@st.composite
def redialling(draw: Draw, exact: bool) -> Document:
    return {
        "redials": draw(st.sampled_from((0.0, 0.4, 0.8))),
        "redials_when_blocked": draw(st.sampled_from((0.0, 0.4, 0.8))),
        "redial_delay": draw(times(60, exact)),
        "redial_patience": draw(st.sampled_from(("anew", "kept"))),
        "after_closing": draw(st.sampled_from(("lost", "next_opening"))),
        "opening_spread": "0s" if exact else draw(st.sampled_from(("0s", "1h"))),
    }


@st.composite
def forecasts(draw: Draw, exact: bool, reconnects: bool) -> Document:
    facts = draw(redialling(exact))
    if draw(st.booleans()):
        facts["rate"] = draw(st.sampled_from(("3/h", "10/h", "20/h")))
        facts["interval"] = draw(st.sampled_from(INTERVALS))
    else:
        calls = draw(st.lists(st.sampled_from((0, 2, 6, 12.5)), min_size=4, max_size=12))
        facts |= {"calls": calls, "interval": draw(st.sampled_from(("1h", "2h", "6h")))}
        if draw(st.booleans()):
            facts["starts"] = "6h"
    if reconnects:
        facts |= {
            "reconnects": draw(st.sampled_from((0.0, 0.3))),
            "reconnect_delay": draw(times(60, exact)),
        }
    return facts


@st.composite
def queue(draw: Draw, teams: list[str], exact: bool) -> Document:
    facts: Document = {
        "teams": draw(st.permutations(teams))[: draw(st.integers(1, len(teams)))],
        "priority": draw(st.sampled_from((1, 5, 5))),
        "hours": draw(st.sampled_from(HOURS)),
        "at_closing": draw(st.sampled_from(("answered", "cleared"))),
        "lines": draw(st.sampled_from((None, None, 10, 3, 3, 1, 0))),
        "patience": draw(st.one_of(st.none(), times(4, exact))),
        "longest_wait": draw(st.sampled_from((None, None, "2m", "10m"))),
        "talk": draw(times(6, exact)),
        "wrap_up": draw(st.one_of(st.just({"constant": "0s"}), times(3, exact))),
    }
    if draw(st.booleans()):
        facts["overflow"] = {
            "to": draw(st.sampled_from(teams)),
            "after": draw(st.sampled_from(("0s", "1m", "3m"))),
            "beyond": draw(st.sampled_from((0, 0, 1, 3))),
        }
    return facts


@st.composite
def team(draw: Draw, queues: list[str], exact: bool) -> Document:
    facts: Document = {
        "hours": draw(st.sampled_from(HOURS)),
        "priority": {q: 1 for q in queues if draw(st.booleans())},
        "talk_factor": 1.0 if exact else draw(st.sampled_from((1.0, 0.8, 1.5))),
        "knowledge": draw(chances()),
        "authority": draw(st.sampled_from((None, *AUTHORITIES))),
        "script_adherence": draw(st.sampled_from((None, 0.0, 0.9))),
        "ownership": draw(st.sampled_from((None, 0.0, 0.5, 1.0))),
        "padding": draw(st.sampled_from((None, "waived"))),
        "pay": "20 EUR/h",
        "access": draw(st.sampled_from(("shows", "shows", "override"))),
        "floor_walkers": draw(st.one_of(st.none(), floor_walkers())),
    }
    planned, unplanned = draw(st.sampled_from((0.0, 0.2))), draw(st.sampled_from((0.0, 0.3)))
    facts["shrinkage"] = {"planned": planned, "unplanned": unplanned}
    staffing = draw(st.sampled_from(("shifts", "intervals", "constant")))
    if staffing == "constant":
        facts["headcount"] = draw(st.integers(1, 3))
    elif staffing == "intervals":
        agents = st.lists(st.integers(0, 3), min_size=4, max_size=12).filter(any)
        interval = draw(st.sampled_from(("1h", "2h", "6h")))
        facts["headcount"] = {"agents": draw(agents), "interval": interval}
    else:
        facts["shifts"] = draw(st.lists(shift(), min_size=1, max_size=3))
    return facts


def floor_walkers() -> st.SearchStrategy[Document]:
    return st.fixed_dictionaries(
        {
            "count": st.integers(1, 2),
            "hours": st.sampled_from(HOURS),
            "authority": st.sampled_from(AUTHORITIES),
            "knowledge": chances(),
            "time": st.sampled_from(("0s", "1m")),
            "pay": st.sampled_from((None, "30 EUR/h")),
        }
    )


@st.composite
def shift(draw: Draw) -> Document:
    breaks = st.fixed_dictionaries(
        {
            "after": st.sampled_from(("0s", "1h", "3h", "5h", "20h")),
            "length": st.sampled_from(("1m", "15m", "1h")),
        }
    )
    return {
        "agents": draw(st.integers(1, 2)),
        "hours": draw(st.sampled_from(HOURS)),
        "breaks": draw(st.lists(breaks, max_size=3)),
    }


@st.composite
def segment(draw: Draw, exact: bool) -> Document:
    leaving = {
        "monthly": draw(st.sampled_from((0.2, 0.99, 0.0))),
        "open_case": draw(st.sampled_from((0.0, 5.0))),
        "open_case_after": "12h",
        "effort_per_hour": draw(st.sampled_from((0.0, 2.0))),
        "broken_promise": draw(st.sampled_from((0.0, 10.0))),
        "compounded": draw(st.sampled_from((0.0, 10.0))),
        "memory": draw(st.sampled_from(("0s", "1d", "90d"))),
    }
    return draw(redialling(exact)) | {
        "count": draw(st.sampled_from((40, 40, 15, 0))),
        "margin": "15 EUR/month",
        "patience": draw(times(8, exact)),
        "gives_up": draw(st.sampled_from((0.2, 0.5, 1.0))),
        "repeat_delay": draw(times(240, exact)),
        "chases": draw(chances()),
        "chase_delay": draw(times(30, exact)),
        "chase_without_promise": draw(times(120, exact)),
        "rank": draw(st.sampled_from((0, 3))),
        "trust": draw(st.sampled_from(({}, {"broken": 0.4, "kept": 0.3}, {"broken": 1.0}))),
        "update_calms": draw(st.sampled_from((0.0, 0.5))),
        "leaving": leaving | {"outage_loss": draw(st.sampled_from((0.0, 2.0)))},
        "loss_per_hour": "20 EUR/h",
        "persistence": draw(st.sampled_from(({}, {"spread": 1.0}, {"spread": 0.5, "tires": 0.3}))),
        "complains": draw(complaining()),
        "sla": draw(st.sampled_from(({"repair_within": 1, "credit": "8 EUR/day"}, None))),
    }


@st.composite
def complaining(draw: Draw) -> Document:
    return {
        "monthly": draw(st.sampled_from((0.99, 0.9, 0.0))),
        "after": draw(st.sampled_from(("0s", "12h"))),
        "per_week_open": draw(st.sampled_from((0.0, 5.0))),
        "broken_promise": draw(st.sampled_from((0.0, 2.0))),
        "failed_contact": draw(st.sampled_from((0.0, 2.0))),
    }


@st.composite
def regulators(draw: Draw, queues: list[str], needs: list[str]) -> Document:
    target = {"needs": needs, "within": 1, "share": draw(st.sampled_from((0.7, 0.0)))}
    facts: Document = {
        "queue": draw(st.sampled_from(queues)),
        "working_days": draw(st.sampled_from(("Mo-Fr", "Mo-Sa"))),
        "period": "month",
    }
    if draw(st.sampled_from((True, True, False))):
        facts["targets"] = {"in_time": target}
        facts["inspects"] = {"cases_per_month": 300, "detects": draw(chances())}
        facts["fine"] = "100 EUR"
    return facts


@st.composite
def need(draw: Draw, queues: list[str], departments: list[str], exact: bool) -> Document:
    owner = draw(st.sampled_from((*departments, None)))
    facts: Document = {
        "per_customer_year": draw(st.sampled_from((365, 200, 30))),
        "by_segment": draw(st.sampled_from(({}, {"homes": 0.5}))),
        "queue": draw(st.sampled_from(queues)),
        "queue_by_segment": {"firms": draw(st.sampled_from(queues))},
        "specialists": draw(st.sampled_from((*queues, None))),
        "owner": owner,
        "authority": draw(st.sampled_from(("adjust", "full", "exception", "inform"))),
        "off_script": draw(chances()),
        "back_office": draw(chances()) if owner else 0.0,
        "data_error": draw(st.sampled_from((0.0, 0.2, 0.5))) if owner else 0.0,
        "mandatory_time": draw(st.sampled_from(("0s", "1m"))),
        "obstacles": draw(st.sampled_from((0, 0, 1, 3))),
        "cancels": draw(st.sampled_from((False, False, True))),
        "talk": draw(times(10, exact)),
        "wrap_up": draw(st.one_of(st.none(), times(3, exact))),
    }
    facts["clock"] = draw(st.sampled_from(("repair", "repair", "installation")))
    facts["stops_business"] = True
    facts["cost_per_day"] = "5 EUR/day"
    if draw(st.sampled_from((False, False, True))):
        expires = draw(st.booleans())
        facts["deadline"] = {"after": draw(times(600, exact)), "expires": expires}
    if draw(st.booleans()):
        facts["profile"] = {"day": draw(st.lists(st.integers(1, 5), min_size=24, max_size=24))}
    return facts


GUESSED = {"says": "1h", "date": "estimated", "bias": 0.7, "sd": "20m"}
TELLS_ALL = {"accepted": 0.5, "scheduled": 1.0, "en_route": 0.5, "done": 1.0}


@st.composite
def visits(draw: Draw, exact: bool) -> Document:
    return {
        "share": draw(st.sampled_from((1.0, 0.5, 0.0))),
        "slots": draw(
            st.sampled_from(("08:00-12:00,13:00-17:00", "Mo-Fr 10:00-11:00,23:00-01:00"))
        ),
        "technicians": draw(st.sampled_from((1, 3))),
        "lead": draw(st.sampled_from(("0s", "4h"))),
        "on_site": draw(times(60, exact)),
        "missed": draw(st.sampled_from((0.0, 0.3))),
        "late": draw(st.sampled_from((0.0, 0.5))),
        "lateness": draw(times(30, exact)),
        "no_access": 0.3,
        "self_book": draw(st.sampled_from((0.0, 0.5))),
        "no_access_chosen": draw(st.sampled_from((0.0, 0.1))),
        "cost": "180 EUR",
    }


@st.composite
def department(draw: Draw, exact: bool) -> Document:
    right = draw(chances())
    return {
        "hours": draw(st.sampled_from((*HOURS, "Mo-Fr 09:00-17:00; PH off"))),
        "staff": draw(st.integers(1, 4)),
        "work": draw(times(60, exact)),
        "promise": draw(st.sampled_from(({"says": "6h"}, {"says": "30m"}, GUESSED, None))),
        "follows_up": draw(st.sampled_from((0.7, 0.0))),
        "updates": draw(st.sampled_from(({}, {}, TELLS_ALL))),
        "visits": draw(st.one_of(visits(exact), visits(exact), st.none())),
        "right_first_time": right,
        "recovers": draw(st.sampled_from((0.5, 0.0))) * (1 - right),
        "recovery_delay": draw(times(60, exact)),
        "compounds": draw(st.sampled_from((0.0, 0.5))) * (1 - right),
        "right_after_compounding": draw(st.sampled_from((None, 0.0))),
        "fixes_on_spot": draw(st.sampled_from((0.0, 0.5))),
        "takes_first": draw(st.sampled_from(("highest_rank", "oldest"))),
        "padding": draw(st.sampled_from(("0s", "0s", "30m", "6h"))),
        "status_talk": draw(times(3, exact)),
    }


def superiors() -> st.SearchStrategy[Document]:
    return st.fixed_dictionaries(
        {
            "available": st.sampled_from((1.0, 0.6, 0.2)),
            "when_busy": st.sampled_from(("wait", "put_off")),
            "discovered": st.sampled_from((1.0, 0.5, 0.0)),
        }
    )


def _add_consequences(draw: Draw, document: Document, exact: bool) -> None:
    """Departments pass tickets on to each other, and cases are born of cases."""
    departments, needs = document["departments"], document["needs"]
    if len(departments) > 1:
        for one, other in zip(departments, reversed(departments), strict=True):
            hazards = draw(st.sampled_from(([0.5, 0.7], [0.5, 0.7], [])))
            departments[one] |= {"passes_to": other, "passes_on": hazards}
    for facts in departments.values():
        facts["by_segment"] = draw(st.sampled_from(({}, {"firms": {"work_factor": 2.0}})))
        if facts["compounds"] > 0:
            facts["compounds_into"] = draw(st.sampled_from((None, *needs)))
    for facts in needs.values():
        if draw(st.booleans()):
            facts["breeds"] = [
                {
                    "need": draw(st.sampled_from((*needs,))),
                    "chance": 0.3,
                    "when": draw(st.sampled_from(("opened", "resolved", "ticket_done"))),
                    "delay": draw(times(1000, exact)),
                    "before": draw(st.sampled_from(("0s", "6h"))),
                    "announced": draw(st.sampled_from((0.0, 0.5))),
                }
            ]
        facts["recurs"] = draw(st.sampled_from((0.0, 0.3)))
        facts["recurs_after"] = draw(times(1000, exact))


@st.composite
def levers(draw: Draw, queues: list[str], exact: bool) -> Document:
    added = st.sampled_from(("0s", "1m"))
    facts: Document = {
        "authority": draw(st.sampled_from(AUTHORITIES)),
        "script_adherence": draw(chances()),
        "shared_notes": draw(chances()),
        "ownership": draw(chances()),
        "escalation": draw(
            st.sampled_from(("real", "fake_supervisor", "real", "fake_supervisor", "none"))
        ),
        "escalation_queue": draw(st.sampled_from(queues)),
        "fake_supervisor_time": draw(added),
        "transfers": draw(st.sampled_from(("warm", "cold", "none"))),
        "transfer_time": draw(added),
        "re_explaining": draw(added),
        "discretion_time": draw(added),
        "follow_up_time": draw(added),
        "workarounds": draw(chances()),
        "superiors": draw(superiors()) if draw(st.integers(0, 3)) else None,
        "recorded_consent": draw(st.sampled_from((None, None, CONSENT))),
        "wrap_up": draw(st.one_of(st.none(), times(2, exact))),
    }
    if draw(st.booleans()):
        facts["sample"] = {"queue": draw(st.sampled_from(queues)), "share": 0.3}
    return facts


@st.composite
def _documents(draw: Draw, kind: str) -> Document:
    exact = kind == "instants"
    teams = ["front", "second", "vendor"][: draw(st.sampled_from((3, 2, 1)))]
    queues = ["sales", "care", "experts"][: draw(st.sampled_from((3, 2, 1)))]
    departments = ["billing", "network"][: draw(st.sampled_from((2, 1, 0)))]
    cv = 0.0 if exact else draw(st.sampled_from((0.0, 0.3)))
    document: Document = {
        "calendar": dict(draw(st.sampled_from(CALENDARS)))
        | {"days": draw(st.sampled_from((3, 2, 1)))},
        "demand": {"busy_day_cv": cv},
        "queues": {name: draw(queue(teams, exact)) for name in queues},
        "teams": {name: draw(team(queues, exact)) for name in teams},
        "departments": {name: draw(department(exact)) for name in departments},
    }
    with_cases = kind != "callers"
    if with_cases:
        document["customers"] = {name: draw(segment(exact)) for name in ("homes", "firms")}
        document["needs"] = {
            name: draw(need(queues, departments, exact))
            for name in ("bill", "fault")[: draw(st.integers(1, 2))]
        }
        document["operating_model"] = draw(levers(queues, exact))
        _pass_around(draw, document, queues)
        _add_consequences(draw, document, exact)
        document["regulator"] = draw(regulators(queues, list(document["needs"])))
        _no_sla_without_repairs(document)
    if kind != "customers":
        _add_callers(draw, document, queues, exact, with_cases)
    add_channels(draw, document)
    add_way_in(draw, document, times(1, exact), HOURS)
    if with_cases:
        add_incident(draw, document, times(300, exact), times(90, exact))
    add_people(draw, document)
    add_pit_stop(draw, document)
    if with_cases:
        add_steering(draw, document)
    add_enquiries(draw, document)  # late: its queues are for companies, not for customers
    if with_cases:
        add_months(draw, document)
    if with_cases and draw(st.sampled_from((False, False, True))):
        _add_status_calls(draw, document)
    if with_cases and all(need["owner"] for need in document["needs"].values()):
        document["regulator"]["measure_party"] = draw(st.sampled_from(("person", "provider")))
    if with_cases:
        add_causes(draw, document, times(600, exact))
    add_money(draw, document)
    return document


def _pass_around(draw: Draw, document: Document, queues: list[str]) -> None:
    """Callers who are sent to the wrong people, dumped, lost, or led back to the same agent."""
    for team in document["teams"].values():
        team["site"] = draw(st.sampled_from(("main", "abroad")))
    for department in document["departments"].values():
        department["site"] = draw(st.sampled_from(("abroad", "main")))
    if not draw(st.booleans()):
        return
    often, model = st.sampled_from((0.7, 0.3, 1.0, 0.0)), document["operating_model"]
    model |= {
        "transfers": draw(st.sampled_from(("cold", "warm"))),
        "passes_on": draw(st.sampled_from((0.3, 0.6, 0.0))),
        "passing_grows": draw(st.sampled_from((0.1, 0.0))),
        "blind_transfers": draw(often),
        "closed_transfer_guard": draw(st.sampled_from(("none", "none", "refuses"))),
        "dumping_detected": draw(st.sampled_from((1.0, 0.3))),
        "dumping_consequence": draw(st.sampled_from(("30d", "2h"))),
        "system_fragmentation": draw(often),
        "fragmentation_time": draw(st.sampled_from(("0s", "2m"))),
        "fragmentation_errors": draw(often),
        "inter_site_delay": draw(st.sampled_from(("20m", "3h"))),
        "inter_site_note_loss": draw(often),
        "agent_affinity": draw(often),
    }
    for name, need in document["needs"].items():
        need |= {"passed_to": queues, "specialists": queues[-1]}
        if others := [other for other in document["needs"] if other != name]:
            need["mistaken_for"] = {other: draw(often) for other in others}
    elsewhere = document["queues"][queues[-1]]
    elsewhere["hours"] = draw(st.sampled_from(("09:00-12:00", elsewhere["hours"])))
    for segment in document["customers"].values():
        segment["gives_up_per_pass"] = draw(st.sampled_from((0.0, 0.2)))


def _add_status_calls(draw: Draw, document: Document) -> None:
    """A queue of calls that the centre makes; who chats with several makes no calls."""
    teams = [name for name, team in document["teams"].items() if team.get("at_once", 1) == 1]
    if not teams:
        return
    document["queues"]["outbound"] = {
        "teams": draw(st.permutations(teams))[: draw(st.integers(1, len(teams)))],
        "priority": draw(st.sampled_from((1, 5))),
        "hours": draw(st.sampled_from(HOURS)),
    }
    document["operating_model"] |= {"status_calls": "outbound", "outbound_queue": "outbound"}


def _add_callers(
    draw: Draw, document: Document, queues: list[str], exact: bool, with_cases: bool
) -> None:
    """Anonymous callers; where customers call too, what callers do next may not be typed."""
    for i, name in enumerate(queues):
        facts = document["queues"][name]
        if i == 0 or draw(st.booleans()):
            facts["forecast"] = draw(forecasts(exact, not with_cases))
        if not with_cases and i + 1 < len(queues):
            later = [{"to": other, "chance": 0.4} for other in queues[i + 1 :]]
            facts["onward"] = later[: draw(st.integers(0, 2))]


def _no_sla_without_repairs(document: Document) -> None:
    if all(need["clock"] != "repair" for need in document["needs"].values()):
        for facts in document["customers"].values():
            facts["sla"] = None
