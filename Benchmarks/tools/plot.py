"""A plot of growth as SVG: time over rows, both logarithmic, one line for each kernel."""
import math
from xml.sax.saxutils import escape

# Colours that people with any colour vision tell apart, after Okabe and Ito; the last is grey.
COLOURS = ["#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9", "#000000", "#7A5195", "#777777"]
WIDTH, HEIGHT = 830, 460
LEFT, TOP, RIGHT, BOTTOM = 70, 20, 340, 50


def short(number):
    """10k, 1M."""
    return f"{number / 1_000_000:g}M" if number >= 1_000_000 else f"{number / 1_000:g}k" if number >= 1_000 else f"{number:g}"


def spread(wanted, least):
    """Heights for labels, ascending as wanted, at least so far apart."""
    order = sorted(range(len(wanted)), key=lambda index: wanted[index])
    places = [0.0] * len(wanted)
    last = -math.inf
    for index in order:
        last = places[index] = max(wanted[index], last + least)
    return places


def svg(lines):
    """The plot of some lines: a title and pairs of rows and seconds."""
    points = [point for _, line in lines for point in line]
    low, high = math.log10(min(x for x, _ in points)), math.log10(max(x for x, _ in points))
    bottom, top = math.floor(math.log10(min(y for _, y in points))), math.ceil(math.log10(max(y for _, y in points)))
    high, top = max(high, low + 1), max(top, bottom + 1)

    def across(rows):
        return LEFT + (math.log10(rows) - low) / (high - low) * (WIDTH - LEFT - RIGHT)

    def up(seconds):
        return HEIGHT - BOTTOM - (math.log10(seconds) - bottom) / (top - bottom) * (HEIGHT - TOP - BOTTOM)

    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" font-family="sans-serif" font-size="12">',
        "<title>Processor time of each kernel by the number of incidents</title>",
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="#ffffff"/>',
    ]
    for power in range(bottom, top + 1):
        y = up(10.0**power)
        words = f"{10.0 ** power:g} s" if power >= 0 else f"{10.0 ** (power + 3):g} ms"
        parts.append(f'<line x1="{LEFT}" y1="{y:.1f}" x2="{WIDTH - RIGHT}" y2="{y:.1f}" stroke="#dddddd"/>')
        parts.append(f'<text x="{LEFT - 6}" y="{y + 4:.1f}" text-anchor="end" fill="#333333">{words}</text>')
    for rows in sorted({x for x, _ in points}):
        x = across(rows)
        parts.append(f'<line x1="{x:.1f}" y1="{TOP}" x2="{x:.1f}" y2="{HEIGHT - BOTTOM}" stroke="#dddddd"/>')
        parts.append(f'<text x="{x:.1f}" y="{HEIGHT - BOTTOM + 18}" text-anchor="middle" fill="#333333">{short(rows)}</text>')
    middle = (LEFT + WIDTH - RIGHT) / 2
    parts.append(f'<text x="{middle:.1f}" y="{HEIGHT - 10}" text-anchor="middle" fill="#333333">incidents</text>')
    labels = spread([up(line[-1][1]) for _, line in lines], 15)
    for (title, line), label, colour in zip(lines, labels, COLOURS * len(lines)):
        places = " ".join(f"{across(x):.1f},{up(y):.1f}" for x, y in line)
        parts.append(f'<polyline points="{places}" fill="none" stroke="{colour}" stroke-width="2"/>')
        for x, y in line:
            parts.append(f'<circle cx="{across(x):.1f}" cy="{up(y):.1f}" r="3" fill="{colour}"/>')
        parts.append(f'<text x="{WIDTH - RIGHT + 10}" y="{label + 4:.1f}" fill="{colour}">{escape(title)}</text>')
    return "\n".join(parts + ["</svg>", ""])
