"""What may be said 数据表: schemas of every table, readers of CSV, XLSX and Parquet, and issues that name the cell."""

from junheng.tables.annotate import annotate_folder, annotate_workbook
from junheng.tables.descriptor import read_description as describe
from junheng.tables.from_sheet import init_from_sheet
from junheng.tables.groups import Group, group_issues
from junheng.tables.issue import Issue, Place, Rule, Severity
from junheng.tables.mapping import Mapping, MappingError, read_mapping, write_mapping
from junheng.tables.proposal import propose_mapping
from junheng.tables.reading import check_region, read_region
from junheng.tables.region import Description, Region, Source, Waiver
from junheng.tables.report import RegionRejected, Report
from junheng.tables.school_table import read_school_table
from junheng.tables.template import init_region
from junheng.tables.waiver_entries import add_waivers, drop_waiver, waiver_of

__all__ = [
    "Description",
    "Group",
    "Issue",
    "Mapping",
    "MappingError",
    "Place",
    "Region",
    "RegionRejected",
    "Report",
    "Rule",
    "Severity",
    "Source",
    "Waiver",
    "add_waivers",
    "annotate_folder",
    "annotate_workbook",
    "check_region",
    "describe",
    "drop_waiver",
    "group_issues",
    "init_from_sheet",
    "init_region",
    "propose_mapping",
    "read_mapping",
    "read_region",
    "read_school_table",
    "waiver_of",
    "write_mapping",
]
