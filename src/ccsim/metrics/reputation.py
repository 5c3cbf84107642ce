"""What people hear of the company while it is measured, and the needs nobody calls about."""

from typing import Final

from ccsim.codes import Event, Telling
from ccsim.metrics.stretch import Stretch
from ccsim.metrics.tally import Tally
from ccsim.metrics.totals import Sums
from ccsim.metrics.window import Ints, Window

PEOPLE: Final = {
    Telling.COMPLAINT: "friends_warned",
    Telling.PRAISE: "friends_praised_to",
    Telling.POST: "readers",
}
PROSPECTS: Final = {
    Telling.COMPLAINT: "prospects_lost_friends",
    Telling.PRAISE: "prospects_won_friends",
    Telling.POST: "prospects_lost_publications",
}
NAMES: Final = (*PEOPLE.values(), *PROSPECTS.values(), "posts")


class WordOfMouth:
    """Counts stories, who hears them, and whom they turn."""

    def __init__(self, window: Window) -> None:
        self._begin = window.begin
        self._tally = Tally(window, NAMES, ("segment",))

    def add(self, stretch: Stretch) -> None:
        """Take in a stretch of the log."""
        chunk = stretch.chunk
        for event, names in (
            (Event.WORD_OF_MOUTH, PEOPLE),
            (Event.PROSPECTS_TURNED, PROSPECTS),
        ):
            rows = _measured(self._begin, stretch, event)
            for telling, name in names.items():
                mine = rows[chunk.reason[rows] == telling]
                self._tally.add(name, stretch, mine, chunk.value[mine])
                if name == "readers":
                    self._tally.add("posts", stretch, mine)

    def finish(self) -> Sums:
        """The counts by axis and name."""
        return self._tally.finish()


class LatentNeeds:
    """Counts needs about which nobody calls: no figure of the calls shows them."""

    def __init__(self, window: Window) -> None:
        self._begin = window.begin
        self._tally = Tally(window, ("latent_needs", "needs_called_about"))

    def add(self, stretch: Stretch) -> None:
        """Take in a stretch of the log."""
        for name, event in (
            ("latent_needs", Event.NEED_SUPPRESSED),
            ("needs_called_about", Event.CASE_OPENED),
        ):
            self._tally.add(name, stretch, _measured(self._begin, stretch, event))

    def finish(self) -> Sums:
        """The counts by axis and name."""
        return self._tally.finish()


def _measured(begin: int, stretch: Stretch, event: Event) -> Ints:
    rows = stretch.rows(event)
    measured: Ints = rows[stretch.chunk.time[rows] >= begin]
    return measured
