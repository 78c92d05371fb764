"""The code of wsisc -> where it reads one of its own messages as text: by a method of `str`, a pattern, a comparison.

The search follows messages from where they are made (`messages.t` and its like, texts of errors, the attributes that
hold a message) through assignments, containers and calls within the program. It knows no types: what it cannot follow,
it does not find.
"""

import ast
from collections.abc import Iterator
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

# Functions of wsisc.messages that return a message, and attributes that hold one wherever they are.
_MAKERS = {"t", "plural", "from_data_file", "join", "join_clauses", "join_choices", "use_one_of", "name_subject"}
_ATTRIBUTES = {"message", "hint"}
# Names and attributes that are a message in some places, and a code in others: only reading them as text counts.
_MIXED_NAMES = {"kind", "remark", "reason"}
# Functions that make an item of a report, whose kind is a message.
_ITEM_MAKERS = {"ReportItem", "note", "report", "report_typed"}
_METHODS = {
    *("capitalize", "casefold", "endswith", "find", "lower", "lstrip", "partition", "removeprefix", "removesuffix"),
    *("replace", "rfind", "rindex", "rpartition", "rsplit", "rstrip", "split", "splitlines", "startswith", "strip"),
    *("title", "translate", "upper"),
}
_PATTERN_METHODS = {"findall", "finditer", "fullmatch", "match", "search", "split", "sub"}
_SET_METHODS = {"difference", "intersection", "isdisjoint", "issubset", "issuperset", "union"}
# Calls that return one of their arguments, or all of them.
_PASSING_CALLS = {"next", "min", "max", "sorted", "list", "tuple", "set", "frozenset", "reversed", "str", "iter"}
_PASSING_METHODS = {"get", "items", "values", "pop", "copy", "fromkeys"}

_BINDINGS = (ast.Assign, ast.AnnAssign, ast.AugAssign, ast.NamedExpr, ast.For, ast.comprehension, ast.ExceptHandler)


class Use(NamedTuple):
    """A place where code reads a message: the file, the function around it, and the expression."""

    file: str
    function: str
    code: str
    line: int


class _Scope:
    """A module or a function, with its own nodes in order; those that bind names are `bindings`."""

    def __init__(self, node: ast.FunctionDef | ast.Module) -> None:
        self.node, self.nodes = node, list(_own_nodes(node))
        self.name = node.name if isinstance(node, ast.FunctionDef) else ""
        self.bindings = [each for each in self.nodes if isinstance(each, _BINDINGS)]
        self.calls = [each for each in self.nodes if isinstance(each, ast.Call) and isinstance(each.func, ast.Name)]
        returns = (each for each in self.nodes if isinstance(each, ast.Return | ast.Yield | ast.YieldFrom))
        self.returned = [each.value for each in returns if each.value is not None]


