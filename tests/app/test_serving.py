"""`ccsim app` as a process: it answers, and what ends it leaves nothing behind."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

import pytest

from app_server import wait_for
from made_up import tiny_scenarios

HOUSE = Path(__file__).parents[2]
_START = "from ccsim.cli import main; main()"
_MOST_S = 60

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="looks for processes in /proc")


def free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
        return port


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
    port = free_port()
    command = [sys.executable, "-c", _START, "app", f"--server.port={port}"]
    command += ["--server.headless=true"]
    environment = {**os.environ, "PYTHONPATH": str(HOUSE / "src")}
    with subprocess.Popen(
        command, cwd=tmp_path, env=environment, start_new_session=True,
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    ) as started:  # fmt: skip
        address = f"http://localhost:{port}/_stcore/health"
        try:
            wait_for(address, started)
            started.send_signal(signal.Signals[name])
            started.wait(_MOST_S)
        finally:  # one that does not end would be waited for without end
            started.kill()
    for _ in range(100):
        if not of_session(started.pid):
            break
        time.sleep(0.1)
    assert of_session(started.pid) == []
    with pytest.raises(urllib.error.URLError):
        urllib.request.urlopen(address)
