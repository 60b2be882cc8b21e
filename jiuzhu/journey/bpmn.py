"""A process as BPMN 2.0 XML (ISO/IEC 19510), with its drawing, for the tools that other offices use.

A stage becomes a user task with its owner as potential owner and its law and limits as documentation; several outcomes
become an exclusive gateway whose flows carry the outcome's words; a guarded way is a flow named by its guard. Ends are
end events, one per stage that ends the case, so that the drawing stays readable.
"""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from jiuzhu.journey.labels import edge_label, limit_in_words, role_name
from jiuzhu.journey.layout import Layout, Place, layout
from jiuzhu.journey.process import Process, Stage, first_stage

MODEL = "http://www.omg.org/spec/BPMN/20100524/MODEL"
DRAWING = "http://www.omg.org/spec/BPMN/20100524/DI"
SHAPES = "http://www.omg.org/spec/DD/20100524/DC"
LINES = "http://www.omg.org/spec/DD/20100524/DI"
SPACES = {"bpmn": MODEL, "bpmndi": DRAWING, "dc": SHAPES, "di": LINES}
GATE = 40  # a gateway is a square standing on its corner


def export(process: Process, language: str = "zh-hans") -> bytes:
    """The BPMN 2.0 document, UTF-8."""
    plan = layout(process, language)
    name = process.en if language.lower().startswith("en") else process.zh
    mark = f"{process.key}-{process.starts_on.isoformat()}"
    root = etree.Element(f"{{{MODEL}}}definitions", nsmap=SPACES, attrib={"id": f"definitions-{mark}"})
    root.set("targetNamespace", "urn:jiuzhu:processes")
    road = _add(root, MODEL, "process", id=f"road-{mark}", name=name, isExecutable="false")
    _add(road, MODEL, "documentation").text = f"{process.law} [{process.source}, {process.confidence}]"
    places = dict(_nodes(road, process, plan, language))
    flows = [*_flows(process, language)]
    for flow, source, target, word in flows:
        attributes = {
            "id": flow,
            "sourceRef": source,
            "targetRef": target,
            **({"name": word} if word else {}),
        }
        _add(road, MODEL, "sequenceFlow", **attributes)
    diagram = _add(root, DRAWING, "BPMNDiagram", id=f"diagram-{mark}")
    plane = _add(diagram, DRAWING, "BPMNPlane", id=f"plane-{mark}", bpmnElement=f"road-{mark}")
    for node, place in places.items():
        shape = _add(plane, DRAWING, "BPMNShape", id=f"shape-{node}", bpmnElement=node)
        _add(
            shape, SHAPES, "Bounds", x=f"{place.x:.0f}", y=f"{place.y:.0f}", width=f"{place.width:.0f}",
            height=f"{place.height:.0f}",
        )  # fmt: skip
    for flow, source, target, _ in flows:
        line = _add(plane, DRAWING, "BPMNEdge", id=f"edge-{flow}", bpmnElement=flow)
        for x, y in _way(places[source], places[target]):
            _add(line, LINES, "waypoint", x=f"{x:.0f}", y=f"{y:.0f}")
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True)


def _add(parent: etree._Element, space: str, tag: str, /, **attributes: str) -> etree._Element:
    return etree.SubElement(parent, f"{{{space}}}{tag}", attrib=attributes)


def _nodes(
    road: etree._Element, process: Process, plan: Layout, language: str
) -> Iterator[tuple[str, Place]]:
    """Writes every node and answers where it stands."""
    first = plan.places[first_stage(process)]
    _add(road, MODEL, "startEvent", id="start")
    yield "start", Place(first.x - 90, first.middle - 18, 36, 36)
    for key, place in plan.places.items():
        stage = process.stages[key]
        task = _add(road, MODEL, "userTask", id=key, name=stage.label(language))
        _add(task, MODEL, "documentation").text = _documentation(stage, language)
        if stage.owner not in ("nobody", "applicant"):
            performer = _add(task, MODEL, "potentialOwner", name=role_name(stage.owner, language))
            assignment = _add(performer, MODEL, "resourceAssignmentExpression")
            _add(assignment, MODEL, "formalExpression").text = stage.owner
        yield key, place
        if _chooses(stage):
            _add(road, MODEL, "exclusiveGateway", id=f"{key}-gate")
            yield f"{key}-gate", Place(place.right + 14, place.middle - GATE / 2, GATE, GATE)
        if key in plan.ends:
            _add(road, MODEL, "endEvent", id=f"{key}-end")
            end = plan.ends[key]
            yield f"{key}-end", Place(end.right - 36, end.middle - 18, 36, 36)


def _documentation(stage: Stage, language: str) -> str:
    limits = [f"{limit_in_words(limit, language)} [{limit.law}]" for limit in stage.limits]
    if stage.posting is not None and stage.posting.length is not None:
        limits.append(f"{stage.posting.length} {stage.posting.unit} [{stage.posting.law}]")
    return "\n".join([stage.now(language), stage.law, *limits])


def _chooses(stage: Stage) -> bool:
    return sum(len(one.targets) for one in stage.outcomes if not one.aside) > 1


def _flows(process: Process, language: str) -> Iterator[tuple[str, str, str, str]]:
    """Every flow as (id, from, to, words)."""
    yield "begin", "start", first_stage(process), ""
    for key, stage in process.stages.items():
        source = key
        if _chooses(stage):
            source = f"{key}-gate"
            yield f"{key}-answers", key, source, ""
        for outcome in stage.outcomes:
            if outcome.aside:
                continue
            for to in outcome.targets:
                target = f"{key}-end" if process.stages[to].ends else to
                yield f"{key}-{outcome.key}-{to}", source, target, edge_label(outcome, to, language)


def _way(start: Place, stop: Place) -> tuple[tuple[float, float], ...]:
    """Down where the target stands below, otherwise out to the side and over."""
    if stop.y > start.y + start.height and abs(stop.x - start.x) < 1:
        return (start.x + start.width / 2, start.y + start.height), (stop.x + stop.width / 2, stop.y)
    if stop.x >= start.right:
        return (start.right, start.middle), (stop.x, stop.middle)
    lane = start.right + 30
    return (start.right, start.middle), (lane, start.middle), (lane, stop.middle), (stop.right, stop.middle)
