# The best partition of counts into Poisson levels by ruptures' exact search with the Poisson cost, and the slope of a Poisson
# regression with Pearson's dispersion by statsmodels.
#   pip install ruptures==1.1.10 statsmodels==0.15.0 && python trends.py > trends.csv
import math
import numpy as np, ruptures, statsmodels, statsmodels.api as sm
from ruptures.base import BaseCost

print("# ruptures", ruptures.__version__, "statsmodels", statsmodels.__version__)
rng = np.random.default_rng(5)


class PoissonCost(BaseCost):
    model = "poisson"
    min_size = 1

    def fit(self, signal):
        self.signal = signal
        return self

    def error(self, start, end):
        count, days = self.signal[start:end].sum(axis=0)
        return -2 * count * math.log(count / days) if count > 0 else 0.0


for name, levels, bunch in (("flat", [(40, 6)], 1), ("step", [(30, 5), (30, 9)], 1), ("three", [(25, 3), (12, 8), (40, 4)], 1), ("rare", [(30, 0.3), (30, 1.2)], 1), ("bunched", [(26, 6), (26, 12)], 3)):
    signal = []
    for steps, mean in levels:
        for _ in range(steps):
            days = int(rng.choice((7, 7, 7, 5, 2)))
            signal.append((bunch * rng.poisson(mean * days / 7 / bunch), days))
    signal = np.array(signal, dtype=float)
    for count, days in signal:
        print("step", name, int(count), int(days), sep=",")
    for shortest in (1, 4):
        for penalty in (2 * math.log(len(signal)), 30.0):
            cost = PoissonCost()
            cost.min_size = shortest
            cuts = ruptures.Pelt(custom_cost=cost, min_size=shortest, jump=1).fit(signal).predict(pen=penalty)[:-1]
            total = sum(cost.fit(signal).error(a, b) for a, b in zip([0] + cuts, cuts + [len(signal)])) + penalty * len(cuts)
            print("cuts", name, shortest, repr(penalty), repr(float(total)), " ".join(map(str, cuts)), sep=",")
    middles = np.cumsum(np.full(len(signal), 7.0)) / 365.25
    middles -= (middles[0] + middles[-1]) / 2
    fit = sm.GLM(signal[:, 0], sm.add_constant(middles), family=sm.families.Poisson(), offset=np.log(signal[:, 1])).fit(tol=1e-15, maxiter=100)
    dispersion = fit.pearson_chi2 / fit.df_resid
    error = fit.bse[1] * math.sqrt(max(1, dispersion))
    slope = fit.params[1]
    print("trend", name, *(repr(float(x)) for x in (math.exp(slope), math.exp(slope - 1.959963984540054 * error), math.exp(slope + 1.959963984540054 * error), dispersion)), sep=",")
