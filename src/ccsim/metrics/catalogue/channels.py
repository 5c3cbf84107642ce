"""Metrics of channels: what each door brings, and whether they treat the same case alike."""

import numpy as np

from ccsim.metrics.catalogue.metric import Formula, Metric, count, ratio, seconds
from ccsim.metrics.channels import CHANNELS
from ccsim.metrics.totals import Table
from ccsim.metrics.window import Floats

_OWN = "ccsim"
_BY_DOOR = ("", "queue")
_CONTACTS = tuple(f"door_contacts_{channel}" for channel in CHANNELS)
_SOLVED = tuple(f"door_solved_{channel}" for channel in CHANNELS)


def _spread(table: Table) -> Floats:
    """The best channel less the worst; undefined where there are not two."""
    contacts = np.stack([table[name] for name in _CONTACTS])
    solved = np.stack([table[name] for name in _SOLVED])
    share = np.where(contacts > 0, solved / np.maximum(contacts, 1), np.nan)
    several = (contacts > 0).sum(axis=0) > 1
    best = np.where(contacts > 0, share, -np.inf).max(axis=0)
    worst = np.where(contacts > 0, share, np.inf).min(axis=0)
    spread: Floats = np.where(several, best - worst, np.nan)
    return spread


METRICS = (
    Metric(
        "door_contacts",
        "contacts",
        None,
        "Contacts of customers that an agent took and that ended, by the queue they came in by.",
        _OWN,
        count("door_contacts"),
        _BY_DOOR,
    ),
    Metric(
        "door_resolution_rate",
        "share",
        "higher",
        "Contacts in which the case was solved in truth ÷ contacts that an agent took, by the "
        "queue they came in by.",
        _OWN,
        ratio("door_solved", "door_contacts"),
        _BY_DOOR,
    ),
    Metric(
        "channel_inconsistency",
        "share",
        "lower",
        "Resolution per contact of the best channel less that of the worst: whether the same "
        "organisation gives other answers at another door.",
        _OWN,
        Formula((*_CONTACTS, *_SOLVED), _spread),
    ),
    Metric(
        "answer_time_s",
        "s",
        "lower",
        "Time from writing to the answer ÷ written contacts (email, social, regulator) answered.",
        "common contact-centre practice",
        seconds("answer_ms", "answers"),
        _BY_DOOR,
    ),
    Metric(
        "left_silently_rate",
        "share",
        "lower",
        "Chats whose customer had gone without telling ÷ offered; most are answered to nobody, "
        "and the centre counts them so.",
        "Castellanos et al.",
        ratio("left_silently", "offered"),
        ("queue",),
    ),
    Metric(
        "public_complaints",
        "contacts",
        "lower",
        "Contacts of customers on social media that an agent took.",
        _OWN,
        count("door_contacts_social"),
    ),
    Metric(
        "executive_contacts",
        "contacts",
        None,
        "Contacts that an agent of the president's office took.",
        _OWN,
        count("door_contacts_executive_office"),
    ),
    Metric(
        "executive_resolution_rate",
        "share",
        "higher",
        "Contacts at the president's office in which the case was solved in truth ÷ its contacts.",
        _OWN,
        ratio("door_solved_executive_office", "door_contacts_executive_office"),
    ),
)