class _Module:
    """A module, with the names that are messages in it, or hold messages."""

    def __init__(self, name: str, path: Path, tree: ast.Module) -> None:
        self.name, self.path, self.tree = name, path, tree
        self.constants: set[str] = set()
        self.functions: set[str] = set()
        self.parameters: dict[str, set[str]] = {}
        self.imports: dict[str, tuple[str, str]] = {}
        for node in ast.walk(tree):
            if isinstance(node, ast.ImportFrom) and node.module and node.module.startswith("wsisc"):
                self.imports |= {each.asname or each.name: (node.module, each.name) for each in node.names}

    @cached_property
    def definitions(self) -> dict[str, ast.FunctionDef]:
        return {each.name: each for each in self.tree.body if isinstance(each, ast.FunctionDef)}

    @cached_property
    def classes(self) -> set[str]:
        return {each.name for each in self.tree.body if isinstance(each, ast.ClassDef)}

    @cached_property
    def scopes(self) -> list[_Scope]:
        """The module and its functions."""
        return [_Scope(each) for each in ast.walk(self.tree) if isinstance(each, ast.Module | ast.FunctionDef)]

    @cached_property
    def mappings(self) -> set[str]:
        """The names of dictionaries: that a key is in one says nothing of its values."""
        assigned = (each for each in ast.walk(self.tree) if isinstance(each, ast.Assign | ast.AnnAssign))
        dicts = (each for each in assigned if isinstance(each.value, ast.Dict | ast.DictComp))
        return {
            name for each in dicts for name in _names(each.targets[0] if isinstance(each, ast.Assign) else each.target)
        }

    @cached_property
    def literals(self) -> set[str]:
        """The constant texts of the kinds of items that the module reports."""
        kinds = [each.value for each in ast.walk(self.tree) if isinstance(each, ast.Assign) and "kind" in _names(each)]
        kinds += [each for each in ast.walk(self.tree) if isinstance(each, ast.Call) and _name_of(each) in _ITEM_MAKERS]
        calls = (
            each for kind in kinds for each in ast.walk(kind) if isinstance(each, ast.Call) and _name_of(each) == "t"
        )
        made = (each.args[0] for each in calls if each.args)
        return {each.value for each in made if isinstance(each, ast.Constant) and isinstance(each.value, str)}


