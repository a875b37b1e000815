"""Speaks: who hears of an event, in what words, and the posting."""
