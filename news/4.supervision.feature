Supervision: the Office and supervisors follow a matter over the heads of departments, with a due day, a result, and any number of complaints.
