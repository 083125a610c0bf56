"""EasyForms in REST: visitors learn what a form is called, Managers all of it."""
