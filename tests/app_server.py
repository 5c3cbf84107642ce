"""The app, served as a user would start it."""

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

HOUSE = Path(__file__).parents[1]


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
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
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
        address = f"http://127.0.0.1:{port}"
        if processes is not None:
            processes.append(server.pid)
        try:
            wait_for(f"{address}/_stcore/health", server)
            yield address
        finally:
            server.terminate()


def wait_for(address: str, server: "subprocess.Popen[bytes]") -> None:
    """Until a server answers at an address."""
    for _ in range(300):
        try:
            with urllib.request.urlopen(address):
                return
        except urllib.error.URLError:
            if server.poll() is not None:
                raise RuntimeError("the app did not start") from None
            time.sleep(0.2)
    raise RuntimeError("the app did not answer")
