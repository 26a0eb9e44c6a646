"""Who may open which address: one line per view name, run against every role by tests/house/test_permission_table.py.

The value is PUBLIC (signed out as well), SIGNED_IN (any role), or verbs of donghanh/base/accounts/roles.py, split by blanks: a role that
holds one of them may open the page. The table decides nothing by itself; queries and actions do. It says what they must answer.
"""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import URLPattern, URLResolver, get_resolver

PUBLIC = "PUBLIC"
SIGNED_IN = "SIGNED_IN"

TABLE: dict[str, str] = {
    # shell
    "shell:health": PUBLIC,
    "shell:sign_in": PUBLIC,
    "shell:code": PUBLIC,
    "shell:sign_out": PUBLIC,
    "shell:home": SIGNED_IN,
    "shell:choose_post": SIGNED_IN,
    "shell:step_up": SIGNED_IN,
    "shell:password": SIGNED_IN,
    "shell:security": SIGNED_IN,
    "shell:kept": SIGNED_IN,
    # audit
    "audit:log": "audit.read",
    "audit:seals": "audit.read",
    "audit:sample": "audit.read",
    # accounts
    "accounts:list": "accounts.manage",
    "accounts:create": "accounts.manage",
    "accounts:official": "accounts.manage",
    "accounts:propose": "accounts.manage",
    "accounts:state": "accounts.manage",
    "accounts:reset": "accounts.manage",
    "accounts:decide_reset": "accounts.manage",
    "accounts:take_off_code": "accounts.manage",
    "accounts:unlock": "accounts.manage",
    "accounts:decide": "accounts.manage",
    "accounts:end": "accounts.manage",
    # ui
    "ui:gallery": PUBLIC,
    "ui:theme": PUBLIC,
    "ui:help": PUBLIC,
    "ui:help_start": PUBLIC,
    # places
    "places:search": "places.read",
    "places:unit": "places.read",
    "places:calendar": "places.read",
    "places:day": "calendar.edit",
    "places:day_remove": "calendar.edit",
    "places:changes": "places.read",
    "places:change": "places.read",
    "places:propose_units": "places.edit",
    "places:propose_body": "places.edit",
    "places:propose_holder": "places.edit",
    "places:unassigned": "case.record",
    # intake
    "intake:list": "import.people",
    "intake:template": "import.people",
    "intake:batch": "import.people",
    "intake:columns": "import.people",
    "intake:faults_file": "import.people",
    "intake:confirm": "import.people",
    "intake:cancel": "import.people",
    "intake:undo": "import.people",
    # people
    "people:search": "person.read",
    "people:list": "person.read",
    "people:reason": "person.read",
    "people:new": "person.register",
    "people:person": "person.read",
    "people:correct": "person.correct",
    "people:papers": "person.correct",
    "people:reveal": "person.read",
    "people:end_number": "person.correct",
    "people:address": "person.correct",
    "people:household": "person.read",
    "people:access": "person.read",
    "people:merge": "person.merge.propose",
    "people:merges": "person.merge.propose person.merge.approve",
    "people:unseal": "person.unseal.ask",
    "people:unsealings": "person.unseal.ask",
    # desk
    "desk:today": "case.record decision.sign",
    "desk:hide_names": "case.record decision.sign",
    "desk:reminders": "case.record decision.sign",
    "desk:why": "case.record decision.sign",
    "desk:calendar": "case.record decision.sign",
    "desk:calendar_open": "case.record decision.sign",
    "desk:calendar_close": "case.record decision.sign",
    "desk:feed": PUBLIC,
    # cases
    "cases:open": "case.record",
    "cases:start": "case.record",
    "cases:begin": "case.record",
    "cases:case": "case.record decision.sign",
    "cases:record": "case.record",
    "cases:why": "case.record decision.sign",
    "cases:void": "case.record",
    "cases:in_error": "case.record",
    "cases:send": "case.record",
    "cases:determine": "case.record",
    "cases:moves": "case.record decision.sign",
    "cases:receive": "case.record",
    "cases:return": "case.record",
    "cases:referrals": "determination.record",
    "cases:answer": "determination.record",
    "cases:changes": SIGNED_IN,
    "cases:procedures": "case.record decision.sign",
    "cases:list": "case.record decision.sign",
    "cases:list_print": "case.record decision.sign",
    "cases:expiring": "case.record decision.sign",
    # dossiers
    "dossiers:dossier": "dossier.send decision.sign",
    "dossiers:take_out": "dossier.send",
    "dossiers:send": "dossier.send",
    "dossiers:list": "dossier.read",
    "dossiers:passage": "dossier.read",
    "dossiers:return": "dossier.answer dossier.send",
    "dossiers:tell": "dossier.answer",
    "dossiers:onward": "dossier.answer",
    "dossiers:protest": "dossier.protest",
    "dossiers:propose_voiding": "dossier.answer",
    "dossiers:decide_voiding": "dossier.answer",
    "dossiers:receivers": "places.read",
    "dossiers:stuck": "dossier.read dossier.stuck",
    # decisions
    "decisions:signing": "decision.sign",
    "decisions:checking": "decision.check",
    "decisions:returned": "case.record decision.sign",
    "decisions:signed": "case.record decision.sign",
    "decisions:choose": "decision.draft",
    "decisions:draft": "decision.draft",
    "decisions:decision": "case.record decision.sign",
    "decisions:check": "decision.check",
    "decisions:return": "decision.check decision.sign",
    "decisions:sign": "decision.sign",
    "decisions:drop": "decision.draft",
    "decisions:take_back": "decision.draft",
    "decisions:serve": "case.record",
    "decisions:withdraw": "decision.draft",
    "decisions:file": "case.record decision.sign",
    # papers
    "papers:list": "case.record decision.sign",
    "papers:begin": "case.record",
    "papers:paper": "case.record decision.sign",
    "papers:make": "case.record decision.sign",
    "papers:withdraw": "case.record decision.sign",
    "papers:drop": "case.record",
    "papers:file": "case.record decision.sign",
    "papers:check": PUBLIC,
    # rights
    "rights:open": "case.record decision.sign",
    "rights:person": "case.record decision.sign",
    "rights:show": "case.record",
    "rights:extract": "case.record",
    "rights:delegate": "case.record",
    "rights:end_delegate": "case.record",
    "rights:wrong": "case.record",
    "rights:correction": "case.record decision.sign",
    "rights:acknowledge": "case.record",
    "rights:notice": "case.record decision.sign",
    "rights:complain": "case.record decision.sign",
    "rights:complaint": "case.record decision.sign",
    # testing
    "testing:list": "case.record",
    "testing:ask": "case.record",
    "testing:test": "case.record",
    "testing:receive": "case.record",
    "testing:follow": "case.record",
    "testing:link": "case.record",
    "testing:withdraw": "case.record",
    "testing:desk": "determination.record",
    "testing:perform": "determination.record",
    "testing:paper": "determination.record",
    # pipeline: a commune its own files, the province counts, courts and health bodies what was sent to them
    "pipeline:steps": "case.record decision.sign dossier.stuck",
    "pipeline:files": "case.record decision.sign",
    "pipeline:whereabouts": "case.record decision.sign",
    "pipeline:pending": "case.record decision.sign",
    "pipeline:absent": "case.record decision.sign",
    "pipeline:times": "case.record decision.sign dossier.answer dossier.stuck",
    # overview
    "overview:province": "numbers.read",
    "overview:place": "numbers.read",
    "overview:commune": "numbers.read",
    "overview:behind": "case.record decision.sign",
    # plans
    "plans:list": "numbers.read",
    "plans:plan": "numbers.read",
    "plans:who": "numbers.read",
    "plans:reading": "numbers.read",
    # tasks
    "tasks:desk": "task.do",
    "tasks:board": "task.do",
    "tasks:board_file": "task.do",
    "tasks:integrated": "task.do",
    "tasks:give": "task.give",
    "tasks:directives": "task.do",
    "tasks:send": "task.give",
    "tasks:directive": "task.do",
    "tasks:matrix": "task.do",
    "tasks:demand": "task.oversee",
    "tasks:paper": "task.do",
    "tasks:tickets": "task.do",
    "tasks:raise": "task.do",
    "tasks:ticket": "task.do",
    "tasks:file": "task.do",
    "tasks:task": "task.do",
    # money: a body its own, the lead agency and the finance department their province
    "money:sheet": "money.read",
    "money:sheet_file": "money.read",
    "money:desk": "money.read",
    "money:deadline": "money.review money.appraise",
    "money:open": "money.record",
    "money:estimate": "money.read",
    "money:line": "money.record",
    "money:unline": "money.record",
    "money:give_back": "money.review money.appraise",
    "money:appraise": "money.appraise",
    "money:decide": "money.appraise",
    "money:submit": "money.submit",
    "money:revise": "money.record",
    "money:accept": "money.review",
    "money:funds": "money.read",
    "money:fund_new": "money.appraise",
    "money:fund": "money.read",
    "money:allocate": "money.appraise",
    "money:allocation": "money.read",
    "money:pay": "money.record",
    "money:adjust": "money.appraise",
    "money:settle": "money.record",
    "money:void": "money.record",
    "money:supplements": "money.read",
    "money:supplement_new": "money.record",
    "money:approve": "money.appraise",
    "money:refuse": "money.appraise",
    "money:contributions": "money.read",
    "money:contribution_new": "money.record",
    "money:contribution": "money.read",
    "money:use": "money.record",
    "money:use_void": "money.record",
    "money:projects": "money.read",
    "money:project_new": "money.review",
    "money:capital": "money.appraise",
    "money:project": "money.read",
    "money:project_request": "money.review",
    "money:project_fund": "money.appraise",
    "money:project_step": "money.review money.appraise",
    "money:catalogue": "money.read",
    "money:norm_new": "money.catalogue",
    "money:spending_new": "money.catalogue",
    "money:support_level_new": "money.catalogue",
    # support of a person: who reads his file and pays
    "money:support": "money.support",
    "money:pay_support": "money.support",
    "money:void_support": "money.support",
    # api: nothing stored is read
    "api:openapi-json": PUBLIC,
    "api:api-root": PUBLIC,
    "api:explain": PUBLIC,
    "api:events": PUBLIC,
    # reports
    "reports:desk": "report.build",
    "reports:filing": "report.build",
    "reports:recipients": "report.build",
    "reports:gathering": "report.build",
    "reports:roll": "report.build",
    "reports:received": "report.build",
    "reports:version": "report.build",
    "reports:version_file": "report.build",
    "reports:arrangements": "plan.decide",
    "reports:arrangement": "plan.decide",
    "reports:call": "task.oversee",
    "reports:conferences": "report.build",
    "reports:confer": "plan.decide",
    "reports:conference": "report.build",
    "reports:list": "report.build",
    "reports:report": "report.build",
    "reports:file": "report.build",
}


def roles_for(name: str, roles: dict) -> frozenset[str]:
    """Codes of the roles that may open this view."""
    rule = TABLE[name]
    if rule in (PUBLIC, SIGNED_IN):
        return frozenset(roles)
    return frozenset(code for code, role in roles.items() if set(rule.split()) & role.may)


def named_routes() -> dict[str, str]:
    """View name → route, for every address of the site; a route without a name is listed under its own text."""
    return dict(_walk(get_resolver(), "", ""))


def _walk(resolver: URLResolver, prefix: str, namespace: str) -> Iterator[tuple[str, str]]:
    for entry in resolver.url_patterns:
        route = prefix + str(entry.pattern)
        if isinstance(entry, URLResolver):
            inner = f"{namespace}{entry.namespace}:" if entry.namespace else namespace
            yield from _walk(entry, route, inner)
        elif isinstance(entry, URLPattern):
            yield (f"{namespace}{entry.name}" if entry.name else route), route
