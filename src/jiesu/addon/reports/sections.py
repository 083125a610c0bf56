"""The sections of a report, in their order. Pure."""

from jiesu.addon import _


SUMMARY = "summary"
TREND = "trend"
DEPARTMENTS = "departments"
DEMAND = "demand"
OVERDUE = "overdue"
REWORK = "rework"
SUPERVISION = "supervision"
CASES = "cases"
FAQ = "faq"
DEFINITIONS = "definitions"

SECTIONS = {
    SUMMARY: _("report_section_summary", default="Overview"),
    TREND: _("report_section_trend", default="Over time"),
    DEPARTMENTS: _("report_section_departments", default="Departments"),
    DEMAND: _("report_section_demand", default="What it was about"),
    OVERDUE: _("report_section_overdue", default="Overdue"),
    REWORK: _("report_section_rework", default="Rework and returns"),
    SUPERVISION: _("report_section_supervision", default="Supervision"),
    CASES: _("report_section_cases", default="Typical cases"),
    FAQ: _("report_section_faq", default="Common questions added"),
    DEFINITIONS: _("report_section_definitions", default="How it is counted"),
}
# The overview is the report.
REMOVABLE = tuple(name for name in SECTIONS if name != SUMMARY)
