# The limits of 5 % and of 0.2 % of numbers with a mean and a variance, by scipy's Poisson and negative binomial quantiles.
#   python limits.py > limits.csv
import scipy
from scipy.stats import nbinom, poisson

print(f"# scipy {scipy.__version__}; mean, variance, lower, upper of 5 %, lower, upper of 0.2 %")
for mean, variance in [(0.3, 0.3), (7, 7), (250, 250), (3, 6), (12.5, 20), (60, 90), (60, 600), (0.4, 1.1), (900, 1500)]:
    if variance == mean:
        chance = poisson(mean)
    else:
        chance = nbinom(mean * mean / (variance - mean), mean / variance)
    numbers = [int(chance.ppf(tail)) for tail in (0.025, 0.975, 0.001, 0.999)]
    print(",".join(str(value) for value in [mean, variance, *numbers]))
