"""The vocabularies that are written into logs and into the addresses of luck.

Numbers are set by hand and only ever added: a log written today must be readable in ten years,
and a purpose that changed its number would change everybody's luck.
"""

from enum import IntEnum


class Purpose(IntEnum):
    """What a random number decides; it fixes what the subject of the address is."""

    NEED_ARISES = 1  # subject: customer; case: kind, day, j
    NEED_TIME = 2  # subject: customer; case
    HIDDEN_TRUTH = 3  # subject: customer; case
    BUSY_DAY = 4  # subject: the centre (who 0); case: day
    FORECAST_COUNT = 5  # subject: queue, interval; case: day
    FORECAST_TIME = 6  # subject: queue, caller
    PATIENCE = 7  # subject: caller; case, contact
    TALK = 8  # subject: caller; case, contact, leg
    REDIAL = 9  # subject: caller; case, contact
    RECONNECT = 10  # subject: caller; case, contact
    ONWARD = 11  # subject: caller; case, contact, leg
    CONDUCT = 12  # subject: caller; case, contact, leg: script, knowledge, ownership, notes
    PERSISTENCE = 13  # subject: customer; case, contact: gives up, or when it calls again
    TICKET = 14  # subject: customer; case, contact: work, right first time
    CHASE = 15  # subject: customer; case, contact
    LEAVING = 16  # subject: customer; case: day
    ABSENCE = 17  # subject: agent; case: day; contact: shift
    SAMPLE = 18  # subject: customer; case: which cases a pit stop takes
    WRAP_UP = 19  # subject: caller; case, contact, leg
    IVR = 20  # subject: caller; case, contact: time in the menu, and the way out of it
    SELF_SERVICE = 21  # subject: customer; case: whether a machine could serve the need
    CALLBACK = 22  # subject: caller; case, contact: accepts, is reached
    SILENT_LEAVING = 23  # subject: caller; case, contact, leg
    DOOR = 24  # subject: customer; case, contact; k: which door, or what of the first contact
    PASSING = 25  # subject: caller; case, contact, leg: passes on, to whom, blindly, is caught
    MISTAKES = 26  # subject: caller; case, contact, leg: misdiagnosis, data errors, lost notes
    AFFINITY = 27  # subject: caller; case, contact
    ENQUIRY = 49  # subject: customer; case, contact: whether a question is handed on
    DATA_ERROR = 28  # subject: customer; case: what the system shows is wrong
    SUPERIOR = 29  # subject: customer; case, contact, leg: is one there, is a fake found out
    DESK = 31  # subject: customer; case, contact: what becomes of a ticket at each desk it is on
    BREEDING = 32  # subject: customer; case, contact; block: the need that may be born of it
    RECURRENCE = 33  # subject: customer; case: whether what was solved comes back
    BIRTH = 34  # subject: a case (of whomever); name: the need that is born: the child's word
    INCIDENT_STRIKES = 46  # subject: customer; case: struck, told, calm, and when it is noticed
    INCIDENT_REPAIR = 47  # subject: incident and how often it has come
    PROMISE = 35  # subject: customer; case, contact; block: which promise: the error of a date
    VISIT = 36  # subject: customer; case; block 0: hidden truth, 1 + n: what becomes of visit n
    UPDATE = 37  # subject: customer; case, contact; block: visit and kind of message
    TRUST = 38  # subject: customer; case, contact: asks before a promise is due
    FOLLOW_UP = 39  # subject: customer; case, contact; block: which promise was missed

    TEMPER = 40  # subject: customer: how easily it stops trying
    COMPLAINT = 41  # subject: customer; case; contact: day: complains to the regulator
    INSPECTION = 42  # subject: customer; case; contact: day: looked at, and what is found
    DEADLINE = 43  # subject: customer; case: how urgent it is

    # Subject: customer; case. Block 0: tells, posts, who reads it; 1 + j: the friend number j.
    TELLING = 50
    CROSS_SALE = 51  # subject: customer; case: buys more after it was solved
    DETERRENCE = 52  # subject: customer; case: does not even call

    TALENT = 59  # subject: a place; case: how many have left it: how able and educated the next is
    TENURE = 60  # subject: a place: how long the first has been there before the run
    QUITTING = 61  # subject: a place; case: how many have left it; contact: day
    CAUSE = 55  # subject: customer; case: its hidden cause, and whether a fix removes the need
    CAUSE_HEARD = 56  # subject: customer; case, contact: is its cause coded, do managers listen
    CAUSE_FUNDED = 57  # subject: review; name: the cause
    CAUSE_FIX = 58  # name: the cause: how long its fix takes
    PIT_STOP = 62  # subject: a place; case: day: who is sent to the pit stop

    STEERING = 66  # subject: caller; case, contact, leg: closes fast, looks further
    ADOPTION = 67  # subject: a place; case: how many have left it: lives the rules, uses the tools
    RIGHT_DATE = 68  # subject: customer; case, contact; k: which promise: is told as it is known
    ALIGNMENT = 69  # subject: customer; case, contact: the department makes the ticket its goal
    PERCEPTION = 70  # subject: customer; case, contact, leg: follows what is explained

    # Name and subject: a doubt; case: world; k: its place in its layer, and which layer that is.
    PLAUSIBLE_WORLD = 200


