"""The questionnaire, which is the data dictionary: form, template, units, labels and limits of every question."""
