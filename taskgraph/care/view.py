from __future__ import annotations

from dataclasses import asdict

from taskgraph.care.model import Fault
from taskgraph.output import Column, View

FAULTS: View[Fault] = View(
    (
        Column("检查项", lambda fault: fault.check),
        Column("位置", lambda fault: fault.at, 40),
        Column("问题", lambda fault: fault.problem, 60),
        Column("处理办法", lambda fault: fault.remedy),
    ),
    asdict,
)
