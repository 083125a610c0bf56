"""The desk, my complaints, common answers."""

from jiesu.addon.browser.submitter.mine import TABS

import pytest


class TestDesk:
    """The desk's own page."""

    def test_anonymous(self, browse):
        """What it is, the way to say something, the way to log in, common answers."""
        page = browse(None).get()
        assert page.status == 200
        assert page.words("h1") == "接诉即办"
        hrefs = [link.get("href") for link in page.all(".ji a")]
        assert any(href.endswith("/@@submit") for href in hrefs)
        assert any("/login?came_from=" in href for href in hrefs)
        assert "？" in page.words(".ji-list")

    def test_style_only_here(self, browse, served):
        """Style sheet and script are delivered, and on our pages alone."""
        page = browse(None).get()
        links = [one.get("href") for one in page.all("link[rel=stylesheet]")]
        sheet = next(link for link in links if "jiesu.css" in link)
        assert ".ji-paper" in browse(None).get(sheet).text
        assert "jiesu.css" not in browse(None).get(served.aq_parent.absolute_url()).text

    def test_own_latest(self, browse, listed):
        """Who is logged in sees what they said last."""
        page = browse("student1").get()
        own = [link.get("href").split("/")[-1] for link in page.all(".ji-item a")]
        ids = [row.id for row in listed("student1", submitter="student1")][:5]
        assert [one for one in own if one in ids] == ids

    @pytest.mark.parametrize(
        ("user", "ends"),
        [
            ("academic-handler", ["departments/academic"]),
            ("library-head", ["departments/library"]),
            ("office", ["@@office", "departments/office"]),
            ("supervisor", ["@@office"]),
            ("student1", []),
        ],
    )
    def test_workplaces(self, browse, user, ends):
        """Staff find their workplaces, others none."""
        links = [one.get("href") for one in browse(user).get().all("a.ji-choice")]
        assert [link.split("/jiesu/")[1] for link in links] == ends

    def test_search(self, browse):
        """Answers are found by a word of the answer or the question."""
        page = browse(None).get("faq?q=投影")
        assert "投影仪" in page.words(".ji-list")
        assert "停水停电" not in page.words(".ji-list")
        assert browse(None).get("faq?q=没有这样的词").all(".ji-empty")

    def test_faq(self, browse):
        """An answer can be read by everybody."""
        nobody = browse(None)
        link = nobody.get("faq").all(".ji-item a")[0].get("href")
        page = nobody.get(link)
        assert page.status == 200
        assert page.words(".ji-said")


class TestMine:
    """My complaints."""

    def test_only_mine(self, browse, listed):
        """All of mine, and nobody else's."""
        page = browse("student2").get("@@mine?tab=all")
        shown = {one.get("href").split("/")[-1] for one in page.all(".ji-item a")}
        mine = {row.id for row in listed("student2", submitter="student2")}
        others = {row.id for row in listed("office")} - mine
        assert shown == mine
        assert not shown & others

    def test_staff_see_their_own_only(self, browse):
        """Whoever works here did not say what they handle."""
        page = browse("academic-handler").get("@@mine?tab=all")
        assert not page.all(".ji-item")
        assert page.words(".ji-empty")

    @pytest.mark.parametrize("tab", TABS)
    def test_tabs(self, browse, listed, tab):
        """Each tab shows its states, and its count is true."""
        page = browse("student1").get(f"@@mine?tab={tab}")
        states = TABS[tab][1]
        rows = listed("student1", submitter="student1", states=states)
        assert len(page.all(".ji-item")) == len(rows)
        assert page.words(".ji-tab.is-on b") == str(len(rows))

    @pytest.mark.parametrize("query", ["tab=x", "b_start=-1", "b_start=99999999"])
    def test_odd_queries(self, browse, query):
        """Whatever stands in the address, it is a page."""
        assert browse("student1").get(f"@@mine?{query}").status == 200

    def test_anonymous(self, browse):
        """Nobody is led to the login."""
        assert browse(None).get("@@mine").sent_to_login()

    def test_container(self, browse):
        """The container of all complaints leads to one's own."""
        assert browse("student1").get("complaints").url.endswith("@@mine")
