"""HTML as a tree of elements: parsing, CSS rules, and the text of an element line by line.

The only place that knows BeautifulSoup. Broken mark-up is read as well as it goes; blanks are single.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from bs4 import BeautifulSoup, Tag
from bs4.element import NavigableString, PageElement, PreformattedString
from soupsieve import SelectorSyntaxError

from corpus.errors import SourceError

Element = Tag

BLOCKS = frozenset(
    """
    address article aside blockquote br caption dd details div dl dt fieldset figcaption figure footer form
    h1 h2 h3 h4 h5 h6 header hr li main nav ol option p pre section summary table tbody td tfoot th thead tr
    ul
    """.split()
)
SILENT = frozenset(("script", "style", "noscript", "template", "head"))
BREAK = "".join(("\n",))  # one object, told from the text of pages by identity


def parse(html: str) -> Element:
    """The tree of a page."""
    return BeautifulSoup(html.replace("\x00", ""), "lxml")


def select(root: Element, css: str | None) -> list[Element]:
    """The outermost elements that a CSS rule finds, in the order of the page."""
    if css is None:
        return []
    try:
        found = root.select(css)
    except SelectorSyntaxError as error:
        reason = str(error).splitlines()[0]
        raise SourceError(f"CSS rule {css!r}: {reason} Correct it on the card of the source") from error
    chosen = {id(element) for element in found}
    return [element for element in found if not any(id(parent) in chosen for parent in element.parents)]


def values(root: Element, rule: str | None) -> list[str]:
    """What a rule finds: the text of elements, or an attribute (`css@attribute`), where there is any."""
    if rule is None:
        return []
    css, attribute = split_rule(rule)
    found = select(root, css)
    texts = (text(element) if attribute is None else attribute_of(element, attribute) for element in found)
    return [one for one in texts if one]


def split_rule(rule: str) -> tuple[str, str | None]:
    """A rule as CSS and attribute: `time@datetime` is `time` and `datetime`."""
    css, at, attribute = rule.rpartition("@")
    return (css, attribute) if at else (rule, None)


def attribute_of(element: Element, name: str) -> str:
    """An attribute as one text, empty where there is none."""
    value = element.get(name) or ""
    return " ".join(value) if isinstance(value, list) else " ".join(str(value).split())


def text(element: Element) -> str:
    """All text of an element on one line."""
    return " ".join(lines(element))


def lines(element: Element) -> list[str]:
    """The text of an element, a line for each block in it that has any."""
    pieces = "".join(_pieces(element)).split(BREAK)
    return [line for line in (" ".join(piece.split()) for piece in pieces) if line]


def remove(elements: Iterable[Element]) -> None:
    """Takes elements out of the tree."""
    for element in elements:
        element.extract()


def _pieces(element: Element) -> Iterator[str]:
    """Text in the order of the page, with a break before and after each block."""
    waiting: list[PageElement | str] = [*reversed(element.contents)]  # not recursive: pages nest without end
    while waiting:
        child = waiting.pop()
        if isinstance(child, Tag):
            if child.name not in SILENT:
                edge = [BREAK] if child.name in BLOCKS else []
                waiting += [*edge, *reversed(child.contents), *edge]
        elif child is BREAK:
            yield BREAK
        elif isinstance(child, NavigableString) and not isinstance(child, PreformattedString):
            yield str(child).replace("\n", " ").replace("\r", " ")
