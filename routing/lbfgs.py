"""The least value of a smooth convex function: L-BFGS with a backtracking line search (Nocedal and Wright, 7.2, 3.1).

Deterministic: no randomness, no clock, a fixed order of sums. Stops when the gradient is small, when a step gains
nothing any more, or after `most` steps; it never raises for a function that answers finite numbers.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Function = Callable[[Floats], tuple[float, Floats]]  # value and gradient at a point

_MEMORY = 10  # steps remembered
_SUFFICIENT = 1e-4  # of the promised decrease (Armijo)
_HALVINGS = 30
_FLAT = 1e-9  # of a gradient's parts
_NOTHING = 1e-6  # of the value


def least(function: Function, start: Floats, *, most: int = 100) -> Floats:
    """Where the function is least, to about six figures of its value, after at most so many steps."""
    point = start
    value, slope = function(point)
    met: deque[tuple[Floats, Floats]] = deque(maxlen=_MEMORY)
    for _ in range(most):
        if np.max(np.abs(slope)) <= _FLAT:
            break
        way = _direction(slope, met)
        promised = _dot(slope, way)
        if promised >= 0:  # rounding has spoilt the memory
            met.clear()
            way, promised = -slope, -_dot(slope, slope)
        step = 1.0 if met else min(1.0, 1.0 / float(np.sqrt(-promised)))
        for _ in range(_HALVINGS):
            there = point + step * way
            value_there, slope_there = function(there)
            if value_there <= value + _SUFFICIENT * step * promised:
                break
            step /= 2
        else:
            break
        moved, bent = there - point, slope_there - slope
        if _dot(moved, bent) > 1e-12 * _dot(bent, bent):
            met.append((moved, bent))
        gained = value - value_there
        point, value, slope = there, value_there, slope_there
        if gained <= _NOTHING * (abs(value) + _NOTHING):
            break
    return point


def _direction(slope: Floats, met: deque[tuple[Floats, Floats]]) -> Floats:
    """The two loops: minus the approximated inverse Hessian times the gradient."""
    way = -slope
    kept = []
    for moved, bent in reversed(met):
        share = _dot(moved, way) / _dot(moved, bent)
        way = way - share * bent
        kept.append(share)
    if met:
        moved, bent = met[-1]
        way = way * (_dot(moved, bent) / _dot(bent, bent))
    for (moved, bent), share in zip(met, reversed(kept), strict=True):
        way = way + moved * (share - _dot(bent, way) / _dot(moved, bent))
    return way


def _dot(left: Floats, right: Floats) -> float:
    """Numpy's own pairwise sum: unlike BLAS it does not depend on the number of threads."""
    return float(np.sum(left * right))
