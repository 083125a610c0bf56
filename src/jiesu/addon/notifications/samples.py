"""A complaint that nobody made, to show what a text looks like."""

from jiesu.addon.notifications.texts import CHINESE
from jiesu.addon.notifications.texts import ENGLISH


SAMPLES = {
    CHINESE: {
        "number": "20261122-7K3F9C",
        "title": "335教室投影仪不清晰",
        "content": "坐在第三排以后就看不清板书，已经一周了。",
        "text": "已更换投影仪灯泡，请再看一下。",
        "reason": "不属于本部门职责",
        "outcome": "已解决",
        "department": "教务处",
        "due": "11 月 27 日 17:30",
        "submitter": "张三",
        "name": "李四",
        "count": "3",
    },
    ENGLISH: {
        "number": "20261122-7K3F9C",
        "title": "Blurred projector in room 335",
        "content": "From the third row on the board cannot be read, for a week now.",
        "text": "The lamp was changed, please have another look.",
        "reason": "Not ours",
        "outcome": "Solved",
        "department": "Academic Affairs",
        "due": "27 Nov 17:30",
        "submitter": "San Zhang",
        "name": "Si Li",
        "count": "3",
    },
}


def sample(language: str, desk: str, url: str) -> dict[str, str]:
    """What placeholders stand for in a preview."""
    return {**SAMPLES[language], "desk": desk, "url": url}
