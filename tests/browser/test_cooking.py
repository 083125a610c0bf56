"""Templates are compiled one at a time, by however many threads."""

from chameleon import PageTemplate
from chameleon.template import BaseTemplate
from concurrent.futures import ThreadPoolExecutor
from jiesu.addon.browser.cooking import guard_templates
from jiesu.addon.browser.cooking import one_at_a_time
from threading import Barrier
from threading import BrokenBarrierError

import pytest


THREADS = 4
# Seconds to wait for others that must not come.
A_MOMENT = 0.2


def test_no_two_at_once():
    """None of them ever meets another one inside."""
    meeting = Barrier(2)

    @one_at_a_time
    def work(number: int) -> bool:
        try:
            meeting.wait(A_MOMENT)
        except BrokenBarrierError:
            meeting.reset()
            return False
        return True

    with ThreadPoolExecutor(THREADS) as threads:
        assert list(threads.map(work, range(THREADS))) == [False] * THREADS


def test_an_error_leaves_no_lock():
    @one_at_a_time
    def fail():
        raise ValueError("wrong")

    with ThreadPoolExecutor(2) as threads:
        for found in [threads.submit(fail), threads.submit(fail)]:
            with pytest.raises(ValueError, match="wrong"):
                found.result(timeout=5)


def test_templates_are_guarded():
    guard_templates()
    guarded = BaseTemplate.cook
    guard_templates()
    assert BaseTemplate.cook is guarded
    assert guarded.__wrapped__.__name__ == "cook"


def test_many_at_once():
    """What made pages fail after a start: deep templates, several threads."""
    deep = "".join(f'<p tal:condition="x{n}">' for n in range(40)) + "</p>" * 40

    def compile_one(number: int) -> str:
        return PageTemplate(f"<b>{number}</b>{deep}").render(
            **{f"x{n}": False for n in range(40)}
        )

    with ThreadPoolExecutor(THREADS) as threads:
        made = list(threads.map(compile_one, range(24)))
    assert [one[:8] for one in made] == [f"<b>{n}</b>"[:8] for n in range(24)]
