Numbers in the sentences and charts of a report lead to the complaints that they count, as those of its tables do; on the page and in the PDF.
