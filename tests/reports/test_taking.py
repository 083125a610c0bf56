"""The figures of a report, against the engine and a plain recomputation."""

from datetime import date
from jiesu.addon.calendar.moment import at
from jiesu.addon.reports.document import document
from jiesu.addon.reports.document import Reader
from jiesu.addon.reports.making import make
from jiesu.addon.reports.periods import Span
from jiesu.addon.reports.taking import take
from jiesu.addon.content.lookup import reports_of
from jiesu.addon.calendar.moment import now
from plone import api


class TestX:
    def test_try(self, demo):
        day = now().date()
        span = Span("bulletin", date(day.year, day.month, 1), day)
        taken = take(demo, span)
        name = make(demo, span, taken)
        report = reports_of(demo)[name]
        doc = document(
            report,
            Reader(
                lambda m: api.portal.translate(m, lang="en"), "en", True, lambda p: p
            ),
        )
        for s in doc.sections:
            print("##", s.title)
            for p in s.paragraphs:
                print(p)
            for t in s.tables:
                print("-", t.title, t.heads, t.note)
                for l in t.lines[:6]:
                    print("   ", [c.text for c in l])
        assert 0
