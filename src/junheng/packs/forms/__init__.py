"""Forms 填报表 that a pack declares: what is asked, of whom and when, and which answers pass."""

from .library import form_of, forms_of
from .model import Change, Column, Form, Other, Outlier, Rule, Table

__all__ = ["Change", "Column", "Form", "Other", "Outlier", "Rule", "Table", "form_of", "forms_of"]
