"""Why an entry is quarantined, and how that is said to whoever wrote it."""

from enum import StrEnum

from casework.words import say


class Reason(StrEnum):
    """Why an entry is quarantined. The code travels in receipts; the sentence is shown."""

    AUTHOR = "not_by_the_device's_person"
    NO_ACCESS = "no_access"
    SCOPE = "not_theirs_to_write"
    WRONG_SCOPE = "record_lives_elsewhere"
    INVALID = "not_valid"
    COMPLETED = "already_complete"
    LOWERING = "lowering_needs_a_senior"
    DECIDING = "deciding_needs_the_role"
    RULING = "ruling_needs_another_senior"
    TELLING = "telling_needs_a_senior"
    NEVER_TOLD = "never_handed_over"
    LISTING = "listing_needs_another_senior"
    NOTHING_TO_RULE = "nothing_to_rule_on"
    COUNTERSIGNING = "countersigning_needs_a_senior"
    OWN_WORK = "nobody_countersigns_their_own"
    APPROVAL = "changed_after_its_approval"
    STOPPED = "laptop_stopped"
    WRONG_FILE = "recorded_in_the_wrong_file"


REASON_SENTENCES = {
    Reason.AUTHOR: say("This was signed on a laptop that is enrolled for somebody else. A senior has to look at it."),
    Reason.NO_ACCESS: say(
        "You had no access to this case when it arrived. It is kept, and a senior has to look at it."
    ),
    Reason.SCOPE: say("This can only be changed by somebody with the role for it. It is kept for a senior."),
    Reason.WRONG_SCOPE: say("This record belongs to another case. It is kept for a senior."),
    Reason.INVALID: say("Something in this record is not as it should be. It is kept for a senior."),
    Reason.COMPLETED: say("This record was complete already. Record a correction instead; this one is kept."),
    Reason.LOWERING: say("Lowering a high level or removing a warning needs a senior and a reason. It is kept."),
    Reason.DECIDING: say("Deciding between two views needs the role for it and a reason. It is kept."),
    Reason.RULING: say("Releasing or refusing needs a senior of the case who did not write it. It is kept."),
    Reason.TELLING: say(
        "Only a senior decides that the person may be told what is withheld. It is kept, and not told."
    ),
    Reason.NEVER_TOLD: say("This belongs to the running of the service and is never handed to the person. It is kept."),
    Reason.LISTING: say("A senior of the case who did not propose it decides about the high-risk list. This is kept."),
    Reason.NOTHING_TO_RULE: say(
        "There was nothing here that waits to be released or refused. This is kept for a senior."
    ),
    Reason.WRONG_FILE: say(
        "This was taken out: it is about somebody else, or its import was undone. A senior has to look."
    ),
    Reason.COUNTERSIGNING: say("Countersigning needs a senior of the case, and work that the office has. It is kept."),
    Reason.OWN_WORK: say("Nobody countersigns their own work: another senior of the case has to. This is kept."),
    Reason.APPROVAL: say("The report was changed after it was approved: have it approved again. This is kept."),
    Reason.STOPPED: say(
        "This came from a laptop that the office had stopped. It is kept, and a senior has to look at it."
    ),
}
