"""Parts in pages of this site: blocks, listings, portlets, and forms from templates."""

from datetime import timedelta
from jiesu.addon.browser.embed.inside import Assignment
from jiesu.addon.browser.embed.inside import part_chosen
from jiesu.addon.browser.embed.inside import Renderer
from jiesu.addon.calendar.moment import at
from jiesu.addon.calendar.moment import now
from jiesu.addon.content.part import IBlockSchema
from jiesu.addon.content.part import PARTS
from jiesu.addon.intake.easyform import ready
from jiesu.addon.services.statistics.parameters import today
from jiesu.addon.statistics.asked import Asked
from jiesu.addon.statistics.groupings import DEPARTMENT
from jiesu.addon.statistics.published import published
from jiesu.addon.statistics.quarters import last_month
from jiesu.addon.statistics.quarters import last_quarter
from lxml import html
from plone import api
from tests.browser.department.client import MANAGER
from tests.browser.department.client import NOBODY
from tests.statistics.quarterly import after_the_quarter
from types import SimpleNamespace
from zope.component import getUtility
from zope.interface import Invalid
from zope.schema.interfaces import IVocabularyFactory

import pytest
import transaction


def rendered(folder, desk, **chosen):
    """A portlet as HTML."""
    shown = portlet(folder, desk, **chosen)
    assert shown.available
    return html.fromstring(shown.render())


def told(page) -> list[str]:
    """The figures of a part."""
    return [found.text_content() for found in page.cssselect(".ji-figure dd")]


# Led to log in, or told that it is not for them.
DENIED = (302, 401, 403)


@pytest.fixture(scope="class")
def folder(served):
    """A folder of the site, published, which editors look after."""
    portal = api.portal.get()
    with api.env.adopt_roles(["Manager"]):
        made = api.content.create(portal, "Folder", "library", title="图书馆")
        api.content.transition(made, "publish")
    transaction.commit()
    return made


def block(folder, desk, **chosen):
    """A published block in a folder."""
    with api.env.adopt_roles(["Manager"]):
        made = api.content.create(
            folder, "JiesuBlock", title="图书馆的问题", desk=desk.UID(), **chosen
        )
        api.content.transition(made, "publish")
    transaction.commit()
    return made


def portlet(folder, desk, **chosen):
    """The renderer of a portlet in a folder."""
    data = Assignment(desk=desk.UID(), **chosen)
    return Renderer(folder, desk.REQUEST, None, None, data)


class TestBlocks:
    """A page that an editor adds without HTML."""

    @pytest.mark.parametrize("what", list(PARTS))
    def test_each_part_is_shown_to_everybody(self, browser, served, folder, what):
        served.publish_figures = True
        made = block(folder, served, what=what)
        page = browser.open(NOBODY, made.absolute_url())
        assert page.status == 200
        assert page.tree.cssselect(".ji.is-part a, .ji.is-part form")

    def test_the_form_goes_on_to_the_whole_one(self, browser, served, folder):
        made = block(folder, served, what="form", category="academic-classroom")
        page = browser.open("student1", made.absolute_url())
        form = page.tree.cssselect(".ji.is-part form")[0]
        fields = dict(form.form_values()) | {"text": "灯不亮"}
        page = browser.send("student1", form.get("action"), **fields)
        assert page.tree.cssselect("textarea[name=text]")[0].value == "灯不亮"
        chosen = page.tree.cssselect("[name=category][checked]")
        assert [one.get("value") for one in chosen] == ["academic-classroom"]

    def test_answers_are_those_of_the_category(self, browser, served, folder):
        made = block(folder, served, what="faq", category="logistics", count=30)
        page = browser.open(NOBODY, made.absolute_url())
        told = {one.text for one in page.tree.cssselect(".ji-answers summary")}
        every = block(folder, served, what="faq", count=30)
        page = browser.open(NOBODY, every.absolute_url())
        all_of_them = {one.text for one in page.tree.cssselect(".ji-answers summary")}
        assert told
        assert told < all_of_them

    def test_a_listing_shows_parts_and_answers_in_full(self, browser, served, folder):
        block(folder, served, what="faq")
        page = browser.open(NOBODY, f"{folder.absolute_url()}/jiesu_parts_view")
        assert page.tree.cssselect("article .ji-answers")
        for kind in ("Folder", "Collection"):
            fti = api.portal.get_tool("portal_types")[kind]
            assert "jiesu_parts_view" in fti.view_methods

    def test_a_block_can_be_the_first_page_of_a_folder(self, browser, served, folder):
        made = block(folder, served, what="track")
        folder.setDefaultPage(made.getId())
        transaction.commit()
        page = browser.open(NOBODY, folder.absolute_url())
        assert page.tree.cssselect(".ji.is-part a[href$='@@mine']")
        folder.setDefaultPage(None)
        transaction.commit()


