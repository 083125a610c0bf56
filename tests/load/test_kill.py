"""The server killed in the middle of many submissions, and started again."""

from bench.sample import complaint
from bench.server import Client
from bench.server import wait_for
from urllib.parse import quote

import json
import pytest
import threading


DESK = "/Plone/jiesu"
PEOPLE = ("student1", "student2", "student3", "teacher1")
CLIENTS = 8
# So many are acknowledged before the kill.
ENOUGH = 60
LIMIT = 60.0


class Load:
    """Clients that submit until the server is gone, and what they remember."""

    def __init__(self, server):
        """Not yet begun."""
        self.server = server
        self.acknowledged: dict[str, dict] = {}
        self.sent: dict[str, tuple[str, dict]] = {}
        self.statuses: set[int] = set()
        self.enough = threading.Event()
        self.threads = [
            threading.Thread(target=self._work, args=(n,)) for n in range(CLIENTS)
        ]

    @property
    def unanswered(self) -> set[str]:
        """Keys of submissions that were cut off: done or not, nobody told."""
        return self.sent.keys() - self.acknowledged.keys()

    def _work(self, number):
        user = PEOPLE[number % len(PEOPLE)]
        client = Client(self.server, user)
        for count in range(10_000):
            key = f"{number}-{count}"
            self.sent[key] = user, complaint(number * 10_000 + count) | {"key": key}
            try:
                self.submit(client, key)
            except OSError:
                break
            if len(self.acknowledged) >= ENOUGH:
                self.enough.set()
        client.close()

    def submit(self, client, key):
        """Send the one with this key; remember the answer."""
        status, answer = client.post(f"{DESK}/@complaints", self.sent[key][1])
        self.statuses.add(status)
        assert status == 201, answer
        self.acknowledged[key] = json.loads(answer)

    def until_killed(self):
        """Let all work, and kill the server among them."""
        for thread in self.threads:
            thread.start()
        assert self.enough.wait(LIMIT)
        self.server.kill()
        for thread in self.threads:
            thread.join(LIMIT)


@pytest.fixture(scope="class")
def before(server):
    """The numbers that were there before the load."""
    return set(numbers(Client(server, "office")))


@pytest.fixture(scope="class")
def load(server, before):
    """A load that was cut off; the server runs again."""
    load = Load(server)
    load.until_killed()
    server.start()
    return load


def ask(client, path):
    """The answer of a GET."""
    status, answer = client.get(path)
    assert status == 200, answer
    return json.loads(answer)


def numbers(client, **criteria):
    """The numbers of all complaints that a query finds."""
    found, total = [], 1
    more = "".join(f"&{name}={value}" for name, value in criteria.items())
    while len(found) < total:
        path = f"{DESK}/@complaints?b_size=200&b_start={len(found)}{more}"
        page = ask(client, path)
        total = page["items_total"]
        found += [item["number"] for item in page["items"]]
    return found


class TestKilled:
    """In this order: what is there, then what is done once more."""

    def test_there_was_a_load_to_cut_off(self, load):
        assert len(load.acknowledged) >= ENOUGH
        assert load.unanswered
        assert load.statuses == {201}

    def test_every_acknowledged_complaint_is_there_and_whole(self, server, load):
        clients = {user: Client(server, user) for user in PEOPLE}
        for key, receipt in load.acknowledged.items():
            user, sent = load.sent[key]
            path = receipt["@id"].split(str(server.port), 1)[1]
            found = ask(clients[user], path)
            assert found["number"] == receipt["number"]
            assert found["title"] == sent["title"]
            assert found["text"] == sent["text"]
            assert found["state"] == receipt["state"]
            assert found["journal"]

    def test_every_acknowledged_complaint_is_listed_once(self, server, load, before):
        listed = numbers(Client(server, "office"))
        assert len(set(listed)) == len(listed)
        there = set(listed) - before
        acknowledged = {receipt["number"] for receipt in load.acknowledged.values()}
        assert acknowledged <= there
        assert len(there) <= len(load.sent)

    def test_every_acknowledged_complaint_is_found_by_its_words(self, server, load):
        client = Client(server, "office")
        by_words: dict[str, set[str]] = {}
        for key, receipt in load.acknowledged.items():
            room = load.sent[key][1]["location"]
            by_words.setdefault(room, set()).add(receipt["number"])

        def all_found():
            return all(
                wanted <= set(numbers(client, q=quote(words)))
                for words, wanted in by_words.items()
            )

        wait_for(all_found, LIMIT, "the search to find all that was acknowledged")

    def test_once_more_with_the_same_key_makes_no_double(self, server, load, before):
        clients = {user: Client(server, user) for user in PEOPLE}
        receipts = dict(load.acknowledged)
        for key, (user, _sent) in load.sent.items():
            load.submit(clients[user], key)
        for key, receipt in receipts.items():
            assert load.acknowledged[key]["number"] == receipt["number"]
        there = set(numbers(Client(server, "office"))) - before
        assert there == {one["number"] for one in load.acknowledged.values()}
        assert len(there) == len(load.sent)
