"""Templates compiled for speed: what Jinja looks up for each value is done by local functions.

A page is put together from encoded pieces: what is the same for many people is encoded once. The
texts of a template are tagged as it is compiled, and encoded when it is loaded. The values between
them are escaped and encoded all at once.
"""

from collections.abc import Callable, Mapping, MutableMapping
from itertools import chain, groupby
from types import CodeType
from typing import Any

from jinja2 import Environment, Template, nodes
from jinja2.compiler import CodeGenerator, Frame
from jinja2.runtime import new_context
from markupsafe import escape

from selfcheck.web.breaks import unbroken
from selfcheck.web.escaping import all_written, escaped

TAG = "\x00tagged\x00"
"""Stands before a text that is to be encoded."""

ENCODED = frozenset(("kept", "kept_each", "encoded", "headline"))
"""Filters that return what stands in a page as it is, encoded already."""

IN_PIECES = frozenset(("drawn", "drawn_each", "known_each", "section"))
"""Filters that return texts and values in turn, as templates put them out."""

LONG = 32
"""From so many characters on, a text is looked through for figures that a line may not part."""


WORDS = frozenset(
    ("answer", "course", "edition", "of_sheet", "permit", "sheet", "shown", "condition", "group")
)
"""Names in templates for words of the presenter: dictionaries, and only keys of them are read."""


def _root(node: nodes.Expr) -> str | None:
    """Return the name that a value is read of, or of what is in it."""
    while isinstance(node, nodes.Getattr | nodes.Getitem):
        node = node.node
    return node.name if isinstance(node, nodes.Name) else None


def _comes_in_pieces(node: nodes.Expr) -> bool:
    return isinstance(node, nodes.Filter) and node.name in IN_PIECES


class PageCode(CodeGenerator):
    """Compiles `a.b` to a local function, several times as fast as Jinja's own; tags texts."""

    def visit_Output(self, node: nodes.Output, frame: Frame) -> None:  # noqa: N802 -- Jinja's
        """Write what a template puts out: a tuple of texts and values in turn, a text first.

        What a macro or a block captures may be looked into: it stays as Jinja has it.
        """
        if frame.buffer is not None:
            super().visit_Output(node, frame)
        elif not (frame.require_output_check and self.has_known_extends):
            for in_pieces, children in groupby(node.nodes, _comes_in_pieces):
                if in_pieces:
                    self._write_pieces(node, list(children), frame)
                else:
                    self.writeline("yield (", node)
                    self._write_in_turn(list(children), frame)
                    self.write(")")

    def _write_pieces(self, node: nodes.Output, children: list[nodes.Expr], frame: Frame) -> None:
        for child in children:
            self.writeline("yield ", node)
            self.visit(child, frame)

    def _write_in_turn(self, children: list[nodes.Expr], frame: Frame) -> None:
        text = ""
        for child in children:
            try:
                text += str(escape(child.as_const(frame.eval_ctx)))
                continue
            except nodes.Impossible:
                self.write(f"{TAG + text!r}, ")
                text = ""
            encoded = isinstance(child, nodes.Filter) and child.name in ENCODED
            self.write("'', " if encoded else "")
            self.visit(child, frame)
            self.write(", '', " if encoded else ", ")
        if text:
            self.write(f"{TAG + text!r}, '', ")

    def write_commons(self) -> None:
        """Begin a function of a template with the names of those functions."""
        super().write_commons()
        self.writeline("escaped = environment.escaped")
        self.writeline("read = environment.getattr")
        self.writeline("key = environment.key")
        self.writeline("nothing = environment.nothing")

    def visit_Getattr(self, node: nodes.Getattr, frame: Frame) -> None:  # noqa: N802 -- Jinja's
        """Write the reading of an attribute, or of a key where there can be nothing else."""
        keyed = _root(node) in WORDS
        self.write("key(" if keyed else "read(")
        self.visit(node.node, frame)
        self.write(f", {node.attr!r}{', nothing' if keyed else ''})")

    def _output_child_pre(self, node: nodes.Expr, frame: Frame, finalize: Any) -> None:
        self.write("escaped(")


class PageTemplate(Template):
    """A compiled template, whose texts are encoded as it is loaded."""

    @classmethod
    def from_code(
        cls,
        environment: Environment,
        code: CodeType,
        globals: MutableMapping[str, Any],  # noqa: A002 -- Jinja's
        uptodate: Callable[[], bool] | None = None,
    ) -> Template:
        """Return the template."""
        return super().from_code(environment, _encoded(code), globals, uptodate)

    def encoded(self, *args: Any, **values: Any) -> bytes:
        """Return what is rendered with the values, which come as in a call of `dict`."""
        return b"".join(self.pieces(*args, **values))

    def pieces(self, *args: Any, **values: Any) -> list[bytes]:
        """Return the same in pieces, for who puts them together with others."""
        # As `Template.render` does it, but what every template knows is not looked up one by one.
        known = {**self.environment.globals, **dict(*args, **values)}
        context = new_context(self.environment, self.name, self.blocks, known, True, None, None)
        try:
            pieces: list[Any] = list(chain.from_iterable(self.root_render_func(context)))
            pieces[1::2] = all_written(pieces[1::2])
            return pieces
        except Exception:
            self.environment.handle_exception()

    def render(self, *args: Any, **values: Any) -> str:
        """Return the same as text."""
        return self.encoded(*args, **values).decode()


def _encoded(code: CodeType) -> CodeType:
    """Return the code with the texts that are tagged in it encoded."""

    def constant(value: Any) -> Any:
        if isinstance(value, CodeType):
            return _encoded(value)
        if isinstance(value, tuple):
            return tuple([constant(one) for one in value])
        if isinstance(value, str) and value.startswith(TAG):
            text = value.removeprefix(TAG)
            return (text if len(text) < LONG else unbroken(text)).encode()
        return value

    return code.replace(co_consts=tuple([constant(value) for value in code.co_consts]))


class PageEnvironment(Environment):
    """An environment whose templates read dictionaries: the key comes before the attribute."""

    code_generator_class = PageCode
    template_class = PageTemplate
    escaped = staticmethod(escaped)
    key = staticmethod(dict.get)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.nothing = self.undefined(obj={}, name="a key that is not there")

    def page(self, template: str, context: Mapping[str, Any]) -> bytes:
        """Return a page made from the template."""
        return b"".join(self.pieces(template, context))

    def pieces(self, template: str, context: Mapping[str, Any]) -> list[bytes]:
        """Return the same in pieces, for who puts them together with others."""
        found = self.get_template(template)
        assert isinstance(found, PageTemplate)  # noqa: S101 -- it makes no others
        return found.pieces(context)

    def getattr(self, obj: Any, attribute: str) -> Any:
        """Return `obj.attribute` of a template."""
        if type(obj) is dict:
            try:
                return obj[attribute]
            except KeyError:
                pass
        return super().getattr(obj, attribute)
