"""What the folders of a desk are called, in the reader's language."""

from jiesu.addon.browser.folders import title_of
from tests.browser.conftest import Browser

import pytest


NAMES = {
    "departments": ("承办部门", "Departments"),
    "categories": ("诉求分类", "Categories"),
    "faq": ("常见问题", "Common answers"),
    "answers": ("公开答复", "Public answers"),
}


class TestFolders:
    """Headings, titles and the way to a page."""

    @pytest.mark.parametrize("folder", NAMES)
    def test_in_both_languages(self, served, folder):
        for place, language in enumerate(("zh-cn", "en")):
            page = Browser(served.absolute_url(), None, language).get(folder)
            crumbs = page.words("#portal-breadcrumbs")
            assert NAMES[folder][place] in crumbs
            assert NAMES[folder][1 - place] not in crumbs

    @pytest.mark.parametrize("folder", ["departments", "categories"])
    def test_heading(self, served, folder):
        page = Browser(served.absolute_url(), None, "en").get(folder)
        assert page.words("h1") == NAMES[folder][1]
        assert NAMES[folder][1] in page.words("title")
        assert NAMES[folder][0] not in page.words("title")

    def test_way_through_a_folder(self, served):
        """Below it as well."""
        browser = Browser(served.absolute_url(), None, "en")
        page = browser.get("categories/it")
        assert "Categories" in page.words("#portal-breadcrumbs")
        page = browser.get("departments/it/@@about")
        assert "Departments" in page.words(".ji-crumbs")

    @pytest.mark.parametrize("own", ["Units", "职能部门"])
    def test_a_name_of_its_own(self, portal, own):
        """The Office's word holds, in all languages."""
        folder = Folder(own)
        assert title_of(folder, portal.REQUEST) == own


class Folder:
    """A folder of departments that somebody renamed."""

    portal_type = "JiesuDepartments"

    def __init__(self, title: str):
        """Take the name."""
        self.title = title

    def Title(self) -> str:
        """What it is called."""
        return self.title
