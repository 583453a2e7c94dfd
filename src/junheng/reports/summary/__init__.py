"""Summaries 总结: a template written out over a release, each figure with its trace."""

from .annex import entries, trace_json
from .document import Figure, Heading, Paragraph, Summary, Table
from .errors import TemplateError
from .pdf_file import pdf_file
from .template import Template, read_template
from .web_page import web_page
from .word_file import word_file
from .writing import write_summary

__all__ = [
    "Figure",
    "Heading",
    "Paragraph",
    "Summary",
    "Table",
    "Template",
    "TemplateError",
    "entries",
    "pdf_file",
    "read_template",
    "trace_json",
    "web_page",
    "word_file",
    "write_summary",
]
