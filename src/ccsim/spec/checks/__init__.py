"""Whether facts that are right one by one make sense together."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from pydantic import ValidationError

from ccsim.errors import Fault
from ccsim.names import find_collisions
from ccsim.spec.calendar import Calendar
from ccsim.spec.checks.causes import causes
from ccsim.spec.checks.channels import channels, queues_behind_doors
from ccsim.spec.checks.departments import departments
from ccsim.spec.checks.enquiries import enquiries
from ccsim.spec.checks.evidence import evidence
from ccsim.spec.checks.finding import Finding
from ccsim.spec.checks.incidents import incidents
from ccsim.spec.checks.ivr import ivr
from ccsim.spec.checks.money import money
from ccsim.spec.checks.needs import needs
from ccsim.spec.checks.people import people
from ccsim.spec.checks.pit_stop import pit_stop
from ccsim.spec.checks.promises import promises
from ccsim.spec.checks.regulator import regulator
from ccsim.spec.checks.reputation import reputation
from ccsim.spec.checks.steering import steering
from ccsim.spec.checks.superiors import superiors
from ccsim.spec.checks.transfers import transfers
from ccsim.spec.documents import KeyPath
from ccsim.spec.hours import HoursError, check_hours, public_holidays
from ccsim.spec.messages import Places, make_fault
from ccsim.spec.scenario import Scenario
from ccsim.spec.size import available_memory, calls_per_day, estimate_memory
from ccsim.units import DAY, MINUTE

KIND_BITS = 16
MOST_INTERVALS_A_DAY = 4096
MOST_CALLS_AN_INTERVAL = 1_000_000
MOST_NEEDS_A_YEAR = 365


def check_scenario(scenario: Scenario, places: Places, file: str) -> list[Fault]:
    """The faults of a scenario whose single facts are right; names are checked elsewhere."""
    findings = [
        *_somebody_calls(scenario),
        *_anonymous_callers(scenario),
        *_cases(scenario),
        *channels(scenario),
        *enquiries(scenario, _queues_of_cases(scenario)),
        *ivr(scenario),
        *superiors(scenario),
        *transfers(scenario),
        *departments(scenario),
        *needs(scenario),
        *regulator(scenario),
        *money(scenario),
        *_names(scenario),
        *_addresses(scenario),
        *_memory(scenario),
        *incidents(scenario),
        *promises(scenario),
        *people(scenario),
        *causes(scenario),
        *reputation(scenario),
        *pit_stop(scenario),
        *steering(scenario),
        *evidence(scenario),
    ]
    return [make_fault(places, file, path, message) for path, message in findings]


def check_all_hours(document: Mapping[str, Any], places: Places, file: str) -> list[Fault]:
    """The faults of all opening hours in a document, and of whose holidays they keep."""
    try:
        calendar = Calendar.model_validate(document.get("calendar"))
    except ValidationError:
        calendar = Calendar(days=7, holidays="ES")
    faults = []
    if calendar.holidays is not None:
        try:
            public_holidays(calendar.holidays, calendar.start, calendar.start)
        except HoursError as error:
            faults.append(make_fault(places, file, ("calendar", "holidays"), str(error)))
            calendar = calendar.model_copy(update={"holidays": "ES"})
    for path, hours in _all_hours(document):
        try:
            check_hours(hours, calendar)
        except HoursError as error:
            faults.append(make_fault(places, file, path, str(error)))
    return faults


def _all_hours(document: Mapping[str, Any]) -> Iterator[tuple[KeyPath, str]]:
    for noun in ("queues", "teams", "departments"):
        group = document.get(noun)
        for name, facts in (group if isinstance(group, dict) else {}).items():
            if not isinstance(facts, dict):
                continue
            for key in ("hours", "advertised_hours"):
                if isinstance(facts.get(key), str):
                    yield (noun, name, key), facts[key]
            walkers = facts.get("floor_walkers")
            if isinstance(walkers, dict) and isinstance(walkers.get("hours"), str):
                yield (noun, name, "floor_walkers", "hours"), walkers["hours"]
            visits = facts.get("visits")
            if isinstance(visits, dict) and isinstance(visits.get("slots"), str):
                yield (noun, name, "visits", "slots"), visits["slots"]
            shifts = facts.get("shifts")
            for number, shift in enumerate(shifts if isinstance(shifts, list) else []):
                if isinstance(shift, dict) and isinstance(shift.get("hours"), str):
                    yield (noun, name, "shifts", number, "hours"), shift["hours"]


def _somebody_calls(scenario: Scenario) -> Iterator[Finding]:
    if not scenario.queues:
        yield ("queues",), "there is no queue: a scenario has at least one"
    if not scenario.teams:
        yield ("teams",), "there is no team: a scenario has at least one"
    forecasts = [queue for queue in scenario.queues.values() if queue.forecast]
    if not scenario.customers and not forecasts and not scenario.needs:
        yield (
            (),
            "nobody calls: give customers with needs, or a queue with a forecast of callers",
        )
    if scenario.needs and not scenario.customers:
        yield ("needs",), "nobody has these needs: give customers, or leave the needs out"


def _anonymous_callers(scenario: Scenario) -> Iterator[Finding]:
    """Forecast callers have no case: what they do after a talk is typed, and must be possible."""
    targets = {step.to for queue in scenario.queues.values() for step in queue.onward}
    used_by_cases = _queues_of_cases(scenario)
    for name, queue in scenario.queues.items():
        if (queue.forecast or name in targets) and queue.talk.mean_ms <= 0:
            why = "callers of its forecast" if queue.forecast else "callers who move on to it"
            yield ("queues", name, "talk"), f"{why} need a time on the phone above zero: give talk"
        if name in used_by_cases:
            why = (
                f"customers with cases call {name!r}, and what they do next must follow from the "
                "case: leave this out, or use a queue of its own for the forecast"
            )
            if queue.onward:
                yield ("queues", name, "onward"), why
            if queue.forecast and queue.forecast.reconnects > 0:
                yield ("queues", name, "forecast", "reconnects"), why
    for name in _without_exit(scenario):
        yield (
            ("queues", name, "onward"),
            f"callers of {name!r} move on for ever: the chances on the way round add up to 1",
        )


def _queues_of_cases(scenario: Scenario) -> set[str]:
    if not scenario.customers:
        return set()
    names: set[str | None] = {scenario.operating_model.escalation_queue}
    if scenario.operating_model.sample is not None:
        names.add(scenario.operating_model.sample.queue)
    for need in scenario.needs.values():
        names |= {need.queue, need.specialists, *need.queue_by_segment.values(), *need.passed_to}
    names |= queues_behind_doors(scenario)
    return {name for name in names if name is not None}


def _without_exit(scenario: Scenario) -> list[str]:
    """Queues from which no served caller ever comes to an end."""
    leaving = {
        name
        for name, queue in scenario.queues.items()
        if sum(step.chance for step in queue.onward) < 1 - 1e-12
    }
    while True:
        more = {
            name
            for name, queue in scenario.queues.items()
            if name not in leaving
            and any(step.chance > 0 and step.to in leaving for step in queue.onward)
        }
        if not more:
            return [name for name in scenario.queues if name not in leaving]
        leaving |= more


def _cases(scenario: Scenario) -> Iterator[Finding]:
    levers = scenario.operating_model
    if levers.escalation == "real" and levers.escalation_queue is None:
        yield (
            ("operating_model", "escalation_queue"),
            "real escalation needs escalation_queue: the queue of those with wider authority",
        )
    for name, need in scenario.needs.items():
        if need.back_office > 0 and need.owner is None:
            yield (
                ("needs", name, "owner"),
                "back_office work needs an owner: the department that does it",
            )
        owner = None if need.owner is None else scenario.departments.get(need.owner)
        if owner is not None and owner.staff == 0:
            yield (
                ("needs", name, "owner"),
                f"{need.owner!r} is a department that nobody staffs: its tickets would never end",
            )
        for segment, multiple in need.by_segment.items():
            if need.per_customer_year * multiple > MOST_NEEDS_A_YEAR:
                words = f"{need.per_customer_year * multiple:g} needs a year are impossible"
                path = ("needs", name, "by_segment", segment)
                yield path, f"{words}: at most {MOST_NEEDS_A_YEAR}"


def _names(scenario: Scenario) -> Iterator[Finding]:
    """Names become numbers in the addresses of luck: two that share one are refused."""
    nouns: dict[str, Iterable[str]] = {
        "queue": scenario.queues,
        "team": scenario.teams,
        "segment": scenario.customers,
        "department": scenario.departments,
        "incident": scenario.incidents,
        "cause": [
            f"{kind}.{name}" for kind, need in scenario.needs.items() for name in need.causes
        ],
    }
    callers = [f"{noun}:{name}" for noun, names in nouns.items() for name in names]
    kinds = [f"need:{name}" for name in scenario.needs]
    for same in find_collisions(callers) + find_collisions(kinds, bits=KIND_BITS):
        words = " and ".join(each.replace(":", " ") for each in same)
        yield (), f"{words} would have the same luck, by chance of their names: rename one of them"


def _addresses(scenario: Scenario) -> Iterator[Finding]:
    """A random number's address has room for so many callers: more are refused, never wrapped."""
    for name, queue in scenario.queues.items():
        forecast = queue.forecast
        if forecast is None:
            continue
        if DAY // forecast.interval > MOST_INTERVALS_A_DAY:
            yield (
                ("queues", name, "forecast", "interval"),
                f"a day has at most {MOST_INTERVALS_A_DAY:,} intervals: write 30s or more",
            )
        limit = f"at most {MOST_CALLS_AN_INTERVAL:,} calls in an interval"
        rate, scale = (forecast.rate or 0.0) * forecast.scale, forecast.scale
        if rate * forecast.interval > MOST_CALLS_AN_INTERVAL:
            words = f"{rate * MINUTE:,.0f}/min is too many"
            yield ("queues", name, "forecast", "rate"), f"{words}: {limit}"
        if max(forecast.calls or [0.0]) * scale > MOST_CALLS_AN_INTERVAL:
            words = f"{max(forecast.calls or [0.0]) * scale:,.0f} are too many"
            yield ("queues", name, "forecast", "scale"), f"{words}: {limit}"


def _memory(scenario: Scenario) -> Iterator[Finding]:
    needed, available = estimate_memory(scenario), available_memory()
    if available is None or needed <= available:
        return
    calls = sum(calls_per_day(q.forecast) for q in scenario.queues.values() if q.forecast)
    customers = sum(segment.count for segment in scenario.customers.values())
    noun = "customers" if customers * 100 >= calls * 150 else "queues"
    who = f"{customers:,} customers and {calls:,.0f} forecast calls a day"
    sizes = f"need about {needed / 1e9:.1f} GB, and {available / 1e9:.1f} GB are free"
    yield (noun,), f"too large for memory: {who} {sizes}"
