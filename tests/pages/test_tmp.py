from tests.pages.person import PHONE, WIDE
from jiesu.addon.notifications.delivery import deliver_due
from plone import api
import transaction
def test_shots(use, served, first):
    transaction.begin()
    api.portal.set_registry_record("plone.email_from_address","a@example.edu.cn")
    api.portal.get().MailHost.smtp_host="localhost"
    for n,v in {"wecom_corp_id":"x","wecom_agent_id":"1","wecom_secret":"y"}.items():
        from jiesu.addon.notifications.settings import PREFIX
        try: api.portal.set_registry_record(f"{PREFIX}.{n}", v)
        except Exception as e: print(e)
    transaction.commit()
    from jiesu.addon.notifications.outbox import outbox_of
    from collections import Counter
    print(Counter((r.channel) for r in outbox_of(served).records("waiting")))
    while deliver_due(served): pass
    transaction.commit()
    for who, path, name in [("academic-handler","@@inbox","inbox"),("student1","@@inbox","inbox-s"),("teacher1","@@inbox","inbox-t"),("academic-head","@@notifications","choose"),("student1","@@notifications","choose-s"),("office","@@messages","msgs"),("office","@@messages?message=your_answer","msg"),("academic-head","departments/academic/@@notifications","dep"),("office","@@office","office"),("academic-handler","departments/academic","wb"),("student1","","desk"),("student1","@@mine","mine")]:
        for w in (PHONE, WIDE):
            page = use(who, w).go(path)
            page.wait_for_timeout(300)
            page.screenshot(path=f"/tmp/shots/{name}-{w}.png", full_page=False)
