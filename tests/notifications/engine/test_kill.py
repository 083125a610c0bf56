"""A process that is killed anywhere between two steps loses nothing: see dying.py."""

from pathlib import Path
from tests.notifications.engine.dying import MAILS
from tests.notifications.engine.dying import READERS

import json
import pytest
import signal
import subprocess
import sys


ROOT = Path(__file__).resolve().parents[3]
# Commit of the step (2), lease (4), inbox (2 words, 2 sent, 1 commit: 10), mail (claim,
# 2 words, 2 sent, mark: 12), each thing with a place before it and one after it.
PLACES = 28


@pytest.fixture(scope="module")
def results(tmp_path_factory):
    """What arrived, for each place at which the process was killed."""
    folder = str(tmp_path_factory.mktemp("killed"))
    done = subprocess.run(  # noqa: S603
        [sys.executable, "-m", "tests.notifications.engine.dying", folder],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    return json.loads(done.stdout)


def test_every_place_was_tried(results):
    assert [one["last"] for one in results] == list(range(PLACES + 2))
    ended = [one["ended"] for one in results]
    assert ended == [0, *[-signal.SIGKILL] * PLACES, 0]


def test_a_step_that_was_not_committed_tells_nobody(results):
    before_the_commit = results[1]
    assert before_the_commit["mails"] == []
    assert before_the_commit["inbox"] == dict.fromkeys(READERS, 0)


def test_every_mail_is_sent_at_least_once(results):
    for one in committed(results):
        assert set(one["mails"]) == set(MAILS), one


def test_a_mail_is_sent_twice_only_where_nobody_could_know(results):
    doubled = [one["last"] for one in results if len(one["mails"]) > len(MAILS)]
    # After the first was sent, and until that was noted.
    assert len(doubled) == 6
    assert doubled == list(range(doubled[0], doubled[-1] + 1))


def test_every_inbox_has_it_exactly_once(results):
    for one in committed(results):
        assert one["inbox"] == dict.fromkeys(READERS, 1), one


def test_nothing_is_left(results):
    assert [one["left"] for one in results] == [0] * len(results)


def committed(results):
    """All but the one that was killed before its commit."""
    return [one for one in results if one["last"] != 1]
