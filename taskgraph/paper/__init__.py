"""What the office sends out on paper: supervision orders 督办单, bulletins 通报, reminders 催办通知.

Each is a Word template with placeholders, ours or the office's own, filled with what lists show for the same filters.
"""
