"""The lock between processes."""

from jiesu.addon.writer.lock import process_lock

import fcntl


def test_no_lock_without_a_file(monkeypatch):
    monkeypatch.delenv("JIESU_WRITER_LOCK", raising=False)
    with process_lock():
        pass


def test_only_one_holds_it(tmp_path, monkeypatch):
    monkeypatch.setenv("JIESU_WRITER_LOCK", str(tmp_path / "lock"))
    with process_lock():
        assert not is_free(tmp_path / "lock")
    assert is_free(tmp_path / "lock")


def is_free(path):
    """Whether another process would get the lock."""
    with open(path) as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True
