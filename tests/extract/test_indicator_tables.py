from __future__ import annotations

from extract.pipeline import extract
from ingest.pipeline import read_document

PAGE = """<html><body><div id="zoom"><p>青岚县2025年养老服务实施方案</p><p>一、主要目标</p><p>到2027年底,服务体系更加完善,主要指标如下。</p><table>
<tr><th>序号</th><th>指标名称</th><th>单位</th><th>2024年基数</th><th>2025年</th><th>2027年</th><th>属性</th></tr>
<tr><td>1</td><td>护理型床位占比</td><td>%</td><td>48</td><td>55</td><td>≥65</td><td>约束性</td></tr>
<tr><td>2</td><td>助餐点</td><td>个</td><td>60</td><td>90</td><td>168以上</td><td>预期性</td></tr>
</table><p>二、重点任务</p><p>(一)建床位。新建床位。</p></div></body></html>"""


def test_each_planned_value_is_a_target_of_the_item_that_holds_the_table():
    doc = read_document(PAGE.encode(), "indicators.html")
    first, second = extract(doc).tasks
    assert [(t.metric, t.op, t.value, t.unit, t.modality) for t in first.targets] == [
        ("护理型床位占比", "=", 55, "%", "binding"),
        ("护理型床位占比", ">=", 65, "%", "binding"),
        ("助餐点", "=", 90, "个", "expected"),
        ("助餐点", ">=", 168, "个", "expected"),
    ]
    assert all(t.span.of(doc.text) == t.text for t in first.targets)
    assert second.targets == ()
