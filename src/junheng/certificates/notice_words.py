"""The words of the notice and the witness sheet."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from junheng.language import Text

WORDS: Mapping[str, Text] = MappingProxyType(
    {
        "draw": Text("抽签", "Draw"),
        "notice": Text("公告", "Notice"),
        "witness": Text("见证单", "Witness sheet"),
        "rehearsal": Text(
            "演练：名单、规则或号码来源没有在号码产生之前全部封存，本结果不得用于正式公布。",
            "Rehearsal: list, rules or sources were not all sealed before the numbers were known. This result decides nothing.",
        ),
        "finding": Text(
            "名单共 {rows} 行，{got} 行有结果；结果由封存的名单、封存的规则和 {sources} 个公开号码唯一确定，任何人都能重算。",
            "{rows} rows were sealed and {got} have a result; sealed list, sealed rules and {sources} public numbers alone decide it, "
            "and anyone can recompute it.",
        ),
        "mode_entry-grade": Text(
            "起始年级均衡分班：按性别和规则所列的情况均衡，不使用任何分数。",
            " Entry grade: balanced by sex and by what the rules name; no score is used.",
        ),
        "mode_score-allowed": Text(
            "允许使用分数的分班：按性别、总分和各科分数均衡。", " Scores allowed: balanced by sex, by the total and by every subject."
        ),
        "mode_teams": Text("教师团队均衡组成后，抽签对应班级。", " Balanced teams of teachers, drawn to the classes."),
        "follows": Text(
            "本轮“{round}”接续证书 {previous}…，沿用同一规则。", " Round “{round}” follows certificate {previous}… under the same rules."
        ),
        "moved": Text(
            "本证书取代证书 {previous}…：抽签之后个别调整 {n} 项，其余不变。",
            " It takes the place of certificate {previous}…: moved by hand after the draw: {n}; all else is as drawn.",
        ),
        "goes_with": Text("本轮“{round}”与证书 {previous}… 配套。", " Round “{round}” goes with certificate {previous}…."),
        "because": Text("理由：{reason}。", " Reason: {reason}."),
        "h_seal": Text("一、封存的名单与规则", "1. Sealed list and rules"),
        "h_seed": Text("二、公开号码", "2. Public numbers"),
        "h_check": Text("三、怎样核对", "3. How to check"),
        "h_object": Text("四、异议", "4. Objections"),
        "h_result": Text("五、结果", "5. Result"),
        "h_balance": Text("各班之间的最大差距", "Largest gaps between classes"),
        "balanced": Text(
            "括号内为可证明的下限：任何分法都不能更小。各项均已达到下限。",
            "In brackets the proven bound: no classes could have less. Every gap is at its bound.",
        ),
        "unbalanced": Text(
            "括号内为可证明的下限：任何分法都不能更小。带 * 的各项大于下限，原因见证书。",
            "In brackets the proven bound: no classes could have less. Gaps with * are wider; the certificate says why.",
        ),
        "total": Text("总分", "Total"),
        "band": Text("分数段 {n}", "Band {n}"),
        "list": Text("名单", "List"),
        "list_list": Text("抽签名单", "those who draw"),
        "list_before": Text("已分班学生", "pupils in classes"),
        "list_sites": Text("检查对象", "sites"),
        "list_inspectors": Text("检查人员", "inspectors"),
        "rows": Text("{n} 行", "{n} rows"),
        "sealed_at": Text("封存时间", "Sealed"),
        "list_hash": Text("名单 SHA-256", "List, SHA-256"),
        "rules_hash": Text("规则 SHA-256", "Rules, SHA-256"),
        "public_hash": Text("公布名单 SHA-256", "Published list, SHA-256"),
        "changed": Text("重新封存的理由", "Why sealed anew"),
        "complete": Text("名单核对", "Is the list complete"),
        "comparison": Text(
            "{register} {register_rows} 行，名单 {rows} 行，相同 {common} 行，缺 {absent} 行，增 {added} 行",
            "{register}: {register_rows} rows; list: {rows}; in both: {common}; absent: {absent}; added: {added}",
        ),
        "register_hash": Text("对照名册 SHA-256", "Register, SHA-256"),
        "absent": Text("不在名单", "Absent"),
        "added": Text("名单新增", "Added"),
        "source": Text("来源", "Source"),
        "value": Text("号码", "Number"),
        "known_at": Text("公布时间", "Known"),
        "fallback": Text("备用来源", "Fallback"),
        "failed": Text("已启用备用（{fallback}）：{why}", "Fallback used ({fallback}): {why}"),
        "line": Text("合成的一行文字", "Joined line"),
        "seed": Text("种子（上一行的 SHA-256）", "Seed (SHA-256 of that line)"),
        "digest": Text("证书 SHA-256", "Certificate, SHA-256"),
        "short_code": Text("核对短码", "Short code"),
        "how": Text(
            "在自己的手机或电脑上打开核对页（verify.html，不联网也能用），选择公布的证书文件：页面会重算全部结果，并显示短码。"
            "短码与本公告一致，说明您看到的就是这份证书。再输入申请号和核对码，可查自己的一行。",
            "Open the verifier (verify.html; it works without a network) on your own phone or computer and choose the published "
            "certificate: it recomputes everything and shows the short code. If that is the code on this paper, you see this certificate. "
            "Type your application number and salt to find your own row.",
        ),
        "no_objections": Text("请向本公告的发布单位提出。", "To the office that published this notice."),
        "class": Text("{number} 班（{n} 人）", "Class {number} ({n})"),
        "see_certificate": Text("结果见证书。", "The result is in the certificate."),
        "sealed": Text("封存的名单与规则", "Sealed list and rules"),
        "witnessed": Text("我们当场看到的号码", "The numbers as we saw them"),
        "slip": Text("查询单", "Slip"),
        "number": Text("申请号", "Application number"),
        "salt": Text("核对码", "Salt"),
        "slip_how": Text(
            "请妥善保管，不要把核对码给他人看。公布之后打开核对页，选择公布的证书，输入申请号和核对码，可查自己的结果。"
            "核对页显示的短码应与公告一致。",
            "Keep this to yourself: the salt is yours. After publication open the verifier, choose the published certificate and type "
            "number and salt to find your own result. Its short code has to be the one on the notice.",
        ),
        "page": Text("第 {page} 页，共 {pages} 页", "Page {page} of {pages}"),
        "written": Text("见证人手写", "Written by hand"),
        "name": Text("姓名", "Name"),
        "from": Text("单位或身份", "From"),
        "signature": Text("签名", "Signature"),
        "time": Text("时间", "Time"),
        "compare": Text(
            "请对照：公告上的封存哈希在号码产生之前已经公布；号码与现场所见一致；短码与核对页显示一致。",
            "Please compare: the sealed hashes were published before the numbers; "
            "the numbers are those you saw; the short code is the verifier's.",
        ),
    }
)
