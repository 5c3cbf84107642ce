"""A day in words, and as the scenes that are shown of it."""

from ccsim.codes import AgentState
from ccsim.experiments.day import Day, Left
from ccsim.experiments.day_scenes import STATES, Facts, Scenes
from ccsim.figures.animation import LONG_MIN, MOST_IN_LINE, Scene
from ccsim.units import DAY, MINUTE, format_clock, format_duration


def day_sentences(day: Day, facts: Facts) -> list[str]:
    """What happened, what it stands for, and what it does not."""
    when = f"{day.date:%A} {day.date.day} {day.date:%B %Y}"
    told = f"On {when}, {_count(facts.came, 'caller')} joined a line"
    if facts.came:
        told += f": {', '.join(_ways(facts))}"
    sentences = [f"{told}."]
    if facts.turned_away:
        sentences.append(f"{_count(facts.turned_away, 'call')} did not get in: busy or closed.")
    if facts.most:
        sentences.append(
            f"The longest wait was {format_duration(facts.longest_ms)}, of a caller who came at "
            f"{format_clock(facts.longest_at)}; at most {facts.most} waited at once, "
            f"at {format_clock(facts.most_at)}."
        )
    return sentences


def one_day_caption(day: Day) -> str:
    """That it is one day and nothing more."""
    words = (
        f"This is day {day.number + 1} of replication {day.replication}, exactly as it was played: "
        "one day (n = 1), so there is no interval around these numbers. Another day, or another "
        "replication, looks different."
    )
    if not day.measured:
        words += " The day lies in the warm-up, which results do not count."
    if day.length != DAY:
        words += " The clocks change on this day: times are counted from midnight."
    return words


def animation_caption(shown: Scenes) -> str:
    """What is seen, and what is left out."""
    pace = format_duration(shown.step)
    words = (
        f"One picture every {pace}. Who came first stands first, at the left; the colour of a "
        f"caller deepens with the wait, up to {LONG_MIN:g} minutes."
    )
    if len(shown.teams) < shown.of:
        words += f" {len(shown.teams)} of {shown.of} agents are drawn, evenly chosen."
    if max(map(len, shown.lines)) > MOST_IN_LINE:
        words += f" At most {MOST_IN_LINE} callers are drawn; the number counts all."
    return words


def scenes_in_words(shown: Scenes) -> list[Scene]:
    """The scenes as the animation takes them."""
    return [
        Scene(
            clock=format_clock(time, seconds=shown.step < MINUTE),
            words=_words(shown, number),
            states=[STATES[AgentState(one)] for one in shown.states[:, number].tolist()],
            line=shown.lines[number],
        )
        for number, time in enumerate(shown.times.tolist())
    ]


def _words(shown: Scenes, number: int) -> str:
    """The numbers of one scene, of everybody, drawn or not."""
    line, counts = shown.lines[number], shown.counts[number]
    first = f", the first for {line[0]:.1f} min" if line else ""
    gone = int(shown.hung_up[number])
    left = f" ({gone} hung up just now)" if gone else ""
    agents = ", ".join(f"{many} {STATES[state]}" for state, many in counts.items() if many)
    time = format_clock(int(shown.times[number]), seconds=shown.step < MINUTE)
    return f"<b>{time}</b>  {len(line)} waiting{first}{left}<br>agents: {agents or 'nobody'}"


def _ways(facts: Facts) -> list[str]:
    names = {
        Left.ANSWERED: ("was answered", "were answered"),
        Left.HUNG_UP: ("hung up", "hung up"),
        Left.SENT_AWAY: ("was passed on or cut off", "were passed on or cut off"),
        Left.STILL_WAITING: ("was still waiting a day later", "were still waiting a day later"),
    }
    return [
        f"{many:,} {one if many == 1 else several}"
        for way, (one, several) in names.items()
        if (many := facts.left[way])
    ]


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"
