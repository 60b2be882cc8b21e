"""How the register of seals refuses. Law: 国发〔1999〕25号 Art. 22–25; the special-seal measure (审批专用章使用办法)."""

from datetime import date

from jiuzhu.cases.rules import NAMES as DUTIES
from jiuzhu.offices.roles import POWERS
from jiuzhu.seals.rules import KINDS, PAPERS, STATES, STEPS
from jiuzhu.values.refusals import Refusal

LAW = "国发〔1999〕25号 第二十五条；审批专用章使用办法"
FORMS = {
    "entrusted": ("受委托以县级名义作出", "entrusted, in the county's name"),
    "statutory_township": ("乡镇以自己名义作出", "in the township's own name"),
    "county": ("县级作出", "decided by the county"),
    "": ("无", "none"),
}


_STEPS = {key: (step.zh, step.en) for key, step in STEPS.items()}
_NAMES = {
    "state": STATES, "step": _STEPS, "other": _STEPS, "kind": {key: (kind.zh, kind.en) for key, kind in KINDS.items()},
    "paper": PAPERS, "form": FORMS, "power": POWERS, "duty": DUTIES,
}  # fmt: skip
_DAYS = ("on", "since", "last", "decided")


class SealRefusal(Refusal):
    """The database speaks in codes and ISO dates; people read names and days."""

    def __init__(self, field: str | None = None, **figures: object) -> None:
        for key, names in _NAMES.items():
            if key in figures:
                code = str(figures[key])
                figures[f"{key}_zh"], figures[f"{key}_en"] = names.get(code, (code, code))
        for key in _DAYS:
            if isinstance(day := figures.get(key), str):
                figures[key] = date.fromisoformat(day)
        super().__init__(field, **figures)
