"""What pyproject.toml can't say: a wheel brings the catalogues as gettext reads them."""

import sys
from pathlib import Path

from setuptools import setup
from setuptools.command.build_py import build_py

_HERE = Path(__file__).parent


class BuildWithCatalogues(build_py):
    """Compiles the catalogues beside the modules; a checkout reads them as they are written."""

    def run(self) -> None:
        """Copy what is usual, and put a .mo where each .po is."""
        super().run()
        # A build runs elsewhere than beside what it builds.
        sys.path.insert(0, str(_HERE))
        from languages.compiling import compiled

        for written in sorted((_HERE / "languages" / "locale").rglob("*.po")):
            into = Path(self.build_lib) / written.relative_to(_HERE).with_suffix(".mo")
            into.parent.mkdir(parents=True, exist_ok=True)
            into.write_bytes(compiled(written))


setup(cmdclass={"build_py": BuildWithCatalogues})
