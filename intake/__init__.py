"""Hears: mailboxes, doors, reading mail; and starts the service."""
