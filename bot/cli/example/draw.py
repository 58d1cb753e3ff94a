"""Draws the example's photo: `python -m bot.cli.example.draw` writes it anew. Nothing else uses this.

The picture carries what a phone would put into it, a place and an owner, so that a play can show that they are gone.
"""

from PIL import Image, ImageDraw

from bot.cli.example import CAMERA, OWNER, PHOTO

WIDTH, HEIGHT = 1600, 1067
FINER = 3  # drawn so many times larger, for smooth edges
SKY_TOP, SKY_LOW = (126, 178, 214), (232, 238, 232)
HILLS = ((143, 170, 138), (112, 146, 116))
GROUND, LINE, SHADOW = (120, 124, 128), (226, 226, 220), (96, 100, 104)
WALL, WALL_DARK, ROOF, INSIDE = (222, 206, 184), (200, 182, 158), (104, 76, 66), (58, 62, 70)
RED, DARK_RED, WHITE, GLASS = (196, 40, 38), (152, 26, 28), (244, 244, 240), (52, 74, 96)
BLUE, YELLOW, LIGHT, TYRE, STEEL = (
    (28, 74, 148),
    (240, 208, 44),
    (70, 130, 240),
    (34, 34, 38),
    (178, 184, 190),
)
GREEN, GOLD = (30, 98, 68), (226, 178, 58)
Box = tuple[float, float, float, float]


class Sheet:
    """A sheet to draw on, in the picture's own pixels."""

    def __init__(self) -> None:
        self.image = Image.new("RGB", (WIDTH * FINER, HEIGHT * FINER), SKY_LOW)
        self._draw = ImageDraw.Draw(self.image)

    def box(self, box: Box, colour: tuple[int, ...], radius: float = 0) -> None:
        self._draw.rounded_rectangle([c * FINER for c in box], radius * FINER, fill=colour)

    def oval(self, box: Box, colour: tuple[int, ...]) -> None:
        self._draw.ellipse([c * FINER for c in box], fill=colour)

    def shape(self, points: list[tuple[float, float]], colour: tuple[int, ...]) -> None:
        self._draw.polygon([(x * FINER, y * FINER) for x, y in points], fill=colour)

    def wheel(self, x: float, y: float, radius: float) -> None:
        for size, colour in ((radius, TYRE), (radius * 0.58, STEEL), (radius * 0.2, TYRE)):
            self.oval((x - size, y - size, x + size, y + size), colour)


def drawn() -> Image.Image:
    """Return the whole picture."""
    sheet = Sheet()
    _country(sheet)
    _workshop(sheet)
    _flag(sheet)
    _fire_engine(sheet)
    _police_car(sheet)
    return sheet.image.resize((WIDTH, HEIGHT), Image.Resampling.LANCZOS)


def _country(sheet: Sheet) -> None:
    for y in range(0, 720, 4):
        share = y / 720
        mixed = tuple(round(a + (b - a) * share) for a, b in zip(SKY_TOP, SKY_LOW, strict=True))
        sheet.box((0, y, WIDTH, y + 4), mixed)
    for x, y, size in (
        (190, 150, 46),
        (250, 128, 60),
        (330, 152, 44),
        (1130, 96, 40),
        (1190, 82, 52),
        (1262, 100, 38),
    ):
        sheet.oval((x - size * 1.6, y - size * 0.62, x + size * 1.6, y + size * 0.62), (246, 248, 248))
    sheet.oval((-420, 500, 760, 1180), HILLS[0])
    sheet.oval((820, 470, 2140, 1200), HILLS[0])
    sheet.oval((260, 590, 1500, 1240), HILLS[1])
    sheet.box((0, 745, WIDTH, HEIGHT), GROUND)
    sheet.box((0, 745, WIDTH, 757), SHADOW)
    for x in range(-60, WIDTH, 260):
        sheet.shape([(x, 1012), (x + 150, 1012), (x + 138, 1026), (x - 14, 1026)], LINE)


def _workshop(sheet: Sheet) -> None:
    sheet.box((330, 370, 1290, 752), WALL)
    sheet.box((330, 706, 1290, 752), WALL_DARK)
    sheet.shape([(292, 384), (430, 268), (1190, 268), (1328, 384)], ROOF)
    sheet.box((292, 376, 1328, 392), (82, 58, 52))
    for left in (384, 692, 1000):
        sheet.box((left, 456, left + 246, 752), INSIDE)
        sheet.box((left, 456, left + 246, 500), STEEL)
        for y in (466, 480, 492):
            sheet.box((left, y, left + 246, y + 3), (150, 156, 162))
    sheet.box((730, 560, 900, 574), (120, 126, 134))
    sheet.box((790, 574, 806, 752), (96, 102, 110))
    sheet.oval((1060, 520, 1110, 570), (250, 226, 150))
    sheet.box((620, 408, 1000, 440), WHITE, 6)
    for x in range(640, 980, 26):
        sheet.box((x, 419, x + 17, 429), GREEN, 3)


