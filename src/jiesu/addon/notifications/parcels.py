"""What is due, put together as it is told: one parcel is one message."""

from collections.abc import Container
from dataclasses import dataclass
from datetime import datetime
from jiesu.addon.notifications.outbox import Outbox
from jiesu.addon.notifications.outbox import Record


@dataclass(frozen=True)
class Parcel:
    """Records that are told together, by one channel to one receiver."""

    channel: str
    ids: tuple[str, ...]
    urgent: bool


def parcels_due(
    outbox: Outbox, moment: datetime, without: Container[str] = ()
) -> dict[str, list[Parcel]]:
    """The parcels that are due, by channel; urgent ones first, then the longest due.

    :param without: channels that are left out
    """
    groups: dict[tuple, list[Record]] = {}
    for record_id in outbox.due_ids(moment):
        record = outbox.get(record_id)
        if record is not None and record.channel not in without:
            groups.setdefault(_group(record), []).append(record)
    found: dict[str, list[Parcel]] = {}
    for records in groups.values():
        parcel = _parcel(records)
        found.setdefault(parcel.channel, []).append(parcel)
    for parcels in found.values():
        parcels.sort(key=lambda parcel: not parcel.urgent)
    return found


def _group(record: Record) -> tuple:
    if record.gather:
        return record.channel, record.receiver, record.gather
    return (record.id,)


def _parcel(records: list[Record]) -> Parcel:
    return Parcel(
        records[0].channel,
        tuple(record.id for record in records),
        any(record.urgent for record in records),
    )
