"""What can go wrong when a file is read. Every message says what was found and what would be right."""

from __future__ import annotations


class IngestError(Exception):
    """A file that cannot become a Document; `kind` is the word for it in JSON and in summaries."""

    kind = "error"


class UnknownFormatError(IngestError):
    kind = "unknown_format"


class EmptyFileError(IngestError):
    kind = "empty"


class BrokenFileError(IngestError):
    kind = "broken"


class UnknownEncodingError(IngestError):
    kind = "unknown_encoding"


class NoTextError(IngestError):
    """A readable file without any text, such as a scan: nothing was lost, but nothing can be read yet."""

    kind = "no_text"


class EncryptedFileError(IngestError):
    kind = "encrypted"


class ClassifiedFileError(IngestError):
    """A file that bears a security marking; it must not be stored."""

    kind = "classified"


class FileTooLargeError(IngestError):
    kind = "too_large"
