"""Whose own figures somebody may see, and how an address names a person.

Everybody who handles sees their own, heads those of their departments' people, the
Office all. An address holds no name and no account: a person is a key that the site
makes of the account with its own secret.
"""

from dataclasses import dataclass
from dataclasses import replace
from jiesu.addon.catalog.queries import readable
from jiesu.addon.catalog.queries import rows_of
from jiesu.addon.catalog.rows import Row
from jiesu.addon.statistics.asked import Asked
from jiesu.addon.statistics.engine import columns_of
from jiesu.addon.statistics.report import basis_of
from jiesu.addon.statistics.scope import headed_departments
from jiesu.addon.statistics.scope import own_departments
from jiesu.addon.statistics.selecting import selected
from plone import api
from plone.keyring.interfaces import IKeyManager
from zope.component import getUtility

import hashlib
import hmac
import numpy as np


RING = "_system"
DIGITS = 16


@dataclass(frozen=True)
class Worker:
    """One whose figures the present user may see.

    departments: in which; complaints that others lead are not counted
    """

    user: str
    departments: tuple[str, ...]


def key_of(desk, user_id: str) -> str:
    """What stands for a person in an address of this desk."""
    return _key(desk, user_id, _secrets()[0])


def worker_of(desk, key: str = "") -> Worker | None:
    """Whom an address means, of those whose figures the present user may see.

    :param key: as of `key_of`; the present user without one
    :returns: None for nobody; who is not there and who may not be seen are alike
    """
    own = own_departments(desk)
    me = "" if api.user.is_anonymous() else api.user.get_current().getId()
    if own and (not key or _means(desk, me, key)):
        return Worker(me, own)
    headed = headed_departments(desk)
    if not key or not headed:
        return None
    theirs = handlers(desk, headed)
    user = next((one for one in theirs if _means(desk, one, key)), None)
    return Worker(user, headed) if user else None


def of_worker(asked: Asked, worker: Worker) -> Asked:
    """The same figures, of what somebody handles."""
    departments = worker.departments
    if asked.departments:
        # A filter narrows what may be seen.
        departments = tuple(one for one in asked.departments if one in departments)
    # Nothing is led by none of a list that is empty.
    return replace(asked, departments=departments or ("",), handlers=(worker.user,))


def lately_answered(desk, worker: Worker, size: int) -> tuple[Row, ...]:
    """What somebody handles and was answered last, as far as the reader may read it."""
    asked, basis = of_worker(Asked(), worker), basis_of(desk)
    with columns_of(desk) as columns:
        chosen = selected(columns, asked, basis.zone)
        answered = chosen["answered"]
        latest = np.argsort(-answered, kind="stable")[: int(np.sum(answered > 0))]
        documents = chosen["document"][latest].tolist()
    return rows_of(desk, readable(desk, documents)[:size])


def handlers(desk, departments: tuple[str, ...]) -> list[str]:
    """All who handle or handled what departments lead, whoever asks."""
    basis = basis_of(desk)
    with columns_of(desk) as columns:
        chosen = selected(columns, Asked(departments=departments), basis.zone)
        words = columns.words["handler"].all
        return [words[n] for n in np.unique(chosen["handler"]).tolist() if words[n]]


def _means(desk, user_id: str, key: str) -> bool:
    said = key.encode("utf-8", "replace")
    return any(
        hmac.compare_digest(_key(desk, user_id, secret).encode(), said)
        for secret in _secrets()
    )


def _key(desk, user_id: str, secret: str) -> str:
    said = f"worker\n{'/'.join(desk.getPhysicalPath())}\n{user_id}"
    made = hmac.new(secret.encode(), said.encode(), hashlib.sha256)
    return made.hexdigest()[:DIGITS]


def _secrets() -> list[str]:
    """The site's secrets, the present one first; older keys go on meaning somebody."""
    return [one for one in getUtility(IKeyManager)[RING] if one]
