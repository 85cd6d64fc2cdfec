# Kernel densities and bandwidths by the package spatstat.
#   apt-get install r-cran-spatstat.explore && Rscript density.R > density.csv
#
# Points of a town of 1,000 by 800 m with a heap, a street and some that are alone; three lie twice. Lines:
#   point,x,y
#   scott,standard deviation
#   likelihood,standard deviation,value: the sum of the logarithms of the density at each point from all others, per m², no edge correction
#   diggle,standard deviation,value: K with translation correction
#   diggle-best,standard deviation
#   kernel,form,bandwidth,x,y,value: the density per m² at a place, no edge correction
#   kept,x,y,value: the same with Diggle's correction, quartic, 120 m, by pixels of 5 m: good to a few per mille
#   abramson,x,y,bandwidth: Abramson's by a pilot of 120 m with the same correction, trimmed at 5
suppressMessages(library(spatstat.explore))
set.seed(7)
W <- owin(c(0, 1000), c(0, 800))
x <- c(rnorm(40, 300, 60), runif(15, 100, 900), runif(15, 0, 1000))
y <- c(rnorm(40, 500, 40), rnorm(15, 200, 8), runif(15, 0, 800))
x <- round(pmin(999, pmax(1, x)), 3)
y <- round(pmin(799, pmax(1, y)), 3)
x <- c(x, x[1:3])
y <- c(y, y[1:3])
X <- suppressWarnings(ppp(x, y, window = W))
say <- function(...) cat(paste(sapply(list(...), function(v) if (is.numeric(v)) sprintf("%.12g", v) else v), collapse = ","), "\n", sep = "")
cat("# ", R.version.string, ", spatstat.explore ", as.character(packageVersion("spatstat.explore")), "\n", sep = "")
for (i in seq_along(x)) say("point", x[i], y[i])
say("scott", as.numeric(bw.scott(X, isotropic = TRUE)))
for (s in 640.3124237432849 * 2^(-(0:24) / 4)) {
  p <- density(X, sigma = s, at = "points", leaveoneout = TRUE, edge = FALSE)
  say("likelihood", s, sum(log(p)))
}
b <- suppressWarnings(bw.diggle(X, correction = "translate"))
h <- attr(b, "h")
cv <- attr(b, "cv")
for (i in seq(2, length(h), by = 9)) say("diggle", h[i], cv[i])
say("diggle-best", as.numeric(b))
Q <- ppp(rep(c(25, 225, 425, 625, 825, 975), 5), rep(seq(25, 775, by = 150), each = 6)[1:30], window = W)
for (form in c("quartic", "epanechnikov", "gaussian")) for (h in c(90, 220)) {
  deviation <- h * c(quartic = sqrt(1 / 8), epanechnikov = sqrt(1 / 6), gaussian = 1)[[form]]
  v <- spatstat.explore:::densitycrossEngine(X, Q, sigma = deviation, kernel = form, edge = FALSE)
  for (i in seq_len(npoints(Q))) say("kernel", form, h, Q$x[i], Q$y[i], as.numeric(v)[i])
}
kept <- density(X, sigma = 120 * sqrt(1 / 8), kernel = "quartic", edge = TRUE, diggle = TRUE, dimyx = c(160, 200))
for (u in seq(25, 975, by = 50)) for (v in c(25, 125, 525, 775)) say("kept", u, v, interp.im(kept, u, v))
a <- bw.abram(X, h0 = 120, at = "points", pilot = kept, trim = 5, dimyx = c(160, 200))
for (i in seq_along(x)) say("abramson", x[i], y[i], as.numeric(a)[i])
