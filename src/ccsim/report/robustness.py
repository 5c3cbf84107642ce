"""How robust a verdict is, as tables and sentences for a terminal."""

import shlex
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, Final

from rich.table import Table

from ccsim.experiments.robustness_result import Matter, MetricVerdict, Robustness
from ccsim.experiments.sensitivity import Interval
from ccsim.experiments.worlds import Share
from ccsim.figures.numbers import NOT_KNOWN, Scale, scale_of
from ccsim.report.console import new_console, new_table, say
from ccsim.report.words import SIGNS, files_and_settings, title

_MOST_TORNADOS: Final = 3
_MOST_ROWS: Final = 10
_LEAST_ROWS: Final = 3
_EVEN: Final = 0.5
HOW: Final = (
    "A world draws all doubtful facts at once, each from the range of its evidence, and both "
    "scenarios are played in it with common luck. Shares of worlds have Wilson's 95 % interval; "
    "the first-order index is the share of the variance between worlds that knowing a fact would "
    "take away; a fact is established to matter after Holm's correction over all doubts."
)


def show_robustness(result: Robustness, page: Path | None) -> None:
    """The verdicts, what they hang on, and what was not drawn."""
    console = new_console()
    console.print(heading(result), style="bold")
    console.print(f"{size(result)}\n")
    for sentence in conclusions(result):
        console.print(sentence)
    console.print()
    console.print(_verdicts(result))
    for one in shown_in_full(result):
        console.print()
        console.print(_tornado(one))
    console.print()
    for sentence in (*notes(result), HOW):
        console.print(sentence)
    if page is not None:
        say(console, "The page is", str(page))
    say(console, "To repeat it", repeat_command(result))


def heading(result: Robustness) -> str:
    """Who is held against whom."""
    return f"{result.other.label} against {result.reference.label}: does the verdict survive?"


def size(result: Robustness) -> str:
    """How much was drawn and played."""
    often = "once" if result.replications == 1 else f"{result.replications} times"
    worlds = f"{result.worlds} plausible worlds"
    if result.stopped:
        worlds = f"Stopped early: {result.worlds} of {result.asked} plausible worlds"
    doubts = len(result.found.doubts)
    words = f"{doubts} doubt{'s' if doubts > 1 else ''}"
    return f"{worlds}, {words}; both played {often} in each."


def conclusions(result: Robustness) -> Iterator[str]:
    """What may be said, in sentences; nothing is better or worse where no direction is."""
    other = result.other.label
    groups: dict[str, list[str]] = {
        f"{other} is better in all worlds": [],
        f"{other} is better in most worlds": [],
        "They do not differ in most worlds": [],
        "It is open which of them is better in more worlds": [],
        f"{other} is worse in most worlds": [],
        f"{other} is worse in all worlds": [],
    }
    for one in result.verdicts:
        if one.better is not None:
            words, counted = _standing(one, other)
            groups[words].append(f"{title(one.metric)} ({counted})")
    for words, group in groups.items():
        if group:
            yield f"{words}: {'; '.join(group)}."


def _standing(one: MetricVerdict, other: str) -> tuple[str, str]:
    """In how many worlds a scenario is better or worse by a metric; a tie is neither."""
    for word, share in (("better", one.wins), ("worse", one.losses)):
        if share.ends[0] > _EVEN:
            often = "all" if share.count == share.n else "most"
            return f"{other} is {word} in {often} worlds", count_text(share, word, one.ties)
    even = Share(one.ties, one.n)
    if even.ends[0] > _EVEN:
        words = count_text(even, "no difference", 0)
        return "They do not differ in most worlds", f"{words}; better in {one.wins.count}"
    words = count_text(one.wins, "better", one.ties)
    return "It is open which of them is better in more worlds", words


def count_text(share: Share, word: str, ties: int) -> str:
    """In how many worlds something is so, with Wilson's interval; a tie is told apart.

    >>> count_text(Share(9, 9), "better", 0)
    'better in 9 of 9: 70 % to 100 %'
    """
    low, high = (f"{100 * end:.0f} %" for end in share.ends)
    even = f"; no difference in {ties}" if ties else ""
    return f"{word} in {share.count} of {share.n}: {low} to {high}{even}"


