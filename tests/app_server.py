"""The app, served as a user would start it."""

import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from http.client import HTTPException
from pathlib import Path

HOUSE = Path(__file__).parents[1]
LONGEST_S = 600
_ENDS_S = 60


@contextmanager
def served(
    folder: Path, own: Mapping[str, str], processes: list[int] | None = None
) -> Iterator[str]:
    """The address of an app that is served from a folder, with settings of Streamlit's.

    Args:
        folder: where it is started.
        own: the settings.
        processes: where the number of its process is put, for whoever looks at its memory.
    """
    for last in (False, False, True):
        with reserved_port() as port, _started(folder, own, port) as server:
            address = f"http://127.0.0.1:{port}"
            if not answers(f"{address}/_stcore/health", server) and not last:
                continue  # something else took the port
            if processes is not None:
                processes.append(server.pid)
            assert server.poll() is None, "the app did not start"
            yield address
            return


@contextmanager
def reserved_port() -> Iterator[int]:
    """A free port that no other test takes meanwhile: its datagram socket stands for it."""
    with socket.socket(type=socket.SOCK_DGRAM) as held:
        held.bind(("127.0.0.1", 0))
        port: int = held.getsockname()[1]
        yield port


@contextmanager
def _started(
    folder: Path, own: Mapping[str, str], port: int
) -> Iterator["subprocess.Popen[bytes]"]:
    """A server's process, which is over afterwards."""
    command = [sys.executable, "-m", "streamlit", "run", str(HOUSE / "app.py")]
    settings = {
        **own,
        "server.headless": "true",
        "server.port": port,
        "server.fileWatcherType": "none",
        "browser.gatherUsageStats": "false",
    }
    command += [f"--{name}={value}" for name, value in settings.items()]
    environment = {**os.environ, "PYTHONPATH": str(HOUSE / "src")}
    with subprocess.Popen(
        command, cwd=folder, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as server:
        try:
            yield server
        finally:
            server.terminate()
            try:
                server.wait(_ENDS_S)
            except subprocess.TimeoutExpired:
                server.kill()


def answers(address: str, server: "subprocess.Popen[bytes]") -> bool:
    """Wait until a server answers at an address; False if it ended instead."""
    began = time.monotonic()
    while time.monotonic() - began < LONGEST_S:
        try:
            with urllib.request.urlopen(address, timeout=_ENDS_S):
                return server.poll() is None
        except (OSError, HTTPException):
            if server.poll() is not None:
                return False
            time.sleep(0.2)
    raise RuntimeError("the app did not answer")
