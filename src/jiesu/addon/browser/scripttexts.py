"""The texts of Plone's scripts in the page's language.

Pages ask for them by the name that the site has for its language, `zh-cn`, while the
translations are kept under gettext's, `zh_CN`: Plone then answers that there are none.
"""

from plone.app.content.browser.i18n import i18njs


class ScriptTexts(i18njs):
    """Finds translations under either name."""

    def _gettext_catalog(self, domain: str, language: str) -> dict | None:
        language, _hyphen, country = language.partition("-")
        name = f"{language}_{country.upper()}" if country else language
        return super()._gettext_catalog(domain, name)
