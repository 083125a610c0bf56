"""Who has a complaint, and how it is taken from them."""


def take_away(complaint) -> dict:
    """Let nobody but the Office have a complaint.

    Those who supported the department or were consulted did so for it: they lose sight
    of it with it, until the next dispatch says who takes part.

    :returns: what changed, for the journal
    """
    changes: dict = {"department": (complaint.department, "")}
    if complaint.supporting:
        changes["supporting"] = (tuple(complaint.supporting), ())
    complaint.department = complaint.handler = ""
    complaint.supporting = complaint.consulted = complaint.helpers = ()
    complaint.asked = False
    return changes
