"""Reminders 催办: what each unit has to see to now, printed, as documents, or as mail to its address."""
