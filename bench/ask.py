"""Run in the site by lists.py: how long the typed queries take, cold and warm.

python -m instance.console bench/ask.py
"""

from jiesu.addon.catalog.queries import count
from jiesu.addon.catalog.queries import find
from jiesu.addon.catalog.queries import LIGHTS
from jiesu.addon.catalog.queries import Query
from jiesu.addon.content.complaint import OPEN_STATES
from jiesu.addon.suggesting.suggestions import suggest
from plone import api
from statistics import median
from time import perf_counter
from zope.component.hooks import setSite

import json


DEPARTMENT = "logistics"
WORD = "投影"
TYPED = "三教335的投影仪不清晰，坐在后排看不清板书，已经一周了"
COLD = 3
WARM = 25


def page(desk):
    """25 by due time, of a department, open."""
    return find(desk, Query(states=OPEN_STATES, department=DEPARTMENT)).total


def tabs(desk):
    """What the tabs of a workbench count."""
    mine = Query(department=DEPARTMENT)
    states = [count(desk, mine.narrowed(states=(state,))) for state in OPEN_STATES]
    of_light = [
        count(desk, mine.narrowed(states=OPEN_STATES, light=light)) for light in LIGHTS
    ]
    return sum(states) + sum(of_light)


def text(desk):
    """25 by due time with a word of two characters, of the whole desk."""
    return find(desk, Query(words=WORD)).total


def typing(desk):
    """What fits to a sentence, as somebody types it; the matters found."""
    return len(suggest(desk, TYPED).matters)


QUESTIONS = (
    ("page of 25 by due time", "logistics-handler", page),
    ("tab counts (9)", "logistics-handler", tabs),
    (f"search for {WORD}", "office", text),
    ("what fits while typing", "student2", typing),
)


def seconds(site, question) -> float:
    """How long a question takes that this request has not asked before."""
    site.REQUEST.set("__catalog_cache__", None)
    began = perf_counter()
    question(site.jiesu)
    return perf_counter() - began


def measure(site) -> dict:
    """Cold and warm medians in ms, and what was found, by question."""
    setSite(site)
    found = {}
    for name, user, question in QUESTIONS:
        with api.env.adopt_user(username=user):
            cold = []
            for _ in range(COLD):
                site._p_jar.cacheMinimize()
                cold.append(seconds(site, question))
            warm = [seconds(site, question) for _ in range(WARM)]
            found[name] = {
                "cold": median(cold) * 1000,
                "warm": median(warm) * 1000,
                "found": question(site.jiesu),
            }
    return found


print(json.dumps(measure(app.Plone)))  # noqa: F821
