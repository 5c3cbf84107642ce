"""A comparison as it goes on: asked on a page, followed, and shown."""

from ccsim.ui.answers import show
from ccsim.ui.follow import ask, follow
from ccsim.ui.places import remember_runs
from ccsim.ui.questions import Compared, comparison


def compare_here(page: str, asked: Compared) -> None:
    """How far it has come, and the answer, which becomes sharper while one reads."""
    job = ask(page, asked, comparison(asked))
    follow(job)
    if job.answer is not None:
        remember_runs(job.answer.folders)
        show(job.answer.comparison)
