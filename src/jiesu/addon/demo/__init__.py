"""The demo site: a desk with people, categories and complaints, for trying it out.

Only the profile `jiesu.addon:demo` uses it; a plain installation never does.
"""
