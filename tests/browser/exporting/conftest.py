"""Fixtures of this room's tests."""

from tests.browser.department.conftest import browser

import pytest


__all__ = ["browser"]


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch):
    """Files are made where nothing else is."""
    monkeypatch.setattr("jiesu.addon.exports.jobs._root", lambda: tmp_path)
    return tmp_path


@pytest.fixture(autouse=True)
def threads(monkeypatch):
    """The threads that make files; a test waits for them instead of for a while."""
    from jiesu.addon.browser.exporting import page
    from jiesu.addon.exports.work import start

    started = []

    def begin(*arguments):
        thread = start(*arguments)
        thread.join()
        started.append(thread)
        return thread

    monkeypatch.setattr(page, "start", begin)
    return started
