"""What looks like a quantity and is none: dates, ordinals, headings, names, titles, references, codes."""

from __future__ import annotations

import re

from .numerals import CHARACTERS

_HAN = "一二三四五六七八九十百千零〇"
_NUMBER = rf"(?:\d+|[{_HAN}]+)"

#: Longer than any number: a line of characters that somebody leant on. The patterns below would try it from each of them.
_NO_NUMBER = re.compile(rf"\d{{41,}}|[{CHARACTERS}]{{41,}}")
#: Looked for in folded text, in this order; what is found is blanked. A group named `keep` is not.
_PATTERNS = tuple(
    re.compile(pattern, re.MULTILINE)
    for pattern in (
        r"《[^》\n]{0,120}》",
        # A short name in quotes: “十二五”, “四位一体”, “双20”; not one that states a figure, such as “98%以上”.
        rf"[“\"‘「](?=[^”\"’」\n]{{0,14}}[\d{_HAN}两双])(?![^”\"’」\n]{{0,14}}\d\s*(?:%|‰|[万亿]|元|人|所|名|个))[^”\"’」\n]{{1,14}}[”\"’」]",
        r"[〔\[(【]\s*(?:19|20)\d\d\s*[〕\])】]\s*\d*\s*号?",
        r"\[\d{1,3}(?:[-,、]\d{1,3})*\]",
        # Dates and years, and spans of them.
        r"(?:19|20)\d\d\s*(?:年度?)?\s*[-~至到]+\s*(?:(?:19|20)\d\d|\d\d(?=\s*年|\s*学年))\s*(?:年度?|学年度?)?",
        r"(?:19|20)\d\d\s*(?:年度?|学年度?|级|届)(?:\s*\d{1,2}\s*月(?:份|\s*\d{1,2}\s*[日号])?)?(?:\s*[-~至到]+\s*\d{1,2}\s*月(?:份|\s*\d{1,2}\s*[日号])?)?",
        r"(?<![\d.])0\d年(?:\s*[-~至到]+\s*\d\d年)?(?![以之]|来)",
        r"(?<![\d.])(?:19|20)\d\d([-./])\d{1,2}\1\d{1,2}(?![\d%])",
        r"(?<![\d,.])(?:19|20)\d\d[-/.](?:0[1-9]|1[0-2])(?!\d)|(?<![\d,.])(?:19|20)\d\d[-/]\d\d(?![\d%])",
        # A page by itself on its line.
        r"(?<=\n)[ \t]*-?[ \t]*\d{1,3}[ \t]*-?[ \t]*$|第\s*\d+\s*页[\s/,，]*共?\s*(?:\d+\s*页)?",
        r"\d{1,2}\s*[-~至到]+\s*\d{1,2}\s*月份?(?!龄)",
        r"\d{1,2}\s*月份?\s*\d{1,2}\s*(?:[日号]|(?=\s*[-~至到]))\s*(?:[-~至到]+\s*(?:\d{1,2}\s*月\s*)?\d{1,2}\s*[日号])?",
        r"\d{1,2}\s*月(?!龄)(?:份|底|初|中旬|上旬|下旬|末|起|前)?",
        r"(?<![\d.])(?:[1-9]|[12]\d|3[01])日(?=[,，。、;；:：上下中晚前起至到]|$)",
        rf"[{_HAN}]{{4}}年|[{_HAN}]{{1,2}}月(?:[{_HAN}]{{1,3}}日|份|底)",
        r"\d{2,4}\s*年代",
        r"(?:[01]?\d|2[0-3])[::时点][0-5]\d分?(?=[,，。;；\s至到~-]|$)(?<=[上下]午\d:\d\d)",
        r"(?<=[午晚晨])\s*\d{1,2}[:时点](?:[0-5]?\d)?分?",
        # Ordinals and ranks.
        rf"第\s*{_NUMBER}\s*(?:(?:个|次|批|届|期|轮|位|名|条|章|节|款|项|类|号|届|场|版|季度|学期|年|部|集|课|步|天|套|组|站|所|家|份)?)",
        r"(?:首|末|前|后|头)(?:[一二三四五六七八九十]|\d+)(?:名|位|批|期|强)",
        # Sessions of bodies and congresses: 十九届四中全会, 十七届人大三次会议.
        rf"(?<!连续)(?<!举办)(?<!办了)[{_HAN}\d]{{1,3}}届(?:[^,，。;；\n]{{0,4}}?[{_HAN}\d]{{1,2}}(?:次(?=会议|全会|全体)|中全会))?",
        r"(?:小学|初|高|大|中|幼)[一二三四五六](?![所名个人家十百千万])",
        r"(?<=工程|项目|校区|园区)[一二三四五六七八九]期(?!间)",
        rf"[{_HAN}\d]+\s*(?:年级|等奖|级|期工程|标段|环路|线城市|类城市|类区|号|型|甲|等(?=[品舱])|年制|周岁组)",
        rf"(?:[{_HAN}]+|(?<!\d)\d{{1,3}})\s*(?:中(?!心)|小(?!时|学生))",
        # Versions, and generations of networks.
        r"\d+(?:\.\d+)*\s*版(?!面)|(?<![\d.])[2-6]G(?![A-Za-z\d])",
        # What is called by its number: 八项规定, 三次产业, 二十国集团, 三轮车.
        rf"[{_HAN}]{{1,2}}项(?:基本)?(?:规定|原则|纪律)|三次产业|[三四五]位一体|[七八二][十]?国集团|三轮(?=[^,，。;；\n]{{0,4}}车)",
        r"(?:一|二|三|四)(?:季度|线|流|类|体化|体|本|专|产)",
        # Headings, list marks, and 一是 二是.
        (
            rf"^[ \t]*(?:[(（][{_HAN}\d]+[)）]|[{_HAN}]+、|"
            r"\d+(?:\.\d+)*(?:[、.．](?!\d)|\s+(?=\D)(?![%‰人元名所个万亿家项]|thousand|million|billion|trillion|per\s?cent)))"
        ),
        rf"(?<=[\s。;；:：])(?:[(（][{_HAN}\d]{{1,3}}[)）]|[{_HAN}]{{1,3}}、)(?=[^\d])",
        rf"[(（](?:[{_HAN}]{{1,3}}|\d{{1,2}})[)）](?=[^\d\s,，。;；、])",
        rf"(?<![{_HAN}第])[{_HAN}]{{1,2}}(?:是|要|则|来(?=[,，]))(?![所个名])",
        r"[①-⑳⑴-⒇㈠-㈩]",
        # Plans by their number, anniversaries of days, products of numbers.
        r"(?:十[一二三四五]|[一二三四五六七八九])五(?=期间|规划|时期|末|以来|初|计划|普法|”)",
        r"\d{1,2}·\d{1,2}",
        r"\d+\s*[×xX*]\s*\d+\s*小时",
        r"\d+\s*\+\s*[\dA-Za-zN]+",
        # Codes: letters and digits together, references of standards, telephone and long numbers.
        r"(?<![A-Za-z0-9])(?:GB|JY|DB|ISO|IEC|GA|WS|CJJ|JGJ)(?:/[TZ])?\s*\d+(?:[.-]\d+)*",
        r"(?<![A-Za-z])(?![A-Z]{2,}\d[\d,.]*\s*(?:[万亿]|元|%|‰|个百分点))[A-Za-z]+[-]?\d[A-Za-z0-9.-]*",
        r"(?<![\d.,£€$¥])\d+(?!(?:km|m2|m3|kg|ml|mL|kW|MB|GB|TB|[UGM])(?![A-Za-z]))[A-Za-z][A-Za-z0-9]*",
        r"(?<!\d)0\d{2,3}-?\d{7,8}(?!\d)|(?<!\d)1[3-9]\d{9}(?!\d)|(?<![\d,.])\d{9,}(?![\d,.]|\s*[\u4e00-\u9fff㎡%‰])",
        r"(?:拨打|热线|电话|短号|客服|邮编|QQ|编号|代码)[^\d,，。;；\n]{0,6}\d[\d-]*|\d{3,5}(?=[^,，。;；\n\d]{0,4}(?:热线|专线|举报))|400-\d{3,4}-\d{3,4}",
        r"https?://\S+|[A-Za-z0-9_.-]{1,64}@[A-Za-z0-9_.-]+",
    )
)
_IDIOMS = re.compile(
    "千方百计|百年大计|一心一意|四面八方|三三两两|五花八门|千家万户|万无一失|百花齐放|七嘴八舌|千秋万代|百分百|百日|百货|百姓|百强|百科|千亿级|万众|万物|万能|万一|"
    "统一|唯一|同一|任一|每一|某一|进一步|一系列|一批|一些|一定|一直|一般|一起|一致|一同|一旦|一并|一律|一切|一方面|一面|一边|一条龙|一站式|一票否决|一把手|一次性|一体|"
    "一对一|一帮一|十分|三农|两会|两免一补|两基|三下乡|三网|双百|百校|三支一扶|零的突破|零距离|零容忍|两岸|四川|三峡|五一|十一黄金周|八一|九三|三好学生|二维码|五保|三公|一事一议|一校一策|一区一策|"
    "第三方|百米|千克拉|三甲|二甲|一卡通|一网通办|两个确立|两个维护|四个意识|四个自信|三个代表|两个一百年|一带一路|三个面向|两不愁|三严三实|双减|五育|四好"
)
_BLANK = "\x00"


def masked(text: str) -> str:
    """Folded text in which whatever is no quantity is blanked; every character stays at its place."""
    for pattern in (_NO_NUMBER, *_PATTERNS):
        text = pattern.sub(_blanked, text)
    return _IDIOMS.sub(_blanked, text)


def _blanked(found: re.Match[str]) -> str:
    return _BLANK * len(found[0])
