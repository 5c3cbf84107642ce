"""Sentences and words that the page, the terminal and the app share."""

import math
import shlex
from collections.abc import Iterator, Sequence
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from statistics import median
from typing import Final

from ccsim.experiments.compare import Comparison, Difference, Verdict
from ccsim.experiments.paired import MOST_NEEDED, PairedDifference
from ccsim.experiments.results import RunResult
from ccsim.figures.numbers import NOT_KNOWN, Scale, digits, scale_of
from ccsim.metrics.catalogue import HEADLINES
from ccsim.metrics.estimates import Estimate
from ccsim.metrics.totals import split_key
from ccsim.spec.loading import Loaded
from ccsim.store.scenarios import told_file
from ccsim.units import format_duration

SIGNS: Final[dict[Verdict, str]] = {
    "better": "▲",
    "worse": "▼",
    "higher": "◆",
    "lower": "◆",
    "not established": "○",
    "the same": "=",
}
"""A sign beside each verdict's word, so that a column of them is read at a glance."""

_SUBJECT: Final = "resolution_rate"
_PRICE: Final = "cost_per_resolution"
_SENTENCES: Final = {
    _SUBJECT: {
        "differs": "{other} solves {after} of its cases where {reference} solves {before}: "
        "a difference of {change} (95 % interval {span}, n = {n}).",
        "unsure": "Whether {other} solves more or fewer cases than {reference} is not established: "
        "{after} against {before}, a difference of {change} ({span}, n = {n}){needed}.",
        "same": "{other} solves exactly as many cases as {reference}: {before}.",
    },
    _PRICE: {
        "differs": "A solved case costs {after} instead of {before}: {change} ({span}, n = {n}).",
        "unsure": "That a solved case costs more or less is not established: "
        "{after} against {before}, {change} ({span}, n = {n}){needed}.",
        "same": "A solved case costs the same: {before}.",
    },
}
_WEEKS: Final = "calendar.weeks="
_SPELLED: Final = {
    "fcr": "First-contact resolution, as seen",
    "true_fcr": "First-contact resolution, in truth",
    "log_fcr": "First-contact resolution, by the call log",
    "log_resolution_rate": "Cases closed in the call log",
    "satisfaction": "Satisfaction of customers",
    "remembered_satisfaction": "Satisfaction as customers remember it",
    "nps": "Net promoter score",
    "value_churn_rate": "Customers leaving, by value",
    "perceived_resolution_gap": "Cases solved as believed, less in truth",
    "latent_demand_rate": "Needs nobody calls about",
    "cross_sell_revenue": "Revenue of sales after solved cases",
    "open_hours_per_case": "Hours until it is solved",
    "distinct_agents_per_case": "Different agents per case",
    "many_contacts_rate": "Odysseys",
    "contacts_per_case_p90": "Contacts that 9 cases in 10 do not exceed",
    "contacts_per_case_p99": "Contacts that 99 cases in 100 do not exceed",
    "contacts_per_case_max": "Contacts of the hardest case",
    "cases_reaching_rate": "Cases with that many contacts or more",
    "repeat_rate_30d": "Repeat contacts within 30 days",
    "resolution_rate": "Cases solved",
    "gave_up_rate": "Cases given up",
    "churn_rate": "Customers leaving",
    "asa_s": "Average speed of answer",
    "aht_s": "Average handle time",
    "acw_s": "After-call work",
    "failure_demand_rate": "Failure demand",
    "value_demand_rate": "Value demand",
    "abandon_rate": "Callers who hang up waiting",
    "customer_time_per_case_s": "Customer's time per case",
    "repeat_rate_7d": "Repeat contacts within 7 days",
    "cost_per_resolution": "Cost per solved case",
    "misdirected_rate": "Transfers to the wrong specialists",
    "dumping_rate": "Callers dumped",
    "lost_in_transfer": "Calls lost in transfer",
    "fcr_when_transferred": "First-contact resolution, as seen, of calls transferred",
    "repeat_aht_s": "Average handle time of repeats",
    "repeat_resolution_rate": "Repeats that solve the case",
    "wrong_solution_rate": "Solutions that solve nothing",
    "ticket_travel_s": "Tickets on their way to another site",
    "complaints_per_100k": "Complaints to the regulator per 100,000 customers and year",
    "internal_complaints_per_100k": "Complaints to the centre per 100,000 customers and year",
    "complaints_settled_10wd": "Regulator's complaints settled in 10 working days",
    "share_faults_fixed_2wd": "Faults fixed in 2 working days",
    "share_installed_12wd": "Lines installed in 12 working days",
    "sla_credits": "Credits by contract",
    "target_fines": "Fines for missed targets",
    "margin_at_hand": "Margin of the customers at hand",
    "cost_to_serve_per_customer_month": "Cost to serve, per customer and month",
    "loss_chance": "Chance of a loss",
    "days_below_target": "Days below the target of the service level",
    "absence_rate": "Absence",
    "tickets_done_rate": "Tickets done",
    "back_office_load": "Load of back offices",
}


