"""Questions that are answered in the background: they survive clicks, and can be stopped.

A thread of the server answers; it touches nothing of Streamlit's, and so nobody else's session.
"""

import contextlib
import sys
import threading
import time
import traceback
from collections.abc import Callable, Hashable
from typing import Generic, TypeVar

from ccsim.errors import UsageError

Answer = TypeVar("Answer")

LEFT_S = 180.0
"""A reader whose browser has not asked for so long is gone; one who looks at another tab is not,
though browsers let hidden pages ask only once a minute."""
_WATCHED_S = 5.0
"""So long a question is watched before it is told how much longer it takes."""
_THREAD = "ccsim job"
_OUR_FAULT = "This is a fault of ccsim, not of what you asked; the server's log says where."


class Job(Generic[Answer]):
    """One question that a reader asked, and what is known of its answer so far."""

    def __init__(self, asked: Hashable, question: "Callable[[Job[Answer]], None]") -> None:
        """Begin to answer.

        Args:
            asked: what was asked; equal where the same answer is wanted.
            question: answers it, by `publish`; tells of its `progress` now and then, which also
                is where it can be stopped.
        """
        self.asked = asked
        self.answer: Answer | None = None
        """The best answer so far; it may become sharper while the job is running."""
        self.news = 0
        """How often the answer has become sharper."""
        self.done, self.total = 0, 0
        self.words = ""
        """What was last told of how it goes."""
        self.fault = ""
        """Why there is no answer, or none that is sharper."""
        self.stopped = False
        """Whether the reader ended it."""
        self.left = False
        """Whether the reader asks something else by now, or is gone."""
        self._question = question
        self._began = self._seen = self._now = self._first = time.monotonic()
        self._first_done = 0
        self._thread = threading.Thread(target=self._work, name=_THREAD, daemon=True)
        self._thread.start()

    @property
    def running(self) -> bool:
        """Whether it is still under way."""
        return self._thread.is_alive()

    @property
    def age_s(self) -> float:
        """How long ago it was asked, in seconds."""
        return time.monotonic() - self._began

    @property
    def left_s(self) -> float | None:
        """How much longer it takes, in seconds, by the pace so far; None while that is not known.

        The first that is done also loaded compiled code, and tells nothing of the others.
        """
        watched, done = self._now - self._first, self.done - self._first_done
        if watched < _WATCHED_S or not self._first_done or not done:
            return None
        return watched / done * (self.total - self.done)

    def publish(self, answer: Answer) -> None:
        """An answer, or a sharper one."""
        self.answer = answer
        self.news += 1

    def progress(self, done: int, total: int) -> None:
        """How far it has come; raises KeyboardInterrupt where it is to end."""
        self._now = time.monotonic()
        if total != self.total or not self.done:
            self._first, self._first_done = self._now, done
        self.done, self.total = done, total
        self.left = self.left or time.monotonic() - self._seen > LEFT_S
        if self.stopped or self.left:
            raise KeyboardInterrupt

    def tell(self, words: str) -> None:
        """Words on how it goes."""
        self.words = words

    def seen(self) -> None:
        """The reader is still there."""
        self._seen = time.monotonic()

    def stop(self) -> None:
        """End it at the next progress; the best answer so far stays."""
        self.stopped = self.running

    def leave(self) -> None:
        """End it at the next progress; nobody waits for it any more."""
        self.left = True

    def wait(self) -> None:
        """Until it is over, as a reader who stays, for tests."""
        while self.running:
            self.seen()
            self._thread.join(1.0)

    def _work(self) -> None:
        try:
            with contextlib.suppress(KeyboardInterrupt):
                self._question(self)
        except UsageError as error:
            self.fault = str(error)
        except Exception as error:  # it is told on the page, and the server goes on
            traceback.print_exc(file=sys.stderr)
            self.fault = f"{error} {_OUR_FAULT}"


def under_way() -> int:
    """How many questions this server is answering now, whoever asked."""
    return sum(thread.name == _THREAD for thread in threading.enumerate())
