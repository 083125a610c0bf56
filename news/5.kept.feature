Reports: PDF and workbook of a released report are kept with it as they were sent, for both readings and languages; nobody gets another one later, whatever is upgraded.
