"""Made-up complaints, as many as wanted: the same number gives the same complaint.

Texts of about 80 Chinese characters over some thousand pairs of characters, spread
over the demo's categories.
"""

from random import Random


# Category: things that go wrong there.
THINGS = {
    "logistics-aircon": ("空调不制冷", "空调外机滴水", "空调遥控器失灵", "暖气片不热"),
    "logistics-canteen": (
        "二楼窗口饭菜偏凉",
        "打饭排队太久",
        "餐盘没有洗净",
        "涨价没有公示",
    ),
    "logistics-noise": ("施工噪声扰人午休", "楼下音响彻夜不停", "凌晨卸货声音很大"),
    "logistics-dorm": ("上铺护栏松动", "阳台门锁坏了", "洗衣机长期占用", "走廊灯不亮"),
    "logistics-water-power": ("水管爆裂漏水", "晚上突然停电", "热水时断时续"),
    "logistics-bath": ("澡堂水温忽冷忽热", "更衣柜打不开", "地面湿滑容易摔跤"),
    "academic-classroom": ("投影仪不清晰", "话筒没有声音", "黑板灯闪烁", "座椅断裂"),
    "academic-course": ("选课系统名额显示错误", "课程时间互相冲突", "重修通知没有收到"),
    "academic-exam": ("考场安排临时更改", "成绩迟迟没有公布", "准考证打印失败"),
    "academic-transcript": ("成绩单办理排队", "在读证明盖章太慢"),
    "security-parking": ("车位被长期占用", "电动车乱停堵住通道", "道闸识别不了车牌"),
    "security-access": ("门禁刷脸失败", "校园卡过期进不了楼", "访客预约没有回复"),
    "security-lost": ("雨伞遗失在报告厅", "捡到钱包找不到失主"),
    "security-safety": ("灭火器过期未换", "楼道堆放杂物", "井盖松动有危险"),
    "student-affairs-aid": ("助学金发放推迟", "勤工岗位没有公布"),
    "student-affairs-leave": ("请假审批没有人处理", "销假流程说明不清"),
    "assets-lab": ("实验台水槽堵塞", "通风橱不排风", "试剂柜钥匙遗失"),
    "assets-furniture": ("书桌抽屉变形", "会议椅轮子脱落"),
    "it-network": ("无线网络频繁掉线", "网速慢得打不开网页", "宿舍网口没有信号"),
    "it-account": ("统一认证密码无法重置", "邮箱容量已满"),
    "it-system": ("报销系统反复报错", "办事大厅页面空白"),
    "library-seat": ("座位预约后被别人占用", "自习区插座没有电"),
    "library-resource": ("数据库校外无法访问", "借阅的图书缺页"),
    "other": ("不知道该找哪个部门", "希望增加饮水点"),
}
PLACES = [
    "东区",
    "西区",
    "南苑",
    "北苑",
    "明德楼",
    "致远楼",
    "格物楼",
    "启明楼",
    "静园",
    "望湖",
    "梧桐",
    "银杏",
    "新校区",
]
WHENS = [
    "昨天下午",
    "今天一早",
    "上周三",
    "这个月以来",
    "开学到现在",
    "连续好几天",
    "每到周末",
]
EFFECTS = (
    "同学们上课看不清，只能拍照回去再看",
    "影响了大家休息和复习，意见比较大",
    "老人和孩子路过时很不安全",
    "我们班几十个人都遇到了同样的情况",
    "打过值班电话，一直没有人接听",
    "之前报修过一次，修好没两天又这样",
    "马上就要期末了，实在耽误不起",
    "论文截止日期临近，心里十分着急",
    "夜里气温很低，有人已经感冒发烧",
    "保洁阿姨也反映过，仍旧没有变化",
)
WISHES = (
    "请尽快派人来看看，谢谢",
    "希望能给一个明确的答复时间",
    "恳请相关老师现场核实并说明原因",
    "建议公示处理进度，让大家放心",
    "若需配合登记信息，可以随时联系我",
    "盼望彻底更换，而不是临时修补",
    "能否先安排替代的办法过渡一下",
    "麻烦转告负责单位，感激不尽",
)
GREETINGS = ("辛苦各位老师了。", "祝工作顺利。", "此致敬礼。", "等候回音。")
KINDS = ("complaint",) * 6 + ("suggestion", "help", "help", "consultation", "praise")
# Single characters for a surname, a brand, a nickname: what keeps texts from being
# made of the same pairs only.
RARE = "安柏晨岱恩帆谷禾璟凯岚牧楠沛琪睿舒棠薇溪萱杨芷舟卓尧翊勋垚璞骁昀筱澜"


def complaint(number: int) -> dict:
    """The raw submission with this number, as REST takes it.

    :param number: any whole number
    """
    random = Random(number)  # noqa: S311 - a sample, no secret
    category = random.choice(list(THINGS))
    thing = random.choice(THINGS[category])
    room = f"{random.choice(PLACES)}{random.randrange(101, 640)}"
    name = "".join(random.sample(RARE, 3))
    return {
        "title": f"{room}{thing}",
        "text": f"{random.choice(WHENS)}，{room}（{name}旁边）{thing}。"
        f"{'。'.join(random.sample(EFFECTS, 2))}。{random.choice(WISHES)}！"
        f"{random.choice(GREETINGS)}",
        "kind": random.choice(KINDS),
        "category": category,
        "location": room,
        "agreed": True,
    }
