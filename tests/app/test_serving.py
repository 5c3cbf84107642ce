"""`ccsim app` as a process: it answers, and what ends it leaves nothing behind."""

import os
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

import pytest

from app_server import LONGEST_S, answers, reserved_port
from made_up import tiny_scenarios

HOUSE = Path(__file__).parents[2]
_START = "from ccsim.cli import main; main()"

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="looks for processes in /proc")


def of_session(leader: int) -> list[str]:
    """What still runs of all that a process has started, and what it started in turn."""
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        try:
            state = (process / "stat").read_text().rpartition(")")[2].split()[0]
            if os.getsid(int(process.name)) == leader and state != "Z":
                found.append((process / "cmdline").read_text().replace("\0", " "))
        except OSError:
            continue  # it has just ended
    return found


@pytest.mark.parametrize("name", ["SIGTERM", "SIGHUP"])
def test_the_server_ends_with_the_command_that_started_it(tmp_path: Path, name: str) -> None:
    tiny_scenarios(tmp_path)
    environment = {**os.environ, "PYTHONPATH": str(HOUSE / "src")}
    with reserved_port() as port:
        command = [sys.executable, "-c", _START, "app", f"--server.port={port}"]
        with subprocess.Popen(
            [*command, "--server.headless=true"], cwd=tmp_path, env=environment,
            start_new_session=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        ) as started:  # fmt: skip
            address = f"http://localhost:{port}/_stcore/health"
            try:
                assert answers(address, started)
                started.send_signal(signal.Signals[name])
                started.wait(LONGEST_S)
            finally:  # one that does not end would be waited for without end
                started.kill()
        while of_session(started.pid):
            time.sleep(0.1)  # what never ends is noticed by the time limit of all tests
        with pytest.raises(urllib.error.URLError):
            urllib.request.urlopen(address)
