# Shortfall measures of the invented survey shortfall_case.csv, by R's survey package.
# They are what tests/test_estimates.py holds helpers.estimates and helpers.wages to. To make the numbers again:
#   Rscript tests/data/shortfall.R
# It writes shortfall_expected.json beside this file.
suppressPackageStartupMessages(library(survey))

script <- sub("^--file=", "", grep("^--file=", commandArgs(), value = TRUE))
folder <- dirname(script)
minimum <- 10000
weeks_per_month <- 52 / 12

survey <- read.csv(file.path(folder, "shortfall_case.csv"))
survey$pay <- survey$hourly_pay
survey$gap <- pmax((minimum - survey$pay) / minimum, 0)
survey$gap_squared <- survey$gap^2
survey$below <- as.numeric(survey$pay < minimum)
survey$rupiah <- pmax(minimum - survey$pay, 0) * survey$hours_per_week * weeks_per_month

row <- function(estimate, se, interval, design) {
  df <- degf(design)
  if (df < 1) {
    se <- NA
    interval <- c(NA, NA)
  }
  data.frame(
    estimate = as.numeric(estimate), se = as.numeric(se), low = as.numeric(interval[1]),
    high = as.numeric(interval[2]), df = df, n = nrow(design)
  )
}

# Student's t with the degrees of freedom of the domain: villages less kecamatan among its workers.
t_interval <- function(found, df) as.numeric(coef(found)) + c(-1, 1) * qt(0.975, df) * as.numeric(SE(found))

of_mean <- function(design, formula) {
  found <- svymean(formula, design)
  row(coef(found), SE(found), t_interval(found, degf(design)), design)
}

of_total <- function(design, formula) {
  found <- svytotal(formula, design)
  row(coef(found), SE(found), t_interval(found, degf(design)), design)
}

# svyciprop has no interval where all or none hold. The exact one of Korn and Graubard (1998): Clopper and Pearson's,
# with the number of workers, made smaller for the few degrees of freedom, as the effective sample size.
of_share <- function(design, formula) {
  name <- all.vars(formula)
  values <- model.frame(design)[[name]]
  found <- svymean(formula, design)
  df <- degf(design)
  if (df < 1) {
    return(row(coef(found), NA, c(NA, NA), design))
  }
  if (all(values == 1) || all(values == 0)) {
    n <- length(values)
    effective <- min(n, n * (qt(0.975, n - 1) / qt(0.975, df))^2)
    exact <- c(qbeta(0.025, effective, 1), 1)
    return(row(mean(values), 0, if (all(values == 1)) exact else 1 - rev(exact), design))
  }
  # With one degree of freedom "logit" overflows: it takes t by way of a normal level, which rounds to 1.
  # "xlogit" is the same interval without the detour.
  interval <- attr(svyciprop(formula, design, method = if (df == 1) "xlogit" else "logit", df = df), "ci")
  row(coef(found), SE(found), interval, design)
}

# The point is the lowest pay that half of the workers do not exceed; Woodruff's interval on the scale of shares.
of_median <- function(design, formula) {
  found <- svyquantile(formula, design, 0.5, qrule = "math", interval.type = "mean", df = max(degf(design), 1))[[1]]
  row(found[1, "quantile"], found[1, "se"], found[1, 2:3], design)
}

measures <- function(design) {
  paid <- subset(design, !is.na(pay))
  below <- subset(design, !is.na(pay) & pay < minimum)
  timed <- subset(design, !is.na(rupiah))
  short <- subset(design, !is.na(rupiah) & rupiah > 0)
  parts <- list(
    v0 = of_share(paid, ~below), v1 = of_mean(paid, ~gap), v2 = of_mean(paid, ~gap_squared),
    mean_gap = of_mean(below, ~gap), total_gap = of_total(timed, ~rupiah), gap_per_worker = of_mean(short, ~rupiah),
    mean_rupiah = of_mean(timed, ~rupiah), median_pay = of_median(paid, ~pay), mean_pay = of_mean(paid, ~pay)
  )
  cbind(measure = names(parts), do.call(rbind, parts))
}

by <- function(design, name) {
  groups <- sort(unique(design$variables[[name]]))
  parts <- lapply(groups, function(group) {
    inside <- design[design$variables[[name]] == group, ]
    cbind(group = group, measures(inside))
  })
  found <- do.call(rbind, parts)
  check_svyby(design, name, found)
  found
}

# svyby must find the same, measure by measure.
check_svyby <- function(design, name, found) {
  paid <- subset(design, !is.na(pay))
  formulas <- list(v0 = ~below, v1 = ~gap, v2 = ~gap_squared, mean_pay = ~pay)
  for (measure in names(formulas)) {
    again <- svyby(formulas[[measure]], reformulate(name), paid, svymean)
    ours <- found[found$measure == measure, ]
    stopifnot(all.equal(as.numeric(coef(again)), ours$estimate, tolerance = 1e-12))
    sure <- ours$df >= 1
    stopifnot(all.equal(as.numeric(SE(again))[sure], ours$se[sure], tolerance = 1e-12))
  }
}

design_of <- function(rows) svydesign(ids = ~cluster, strata = ~stratum, weights = ~weight, data = rows, nest = TRUE)

whole <- design_of(survey)
overall <- cbind(group = "", measures(whole))
by_product <- by(whole, "product")
by_stratum <- by(whole, "stratum")

# A village where nobody told her pay: it is outside the domain, and still one of its kecamatan's villages.
silent <- survey
silent[silent$stratum == "Utara" & silent$cluster == "Sari", c("pay", "gap", "gap_squared", "below", "rupiah")] <- NA
silent <- design_of(silent)
silent_overall <- cbind(group = "", measures(silent))
silent_by_product <- by(silent, "product")

# One kecamatan with a single village: as if the other village of Barat had not been drawn.
options(survey.lonely.psu = "adjust")
single <- design_of(survey[!(survey$stratum == "Barat" & survey$cluster == "Krajan"), ])
single_overall <- cbind(group = "", measures(single))
single_by_product <- by(single, "product")
single_by_stratum <- by(single, "stratum")

result <- list(
  how = paste(
    "Rscript tests/data/shortfall.R, from shortfall_case.csv (invented):",
    "svydesign(ids = ~cluster, strata = ~stratum, weights = ~weight, nest = TRUE); minimum 10000 rupiah an hour;",
    "silent_*: no pay in stratum Utara, cluster Sari;",
    "single_*: without the rows of stratum Barat, cluster Krajan, options(survey.lonely.psu = \"adjust\")"
  ),
  r = R.version.string,
  survey = as.character(packageVersion("survey")),
  jsonlite = as.character(packageVersion("jsonlite")),
  overall = overall, by_product = by_product, by_stratum = by_stratum,
  silent_overall = silent_overall, silent_by_product = silent_by_product,
  single_overall = single_overall, single_by_product = single_by_product, single_by_stratum = single_by_stratum
)
writeLines(
  jsonlite::toJSON(result, digits = I(17), na = "null", auto_unbox = TRUE, pretty = 1, rownames = FALSE),
  file.path(folder, "shortfall_expected.json")
)
