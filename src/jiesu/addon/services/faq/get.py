"""`GET {desk}/@faq`: published answers, found by everyday words; for everybody."""

from collections.abc import Mapping
from jiesu.addon.content.lookup import categories_of
from jiesu.addon.content.lookup import departments_of
from jiesu.addon.faqs.find import find_faqs
from jiesu.addon.faqs.find import Found
from jiesu.addon.faqs.published import short_url
from jiesu.addon.handling.errors import FieldError
from jiesu.addon.services import asked
from jiesu.addon.services.complaints.batching import batching
from jiesu.addon.services.complaints.batching import canonical
from jiesu.addon.services.complaints.parameters import not_among
from jiesu.addon.services.complaints.parameters import not_in_range
from jiesu.addon.services.errors import WrongParameters
from jiesu.addon.services.service import Service
from jiesu.addon.services.values import iso


PARAMETERS = ("q", "category", "department", "b_start", "b_size")
PAGE, LARGEST_PAGE, FARTHEST = 25, 100, 1_000_000


class FaqGet(Service):
    """A page of them, the best first."""

    def answer(self) -> dict:
        """The page and the links to the others."""
        form = self.request.form
        known = {"category": categories_of, "department": departments_of}
        titles = {
            name: {one.getId(): one.Title() for one in of(self.context)}
            for name, of in known.items()
        }
        start, size = self._checked(form, titles)
        found = find_faqs(
            self.context,
            asked.text(form, "q"),
            category=asked.text(form, "category"),
            department=asked.text(form, "department"),
        )
        told = {
            "@id": canonical(self.request),
            "items": [self._item(one, titles) for one in found[start : start + size]],
            "items_total": len(found),
        }
        links = batching(self.request, len(found), start, size)
        return {**told, "batching": links} if links else told

    def _checked(self, form: Mapping, titles: Mapping) -> tuple[int, int]:
        """The first and how many; the rest is right.

        :raises WrongParameters: names each wrong one
        """
        errors = [
            FieldError(name, not_among(name, PARAMETERS))
            for name in form
            if name not in PARAMETERS
        ]
        errors += [
            FieldError(name, not_among(asked.text(form, name), list(known)))
            for name, known in titles.items()
            if asked.text(form, name) and asked.text(form, name) not in known
        ]
        numbers = []
        for name, default, least, most in (
            ("b_start", 0, 0, FARTHEST),
            ("b_size", PAGE, 1, LARGEST_PAGE),
        ):
            word = asked.text(form, name) or str(default)
            right = len(word) < 8 and word.isascii() and word.isdigit()
            right = right and least <= int(word) <= most
            if not right:
                errors.append(FieldError(name, not_in_range(word, least, most)))
            numbers.append(int(word) if right else default)
        if errors:
            raise WrongParameters(errors)
        return numbers[0], numbers[1]

    def _item(self, found: Found, titles: Mapping) -> dict:
        faq = found.faq
        return {
            "@id": faq.url,
            "short_url": short_url(self.context, faq.uid),
            "title": faq.title,
            "answer": faq.answer,
            "category": faq.category or None,
            "category_title": titles["category"].get(faq.category, ""),
            "department": faq.department or None,
            "department_title": titles["department"].get(faq.department, ""),
            "published": iso(faq.released),
            "changed": iso(faq.changed),
            "share": round(found.share, 2),
        }
