"""Map projections for the corpus, from the textbooks and not from PROJ, which Homeward itself uses.

Transverse Mercator by Krueger's series to the sixth order (C. F. F. Karney, 2011, "Transverse Mercator with an accuracy
of a few nanometers", equations 7-36), Lambert's conformal conic (EPSG guidance note 7-2, method 9802) and the
seven-parameter shift between OSGB36 and WGS 84 (EPSG:1314). NAD83 and WGS 84 are taken as one.
"""
import math


class Ellipsoid:
    def __init__(self, a, inverse_flattening):
        self.a = a
        self.f = 1 / inverse_flattening
        self.e2 = self.f * (2 - self.f)
        self.e = math.sqrt(self.e2)


WGS84 = Ellipsoid(6378137.0, 298.257223563)
GRS80 = Ellipsoid(6378137.0, 298.257222101)
AIRY = Ellipsoid(6377563.396, 299.3249646)
US_FOOT = 1200 / 3937


class TransverseMercator:
    def __init__(self, ellipsoid, lat0, lon0, k0, x0, y0, unit=1.0):
        self.ellipsoid, self.lon0, self.k0, self.unit = ellipsoid, math.radians(lon0), k0, unit
        n = ellipsoid.f / (2 - ellipsoid.f)
        self.radius = ellipsoid.a / (1 + n) * (1 + n**2 / 4 + n**4 / 64 + n**6 / 256)
        self.alpha = [
            n / 2 - 2 * n**2 / 3 + 5 * n**3 / 16 + 41 * n**4 / 180 - 127 * n**5 / 288 + 7891 * n**6 / 37800,
            13 * n**2 / 48 - 3 * n**3 / 5 + 557 * n**4 / 1440 + 281 * n**5 / 630 - 1983433 * n**6 / 1935360,
            61 * n**3 / 240 - 103 * n**4 / 140 + 15061 * n**5 / 26880 + 167603 * n**6 / 181440,
            49561 * n**4 / 161280 - 179 * n**5 / 168 + 6601661 * n**6 / 7257600,
            34729 * n**5 / 80640 - 3418889 * n**6 / 1995840,
            212378941 * n**6 / 319334400]
        self.beta = [
            n / 2 - 2 * n**2 / 3 + 37 * n**3 / 96 - n**4 / 360 - 81 * n**5 / 512 + 96199 * n**6 / 604800,
            n**2 / 48 + n**3 / 15 - 437 * n**4 / 1440 + 46 * n**5 / 105 - 1118711 * n**6 / 3870720,
            17 * n**3 / 480 - 37 * n**4 / 840 - 209 * n**5 / 4480 + 5569 * n**6 / 90720,
            4397 * n**4 / 161280 - 11 * n**5 / 504 - 830251 * n**6 / 7257600,
            4583 * n**5 / 161280 - 108847 * n**6 / 3991680,
            20648693 * n**6 / 638668800]
        self.x0, self.y0 = x0, 0.0
        self.y0 = y0 - self._plane(math.radians(lat0), self.lon0)[1]

    def _plane(self, lat, lon):
        e = self.ellipsoid.e
        tau = math.tan(lat)
        sigma = math.sinh(e * math.atanh(e * math.sin(lat)))
        conformal = tau * math.sqrt(1 + sigma**2) - sigma * math.sqrt(1 + tau**2)
        xi = math.atan2(conformal, math.cos(lon - self.lon0))
        eta = math.asinh(math.sin(lon - self.lon0) / math.hypot(conformal, math.cos(lon - self.lon0)))
        x, y = eta, xi
        for order, a in enumerate(self.alpha, 1):
            y += a * math.sin(2 * order * xi) * math.cosh(2 * order * eta)
            x += a * math.cos(2 * order * xi) * math.sinh(2 * order * eta)
        return self.k0 * self.radius * x, self.k0 * self.radius * y

    def forward(self, lon, lat):
        x, y = self._plane(math.radians(lat), math.radians(lon))
        return (x + self.x0) / self.unit, (y + self.y0) / self.unit

    def inverse(self, x, y):
        eta0 = (x * self.unit - self.x0) / (self.k0 * self.radius)
        xi0 = (y * self.unit - self.y0) / (self.k0 * self.radius)
        xi, eta = xi0, eta0
        for order, b in enumerate(self.beta, 1):
            xi -= b * math.sin(2 * order * xi0) * math.cosh(2 * order * eta0)
            eta -= b * math.cos(2 * order * xi0) * math.sinh(2 * order * eta0)
        conformal = math.sin(xi) / math.hypot(math.sinh(eta), math.cos(xi))
        e, e2 = self.ellipsoid.e, self.ellipsoid.e2
        tau = conformal
        for _ in range(8):
            sigma = math.sinh(e * math.atanh(e * tau / math.sqrt(1 + tau**2)))
            guess = tau * math.sqrt(1 + sigma**2) - sigma * math.sqrt(1 + tau**2)
            tau += (conformal - guess) / math.sqrt(1 + guess**2) * (1 + (1 - e2) * tau**2) / (
                (1 - e2) * math.sqrt(1 + tau**2))
        return math.degrees(self.lon0 + math.atan2(math.sinh(eta), math.cos(xi))), math.degrees(math.atan(tau))


