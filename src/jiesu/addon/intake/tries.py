"""Which tries are counted for what people do, by whom and from where."""

from jiesu.addon.intake.guards import check_trap
from jiesu.addon.intake.guards import count
from jiesu.addon.intake.guards import PROOF
from jiesu.addon.intake.guards import use_proof


def client_address(request) -> str:
    """Where a request comes from, as far as trusted proxies tell (`trusted-proxy`)."""
    return request.getClientAddr() or "unknown"


def check_page_submission(request, user_id: str, key: str) -> None:
    """Let a page's form submit a complaint.

    :param user_id: "" for a guest
    :param key: the submission's; sending the same again is no new try to prove
    :raises Suspicious, TooMany: see guards.py
    """
    check_trap(request.form)
    _count_submission(request, user_id)
    # A browser without JavaScript sends the same form; an account is counted anyway.
    if not user_id and not use_proof(request.form.get(PROOF), key):
        count(("submit-unproven", client_address(request)))


def check_rest_submission(request, user_id: str, proof) -> None:
    """Let a program submit: with an account as often as a person, without little.

    :raises TooMany: see guards.py
    """
    _count_submission(request, user_id)
    if not user_id and not use_proof(proof):
        count(("submit-unproven", client_address(request)))


def check_page_track(request, number: str) -> None:
    """Let a page's form try number and code.

    :raises Suspicious, TooMany: see guards.py
    """
    check_trap(request.form)
    count_track(request, number)
    if not use_proof(request.form.get(PROOF)):
        count(("track-unproven", client_address(request)))


def count_track(request, number: str) -> None:
    """Count a try to follow a complaint, from where it comes and for its number.

    :raises TooMany: see guards.py
    """
    known = "".join(char for char in number.upper() if char.isalnum())
    count(("track-address", client_address(request)), ("track-number", known))


def count_link(request) -> None:
    """Count that a link to rate by is opened or used.

    :raises TooMany: see guards.py
    """
    count(("rate-address", client_address(request)))


def count_suggestion(request, user_id: str) -> None:
    """Count that somebody asks what fits to what they type.

    :param user_id: "" for a guest
    :raises TooMany: see guards.py
    """
    tries = [("suggest-address", client_address(request))]
    if user_id:
        tries.append(("suggest-person", user_id))
    count(*tries)


def count_visit(request) -> None:
    """Count that a form tells what came of what it showed.

    :raises TooMany: see guards.py
    """
    count(("visit-address", client_address(request)))


def count_following(user_id: str) -> None:
    """Count that somebody begins or ends to follow a matter.

    :raises TooMany: see guards.py
    """
    count(("follow-person", user_id))


def _count_submission(request, user_id: str) -> None:
    tries = [("submit-address", client_address(request))]
    if user_id:
        tries.append(("submit-person", user_id))
    count(*tries)
