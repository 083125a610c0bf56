Before a report is released, numbers in the Office's own words that are none of its figures are pointed out.
