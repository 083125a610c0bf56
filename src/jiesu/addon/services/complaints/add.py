"""`POST {desk}/@complaints`: submit."""

from AccessControl import getSecurityManager
from jiesu.addon.catalog.indexing import state_of
from jiesu.addon.content.lookup import complaints_of
from jiesu.addon.intake.birth import submit
from jiesu.addon.intake.guards import PROOF
from jiesu.addon.intake.tries import check_rest_submission
from jiesu.addon.services.service import WritingService
from jiesu.addon.services.values import iso


CREATED = 201


class ComplaintsPost(WritingService):
    """Take a submission; the same key again gives the same complaint."""

    def answer(self) -> dict:
        """The new complaint in short."""
        body = self.body()
        proof = body.pop(PROOF, None)
        user = getSecurityManager().getUser().getId() or ""
        check_rest_submission(self.request, user, proof)
        taken = submit(self.context, body)
        complaint = complaints_of(self.context)[taken.id]
        self.request.response.setStatus(CREATED)
        self.request.response.setHeader("Location", complaint.absolute_url())
        return receipt(complaint, taken.code)


def receipt(complaint, code: str | None) -> dict:
    """What a submitter needs to know at once; a guest the query code too."""
    clock = complaint.clock
    return {
        "@id": complaint.absolute_url(),
        "number": complaint.number,
        "state": state_of(complaint),
        "department": complaint.department or None,
        "accept_due": iso(clock.accept_due if clock else None),
        "answer_due": iso(clock.answer_due if clock else None),
        **({"code": code} if code else {}),
    }
