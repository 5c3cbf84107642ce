"""How a question is followed on a page: what went wrong once can be tried again."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from app_pages import answered, changed
from ccsim.experiments.replicate import Progress, Tell
from ccsim.ui.follow import _told
from ccsim.ui.jobs import Job
from ccsim.ui.offered import _in_background


def page() -> None:
    import streamlit as st

    from ccsim.errors import UsageError
    from ccsim.ui.follow import ask, follow
    from ccsim.ui.jobs import Job

    tries: list[int] = st.session_state.setdefault("tries", [])

    def question(job: Job[str]) -> None:
        tries.append(1)
        if len(tries) == 1:
            raise UsageError("the disk is full")
        job.publish("the answer")

    job = ask("A page", "a question", question)
    follow(job)
    st.markdown(job.answer or "no answer")


def test_a_fault_is_told_and_the_question_can_be_asked_again() -> None:
    app = answered(AppTest.from_function(page, default_timeout=600).run())
    assert app.error[0].value == "the disk is full"
    assert answered(app.run()).error, "it is not asked again by itself"
    app = changed(app, lambda shown: shown.button(key="try again").click())
    assert not app.error
    assert app.markdown[0].value == "the answer"


def page_that_is_drawn_slowly() -> None:
    import threading

    import streamlit as st

    from ccsim.ui import jobs
    from ccsim.ui.follow import ask, follow

    tries: list[int] = st.session_state.setdefault("tries", [])
    too_late = threading.Event()

    def question(job: jobs.Job[str]) -> None:
        tries.append(1)
        if len(tries) == 1:
            too_late.wait()
            job.progress(0, 1)
        job.publish("the answer")

    job = ask("A page", "a question", question)
    if len(tries) == 1:
        job._seen -= 2 * jobs.LEFT_S
        too_late.set()
        job._thread.join()
    follow(job)
    st.markdown(job.answer or "no answer")


def test_a_question_that_is_given_up_while_its_page_is_drawn_is_asked_again() -> None:
    """On a busy server that can take so long that its reader seems to be gone."""
    app = AppTest.from_function(page_that_is_drawn_slowly, default_timeout=600).run()
    (job,) = app.session_state["jobs"].values()
    assert not job.left, "its reader would wait for ever"
    app = answered(app)
    assert app.session_state["tries"] == [1, 1]
    assert app.markdown[0].value == "the answer"


def test_who_waits_long_for_the_first_replication_is_told_what_may_take_so_long(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    job: Job[str] = Job("a question", lambda job: job.progress(0, 2))
    job.wait()
    assert _told(job, "replications") == "0 of 2 replications"
    monkeypatch.setattr(Job, "age_s", 60.0)
    assert "the model is compiled first" in _told(job, "replications")
    job.publish("an answer")
    assert "compiled" not in _told(job, "replications")


def test_what_is_told_of_the_time_is_of_now(monkeypatch: pytest.MonkeyPatch) -> None:
    def question(*, root: Path, progress: Progress, tell: Tell) -> str:
        tell("9 doubts, 20 worlds\n3 worlds were drawn again")
        progress(0, 60)
        progress(3, 60)
        tell("3 of 60 replications are done: about 9m13s more")
        progress(33, 60)
        return "the answer"

    job: Job[str] = Job("?", _in_background(question))
    job.wait()
    job.answer = None
    monkeypatch.setattr(Job, "left_s", 243.0)
    told = _told(job, "replications")
    assert told == "33 of 60 replications, about 4m more · 9 doubts, 20 worlds"


def page_with_a_question_that_goes_on() -> None:
    import time

    import streamlit as st

    from ccsim.ui.follow import ask, follow, stay
    from ccsim.ui.jobs import Job

    def question(job: Job[str]) -> None:
        while True:
            job.progress(1, 2)
            time.sleep(0.01)

    follow(ask("A page", "a question", question))
    stay()
    st.markdown("drawn")


def test_parts_that_look_for_news_are_others_at_each_drawing_of_the_page(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Or a browser that is still to get the new page asks for them, and the page is never sent."""
    names: list[str] = []
    fragment = st.fragment

    def noted(draw: Callable[[], None], *, run_every: float) -> Callable[[], None]:
        names.append(f"{draw.__module__}.{draw.__qualname__}")
        return fragment(draw, run_every=run_every)

    monkeypatch.setattr(st, "fragment", noted)
    app = AppTest.from_function(page_with_a_question_that_goes_on, default_timeout=600).run()
    first = set(names)
    app.run()
    assert len(first) == 2, "one looks for news of the answer, one tells that the reader is there"
    assert len(names) == len(set(names)) == 4
    (job,) = app.session_state["jobs"].values()
    job.leave()


def page_with_a_scenario_that_was_made_just_now() -> None:
    import time

    import streamlit as st

    from ccsim.ui.follow import ask, stay
    from ccsim.ui.jobs import Job
    from ccsim.ui.preset import preset

    def question(job: Job[str]) -> None:
        while True:
            job.progress(1, 2)
            time.sleep(0.01)

    preset("scenario", "the new one")
    ask("A page", "a question", question)
    stay()
    st.markdown(st.session_state["scenario"])


def test_a_browser_that_is_late_does_not_undo_what_was_chosen_for_its_reader(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Or the page answers for the old scenario, under the name of the new one."""

    def told_late(draw: Callable[[], None], *, run_every: float) -> Callable[[], None]:
        def drawn_again() -> None:
            st.session_state["scenario"] = "the old one"
            draw()

        return drawn_again

    monkeypatch.setattr(st, "fragment", told_late)
    made = page_with_a_scenario_that_was_made_just_now
    app = AppTest.from_function(made, default_timeout=600).run()
    assert [one.value for one in app.markdown] == ["the new one"]
    (job,) = app.session_state["jobs"].values()
    job.leave()


def test_a_page_for_which_nothing_is_under_way_asks_for_nothing(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """What it asked for just when its reader presses a button could cost that press."""
    parts: list[Any] = []

    def noted(draw: Callable[[], None], *, run_every: float) -> Callable[[], None]:
        parts.append(draw)
        return draw

    monkeypatch.setattr(st, "fragment", noted)
    app = AppTest.from_function(page_with_a_question_that_goes_on, default_timeout=600).run()
    (job,) = app.session_state["jobs"].values()
    assert len(parts) == 2
    parts.clear()
    job.stop()
    job.wait()
    app.run()
    assert parts == []