class Event(IntEnum):
    """A row of the event log: what happened."""

    CONTACT_ARRIVED = 1  # reason: why this attempt; value: 0
    CONTACT_BLOCKED = 2  # no line was free
    CONTACT_CLOSED_OUT = 3  # the queue is closed; reason: 1 where it is said to be open
    # Reason: 1 where a callback is offered. In the first leg of a callback the reason of this row
    # and of the way out of the queue is `Reason.CALLBACK`.
    QUEUE_ENTERED = 4  # a leg begins
    CONTACT_ANSWERED = 5  # value: wait of this leg, ms
    CONTACT_ABANDONED = 6  # value: wait of this leg, ms
    CONTACT_FLOWED_OUT = 7  # left the queue by rule (longest wait; reason 1: to be called back);
    # value: wait, ms
    CONTACT_DISCONNECTED = 8  # queue cleared at closing; value: wait, ms
    LEG_ENDED = 9  # the talk is over; reason: outcome; value: talk, ms
    CONTACT_ENDED = 10  # reason: how it ended; value: whole contact, ms
    WRAP_UP_ENDED = 11  # value: after-call work, ms
    SHIFT_STARTED = 12  # an agent comes on; value: 0
    SHIFT_ENDED = 13  # value: overtime beyond the rostered end, ms
    BREAK_STARTED = 14
    BREAK_ENDED = 15
    AGENT_ABSENT = 16  # unplanned; value: rostered time lost, ms
    # Reason: its hidden cause, from 1 among those of its kind; 0: none that could be removed.
    CASE_OPENED = 17  # a need arises: the customer's first attempt follows
    CASE_RESOLVED = 18  # in truth; value: time since it was opened, ms
    CASE_GIVEN_UP = 19  # the customer stops trying; value: time since opened, ms
    CASE_CLOSED_BY_LEAVING = 20  # the customer left with the case open
    TICKET_OPENED = 21  # reason: ticket reason; value: promised instant or -1
    # Its contact is the one in which the ticket was opened, whatever came in between.
    TICKET_DONE = 22  # reason: what came of it (`TicketResult`); value: time since it was opened
    PROMISE_KEPT = 23
    PROMISE_BROKEN = 24
    CUSTOMER_LEFT = 25  # value: months of margin lost are derived, not logged
    OWNER_CALLED = 26  # an owner tells the customer how it stands; value: the new promised instant
    PROMISE_GIVEN = 27  # an agent tells who asked a date; value: the promised instant
    IVR_ENTERED = 28  # the menu is heard
    # Reason: NONE opted out, ONWARD went through it to the queue, MISROUTED to a wrong one,
    # ABANDONED hung up; kept from the agents: RESOLVED or SERVED by the machine, or CONTAINED.
    IVR_LEFT = 29  # value: time in the menu, ms
    CALLBACK_UNANSWERED = 30  # the agent rang in vain; value: ringing, ms
    CONTACT_LEFT_SILENTLY = 31  # gone without telling: the place is kept; value: wait so far, ms
    SUPERVISOR_ASKED = 36  # in a talk; reason: `Superior`; value: time spent asking in vain, ms
    FAKE_DISCOVERED = 37  # the customer finds out that the superior was a colleague
    FLOOR_WALKER_ASKED = 38  # in a talk; reason: 1 when one was free; value: the time it takes, ms
    TRANSFER_LOST = 33  # put through to a queue that is closed (the queue of the row)
    DUMPING_DETECTED = 34  # an agent is caught who dumped a caller; value: for how long it works
    TICKET_ARRIVED = 35  # a ticket reaches a department at another site; value: time on its way
    CASE_BEGETS = 39  # another case is born of it; reason: its kind; value: when it is felt
    CASE_REOPENED = 40  # only the symptom was cured: it comes back as a new case; as CASE_BEGETS
    TICKET_PASSED = 41  # to another department; reason: the how-manieth time; value: to which
    TICKET_RETRIED = 42  # a bit wrong, and known: done again later; value: promised instant or -1
    INCIDENT_STRUCK = 60  # many are struck at once; value: how many customers
    INCIDENT_REPAIRED = 61  # one repair ends it for all; value: time since it began, ms
    UPDATE_SENT = 44  # a message without being asked; reason: `Update`
    VISIT_BOOKED = 45  # an appointment at the premises; value: when its slot begins
    VISIT_MADE = 46  # reason: outcome: done, missed, or no access; value: late after its slot, ms
    FOLLOWED_UP = 47  # the department tells a new date by itself; value: the promised instant

    REGULATOR_COMPLAINT = 50  # the customer goes to the regulator; value: time since opened, ms
    INSPECTED = 51  # the regulator looked at an open case; reason: 1 when it found a breach
    TARGET_MISSED = 52  # reason: index of the target; value: share that was met, in millionths
    DEADLINE_SET = 53  # a case that is of use until then only; value: the instant
    CREDIT_DUE = 54  # another day has begun past the agreed time; value: days begun so far
    DEADLINE_MISSED = 55  # value: time since opened, ms
    CASE_EXPIRED = 56  # the deadline has passed, the customer stops; value: time since opened, ms
    TARGET_TIGHTENED = 70  # by the regulator; reason: index of the target; value: the new share,
    # in millionths

    # Of the period that is over: reason: `Figure`; contact: which target; value: in millionths, or
    # -1 where there was nothing to count.
    FIGURE_PUBLISHED = 64
    CROSS_SOLD = 65  # the customer of a case that was solved buys more
    WORD_OF_MOUTH = 66  # reason: `Telling`; value: how many people hear of it
    PROSPECTS_TURNED = 67  # reason: the `Telling`; value: how many stay away because of it, or come
    NEED_SUPPRESSED = 68  # a need about which its customer does not even call
    LEFT_BECAUSE = 69  # reason: `LeavingCause`; value: chance to leave in this night, in millionths

    AGENT_QUIT = 80  # a place becomes vacant; value: days since the first shift here
    AGENT_HIRED = 81  # training begins; value: days for which the place was vacant
    AGENT_STARTED = 82  # the first day on the phone; value: days since the place became vacant
    TRAINING_DAY = 83  # somebody learns instead of taking calls; value: rostered and paid time, ms
    TEAM_STRESS = 84  # once a week, by the team's first agent; value: mean, in millionths
    TEAM_KNOWLEDGE = 85  # likewise: what they know, relative to what old hands know
    FALSE_PROMISES = 86  # of a department, by day; value: dates that agents told, and disbelieved
    # Rows about a cause name its kind of need, and in the reason the cause, as CASE_OPENED does.
    CAUSE_FOUND = 75  # value: by whom it was heard (`Ear`)
    CAUSE_REVIEWED = 76  # among the top of the backlog; value: contacts heard since the last review
    CAUSE_FUNDED = 77  # it has an owner and a date; value: the instant by which it is fixed
    CAUSE_FIXED = 78  # from now on fewer such needs arise; value: time since it was found, ms
    MANAGERS_LISTENED = 79  # to the calls of a day; reason: whose; value: for how long, ms
    PIT_STOP_LEFT = 87  # back on the floor; value: days away from it
    PIT_STOP_ENTERED = 88  # off the floor; value: the agent's row there
    TEAM_TRAINED = 89  # once a week, by the floor's first agent: who has been there, in millionths
    TEAM_UPLIFT = 90  # likewise: how much is left of what they brought back
    TEAM_COURTESY = 91  # from now on, by the team's first agent; value: in thousandths

    CLOSED_FAST = 92  # in a talk beyond the target: ends it without looking; value: time saved, ms
    LOOKED_FURTHER = 93  # in a talk; reason: 1 when the agent found out; value: time it takes, ms