def notes(result: Robustness) -> Iterator[str]:
    """What was not drawn, and what else a reader has to know."""
    found = result.found
    if not result.same_calendar:
        yield "The scenarios have different calendars: compare shares and means, not counts."
    if found.decisions:
        yield f"What differs by decision stays: {', '.join(found.decisions)}."
    if found.levers:
        yield f"Rules that both have alike stay (--doubt PATH draws them): {_few(found.levers)}."
    for one in found.outside:
        yield (
            f"{one.name} stays at {one.text(one.middle)}, outside the {one.text(one.low)} to "
            f"{one.text(one.high)} that the evidence speaks of ({one.source}); --doubt draws it."
        )
    if result.refused:
        yield f"{result.refused} worlds could not be and were drawn again: {result.why_refused}"
    yield from result.notes
    if result.undefined:
        yield f"Not defined in these runs: {', '.join(result.undefined)}."


def shown_in_full(result: Robustness) -> Sequence[MetricVerdict]:
    """The metrics of which all doubts are shown: few that were asked for, or the one most open."""
    if len(result.verdicts) <= _MOST_TORNADOS:
        return result.verdicts
    with_effects = [one for one in result.verdicts if one.effects]
    return sorted(with_effects, key=lambda one: abs(one.wins.count - one.losses.count) / one.n)[:1]


def flip_words(one: MetricVerdict, matter: Matter) -> str:
    """At which value of a doubt the verdict turns."""
    at, flip, doubt = matter.flips_at, matter.effect.flip, matter.doubt
    if one.agreed:
        return f"in none of {one.n} worlds"
    if at is not None:
        return f"at {at[0]} ({at[1]} to {at[2]})"
    if flip.word == "may flip" and flip.low is not None and flip.high is not None:
        low, high = (doubt.text(doubt.value(float(end))) for end in (flip.low, flip.high))
        return f"not by the line; not excluded from {low} to {high}"
    return "does not flip within its range"


def repeat_command(result: Robustness) -> str:
    """The line that gives the same numbers again."""
    sides = (result.reference, result.other)
    files = files_and_settings([one.file for one in sides], [one.source for one in sides])
    parts = ["ccsim", "robustness", *files, *result.words]
    parts += ["--worlds", str(result.asked), "--replications", str(result.replications)]
    return shlex.join([*parts, "--seed", str(result.seed)])


def _verdicts(result: Robustness) -> Table:
    table = new_table(
        f"{result.other.label} less {result.reference.label}",
        "Metric",
        "As they stand",
        f"Worlds that {result.other.label} wins",
        "Nine of ten worlds",
        "Matters most (index)",
        "The verdict flips",
    )
    for row in map(row_of, result.verdicts):
        table.add_row(
            row["title"],
            f"{row['stands']} {row['sign']} {row['verdict']}\n({row['stands_span']})",
            f"{row['share']}: {row['word']}\n({row['share_span']})",
            row["nine"],
            f"{row['doubt']}\n{row['index']}" if row["index"] else row["doubt"],
            row["flips"],
        )
    return table


