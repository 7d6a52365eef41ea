from __future__ import annotations

import click

from taskgraph.cli import Entry, LazyGroup

EXPORTS = {
    "calendar": Entry("taskgraph.commands.export_calendar:calendar", "导出任务时限日历(.ics)"),
    "ledger": Entry("taskgraph.commands.export_ledger:ledger", "导出督办台账(.xlsx、.csv、.jsonl)"),
    "order": Entry("taskgraph.commands.export_order:order", "导出督办单(.docx、.zip)"),
    "bulletin": Entry("taskgraph.commands.export_bulletin:bulletin", "导出一段时期的通报(.docx)"),
    "templates": Entry("taskgraph.commands.export_templates:templates", "导出督办单、通报、催办通知的模板,供修改"),
    "units": Entry("taskgraph.commands.export_units:export_units", "导出单位表,可修改后收回(.csv)"),
    "gold": Entry("taskgraph.commands.export_gold:export_gold", "把文件连同更正导出为标注(.json)"),
    "graph": Entry("taskgraph.commands.export_graph:graph", "导出文件、任务、单位的关系图(JSON-LD、GraphML)"),
}


@click.group(cls=LazyGroup, entries=EXPORTS)
def export() -> None:
    """导出日历、台账、督办单、通报、单位表、标注、关系图。"""