class Reason(IntEnum):
    """Why an attempt at a case is made."""

    FRESH = 0  # value demand: the first attempt
    REDIAL = 1  # after a blocked or abandoned attempt
    REPEAT = 2  # the last contact did not solve it
    CHASE = 3  # a promise is missed or missing
    RECONNECT = 4  # an anonymous caller calls again after service (typed chance)
    ENQUIRY = 13  # whoever was asked how it stands asks the company behind
    CALLBACK = 5  # the centre calls back who accepted the offer
    CONSEQUENCE = 9  # the first attempt at a case that was born of another case
    STATUS_CALL = 10  # the centre calls the customer, to say how it stands

    FORCED = 11  # after a complaint to the regulator its desk takes the case up


class Outcome(IntEnum):
    """What came of a leg, in truth; also how a contact ended."""

    NONE = 0
    SERVED = 1  # an anonymous caller was served
    RESOLVED = 2
    THOUGHT_RESOLVED = 3  # agent and customer believe so; the customer finds out later
    WORKED_AROUND = 4  # closed in the log, the burden is the customer's
    TICKET = 5  # handed to a department with a promised time
    NOTE = 6  # handed to a department without one
    TRANSFERRED = 7  # to specialists
    ESCALATED = 8  # to someone with wider authority
    PUT_OFF = 9  # a supervisor who is always busy, or nothing at all
    STATUS_GIVEN = 10  # the customer chased, and was told how it stands
    ONWARD = 11  # an anonymous caller moves on to the next queue (typed chance)
    BLOCKED = 12
    CLOSED_OUT = 13
    ABANDONED = 14
    FLOWED_OUT = 15
    DISCONNECTED = 16
    CONTAINED = 17  # kept from the agents by the menu; of a way out of it: not served either
    MISROUTED = 18  # the menu chose a wrong queue; of a leg: passed on to the right one
    UNANSWERED = 19  # a callback that rang in vain
    NOBODY_THERE = 20  # an agent takes a chat that its customer has left in silence
    OBSTRUCTED = 24  # who may do it does not do it yet: another form, another offer
    CALL_LOST = 21  # put through to a closed queue: nobody is there
    PASSED_ON = 22  # to another queue, by an agent who could have kept it
    MISDIRECTED = 23  # to the specialists of another kind of need, for which it was taken
    VISIT_DONE = 29  # the technician came, and did the work
    VISIT_MISSED = 30  # the provider did not come
    NO_ACCESS = 31  # nobody was there to open the door
    VISIT_VOID = 32  # the cause was gone before: the technician need not come


