"""The columns of call records as numbers and words: moments, durations, outcomes, people."""

from collections.abc import Mapping
from typing import Final

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from ccsim.intake import aliases as role
from ccsim.intake.call_files import CallFile
from ccsim.intake.changes import Moments, instants, left_out_hours, on_the_wall
from ccsim.intake.clocks import brought
from ccsim.intake.columns import MILLISECONDS, plainly, says_unit
from ccsim.intake.moments import after, days, durations, have_dates, moments

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]

ANSWERED: Final = "answered"
ABANDONED: Final = "abandoned"
CONTAINED: Final = "contained"
BLOCKED: Final = "blocked"
FLOWED_OUT: Final = "flowed_out"
NO_CALL: Final = "no call"
OPEN: Final = "open"
"""Nothing has become of the call yet."""
_WORDS: Final[dict[str, tuple[str, ...]]] = {
    ANSWERED: (
        "answered", "answer", "agent", "handled", "connected", "served", "completed",
        "conn", "1", "2", "angenommen", "beantwortet", "atendida", "contestada", "traité",
        "répondu",
    ),
    ABANDONED: (
        "abandoned", "abandon", "aban", "abn", "hang", "hangup", "hung up", "lost", "reneged",
        "missed", "no answer", "noanswer", "3", "aufgelegt", "verloren", "abandonada", "perdida",
        "abandonné", "perdu",
    ),
    CONTAINED: ("contained", "self service", "selfservice", "ivr", "vru", "menu"),
    BLOCKED: ("blocked", "busy", "fbusy", "rejected", "5", "besetzt", "ocupado", "occupé"),
    FLOWED_OUT: ("flowed out", "flowout", "overflowed", "voicemail"),
    NO_CALL: ("phantom", "test", "outbound", "internal"),
}  # fmt: skip
"""Words of outcome columns; the numbers are Avaya's dispositions of a call segment."""
_OUTCOME_OF: Final = {word: outcome for outcome, words in _WORDS.items() for word in words}
_NOBODY: Final = ("", "0", "-", "none", "null", "nan", "n/a", "na", "unknown", "anonymous",
                  "no_server", "withheld", "private")  # fmt: skip
_YES: Final = ("1", "y", "yes", "true", "x", "j", "ja", "si", "sí")
_NO: Final = ("", "0", "n", "no", "false", "nein")
_TIMES: Final = (role.TALK, role.HOLD, role.ACW, role.AHT)
_NO_TALK: Final = 1e9
"""A number that no talk lasts in any unit: a slip, which says nothing of the unit of the others."""
_ORDER: Final = (
    role.IVR_START, role.ARRIVED, role.IVR_END, role.QUEUE_START, role.QUEUE_END,
    role.ANSWERED_AT, role.ABANDONED_AT, role.ENDED,
)  # fmt: skip
"""The moments of a call as they follow one another."""
_GONE: Final = ("abandoned", "abandon", "aban")


