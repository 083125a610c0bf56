"""Things that nobody made, to show what a text looks like."""

from jiesu.addon.notifications.rules import ABOUT_REPORT
from jiesu.addon.notifications.rules import ABOUT_SUPERVISION
from jiesu.addon.notifications.texts import CHINESE
from jiesu.addon.notifications.texts import ENGLISH
from jiesu.addon.notifications.texts import side_of


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
        "matter": "3号楼停电，正在抢修",
        "answer": "已恢复供电。",
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
        "matter": "No power in building 3, being repaired",
        "answer": "The power is back.",
        "count": "3",
    },
}


# What stands in the place of it for a supervision.
OF_SUPERVISION = {
    CHINESE: {
        "number": "2026-012",
        "title": "宿舍热水供应",
        "content": "请查明原因，限期恢复。",
        "text": "已更换水泵，热水恢复供应。",
    },
    ENGLISH: {
        "number": "2026-012",
        "title": "Hot water in the dormitories",
        "content": "Find out why, and have it repaired in time.",
        "text": "The pump was changed; there is hot water again.",
    },
}


OF_REPORT = {
    CHINESE: {"number": "2026-3", "title": "接诉即办工作月报"},
    ENGLISH: {"number": "2026-3", "title": "Monthly report"},
}
INSTEAD = {ABOUT_SUPERVISION: OF_SUPERVISION, ABOUT_REPORT: OF_REPORT}


def sample(language: str, message: str, desk: str, url: str) -> dict[str, str]:
    """What the placeholders of a message stand for in a preview."""
    instead = INSTEAD.get(side_of(message), {})
    facts = SAMPLES[language] | instead.get(language, {})
    return {**facts, "desk": desk, "url": url}
