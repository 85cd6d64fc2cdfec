# Equal-split kernel densities along streets by the package spatstat.linnet.
#   apt-get install r-cran-spatstat.linnet && Rscript network_density.R > network_density.csv
#
# The network is `simplenet` of spatstat.data, a thousand times as large, with a cul-de-sac more. Lines:
#   node,x,y
#   edge,from,to (nodes from 0)
#   point,edge,offset,x,y
#   value,form,bandwidth,split,point,density per m at the point, itself counted
suppressMessages(library(spatstat.linnet))
suppressMessages(library(spatstat.data))
say <- function(...) cat(paste(sapply(list(...), function(v) if (is.numeric(v)) sprintf("%.12g", v) else v), collapse = ","), "\n", sep = "")
cat("# ", R.version.string, ", spatstat.linnet ", as.character(packageVersion("spatstat.linnet")), "\n", sep = "")
V <- vertices(simplenet)
V <- ppp(c(round(V$x * 1000, 1), 950), c(round(V$y * 1000, 1), 350), window = owin(c(-100, 1100), c(-100, 1100)))
E <- rbind(cbind(simplenet$from, simplenet$to), c(which.max(V$x[-npoints(V)]), npoints(V)))
L <- linnet(V, edges = E)
set.seed(11)
n <- 24
len <- lengths_psp(as.psp(L))
seg <- sample(nsegments(L), n, replace = TRUE)
tp <- round(runif(n, 0.05, 0.95), 3)
X <- lpp(data.frame(seg = seg, tp = tp), L)
for (i in seq_len(npoints(V))) say("node", V$x[i], V$y[i])
for (i in seq_len(nsegments(L))) say("edge", L$from[i] - 1, L$to[i] - 1)
xy <- coords(X)
for (i in seq_len(n)) say("point", xy$seg[i] - 1, xy$tp[i] * len[xy$seg[i]], xy$x[i], xy$y[i])
factor <- c(quartic = sqrt(1 / 7), epanechnikov = sqrt(1 / 5), gaussian = 1)
name <- c(quartic = "biweight", epanechnikov = "epanechnikov", gaussian = "gaussian")
for (form in names(factor)) for (reach in c(150, 420)) for (continuous in c(FALSE, TRUE)) {
  h <- if (form == "gaussian") reach / 4 else reach
  v <- densityEqualSplit(X, sigma = h * factor[[form]], at = "points", leaveoneout = FALSE, kernel = name[[form]],
    continuous = continuous, epsilon = 1e-9, verbose = FALSE, savehistory = FALSE)
  for (i in seq_len(n)) say("value", form, h, if (continuous) "continuous" else "discontinuous", i - 1, as.numeric(v)[i])
}
