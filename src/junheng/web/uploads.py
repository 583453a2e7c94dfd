"""Uploaded files: in memory and never on disk, but for views that keep what they are sent; what is too large is let pass unread."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any, TypeVar

from django.conf import settings
from django.core.files.uploadedfile import InMemoryUploadedFile
from django.core.files.uploadhandler import FileUploadHandler, SkipFile, TemporaryFileUploadHandler
from django.http import HttpRequest

View = TypeVar("View", bound=Callable[..., Any])


def keeps_files(limit: Callable[[HttpRequest], int]) -> Callable[[View], View]:
    """Declare that the view below takes files on disk; `limit` says how many bytes together, none for whoever may send nothing.

    It is asked before anything is written, since a form is read before the view's own checks run.
    """

    def declare(view: View) -> View:
        view.junheng_upload_limit = limit  # type: ignore[attr-defined]
        return view

    return declare


class OnDisk(TemporaryFileUploadHandler):
    """Writes files to disk for views that declare `keeps_files`; leaves all others to the next handler."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.room: int | None = None  # bytes that may still come; None: not ours

    def handle_raw_input(self, *_args: Any, **_kwargs: Any) -> None:
        """Find out whether the form's files are ours, and how much may come."""
        match = self.request.resolver_match
        limit = getattr(match.func, "junheng_upload_limit", None) if match else None
        self.room = limit(self.request) if limit else None

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        """Begin a file."""
        if self.room is not None:
            super().new_file(*args, **kwargs)

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes | None:
        """Write a piece, or stop writing."""
        if self.room is None:
            return raw_data
        if len(raw_data) > self.room:
            too_large(self.request).add(self.field_name)
            raise SkipFile
        self.room -= len(raw_data)
        super().receive_data_chunk(raw_data, start)
        return None

    def file_complete(self, file_size: int) -> Any:
        """Hand the file over."""
        return None if self.room is None else super().file_complete(file_size)


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
