"""Metadata of jiesu.addon. The tools' settings are in pyproject.toml."""

from pathlib import Path
from setuptools import find_namespace_packages
from setuptools import setup
from setuptools.command.build_py import build_py

import re
import runpy


HERE = Path(__file__).parent
VERSION = re.search(
    r'^__version__ = "([^"]+)"$',
    (HERE / "src/jiesu/addon/__init__.py").read_text(encoding="utf-8"),
    re.MULTILINE,
).group(1)


def long_description() -> str:
    """Return README and changelog, as far as they are there."""
    pages = (HERE / name for name in ("README.md", "CHANGES.md"))
    return "\n\n".join(page.read_text("utf-8") for page in pages if page.exists())


class Build(build_py):
    """The package with its translations compiled: its server may not write there."""

    def run(self):
        """Compile, then build."""
        package = HERE / "src/jiesu/addon"
        module = runpy.run_path(str(package / "translations.py"))
        module["compile_translations"](package)
        super().run()


# Versions are not named here: constraints.txt is the one place for them.
setup(
    name="jiesu.addon",
    version=VERSION,
    description="接诉即办: complaints of a university, handled and answered, in Plone",
    long_description=long_description(),
    long_description_content_type="text/markdown",
    license="GPL-2.0-or-later",
    classifiers=[
        "Development Status :: 3 - Alpha",
        "Environment :: Web Environment",
        "Framework :: Plone",
        "Framework :: Plone :: 6.2",
        "Framework :: Plone :: Addon",
        "Natural Language :: Chinese (Simplified)",
        "Natural Language :: English",
        "Operating System :: POSIX :: Linux",
        "Programming Language :: Python",
        "Programming Language :: Python :: 3.11",
        "Programming Language :: Python :: 3.12",
        "Programming Language :: Python :: 3.13",
    ],
    keywords="Python Plone CMS complaints university",
    packages=find_namespace_packages("src"),
    package_dir={"": "src"},
    include_package_data=True,
    cmdclass={"build_py": Build},
    zip_safe=False,
    python_requires=">=3.11",
    install_requires=[
        "Pillow",
        "Plone",
        "altcha",
        "borg.localrole",
        "chinesecalendar",
        "click",
        "collective.easyform",
        "limits",
        "numpy",
        "plone.api",
        "plone.app.dexterity",
        "plone.namedfile",
        "plone.restapi",
        "python-gettext",
        "requests",
        "segno",
        "Products.CMFPlone",
        "XlsxWriter",
        "weasyprint",
    ],
    extras_require={
        "test": [
            "aiosmtpd",
            "axe-playwright-python",
            "hypothesis",
            "openpyxl",
            "playwright",
            "plone.app.testing",
            "pypdf",
            "pytest",
            "pytest-plone>=1.1",
            "pytest-timeout",
            "pytest-xdist",
            "zxing-cpp",
        ],
        # What `make lint` and whoever works on the package need.
        "dev": [
            "i18ndude",
            "ruff",
            "towncrier",
            "uv",
            "zpretty",
        ],
        # Several server processes on one database, see instance/README.md.
        "zeo": ["ZEO"],
        # Not installed by anything: named so that constraints.txt pins them too.
        "buildout": [
            "pip",
            "plone.recipe.zope2instance",
            "setuptools",
            "wheel",
            "zc.buildout",
            "zc.recipe.egg",
        ],
    },
    entry_points={"z3c.autoinclude.plugin": ["target = plone"]},
)
