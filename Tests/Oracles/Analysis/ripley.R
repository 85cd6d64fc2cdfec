# Ripley's K with border and isotropic correction by R's spatstat (Debian: r-cran-spatstat) in a window with a hole.
#   Rscript ripley.R > ripley.csv
suppressMessages(library(spatstat.explore))
suppressMessages(library(spatstat.random))
cat("# R", as.character(getRversion()), "spatstat.explore", as.character(packageVersion("spatstat.explore")), "\n")
show <- function(...) cat(..., sep = ",", fill = FALSE)
number <- function(x) sprintf("%.17g", x)
outer <- list(x = c(0, 4000, 5200, 3000, 800), y = c(0, -400, 2500, 4100, 3300))
hole <- list(x = c(1500, 1700, 2600, 2400), y = c(1200, 2100, 2000, 1000))
window <- owin(poly = list(outer, hole))
cat("window", paste(number(outer$x), number(outer$y), collapse = " "), paste(number(hole$x), number(hole$y), collapse = " "), sep = ",")
cat("\n")
set.seed(7)
patterns <- list(
  even = runifpoint(120, win = window),
  clustered = rThomas(4e-6, 120, 12, win = window),
  corner = runifpoint(40, win = owin(c(50, 900), c(50, 900)))
)
patterns$corner <- ppp(patterns$corner$x, patterns$corner$y, window = window)
# spatstat takes the border's distance for that of the step before, so the steps are fine and every five-thousandth is told.
distances <- seq(0, 800, by = 0.01)
for (name in names(patterns)) {
  points <- patterns[[name]]
  stopifnot(all(inside.owin(points$x, points$y, window)))
  cat("points", name, paste(number(points$x), number(points$y), collapse = " "), sep = ",")
  cat("\n")
  found <- Kest(points, r = distances, correction = c("border", "isotropic"), ratio = FALSE)
  for (index in seq(5001, length(distances), by = 5000)) {
    cat("k", name, distances[index], number(found$border[index]), number(found$iso[index]), sep = ",")
    cat("\n")
  }
}
