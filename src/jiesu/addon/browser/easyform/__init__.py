"""Forms of collective.easyform in our look, with what keeps complaints single."""
