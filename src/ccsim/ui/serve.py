"""`ccsim app`: Streamlit, which gets ready for its first reader as soon as it has started."""

import signal
from types import FrameType

from streamlit.web.cli import main

from ccsim.ui.readiness import get_ready


def _end_when_the_terminal_does() -> None:
    """A terminal that is closed ends the server as whoever stops it does, with all its workers."""
    closed = getattr(signal, "SIGHUP", None)  # which not every system has
    if closed is not None and signal.getsignal(closed) == signal.SIG_DFL:  # nohup ignores it
        signal.signal(closed, _end)


def _end(_signal: int, _frame: FrameType | None) -> None:
    signal.raise_signal(signal.SIGTERM)


# A worker process that loads this file again must not open an app of its own.
if __name__ == "__main__":
    _end_when_the_terminal_does()
    get_ready()
    main(prog_name="streamlit")
