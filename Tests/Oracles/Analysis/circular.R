# Mean direction, mean resultant length and Rayleigh's test by R's circular (Debian: r-cran-circular), of the moments of circular.csv.
#   Rscript circular.R > circular_r.csv
suppressMessages(library(circular))
cat("# R", as.character(getRversion()), "circular", as.character(packageVersion("circular")), "\n")
rows <- read.csv("circular.csv", header = FALSE, comment.char = "#", fill = TRUE, col.names = paste0("V", 1:7))
for (name in c("few", "one")) {
    own <- rows[rows$V1 == "time" & rows$V2 == name, ]
    stopifnot(all(as.numeric(own$V4) == 0))
    times <- circular(as.numeric(own$V3) / 86400 * 2 * pi)
    test <- rayleigh.test(times)
    minute <- (as.numeric(mean(times)) %% (2 * pi)) * 720 / pi
    cat("r", name, sprintf("%.17g", minute), sprintf("%.17g", rho.circular(times)), sprintf("%.17g", test$p.value), sep = ",")
    cat("\n")
}
