"""scripts/i18n: the translations are whole, and its checks find what is not."""

from i18ndude.catalog import MessageEntry
from pathlib import Path

import importlib.util
import pytest
import shutil


ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def tool():
    spec = importlib.util.spec_from_file_location("i18n", ROOT / "scripts" / "i18n.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def chinese(tool):
    locales = tool.Locales(ROOT)
    return locales.messages(locales.po("zh_CN"))


def test_translations_are_whole(tool):
    assert list(tool.faults(tool.Locales(ROOT))) == []


@pytest.fixture
def checkout(tool, tmp_path):
    """A checkout with two messages, renewed and translated."""
    package = tmp_path / tool.PACKAGE
    package.mkdir(parents=True)
    shutil.copytree(ROOT / tool.PACKAGE / "locales", package / "locales")
    (package / "words.py").write_text(
        'A = _("word_hello", default="Hello ${name}")\n'
        'B = _("word_bye", default="Good bye")\n'
    )
    locales = tool.Locales(tmp_path)
    tool.renew(locales)
    _translate(tool, locales, word_hello="你好，${name}", word_bye="再见")
    return locales


def _translate(tool, locales, **texts):
    path = locales.po("zh_CN")
    catalog = locales.messages(path)
    for msgid, text in texts.items():
        catalog[msgid].msgstr = text
    with path.open("w", encoding="utf-8") as file:
        tool.POWriter(file, catalog).write()


def test_renewing_twice_changes_nothing(tool, checkout):
    files = (checkout.template, checkout.po("zh_CN"), checkout.po("en"))
    tool.renew(checkout)
    before = [path.read_text() for path in files]
    tool.renew(checkout)
    assert [path.read_text() for path in files] == before


def test_a_whole_checkout_has_no_faults(tool, checkout):
    assert list(tool.faults(checkout)) == []
    assert tool.main(["--check"], checkout.root) == 0


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        ('_("word_new", default="New")', "word_new is missing"),
        ('_("word_bare")', "word_bare has no default"),
        ('_("Words of a text")', "'Words of a text' is a text, not a msgid"),
        ('_("word_bye", default="So long")', "a different default"),
    ],
)
def test_faults_of_the_sources(tool, checkout, line, fault):
    source = checkout.root / tool.PACKAGE / "more.py"
    source.write_text(f"C = {line}\n")
    assert any(fault in found for found in tool.faults(checkout))
    assert tool.main(["--check"], checkout.root) == 1


def test_a_message_that_is_gone(tool, checkout):
    source = checkout.root / tool.PACKAGE / "words.py"
    source.write_text('A = _("word_hello", default="Hello ${name}")\n')
    assert any("word_bye is not used" in found for found in tool.faults(checkout))


def test_a_text_in_a_template(tool, checkout):
    template = checkout.root / tool.PACKAGE / "page.pt"
    template.write_text("<p>Nobody translates this sentence</p>\n")
    assert any("texts without i18n" in found for found in tool.faults(checkout))


@pytest.mark.parametrize(
    ("texts", "fault"),
    [
        ({"word_bye": ""}, "word_bye is not translated"),
        ({"word_bye": "Tschau"}, "word_bye is not in Chinese"),
        ({"word_hello": "你好"}, "word_hello has other placeholders"),
    ],
)
def test_faults_of_a_translation(tool, checkout, texts, fault):
    _translate(tool, checkout, **texts)
    assert any(fault in found for found in tool.faults(checkout))


def test_a_fuzzy_translation(tool):
    entry = MessageEntry("word_bye", "再见", [], [], [", fuzzy"])
    assert "fuzzy" in next(tool.untranslated({"word_bye": entry}))


def test_the_month_is_a_word_or_a_number(tool):
    assert tool.placeholders("${day} ${mon}") == tool.placeholders("${month}月${day}日")


def test_actions_and_states_are_in_chinese(chinese):
    """What the rest of the interface is built around, in the words of the rules."""
    words = {
        "state_triage": "待派单",
        "state_pending": "待签收",
        "state_processing": "办理中",
        "state_answered": "已答复",
        "state_suspended": "挂账",
        "state_closed": "已办结",
        "state_rejected": "不予受理",
        "state_withdrawn": "已撤回",
        "action_dispatch": "派单",
        "action_accept": "签收",
        "action_return": "退单",
        "action_answer": "答复",
        "field_lead": "主办部门",
        "field_supporting": "协办部门",
        "field_notice": "使用须知",
    }
    assert {msgid: chinese[msgid].msgstr for msgid in words} == words
