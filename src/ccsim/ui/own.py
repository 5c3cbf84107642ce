"""Scenarios of one's own: brought as a file or as text, and kept for every page of this session."""

from collections.abc import Callable
from contextlib import suppress
from functools import partial
from hashlib import blake2s
from os import utime
from os.path import relpath
from pathlib import Path

import streamlit as st

from ccsim.errors import UsageError
from ccsim.spec.documents import LARGEST_FILE
from ccsim.spec.loading import Loaded
from ccsim.store.drafts import draft_text, file_name, keep_draft, save, take_in
from ccsim.store.places import written
from ccsim.store.scenarios import find_scenarios
from ccsim.ui.choices import OWN, names_shown, scenarios_at_hand
from ccsim.ui.downloads import download
from ccsim.ui.follow import ask, follow
from ccsim.ui.jobs import Job
from ccsim.ui.places import own_folder
from ccsim.ui.preset import preset
from ccsim.ui.said import refuse

_PAGE = "Bring a scenario"
_TRIED = "tried"
_MOST_TRIED = 20
"""The youngest trials of a session that are at hand; older ones are thrown away."""


def bring() -> None:
    """Ask for a scenario file or text of the reader's own; it is only ever read."""
    with st.popover("Bring your own", icon=":material/upload:"):
        st.file_uploader(
            "A scenario file (YAML)",
            max_upload_size=LARGEST_FILE // 1_000_000,
            help="A whole scenario, or a base that is at hand here and a patch.",
            key="brought file",
        )
        st.text_area(
            "or its text",
            max_chars=LARGEST_FILE,
            placeholder="base: scripted_call_center.yaml\npatch:\n  teams.front.pay: 30 EUR/h",
            key="brought text",
        )
        st.button("Take it", icon=":material/check:", key="take", on_click=_note)


def taken() -> None:
    """What becomes of what was brought: it is what one starts from, or it is told what is wrong."""
    asked: tuple[str, bytes] | None = st.session_state.get("brought")
    if asked is None:
        return
    if not asked[1]:
        refuse("There is nothing to take: choose a file, or paste the text of one.")
        return
    job = ask(_PAGE, blake2s(asked[1]).hexdigest(), _taking(*asked))
    follow(job, "files")
    if job.answer is not None:
        name = f"{OWN}/{job.answer.stem}"
        st.session_state["brought"] = None
        preset("scenario", name)
        st.toast(f"Taken in as {_shown(name)}: every page can choose it.", icon=":material/check:")


def _note() -> None:
    """What the reader brought, at the moment of asking to take it."""
    file, text = st.session_state["brought file"], st.session_state["brought text"]
    if file is not None:
        st.session_state["brought"] = (file.name, file.getvalue())
    else:
        st.session_state["brought"] = ("the text", (text or "").strip().encode("utf-8"))
    # What was asked before and failed is asked anew.
    for (page, _), job in st.session_state.get("jobs", {}).items():
        if page == _PAGE:
            job.leave()


def _taking(called: str, content: bytes) -> Callable[[Job[Path]], None]:
    folder, at_hand = own_folder(), {one.path.stem: one.path for one in find_scenarios()}

    def answer(job: Job[Path]) -> None:
        job.publish(take_in(content, called, folder, at_hand))

    return answer


def keep(start: Loaded, changes: dict[str, str], name: str) -> None:
    """The file that the changes make: to look at, to download, and to choose on other pages."""
    base = _base_at_hand(start)
    small = draft_text(start, changes, base.name) if base is not None else None
    with st.container(horizontal=True):
        if st.button("Keep as mine", icon=":material/save:", type="primary", key="keep"):
            _kept(start, changes, own_folder(), file_name(name))
        if small is not None:
            download("Patch (YAML)", lambda: small, f"{file_name(name)}.yaml")
        whole = partial(draft_text, start, changes, None)
        download("Whole (YAML)", whole, f"{file_name(name)}_whole.yaml")
    place = st.expander("The file", key="the file", on_change="rerun")
    if place.open:
        place.code(small or whole(), language="yaml", wrap_lines=True)
        if base is not None:
            place.caption(f"It is a patch of {base.name}: put it into the same folder.")


def tried(start: Loaded, changes: dict[str, str], name: str) -> Path:
    """Where the scenario lies that is tried, without being listed among one's own.

    Raises:
        UsageError: it cannot be used.
    """
    folder = own_folder() / _TRIED
    folder.mkdir(exist_ok=True)
    text = _text_for(folder, start, changes)
    # A file that is being played never changes: other facts lie under another name.
    digest = blake2s(text.encode("utf-8"), digest_size=6).hexdigest()
    path = folder / f"{file_name(name)}_{digest}.yaml"
    with suppress(FileNotFoundError):  # else it was not tried yet, or is thrown away by now
        utime(path)
        return path
    path = save(text, path).path
    for old in sorted(folder.glob("*.yaml"), key=written)[:-_MOST_TRIED]:
        old.unlink(missing_ok=True)
    return path


def _kept(start: Loaded, changes: dict[str, str], folder: Path, stem: str) -> None:
    try:
        path = keep_draft(_text_for(folder, start, changes), folder, stem)
    except UsageError as error:
        refuse(str(error))
        return
    name = _shown(f"{OWN}/{path.stem}")
    st.toast(f"Kept as {name}: every page can choose it.", icon=":material/check:")


def _shown(short: str) -> str:
    return names_shown(scenarios_at_hand())[short]


def _text_for(folder: Path, start: Loaded, changes: dict[str, str]) -> str:
    base = _base_at_hand(start)
    named = None if base is None else relpath(base.resolve(), folder.resolve())
    return draft_text(start, changes, named)


def _base_at_hand(start: Loaded) -> Path | None:
    """The scenario at hand that a file made from this start is a patch of, if there is one."""
    at_hand = {one.path.resolve(): one.path for one in find_scenarios()}
    for path in (start.path, start.base):
        if path is not None and path.resolve() in at_hand:
            return at_hand[path.resolve()]
    return None
