"""The columns of call records as numbers and words: moments, durations, outcomes, people."""

from collections.abc import Mapping
from typing import Final

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from ccsim.intake import aliases as role
from ccsim.intake.call_files import CallFile
from ccsim.intake.columns import plainly
from ccsim.intake.moments import after, days, durations, have_dates, moments

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]

ANSWERED: Final = "answered"
ABANDONED: Final = "abandoned"
CONTAINED: Final = "contained"
BLOCKED: Final = "blocked"
FLOWED_OUT: Final = "flowed_out"
NO_CALL: Final = "no call"
_WORDS: Final[dict[str, tuple[str, ...]]] = {
    ANSWERED: (
        "answered", "answer", "agent", "handled", "connected", "served", "completed",
        "conn", "1", "2",
    ),
    ABANDONED: (
        "abandoned", "abandon", "aban", "abn", "hang", "hangup", "hung up", "lost", "reneged",
        "missed", "no answer", "noanswer", "3",
    ),
    CONTAINED: ("contained", "self service", "selfservice", "ivr", "vru", "menu"),
    BLOCKED: ("blocked", "busy", "fbusy", "rejected", "5"),
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
_GONE: Final = ("abandoned", "abandon", "aban")


class CallColumns:
    """The columns of one file by their roles, as numbers."""

    def __init__(
        self, file: CallFile, known: Mapping[str, str], notices: list[str], zone: str | None
    ) -> None:
        self._file, self._known, self._notices = file, known, notices
        self._zone = zone
        self._day = self._days()

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

    def moment(self, what: str, midnight_counts: bool = False) -> Floats:
        """Seconds since 1970; of clock times without a date, 0 stands for none."""
        if what not in self._known:
            return np.full(len(self._file.cells), np.nan)
        column = self._column(what)
        if not midnight_counts and self._flag(what) is not None:
            return np.full(len(column), np.nan)
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
        none = column.str.fullmatch(r"0+([.,]0+)?|0?0:00(:00)?").to_numpy(bool)
        return np.where(none, np.nan, found)

    def later(self, what: str, dialled: Floats) -> Floats:
        """When something happened to a call that was dialled then; clock times pass midnight."""
        found = self.moment(what)
        if what not in self._known or have_dates(self._column(what)):
            return found
        return after(dialled, found)

    def duration(self, what: str) -> Floats:
        """Seconds; NaN where they are not known."""
        if what not in self._known:
            return np.full(len(self._file.cells), np.nan)
        return durations(self._column(what), self._file.decimal_comma)

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
        if pd.isna(found).all():
            self._notices.append(
                f"{self._file.name}: no word of the column {self._known[role.OUTCOME]} is known "
                "as an outcome: who was answered is seen from the other columns"
            )
            return unsaid
        return found

    def gone_at(self, dialled: Floats) -> Floats:
        """When the caller hung up; a column called Abandoned may say that, or only yes and no."""
        if role.ABANDONED_AT in self._known or role.OUTCOME not in self._known:
            return self.later(role.ABANDONED_AT, dialled)
        if plainly(self._known[role.OUTCOME]) in _GONE:
            return self.later(role.OUTCOME, dialled)
        return np.full(len(dialled), np.nan)

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

    def handling(self, answered: Floats, outcome: NDArray[np.object_]) -> dict[str, Floats]:
        """Talk, hold and wrap-up of who was answered, in seconds."""
        talk, hold, wrap_up, handle = (self.duration(one) for one in _TIMES)
        if not self.has(role.TALK):
            talk = self.later(role.ENDED, answered) - answered
            spent = np.nan_to_num(hold) + np.nan_to_num(wrap_up)
            talk = np.where(np.isnan(talk), handle - spent, talk - np.nan_to_num(hold))
        served = outcome == ANSWERED
        # A service of no time is a service whose time is not known.
        talk = np.where(served & (talk > 0), talk, np.nan)
        timed = served & ~np.isnan(talk)
        return {
            "talk_s": talk,
            "hold_s": np.where(timed, np.nan_to_num(hold), np.nan),
            "wrap_up_s": np.where(timed, np.nan_to_num(wrap_up), np.nan),
        }
