"""The provider: which command is used, and the tools that it has."""

import os

from qgis.core import Qgis, QgsApplication, QgsMessageLog, QgsProcessingProvider
from qgis.PyQt.QtGui import QIcon

from . import command, verbs
from .algorithm import MissingCommand, VerbAlgorithm

SETTING = "HOMEWARD_COMMAND"


class HomewardProvider(QgsProcessingProvider):
    """The verbs of the installed command. They are looked up each time that QGIS loads its tools."""

    def __init__(self, tell=lambda words: None):
        super().__init__()
        self.tell = tell
        self.command = None
        self.told = ""

    def id(self):
        return "homeward"

    def name(self):
        return "Homeward"

    def longName(self):
        return f"Homeward ({self.told})" if self.told else "Homeward"

    def versionInfo(self):
        return self.told

    def icon(self):
        return QIcon(os.path.join(os.path.dirname(__file__), "icon.svg"))

    def load(self):
        self._addSetting()
        self.refreshAlgorithms()
        return True

    def unload(self):
        try:
            from processing.core.ProcessingConfig import ProcessingConfig

            ProcessingConfig.removeSetting(SETTING)
        except (ImportError, KeyError):
            pass

    def loadAlgorithms(self):
        try:
            self.command = command.find(self._setting())
            self.told = command.version(self.command)
            dump = command.dumped_help(self.command, os.path.join(self._folder(), "homeward"))
        except command.CommandError as error:
            QgsMessageLog.logMessage(str(error), "Homeward", Qgis.Warning)
            self.tell(str(error))
            self.addAlgorithm(MissingCommand(str(error)))
            return
        for verb in verbs.verbs(dump):
            self.addAlgorithm(VerbAlgorithm(verb))

    def supportedOutputVectorLayerExtensions(self):
        # GeoPackage first: it alone brings its style along.
        return ["gpkg", "geojson", "shp", "fgb", "csv", "kml", "gpx", "tab"]

    def supportedOutputTableExtensions(self):
        return ["csv", "gpkg"]

    def defaultVectorFileExtension(self, hasGeometry=True):
        return "gpkg"

    def supportsNonFileBasedOutput(self):
        return False

    @staticmethod
    def _folder():
        return QgsApplication.qgisSettingsDirPath()

    def _addSetting(self):
        try:
            from processing.core.ProcessingConfig import ProcessingConfig, Setting
        except ImportError:
            return  # QGIS without its Processing plugin: the variable and PATH are looked at.
        ProcessingConfig.settingIcons["Homeward"] = self.icon()
        ProcessingConfig.addSetting(
            Setting("Homeward", SETTING, "The command homeward (empty: the one on the PATH)", "", valuetype=Setting.FILE)
        )
        ProcessingConfig.readSettings()

    @staticmethod
    def _setting():
        try:
            from processing.core.ProcessingConfig import ProcessingConfig

            return ProcessingConfig.getSetting(SETTING) or ""
        except ImportError:
            return ""
