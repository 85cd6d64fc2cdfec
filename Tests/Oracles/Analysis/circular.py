# Mean time of day, resultant length and Fisher's interval by numpy and astropy, Rayleigh's p by the exact integral, and the peak
# of the day by trying every window, for moments and for ranges. circular.R has the mean and Rayleigh's test of R's circular.
#   pip install scipy==1.17.1 astropy==8.0.2 mpmath==1.4.1 && python circular.py > circular.csv
import math
import numpy as np, astropy, mpmath
from astropy.stats import circmean
from astropy import units

print("# numpy", np.__version__, "astropy", astropy.__version__, "mpmath", mpmath.__version__)
rng = np.random.default_rng(11)
DAY = 86400


def direction(start, length):
    if length == 0:
        return np.exp(2j * np.pi * start / DAY)
    a, b = 2 * np.pi * start / DAY, 2 * np.pi * (start + length) / DAY
    return (np.exp(1j * b) - np.exp(1j * a)) / (1j * (b - a))


def slots(start, length):
    out = np.zeros(144)
    if length == 0:
        out[start // 600] = 1
        return out
    now, end = start, start + length
    while now < end:
        stop = min(end, (now // 600 + 1) * 600)
        out[now // 600 % 144] += (stop - now) / length
        now = stop
    return out


def best(total, longest):
    n, found = total.sum(), (0, 0, 0)
    for length in range(1, longest * 6 + 1):
        for start in range(144):
            inside, share = sum(total[(start + i) % 144] for i in range(length)), length / 144
            if inside > n * share + 1e-12:
                outside = n - inside
                score = inside * math.log(inside / n / share)
                score += outside * math.log(outside / n / (1 - share)) if outside > 1e-9 else 0
                if score > found[0] + 1e-9:
                    found = (score, start * 10, length * 10)
    return found


for name, n, share, centre, width in (("few", 7, 0, 15, 3), ("evening", 60, 0.3, 21.5, 2.5), ("night", 200, 0.5, 0.2, 2), ("even", 120, 0.2, 12, 40), ("one", 30, 0, 16, 0)):
    start = np.round((rng.normal(centre, width, n) * 3600) / 60).astype(int) * 60 % DAY
    length = np.where(rng.random(n) < share, rng.integers(1, 20, n) * 1800 + 60 * rng.integers(0, 9, n), 0)
    for s, l in zip(start, length):
        print("time", name, s, l, sep=",")
    v = np.array([direction(int(s), int(l)) for s, l in zip(start, length)])
    total = v.sum()
    mean = np.angle(total) % (2 * np.pi)
    if share == 0:
        peer = circmean(start / DAY * 2 * np.pi * units.rad).to_value("rad") % (2 * np.pi)
        assert abs(np.exp(1j * peer) - np.exp(1j * mean)) < 1e-9
    across = ((v * np.exp(-1j * mean)).imag ** 2).sum()
    reach = 1.959963984540054 * math.sqrt(across) / abs(total)
    half = math.asin(reach) * 720 / math.pi if n >= 25 and reach < 1 else float("nan")
    z = abs(total) ** 2 / (abs(v) ** 2).sum()
    found = best(sum(slots(int(s), int(l)) for s, l in zip(start, length)), 12)
    print("mean", name, repr(float(mean * 720 / np.pi)), repr(float(abs(total) / n)), repr(half), repr(float(z)), sep=",")
    print("peak", name, repr(float(found[0])), found[1], found[2], sep=",")

# P(sum of n unit vectors is at least so long) = 1 − R ∫ J1(Rt) J0(t)^n dt, after Kluyver (1905).
mpmath.mp.dps = 20
for n in (8, 10, 20, 50):
    for z in (1, 2, 3, 4.5, 6):
        r = mpmath.sqrt(z * n)
        p = 1 - r * mpmath.quad(lambda t: mpmath.besselj(1, r * t) * mpmath.besselj(0, t) ** n, [mpmath.mpf(k) / 2 for k in range(161)])
        print("rayleigh", n, z, mpmath.nstr(p, 8), sep=",")
