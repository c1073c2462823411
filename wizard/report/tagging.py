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
    numbering: str = ""
    """Of a list: how its entries are marked, in the words of PDF, such as Disc or Decimal."""

    def add(self, tag: str) -> "Node":
        """Grow a child."""
        child = Node(tag, self)
        self.children.append(child)
        return child

    def entry(self) -> "Node":
        """Grow an entry of a list, and give the node of its words."""
        return self.add("LI").add("LBody")

    @property
    def block(self) -> "Node":
        """Give the nearest node that is read as a stretch of its own, not in a line with others."""
        node = self
        while node.tag in INLINE and node.parent is not None:
            node = node.parent
        return node


INLINE = ("Link", "Reference", "Span")


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