class TestRights:
    """Readers see what is for them; editors choose among what they may see."""

    def test_of_a_desk_that_is_not_for_somebody_nothing_is_shown(self, served, folder):
        data = SimpleNamespace(
            desk=served.UID(), what="button", category=None, department=None, count=5
        )
        with api.env.adopt_roles(["Anonymous"]):
            assert part_chosen(data, served.REQUEST) is not None
        served.manage_permission("View", ["Manager"], acquire=0)
        served.manage_permission("Access contents information", ["Manager"], acquire=0)
        served.reindexObjectSecurity()
        try:
            with api.env.adopt_user(username="student1"):
                assert part_chosen(data, served.REQUEST) is None
                known = getUtility(IVocabularyFactory, "jiesu.addon.desks")(folder)
                assert list(known) == []
        finally:
            transaction.abort()

    def test_a_desk_that_is_gone_leaves_the_page_standing(
        self, browser, served, folder
    ):
        made = block(folder, served, what="faq")
        made.desk = "0" * 32
        transaction.commit()
        page = browser.open(NOBODY, made.absolute_url())
        assert page.status == 200
        assert not page.tree.cssselect(".ji.is-part")

    @pytest.mark.parametrize(
        ("chosen", "wrong"),
        [
            ({"category": "no"}, True),
            ({"department": "no"}, True),
            ({"category": "academic", "department": "it"}, False),
        ],
    )
    def test_what_is_chosen_is_of_the_desk(self, served, chosen, wrong):
        data = SimpleNamespace(
            **{"desk": served.UID(), "category": None, "department": None} | chosen
        )
        if wrong:
            with pytest.raises(Invalid):
                IBlockSchema.validateInvariants(data)
        else:
            IBlockSchema.validateInvariants(data)

    @pytest.mark.parametrize(
        ("user", "may"),
        [(NOBODY, False), ("student1", False), ("editor", True), (MANAGER, True)],
    )
    def test_who_adds_blocks(self, browser, folder, user, may):
        page = browser.open(user, f"{folder.absolute_url()}/++add++JiesuBlock")
        assert bool(page.tree.cssselect("#form-widgets-what")) is may

    @pytest.mark.parametrize(
        "path", ["@@embedding", "@@entries", "@@qr?format=png", "@@qrsheet"]
    )
    @pytest.mark.parametrize(
        ("user", "may"),
        [
            (NOBODY, False),
            ("student1", False),
            ("logistics-head", False),
            ("supervisor", False),
            ("office", True),
            ("editor", True),
            (MANAGER, True),
        ],
    )
    def test_who_embeds(self, browser, path, user, may):
        assert (browser.open(user, path).status == 200) is may


class TestPortlets:
    """A portlet shows the same."""

    @pytest.mark.parametrize("what", list(PARTS))
    def test_each_part(self, served, folder, what):
        shown = portlet(folder, served, what=what)
        served.publish_figures = True
        assert shown.available
        text = shown.render()
        assert "portletJiesu" in text
        assert "is-part" in text

    def test_figures_that_are_not_published_are_not_there(self, served, folder):
        served.publish_figures = False
        shown = portlet(folder, served, what="figures")
        assert not shown.available

    def test_figures_of_the_last_month(self, served, folder):
        """The whole desk's, or why there are none."""
        served.publish_figures = True
        with at(now().replace(day=28) + timedelta(days=14)):
            days = last_month(today())
            (found,) = published(served, Asked(*days))
            page = rendered(folder, served, what="figures")
        assert f"{days.start.year}年{days.start.month}月" in page.text_content()
        if found.total.kept_back:
            assert not told(page)
        else:
            assert told(page)[0] == str(found.total.figures.counts["received"])

    def test_figures_of_departments_are_of_the_last_quarter(self, served, folder):
        """Those that the public table has; of few complaints none."""
        served.publish_figures = True
        with after_the_quarter() as day:
            asked = Asked(*last_quarter(day), by=DEPARTMENT)
            (found,) = published(served, asked)
            groups = [one for one in found.groups if one.id]
            assert len({bool(one.kept_back) for one in groups}) == 2
            for one in groups:
                page = rendered(folder, served, what="figures", department=one.id)
                assert f"{asked.start.year}年第" in page.text_content()
                if one.kept_back:
                    assert not told(page)
                else:
                    assert told(page)[0] == str(one.figures.counts["received"])

    def test_its_heading_can_be_chosen(self, served, folder):
        chosen = {"what": "faq", "header": "空调常见问题"}
        shown = portlet(folder, served, **chosen)
        assert shown.available
        assert "空调常见问题" in shown.render()

    def test_its_forms_have_a_preview(self, browser, folder):
        path = "++contextportlets++plone.rightcolumn/+/jiesu.addon.part"
        page = browser.open(MANAGER, f"{folder.absolute_url()}/{path}")
        frame = page.tree.cssselect("iframe[data-ji-preview]")[0]
        assert frame.get("title")
        assert page.tree.cssselect("[name='form.widgets.what:list']")


class TestForms:
    """EasyForms from templates, by Managers."""

    def test_a_manager_makes_one(self, browser, served, folder):
        url = f"{folder.absolute_url()}/@@make-form"
        page = browser.open(MANAGER, url)
        form = page.tree.cssselect(".ji form")[1]
        made = browser.send(MANAGER, url, **dict(form.form_values()))
        assert made.status == 303
        transaction.begin()
        found = [one for one in folder.objectValues() if one.portal_type == "EasyForm"]
        assert [api.content.get_state(one) for one in found] == ["private"]
        assert "<desk>jiesu</desk>" in found[0].actions_model

    @pytest.mark.parametrize("user", ["editor", "student1"])
    def test_others_do_not(self, browser, served, folder, user):
        url = f"{folder.absolute_url()}/@@make-form"
        page = browser.open(user, url)
        assert not page.tree.cssselect(".ji form[action$=make-form]")
        transaction.begin()
        before = list(folder.objectIds())
        fields = {"template": "repair", "desk": served.UID()}
        token = browser.open(user, f"{served.absolute_url()}/@@submit").token
        sent = browser.send(user, url, **fields, _authenticator=token)
        assert sent.status in DENIED
        transaction.begin()
        assert list(folder.objectIds()) == before

    def test_what_the_desk_does_not_have_is_left_out(self, served, folder, monkeypatch):
        monkeypatch.setattr(ready, "category_of", lambda desk, id_: None)
        repair = next(one for one in ready.templates() if one.id == "repair")
        with api.env.adopt_roles(["Manager"]):
            form = ready.make_form(folder, repair, served)
        assert "<category>" not in form.actions_model
        assert "<department>logistics</department>" in form.actions_model
        transaction.abort()
