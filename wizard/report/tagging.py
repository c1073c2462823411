"""What a page says in reading order: the tree of tags that is grown while pages are laid out."""

from dataclasses import dataclass, field


@dataclass(slots=True, eq=False)
class Node:
    """One structure element. `marks` are (page, number of marked content) in order among the children."""

    tag: str
    parent: "Node | None" = None
    children: "list[Node | Mark | Annotation]" = field(default_factory=list)
    alt: str = ""
    actual: str = ""
    language: str = ""
    scope: str = ""
    box: tuple[float, float, float, float] | None = None
    span: int = 1

    def add(self, tag: str) -> "Node":
        """Grow a child."""
        child = Node(tag, self)
        self.children.append(child)
        return child


@dataclass(frozen=True, slots=True)
class Mark:
    """A stretch of marked content on a page (from 0)."""

    page: int
    number: int


@dataclass(frozen=True, slots=True)
class Annotation:
    """A link or a form field: the place on its page's list of annotations."""

    page: int
    index: int


ARTIFACT = Node("Artifact")
"""What is drawn but not read: rules, hatching, heads and feet."""

PAGINATION = Node("Pagination")
"""Running heads and feet."""
