"""Layers that are open in QGIS as files that the command reads."""

import os
from urllib.parse import unquote, urlparse

from qgis.core import (
    QgsMapLayer, QgsProcessingException, QgsProcessingFeatureSourceDefinition, QgsProcessingUtils, QgsProject,
    QgsProviderRegistry, QgsVectorFileWriter, QgsVectorLayer)


def file_of(value, context, feedback):
    """``(path, name of the layer in it or "")`` of whatever a parameter for a layer may hold.

    A path stays as it is, whatever QGIS makes of the file, and so does a layer that is a whole file of its own. Any other
    layer, one in memory or of a database, with a filter or with edits that are not saved, is written to a temporary
    GeoPackage as it stands.
    """
    selected = False
    if isinstance(value, QgsProcessingFeatureSourceDefinition):
        selected = value.selectedFeaturesOnly
        value = value.source.staticValue()
    if isinstance(value, str):
        if os.path.exists(value):
            return value, ""
        layer = QgsProcessingUtils.mapLayerFromString(value, context)
        if layer is None:
            path, _, name = value.partition("|layername=")
            return path, name.partition("|")[0]
        value = layer
    if not isinstance(value, QgsMapLayer):
        raise QgsProcessingException(f"{value!r} is no layer and no file")
    if not isinstance(value, QgsVectorLayer):
        raise QgsProcessingException(f"{value.name()}: only layers of points, lines, areas and tables can be read")
    plain = None if selected else _plain_file(value)
    return plain or (_saved(value, selected, context, feedback), "")


def _plain_file(layer):
    """The file and the layer in it that are the layer and nothing but it; None where it is more or less than that."""
    if layer.subsetString() or layer.isModified() or layer.vectorJoins():
        return None
    parts = QgsProviderRegistry.instance().decodeUri(layer.providerType(), layer.source())
    path = parts.get("path") or ""
    if layer.providerType() == "delimitedtext":
        path = unquote(urlparse(layer.source()).path)
    elif layer.providerType() != "ogr":
        return None
    if not os.path.isfile(path) or parts.get("layerId") is not None or parts.get("geometryType"):
        return None
    return path, parts.get("layerName") or ""


def _saved(layer, selected, context, feedback):
    """The layer in a temporary GeoPackage, which goes when QGIS closes."""
    path = QgsProcessingUtils.generateTempFilename("layer.gpkg")
    options = QgsVectorFileWriter.SaveVectorOptions()
    options.driverName = "GPKG"
    options.layerName = "layer"
    options.onlySelectedFeatures = selected
    options.skipAttributeCreation = False
    # A field that is called like a GeoPackage's own numbering would be refused.
    if "fid" in [field.name().lower() for field in layer.fields()]:
        options.layerOptions = ["FID=homeward_fid"]
    project = context.project() or QgsProject.instance()
    writer = getattr(QgsVectorFileWriter, "writeAsVectorFormatV3", None) or QgsVectorFileWriter.writeAsVectorFormatV2
    answer = writer(layer, path, project.transformContext(), options)
    if answer[0] != QgsVectorFileWriter.NoError:
        raise QgsProcessingException(f"{layer.name()}: it cannot be saved for the command to read ({answer[1]})")
    feedback.pushInfo(f"{layer.name()}: saved for the command to read, {layer.featureCount()} features")
    return path
