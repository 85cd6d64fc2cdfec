# The equal-split discontinuous density of spatstat.linnet at the incidents that `bench density` wrote, once.
#
#   Rscript Benchmarks/peers/network_density.R FILE METRES
if (!requireNamespace("spatstat.linnet", quietly = TRUE)) {
  cat("  spatstat.linnet is not here\n")
  quit(status = 0)
}
suppressMessages(library(spatstat.linnet))
arguments <- commandArgs(trailingOnly = TRUE)
table <- read.csv(arguments[1], header = FALSE)
nodes <- table[table$V1 == "node", ]
edges <- table[table$V1 == "edge", ]
points <- table[table$V1 == "point", ]
window <- owin(range(nodes$V2) + c(-100, 100), range(nodes$V3) + c(-100, 100))
network <- linnet(ppp(nodes$V2, nodes$V3, window = window), edges = cbind(edges$V2, edges$V3) + 1, sparse = TRUE, warn = FALSE)
incidents <- lpp(suppressWarnings(ppp(points$V2, points$V3, window = window)), network)
spent <- system.time(
  densityEqualSplit(incidents, sigma = as.numeric(arguments[2]) * sqrt(1 / 7), at = "points", leaveoneout = FALSE,
    kernel = "biweight", continuous = FALSE, epsilon = 1e-6, verbose = FALSE, savehistory = FALSE))
cat(sprintf("  spatstat.linnet %s, at the incidents alone, once: %9.3fs %9.3fs processor\n",
  packageVersion("spatstat.linnet"), spent[["elapsed"]], spent[["user.self"]] + spent[["sys.self"]]))
