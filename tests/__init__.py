"""Tests: real servers at the edges, an injected clock, no mocks of our own code."""