def row_of(one: MetricVerdict) -> dict[str, Any]:
    """What is said of one metric."""
    stand, scale = one.as_they_stand, _scale(one)
    low, high = one.wins.ends
    nine = scale.span(*one.nine_of_ten, mean=one.mean.mean, signed=True)
    row = {
        "title": title(one.metric),
        "stands": scale.text(stand.mean, signed=True),
        "stands_span": f"{scale.span(stand.low, stand.high, mean=stand.mean, signed=True)}, "
        f"n = {stand.n}",
        "verdict": one.verdict,
        "sign": SIGNS[one.verdict],
        "share": f"{100 * one.wins.mean:.0f} %",
        "share_span": f"{100 * low:.0f} to {100 * high:.0f}; {one.wins.count} of {one.n}"
        + (f"; no difference in {one.ties}" if one.ties else ""),
        "word": one.word,
        "nine": f"{nine} {scale.unit}".strip(),
        "luck": NOT_KNOWN,
        "luck_span": "",
    }
    if one.luck is not None:
        row["luck"] = f"{100 * one.luck.mean:.0f} %"
        row["luck_span"] = (
            f"{100 * one.luck.low:.0f} to {100 * one.luck.high:.0f}, n = {len(one.alone)}"
        )
    first = next(iter(one.matters), None)
    if first is None or not any(matter.effect.established for matter in one.matters):
        return row | {"doubt": "none is established", "index": "", "flips": NOT_KNOWN}
    index = first.effect.index
    return row | {
        "doubt": first.doubt.name,
        "index": f"{index.mean:.2f} ({index.low:.2f} to {index.high:.2f})",
        "flips": flip_words(one, first),
    }


def _tornado(one: MetricVerdict) -> Table:
    unit = scale_unit(one)
    table = new_table(
        f"{title(one.metric)}{', ' if unit else ''}{unit}: what the difference hangs on "
        f"(n = {one.n} worlds)",
        "Doubt and range",
        "At one end, at the other",
        "Swing and 95 % interval",
        "First-order index",
        "The verdict flips",
    )
    rows = matter_rows(one)
    shown = [row for number, row in enumerate(rows) if row["established"] or number < _LEAST_ROWS]
    for row in shown[:_MOST_ROWS]:
        swing = f"{row['swing']} ({row['swing_span']})"
        swing += "" if row["established"] else " not established"
        ends = [f"{row[at]} ({row[f'{at}_span']})" for at in ("at_low", "at_high")]
        table.add_row(
            f"{row['doubt']}\n{row['range']}", "\n".join(ends), swing, row["index"], row["flips"]
        )
    left = len(rows) - len(shown[:_MOST_ROWS])
    if left > 0:
        table.caption = f"{left} more doubts matter less: --json, or -o FILE.html"
    return table


def matter_rows(one: MetricVerdict) -> list[dict[str, Any]]:
    """The doubts of one metric, the one that matters most first."""
    scale = Scale(_scale(one).factor, "")
    rows = []
    for matter in one.matters:
        effect, doubt = matter.effect, matter.doubt
        swing, index = effect.swing, effect.index
        rows.append(
            {
                "doubt": doubt.name,
                "range": f"{doubt.text(doubt.low)} to {doubt.text(doubt.high)}",
                **_end_cells("at_low", effect.at_low, scale),
                **_end_cells("at_high", effect.at_high, scale),
                "swing": scale.text(swing.mean, signed=True),
                "swing_span": scale.span(swing.low, swing.high, mean=swing.mean, signed=True),
                "index": f"{index.mean:.2f} ({index.low:.2f} to {index.high:.2f})",
                "established": effect.established,
                "flips": flip_words(one, matter),
            }
        )
    return rows


def _end_cells(name: str, end: Interval, scale: Scale) -> dict[str, str]:
    """The expected difference at one end of a range, with its interval."""
    span = scale.span(end.low, end.high, mean=end.mean, signed=True)
    return {name: scale.text(end.mean, signed=True), f"{name}_span": span}


def word_of(one: MetricVerdict) -> str:
    """What is counted of a metric beside its name in a picture; a tie is no defeat."""
    return f"{one.word}, no difference in {one.ties}" if one.ties else one.word


def scale_unit(one: MetricVerdict) -> str:
    """The unit in which differences of a metric are told."""
    return _scale(one).unit


def _scale(one: MetricVerdict) -> Scale:
    """One scale for all differences of a metric."""
    return scale_of(one.unit, [one.mean.mean, one.as_they_stand.mean], difference=True)


def _few(paths: Sequence[str], most: int = 6) -> str:
    left = len(paths) - most
    return ", ".join(paths[:most]) + (f" and {left} more" if left > 0 else "")
