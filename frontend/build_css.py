"""Bundle the NL Design System CSS of `node_modules/` into one sheet: `python -m frontend.build_css`.

Every `@utrecht/*-css` package that `package.json` names goes in, whole; of the 2,800 design tokens of the theme only
those that these components and our own sheets use, directly or through another token. The letters (`@fontsource-*`)
come beside it, so that no browser asks another host for them. The same packages and sheets give the same bytes.
Nothing of Node is needed while the portal runs (docs/adr/0007).
"""

from __future__ import annotations

import json
import re
import shutil
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PACKAGES = ROOT / "node_modules"
TOKENS = "@nl-design-system-unstable/voorbeeld-design-tokens"
TARGET = ROOT / "frontend" / "static" / "built" / "nlds.css"
LETTERS = "@fontsource"

DECLARATION = re.compile(r"(--[\w-]+)\s*:\s*([^;]+);")
USE = re.compile(r"var\(\s*(--[\w-]+)")
LETTER_FILE = re.compile(r"url\(\./files/([\w-]+\.woff2)\)")
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
    components = list(component_sheets(packages, (name for name in package_names() if name.endswith("-css"))))
    theme = (packages / TOKENS / "dist" / "theme.css").read_text(encoding="utf-8")
    ours = [sheet.read_text(encoding="utf-8") for sheet in own]
    lines = (f"{name}:{value};" for name, value in used_tokens(theme, [*components, *ours]).items())
    return NOTICE + ".voorbeeld-theme{\n" + "\n".join(lines) + "\n}\n" + "\n".join(components) + "\n"


def package_names() -> list[str]:
    """The packages that `package.json` names."""
    names: dict[str, str] = json.loads((ROOT / "package.json").read_text(encoding="utf-8"))["dependencies"]
    return sorted(names)


def letters(packages: Path, target: Path) -> str:
    """Copy the files of the typefaces to `target`; the sheet that names them."""
    sheets = []
    for name in (name for name in package_names() if name.startswith(LETTERS)):
        sheet = without_comments((packages / name / "index.css").read_text(encoding="utf-8"))
        for file in LETTER_FILE.findall(sheet):
            shutil.copyfile(packages / name / "files" / file, target / file)
        sheets.append(LETTER_FILE.sub(r"url(\1)", sheet))
    return "\n".join(sheets) + "\n"


def own_sheets() -> list[Path]:
    """Our own stylesheets, wherever they stand below `frontend/`, but not what was built."""
    return sorted(path for path in (ROOT / "frontend").rglob("*.css") if TARGET.parent not in path.parents)


def main() -> None:
    """Write the sheets, each by way of a temporary file, so that a server never reads half of it."""
    css = bundle(PACKAGES, own_sheets())
    TARGET.parent.mkdir(parents=True, exist_ok=True)
    for path, text in ((TARGET.with_name("fonts.css"), letters(PACKAGES, TARGET.parent)), (TARGET, css)):
        unfinished = path.with_suffix(".new")
        unfinished.write_text(text, encoding="utf-8")
        unfinished.replace(path)
    sys.stdout.write(f"{TARGET.relative_to(ROOT)}: {len(css) // 1000} kB\n")


if __name__ == "__main__":
    main()
