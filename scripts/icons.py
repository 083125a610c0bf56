"""Draws the icons of static/ from browser/app/icon.svg: `python scripts/icons.py`.

They are committed. A maskable one has its picture in the middle, on a ground that may
be cut to any shape.
"""

from io import BytesIO
from pathlib import Path
from PIL import Image
from playwright.sync_api import sync_playwright


BROWSER = Path(__file__).resolve().parent.parent / "src/jiesu/addon/browser"
SOURCE = (BROWSER / "app" / "icon.svg").read_text(encoding="utf-8")
STATIC = BROWSER / "static"
GROUND = "#0b5cad"

# Name, edge in pixels, share of the edge that the picture takes, ground.
ICONS = (
    ("icon-192.png", 192, 1.0, "transparent"),
    ("icon-512.png", 512, 1.0, "transparent"),
    ("icon-maskable-512.png", 512, 0.8, GROUND),
    ("apple-touch-icon.png", 180, 0.9, GROUND),
)
COLOURS = 32


def page(share: float, ground: str) -> str:
    """The picture alone in a window."""
    return (
        f"<body style='margin:0;background:{ground};display:grid;place-items:center;"
        f"height:100vh'><div style='width:{share * 100}vw;line-height:0'>"
        f"{SOURCE.replace('<svg ', '<svg style=width:100%;height:100% ', 1)}</div>"
    )


def main() -> None:
    """Draw all of them."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path="/usr/bin/chromium", args=["--no-sandbox"]
        )
        for name, edge, share, ground in ICONS:
            tab = browser.new_page(viewport={"width": edge, "height": edge})
            tab.set_content(page(share, ground))
            drawn = tab.screenshot(omit_background=True)
            image = Image.open(BytesIO(drawn)).convert("RGBA").quantize(COLOURS)
            image.save(STATIC / name, optimize=True)
        browser.close()


if __name__ == "__main__":
    main()
