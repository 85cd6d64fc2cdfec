# Does the work of a Homeward kernel with R's packages, once for each line of standard input, as `bench turns` does.
#
#     Rscript Benchmarks/peers/turns.R PEER KERNEL FOLDER ROWS [--once]
#     Rscript Benchmarks/peers/turns.R --list
#
# The folder holds the files that `bench files` makes. --list prints what there is as JSON, see turns.py.

places <- function(folder, rows) {
  # Columns that are not needed are not kept.
  read.csv(
    file.path(folder, sprintf("town-%d.csv", rows)),
    colClasses = c("NULL", "NULL", "numeric", "numeric", "NULL", "NULL")
  )
}

side <- 114
corner <- c(433500, 279000) - 5700

prepare_dbscan <- function(folder, rows) {
  points <- as.matrix(places(folder, rows))
  function() sum(dbscan::dbscan(points, eps = 100, minPts = 20)$cluster > 0)
}

prepare_getis <- function(folder, rows) {
  points <- places(folder, rows)
  function() {
    cell <- ((points$northing - corner[2]) %/% 100) * side + (points$easting - corner[1]) %/% 100
    count <- tabulate(cell + 1, nbins = side * side)
    # cell2nb goes down the columns; a square of cells is the same either way.
    neighbours <- spdep::include.self(spdep::cell2nb(side, side, type = "queen"))
    sum(spdep::localG(count, spdep::nb2listw(neighbours, style = "B")) > 1.96)
  }
}

town <- function() {
  spatstat.geom::owin(433500 + c(-5610, 5610), 279000 + c(-5610, 5610))
}

prepare_density <- function(folder, rows) {
  points <- places(folder, rows)
  pattern <- suppressWarnings(spatstat.geom::ppp(points$easting, points$northing, window = town(), check = FALSE))
  # The bandwidth is a standard deviation along one axis here: that of the quartic kernel that ends at 300 m.
  function() {
    surface <- spatstat.explore::density.ppp(
      pattern, sigma = 300 / sqrt(8), kernel = "quartic", eps = 50, edge = TRUE, diggle = TRUE
    )
    round(spatstat.geom::integral.im(surface))
  }
}

prepare_nearest <- function(folder, rows) {
  points <- places(folder, rows)
  function() round(mean(spatstat.geom::nndist(points$easting, points$northing)) * 1000)
}

offers <- list(
  list("dbscan", "R dbscan", "dbscan", 1000000, "", prepare_dbscan),
  list("getis", "R spdep", "spdep", 10000000, "", prepare_getis),
  list(
    "density", "R spatstat", "spatstat.explore", 10000000,
    "keeps weight inside the town as Homeward does, but moves the points to the grid first", prepare_density
  ),
  list(
    "nearest", "R spatstat", "spatstat.geom", 1000000,
    "finds the distances alone; Homeward also tests their mean against chance", prepare_nearest
  )
)

words <- commandArgs(trailingOnly = TRUE)
if (identical(words, "--list")) {
  lines <- vapply(offers, function(offer) {
    version <- if (requireNamespace(offer[[3]], quietly = TRUE)) {
      sprintf('"%s %s, R %s"', offer[[3]], utils::packageVersion(offer[[3]]), getRversion())
    } else {
      "null"
    }
    sprintf(
      '{"peer":"%s","kernel":"%s","most":%d,"version":%s,"difference":"%s"}', offer[[2]], offer[[1]],
      as.integer(offer[[4]]), version, offer[[5]]
    )
  }, "")
  cat("[", paste(lines, collapse = ",\n"), "]\n", sep = "")
  quit()
}
chosen <- Filter(function(offer) offer[[2]] == words[1] && offer[[1]] == words[2], offers)[[1]]
work <- chosen[[6]](words[3], as.integer(words[4]))
if ("--once" %in% words) {
  cat(sprintf('{"answer":%d}\n', as.integer(work())))
  quit()
}
cat('{"ready":true}\n')
flush(stdout())
input <- file("stdin", "r")
while (length(readLines(input, n = 1)) > 0) {
  before <- proc.time()
  answer <- work()
  spent <- proc.time() - before
  cat(sprintf(
    '{"wall":%.6f,"processor":%.6f,"answer":%d}\n', spent[["elapsed"]], spent[["user.self"]] + spent[["sys.self"]],
    as.integer(answer)
  ))
  flush(stdout())
}
