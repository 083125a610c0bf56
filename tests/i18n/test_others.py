"""locales_of_others: the Chinese that Plone and EasyForm lack, and nothing else."""

from i18ndude.catalog import MessageCatalog
from pathlib import Path
from plone import api
from zope.i18n import translate

import collective.easyform
import jiesu.addon
import plone.app.locales
import pytest
import re


OURS = Path(jiesu.addon.__file__).parent / "locales_of_others"
PLONES = Path(plone.app.locales.__path__[0]) / "locales"
EASYFORMS = Path(collective.easyform.__file__).parent / "locales"
TEMPLATES = {
    "plone": PLONES / "plone.pot",
    "widgets": PLONES / "widgets.pot",
    "collective.easyform": EASYFORMS / "collective.easyform.pot",
}
CHINESE = Path("zh_CN", "LC_MESSAGES")
PLACEHOLDER = re.compile(r"\$\{\w+\}")


def messages(path: Path) -> dict[str, object]:
    return dict(MessageCatalog(filename=str(path)).items())


@pytest.fixture(params=sorted(TEMPLATES))
def domain(request):
    return request.param


@pytest.fixture
def ours(domain):
    return messages(OURS / CHINESE / f"{domain}.po")


def test_every_file_is_known():
    present = {path.stem for path in (OURS / CHINESE).glob("*.po")}
    assert present == set(TEMPLATES)


def test_messages_are_still_used(domain, ours):
    """A text that the other package has no more is to be taken out here.

    Actions of a site are asked for by their English, whatever the message is called.
    """
    theirs = messages(TEMPLATES[domain])
    english = {entry.getDefault() for entry in theirs.values()}
    assert set(ours) - set(theirs) - english == set()


def test_messages_are_missing_there(domain, ours):
    """What the other package has wins: here it would never be seen."""
    path = TEMPLATES[domain].parent / CHINESE / f"{domain}.po"
    theirs = messages(path) if path.exists() else {}
    has = {
        msgid
        for msgid, entry in theirs.items()
        if entry.msgstr and not any("fuzzy" in line for line in entry.comments)
    }
    assert set(ours) & has == set()


def test_placeholders(domain, ours):
    for msgid, entry in ours.items():
        english = entry.getDefault() or msgid
        assert set(PLACEHOLDER.findall(entry.msgstr)) <= set(
            PLACEHOLDER.findall(english)
        ), msgid


class TestSite:
    """Seen by visitors whose site speaks Chinese."""

    @pytest.mark.parametrize(
        ("msgid", "there", "text"),
        [
            ("label_toggle_navigation", "plone", "打开或收起导航"),
            ("label_powered_by_plone", "plone", "由 Plone 驱动"),
            ("Must be checked.", "collective.easyform", "请勾选。"),
        ],
    )
    def test_found(self, portal, msgid, there, text):
        assert translate(msgid, domain=there, target_language="zh_CN") == text

    def test_plones_own_stay(self, portal):
        """Nothing of ours is before what Plone has."""
        told = translate("label_edit", domain="plone", target_language="zh_CN")
        assert told == "编辑"

    @pytest.mark.parametrize("name", ["zh-cn", "zh_CN"])
    def test_scripts(self, portal, http_request, name):
        """Scripts get their texts by the name of the site's language."""
        view = api.content.get_view("plonejsi18n", portal, http_request)
        texts = view._gettext_catalog("widgets", name)
        assert texts["Root"] == "首页"
        assert texts["Rearrange"] == "重排"
