"""A module's source -> what could be wrong in it: small changes, each of which some test should notice.

Left out are changes that no one would see: in docstrings and annotations, in what a message says, in decorators, and
in what only another system executes.
"""

import ast
import copy
import re
from collections.abc import Iterator
from dataclasses import dataclass

_COMPARED = {
    ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt, ast.Eq: ast.NotEq, ast.NotEq: ast.Eq,
    ast.In: ast.NotIn, ast.NotIn: ast.In, ast.Is: ast.IsNot, ast.IsNot: ast.Is,
}  # fmt: skip
_COMPUTED = {
    ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.FloorDiv, ast.Div: ast.Mult, ast.FloorDiv: ast.Mult,
    ast.Mod: ast.FloorDiv, ast.BitOr: ast.BitAnd, ast.BitAnd: ast.BitOr,
}  # fmt: skip
_CALLED = {
    "any": "all", "all": "any", "min": "max", "max": "min", "sorted": "list", "startswith": "endswith",
    "endswith": "startswith", "lstrip": "rstrip", "rstrip": "lstrip", "find": "rfind", "rfind": "find",
    "partition": "rpartition", "rpartition": "partition", "fullmatch": "match",
}  # fmt: skip
_TELLS = re.compile(r"(?i)(error|echo|finding|diagnostic|print|prompt|confirm|warn)$")
_WORDS = re.compile(r"[a-z][,:]? [a-z]")
_OF_NO_EFFECT = {
    "encoding", "errors", "strict", "maxsize", "help", "metavar", "hint", "message", "slots", "frozen", "newline",
    "exist_ok", "ensure_ascii", "daemon",
}  # fmt: skip
_LARGE = 16
_ELSEWHERE = re.compile(r"TYPE_CHECKING|__name__|win32|darwin|\bos\.name\b|sys\.platform")


@dataclass(frozen=True)
class Mutation:
    """One change of a module: the bytes `start` to `end` of its source become `text`.

    `scope` names the function it is in. `lines` are those that show it when they are executed; a change of what is
    executed when the module is imported shows where one of `names` is used.
    """

    line: int
    scope: str
    start: int
    end: int
    text: str
    lines: frozenset[int]
    names: frozenset[str]

    def apply(self, source: bytes) -> bytes:
        """Return the source with the change applied."""
        return source[: self.start] + self.text.encode() + source[self.end :]

    def shown(self, source: bytes) -> tuple[str, str]:
        """Return the changed lines before and after, each on one line."""
        first = source.rfind(b"\n", 0, self.start) + 1
        last = source.find(b"\n", self.end)
        before, after = source[first:last], source[first : self.start] + self.text.encode() + source[self.end : last]
        return " ".join(before.decode().split()), " ".join(after.decode().split())


def of_source(source: bytes) -> Iterator[Mutation]:
    """Yield all changes of a module."""
    starts = [0]
    for line in source.splitlines(keepends=True):
        starts.append(starts[-1] + len(line))
    for node, text, place in _Walk().found(ast.parse(source)):
        start = starts[node.lineno - 1] + node.col_offset
        end = starts[node.end_lineno - 1] + node.end_col_offset
        if source[start:end] != text.encode():
            yield Mutation(node.lineno, place.scope, start, end, text, place.lines(node), frozenset(place.names))


@dataclass(frozen=True)
class _Place:
    """Where a node is: its function, what is bound where it is executed only at import, and what is left out."""

    scope: str = ""
    names: tuple[str, ...] = ()
    body: tuple[int, int] | None = None
    is_in_function: bool = False
    is_text: bool = False
    is_bool: bool = False

    def but(self, **changes: object) -> "_Place":
        return _Place(**{**self.__dict__, **changes})  # type: ignore[arg-type]

    def lines(self, node: ast.expr | ast.stmt) -> frozenset[int]:
        if self.body:
            return frozenset(range(self.body[0], self.body[1] + 1))
        return frozenset(range(node.lineno, (node.end_lineno or 0) + 1)) if self.is_in_function else frozenset()


class _Walk:
    type Found = Iterator[tuple[ast.expr | ast.stmt, str, _Place]]

    def found(self, node: ast.AST, place: _Place = _Place()) -> Found:
        if isinstance(node, ast.If | ast.IfExp) and _ELSEWHERE.search(ast.unparse(node.test)):
            return
        if isinstance(node, ast.Call) and ast.unparse(node).startswith(("getattr(os,", "getattr(signal,")):
            return  # what some systems lack
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            yield from self._definition(node, place)
            return
        place = self._within(node, place)
        for changed, text in changes(node, place.is_bool):
            if not (place.is_text and isinstance(changed, ast.Constant) and isinstance(changed.value, str)):
                yield changed, text, place
        for child in self._children(node):
            yield from self.found(child, place)

    def _definition(self, node: ast.FunctionDef | ast.ClassDef, place: _Place) -> Found:
        scope = f"{place.scope}.{node.name}".lstrip(".")
        if isinstance(node, ast.ClassDef):
            is_text = any(ast.unparse(each).endswith("Enum") for each in node.bases)  # values that only name themselves
            inner = place.but(scope=scope, names=(*place.names, node.name), is_text=is_text)
        else:
            if node.name in ("__repr__", "__rich_repr__"):
                return
            first, last = node.body[0].lineno, node.body[-1].end_lineno or 0
            for default in (*node.args.defaults, *node.args.kw_defaults):
                if default:
                    yield from self.found(default, place.but(scope=scope, names=(), body=(first, last)))
            is_kept = any("cache" in ast.unparse(each) for each in node.decorator_list)
            is_bool = node.returns is not None and ast.unparse(node.returns) == "bool"
            names = (node.name,) if is_kept else ()
            inner = _Place(scope, names, is_in_function=True, is_bool=is_bool)
        for child in node.body:
            yield from self.found(child, inner)

    def _within(self, node: ast.AST, place: _Place) -> _Place:
        if isinstance(node, ast.Assign | ast.AnnAssign) and not place.is_in_function:
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            bound = [each.id for target in targets for each in ast.walk(target) if isinstance(each, ast.Name)]
            return place.but(names=(*place.names, *bound), is_text=place.is_text or "__all__" in bound)
        is_call = isinstance(node, ast.Call) and _TELLS.search(ast.unparse(node.func))
        return place.but(is_text=True) if isinstance(node, ast.Raise) or is_call else place

    @staticmethod
    def _children(node: ast.AST) -> Iterator[ast.AST]:
        if isinstance(node, ast.JoinedStr | ast.Assert | ast.Import | ast.ImportFrom | ast.TypeAlias | ast.Global):
            return
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            return  # a docstring
        for name, value in ast.iter_fields(node):
            if name != "annotation":
                for child in value if isinstance(value, list) else [value]:
                    is_kept = isinstance(child, ast.keyword) and child.arg in _OF_NO_EFFECT
                    if isinstance(child, ast.AST) and not is_kept:
                        yield child


