"""Bundle the NL Design System CSS of `node_modules/` into one sheet: `python -m frontend.build_css`.

Every `@utrecht/*-css` package that `package.json` names goes in, whole; of the 2,800 design tokens of the theme only
those that these components and our own sheets use, directly or through another token. The same packages and sheets
give the same bytes. Nothing of Node is needed while the portal runs (docs/adr/0007).
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PACKAGES = ROOT / "node_modules"
TOKENS = "@nl-design-system-unstable/voorbeeld-design-tokens"
TARGET = ROOT / "frontend" / "static" / "built" / "nlds.css"

DECLARATION = re.compile(r"(--[\w-]+)\s*:\s*([^;]+);")
USE = re.compile(r"var\(\s*(--[\w-]+)")
COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
NOTICE = "/* NL Design System: @utrecht/*-css and voorbeeld-design-tokens. EUPL-1.2. Made by frontend/build_css.py */\n"


def without_comments(css: str) -> str:
    """The sheet with comments and indentation away; line ends stay, so that no two words can grow together."""
    css = COMMENT.sub("", css).replace('@charset "UTF-8";', "")
    return "\n".join(line.strip() for line in css.splitlines() if line.strip())


def component_sheets(packages: Path, names: Iterable[str]) -> Iterator[str]:
    """The stylesheet of each component package, in order of name."""
    for name in sorted(names):
        yield without_comments((packages / name / "dist" / "index.css").read_text(encoding="utf-8"))


def used_tokens(theme: str, sheets: Iterable[str]) -> dict[str, str]:
    """The tokens of the theme that the sheets use, and the tokens that those use in turn; in the theme's order."""
    tokens = {name: " ".join(value.split()) for name, value in DECLARATION.findall(COMMENT.sub("", theme))}
    wanted: set[str] = set()
    found = {name for sheet in sheets for name in USE.findall(sheet)}
    while found := (found & tokens.keys()) - wanted:
        wanted |= found
        found = {name for token in found for name in USE.findall(tokens[token])}
    return {name: value for name, value in tokens.items() if name in wanted}


def bundle(packages: Path, own: Iterable[Path]) -> str:
    """The whole sheet as text. `own` are our own sheets, whose tokens are kept as well."""
    names = json.loads((ROOT / "package.json").read_text(encoding="utf-8"))["dependencies"]
    components = list(component_sheets(packages, (name for name in names if name != TOKENS)))
    theme = (packages / TOKENS / "dist" / "theme.css").read_text(encoding="utf-8")
    ours = [sheet.read_text(encoding="utf-8") for sheet in own]
    lines = (f"{name}:{value};" for name, value in used_tokens(theme, [*components, *ours]).items())
    return NOTICE + ".voorbeeld-theme{\n" + "\n".join(lines) + "\n}\n" + "\n".join(components) + "\n"


def own_sheets() -> list[Path]:
    """Our own stylesheets, wherever they stand below `frontend/`, but not what was built."""
    return sorted(path for path in (ROOT / "frontend").rglob("*.css") if TARGET.parent not in path.parents)


def main() -> None:
    """Write the bundle, by way of a temporary file, so that a server never reads half of it."""
    css = bundle(PACKAGES, own_sheets())
    TARGET.parent.mkdir(parents=True, exist_ok=True)
    unfinished = TARGET.with_suffix(".new")
    unfinished.write_text(css, encoding="utf-8")
    unfinished.replace(TARGET)
    sys.stdout.write(f"{TARGET.relative_to(ROOT)}: {len(css) // 1000} kB\n")


if __name__ == "__main__":
    main()
