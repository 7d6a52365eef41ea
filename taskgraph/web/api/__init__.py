"""The desk for programs: the same work as the pages, as JSON under /api/v1. See docs/api.md."""
