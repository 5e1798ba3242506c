"""Text -> QR code (ISO/IEC 18004, bytes, correction level M, versions 1 to 20); knows no Django."""

from __future__ import annotations

from collections.abc import Callable, Iterator

CHECK_WORDS = (0, 10, 16, 26, 18, 24, 16, 18, 22, 22, 26, 30, 22, 22, 24, 24, 28, 28, 26, 26, 26)
"""Words of correction in each block, by version (table 9 of the standard, level M)."""
BLOCKS = (0, 1, 1, 1, 2, 2, 4, 4, 4, 5, 5, 5, 8, 9, 9, 10, 10, 11, 13, 14, 16)

Grid = list[list[bool]]


class TooLong(ValueError):
    """The text needs more than version 20."""


def matrix(text: str) -> Grid:
    """The code's modules, True for dark, without its quiet border."""
    said = text.encode()
    version = next((each for each in range(1, 21) if _room(each) >= len(said)), 0)
    if not version:
        raise TooLong(f"{len(said)} bytes do not fit into a QR code of version 20")
    bits = list(_with_correction(_words(said, version), version))
    drawn = [_masked(bits, version, mask) for mask in range(8)]
    return min(drawn, key=_penalty)


def path(grid: Grid) -> str:
    """The dark modules as the `d` of an SVG path, one unit each."""
    rows = []
    for y, row in enumerate(grid):
        x = 0
        while x < len(row):
            start = x
            while x < len(row) and row[x] == row[start]:
                x += 1
            if row[start]:
                rows.append(f"M{start} {y}h{x - start}v1H{start}z")
    return "".join(rows)


def _raw_words(version: int) -> int:
    """Words of eight bits that the version has room for, correction included."""
    bits = (16 * version + 128) * version + 64
    if version >= 2:
        aligned = version // 7 + 2
        bits -= (25 * aligned - 10) * aligned - 55
        if version >= 7:
            bits -= 36
    return bits // 8


def _data_words(version: int) -> int:
    return _raw_words(version) - CHECK_WORDS[version] * BLOCKS[version]


def _room(version: int) -> int:
    """Bytes of text: the mode takes 4 bits and the count 8, from version 10 on 16."""
    return _data_words(version) - (2 if version < 10 else 3)