HISTORY_WORDS: Final = {
    "quiet": "no case in 90 days",
    "solved": "the last case was solved",
    "given_up": "the last case was given up",
    "open": "a case is open",
    "open_often": "a case is open after two or more contacts",
    "cancelled": "has asked to go",
}
"""What a history of contacts is called."""


def title(metric: str) -> str:
    """What a metric is called on screen and paper, with its slice if it has one.

    >>> title("mean_wait_s"), title("mean_wait_s[queue=front]")
    ('Mean wait', 'Mean wait (queue front)')
    """
    name, slice_ = split_key(metric)
    words = name.removesuffix("_s").replace("_", " ")
    spelled = _SPELLED.get(name, words[:1].upper() + words[1:])
    return f"{spelled} ({slice_.replace('=', ' ').replace(',', ', ')})" if slice_ else spelled


def estimate_text(estimate: Estimate, scale: Scale | None = None) -> tuple[str, str]:
    """A number with its unit, and its interval with the count; a change has its sign.

    Args:
        estimate: the number.
        scale: that of a whole row of numbers; by default the number's own.
    """
    if estimate.mean is None:
        return NOT_KNOWN, "not defined"
    signed = estimate.signed
    scale = scale or scale_of(estimate.unit, [estimate.mean], difference=signed)
    span = scale.span(*estimate.ends, mean=estimate.mean, signed=signed)
    return scale.text(estimate.mean, signed=signed), f"{span}, n = {estimate.n}"


def difference_text(difference: Difference, scale: Scale | None = None) -> tuple[str, str]:
    """A difference with its sign and unit, and its interval; shares differ by points.

    Args:
        difference: the difference.
        scale: that of a whole row of differences; by default the difference's own.
    """
    return numbers_text(difference, difference.unit, scale)


def numbers_text(
    one: PairedDifference | Difference, unit: str, scale: Scale | None = None
) -> tuple[str, str]:
    """A paired difference with its sign and unit, and its interval; shares differ by points."""
    if one.mean is None:
        return NOT_KNOWN, "not defined"
    scale = scale or scale_of(unit, [one.mean], difference=True)
    span = scale.span(one.low, one.high, mean=one.mean, signed=True)
    return scale.text(one.mean, signed=True), span


def needed_text(difference: Difference) -> str:
    """How many replications would establish a difference; empty where nothing can be said."""
    if difference.replications_needed is not None:
        about = math.ceil(float(f"{difference.replications_needed:.1e}"))
        return f"about {about:,} replications would be needed"
    open_ = difference.verdict == "not established"
    if open_ and difference.mean and difference.low is not None:
        return f"more than {MOST_NEEDED:,} replications would be needed"
    return ""


def headline_metrics() -> list[str]:
    """The metrics that a decision looks at: what the conclusion speaks of, then the others."""
    return [*_SENTENCES, *(name for name in HEADLINES if name not in _SENTENCES)]


def heading(result: Comparison | RunResult) -> str:
    """What a page about it is called."""
    if isinstance(result, RunResult):
        return result.label
    return f"{listed([run.label for run in result.runs])} compared"


def conclusion(result: Comparison | RunResult) -> str:
    """What a comparison or a run says to somebody who decides, a line for each scenario."""
    if isinstance(result, RunResult):
        return _told_alone(result)
    if result.reference.replications < 2:
        return (
            "One replication says nothing about how sure a difference is: "
            "repeat with --replications 10."
        )
    sentences = [_told_against(result, other) for other in result.runs[1:]]
    return "\n".join(sentences)


def tally(result: Comparison, scenario: str) -> str:
    """How many headline metrics are better, worse, or not established."""
    verdicts = [one.verdict for one in result.of(scenario) if one.headline and one.mean is not None]
    counts = [(word, verdicts.count(word)) for word in SIGNS]
    parts = [f"{word} in {count}" for word, count in counts if count]
    if not parts:
        return f"No headline metric is defined for {scenario}."
    return f"Of {len(verdicts)} headline metrics, {scenario} is {listed(parts)}."


def luck_sentence(result: Comparison) -> str:
    """What it is worth that all scenarios meet the same customers with the same luck."""
    ratios = [
        one.variance_ratio
        for one in result.differences
        if one.headline and one.variance_ratio is not None
    ]
    if not ratios:
        return "All scenarios meet the same customers with the same luck."
    middle = median(ratios)
    if middle < 1.1:
        return (
            "All scenarios meet the same customers with the same luck; here the operating models "
            "act so differently that this makes the differences no surer than separate luck would "
            f"(variance ratio {digits(middle)})."
        )
    return (
        "All scenarios meet the same customers with the same luck, so what differs is the "
        "operating model: with separate luck it would take about "
        f"{middle:.2g} times as many replications to be as sure "
        "(middle of the headline metrics' variance ratios)."
    )


def repeat_command(result: Comparison | RunResult) -> str:
    """The line that gives the same numbers again."""
    runs = result.runs if isinstance(result, Comparison) else [result]
    files = [_file_of(run) for run in runs]
    sources = [run.source for run in runs]
    verb = "compare" if isinstance(result, Comparison) else "run"
    first = runs[0]
    parts = ["ccsim", verb, *files_and_settings(files, sources)]
    parts += ["--replications", str(first.replications), "--seed", str(first.seed)]
    if isinstance(result, Comparison) and result.selection is not None:
        parts += ["--best", result.selection.setting]
    return shlex.join(parts)


