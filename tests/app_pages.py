"""The pages of the app, opened as a browser would, without a browser."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from streamlit.testing.v1 import AppTest

from ccsim.ui.jobs import Job

PAGES = Path(__file__).parents[1] / "src" / "ccsim" / "ui" / "pages"


def opened(page: str, **link: Any) -> AppTest:
    """A page of the app as it first shows, with what its link says; what it asked is answered."""
    app = AppTest.from_file(str(PAGES / f"{page}.py"), default_timeout=600)
    for name, value in link.items():
        app.query_params[name] = value
    return answered(app.run())


def answered(app: AppTest) -> AppTest:
    """The same page when all that it asked is answered."""
    assert not app.exception, app.exception
    for job in jobs(app):
        job.wait()
    app.run()
    assert not app.exception, app.exception
    return app


def jobs(app: AppTest) -> list[Job[Any]]:
    """What the session asked."""
    return list(app.session_state["jobs"].values()) if "jobs" in app.session_state else []


def changed(app: AppTest, change: Callable[[AppTest], Any]) -> AppTest:
    """The page after its reader changed something, and got the answer."""
    change(app)
    app.run()
    return answered(app)
