"""Who is away and who acts for them, in words."""

from jiesu.addon.access.deputies import absence
from jiesu.addon.access.deputies import stand_ins
from jiesu.addon.browser.department.names import Names
from jiesu.addon.browser.words import away_words


def away_note(page, user_id: str, department: str) -> str:
    """Until when somebody is away, and who acts for them; "" for one who is here.

    :param page: the page on which it stands
    :param department: for which department they act
    """
    away = absence(page.desk, user_id, department, page.now) if user_id else None
    if away is None:
        return ""
    deputies = stand_ins(page.desk, user_id, page.now, department)
    names = Names(page.desk)
    told = page.listed(names.person(deputy) for deputy in deputies)
    return page.t(away_words(away.last, told))
