from __future__ import annotations

from extract.pipeline import extract
from ingest.pipeline import read_document

PAGE = """<html><body><div id="zoom"><p>青岚县2025年任务分解表</p><table>
<tr><th>序号</th><th>类别</th><th>工作任务</th><th>牵头单位</th><th>责任单位</th><th>完成时限</th></tr>
<tr><td>1</td><td rowspan="2">产业</td><td>新建高标准农田2万亩</td><td>县农业农村局</td><td>各乡镇</td><td>6月底前</td></tr>
<tr><td>2</td><td>培育龙头企业5家以上</td><td rowspan="2">县工信局</td><td>县财政局、县发改局</td><td>全年</td></tr>
<tr><td>3</td><td>民生</td><td>改造老旧小区12个</td><td>县住建局</td><td>2025年11月</td></tr>
<tr><td colspan="6">二、其他事项</td></tr>
</table></div></body></html>"""


def _read():
    doc = read_document(PAGE.encode(), "table.html")
    return doc, extract(doc).tasks


def test_each_row_that_states_work_is_a_task():
    _, tasks = _read()
    assert [(t.path, t.title) for t in tasks] == [
        ("t1.1", "新建高标准农田2万亩"), ("t1.2", "培育龙头企业5家以上"), ("t1.3", "改造老旧小区12个"),
    ]  # fmt: skip


def test_columns_give_roles_and_deadlines_and_merged_cells_hold_for_all_their_rows():
    _, tasks = _read()
    assert [[(a.unit, a.role) for a in t.assignments] for t in tasks] == [
        [("县农业农村局", "lead"), ("各乡镇", "responsible")],
        [("县工信局", "lead"), ("县财政局", "responsible"), ("县发改局", "responsible")],
        [("县工信局", "lead"), ("县住建局", "responsible")],
    ]
    assert [str(t.deadlines[0].end) for t in tasks] == ["2025-06-30", "2025-12-31", "2025-11-30"]


def test_numbers_of_the_task_cell_are_targets():
    doc, tasks = _read()
    assert [(t.targets[0].value, t.targets[0].unit) for t in tasks] == [(20000, "亩"), (5, "家"), (12, "个")]
    assert all(t.targets[0].span.of(doc.text) == t.targets[0].text for t in tasks)
