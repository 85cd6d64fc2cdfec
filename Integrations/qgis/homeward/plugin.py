"""The plugin: it adds the provider of tools and takes it away again."""

from qgis.core import QgsApplication

from .provider import HomewardProvider


class HomewardPlugin:
    """What QGIS loads; ``iface`` is None where QGIS runs without a window."""

    def __init__(self, iface=None):
        self.iface = iface
        self.provider = None

    def initProcessing(self):
        """Adds the tools; QGIS calls it alone where nobody has a window, as in qgis_process."""
        self.provider = HomewardProvider(self.tell)
        QgsApplication.processingRegistry().addProvider(self.provider)

    def initGui(self):
        """Adds the tools where there is a window."""
        self.initProcessing()

    def unload(self):
        """Takes the tools away."""
        if self.provider is not None:
            QgsApplication.processingRegistry().removeProvider(self.provider)
            self.provider = None

    def tell(self, words):
        """Shows a warning over the map."""
        if self.iface is not None:
            self.iface.messageBar().pushWarning("Homeward", words)
