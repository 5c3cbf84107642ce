"""How robust a verdict is, as one HTML page with its pictures."""

from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from ccsim.experiments.robustness_result import Matter, MetricVerdict, Robustness
from ccsim.figures.colours import scenario_colours
from ccsim.figures.flip import flip_figure
from ccsim.figures.tornado import tornado_figure
from ccsim.figures.wins import wins_figure
from ccsim.report.page import own_page, write_whole
from ccsim.report.pictures import Picture
from ccsim.report.robustness import (
    HOW,
    conclusions,
    heading,
    matter_rows,
    notes,
    repeat_command,
    row_of,
    scale_unit,
    size,
    word_of,
)
from ccsim.report.words import title, version_text

if TYPE_CHECKING:
    import pandas as pd

_FEW: Final = 4
_ALWAYS: Final = ("resolution_rate", "cost_per_resolution", "net_value")
"""Where there are more metrics, those are drawn of which worlds disagree, and these."""


def write_robustness(result: Robustness, path: Path) -> None:
    """Write it as one HTML page; an old page stays until the new one is whole.

    Raises:
        UsageError: nothing can be written there.
    """
    write_whole(robustness_page(result), path)


def robustness_page(result: Robustness) -> str:
    """The HTML text of the page."""
    labels = [result.reference.label, result.other.label]
    light, dark = scenario_colours(labels), scenario_colours(labels, dark=True)
    return own_page(
        "robustness.html.j2",
        robustness_pictures(result),
        heading=heading(result),
        size=size(result),
        conclusions=list(conclusions(result)),
        how=HOW,
        notes=list(notes(result)),
        sides=[
            {"label": side.label, "why": side.why, "fingerprint": side.fingerprint}
            | {"light": light[side.label], "dark": dark[side.label]}
            for side in (result.reference, result.other)
        ],
        rows=[row_of(one) for one in result.verdicts],
        tornados=[
            {
                "title": f"{title(one.metric)}, {scale_unit(one)}".removesuffix(", "),
                "rows": matter_rows(one),
            }
            for one in result.verdicts
        ],
        doubts=[
            {
                "name": one.name,
                "range": f"{one.text(one.low)} to {one.text(one.high)}",
                "stands": one.text(one.middle),
                "source": one.source,
                "grade": one.grade,
                "places": len({place.path for each in one.places for place in each}),
            }
            for one in result.found.doubts
        ],
        command=repeat_command(result),
        worlds=result.worlds,
        seed=result.seed,
        engine=result.engine,
        version=version_text(),
    )


def robustness_table(result: Robustness) -> "pd.DataFrame":
    """Each metric as it stands, in how many worlds it is won, and what would turn the verdict."""
    import pandas as pd

    rows = {
        row["title"]: [
            f"{row['stands']} ({row['stands_span']})\n\n{row['sign']} {row['verdict']}",
            f"{row['share']} ({row['share_span']})\n\n{row['word']}",
            f"{row['doubt']}\n\n{row['index']}" if row["index"] else row["doubt"],
            row["flips"],
        ]
        for row in map(row_of, result.verdicts)
    }
    won = f"Worlds that {result.other.label} wins"
    columns = ["As they stand", won, "Matters most (index)", "The verdict flips"]
    return pd.DataFrame.from_dict(rows, orient="index", columns=columns)


def robustness_pictures(result: Robustness) -> list[Picture]:
    """The share of wins, and for each metric its tornado and the doubt that matters most."""
    shown = [wins_picture(result)]
    few = len(result.verdicts) <= _FEW
    for number, one in enumerate(result.verdicts):
        if one.effects and (few or not one.agreed or one.metric in _ALWAYS):
            shown += _pictures_of(one, number)
    return shown


def wins_picture(result: Robustness) -> Picture:
    """In which share of worlds the other scenario wins, by metric."""
    wins = _wins_frame(result)
    caption = f"Worlds in which {result.other.label} wins, with 95 % intervals"
    return Picture("wins", caption, lambda dark: wins_figure(wins, dark=dark), broad=True)


def _pictures_of(one: MetricVerdict, number: int) -> list[Picture]:
    frame, first = tornado_frame(one), one.matters[0]
    shown = [
        Picture(
            f"tornado-{number}",
            f"{title(one.metric)}: what the difference hangs on",
            lambda dark: tornado_figure(frame, dark=dark),
            broad=True,
        )
    ]
    if not one.agreed and first.effect.established and first.effect.flip.word != "does not flip":
        worlds, line = _worlds_frame(one, first), _line(one, first)
        shown.append(
            Picture(
                f"flip-{number}",
                f"{title(one.metric)}: where the verdict turns",
                lambda dark: flip_figure(worlds, line, dark=dark),
                broad=True,
            )
        )
    return shown


def _wins_frame(result: Robustness) -> "pd.DataFrame":
    import pandas as pd

    rows = [
        (title(one.metric), word_of(one), one.wins.mean, *one.wins.ends, one.wins.count, one.n)
        for one in result.verdicts
    ]
    return pd.DataFrame(rows, columns=["title", "word", "share", "low", "high", "count", "n"])


def tornado_frame(one: MetricVerdict) -> "pd.DataFrame":
    """What the difference of a metric owes to each doubt, the strongest first."""
    import pandas as pd

    rows = [
        {
            "doubt": matter.doubt.name,
            "low_text": matter.doubt.text(matter.doubt.low),
            "high_text": matter.doubt.text(matter.doubt.high),
            "at_low": matter.effect.at_low.mean,
            "at_low_from": matter.effect.at_low.low,
            "at_low_to": matter.effect.at_low.high,
            "at_high": matter.effect.at_high.mean,
            "at_high_from": matter.effect.at_high.low,
            "at_high_to": matter.effect.at_high.high,
            "swing": matter.effect.swing.mean,
            "swing_low": matter.effect.swing.low,
            "swing_high": matter.effect.swing.high,
            "index": matter.effect.index.mean,
            "index_low": matter.effect.index.low,
            "index_high": matter.effect.index.high,
            "established": matter.effect.established,
            "mean": one.mean.mean,
            "unit": one.unit,
            "n": one.n,
        }
        for matter in one.matters
    ]
    return pd.DataFrame(rows)


def _worlds_frame(one: MetricVerdict, matter: Matter) -> "pd.DataFrame":
    """Each world's difference, and where its value of one doubt lies."""
    import pandas as pd

    doubt, shares = matter.doubt, one.shares[:, one.doubts.index(matter.doubt)]
    texts = [doubt.text(doubt.value(float(share))) for share in shares]
    return pd.DataFrame({"share": shares, "text": texts, "apart": one.apart})


def _line(one: MetricVerdict, matter: Matter) -> dict[str, Any]:
    doubt, effect = matter.doubt, matter.effect
    low, middle, high = (doubt.text(doubt.value(share)) for share in (0.0, 0.5, 1.0))
    return {
        "at_low": effect.at_low.mean,
        "at_high": effect.at_high.mean,
        "flips_from": effect.flip.low,
        "flips_to": effect.flip.high,
        "doubt": doubt.name,
        "low_text": low,
        "middle_text": middle,
        "high_text": high,
        "unit": one.unit,
        "n": one.n,
    }
