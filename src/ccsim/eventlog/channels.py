"""Laws of channels: what holds for who leaves a chat without telling."""

from collections.abc import Iterator

from ccsim.codes import Event, Outcome
from ccsim.eventlog.chunk import Chunk
from ccsim.eventlog.doors import Doors
from ccsim.eventlog.reading import Keys, is_event, latest, told


def nobody_talks_with_who_has_gone(_doors: Doors, log: Chunk) -> Iterator[str]:
    """Who left in silence is found by nobody, and nobody else is missing."""
    leg: list[Keys] = [log.who, log.case, log.contact, log.leg]
    gone = latest(log, is_event(log, Event.CONTACT_LEFT_SILENTLY), leg, rows=True) >= 0
    missing = log.reason == int(Outcome.NOBODY_THERE)
    wrong = is_event(log, Event.LEG_ENDED) & (gone != missing)
    yield from told("one who has gone is spoken with, or one who is there is missed", log, wrong)
    hangs_up = is_event(log, Event.CONTACT_ABANDONED) & gone
    yield from told("the customer goes twice", log, hangs_up)
