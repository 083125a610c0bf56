"""scripts/versions.py: buildout's versions are those of constraints.txt."""

from pathlib import Path

import importlib.util
import pytest


ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def versions():
    spec = importlib.util.spec_from_file_location(
        "versions", ROOT / "scripts" / "versions.py"
    )
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "constraints.txt").write_text(
        "# Why\n\nZope==6.3\nattrs==26.1.0\nlegacy-cgi==2.6.4 ; python_version > '3'\n"
    )
    return tmp_path


def test_the_repository_has_one_set_of_versions(versions):
    assert versions.main(["--check"]) == 0


def test_writes_every_pin_in_order(versions, folder):
    assert versions.main([], root=folder) == 0
    lines = (folder / "versions.cfg").read_text().splitlines()
    assert lines[lines.index("[versions]") :] == [
        "[versions]",
        "attrs = 26.1.0",
        "legacy-cgi = 2.6.4",
        "Zope = 6.3",
    ]


def test_check_changes_nothing_and_says_what_to_do(versions, folder, capsys):
    target = folder / "versions.cfg"
    target.write_text("[versions]\nZope = 6.2\n")
    assert versions.main(["--check"], root=folder) == 1
    assert target.read_text() == "[versions]\nZope = 6.2\n"
    assert "scripts/versions.py" in capsys.readouterr().err


def test_check_fails_without_versions_cfg(versions, folder):
    assert versions.main(["--check"], root=folder) == 1


@pytest.mark.parametrize("line", ["Zope>=6.3", "Zope", "-e ."])
def test_a_line_without_one_version_is_named(versions, folder, capsys, line):
    (folder / "constraints.txt").write_text(f"attrs==26.1.0\n{line}\n")
    assert versions.main([], root=folder) == 1
    assert "line 2" in capsys.readouterr().err
    assert not (folder / "versions.cfg").exists()
