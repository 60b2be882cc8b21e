"""Reads the sums of the examples: chains of equal terms in yuan, worked out exactly."""

from __future__ import annotations

import ast
from fractions import Fraction
from math import ceil, floor

_ROUND = {
    "up": lambda x, unit: ceil(x / unit) * unit,
    "round": lambda x, unit: floor(x / unit + Fraction(1, 2)) * unit,
}


def yuan(chain: str) -> Fraction:
    """``"600 - 100 = 500"`` → 500; AssertionError where a link of the chain breaks."""
    values = [_value(ast.parse(link.strip(), mode="eval").body) for link in chain.split("=")]
    assert len(values) > 1, f"{chain}: show the sum and what it comes to"
    for one in values[1:]:
        # A link written with decimals may be cut; the last link is what the rules must give, exactly.
        assert abs(one - values[0]) < Fraction(1, 1000), f"{chain}: {float(one)} is not {float(values[0])}"
    return values[-1]


def fen(chain: str) -> int:
    in_fen = yuan(chain) * 100
    assert in_fen.denominator == 1, f"{chain} is finer than a fen"
    return int(in_fen)


def _value(node: ast.expr) -> Fraction:
    match node:
        case ast.Constant(value=int() | float() as value):
            return Fraction(str(value))
        case ast.BinOp(left=left, op=ast.Add(), right=right):
            return _value(left) + _value(right)
        case ast.BinOp(left=left, op=ast.Sub(), right=right):
            return _value(left) - _value(right)
        case ast.BinOp(left=left, op=ast.Mult(), right=right):
            return _value(left) * _value(right)
        case ast.BinOp(left=left, op=ast.Div(), right=right):
            return _value(left) / _value(right)
        case ast.Call(func=ast.Name(id=name), args=[x, unit]) if name in _ROUND:
            return Fraction(_ROUND[name](_value(x), _value(unit)))
    raise AssertionError(f"not arithmetic: {ast.unparse(node)}")
