"""The record of a visit, self-care, merging by field and the day's route. Pure: values in, answer out."""

from . import merging, routing
from .care import CARE, ability
from .record import (
    ACTUAL,
    CONDITIONS,
    MODES,
    OUTCOMES,
    SELF_CARE,
    SHAPE,
    SIGNED,
    TENURES,
    differs,
    for_household,
    wrong_with,
)

__all__ = [
    "ACTUAL", "CARE", "CONDITIONS", "MODES", "OUTCOMES", "SELF_CARE", "SHAPE", "SIGNED", "TENURES", "ability", "differs",
    "for_household", "merging", "routing", "wrong_with",
]  # fmt: skip
