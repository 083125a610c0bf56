"""scripts/setup: what is missing is said in one line, and a repeat does nothing."""

from pathlib import Path

import os
import pytest
import shutil
import subprocess
import sys


ROOT = Path(__file__).resolve().parents[2]
APT_LINE = "apt-get install make git python3-venv"


@pytest.fixture
def checkout(tmp_path):
    """A folder with what the script reads, and nothing set up in it."""
    folder = tmp_path / "checkout"
    (folder / "scripts").mkdir(parents=True)
    for name in ("scripts/setup", "setup.py", "constraints.txt"):
        shutil.copy(ROOT / name, folder / name)
    return folder


@pytest.fixture
def programs(tmp_path):
    """A folder of programs, for PATH: the few that the script itself uses."""
    folder = tmp_path / "programs"
    folder.mkdir()
    for name in ("bash", "env", "dirname", "cat", "cut", "sha256sum", "make", "git"):
        (folder / name).symlink_to(shutil.which(name))
    (folder / "python3").symlink_to(sys.executable)
    return folder


def script(path: Path, text: str) -> None:
    path.unlink(missing_ok=True)
    path.write_text("#!/bin/sh\n" + text)
    path.chmod(0o755)


def set_up(checkout: Path, programs: Path, **variables: str):
    return subprocess.run(  # noqa: S603
        [checkout / "scripts" / "setup"],
        env={"PATH": str(programs), "HOME": os.environ.get("HOME", "/"), **variables},
        capture_output=True,
        text=True,
    )


def assert_one_line(done, *parts: str) -> None:
    assert done.returncode == 1
    assert len(done.stderr.splitlines()) == 1
    for part in parts:
        assert part in done.stderr


@pytest.mark.parametrize("tool", ["make", "git"])
def test_missing_tool(checkout, programs, tool):
    (programs / tool).unlink()
    assert_one_line(set_up(checkout, programs), f"{tool} is missing", APT_LINE)


def test_missing_python(checkout, programs):
    (programs / "python3").unlink()
    assert_one_line(set_up(checkout, programs), "python3", APT_LINE)


@pytest.mark.parametrize("version", ["3.9", "3.10", "3.14"])
def test_wrong_python(checkout, programs, version):
    script(programs / "python3", f"echo {version}")
    assert_one_line(
        set_up(checkout, programs), f"Python {version}", "3.11, 3.12 or 3.13"
    )


def test_python_without_venv(checkout, programs):
    text = 'case "$2" in *ensurepip*) exit 1;; esac; echo 3.11'
    script(programs / "python3", text)
    assert_one_line(set_up(checkout, programs), "virtual environments", APT_LINE)


def stand_in_for_python(programs: Path, pip: str) -> None:
    """Let python3 be a stand-in whose new environments have the given pip."""
    make_venv = (
        'mkdir -p "$3/bin"; '
        'cp "$0" "$3/bin/python"; '
        f"printf '#!/bin/sh\\n{pip}\\n' > \"$3/bin/pip\"; "
        'cp "$3/bin/pip" "$3/bin/uv"; '
        'chmod +x "$3/bin/pip" "$3/bin/uv"'
    )
    text = f'case "$1" in -m) {make_venv};; -c) echo 3.11;; esac\n'
    script(programs / "python3", text)
    for name in ("mkdir", "cp", "chmod", "rm", "grep", "sh"):
        (programs / name).symlink_to(shutil.which(name))


def test_no_network(checkout, programs):
    error = "Could not find a version that satisfies uv (from versions: none)"
    stand_in_for_python(programs, pip=f"echo {error!r} >&2; exit 1".replace("'", '"'))
    done = set_up(checkout, programs)
    assert_one_line(done, "No package index can be reached", "PIP_INDEX_URL")
    assert not (checkout / ".venv" / ".setup-done").exists()


def test_a_repeat_does_nothing_until_the_pins_change(checkout, programs):
    stand_in_for_python(programs, pip="exit 0")
    assert "Setting up" in set_up(checkout, programs).stdout
    again = set_up(checkout, programs)
    assert (again.returncode, again.stdout) == (0, "")
    with open(checkout / "constraints.txt", "a") as file:
        file.write("# changed\n")
    assert "Setting up" in set_up(checkout, programs).stdout