def _words(said: bytes, version: int) -> bytes:
    count = 8 if version < 10 else 16
    value, size = 0b0100, 4
    value, size = value << count | len(said), size + count
    value, size = value << 8 * len(said) | int.from_bytes(said, "big"), size + 8 * len(said)
    total = 8 * _data_words(version)
    ending = min(4, total - size)
    ending += -(size + ending) % 8
    words = (value << ending).to_bytes((size + ending) // 8, "big")
    missing = _data_words(version) - len(words)
    return words + (b"\xec\x11" * (missing // 2 + 1))[:missing]


def _multiply(a: int, b: int) -> int:
    """In the field of 256 with the polynomial 0x11D."""
    product = 0
    for bit in reversed(range(8)):
        product = (product << 1) ^ ((product >> 7) * 0x11D)
        product ^= ((b >> bit) & 1) * a
    return product


def _divisor(degree: int) -> list[int]:
    found = [0] * (degree - 1) + [1]
    root = 1
    for _step in range(degree):
        for place in range(degree):
            found[place] = _multiply(found[place], root)
            if place + 1 < degree:
                found[place] ^= found[place + 1]
        root = _multiply(root, 2)
    return found


def _remainder(words: bytes, divisor: list[int]) -> list[int]:
    left = [0] * len(divisor)
    for word in words:
        factor = word ^ left.pop(0)
        left.append(0)
        left = [a ^ _multiply(b, factor) for a, b in zip(left, divisor, strict=True)]
    return left


def _with_correction(words: bytes, version: int) -> Iterator[bool]:
    """Bits of all blocks, interleaved as the standard asks; then light ones without end."""
    blocks, checks = BLOCKS[version], CHECK_WORDS[version]
    short = _raw_words(version) // blocks - checks
    longer_from = blocks - _raw_words(version) % blocks
    divisor = _divisor(checks)
    parts, start = [], 0
    for number in range(blocks):
        end = start + short + (number >= longer_from)
        parts.append((words[start:end], _remainder(words[start:end], divisor)))
        start = end
    ordered = [part[n] for n in range(short + 1) for part, _c in parts if n < len(part)]
    ordered += [check[n] for n in range(checks) for _part, check in parts]
    bits = "".join(f"{word:08b}" for word in ordered)
    return iter([bit == "1" for bit in bits] + [False] * 8)


def _alignments(version: int) -> list[int]:
    if version == 1:
        return []
    count, size = version // 7 + 2, version * 4 + 17
    step = (version * 8 + count * 3 + 5) // (count * 4 - 4) * 2
    return [6, *reversed([size - 7 - each * step for each in range(count - 1)])]


def _fixed(version: int, mask: int) -> dict[tuple[int, int], bool]:
    """Everything but the text, by (x, y): finders, timing, alignment, format, version."""
    size = version * 4 + 17
    fixed: dict[tuple[int, int], bool] = {}
    for at in range(size):
        fixed[at, 6] = fixed[6, at] = at % 2 == 0
    for cx, cy in ((3, 3), (size - 4, 3), (3, size - 4)):
        for x in range(max(0, cx - 4), min(size, cx + 5)):
            for y in range(max(0, cy - 4), min(size, cy + 5)):
                fixed[x, y] = max(abs(x - cx), abs(y - cy)) not in (2, 4)
    places = _alignments(version)
    corners = {(6, 6), (6, places[-1]), (places[-1], 6)} if places else set()
    for cx, cy in ((x, y) for x in places for y in places if (x, y) not in corners):
        for x in range(cx - 2, cx + 3):
            for y in range(cy - 2, cy + 3):
                fixed[x, y] = max(abs(x - cx), abs(y - cy)) != 1
    fixed.update(_format_bits(size, mask))
    if version >= 7:
        bits = version << 12 | _coded(version, 12, 0x1F25)
        for at in range(18):
            a, b = size - 11 + at % 3, at // 3
            fixed[a, b] = fixed[b, a] = bool(bits >> at & 1)
    return fixed


def _coded(value: int, size: int, polynomial: int) -> int:
    """The remainder of a BCH code of `size` bits."""
    left = value
    for _step in range(size):
        left = (left << 1) ^ ((left >> (size - 1)) * polynomial)
    return left


def _format_bits(size: int, mask: int) -> Iterator[tuple[tuple[int, int], bool]]:
    bits = (mask << 10 | _coded(mask, 10, 0x537)) ^ 0x5412  # level M is 00
    for at in range(15):
        dark = bool(bits >> at & 1)
        if at < 6:
            yield (8, at), dark
        elif at < 8:
            yield (8, at + 1), dark
        else:
            yield ((7, 8) if at == 8 else (14 - at, 8)), dark
        yield ((size - 1 - at, 8) if at < 8 else (8, size - 15 + at)), dark
    yield (8, size - 8), True


MASKS: tuple[Callable[[int, int], int], ...] = (
    lambda x, y: (x + y) % 2, lambda x, y: y % 2, lambda x, y: x % 3, lambda x, y: (x + y) % 3,
    lambda x, y: (x // 3 + y // 2) % 2, lambda x, y: x * y % 2 + x * y % 3,
    lambda x, y: (x * y % 2 + x * y % 3) % 2, lambda x, y: ((x + y) % 2 + x * y % 3) % 2,
)  # fmt: skip


def _masked(bits: list[bool], version: int, mask: int) -> Grid:
    size, fixed, turned = version * 4 + 17, _fixed(version, mask), MASKS[mask]
    grid = [[False] * size for _row in range(size)]
    following = iter(bits)
    for x, y in _columns(size):
        grid[y][x] = fixed[x, y] if (x, y) in fixed else next(following) ^ (turned(x, y) == 0)
    for (x, y), dark in fixed.items():
        grid[y][x] = dark
    return grid


def _columns(size: int) -> Iterator[tuple[int, int]]:
    """The places in the order of the text: pairs of columns, from the right, up and down in turn."""
    right, up = size - 1, True
    while right > 0:
        if right == 6:
            right = 5
        for at in range(size):
            y = size - 1 - at if up else at
            yield right, y
            yield right - 1, y
        right, up = right - 2, not up


def _penalty(grid: Grid) -> int:
    """How hard the code is to read (7.8.3 of the standard)."""
    size = len(grid)
    lines = ["".join("1" if dark else "0" for dark in row) for row in grid]
    lines += ["".join("1" if grid[y][x] else "0" for y in range(size)) for x in range(size)]
    total = 0
    for line in lines:
        for sign in "01":
            runs = (len(run) for run in line.split("10"[int(sign)]) if len(run) >= 5)
            total += sum(run - 2 for run in runs)
        total += 40 * sum(
            line.startswith(("10111010000", "00001011101"), at) for at in range(size - 10)
        )
    total += 3 * sum(
        grid[y][x] == grid[y + 1][x] == grid[y][x + 1] == grid[y + 1][x + 1]
        for y in range(size - 1)
        for x in range(size - 1)
    )
    dark = sum(map(sum, grid))
    return total + 10 * (abs(dark * 20 - size * size * 10) // (size * size))
