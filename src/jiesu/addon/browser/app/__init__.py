"""The desk as an app on a phone: manifest, service worker, a page without a network."""
