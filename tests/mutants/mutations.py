"""A module's source -> what could be wrong in it: small changes, each of which some test should notice.

Left out are changes that no one would see: in docstrings and annotations, in what a message says, in decorators, and
in what only another system executes.
"""

import ast
import copy
import itertools
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
_REFINED = {
    "strip", "lstrip", "rstrip", "lower", "upper", "casefold", "replace", "removeprefix", "removesuffix",
}  # fmt: skip
"""Methods that return what they are called on, but for what is wrong with it."""
_OF_EQUAL_ARGUMENTS = {"min", "max", "isinstance", "issubclass", "getattr", "hasattr", "setattr", "zip", "closing"}
"""Functions that do the same, or nothing at all, where their arguments are swapped."""
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

    `scope` names the function it is in, `operator` the kind of change. `lines` are those that show it when they are executed; a change of what is
    executed when the module is imported shows where one of `names` is used.
    """

    line: int
    scope: str
    operator: str
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
    for operator, node, text, place in _Walk().found(ast.parse(source)):
        start = starts[node.lineno - 1] + node.col_offset
        end = starts[node.end_lineno - 1] + node.end_col_offset
        if source[start:end] != text.encode():
            names = frozenset(place.names)
            yield Mutation(node.lineno, place.scope, operator, start, end, text, place.lines(node), names)


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
    type Found = Iterator[tuple[str, ast.expr | ast.stmt, str, _Place]]

    def found(self, node: ast.AST, place: _Place = _Place()) -> Found:
        if isinstance(node, ast.If | ast.IfExp) and _ELSEWHERE.search(ast.unparse(node.test)):
            return
        if isinstance(node, ast.Call) and ast.unparse(node).startswith(("getattr(os,", "getattr(signal,")):
            return  # what some systems lack
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            yield from self._definition(node, place)
            return
        place = self._within(node, place)
        for operator, changed, text in changes(node, place.is_bool):
            is_wording = isinstance(changed, ast.Constant) and isinstance(changed.value, str)
            if not (place.is_text and (is_wording or operator == "arguments")):
                yield operator, changed, text, place
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


type Change = tuple[str, ast.expr | ast.stmt, str]
"""The name of an operator, what it replaces, and by what."""


def changes(node: ast.AST, is_bool: bool = False) -> Iterator[Change]:
    """Yield the changes of one node."""
    match node:
        case ast.Constant(value=bool() | int() | float() | str() as value):
            yield from (("value", node, text) for text in _other_values(value))
        case ast.expr():
            yield from ((operator, node, f"({ast.unparse(new)})") for operator, new in _other_expressions(node))
        case ast.stmt():
            yield from _other_statements(node, is_bool)
        case ast.comprehension():
            yield from (("filter", test, "True") for test in node.ifs)


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


def _other_expressions(node: ast.expr) -> Iterator[tuple[str, ast.expr]]:
    new = copy.deepcopy(node)
    match new:
        case ast.Compare(ops=[operator]):
            new.ops = [_COMPARED[type(operator)]()]
            yield "comparison", new
        case ast.BoolOp():
            yield from (("term", left) for left in _without_terms(new))
            new.op = ast.Or() if isinstance(new.op, ast.And) else ast.And()
            yield "and-or", new
        case ast.UnaryOp(op=ast.Not()):
            yield "not", new.operand
        case ast.BinOp() if type(new.op) in _COMPUTED and not _is_text(new):
            new.op = _COMPUTED[type(new.op)]()
            yield "arithmetic", new
        case ast.IfExp():
            new.body, new.orelse = new.orelse, new.body
            yield "branches", new
        case ast.Subscript(slice=ast.Slice(lower=lower, upper=upper)) if (lower is None) != (upper is None):
            new.slice = ast.Slice()
            yield "slice", new
        case ast.Subscript(slice=ast.Slice(lower=ast.expr(), upper=ast.expr() as upper)):
            new.slice = ast.Slice(upper=upper)
            yield "slice", new
        case ast.Call():
            yield from _other_calls(new)


def _without_terms(node: ast.BoolOp) -> Iterator[ast.expr]:
    """Yield a condition without each of its terms."""
    for at in range(len(node.values)):
        left = [*node.values[:at], *node.values[at + 1 :]]
        yield left[0] if len(left) == 1 else ast.BoolOp(node.op, left)


def _other_calls(node: ast.Call) -> Iterator[tuple[str, ast.expr]]:
    """Yield another function, without the call, and with the first two arguments that differ in place of each other."""
    name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
    if isinstance(node.func, ast.Attribute) and name in _REFINED:
        yield "call", node.func.value
    if name == "sorted" and node.keywords:
        yield "call", ast.Call(node.func, node.args, [])
    if name not in _OF_EQUAL_ARGUMENTS and not any(isinstance(argument, ast.Starred) for argument in node.args):
        for at, (first, second) in enumerate(itertools.pairwise(node.args)):
            if ast.dump(first) != ast.dump(second):
                swapped = [*node.args[:at], second, first, *node.args[at + 2 :]]
                yield "arguments", ast.Call(node.func, swapped, node.keywords)
                break
    if name in _CALLED:
        keywords = [] if name == "sorted" else node.keywords
        func = copy.deepcopy(node.func)
        setattr(func, "attr" if isinstance(func, ast.Attribute) else "id", _CALLED[name])
        yield "function", ast.Call(func, node.args, keywords)


def _other_statements(node: ast.stmt, is_bool: bool) -> Iterator[Change]:
    match node:
        case ast.If():
            yield "condition", node.test, f"(not ({ast.unparse(node.test)}))"
        case ast.Return(value=ast.expr() as value) if ast.unparse(value) != "None":
            yield "return", node, f"return not ({ast.unparse(value)})" if is_bool else "return None"
        case ast.Expr(value=ast.Yield() | ast.YieldFrom()):
            yield "yield", node, "yield from ()"
        case ast.Expr(value=ast.Call()) | ast.AugAssign() | ast.Raise():
            yield "statement", node, "pass"
        case ast.Assign(targets=[ast.Attribute() | ast.Subscript()]):
            yield "statement", node, "pass"
        case ast.Continue():
            yield "loop", node, "break"
        case ast.Break():
            yield "loop", node, "continue"


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
