# Average marginal effect of membership in a logit, with errors clustered by village, worked out in base R.
# It is what tests/test_protection.py holds helpers.protection_association to. To make the numbers again:
#   Rscript tests/data/membership.R
# It reads membership_case.csv (invented) and writes membership_expected.json beside this file.
script <- sub("^--file=", "", grep("^--file=", commandArgs(), value = TRUE))
folder <- dirname(script)
case <- read.csv(file.path(folder, "membership_case.csv"))
model <- glm(covered ~ member + age + years + schooling + giver, family = binomial, data = case,
             control = glm.control(epsilon = 1e-14, maxit = 100))
design <- model.matrix(model)
share <- fitted(model)
scores <- rowsum(design * (case$covered - share), case$village)
bread <- solve(crossprod(design * sqrt(share * (1 - share))))
villages <- nrow(scores); n <- nrow(design); k <- ncol(design)
correction <- villages / (villages - 1) * (n - 1) / (n - k)
covariance <- correction * bread %*% crossprod(scores) %*% bread
with_all <- design; with_all[, "member"] <- 1
without <- design; without[, "member"] <- 0
effect <- function(beta) mean(plogis(with_all %*% beta) - plogis(without %*% beta))
beta <- coef(model)
# The gradient by central differences, so that it does not repeat the formula under test.
step <- 1e-6
gradient <- sapply(seq_along(beta), function(j) {
  up <- beta; up[j] <- up[j] + step; down <- beta; down[j] <- down[j] - step
  (effect(up) - effect(down)) / (2 * step)
})
se <- sqrt(drop(t(gradient) %*% covariance %*% gradient))
reach <- qt(0.975, villages - 1)
out <- c(log_odds = unname(beta["member"]), log_odds_se = sqrt(covariance["member", "member"]),
         effect = effect(beta), se = se, low = effect(beta) - reach * se, high = effect(beta) + reach * se)
writeLines(paste0("{\n", paste0('  "', names(out), '": ', sprintf("%.12f", out), collapse = ",\n"), "\n}"),
           file.path(folder, "membership_expected.json"))
