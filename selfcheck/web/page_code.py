"""Templates compiled for speed: what Jinja looks up for each value is done by local functions.

A long text of a template is marked (`marks.py`). Compiled templates are kept from one start to the
next, so a text is only tagged in them, and gets its mark when they are loaded.
"""

from collections.abc import Callable, Iterable, MutableMapping
from types import CodeType
from typing import Any

from jinja2 import Environment, Template, nodes
from jinja2.compiler import CodeGenerator, Frame

from selfcheck.web.escaping import written
from selfcheck.web.marks import Marks

TAG = "\x00tagged\x00"
"""Stands before a text that is to be marked."""

LONG = 32
"""From so many characters on, a mark costs less than the text."""


class PageCode(CodeGenerator):
    """Compiles `{{ value }}` and `a.b` to local functions, several times as fast as Jinja's own."""

    _captured = False

    def visit_Output(self, node: nodes.Output, frame: Frame) -> None:  # noqa: N802 -- Jinja's
        """Write what a template puts out; what a macro or a block captures may be looked into."""
        self._captured = frame.buffer is not None
        super().visit_Output(node, frame)

    def _output_const_repr(self, group: Iterable[Any]) -> str:
        text = "".join(group)
        return repr(text if self._captured or len(text) < LONG else TAG + text)

    def write_commons(self) -> None:
        """Begin a function of a template with the names of those functions."""
        super().write_commons()
        self.writeline("written = environment.written")
        self.writeline("read = environment.getattr")

    def visit_Getattr(self, node: nodes.Getattr, frame: Frame) -> None:  # noqa: N802 -- Jinja's
        """Write the reading of an attribute."""
        self.write("read(")
        self.visit(node.node, frame)
        self.write(f", {node.attr!r})")

    def _output_child_pre(self, node: nodes.Expr, frame: Frame, finalize: Any) -> None:
        if frame.eval_ctx.autoescape and not frame.eval_ctx.volatile:
            self.write("written(")
        else:
            super()._output_child_pre(node, frame, finalize)


class PageTemplate(Template):
    """A compiled template, whose long texts are marked as it is loaded."""

    @classmethod
    def from_code(
        cls,
        environment: Environment,
        code: CodeType,
        globals: MutableMapping[str, Any],  # noqa: A002 -- Jinja's
        uptodate: Callable[[], bool] | None = None,
    ) -> Template:
        """Return the template."""
        assert isinstance(environment, PageEnvironment)  # noqa: S101 -- nothing else makes it
        return super().from_code(environment, _marked(code, environment.marks), globals, uptodate)


def _marked(code: CodeType, marks: Marks) -> CodeType:
    """Return the code with marks for the texts that are tagged in it."""

    def constant(value: Any) -> Any:
        if isinstance(value, CodeType):
            return _marked(value, marks)
        if isinstance(value, str) and value.startswith(TAG):
            return marks.mark(value.removeprefix(TAG))
        return value

    return code.replace(co_consts=tuple([constant(value) for value in code.co_consts]))


class PageEnvironment(Environment):
    """An environment whose templates read dictionaries: the key comes before the attribute.

    What a template of it renders may hold marks of `marks`.
    """

    code_generator_class = PageCode
    template_class = PageTemplate
    written = staticmethod(written)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.marks = Marks()

    def getattr(self, obj: Any, attribute: str) -> Any:
        """Return `obj.attribute` of a template."""
        if type(obj) is dict:
            try:
                return obj[attribute]
            except KeyError:
                pass
        return super().getattr(obj, attribute)
