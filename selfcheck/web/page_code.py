"""Templates compiled for speed: what Jinja looks up for each value is done by local functions.

A page is put together from encoded pieces: what is the same for many people is encoded once. The
texts of a template are tagged as it is compiled, and encoded when it is loaded.
"""

from collections.abc import Callable, Iterable, Mapping, MutableMapping
from types import CodeType
from typing import Any

from jinja2 import Environment, Template, nodes
from jinja2.compiler import CodeGenerator, Frame

from selfcheck.web.breaks import unbroken
from selfcheck.web.escaping import escaped, written

TAG = "\x00tagged\x00"
"""Stands before a text that is to be encoded."""

LONG = 32
"""From so many characters on, a text is looked through for figures that a line may not part."""


class PageCode(CodeGenerator):
    """Compiles `{{ value }}` and `a.b` to local functions, several times as fast as Jinja's own."""

    _captured = False

    def visit_Output(self, node: nodes.Output, frame: Frame) -> None:  # noqa: N802 -- Jinja's
        """Write what a template puts out; what a macro or a block captures may be looked into."""
        self._captured = frame.buffer is not None
        super().visit_Output(node, frame)

    def _output_const_repr(self, group: Iterable[Any]) -> str:
        text = "".join(group)
        return repr(text if self._captured else TAG + text)

    def write_commons(self) -> None:
        """Begin a function of a template with the names of those functions."""
        super().write_commons()
        self.writeline("written = environment.written")
        self.writeline("escaped = environment.escaped")
        self.writeline("read = environment.getattr")

    def visit_Getattr(self, node: nodes.Getattr, frame: Frame) -> None:  # noqa: N802 -- Jinja's
        """Write the reading of an attribute."""
        self.write("read(")
        self.visit(node.node, frame)
        self.write(f", {node.attr!r})")

    def _output_child_pre(self, node: nodes.Expr, frame: Frame, finalize: Any) -> None:
        self.write("escaped(" if self._captured else "written(")


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
        context = self.new_context(dict(*args, **values))
        try:
            return b"".join(self.root_render_func(context))  # type: ignore[arg-type]
        except Exception:
            return self.environment.handle_exception()

    def render(self, *args: Any, **values: Any) -> str:
        """Return the same as text."""
        return self.encoded(*args, **values).decode()


def _encoded(code: CodeType) -> CodeType:
    """Return the code with the texts that are tagged in it encoded."""

    def constant(value: Any) -> Any:
        if isinstance(value, CodeType):
            return _encoded(value)
        if isinstance(value, str) and value.startswith(TAG):
            text = value.removeprefix(TAG)
            return (text if len(text) < LONG else unbroken(text)).encode()
        return value

    return code.replace(co_consts=tuple([constant(value) for value in code.co_consts]))


class PageEnvironment(Environment):
    """An environment whose templates read dictionaries: the key comes before the attribute."""

    code_generator_class = PageCode
    template_class = PageTemplate
    written = staticmethod(written)
    escaped = staticmethod(escaped)

    def page(self, template: str, context: Mapping[str, Any]) -> bytes:
        """Return a page made from the template."""
        found = self.get_template(template)
        assert isinstance(found, PageTemplate)  # noqa: S101 -- it makes no others
        return found.encoded(context)

    def getattr(self, obj: Any, attribute: str) -> Any:
        """Return `obj.attribute` of a template."""
        if type(obj) is dict:
            try:
                return obj[attribute]
            except KeyError:
                pass
        return super().getattr(obj, attribute)