class Finder:
    """Searches all modules of a package."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        paths = sorted(folder.rglob("*.py"))
        modules = [_Module(_module_name(folder, each), each, ast.parse(each.read_text())) for each in paths]
        self.modules = {each.name: each for each in modules}
        self.literals = set[str]().union(*(each.literals for each in modules))
        while sum(map(self._learn, modules)):  # until no module has new messages
            pass

    def find(self) -> Iterator[Use]:
        """Yield the uses, but those of the modules that make and translate messages."""
        for module in self.modules.values():
            if module.name in ("wsisc.messages", "wsisc.messages.localization"):
                continue
            for scope in module.scopes:
                known = self._messages_in(module, scope)
                for node in scope.nodes:
                    if self._is_use(module, known, node):
                        file = str(module.path.relative_to(self.folder.parent))
                        yield Use(file, scope.name, ast.unparse(node), node.lineno)

    def _learn(self, module: _Module) -> bool:
        """Find the constants, functions and parameters that are messages; return whether there are new ones."""
        before = len(module.constants), len(module.functions), sum(map(len, module.parameters.values()))
        for scope in module.scopes:
            known = self._messages_in(module, scope)
            if scope.node is module.tree:
                module.constants |= known
            is_message = any(self._is_message(module, known, each) for each in scope.returned)
            if is_message and module.definitions.get(scope.name) is scope.node:
                module.functions.add(scope.name)
            for call in scope.calls:
                self._pass_on(module, known, call)
        return before != (len(module.constants), len(module.functions), sum(map(len, module.parameters.values())))

    def _pass_on(self, module: _Module, known: set[str], call: ast.Call) -> None:
        """Note which parameters of a function of the module get a message."""
        assert isinstance(call.func, ast.Name)
        if function := module.definitions.get(call.func.id):
            names = [each.arg for each in (*function.args.posonlyargs, *function.args.args)]
            given = dict(zip(names, call.args, strict=False)) | {each.arg: each.value for each in call.keywords}
            found = {name for name, each in given.items() if name and self._is_message(module, known, each)}
            module.parameters.setdefault(call.func.id, set()).update(found)

    def _messages_in(self, module: _Module, scope: _Scope) -> set[str]:
        """Return the names that are messages in a scope, or hold messages."""
        known = set(module.constants)
        if isinstance(scope.node, ast.FunctionDef):
            arguments = scope.node.args
            own = {each.arg for each in (*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs)}
            known = known - own | module.parameters.get(scope.name, set()) | own & _ATTRIBUTES
        for _ in range(2):  # a loop may use a name before its last assignment
            for node in scope.bindings:
                known |= self._bound(module, known, node)
        return known

    def _bound(self, module: _Module, known: set[str], node: ast.AST) -> set[str]:
        """Return the names that a node binds to messages."""
        if isinstance(node, ast.ExceptHandler):
            caught = _names(node.type) if node.type else set()
            is_own = any(module.imports.get(each, ("",))[0] or each in module.classes for each in caught)
            return {f"error {node.name}"} if node.name and is_own else set()
        if isinstance(node, ast.Assign) and len(node.targets) == 1:
            return self._match(module, known, node.targets[0], node.value)
        if isinstance(node, ast.AnnAssign | ast.AugAssign | ast.NamedExpr) and node.value is not None:
            return self._match(module, known, node.target, node.value)
        if isinstance(node, ast.For | ast.comprehension) and self._is_message(module, known, node.iter):
            return _names(node.target)
        return set()

    def _match(self, module: _Module, known: set[str], target: ast.expr, value: ast.expr) -> set[str]:
        if isinstance(target, ast.Tuple) and isinstance(value, ast.Tuple) and len(target.elts) == len(value.elts):
            pairs = zip(target.elts, value.elts, strict=True)
            return set[str]().union(*(self._match(module, known, *pair) for pair in pairs))
        is_one = isinstance(target, ast.Name)
        return _names(target) if is_one and self._is_message(module, known, value) else set()

    def _is_message(self, module: _Module, known: set[str], node: ast.expr) -> bool:
        """Return whether an expression is a message, or holds one."""
        inner: list[ast.expr] = []
        match node:
            case ast.Name():
                return node.id in known or self._is_imported(module, node.id, "constants")
            case ast.Attribute():
                is_constant = isinstance(node.value, ast.Name) and self._is_imported(
                    module, node.value.id, "constants", node.attr
                )
                return node.attr in _ATTRIBUTES or is_constant
            case ast.Call():
                return self._returns_message(module, known, node)
            case ast.IfExp():
                inner = [node.body, node.orelse]
            case ast.BoolOp():
                inner = node.values
            case ast.List() | ast.Tuple() | ast.Set():
                inner = node.elts
            case ast.Dict():
                inner = node.values
            case ast.ListComp() | ast.SetComp() | ast.GeneratorExp():
                return self._is_message(module, known | self._targets(module, known, node.generators), node.elt)
            case ast.Subscript() | ast.Starred() | ast.NamedExpr() | ast.Await():
                inner = [node.value]
            case ast.BinOp(op=ast.Add()):
                inner = [node.left, node.right]
        return any(self._is_message(module, known, each) for each in inner)

    def _targets(self, module: _Module, known: set[str], generators: list[ast.comprehension]) -> set[str]:
        return set[str]().union(*(self._bound(module, known, each) for each in generators))

    def _returns_message(self, module: _Module, known: set[str], call: ast.Call) -> bool:
        function = call.func
        if isinstance(function, ast.Name):
            if function.id == "str" and call.args and isinstance(call.args[0], ast.Name):
                return f"error {call.args[0].id}" in known
            if function.id in _MAKERS and module.imports.get(function.id, ("",))[0] == "wsisc.messages":
                return True
            if function.id in _PASSING_CALLS:
                return any(self._is_message(module, known, each) for each in call.args)
            return function.id in module.functions or self._is_imported(module, function.id, "functions")
        if isinstance(function, ast.Attribute):
            if function.attr in _PASSING_METHODS:
                return self._is_message(module, known, function.value)
            return isinstance(function.value, ast.Name) and self._is_imported(
                module, function.value.id, "functions", function.attr
            )
        return False

    def _is_imported(self, module: _Module, name: str, sort: str, attribute: str = "") -> bool:
        """Return whether an imported name, or an attribute of an imported module, is among those of another module."""
        source, original = module.imports.get(name, ("", ""))
        if attribute:
            source, original = f"{source}.{original}", attribute
        other = self.modules.get(source)
        return other is not None and original in getattr(other, sort)

    def _is_use(self, module: _Module, known: set[str], node: ast.AST) -> bool:
        """Return whether a node reads a message as text."""
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            return self._is_reading_call(module, known, node, node.func)
        if isinstance(node, ast.Lambda):
            return _reads_argument(node)
        if isinstance(node, ast.Compare):
            return self._is_reading_comparison(module, known, node)
        if isinstance(node, ast.BinOp) and isinstance(node.op, ast.BitAnd | ast.Sub):
            return any(
                isinstance(each, ast.Set) and self._is_message(module, known, each) for each in (node.left, node.right)
            )
        return False

    def _is_reading_call(self, module: _Module, known: set[str], call: ast.Call, method: ast.Attribute) -> bool:
        receiver = method.value
        if method.attr in _METHODS and (self._is_text(module, known, receiver) or _is_mixed(receiver)):
            return True
        if method.attr in _PATTERN_METHODS and not self._is_message(module, known, receiver):
            return any(self._is_text(module, known, each) or _is_mixed(each) for each in call.args)
        return method.attr in _SET_METHODS and any(self._is_message(module, known, each) for each in call.args)

    def _is_reading_comparison(self, module: _Module, known: set[str], node: ast.Compare) -> bool:
        if len(node.ops) != 1:
            return False
        operator, left, right = node.ops[0], node.left, node.comparators[0]
        if isinstance(operator, ast.Eq | ast.NotEq):
            if any(isinstance(each, ast.Constant) and each.value in ("", None) for each in (left, right)):
                return False
            if any(self._is_text(module, known, each) for each in (left, right)):
                return True
            return any(
                _is_mixed(one) and isinstance(other, ast.Constant) and other.value in self.literals
                for one, other in ((left, right), (right, left))
            )
        if isinstance(operator, ast.In | ast.NotIn):
            if isinstance(left, ast.Constant):
                return self._is_text(module, known, right) or _is_mixed(right)
            return not self._is_mapping(module, right) and self._is_message(module, known, right)
        return False

    def _is_mapping(self, module: _Module, node: ast.expr) -> bool:
        while isinstance(node, ast.Subscript):  # a mapping in a mapping
            node = node.value
        if not isinstance(node, ast.Name):
            return isinstance(node, ast.Dict)
        source, original = module.imports.get(node.id, (module.name, node.id))
        return source in self.modules and original in self.modules[source].mappings

    def _is_text(self, module: _Module, known: set[str], node: ast.expr) -> bool:
        """Return whether an expression is a message, no container of messages."""
        is_container = isinstance(node, ast.List | ast.Tuple | ast.Set | ast.Dict | ast.ListComp | ast.SetComp)
        return not is_container and self._is_message(module, known, node)


def _is_mixed(node: ast.expr) -> bool:
    return isinstance(node, ast.Attribute) and node.attr in _MIXED_NAMES


def _reads_argument(function: ast.Lambda) -> bool:
    """Return whether a function without a name, such as one that reports, reads the kind that it is given."""
    names = {each.arg for each in function.args.args} & _MIXED_NAMES
    methods = (each for each in ast.walk(function.body) if isinstance(each, ast.Attribute) and each.attr in _METHODS)
    return any(isinstance(each.value, ast.Name) and each.value.id in names for each in methods)


def _name_of(call: ast.Call) -> str:
    return call.func.id if isinstance(call.func, ast.Name) else getattr(call.func, "attr", "")


def _module_name(folder: Path, path: Path) -> str:
    parts = path.relative_to(folder.parent).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def _names(target: ast.AST) -> set[str]:
    return {each.id for each in ast.walk(target) if isinstance(each, ast.Name)}


def _own_nodes(scope: ast.AST) -> Iterator[ast.AST]:
    """Yield the nodes of a scope in order, without those of functions in it; of a module, only its own statements."""
    for node in ast.iter_child_nodes(scope):
        yield node
        if not isinstance(node, ast.FunctionDef | ast.ClassDef):
            yield from _own_nodes(node)
