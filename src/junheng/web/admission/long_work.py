"""The long work of the Admission workspace, found by the jobs' app."""

from junheng.web.admission.chances_job import count_chances

__all__ = ["count_chances"]
