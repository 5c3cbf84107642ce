"""Where the app puts things: all of it in the folder of runs, nothing anywhere else."""

import re
import secrets
from pathlib import Path

import streamlit as st

from ccsim.store.places import written
from ccsim.store.scenarios import SESSIONS

RUNS = Path("runs")
"""The folder that the command line keeps its runs in, too."""
_LOCAL = ("localhost", "127.0.0.1", "::1")


def own_folder() -> Path:
    """The folder of this session, of a name that nobody can guess."""
    name: str = st.session_state.setdefault("own folder", secrets.token_urlsafe(16))
    folder = RUNS / SESSIONS / name
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def is_shared() -> bool:
    """Whether others than whoever started the server may use it: then nobody sees what others do.

    Only a server that was told to listen to this machine alone has one reader.
    """
    return st.get_option("server.address") not in _LOCAL


def run_folder(name: str) -> Path | None:
    """The folder of a run that a link names; None for what names anything else."""
    return RUNS / name if re.fullmatch(r"\w[\w-]*", name) else None


def remember_runs(folders: list[Path]) -> None:
    """This session has made these runs, or opened them by a link."""
    own: dict[str, None] = st.session_state.setdefault("own runs", {})
    own.update({folder.name: None for folder in folders})


def own_runs() -> list[Path]:
    """The folders of runs that this reader may see, the youngest last."""
    if not is_shared():
        folders = [path for path in RUNS.glob("[!.]*") if path.is_dir()]
        return sorted(folders, key=written)
    return [RUNS / name for name in st.session_state.get("own runs", {})]
