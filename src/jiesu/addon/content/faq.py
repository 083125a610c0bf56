"""The FAQ page: a question with its public answer."""

from jiesu.addon import _
from jiesu.addon.content.beginning import beginning
from jiesu.addon.content.interfaces import IFaq
from plone.dexterity.content import Item
from plone.indexer import indexer
from plone.supermodel import model
from zope import schema
from zope.interface import implementer


class IFaqSchema(model.Schema):
    """A question and its answer, without anything that points to a person."""

    title = schema.TextLine(title=_("field_faq_question", default="Question"))

    answer = schema.Text(title=_("field_faq_answer", default="Answer"))

    category = schema.Choice(
        title=_("field_category", default="Category"),
        vocabulary="jiesu.addon.categories",
        required=False,
    )


@implementer(IFaq)
class Faq(Item):
    """An FAQ page; lives in a department's folder or in the desk's common one."""

    def Description(self) -> str:
        """What search engines, messengers and lists say of it: how it answers."""
        return beginning(self.answer)


@indexer(IFaq)
def searchable_text(faq) -> str:
    """What Plone's search finds it by: the question and its answer."""
    return f"{faq.title} {faq.answer or ''}"
