"""What a case's story says of dates, messages, visits and calls that the centre makes."""

import re

from ccsim.experiments.telling import Teller
from ccsim.plan.plan import make_plan
from ccsim.spec.loading import load
from playing import play
from shipped import SCENARIOS

SETS = (
    "calendar.weeks=0",
    "calendar.days=4",
    "calendar.warm_up_weeks=0",
    "operating_model.authority=full",
    "operating_model.status_calls=outbound",
    "operating_model.outbound_queue=status",
    "queues.status={teams: [front], hours: 'Mo-Su 08:00-22:00'}",
    "departments.billing.promise.says=1h",
    "departments.billing.follows_up=0.5",
    "departments.network.updates={accepted: 1.0, scheduled: 1.0, en_route: 1.0, done: 1.0}",
    "departments.network.visits={share: 1.0, technicians: 30, on_site: {constant: 30m}}",
    "departments.network.visits.missed=0.2",
    "departments.network.visits.no_access=0.2",
    "departments.network.work={constant: 1h}",
)
WORDS = (
    r"is to be called by the centre, to hear how it stands",
    r"gets a message: it has been taken in",
    r"gets a message: it has its turn",
    r"gets a message: the technician is on the way",
    r"gets a message: it is done",
    r"a visit is booked for \w{3} \d\d Jan (08|13):00",
    r"the technician comes, and does the work",
    r"waits for the technician in vain: nobody comes",
    r"is not there when the technician comes",
)


def test_a_story_tells_what_was_promised_and_what_came() -> None:
    played = play(make_plan(load(SCENARIOS / "scripted_call_center.yaml", SETS).scenario))
    story = "\n".join(moment.text for moment in Teller(played.plan).tell(played.log))
    assert [words for words in WORDS if not re.search(words, story)] == []


def test_a_department_that_follows_up_tells_a_new_date() -> None:
    booked = [one for one in SETS if not one.startswith(("operating_model.", "queues."))]
    played = play(make_plan(load(SCENARIOS / "scripted_call_center.yaml", booked).scenario))
    story = "\n".join(moment.text for moment in Teller(played.plan).tell(played.log))
    assert re.search(r"billing calls by itself; the new date is \w{3} \d\d Jan \d\d:\d\d", story)
