"""What is pointed out in an answer, and what is not: sentences as they are written."""

from hypothesis import given
from hypothesis import strategies as st
from jiesu.addon.content.answercheck import check_answer
from jiesu.addon.content.answercheck import MESSAGES
from jiesu.addon.content.answercheck import PASS_ON
from jiesu.addon.content.answercheck import PERSONAL
from jiesu.addon.content.answercheck import PROMISE

import pytest


OWN = "后勤管理处"
OWN_PHONE = "0531-88881234, 88885678"
OFFICES = ("教务处", "信息化办公室", "保卫处", "图书馆", "党委（校长）办公室", OWN)


def check(text: str, phone: str = OWN_PHONE) -> list[tuple[str, str]]:
    """Kind and passage of each remark, for the department of logistics."""
    found = check_answer(text, own=OWN, phone=phone, offices=OFFICES)
    assert all(text[one.start : one.end] == one.text for one in found)
    return [(one.kind, one.text) for one in found]


@pytest.mark.parametrize(
    ("text", "passage"),
    [
        ("维修工小周的电话是13812345678，可直接找他。", "13812345678"),
        ("楼管手机138 1234 5678。", "138 1234 5678"),
        ("反映人学号20231234567已核实。", "20231234567"),
        ("该生身份证号11010519491231002X。", "11010519491231002X"),
        ("经查，值班的李建国师傅当天未到岗。", "李建国"),
        ("请加微信repair_zhou2020。", "repair_zhou2020"),
        ("材料发到zhang.wei@example.edu.cn即可。", "zhang.wei@example.edu.cn"),
    ],
)
def test_personal_data(text, passage):
    assert (PERSONAL, passage) in check(text)


@pytest.mark.parametrize(
    ("text", "passage"),
    [
        ("您反映的问题已收悉，我们将尽快安排维修。", "尽快"),
        ("投影仪灯泡已下单，近期将更换。", "近期"),
        ("我处将于近期组织检修。", "近期"),
        ("学校正在与供应商协商，争取早日解决。", "争取"),
        ("后续我们会加强巡查。", "后续"),
        ("我处将会继续关注空调使用情况。", "将会"),
        ("下一步，我们将增加晚间班次。", "下一步，"),
        ("热水器配件到货后抓紧更换。", "抓紧"),
        ("相关方案将适时公布。", "适时"),
        # The day on which somebody came to look is not that of the repair.
        ("我们于11月20日到现场查看，将尽快维修。", "尽快"),
        ("我们将为您尽快处理。", "尽快"),
    ],
)
def test_promise_without_a_date(text, passage):
    assert check(text) == [(PROMISE, passage)]


@pytest.mark.parametrize(
    "text",
    [
        "灯泡将尽快更换，最迟11月28日前完成。",
        "我们将于本周内尽快安排维修。",
        "将在3个工作日内尽快答复您。",
        "争取寒假期间完成改造。",
        "12月底前，后续将更换其余12台。",
        "明天上午，维修人员会尽快到场。",
        "后续工作下学期开学前完成。",
        "为确保安全，请您尽快修改密码。",
        "请同学们抓紧时间选课。",
        "您可尽快到现场领取。",
        "您希望早日恢复供水的心情我们理解。",
        "我们已尽快处理完毕。",
        "近期气温较低，管道容易冻裂。",
        "近期我们已对全部教室做了检查。",
        "如后续仍有噪声，请再次反映。",
        "我校积极向上级争取资金。",
        "该处施工将会影响通行，敬请谅解。",
        "请稍后再试。",
    ],
)
def test_no_promise_without_a_date(text):
    assert check(text) == []


@pytest.mark.parametrize(
    ("text", "passage"),
    [
        ("选课问题请联系教务处。", "请联系教务处"),
        (
            "此事不归我处管，建议您直接咨询信息化办公室。",
            "建议您直接咨询信息化办公室",
        ),
        ("如需了解，请拨打0531-88889999。", "请拨打0531-88889999"),
        ("具体情况可致电88887777咨询。", "可致电88887777咨询"),
        ("请向学生事务中心反映。", "请向学生事务中心反映"),
        ("请与物业公司联系。", "请与物业公司联系"),
        ("请您前往保卫处登记。", "请您前往保卫处"),
        ("请同学们自行联系相关部门。", "请同学们自行联系相关部门"),
    ],
)
def test_passing_on(text, passage):
    found = check(text)
    assert [kind for kind, _text in found] == [PASS_ON]
    assert passage.startswith(found[0][1]) or found[0][1].startswith(passage)


@pytest.mark.parametrize(
    "text",
    [
        "如有疑问，请拨打我处电话0531-88881234。",
        "如有疑问，请致电88885678。",
        "如仍未解决，请联系后勤管理处。",
        "如有问题请与我们联系。",
        "请联系后勤处值班室。",
        "我们已联系教务处，由他们在11月30日前答复您。",
        "已与信息化办公室沟通，本周五完成。",
        "请留下您的联系方式，便于维修人员上门。",
        "感谢您反映问题，我们已于今天上午处理完毕。",
        "335教室投影仪已更换灯泡，编号20261122-7K3F9C。",
        "费用共计1200元，已于2026年11月20日退回校园卡。",
        "请您评价。",
    ],
)
def test_nothing(text):
    assert check(text) == []


def test_own_number_of_a_person_stays_personal():
    """The office's number may stand there; another mobile may not."""
    text = "值班手机13900001111，另一位13812345678。"
    assert check(text, "13900001111") == [(PERSONAL, "13812345678")]


def test_greeting_is_no_finding():
    """Whoever is answered is called by name; others are not."""
    assert check("程同学，您好！灯泡已更换。") == []
    assert check("尊敬的邱老师：灯泡已更换。") == []
    assert check("您好！程同学的投影仪已更换。") == [(PERSONAL, "程")]


def test_together_in_order_without_overlap():
    """Sent on to a person: the passage up to the number, and the number itself."""
    text = "我们将尽快处理。急的话请联系张老师13812345678。"
    found = check(text)
    assert found[0] == (PROMISE, "尽快")
    assert (PERSONAL, "13812345678") in found
    assert (PERSONAL, "张") in found


LETTERS = "尽快请联系教务处1234567890，。将近期后续张老师 \n我们月日前"


@given(st.text(alphabet=LETTERS, max_size=80))
def test_any_text(text):
    """Remarks are parts of the text, in order, each with words; the same every time."""
    found = check_answer(text, OWN, OWN_PHONE, OFFICES)
    assert found == check_answer(text, OWN, OWN_PHONE, OFFICES)
    last = 0
    for one in found:
        assert last <= one.start < one.end <= len(text)
        assert one.text == text[one.start : one.end]
        assert one.message is MESSAGES[one.kind]
        last = one.end


def test_long_text_is_quick():
    """A text as long as is taken at all."""
    assert len(check("我们将尽快请您" * 1400)) <= 1400