def changes(node: ast.AST, is_bool: bool = False) -> Iterator[tuple[ast.expr | ast.stmt, str]]:
    """Yield the changes of one node: what is replaced, and by what."""
    match node:
        case ast.Constant(value=bool() | int() | float() | str() as value):
            yield from ((node, text) for text in _other_values(value))
        case ast.expr():
            yield from ((node, f"({ast.unparse(each)})") for each in _other_expressions(node))
        case ast.stmt():
            yield from _other_statements(node, is_bool)
        case ast.comprehension():
            yield from ((each, "True") for each in node.ifs)


def _other_values(value: bool | float | str) -> Iterator[str]:
    match value:
        case bool():
            yield repr(not value)
        case int() if value <= _LARGE:
            yield repr(value + 1)
            if value > 0:
                yield repr(value - 1)
        case int() | float():  # one more or less of many is seen by nobody, where the bound itself is not compared
            yield repr(value * 2)
            yield repr(value // 2 if isinstance(value, int) else value / 2)
        case str() if not _WORDS.search(value):
            yield repr(value + "x")


def _other_expressions(node: ast.expr) -> Iterator[ast.expr]:
    other = copy.deepcopy(node)
    match other:
        case ast.Compare(ops=[operator]):
            other.ops = [_COMPARED[type(operator)]()]
            yield other
        case ast.BoolOp():
            other.op = ast.Or() if isinstance(other.op, ast.And) else ast.And()
            yield other
        case ast.UnaryOp(op=ast.Not()):
            yield other.operand
        case ast.BinOp() if type(other.op) in _COMPUTED and not _is_text(other):
            other.op = _COMPUTED[type(other.op)]()
            yield other
        case ast.IfExp():
            other.body, other.orelse = other.orelse, other.body
            yield other
        case ast.Subscript(slice=ast.Slice(lower=lower, upper=upper)) if (lower is None) != (upper is None):
            other.slice = ast.Slice()
            yield other
        case ast.Subscript(slice=ast.Slice(lower=ast.expr(), upper=ast.expr() as upper)):
            other.slice = ast.Slice(upper=upper)
            yield other
        case ast.Call(func=ast.Name(id=name) as called) if name in _CALLED:
            called.id = _CALLED[name]
            if name == "sorted":
                other.keywords = []
            yield other
        case ast.Call(func=ast.Attribute(attr=name) as called) if name in _CALLED:
            called.attr = _CALLED[name]
            yield other


def _other_statements(node: ast.stmt, is_bool: bool) -> Iterator[tuple[ast.expr | ast.stmt, str]]:
    match node:
        case ast.If():
            yield node.test, f"(not ({ast.unparse(node.test)}))"
        case ast.Return(value=ast.expr() as value) if ast.unparse(value) != "None":
            yield node, f"return not ({ast.unparse(value)})" if is_bool else "return None"
        case ast.Expr(value=ast.Yield() | ast.YieldFrom()):
            yield node, "yield from ()"
        case ast.Expr(value=ast.Call()) | ast.AugAssign() | ast.Raise():
            yield node, "pass"
        case ast.Assign(targets=[ast.Attribute() | ast.Subscript()]):
            yield node, "pass"
        case ast.Continue():
            yield node, "break"
        case ast.Break():
            yield node, "continue"


def _is_text(node: ast.BinOp) -> bool:
    sides = (node.left, node.right)
    return any(
        isinstance(each, ast.JoinedStr | ast.Constant) and isinstance(getattr(each, "value", ""), str) for each in sides
    )


def uses(source: bytes) -> Iterator[tuple[str, int, tuple[str, ...]]]:
    """Yield every name that a module uses, with the line, and what is bound there where that is not in a function."""
    for statement in ast.parse(source).body:
        for name, line, in_function in _named(statement, False):
            yield name, line, () if in_function else _bound(statement)


def _named(node: ast.AST, in_function: bool) -> Iterator[tuple[str, int, bool]]:
    if isinstance(node, ast.Name | ast.Attribute) and isinstance(node.ctx, ast.Load):
        yield node.id if isinstance(node, ast.Name) else node.attr, node.lineno, in_function
    for child in ast.iter_child_nodes(node):
        yield from _named(child, in_function or isinstance(node, ast.FunctionDef | ast.Lambda))


def _bound(node: ast.stmt) -> tuple[str, ...]:
    if isinstance(node, ast.FunctionDef | ast.ClassDef):
        return (node.name,)
    return tuple(each.id for each in ast.walk(node) if isinstance(each, ast.Name) and isinstance(each.ctx, ast.Store))
