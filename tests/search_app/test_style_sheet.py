"""The style sheet and the script: colours that can be read in both schemes, few sizes, small, our own."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

STATIC = Path(__file__).parent.parent.parent / "search_app" / "static"
CSS = (STATIC / "minber.css").read_text(encoding="utf-8")
SCRIPT = "".join(file.read_text(encoding="utf-8") for file in sorted(STATIC.glob("*.js")))
COLOURS = dict(re.findall(r"--([a-z]+): light-dark\((#[0-9a-f]{6}, #[0-9a-f]{6})\)", CSS))
TEXT_ON = [
    ("ink", "paper"), ("ink", "card"), ("ink", "mark"), ("ink", "tint"),
    ("soft", "paper"), ("soft", "card"), ("soft", "tint"),
    ("accent", "paper"), ("accent", "card"), ("accent", "tint"),
    ("card", "accent"), ("gold", "paper"), ("wrong", "paper"),
]  # fmt: skip
EDGE_ON = [("edge", "paper"), ("edge", "card"), ("gold", "card"), ("accent", "paper")]


def luminance(colour: str) -> float:
    channels = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("scheme", [0, 1], ids=["light", "dark"])
@pytest.mark.parametrize(("front", "back"), TEXT_ON, ids=lambda name: name)
def test_text_can_be_read(front: str, back: str, scheme: int) -> None:
    pair = [COLOURS[name].split(", ")[scheme] for name in (front, back)]
    assert contrast(*pair) >= 4.5


def test_names_on_the_map_bring_their_own_ground_along() -> None:
    (rule,) = re.findall(r"\.map \.names \{ (font-size[^}]*) \}", CSS)
    assert {"fill: var(--ink)", "stroke: var(--paper)", "paint-order: stroke"} <= set(rule.rstrip(";").split("; "))


@pytest.mark.parametrize("scheme", [0, 1], ids=["light", "dark"])
@pytest.mark.parametrize(("front", "back"), EDGE_ON, ids=lambda name: name)
def test_edges_of_fields_and_focus_can_be_seen(front: str, back: str, scheme: int) -> None:
    pair = [COLOURS[name].split(", ")[scheme] for name in (front, back)]
    assert contrast(*pair) >= 3


def test_every_colour_is_a_pair() -> None:
    outside = re.sub(r":root \{.*?\}", "", CSS, flags=re.DOTALL)
    outside = re.sub(r"@layer print \{.*", "", outside, flags=re.DOTALL)
    assert not re.findall(r"#[0-9a-f]{3,8}\b|rgba?\(|: (?:white|black)\b", outside)


def test_sizes_are_few() -> None:
    sizes = set(re.findall(r"font-size: ([\d.]+rem)", CSS)) | set(re.findall(r"font: ([\d.]+rem)", CSS))
    assert sizes == {".8125rem", ".875rem", "1rem", "1.125rem", "1.5rem"}


def test_small_and_our_own() -> None:
    assert len(CSS.encode()) <= 35_000
    assert len(CSS.encode()) + len(SCRIPT.encode()) <= 60_000
    assert "@import" not in CSS
    assert "url(" not in CSS
    assert "http" not in SCRIPT
