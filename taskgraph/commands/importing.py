from __future__ import annotations

import click

from taskgraph.cli import Entry, LazyGroup

IMPORTS = {
    "ledger": Entry("taskgraph.commands.import_ledger:ledger", "收回填好的台账(.xlsx、.csv)"),
    "units": Entry("taskgraph.commands.import_units:import_units", "收回改好的单位表(.csv、.xlsx)"),
}


@click.group("import", cls=LazyGroup, entries=IMPORTS)
def importing() -> None:
    """收回填好的台账、单位表。"""