def _flag(sheet: Sheet) -> None:
    sheet.box((1398, 120, 1410, 752), (232, 232, 228))
    sheet.oval((1392, 106, 1416, 130), GOLD)
    top, bottom, x = [], [], 1410
    for step, lift in enumerate((0, -10, -14, -8, 2, 10, 12, 6, -2)):
        top.append((x + step * 20, 140 + lift))
        bottom.append((x + step * 20, 254 + lift))
    sheet.shape([*top, *reversed(bottom)], GREEN)
    middle = [(px, py + 44) for px, py in top]
    lower = [(px, py + 70) for px, py in top]
    sheet.shape([*middle, *reversed(lower)], GOLD)
    sheet.oval((1456, 156, 1520, 220), WHITE)
    sheet.shape([(1488, 162), (1510, 206), (1466, 206)], GREEN)


def _fire_engine(sheet: Sheet) -> None:
    sheet.oval((120, 900, 860, 960), SHADOW)
    sheet.box((150, 560, 640, 880), RED, 14)
    sheet.box((620, 590, 820, 880), RED, 26)
    sheet.box((150, 800, 820, 880), DARK_RED, 14)
    sheet.box((150, 746, 820, 782), YELLOW)
    for x in range(170, 790, 64):
        sheet.shape([(x, 746), (x + 32, 746), (x + 14, 782), (x - 18, 782)], RED)
    sheet.box((654, 622, 738, 716), GLASS, 8)
    sheet.shape([(750, 622), (792, 622), (812, 716), (750, 716)], GLASS)
    for left in (178, 288, 398, 508):
        sheet.box((left, 600, left + 98, 726), (212, 216, 220), 5)
        for y in range(612, 720, 14):
            sheet.box((left + 6, y, left + 92, y + 3), (170, 176, 182))
    sheet.box((170, 534, 650, 548), STEEL, 4)
    sheet.box((170, 510, 650, 522), STEEL, 4)
    for x in range(186, 640, 42):
        sheet.box((x, 510, x + 8, 548), STEEL)
    sheet.box((660, 566, 780, 592), LIGHT, 8)
    sheet.box((700, 566, 740, 592), WHITE)
    sheet.box((796, 812, 836, 868), STEEL, 6)
    sheet.oval((786, 786, 820, 812), (252, 244, 200))
    sheet.box((640, 600, 646, 800), DARK_RED)
    for x in (278, 704):
        sheet.wheel(x, 884, 62)


def _police_car(sheet: Sheet) -> None:
    sheet.oval((890, 912, 1520, 962), SHADOW)
    sheet.shape([(1010, 780), (1092, 690), (1308, 690), (1404, 780)], WHITE)
    sheet.shape([(1040, 778), (1104, 706), (1190, 706), (1190, 778)], GLASS)
    sheet.shape([(1206, 778), (1206, 706), (1298, 706), (1372, 778)], GLASS)
    sheet.box((906, 772, 1508, 902), WHITE, 34)
    for row, y in enumerate((802, 834)):
        for number, x in enumerate(range(920, 1480, 56)):
            sheet.box((x, y, x + 56, y + 32), BLUE if (number + row) % 2 else YELLOW)
    sheet.box((906, 868, 1508, 902), (214, 216, 216), 17)
    sheet.box((1130, 664, 1270, 690), LIGHT, 9)
    sheet.box((1180, 664, 1220, 690), WHITE)
    sheet.oval((906, 790, 936, 826), (252, 244, 200))
    sheet.box((1488, 792, 1508, 828), RED, 6)
    sheet.box((1196, 784, 1200, 866), (190, 194, 196))
    for x in (1032, 1382):
        sheet.wheel(x, 898, 54)


def _secrets() -> Image.Exif:
    """Return the Exif a phone might write: maker, owner, and a place in the open sea."""
    exif = Image.Exif()
    exif[0x010F], exif[0x0110] = CAMERA, CAMERA
    exif[0x013B], exif[0x8298] = OWNER, OWNER
    exif.get_ifd(0x8825).update({1: "N", 2: (54.0, 30.0, 12.5), 3: "E", 4: (3.0, 15.0, 45.25)})
    return exif


if __name__ == "__main__":
    drawn().save(PHOTO, "JPEG", quality=88, optimize=True, exif=_secrets())
