"""Homeward's verbs as tools of QGIS's Processing."""


def classFactory(iface):
    """What QGIS calls to load the plugin."""
    from .plugin import HomewardPlugin

    return HomewardPlugin(iface)
