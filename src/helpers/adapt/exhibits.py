"""Every module that makes exhibits: importing them declares what each exhibit needs, which ``make check`` asks."""

# ruff: noqa: F401
import helpers.documents.charts
import helpers.documents.coding_charts
import helpers.documents.cooccurrence_charts
import helpers.documents.tables
import helpers.fieldwork.charts
import helpers.fieldwork.tables
import helpers.hours.charts
import helpers.hours.robustness_charts
import helpers.hours.tables
import helpers.protection.charts
import helpers.protection.hours_charts
import helpers.protection.policy_charts
import helpers.protection.tables
import helpers.regencies.charts
import helpers.regencies.tables
import helpers.wages.charts
import helpers.wages.published_charts
import helpers.wages.tables
