"""What it costs to import the core, beside the libraries that it stands on."""

import ast
import json
import subprocess
import sys
from pathlib import Path

_ROOT = Path(__file__).resolve().parents[2]
_OURS = ("scheduling", "languages")
_SOLVERS = ("highspy", "ortools", "numpy", "scipy")
_MEASURED = """
import importlib, json, sys, time
names = json.loads(sys.argv[1])
began = time.process_time()
for name in names:
    importlib.import_module(name)
took = time.process_time() - began
print(json.dumps([took, [name for name in %r if name in sys.modules]]))
"""


def import_seconds(modules: list[str], *, runs: int) -> tuple[float, list[str]]:
    """Import modules in processes of their own: the least time, and solvers loaded."""
    results = []
    for _ in range(runs):
        done = subprocess.run(
            [sys.executable, "-c", _MEASURED % (_SOLVERS,), json.dumps(modules)],
            cwd=_ROOT,
            env={"PYTHONPATH": str(_ROOT)},
            check=True,
            capture_output=True,
        )
        results.append(json.loads(done.stdout))
    return min(took for took, _ in results), results[0][1]


def use_cases() -> list[str]:
    """Return the modules of everything that people can do."""
    return _modules(sorted((_ROOT / "scheduling" / "usecases").rglob("*.py")))


def libraries_of(modules: list[str]) -> list[str]:
    """Return what modules of the core import at once from others, by dotted name.

    Followed through the core; what is imported within a function only when it runs is left out.
    """
    waiting, seen, others = list(modules), set(modules), set()
    while waiting:
        for name in _imported_by(waiting.pop()):
            if not name.startswith(_OURS):
                others.add(name)
            elif name not in seen:
                seen.add(name)
                waiting.append(name)
    return sorted(name for name in others if name.split(".")[0] not in sys.stdlib_module_names)


def _imported_by(module: str) -> set[str]:
    path = _ROOT / Path(*module.split("."))
    file = path / "__init__.py" if path.is_dir() else path.with_suffix(".py")
    if not file.exists():
        return set()
    found = {module.rpartition(".")[0]} - {""}
    for node in ast.parse(file.read_text(encoding="utf-8")).body:
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found.add(node.module)
            if node.module.startswith(_OURS):
                found |= {f"{node.module}.{alias.name}" for alias in node.names}
    return found


def _modules(files: list[Path]) -> list[str]:
    parts = [file.relative_to(_ROOT).with_suffix("").parts for file in files]
    return [".".join(p[:-1] if p[-1] == "__init__" else p) for p in parts]
