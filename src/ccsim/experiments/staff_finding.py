"""From a question for staff to an answer that holds: search, end game, and fresh luck."""

import math
from collections.abc import Mapping, Sequence
from typing import Final, NamedTuple

from ccsim.experiments.staff_items import Verdict, holds, one_sided_t
from ccsim.experiments.staff_placing import EndGame
from ccsim.experiments.staff_precision import MOST, replications_needed
from ccsim.experiments.staff_question import Question
from ccsim.experiments.staff_search import Search

_ATTEMPTS: Final = 12
"""So often what was found is held against fresh luck, and raised where that asks for more."""
_SAFE_ERRORS: Final = 2.5
"""Standard errors to spare in the search, so that fresh luck confirms a whole day or week."""
_QUICK: Final = 5
"""The first rounds have so many times fewer replications."""
_LEAST: Final = 10
_JUDGED: Final = 50
"""The last word sees each interval so often at least, lest noise be taken for a miss: an interval
of three calls that is seen 8 times has a standard error of 0.3 in its service level."""


class Judged(NamedTuple):
    """What is known of a staffing when the search is over."""

    verdicts: tuple[Verdict, ...]
    """At fresh luck; none, if it was stopped before."""
    seed: int
    """Of the fresh luck."""
    stopped: bool


def find(question: Question, search: Search, wanted: Mapping[str, float]) -> Judged:
    """Search, then hold what is found against fresh luck and raise it until it holds.

    An interrupt (Ctrl-C) leaves the levels that have been found so far, unjudged.

    Args:
        question: what is asked.
        search: where it begins; it ends where the answer is.
        wanted: how narrow the intervals at fresh luck are to be, by metric.
    """
    seed = question.settings.seed
    try:
        game, sure = _search(question, search)
        for attempt in range(1, _ATTEMPTS + 1):
            seed = (question.settings.seed + attempt) % 2**32
            last = max(_last_word(question), 2 * sure)
            verdicts = _judge_closely(search, last, seed, wanted)
            if holds(verdicts, question.per) or attempt == _ATTEMPTS:
                break
            if game is not None and (closer := game.place_again(verdicts, sure)) is not None:
                sure, words = closer, f"left it in doubt, which {closer} replications settle"
            elif _raised(question, search, verdicts):
                words = "asks for more"
            else:
                break  # no agent more would help: too few have called to be sure of the target
            search.tell(f"fresh luck (seed {seed}) {words}")
    except KeyboardInterrupt:
        return Judged((), seed, stopped=True)
    return Judged(tuple(verdicts), seed, stopped=False)


def _search(question: Question, search: Search) -> tuple[EndGame | None, int]:
    """Find the fewest under the luck of the search; the end game, if there is one.

    Also, how many replications it took to be sure.
    """
    often = question.replications
    if often // _QUICK >= _LEAST:
        search.settle(often // _QUICK, 1.0, quick=True)
    errors = one_sided_t(often - 1) if question.per == "interval" else _SAFE_ERRORS
    search.settle(often, errors)
    search.exchange(often, errors, question.exchanges)
    if question.per == "interval" or question.exchanges:
        search.trim(often, errors, question.trimmed)
    game = EndGame(question, search, errors)
    return (game, game.save()) if game.worth_it else (None, often)


def _raised(question: Question, search: Search, verdicts: Sequence[Verdict]) -> bool:
    """Whether there was anywhere to add agents where targets were missed."""
    strict = 0.0 if question.per == "interval" else None
    return bool(search.raise_short(verdicts, strict)) or strict is not None


def _judge_closely(
    search: Search, often: int, seed: int, wanted: Mapping[str, float]
) -> list[Verdict]:
    """What fresh luck says, repeated until it is known as closely as was wanted."""
    verdicts = search.judge(often, seed=seed)
    most = max(MOST, often)
    while often < most and (needed := replications_needed(verdicts, wanted)) > often:
        often = min(needed, most)
        search.tell(f"the precision that is wanted takes about {often} replications")
        verdicts = search.judge(often, seed=seed)
    return verdicts


def _last_word(question: Question) -> int:
    """How many replications judge what was found, at fresh luck."""
    often = 2 * question.replications
    if question.per != "interval":
        return often
    times = question.slots.times
    return max(often, math.ceil(_JUDGED / float(times[times > 0].min())))
