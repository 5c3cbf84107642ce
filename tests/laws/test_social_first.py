"""Social first: a closer service for those who complain in public, and what it teaches them."""

import numpy as np
import pytest

from ccsim.codes import Event
from ccsim.experiments.replicate import run
from ccsim.experiments.results import RunResult
from ccsim.metrics.estimates import student_t
from ccsim.plan.plan import make_plan
from ccsim.spec.loading import load
from ccsim.units import DAY, HOUR
from directions import SMALL
from playing import play
from shipped import SCENARIOS
from slices import falls, mean, rises

SOCIAL = SCENARIOS / "social_first.yaml"
BUSY = (*SMALL, "teams.front.headcount=2", "teams.social.headcount=1")
"""Nearly always somebody waits, on the phone and in public."""
AS_ON_THE_PHONE = (
    "teams.social.authority=inform",
    "teams.social.script_adherence=0.95",
    "teams.social.ownership=0.1",
)


def played(*sets: str, replications: int = 4) -> RunResult:
    return run(SOCIAL, sets=(*SMALL, *sets), replications=replications, workers=1)


@pytest.mark.mechanism("S001-22")
def test_whoever_complains_in_public_is_helped_more_often_than_whoever_calls() -> None:
    close, cold = played(), played(*AS_ON_THE_PHONE)
    public, phone = (
        close.estimates[f"door_resolution_rate[queue={q}]"] for q in ("social", "front")
    )
    assert public.low is not None
    assert phone.high is not None
    assert public.low > phone.high
    assert rises(cold, close, "door_resolution_rate[queue=social]")


@pytest.mark.mechanism("S001-24", "E-CHN-01")
def test_the_more_help_in_public_the_more_problems_begin_in_public() -> None:
    """Fewer go there first where the answer is that of the phone, and nobody who never returns."""
    close = played(replications=8)
    cold = played(*AS_ON_THE_PHONE, replications=8)
    forgetful = played("customers.consumer.returns_to_door=0.0", replications=8)
    assert falls(close, cold, "fresh[queue=social]")
    assert mean(forgetful, "fresh[queue=social]") == 0
    assert falls(close, forgetful, "public_complaints")


def waits_of_posts(publicity: float, replications: int) -> list[float]:
    """Mean wait in minutes of posts that come in while the desk is open, by replication."""
    plan = make_plan(load(SOCIAL, [*BUSY, f"operating_model.publicity={publicity}"]).scenario)
    social, found = plan.queue_names.index("social"), []
    for replication in range(replications):
        log = play(plan, replication=replication).log
        answered = (log.event == Event.CONTACT_ANSWERED) & (log.queue == social)
        waits = log.value[answered]
        came = (log.time[answered] - waits) % DAY
        by_day = (came >= 9 * HOUR) & (came < 20 * HOUR) & (waits < 8 * HOUR)
        found.append(float(waits[by_day].mean()) / 60_000)
    return found


@pytest.mark.mechanism("S001-23")
def test_without_publicity_a_post_waits_as_long_as_a_call() -> None:
    """The same people answer both; with others watching, the post goes first."""
    n = 8
    watched, unseen = (np.array(waits_of_posts(publicity, n)) for publicity in (0.6, 0.0))
    longer = unseen - watched
    reach = student_t(n - 1) * longer.std(ddof=1) / n**0.5
    assert longer.mean() - reach > 0