class Rank(IntEnum):
    """The order of things that happen in the same millisecond."""

    QUEUE_OPENS = 2
    QUEUE_CLOSES = 3
    AGENT_OFF = 4
    AGENT_ON = 5
    WRAP_UP_ENDS = 6
    TALK_ENDS = 7
    TICKET_DONE = 8
    PROMISE_DUE = 9
    CONTACT_ARRIVES = 10
    OVERFLOW_DUE = 11
    LONGEST_WAIT = 12
    PATIENCE_ENDS = 13
    IVR_ENDS = 14
    TICKET_COMES = 15
    INCIDENT_STRIKES = 21  # a change of the day: before all that happens by itself
    INCIDENT_REPAIRED = 22
    VISIT_BEGINS = 16
    VISIT_ENDS = 17

    CASE_FORCED = 19  # the desk for complaints takes up what the regulator has passed on
    DEADLINE_PASSES = 20


class Authority(IntEnum):
    """What an agent may do without asking."""

    INFORM = 0
    ADJUST = 1
    EXCEPTION = 2
    FULL = 3


class CaseStatus(IntEnum):
    """Where a case stands."""

    FREE = 0  # the row is unused
    SCHEDULED = 1  # the next attempt has a time
    IN_CONTACT = 2
    WITH_DEPARTMENT = 3  # a ticket is open and the customer waits
    RESOLVED = 4
    GIVEN_UP = 5
    LEFT = 6
    ENDED = 7  # an anonymous caller who will not call again
    EXPIRED = 11  # its deadline has passed