def journey_command(folder: Path, which: str, by: str) -> str:
    """The line that tells the stories of a kept run again."""
    return shlex.join(["ccsim", "journey", str(folder), "--which", which, "--by", by])


def kept_command(result: Comparison, folders: Sequence[Path]) -> str:
    """The same line where scenarios were changed one by one: it names the runs that are kept.

    Each holds its scenario as it was changed, and plays to the same numbers.
    """
    first = result.reference
    whole = ["ccsim", "compare", *map(str, folders)]
    return shlex.join(
        [*whole, "--replications", str(first.replications), "--seed", str(first.seed)]
    )


def version_text() -> str:
    """The version of the program."""
    try:
        return version("ccsim")
    except PackageNotFoundError:  # used from its sources, without being installed
        return "from sources"


def length_text(run: RunResult) -> str:
    """How long a run is, and what of it is not measured."""
    calendar = run.scenario.calendar
    text = _days(calendar.total_days)
    if calendar.warm_up_total_days:
        text += f", of which {_days(calendar.warm_up_total_days)} of warm-up are not counted"
    return text


def follow_up_text(run: RunResult) -> str:
    """How long each case is followed."""
    return format_duration(run.scenario.measures.follow_up)


def _told_alone(run: RunResult) -> str:
    sentences = list(_facts_alone(run))
    return " ".join(sentences) if sentences else f"{run.label} was run {run.replications} times."


def _facts_alone(run: RunResult) -> Iterator[str]:
    solved, price = run.estimates.get(_SUBJECT), run.estimates.get(_PRICE)
    if solved is not None and solved.mean is not None:
        value, span = estimate_text(solved)
        yield f"{run.label} solves {value} of its cases (95 % interval {span})."
    if price is not None and price.mean is not None:
        value, span = estimate_text(price)
        yield f"A solved case costs {value.removesuffix(' per case')} ({span})."


def _told_against(result: Comparison, other: RunResult) -> str:
    """What one scenario does that the reference does not, and how sure that is."""
    known = {one.metric: one for one in result.of(other.label)}
    names = {"other": other.label, "reference": result.reference.label}
    sentences = []
    for metric, forms in _SENTENCES.items():
        difference = known.get(metric)
        if difference is not None and difference.mean is not None:
            numbers = _before_and_after(result.reference, other, difference)
            sentences.append(forms[_sureness(difference)].format(**names, **numbers))
    return " ".join([*sentences, tally(result, other.label)])


def _sureness(difference: Difference) -> str:
    if difference.verdict == "the same":
        return "same"
    return "differs" if difference.established else "unsure"


def _before_and_after(
    reference: RunResult, other: RunResult, difference: Difference
) -> dict[str, str]:
    """A metric in both scenarios, and the difference with its interval."""
    change, span = difference_text(difference)
    both = (estimate_text(run.estimates[difference.metric]) for run in (reference, other))
    before, after = (f"{value.removesuffix(' per case')} ({known})" for value, known in both)
    needed = needed_text(difference)
    needed = f"; {needed}, if it is as large as it looks" if needed else ""
    return {
        "before": before,
        "after": after,
        "change": change,
        "span": span,
        "n": str(difference.n),
        "needed": needed,
    }


def _file_of(run: RunResult) -> str:
    return told_file(run.source.path) if run.source is not None else f"{run.label}.yaml"


def files_and_settings(files: Sequence[str], sources: Sequence[Loaded | None]) -> list[str]:
    """The scenarios as the command line takes them, and what was changed on the way to the facts.

    What was changed in the second of two of the same file alone is told behind that file.
    """
    first, *others = sources
    if len(others) == 1 and len(set(files)) == 1 and others[0] is not None:
        as_it_is, changed = settings_of(first), settings_of(others[0])
        if changed != as_it_is and "--set" not in as_it_is:
            return [files[0], *changed]
    return [*files, *settings_of(first)]


def settings_of(source: Loaded | None) -> list[str]:
    """What was changed on the way from the file to the facts, as the command line takes it."""
    sets = list(source.sets) if source is not None else []
    parts: list[str] = []
    if len(sets) >= 2 and sets[-1] == "calendar.days=0" and sets[-2].startswith(_WEEKS):
        parts = ["--weeks", sets[-2].removeprefix(_WEEKS)]
        sets = sets[:-2]
    for setting in sets:
        parts += ["--set", setting]
    return parts


def _days(days: int) -> str:
    weeks, rest = divmod(days, 7)
    if rest or not weeks:
        return f"{days} day{'s' if days != 1 else ''}"
    return f"{weeks} week{'s' if weeks != 1 else ''}"


def listed(parts: Sequence[str], word: str = "and") -> str:
    """Parts of a sentence, the last after `and`.

    >>> listed(["a", "b", "c"])
    'a, b and c'
    """
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} {word} {parts[-1]}"
