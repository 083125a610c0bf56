"""A public answer in JSON. Which complaint it came of is told to nobody here."""

from jiesu.addon.content.interfaces import IPublicAnswer
from jiesu.addon.content.lookup import category_of
from jiesu.addon.content.lookup import department_of
from jiesu.addon.content.lookup import desk_of
from jiesu.addon.content.publicanswer import PORTAL_TYPE
from jiesu.addon.content.publicanswer import PUBLISHED
from jiesu.addon.content.publicanswer import state_of_public_answer
from jiesu.addon.handling.publishing import leave_until
from jiesu.addon.handling.publishing import visible_answer_of
from jiesu.addon.interfaces import IBrowserLayer
from jiesu.addon.services.values import iso
from plone.restapi.interfaces import ISerializeToJson
from zope.component import adapter
from zope.interface import implementer


@implementer(ISerializeToJson)
@adapter(IPublicAnswer, IBrowserLayer)
class PublicAnswerToJson:
    """What everybody reads. Plone's own would tell more: neighbours, creators."""

    def __init__(self, context, request):
        """Adapt."""
        self.context = context
        self.request = request

    def __call__(self, **_kwargs) -> dict:
        """The whole."""
        state = state_of_public_answer(self.context)
        published = self.context.effective().asdatetime()
        return {
            **texts_json(self.context),
            "@type": PORTAL_TYPE,
            "UID": self.context.UID(),
            "review_state": state,
            "published": iso(published) if state == PUBLISHED else None,
        }


def texts_json(answer) -> dict:
    """The texts of a public answer and what they are about."""
    desk = desk_of(answer)
    return {
        "@id": answer.absolute_url(),
        "title": answer.title,
        "question": answer.question,
        "answer": answer.answer,
        "category": _named(answer.category, category_of(desk, answer.category)),
        "department": _named(answer.department, department_of(desk, answer.department)),
        "place": answer.place or "",
    }


def _named(token: str, thing) -> dict | None:
    if not token:
        return None
    return {"token": token, "title": thing.Title() if thing is not None else token}


def publication_json(complaint) -> dict | None:
    """The public answer of a complaint, as far as the asker may know of it."""
    answer = visible_answer_of(complaint)
    if answer is None:
        return None
    asked = complaint.publication_asked
    return {
        **texts_json(answer),
        "state": state_of_public_answer(answer),
        "until": iso(leave_until(complaint)) if asked else None,
    }
