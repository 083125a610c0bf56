"""What everybody may know of a department; its folder stays its staff's."""

import pytest
import requests


class TestAbout:
    """`{department}/@@about`."""

    @pytest.fixture
    def page(self, browse):
        """Of one, as a visitor sees it."""
        return browse(None).get("departments/logistics/@@about")

    def test_what_it_is_for(self, page):
        assert page.status == 200
        assert page.words("h1") == "后勤管理处"
        assert "负责食堂" in page.words(".ji-lead")
        assert "浴室热水" in page.words(".ji-choice")
        assert "工作日 8:30" in page.words(".ji-facts")

    def test_telephone(self, page):
        assert page.all("a[href='tel:000088601120']")

    def test_categories_lead_to_the_form(self, browse, page):
        link = next(one for one in page.all("a.ji-choice") if "空调" in one.text)
        form = browse(None).get(link.get("href"))
        (chosen,) = form.all("input[name=category][checked]")
        assert chosen.get("value") == "logistics-aircon"

    def test_its_answers_alone(self, page):
        listed = page.words("section[aria-labelledby=ji-faqs]")
        assert "晚上施工太吵" in listed
        assert "校园卡" not in listed

    def test_without_answers(self, browse):
        assert "还没有公开" in browse(None).get("departments/office/@@about").text

    def test_figures_or_why_there_are_none(self, browse):
        """Fewer than five complaints are not published, nor what gives them away."""
        few = browse(None).get("departments/office/@@about")
        assert "少于 5 件" in few.words("section[aria-labelledby=ji-no-figures]")
        assert few.all("section[aria-labelledby=ji-no-figures] a[href$='@@statistics']")
        assert not few.all("section[aria-labelledby=ji-figures]")

    def test_no_word_where_nothing_is_published(self, browse, committed):
        with committed() as desk:
            desk.publish_figures = False
        page = browse(None).get("departments/office/@@about")
        assert not page.all("section[aria-labelledby=ji-no-figures]")
        with committed() as desk:
            desk.publish_figures = True

    def test_nothing_of_the_workplace(self, page):
        for word in ("待签收", "办理中", "成员", "academic-handler", "workbench.js"):
            assert word not in page.words(".ji")

    def test_plone_around_it(self, page):
        """Its frame is that of the desk, which everybody sees."""
        assert page.all("#portal-logo")


class TestAddress:
    """The plain address of a department."""

    @pytest.mark.parametrize("user", [None, "student1", "library-handler"])
    def test_visitors(self, browse, user):
        page = browse(user).get("departments/academic")
        assert page.url.endswith("/departments/academic/@@about")

    @pytest.mark.parametrize("user", ["academic-handler", "academic-head", "office"])
    def test_staff(self, browse, user):
        page = browse(user).get("departments/academic")
        assert not page.url.endswith("@@about")
        assert page.all("[data-ji-work], .ji-tabs")

    @pytest.mark.parametrize(
        "path", ["departments/academic?tab=overdue", "departments/academic/@@workbench"]
    )
    def test_staff_who_have_to_log_in(self, browse, path):
        """An address that only staff have leads to the login, as before."""
        assert browse(None).get(path).sent_to_login()

    def test_way_for_staff(self, browse):
        page = browse(None).get("departments/academic/@@about")
        (link,) = page.all(".ji-self a")
        assert "login?came_from=" in link.get("href")
        assert (
            not browse("student1").get("departments/academic/@@about").all(".ji-self a")
        )

    def test_programs_are_told_the_truth(self, served):
        url = f"{served.absolute_url()}/departments/academic"
        answer = requests.get(url, headers={"Accept": "application/json"}, timeout=60)
        assert answer.status_code == 401

    def test_list_of_departments(self, browse):
        page = browse(None).get("departments")
        hrefs = [one.get("href") for one in page.all(".ji-cards a")]
        assert len(hrefs) == 8
        assert all(one.endswith("/@@about") for one in hrefs)
