"""Submissions through REST by one client and by eight, beside plain Plone documents.

    python bench/submit.py [--seconds 60]

Starts a demo server of its own. Nothing may be lost, doubled or answered with 5xx; the
exit status says whether that was so.
"""

from collections import Counter
from dataclasses import dataclass
from dataclasses import field
from pathlib import Path

import argparse
import json
import sys
import threading
import time


sys.path[0] = str(Path(__file__).resolve().parent.parent)

from bench.sample import complaint  # noqa: E402
from bench.server import Client  # noqa: E402
from bench.server import Server  # noqa: E402
from bench.server import wait_for  # noqa: E402
from statistics import median  # noqa: E402


DESK = "/Plone/jiesu"
PEOPLE = ("student1", "student2", "student3", "teacher1")
CREATED = 201
# Pages of the listing, to count by.
PAGE = 200


@dataclass
class Load:
    """What a number of clients did."""

    clients: int
    seconds: float = 0.0
    statuses: Counter = field(default_factory=Counter)
    times: list[float] = field(default_factory=list)
    numbers: list[str] = field(default_factory=list)

    @property
    def rate(self) -> float:
        """Created in a second."""
        return self.statuses[CREATED] / self.seconds if self.seconds else 0.0

    @property
    def faults(self) -> int:
        """Answers of 5xx."""
        return sum(n for status, n in self.statuses.items() if status >= 500)

    def line(self, name: str) -> str:
        """One line of the table."""
        ordered = sorted(self.times) or [0.0]
        p95 = ordered[int(len(ordered) * 0.95)]
        return (
            f"{name:<22}{self.clients:>8}{self.statuses[CREATED]:>9}{self.rate:>9.1f}"
            f"{median(ordered) * 1000:>10.0f}{p95 * 1000:>9.0f}{self.faults:>6}"
        )


def run(server: Server, clients: int, seconds: float, call) -> Load:
    """Let clients work at once for some seconds.

    :param call: makes a client's post: (client's number, count) to (user, path, body)
    """
    load = Load(clients)
    lock = threading.Lock()
    begin = time.perf_counter()

    def work(number: int) -> None:
        user = call(number, 0)[0]
        client = Client(server, user)
        count = 0
        while time.perf_counter() - begin < seconds:
            _user, path, body = call(number, count)
            started = time.perf_counter()
            status, answer = client.post(path, body)
            with lock:
                load.times.append(time.perf_counter() - started)
                load.statuses[status] += 1
                if status == CREATED:
                    load.numbers.append(json.loads(answer).get("number"))
            count += 1
        client.close()

    threads = [threading.Thread(target=work, args=(n,)) for n in range(clients)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    load.seconds = time.perf_counter() - begin
    return load


def submission(number: int, count: int):
    """A submission of its own for each client and count."""
    body = complaint(number * 1_000_000 + count) | {"key": f"{number}-{count}"}
    return PEOPLE[number % len(PEOPLE)], f"{DESK}/@complaints", body


def documents(server: Server):
    """The same text as a plain document, by the administrator."""
    admin = server.admin

    def document(number: int, count: int):
        made = complaint(number * 1_000_000 + count)
        body = {
            "@type": "Document",
            "title": made["title"],
            "description": made["text"],
        }
        return admin, "/Plone/documents", body

    return document


def total(client: Client) -> int:
    """How many complaints the listing has."""
    status, answer = client.get(f"{DESK}/@complaints?b_size=1")
    assert status == 200, (status, answer)  # noqa: S101
    return json.loads(answer)["items_total"]


def listed(client: Client, since: int) -> list[str]:
    """The numbers of the latest complaints, all but the first `since`."""
    wanted = total(client) - since
    found: list[str] = []
    while len(found) < wanted:
        path = f"{DESK}/@complaints?sort=-received&b_size={PAGE}&b_start={len(found)}"
        items = json.loads(client.get(path)[1])["items"]
        found += [item["number"] for item in items]
    return found[:wanted]


def check(client: Client, before: int, loads: list[Load]) -> list[str]:
    """What went wrong: lost, doubled, answered with 5xx."""
    acknowledged = [number for load in loads for number in load.numbers]
    there = listed(client, before)
    wrong = []
    lost = set(acknowledged) - set(there)
    if lost:
        wrong.append(f"{len(lost)} acknowledged submissions are not listed")
    if len(there) != len(acknowledged) or len(set(there)) != len(there):
        wrong.append(f"{len(acknowledged)} acknowledged, {len(there)} are there")
    faults = sum(load.faults for load in loads)
    if faults:
        wrong.append(f"{faults} answers of 5xx")
    return wrong


def measure(server: Server, seconds: float) -> int:
    """Run all four loads and print them; returns the exit status."""
    admin = Client(server, server.admin)
    office = Client(server, "office")
    status, answer = admin.post(
        "/Plone", {"@type": "Folder", "id": "documents", "title": "d"}
    )
    assert status == CREATED, (status, answer)  # noqa: S101
    for warm_up in (submission, documents(server)):
        run(server, 1, 2, warm_up)
    before = total(office)
    print(
        f"{'':<22}{'clients':>8}{'created':>9}{'/s':>9}{'median ms':>10}{'p95 ms':>9}"
        f"{'5xx':>6}"
    )
    loads = {}
    for name, call in (("Document", documents(server)), ("complaint", submission)):
        for clients in (1, 8):
            # Clients of another load must not send the same keys again.
            offset = 10 * (clients + 1)
            load = run(
                server,
                clients,
                seconds,
                lambda n, count, call=call, offset=offset: call(n + offset, count),
            )
            loads[name, clients] = load
            print(load.line(name), flush=True)
    submissions = [loads["complaint", clients] for clients in (1, 8)]
    for clients in (1, 8):
        ratio = loads["complaint", clients].rate / (
            loads["Document", clients].rate or 0.001
        )
        print(f"complaints : documents, {clients} client(s): {ratio:.1f}")
    print(f"8 clients : 1 client: {submissions[1].rate / submissions[0].rate:.2f}")
    # Idle so long that the server has closed it.
    office.close()
    began = time.perf_counter()
    wait_for(lambda: newest_found(office), 600, "the text index to catch up")
    print(f"text index caught up {time.perf_counter() - began:.1f} s after the load")
    wrong = check(office, before, submissions)
    print("\n".join(wrong) or "none lost, none doubled, no 5xx")
    return 1 if wrong else 0


def newest_found(client: Client) -> bool:
    """Whether the search finds the latest complaint by its number."""
    newest = json.loads(client.get(f"{DESK}/@complaints?sort=-received&b_size=1")[1])[
        "items"
    ][0]["number"]
    found = json.loads(client.get(f"{DESK}/@complaints?q={newest}")[1])
    return found["items_total"] == 1


def main() -> int:
    """Read the command line and measure."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--seconds", type=float, default=60, help="of each load")
    chosen = parser.parse_args()
    with Server() as server:
        return measure(server, chosen.seconds)


if __name__ == "__main__":
    sys.exit(main())
