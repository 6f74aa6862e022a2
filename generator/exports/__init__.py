"""The formats that a playbook can be taken away in, one line each."""

from generator.exports.base import Format
from generator.exports.calendar import CALENDAR
from generator.exports.docx import DOCX
from generator.exports.gitlab_csv import GITLAB_CSV
from generator.exports.issue_form import ISSUE_FORM
from generator.exports.jira import JIRA, JIRA_FLAT
from generator.exports.json_format import JSON
from generator.exports.markdown import GITHUB, GITLAB
from generator.exports.plain import TEXT
from generator.exports.table import HTML_TABLE
from generator.exports.xlsx import XLSX

EXPORTS: dict[str, Format] = {
    "xlsx": XLSX,
    "docx": DOCX,
    "table": HTML_TABLE,
    "github": GITHUB,
    "gitlab": GITLAB,
    "issue-form": ISSUE_FORM,
    "jira": JIRA,
    "jira-flat": JIRA_FLAT,
    "gitlab-csv": GITLAB_CSV,
    "calendar": CALENDAR,
    "text": TEXT,
    "json": JSON,
}
