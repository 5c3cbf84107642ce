"""What a lesson in queueing shows: frames for its figure, sentences made from its numbers."""

import shlex
from collections.abc import Iterator
from typing import TYPE_CHECKING

from ccsim.experiments.lesson import OTHER_LUCK, SAME_LUCK, Setting
from ccsim.experiments.results import RunResult
from ccsim.experiments.taught import Answer, Taught, times_as_wide
from ccsim.figures.numbers import Scale, scale_of
from ccsim.metrics.estimates import Estimate
from ccsim.report.words import estimate_text, repeat_command, settings_of

if TYPE_CHECKING:
    import pandas as pd


def answers_frame(taught: Taught, chosen: str) -> "pd.DataFrame":
    """What the simulation gives, one row for each curve and value.

    Args:
        taught: a lesson, played.
        chosen: the label of the value that the reader stands at.
    """
    import pandas as pd

    rows = [
        {
            "curve": one.curve,
            "label": one.setting.label,
            "x": one.setting.x,
            **one.estimate.to_json(),
            **dict(zip(("low", "high"), one.estimate.ends, strict=True)),
            "title": answer_title(taught),
            "chosen": one.setting.label == chosen,
            "difference": taught.lesson.paired is not None,
        }
        for one in taught.answers
    ]
    return pd.DataFrame(rows).astype({"mean": float, "low": float, "high": float})


def theory_frame(taught: Taught) -> "pd.DataFrame":
    """What the theories say, one row for each theory and place."""
    import pandas as pd

    rows = [(line.law, line.beside or "", x, y) for line in taught.lines for x, y in line.points]
    return pd.DataFrame(rows, columns=["law", "beside", "x", "y"])


def what_you_see(taught: Taught, chosen: str) -> list[str]:
    """The simulation and theory at the reader's value, in sentences made from the numbers."""
    sentences = [_beside_theory(taught, one) for one in taught.at(chosen)]
    sentences += _leaving_out(taught, chosen)
    if taught.lesson.paired is None:
        sentences += _steps(taught, chosen)
    else:
        sentences += _widths(taught.at(chosen))
    return sentences


def run_at(taught: Taught, chosen: str) -> list[RunResult]:
    """The runs behind the reader's value."""
    if taught.lesson.paired:
        return list(taught.runs)
    labels = [one.label for one in taught.lesson.settings]
    return [taught.runs[labels.index(chosen)]]


def lesson_command(taught: Taught, chosen: str) -> str:
    """The line that gives the same numbers again, at the reader's value."""
    runs = run_at(taught, chosen)
    if not taught.lesson.paired:
        return repeat_command(runs[0])
    source = runs[0].source
    assert source is not None  # lessons are files
    path = taught.lesson.path
    values = ",".join(one.removeprefix(f"{path}=") for one in taught.lesson.paired)
    shared = [one for one in settings_of(source) if not one.startswith(f"{path}=")]
    settings = [part for one in shared if one != "--set" for part in ("--set", one)]
    many = str(taught.at(chosen)[0].estimate.n)
    metric = next(iter(taught.lesson.curves.values()))
    parts = ["ccsim", "sweep", str(source.path), "--vary", f"{path}={values}", "--metric", metric]
    return shlex.join([*parts, *settings, "--replications", many, "--seed", str(taught.seed)])


def _beside_theory(taught: Taught, one: Answer) -> str:
    """A simulated number, and what the theory of it says."""
    scale = _scale(taught)
    value, span = estimate_text(one.estimate, scale)
    who = f", {one.curve}" if len(taught.lesson.curves) > 1 else ""
    told = [f"**At {one.setting.label}{who}: {_small(answer_title(taught))} {value}** ({span})."]
    for line in taught.lines:
        theirs = dict(line.points).get(one.setting.x)
        if theirs is not None and line.beside == one.curve:
            told.append(f"{line.law}: {scale.text(theirs)}, {_inside(theirs, one.estimate)}.")
    return " ".join(told)


def _leaving_out(taught: Taught, chosen: str) -> Iterator[str]:
    """What the theories say that leave the idea of the lesson out."""
    x = taught.at(chosen)[0].setting.x
    for line in taught.lines:
        if line.beside is None:
            yield f"{line.law}: {_scale(taught).text(dict(line.points).get(x))}."


def _inside(theirs: float, estimate: Estimate) -> str:
    if estimate.low is None or estimate.high is None:
        return "and the simulation has no interval to hold it to"
    if estimate.low <= theirs <= estimate.high:
        return "inside the interval"
    return "outside the interval, as happens to about one in twenty by luck alone"


def _steps(taught: Taught, chosen: str) -> Iterator[str]:
    """What one step of the slider does, with the same luck on both sides of it."""
    settings = taught.lesson.settings
    before, scale = _neighbour(settings, chosen), _scale(taught, difference=True)
    for curve in taught.lesson.curves:
        one = taught.change(curve, before, chosen)
        change, span = (
            scale.text(one.mean, signed=True),
            scale.span(one.low, one.high, mean=one.mean, signed=True),
        )
        who = f", {curve}" if len(taught.lesson.curves) > 1 else ""
        sure = one.low is not None and one.high is not None and not one.low <= 0 <= one.high
        doubt = "" if sure else "no difference is established: "
        yield f"From {before} to {chosen}{who}: {doubt}{change} ({span}, n = {one.n})."


def _neighbour(settings: tuple[Setting, ...], chosen: str) -> str:
    """The value one step below, or above the lowest."""
    labels = [one.label for one in settings]
    at = labels.index(chosen)
    return labels[at - 1 if at else 1]


def _widths(answers: list[Answer]) -> Iterator[str]:
    """How much wider the interval is without common luck."""
    by_luck = {one.curve: one for one in answers}
    wider = times_as_wide(by_luck[SAME_LUCK], by_luck[OTHER_LUCK])
    if wider is not None and wider.low is not None and wider.mean is not None:
        sure = "" if wider.low > 1 else ", which does not establish that it is wider"
        yield (
            f"With other luck the interval is {wider.mean:.1f} times as wide as with the same luck "
            f"({wider.low:.1f} to {wider.high:.1f}, n = {wider.n}){sure}."
        )


def answer_title(taught: Taught) -> str:
    """What the figure shows."""
    name = taught.lesson.answer
    return f"Difference in {_small(name)}" if taught.lesson.paired else name


def _small(words: str) -> str:
    return words[:1].lower() + words[1:]


def _scale(taught: Taught, *, difference: bool = False) -> Scale:
    """That of the figure, so that all numbers of a lesson have one unit."""
    answers = [one.estimate for one in taught.answers]
    apart = difference or taught.lesson.paired is not None
    return scale_of(answers[0].unit, [one.mean for one in answers], difference=apart)
