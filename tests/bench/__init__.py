"""How fast the desk is, as ratios to a bare floor measured in the same run. `python -m tests.bench` prints them."""
