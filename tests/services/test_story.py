"""The closed loop by REST, through the process's writer as the server runs it."""

from jiesu.addon.writer.thread import stop_writers

import concurrent.futures
import pytest


@pytest.fixture(scope="class")
def writer():
    """Have everything written by the writer thread."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("JIESU_WRITER", "thread")
        yield
        stop_writers()


@pytest.mark.usefixtures("writer")
class TestStory:
    """Submitted, asked, answered, unsolved, reworked, solved."""

    def test_closed_loop(self, ask):
        told = ask.submit(title="335教室投影仪不清晰")
        assert told["department"] == "academic"
        lines = ask.get(
            "academic-handler", "@complaints?state=pending&sort=-received"
        ).json()["items"]
        assert lines[0]["@id"] == told["@id"]

        def act(user, action, **data):
            answer = ask.act(user, told, action, **data)
            assert answer.status_code == 200, answer.text
            return answer.json()

        first = act("academic-handler", "accept")
        assert first["state"] == "processing"
        assert first["clock"]["light"] == "green"
        asked = act("academic-handler", "ask", text="哪一侧看不清？")
        assert asked["clock"]["light"] == "paused"
        assert asked["clock"]["answer_due"] is None
        more = act("student1", "supplement", text="右侧")
        assert more["clock"]["light"] == "green"
        act("academic-handler", "note", text="灯泡老化，库存有货")
        answered = act("academic-handler", "answer", text="已调焦", outcome="solved")
        assert answered["state"] == "answered"
        back = act("student1", "rate", score=2, solved=False, reasons=["not_solved"])
        assert back["state"] == "processing"
        assert back["reworks"] == 1
        assert back["clock"]["answer_due"] not in (None, told["answer_due"])
        act("academic-handler", "answer", text="已换灯泡", outcome="solved")
        closed = act("student1", "rate", score=5, solved=True)
        assert closed["state"] == "closed"
        assert closed["score"] == 5
        self.journals(ask, told)

    def journals(self, ask, told):
        public = [
            "submit", "dispatch", "accept", "ask", "supplement",
            "answer", "rate", "answer", "rate",
        ]  # fmt: skip
        staff = [*public[:5], "note", *public[5:]]
        expected = {
            "student1": public,
            "academic-handler": staff,
            "academic-head": staff,
            "office": staff,
            "supervisor": staff,
        }
        for user, actions in expected.items():
            complaint = ask.get(user, told["@id"]).json()
            assert [e["action"] for e in complaint["journal"]] == actions
            assert complaint["state"] == "closed"
        assert ask.get("student2", told["@id"]).status_code == 404
        assert "灯泡老化" not in str(ask.get("student1", told["@id"]).json())

    def test_errors_come_through(self, ask):
        assert ask.post("student1", "@complaints", {}).status_code == 400
        told = ask.submit()
        late = ask.act("academic-handler", told, "answer", text="x", outcome="solved")
        assert late.status_code == 409
        assert ask.act("academic-handler", told, "reject").status_code == 403
        assert ask.act("academic-handler", told, "return").status_code == 400
        lost = ask.act("academic-handler", told, "return", reason="not_ours")
        assert set(lost.json()) == {"@id", "number", "state"}

    def test_same_key_at_once(self, ask):
        with concurrent.futures.ThreadPoolExecutor(4) as pool:
            told = list(pool.map(lambda _n: ask.submit(key="once"), range(8)))
        assert len({one["@id"] for one in told}) == 1

    def test_many_at_once(self, ask):
        with concurrent.futures.ThreadPoolExecutor(4) as pool:
            told = list(pool.map(lambda _n: ask.submit("student3"), range(12)))
        assert len({one["number"] for one in told}) == 12
        lines = ask.get("student3", "@complaints?b_size=200").json()["items"]
        assert {one["@id"] for one in told} <= {line["@id"] for line in lines}

    def test_busy(self, ask, monkeypatch):
        from jiesu.addon.services.complaints import add
        from jiesu.addon.writer.errors import Busy
        from jiesu.addon.writer.errors import Unfinished

        body = {"title": "t", "category": "other", "agreed": True}
        for error, status in ((Busy, 503), (Unfinished, 504)):

            def fail(*_arguments, error=error):
                raise error

            monkeypatch.setattr(add, "submit", fail)
            answer = ask.post("student1", "@complaints", body)
            assert answer.status_code == status
            assert answer.headers.get("Retry-After") == ("2" if status == 503 else None)