class TicketResult(IntEnum):
    """What came of a department's work, in truth."""

    NOT_CURED = 0  # the customer will find out
    CURED = 1  # right first time
    RECOVERED = 2  # a bit wrong, known, and put right at a second attempt
    COMPOUNDED = 3  # wrong, and made worse


class Away(IntEnum):
    """Why nobody sits in a place that is rostered, for a day or longer."""

    NO = 0
    VACANT = 1  # somebody has left, and nobody has come yet
    TRAINING = 2  # learns, and takes no calls
    PIT_STOP = 3  # works in another team for the time; there: nobody is sent to this place


class AgentState(IntEnum):
    """What an agent is doing."""

    OFF = 0
    IDLE = 1
    TALKING = 2
    WRAPPING_UP = 3
    ON_BREAK = 4


RESULTS_VERSION = 1
"""Raised whenever the numbers of an unchanged scenario move; stored with every run."""


class Escalation(IntEnum):
    """What happens when an agent sees the cause and may not act."""

    NONE = 0
    FAKE_SUPERVISOR = 1
    REAL = 2


class Superior(IntEnum):
    """What comes of asking for somebody with wider authority."""

    NOT_ASKED = 0
    REACHED = 1  # a real one takes the caller
    FAKE = 2  # a colleague plays the part
    EXCUSE = 3  # said to be busy with another customer
    BUSY = 4  # all are, in truth, busy with other customers


class Kpi(IntEnum):
    """What an agent is measured by."""

    NONE = 0
    HANDLE_TIME = 1
    RESOLUTION = 2
    VALUE = 3  # of the customer: solved for, or timed


class Transfers(IntEnum):
    """Whether and how an agent without the knowledge passes a caller on."""

    NONE = 0
    COLD = 1
    WARM = 2


class Update(IntEnum):
    """What a customer is told without having asked."""

    ACCEPTED = 1  # the ticket has been taken in
    SCHEDULED = 2  # somebody works on it, or an appointment has been made
    EN_ROUTE = 3  # the technician is on the way
    DONE = 4  # the work is finished


class Ear(IntEnum):
    """By whom a cause was heard of first, so that it was found."""

    CODED = 1  # agents coded enough contacts by their cause
    MANAGERS = 2  # managers of those who can remove it listened
    PIT_STOP = 3


class LeavingCause(IntEnum):
    """Why a customer leaves."""

    NOTHING_WRONG = 0  # would have left anyway
    OPEN_CASE = 1
    EFFORT = 2
    BROKEN_PROMISE = 3
    COMPOUNDED = 4
    OUTAGE = 5  # what a business loses
    FRIENDS = 6  # what they were told
    PUBLICATIONS = 7  # what everybody reads
    CANCELLATION = 8  # asked to leave, and it was done
    UNSOLVED = 9  # a case that ended unsolved


class Telling(IntEnum):
    """What people hear of a company from its customers."""

    COMPLAINT = 1  # friends are told
    PRAISE = 2  # friends are told
    POST = 3  # everybody may read it


class Figure(IntEnum):
    """What a company publishes of its own performance."""

    ANSWERED = 1  # calls answered of those offered
    RESOLVED = 2  # cases solved of those opened
    PROMISES_KEPT = 3  # of those due
    TARGET = 4  # of the regulator: cases solved in time