class LambertConic:
    def __init__(self, ellipsoid, lat1, lat2, lat0, lon0, x0, y0, unit=1.0):
        self.ellipsoid, self.lon0, self.x0, self.y0, self.unit = ellipsoid, math.radians(lon0), x0, y0, unit
        lat1, lat2, lat0 = map(math.radians, (lat1, lat2, lat0))
        m1, m2 = self._m(lat1), self._m(lat2)
        t1, t2 = self._t(lat1), self._t(lat2)
        self.n = (math.log(m1) - math.log(m2)) / (math.log(t1) - math.log(t2))
        self.factor = m1 / (self.n * t1**self.n)
        self.rho0 = ellipsoid.a * self.factor * self._t(lat0)**self.n

    def _m(self, lat):
        return math.cos(lat) / math.sqrt(1 - self.ellipsoid.e2 * math.sin(lat)**2)

    def _t(self, lat):
        e = self.ellipsoid.e
        return math.tan(math.pi / 4 - lat / 2) / ((1 - e * math.sin(lat)) / (1 + e * math.sin(lat)))**(e / 2)

    def forward(self, lon, lat):
        rho = self.ellipsoid.a * self.factor * self._t(math.radians(lat))**self.n
        theta = self.n * (math.radians(lon) - self.lon0)
        return ((rho * math.sin(theta) + self.x0) / self.unit,
                (self.rho0 - rho * math.cos(theta) + self.y0) / self.unit)

    def inverse(self, x, y):
        x, y = x * self.unit - self.x0, self.rho0 - (y * self.unit - self.y0)
        rho = math.hypot(x, y)
        t = (rho / (self.ellipsoid.a * self.factor))**(1 / self.n)
        e = self.ellipsoid.e
        lat = math.pi / 2 - 2 * math.atan(t)
        for _ in range(12):
            lat = math.pi / 2 - 2 * math.atan(t * ((1 - e * math.sin(lat)) / (1 + e * math.sin(lat)))**(e / 2))
        return math.degrees(math.atan2(x, y) / self.n + self.lon0), math.degrees(lat)


class NationalGrid:
    """EPSG:27700 with the seven-parameter shift, some metres true."""
    plane = TransverseMercator(AIRY, 49, -2, 0.9996012717, 400000, -100000)
    shift = (446.448, -125.157, 542.06)
    turn = tuple(math.radians(s / 3600) for s in (0.15, 0.247, 0.842))
    scale = -20.489e-6

    def inverse(self, x, y):
        lon, lat = map(math.radians, self.plane.inverse(x, y))
        nu = AIRY.a / math.sqrt(1 - AIRY.e2 * math.sin(lat)**2)
        gx, gy, gz = (nu * math.cos(lat) * math.cos(lon), nu * math.cos(lat) * math.sin(lon),
                      nu * (1 - AIRY.e2) * math.sin(lat))
        rx, ry, rz = self.turn
        k = 1 + self.scale
        wx = self.shift[0] + k * (gx - rz * gy + ry * gz)
        wy = self.shift[1] + k * (rz * gx + gy - rx * gz)
        wz = self.shift[2] + k * (-ry * gx + rx * gy + gz)
        p = math.hypot(wx, wy)
        lat = math.atan2(wz, p * (1 - WGS84.e2))
        for _ in range(8):
            nu = WGS84.a / math.sqrt(1 - WGS84.e2 * math.sin(lat)**2)
            lat = math.atan2(wz + WGS84.e2 * nu * math.sin(lat), p)
        return math.degrees(math.atan2(wy, wx)), math.degrees(lat)


class Degrees:
    """Longitude and latitude as they are."""

    def inverse(self, x, y):
        return x, y


SYSTEMS = {
    4326: Degrees(),
    27700: NationalGrid(),
    2263: LambertConic(GRS80, 41 + 2 / 60, 40 + 40 / 60, 40 + 10 / 60, -74, 300000, 0, US_FOOT),
    2285: LambertConic(GRS80, 48 + 44 / 60, 47.5, 47, -(120 + 50 / 60), 500000, 0, US_FOOT),
    3435: TransverseMercator(GRS80, 36 + 40 / 60, -(88 + 20 / 60), 0.999975, 300000, 0, US_FOOT),
    3414: TransverseMercator(WGS84, 1 + 22 / 60, 103 + 50 / 60, 1, 28001.642, 38744.572),
    32610: TransverseMercator(WGS84, 0, -123, 0.9996, 500000, 0),
}
