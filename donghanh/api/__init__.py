"""JSON for other programs: the law, asked with facts; nothing stored is read or written (see README)."""
