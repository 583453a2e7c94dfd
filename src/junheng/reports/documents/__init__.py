"""Printed documents as PDF 文书: the same bytes on every machine, with fonts of our own."""

from .draw_papers import notice_pdf, slips_pdf, witness_pdf
from .qr import qr_svg
from .setting import draw_picture, set_document

__all__ = ["draw_picture", "notice_pdf", "qr_svg", "set_document", "slips_pdf", "witness_pdf"]
