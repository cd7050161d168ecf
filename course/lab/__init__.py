"""JupyterLab as an office trainee meets it, not a programmer.

`overrides.json` switches off the single-key shortcuts (a stray `x` would cut a cell), the news pop-up and the look for
updates, and keeps read-only prose from turning into an editor on a double click. The package installs it among
JupyterLab's own default settings, so it also holds on Binder and on a JupyterHub; a user's own settings still win.
`jupyter_server.json` loads `without_delay`, which takes 40 ms off every answer of the kernel.
`de/` holds what makes JupyterLab speak German; `backoffice learn --lang de` puts it on Jupyter's configuration path.
"""
