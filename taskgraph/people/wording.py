"""What users call the roles of people and what tokens are good for."""

from __future__ import annotations

from collections.abc import Mapping

from taskgraph.people.model import Scope, UserRole

USER_ROLES: Mapping[UserRole, str] = {
    UserRole.VIEWER: "查看",
    UserRole.UNIT: "单位用户",
    UserRole.CLERK: "经办",
    UserRole.ADMIN: "管理员",
}
SCOPES: Mapping[Scope, str] = {Scope.READ: "读", Scope.WRITE: "读写", Scope.ADMIN: "管理"}
