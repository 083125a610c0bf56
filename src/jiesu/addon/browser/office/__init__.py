"""The Office's page: what waits for dispatch, what runs late, the whole desk."""
