"""Decides: tickets, contracts, deadlines, who. Knows no mail library and neither neighbour."""
