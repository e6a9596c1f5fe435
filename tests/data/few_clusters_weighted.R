# Cluster-robust standard errors of weighted regressions with ten clusters, by R's clubSandwich package.
# They are what tests/test_inference.py holds helpers.inference to. To make the numbers again:
#   Rscript tests/data/few_clusters_weighted.R
# It writes few_clusters_weighted.json beside this file.
suppressPackageStartupMessages(library(clubSandwich))

script <- sub("^--file=", "", grep("^--file=", commandArgs(), value = TRUE))
folder <- dirname(script)

panel <- read.csv(file.path(folder, "grunfeld10.csv"))
panel$firm <- factor(panel$firm)
# Made up, and uneven within every firm, so that they do not cancel.
panel$weight <- 1 + panel$year %% 5

# CR3 has no value where a regressor lives in one cluster alone (R stops: singular). Taking the firms' weighted means out
# first gives the same model without such regressors.
within_firm <- function(values) {
  values - ave(panel$weight * values, panel$firm, FUN = sum) / ave(panel$weight, panel$firm, FUN = sum)
}
inside <- data.frame(lapply(panel[c("inv", "value", "capital")], within_firm), weight = panel$weight)

models <- list(
  no_effects = lm(inv ~ value + capital, data = panel, weights = weight),
  year_effects = lm(inv ~ value + capital + factor(year), data = panel, weights = weight),
  firm_effects = lm(inv ~ value + capital + factor(firm), data = panel, weights = weight),
  within_firms = lm(inv ~ 0 + value + capital, data = inside, weights = weight)
)

of_kind <- function(model, kind) {
  found <- coef_test(model, vcov = kind, cluster = panel$firm, test = "Satterthwaite")
  list(se = found$SE, t = found$tstat, df = found$df_Satt, p = found$p_Satt)
}

of_model <- function(name) {
  model <- models[[name]]
  kinds <- c("CR0", "CR1", "CR1S", "CR2", if (name != "firm_effects") "CR3")
  c(
    list(names = names(coef(model)), coefficient = as.numeric(coef(model))),
    sapply(kinds, function(kind) of_kind(model, kind), simplify = FALSE)
  )
}

result <- list(
  how = paste(
    "Rscript tests/data/few_clusters_weighted.R, from grunfeld10.csv:",
    "lm(..., weights = 1 + year %% 5), clubSandwich::coef_test(cluster = firm, test = \"Satterthwaite\");",
    "CR1S is Stata's small-sample factor, CR1 is G/(G-1) alone;",
    "within_firms: the model with firm effects, the firms' weighted means taken out by hand (CR3 needs that)"
  ),
  r = R.version.string,
  clubSandwich = as.character(packageVersion("clubSandwich")),
  jsonlite = as.character(packageVersion("jsonlite"))
)
writeLines(
  jsonlite::toJSON(
    c(result, sapply(names(models), of_model, simplify = FALSE)),
    digits = I(17), na = "null", auto_unbox = TRUE, pretty = 1
  ),
  file.path(folder, "few_clusters_weighted.json")
)
