# Regressions of counts by R's glm, MASS's glm.nb and sandwich's covariances; quantiles of t; simplex weights by quadprog.
#   Rscript evaluation.R > evaluation.csv
# Debian 12: r-base-core, r-cran-mass, r-cran-sandwich, r-cran-quadprog.
suppressMessages({library(MASS); library(sandwich); library(quadprog)})
cat("# R", as.character(getRversion()), "MASS", as.character(packageVersion("MASS")), "sandwich",
    as.character(packageVersion("sandwich")), "quadprog", as.character(packageVersion("quadprog")), "\n")
n <- function(x) sprintf("%.17g", x)
line <- function(...) cat(paste(c(...), collapse = ","), "\n", sep = "")
tight <- glm.control(epsilon = 1e-15, maxit = 200)

for (df in c(1, 2, 5, 17.5, 60, 1000)) for (p in c(0.4, 0.1, 0.025, 0.001))
  line("t", n(df), n(p), n(qt(p, df, lower.tail = FALSE)), n(pt(1.7, df, lower.tail = FALSE)))

# A case: family, columns, the rows as x..., offset, cluster, y; then what R makes of them.
case <- function(name, x, offset, y, cluster, lag) {
  line("case", name, ncol(x), length(y))
  for (i in seq_along(y)) line("row", n(x[i, ]), n(offset[i]), cluster[i], y[i])
  fit <- glm(y ~ x + 0 + offset(offset), family = poisson, control = tight)
  pearson <- sum(residuals(fit, "pearson")^2) / fit$df.residual
  se <- sqrt(diag(vcov(fit)))
  line("poisson", n(deviance(fit)), n(pearson))
  line("coefficients", n(coef(fit)))
  line("errors", n(se))
  line("quasi", n(se * sqrt(max(1, pearson))))
  line("clustered", n(sqrt(diag(vcovCL(fit, cluster = cluster, type = "HC0", cadjust = TRUE)))))
  line("lagged", lag, n(sqrt(diag(NeweyWest(fit, lag = lag, prewhite = FALSE, adjust = FALSE)))))
  nb <- try(suppressWarnings(glm.nb(y ~ x + 0 + offset(offset), control = glm.control(epsilon = 1e-14, maxit = 500))), silent = TRUE)
  if (!inherits(nb, "try-error") && nb$theta < 1e5) {
    # glm.nb stops when its likelihood no longer moves; fit on in turn until theta stands still.
    th <- nb$theta
    for (k in 1:200) {
      g <- glm(y ~ x + 0 + offset(offset), family = negative.binomial(th), control = tight)
      t2 <- as.numeric(suppressWarnings(theta.ml(y, fitted(g), limit = 500, eps = 1e-14)))
      if (abs(t2 - th) < 1e-13 * th) break
      th <- t2
    }
    s <- summary(g, dispersion = 1)$coefficients
    line("nb", n(th), n(attr(theta.ml(y, fitted(g), limit = 500, eps = 1e-14), "SE")), n(deviance(g)),
         n(nb$theta), n(nb$twologlik))
    line("nbcoefficients", n(s[, 1]))
    line("nberrors", n(s[, 2]))
  } else line("nb", "none")
}

set.seed(11)
# A panel of areas and months with a treated group, gamma noise.
areas <- 7; months <- 18
g <- expand.grid(month = 1:months, area = 1:areas)
days <- c(31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31, 31, 29, 31, 30, 31, 30)
treat <- as.numeric(g$area <= 2 & g$month > 10)
x <- cbind(1, outer(g$area, 2:areas, "==") * 1, outer(g$month, 2:months, "==") * 1, treat)
mu <- exp(log(days[g$month]) - 1.2 + 0.3 * sin(g$area) + 0.2 * sin(g$month / 2) - 0.4 * treat)
case("panel", x, log(days[g$month]), rnbinom(nrow(g), size = 6, mu = mu), g$area, 3)
case("even panel", x, log(days[g$month]), rpois(nrow(g), mu), g$area, 2)
# A series with trend, level, slope and a year's harmonics.
w <- 1:104; t <- (w - 52.5) / 52; after <- as.numeric(w > 60)
x <- cbind(1, t, after, after * (w - 60) / 52, sin(2 * pi * w / 52.1775), cos(2 * pi * w / 52.1775))
mu <- exp(2 + 0.1 * t - 0.3 * after + 0.2 * x[, 5])
case("series", x, rep(log(7), 104) - log(7), rnbinom(104, size = 4, mu = mu), (w - 1) %/% 4, 4)
# Few and small counts, with a regressor in days.
x <- cbind(1, seq(0, 3000, length.out = 40), rep(0:1, 20))
case("small", x, rep(0, 40), rnbinom(40, size = 0.8, mu = exp(-0.5 + x[, 2] / 4000 + 0.5 * x[, 3])), rep(1:10, 4), 1)

# Weights on the simplex: treated series, then a donor a line, then the weights and the squared distance.
simplex <- function(name, steps, donors, flat) {
  d <- matrix(rgamma(steps * donors, 20) / 20, steps)
  target <- if (flat) rgamma(steps, 20) / 20 else d[, 1:3] %*% c(0.5, 0.3, 0.2) + rnorm(steps, 0, 0.02)
  line("simplex", name, donors, steps)
  line("target", n(target))
  for (j in 1:donors) line("donor", n(d[, j]))
  q <- solve.QP(crossprod(d) + diag(1e-12, donors), crossprod(d, target), cbind(1, diag(donors)), c(1, rep(0, donors)), meq = 1)
  line("weights", n(q$solution), n(sum((target - d %*% q$solution)^2)))
}
simplex("mixture", 30, 8, FALSE)
simplex("flat", 40, 20, TRUE)
simplex("short", 24, 15, FALSE)
