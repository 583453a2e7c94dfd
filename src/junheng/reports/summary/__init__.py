"""Summaries 总结: a template written out over a release, each figure with its trace."""

from .annex import entries, trace_json
from .document import Block, Chart, Figure, Heading, Paragraph, Summary, Table, lines
from .errors import TemplateError
from .fields import field
from .pdf_file import pdf_file
from .picking import Choice, choices
from .template import Template, read_template
from .values import Values
from .web_page import web_page
from .word_file import word_file
from .writing import title_of, write_summary, writer_of

__all__ = [
    "Block",
    "Chart",
    "Choice",
    "Figure",
    "Heading",
    "Paragraph",
    "Summary",
    "Table",
    "Template",
    "TemplateError",
    "Values",
    "choices",
    "entries",
    "field",
    "lines",
    "pdf_file",
    "read_template",
    "title_of",
    "trace_json",
    "web_page",
    "word_file",
    "write_summary",
    "writer_of",
]
