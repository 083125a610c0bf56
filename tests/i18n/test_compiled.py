"""Compiled translations: whole at every moment, whoever else starts meanwhile."""

from concurrent.futures import ProcessPoolExecutor
from gettext import GNUTranslations
from jiesu.addon.translations import compile_translations
from jiesu.addon.translations import HERE
from pathlib import Path

import os
import pytest
import shutil
import subprocess
import sys
import zipfile


ROOT = Path(__file__).parents[2]
DOMAIN = "locales/zh_CN/LC_MESSAGES/jiesu.addon"


@pytest.fixture
def package(tmp_path) -> Path:
    """A copy of the package's translations, none of them compiled."""
    for folder in ("locales", "locales_of_others"):
        shutil.copytree(
            HERE / folder, tmp_path / folder, ignore=shutil.ignore_patterns("*.mo")
        )
    return tmp_path


def read(path: Path) -> GNUTranslations:
    with path.open("rb") as file:
        return GNUTranslations(file)


def start(package: Path) -> int:
    """Do what a process does that starts: compile, then read."""
    compile_translations(package)
    return len(read(package / f"{DOMAIN}.mo")._catalog)


def test_all_are_compiled_and_once(package):
    written = compile_translations(package)
    sources = list(package.rglob("*.po"))
    assert sources
    assert sorted(written) == sorted(path.with_suffix(".mo") for path in sources)
    assert read(package / f"{DOMAIN}.mo").gettext("action_answer") == "答复"
    assert not list(package.rglob("*.part"))
    assert compile_translations(package) == []


def test_a_changed_translation_is_compiled_again(package):
    compile_translations(package)
    source = package / f"{DOMAIN}.po"
    later = source.with_suffix(".mo").stat().st_mtime + 1
    os.utime(source, (later, later))
    assert compile_translations(package) == [source.with_suffix(".mo")]


def test_others_may_read_them(package):
    compile_translations(package)
    assert (package / f"{DOMAIN}.mo").stat().st_mode & 0o777 == 0o644


def test_processes_that_start_together_read_whole_files(package):
    with ProcessPoolExecutor(8) as processes:
        for _ in range(5):
            for path in package.rglob("*.mo"):
                path.unlink()
            assert len(set(processes.map(start, [package] * 8))) == 1


def test_what_is_built_has_them(tmp_path):
    """The server of an installed package may not write into it."""
    checkout = tmp_path / "checkout"
    shutil.copytree(
        ROOT / "src/jiesu",
        checkout / "src/jiesu",
        ignore=shutil.ignore_patterns("*.mo", "__pycache__"),
    )
    for name in ("setup.py", "pyproject.toml", "MANIFEST.in"):
        shutil.copy(ROOT / name, checkout)
    subprocess.run(  # noqa: S603
        [sys.executable, "setup.py", "--quiet", "bdist_wheel", "--dist-dir", tmp_path],
        cwd=checkout,
        check=True,
        capture_output=True,
    )
    (wheel,) = tmp_path.glob("*.whl")
    names = zipfile.ZipFile(wheel).namelist()
    assert f"jiesu/addon/{DOMAIN}.po" in names
    for name in names:
        if name.endswith(".po"):
            assert name.replace(".po", ".mo") in names