class CallColumns:
    """The columns of one file by their roles, as numbers."""

    def __init__(
        self,
        file: CallFile,
        known: Mapping[str, str],
        notices: list[str],
        zone: str | None,
        times_in: str | None,
    ) -> None:
        self._file, self._known, self._notices = file, known, notices
        self._zone, self._plain = zone, times_in or zone
        self._came_by = role.IVR_START if role.IVR_START in known else role.ARRIVED
        self._unit_s = self._usual_unit()
        self._day = self._days()
        self._told = self._moments()
        self._when = instants(self._told, _ORDER, self._plain)

    def has(self, *roles: str) -> bool:
        """Whether the file has a column of one of these roles."""
        return any(one in self._known for one in roles)

    def _column(self, what: str) -> "pd.Series[str]":
        column: pd.Series[str] = self._file.cells[self._known[what]]
        return column.str.strip()

    def _days(self) -> Floats | None:
        if role.DATE not in self._known:
            return None
        # A date may be written with the midnight at which it begins.
        bare = self._column(role.DATE).str.replace(r"[T\s]+00:00(:00(\.0+)?)?$", "", regex=True)
        came = next((one for one in (role.IVR_START, role.ARRIVED) if one in self._known), None)
        times = None if came is None else self._column(came)
        return days(bare, self._file.name, self._notices, times)

    @property
    def dialled(self) -> Floats:
        """When callers came: to a menu where there is one; seconds since 1970, NaN where unknown.

        Moments are instants, so that what lies between two of them is how long it took, also on
        a night on which clocks are changed.
        """
        return self._when[self._came_by]

    def moment(self, what: str) -> Floats:
        """When something happened to a call, likewise."""
        return self._when.get(what, np.full(len(self._file.cells), np.nan))

    def on_the_wall(self, instant: Floats) -> Floats:
        """Instants as the scenario's clock tells them; as the file's where no zone is known."""
        if self._zone is not None:
            return on_the_wall(instant, self._zone)
        if self._plain is not None:
            return on_the_wall(instant, self._plain)
        return instant + np.nan_to_num(self._told[self._came_by].away)

    def _moments(self) -> dict[str, Moments]:
        """The moments of all columns by the clock; those without a date of their own pass midnight.

        Times that name no zone are of that which is known; else of the zone of the arrivals.
        """
        first = self._written(self._came_by, midnight_counts=True)
        found = {self._came_by: first}
        for one in _ORDER:
            if one in self._known and one not in found:
                found[one] = self._later(one, first)
        gone = self._known.get(role.OUTCOME, "")
        if role.ABANDONED_AT not in found and plainly(gone) in _GONE:
            # A column called Abandoned may say when that was, or only yes and no.
            found[role.ABANDONED_AT] = self._later(role.OUTCOME, first)
        if self._plain is not None:
            self._tell_of_clock(first)
            return found
        return {
            one: Moments(own.wall, np.where(np.isnan(own.away), first.away, own.away))
            for one, own in found.items()
        }

    def _tell_of_clock(self, first: Moments) -> None:
        """What a user should know of arrivals that name no zone."""
        assert self._plain is not None
        wall = np.where(np.isnan(first.away), first.wall, np.nan)
        name = self._file.name
        if self._zone not in (None, self._plain) and not np.isnan(wall).all():
            self._notices.append(f"{name}: {brought([self._plain], str(self._zone))}")
        if lost := left_out_hours(wall, self._plain):
            self._notices.append(
                f"{name}: {lost:,} calls came in an hour that the clocks of {self._plain} leave "
                "out: are its times those of another zone?"
            )

    def _later(self, what: str, first: Moments) -> Moments:
        found = self._written(what)
        if have_dates(self._column(what)):
            return found
        return Moments(after(first.wall, found.wall), found.away)

    def _written(self, what: str, midnight_counts: bool = False) -> Moments:
        """The moments of a column as the file has them; of times without a date, 0 is none."""
        column = self._column(what)
        none = np.full(len(column), np.nan)
        if not midnight_counts and self._flag(what) is not None:
            return Moments(none, none)
        found = moments(
            column,
            self._day,
            self._file.name,
            self._notices,
            decimal_comma=self._file.decimal_comma,
            zone=self._zone,
        )
        if midnight_counts:
            return found
        zero = column.str.fullmatch(r"0+([.,]0+)?|0?0:00(:00)?").to_numpy(bool)
        return Moments(np.where(zero, np.nan, found.wall), found.away)

    def _usual_unit(self) -> float:
        """How many seconds the numbers of durations count whose columns name no unit."""
        for one in (role.TALK, role.AHT):
            if one in self._known and not says_unit(self._known[one]):
                usual = durations(self._column(one), self._file.decimal_comma)
                spent = usual[(usual > 0) & (usual < _NO_TALK)]
                clocks = self._column(one).str.contains(":").any()
                if len(spent) and not clocks and (middle := np.median(spent)) >= MILLISECONDS:
                    self._notices.append(
                        f"{self._file.name}: durations such as {middle:,.0f} are taken for "
                        "milliseconds"
                    )
                    return 0.001
        return 1.0

    def duration(self, what: str) -> Floats:
        """Seconds; NaN where they are not known."""
        if what not in self._known:
            return np.full(len(self._file.cells), np.nan)
        return durations(self._column(what), self._file.decimal_comma, self._unit_s)

    def outcome(self) -> NDArray[np.object_]:
        """What the column says, in our words; empty where there is none, None where unknown."""
        unsaid = np.full(len(self._file.cells), "", object)
        flags = self._flag(role.ANSWERED_AT)
        if flags is not None:
            return np.where(flags, ANSWERED, ABANDONED).astype(object)
        if role.OUTCOME not in self._known:
            return unsaid
        if plainly(self._known[role.OUTCOME]) in _GONE:
            flags = self._flag(role.OUTCOME)
            return unsaid if flags is None else np.where(flags, ABANDONED, ANSWERED).astype(object)
        words = self._column(role.OUTCOME).str.lower().str.replace("_", " ", regex=False)
        found = np.array(words.map(_OUTCOME_OF), object)
        if len(found) and pd.isna(found).all():
            self._notices.append(
                f"{self._file.name}: no word of the column {self._known[role.OUTCOME]} is known "
                "as an outcome: who was answered is seen from the other columns"
            )
            return unsaid
        return np.where(words == "", OPEN, found).astype(object)

    def _flag(self, what: str) -> Bools | None:
        """A column that says yes or no, where a time might have stood."""
        if what not in self._known:
            return None
        words = self._column(what).str.lower()
        if not words.isin((*_YES, *_NO)).all() or not words.isin(_YES).any():
            return None
        return words.isin(_YES).to_numpy(bool)

    def text(self, what: str, otherwise: str) -> "pd.Series[str]":
        """A name, such as that of the queue; another where no column tells it."""
        if what not in self._known:
            return pd.Series(otherwise, index=self._file.cells.index, dtype=str)
        return self._column(what).str.slice(0, 80)

    def number(self, what: str) -> "pd.Series[int]":
        """A whole number; 0 where none is told."""
        if what not in self._known:
            return pd.Series(0, index=self._file.cells.index)
        found = pd.to_numeric(self._column(what), errors="coerce").fillna(0)
        return found.clip(-1000, 1000).astype(int)

    def someone(self, what: str) -> "pd.Series[str]":
        """Who it is, by whatever name; <NA> where that is not known."""
        if what not in self._known:
            return pd.Series(pd.NA, index=self._file.cells.index, dtype="str")
        column = self._column(what)
        return column.mask(column.str.lower().isin(_NOBODY))

    def served(self, answered: Floats) -> Bools:
        """Who was answered, as the other columns show it: there is a talk, or else an agent."""
        if self.has(role.ANSWERED_AT, role.TALK, role.AHT):
            talk, handle = self.duration(role.TALK), self.duration(role.AHT)
            return ~np.isnan(answered) | (talk > 0) | (handle > 0)
        return self.someone(role.AGENT).notna().to_numpy(bool)

    def handling(self, answered: Floats, outcome: NDArray[np.object_]) -> dict[str, Floats]:
        """Talk, hold and wrap-up of who was answered, in seconds."""
        talk, hold, wrap_up, handle = (self.duration(one) for one in _TIMES)
        if not self.has(role.TALK):
            talk = self.moment(role.ENDED) - answered
            spent = np.nan_to_num(hold) + np.nan_to_num(wrap_up)
            talk = np.where(np.isnan(talk), handle - spent, talk - np.nan_to_num(hold))
        served = outcome == ANSWERED
        if wrong := int((served & (talk < 0)).sum()):
            self._notices.append(
                f"{self._file.name}: {wrong:,} talks are shorter than nothing: taken for not known"
            )
        # A service of no time is a service whose time is not known.
        talk = np.where(served & (talk > 0), talk, np.nan)
        timed = served & ~np.isnan(talk)
        return {
            "talk_s": talk,
            "hold_s": np.where(timed, np.nan_to_num(hold), np.nan),
            "wrap_up_s": np.where(timed, np.nan_to_num(wrap_up), np.nan),
        }
