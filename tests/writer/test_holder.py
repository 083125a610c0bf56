"""Who holds a lease, and how others see that the process is gone."""

from jiesu.addon.writer import holder as module
from jiesu.addon.writer.holder import is_gone
from jiesu.addon.writer.holder import new_holder
from jiesu.addon.writer.lease import Lease
from jiesu.addon.writer.lease import lease

import os
import pytest
import subprocess
import sys


CODE = "from jiesu.addon.writer.holder import new_holder; print(new_holder())"


@pytest.fixture(scope="module")
def ended():
    """The holder that a process was which has ended."""
    return subprocess.run(  # noqa: S603
        [sys.executable, "-c", CODE], capture_output=True, text=True, check=True
    ).stdout.strip()


def test_each_is_another():
    assert new_holder() != new_holder()


def test_who_runs_is_not_gone():
    assert not is_gone(new_holder())


def test_who_has_ended_is_gone(ended):
    assert is_gone(ended)


def test_a_number_that_another_process_has_now(ended):
    parts = ended.split(" ")
    parts[2] = str(os.getpid())
    assert is_gone(" ".join(parts))


def test_of_another_user_s_process_nothing_is_known(monkeypatch):
    holder = new_holder()

    def refuse(pid, signal):
        raise PermissionError

    monkeypatch.setattr(module, "_begun", lambda pid: "")
    monkeypatch.setattr(module.os, "kill", refuse)
    assert not is_gone(holder)


@pytest.mark.parametrize("part", [0, 1], ids=["host", "kernel"])
def test_of_another_machine_nothing_is_known(ended, part):
    parts = ended.split(" ")
    parts[part] = "elsewhere"
    assert not is_gone(" ".join(parts))


@pytest.mark.parametrize("holder", ["", "host:12:5f", "host - 12 - 5f", "a b c d e"])
def test_what_is_said_otherwise_is_not_gone(holder):
    assert not is_gone(holder)


def test_where_the_machine_tells_nothing(ended, monkeypatch, tmp_path):
    monkeypatch.setattr(module, "_PROC", tmp_path)
    assert not is_gone(new_holder())
    assert not is_gone(ended)


def test_the_lease_of_who_has_ended_is_taken_at_once(place, monkeypatch, ended):
    first = Lease(place, "deliver", 300)
    first._holder = ended
    assert first.take()
    with lease(place, "deliver", 300) as held:
        assert held
    # Were it still at work after all: it sees that the lease is not its own any more.
    with lease(place, "deliver", 300) as held:
        assert held
        assert not first.renew()
