"""What a comparison says of money: what each scenario is worth, and when it has paid for itself."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final

from ccsim.experiments.compare import Comparison
from ccsim.experiments.worth import BreakEven, Span, Worth
from ccsim.figures.numbers import NOT_KNOWN, digits, scale_of
from ccsim.report.facts import fact_at, text_of
from ccsim.report.words import estimate_text, listed, title

if TYPE_CHECKING:
    import pandas as pd


_PRICES: Final = {
    ".amount": "price of the vendor",
    ".margin_months": "margin that a leaver takes along",
    ".sla.credit": "credit for a day of late repair",
    ".fine": "fine of the regulator",
    ".fine_per_point_missed": "fine for each point missed",
}
"""What the facts are called that are prices, by the end of their paths."""


def worth_sentences(result: Comparison, *, briefly: bool = False) -> list[str]:
    """What each scenario is worth beside the reference, and when it has paid for itself.

    Args:
        result: the comparison.
        briefly: without break-even values and order, where tables tell those.
    """
    sentences = []
    for one in result.worth:
        scale = scale_of(one.currency, [one.present_value.mean], difference=True)
        value = one.present_value
        gains = scale.text(value.mean, signed=True)
        span = scale.span(value.low, value.high, mean=value.mean, signed=True)
        of_what = ", by its costs alone, as no margin is named" if one.of_costs_alone else ""
        sentence = f"{one.scenario} is worth {gains} against {one.reference} "
        sentence += f"({span}, n = {value.n}{_doubt(value)}){of_what}; "
        sentence += _payback_text(one)
        sentence += f"; chance that it is worth less: {_percent(one.loss)}."
        sentences.append(sentence + ("" if briefly else _break_even_text(one.break_even)))
    if sentences and not briefly and len(result.ranking) > 1:
        sentences.append(ranking_sentence(result))
    return sentences


def ranking_sentence(result: Comparison) -> str:
    """The order of the scenarios by cost beside that by net value; empty where one is not known."""
    return _ranking_text(result.not_told_apart) if len(result.ranking) > 1 else ""


def _ranking_text(groups: Mapping[str, Sequence[Sequence[str]]]) -> str:
    """The order of the scenarios by cost beside that by net value."""
    ranking = {name: [_group_text(group) for group in order] for name, order in groups.items()}
    orders = list(ranking.values())
    if all(order == orders[0] for order in orders):
        names = listed([title(name).lower() for name in ranking])
        return f"The best first, by {names} alike: {', then '.join(orders[0])}."
    told = [f"by {title(name).lower()}: {', then '.join(order)}" for name, order in ranking.items()]
    return f"The best first, {'; '.join(told)}."


def _group_text(group: Sequence[str]) -> str:
    """Scenarios of which the order says nothing."""
    if len(group) == 1:
        return group[0]
    whom = "" if len(group) == 2 else "neighbours "
    return f"{listed(group)} ({whom}not told apart)"


def _doubt(value: Span) -> str:
    """Whether a difference is not established by its interval."""
    if value.low is None or value.high is None or not value.low <= 0 <= value.high:
        return ""
    return ": not established"


def _payback_text(one: Worth) -> str:
    """In which week of the measured time it has paid for itself, if it has."""
    week, weeks = one.payback_week, len(one.gained)
    notes = [] if one.begins in (None, 1) else [f"it begins in week {one.begins}"]
    if week.n > 1:
        notes = [_payback_span(week, weeks), f"n = {week.n}", *notes]
    told = ", ".join(note for note in notes if note)
    told = f" ({told})" if told else ""
    if week.mean is None:
        return f"it has not paid for itself within {weeks} week{'s' if weeks != 1 else ''}{told}"
    return f"it has paid for itself in week {week.mean:.0f} of {weeks}{told}"


def _payback_span(week: Span, weeks: int) -> str:
    """The weeks in which it may have paid for itself."""
    if week.mean is None:
        return "" if week.low is None else f"at the earliest in week {week.low:.0f}"
    ends = [f"{end:.0f}" if end is not None else f"after {weeks}" for end in (week.low, week.high)]
    return " to ".join(ends)


def _percent(share: Span) -> str:
    if share.mean is None or share.low is None or share.high is None:
        return NOT_KNOWN
    mean, low, high = (f"{100 * one:.0f}" for one in (share.mean, share.low, share.high))
    return f"{mean} % ({low} to {high}, n = {share.n})"


def _break_even_text(values: Mapping[str, BreakEven]) -> str:
    """From or up to which value of a fact the scenario pays, all else unchanged."""
    known = {fact: one for fact, one in values.items() if one.established}
    text = "".join(_price_text(fact, one) for fact, one in known.items())
    unsure = [fact for fact in values if fact not in known]
    return f"{text} The break-even of {listed(unsure)} is not established." if unsure else text


def _price_text(fact: str, one: BreakEven) -> str:
    """One price at which both are worth the same; below nought there is none."""
    span = one.span
    if span.mean is None or span.high is None:
        return f" The break-even of {fact} is not established."
    scale = scale_of(one.unit, [span.mean])
    ends = scale.span(span.low, span.high, mean=span.mean)
    shown = f"{scale.text(span.mean)} ({ends})"
    named = _price_words(fact)
    if span.mean > 0 and digits(span.mean) != "0":
        bound = "at least" if one.pays == "from" else "at most"
        return f" It pays as long as {named} is {bound} {shown}."
    verb = "pays" if one.pays == "from" else "does not pay"
    if span.high <= 0 or digits(span.high) == "0":
        return f" It {verb} whatever {named} is."
    return f" Whether it {verb} whatever {named} is, is not established: they are even at {shown}."


def _price_words(fact: str) -> str:
    """A fact that is a price, in words, with its path."""
    words = next((words for end, words in _PRICES.items() if f".{fact}".endswith(end)), None)
    return fact if words is None else f"the {words} ({fact})"


def ranking_table(result: Comparison) -> "pd.DataFrame":
    """The scenarios from the best on, by cost beside by net value, each with its interval.

    Neighbours that are not told apart share their place.
    """
    import pandas as pd

    columns = {}
    for metric, groups in result.not_told_apart.items():
        runs = [run for run in result.runs if metric in run.estimates]
        known = {run.label: run.estimates[metric] for run in runs}
        names = [name for group in groups for name in group]
        scale = scale_of(known[names[0]].unit, [known[name].mean for name in names])
        cells, place = [], 1
        for group in groups:
            shared = "=" if len(group) > 1 else ""
            for name in group:
                value, span = estimate_text(known[name], scale)
                cells.append(f"{place}{shared} {name}\n\n{value} ({span})")
            place += len(group)
        columns[f"By {title(metric).lower()}"] = pd.Series(cells)
    return pd.DataFrame(columns).fillna("")


def break_even_table(result: Comparison) -> "pd.DataFrame":
    """From or up to which value of a fact each scenario is worth more than the reference."""
    import pandas as pd

    rows = [
        {
            "Scenario": one.scenario,
            "What": _named(fact),
            "Worth more": _pays_text(even),
            "In the scenario": _with_unit(fact_at(run.scenario, fact), even.unit),
        }
        for one in result.worth
        for run in result.runs
        if run.label == one.scenario
        for fact, even in one.break_even.items()
    ]
    return pd.DataFrame(rows, columns=["Scenario", "What", "Worth more", "In the scenario"])


def _named(fact: str) -> str:
    """What a price is called, with its path."""
    words = next((own for end, own in _PRICES.items() if fact.endswith(end)), "")
    return f"{words} ({fact})" if words else fact


def _with_unit(value: Any, unit: str) -> str:
    """A fact as the file has it; a number that is written there without its unit gets it."""
    bare = isinstance(value, int | float)
    return f"{text_of(value)} {unit}".rstrip() if bare else text_of(value)


def _pays_text(one: BreakEven) -> str:
    """A break-even value with its interval and count, or that there is none."""
    span = one.span
    if not one.established or span.mean is None or span.high is None:
        return f"not established (n = {span.n})"
    scale = scale_of(one.unit, [span.mean])
    ends = f"{scale.span(span.low, span.high, mean=span.mean)}, n = {span.n}"
    if span.mean > 0:
        return f"{one.pays} {scale.text(span.mean)} ({ends})"
    verb = "at any value" if one.pays == "from" else "at no value"
    doubt = "not established: " if span.high > 0 else ""
    return f"{doubt}{verb} (even at {scale.text(span.mean)}, {ends})"
