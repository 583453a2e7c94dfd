"""Uploaded files stay in memory and are never written to disk; what is too large is let pass unread and remembered."""

from __future__ import annotations

import io
from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import InMemoryUploadedFile
from django.core.files.uploadhandler import FileUploadHandler, SkipFile
from django.http import HttpRequest


class InMemory(FileUploadHandler):
    """Keeps a file up to the limit in memory; of a larger one it keeps only that it was too large."""

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        """Begin a file."""
        super().new_file(*args, **kwargs)
        self.file = io.BytesIO()

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        """Keep a piece, or stop keeping."""
        if start + len(raw_data) > settings.QUICK_CHECK_LARGEST_FILE:
            self.file.close()
            too_large(self.request).add(self.field_name)
            raise SkipFile
        self.file.write(raw_data)

    def file_complete(self, file_size: int) -> InMemoryUploadedFile:
        """Hand the file over."""
        self.file.seek(0)
        return InMemoryUploadedFile(
            self.file, self.field_name, self.file_name, self.content_type, file_size, self.charset, self.content_type_extra
        )


def too_large(request: HttpRequest) -> set[str]:
    """The form fields whose file was larger than the limit; known once the form has been read."""
    if not hasattr(request, "fields_too_large"):
        request.fields_too_large = set()
    return request.fields_too_large
