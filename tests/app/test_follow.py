"""How a question is followed on a page: what went wrong once can be tried again."""

from streamlit.testing.v1 import AppTest

from app_pages import answered, changed


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
    app = answered(AppTest.from_function(page, default_timeout=120).run())
    assert app.error[0].value == "the disk is full"
    assert answered(app.run()).error, "it is not asked again by itself"
    app = changed(app, lambda shown: shown.button(key="try again").click())
    assert not app.error
    assert app.markdown[0].value == "the answer"
