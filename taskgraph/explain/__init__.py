"""Extraction → explanation: the text with each fact marked, and beside it the rule that found it and how sure it is."""
