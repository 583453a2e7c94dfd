"""What may be said 数据表: schemas of every table, readers of CSV, XLSX and Parquet, and issues that name the cell."""

from junheng.tables.descriptor import read_description as describe
from junheng.tables.groups import Group, group_issues
from junheng.tables.issue import Issue, Place, Rule, Severity
from junheng.tables.reading import check_region, read_region
from junheng.tables.region import Description, Region, Source, Waiver
from junheng.tables.report import RegionRejected, Report

__all__ = [
    "Description",
    "Group",
    "Issue",
    "Place",
    "Region",
    "RegionRejected",
    "Report",
    "Rule",
    "Severity",
    "Source",
    "Waiver",
    "check_region",
    "describe",
    "group_issues",
    "read_region",
]
