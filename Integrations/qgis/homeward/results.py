"""What a tool has written, opened in QGIS with the styles that came with it."""

import io
import os
import sqlite3
import zipfile
from pathlib import Path

from qgis.core import (
    QgsPathResolver, QgsProcessingContext, QgsProcessingLayerPostProcessorInterface, QgsReadWriteContext,
    QgsVectorLayer)
from qgis.PyQt.QtXml import QDomDocument


class Styled(QgsProcessingLayerPostProcessorInterface):
    """Gives a layer the style that its GeoPackage keeps for it, in place of the one that Processing has for all."""

    # QGIS keeps no reference to what a script hands it.
    kept = []

    def __init__(self):
        super().__init__()
        Styled.kept.append(self)
        del Styled.kept[:-200]

    def postProcessLayer(self, layer, context, feedback):
        if isinstance(layer, QgsVectorLayer) and layer.source().split("|")[0].lower().endswith(".gpkg"):
            _, loaded = layer.loadDefaultStyle()
            if loaded:
                layer.triggerRepaint()


def style(path, context):
    """Has a layer that will be opened anyway opened with its own style."""
    if context.willLoadLayerOnCompletion(path):
        context.layerToLoadOnCompletionDetails(path).setPostProcessor(Styled())


def open_table(path, name, output, context):
    """Has a table opened when the tool is done."""
    context.addLayerToLoadOnCompletion(path, QgsProcessingContext.LayerDetails(name, context.project(), output))


def project_xml(package, name="Homeward"):
    """The project in a run's GeoPackage as XML; None where it has none."""
    try:
        with sqlite3.connect(Path(package).absolute().as_uri() + "?mode=ro", uri=True) as file:
            row = file.execute("SELECT content FROM qgis_projects WHERE name = ?", [name]).fetchone()
    except sqlite3.Error:
        return None
    if row is None:
        return None
    archive = zipfile.ZipFile(io.BytesIO(bytes.fromhex(row[0] if isinstance(row[0], str) else row[0].decode())))
    entry = next(entry for entry in archive.namelist() if entry.endswith(".qgs"))
    return archive.read(entry).decode("utf-8")


def open_run(package, title, project):
    """Opens the layers of a run's GeoPackage as its own project has them: groups, styles, labels, map tips, what is on.

    To be called from the main thread alone. Returns the layers.
    """
    document = QDomDocument()
    xml = project_xml(package)
    if xml is None or not document.setContent(xml)[0]:
        return []
    context = QgsReadWriteContext()
    context.setPathResolver(QgsPathResolver(os.path.abspath(package)))
    elements = document.elementsByTagName("maplayer")
    made = {}
    for number in range(elements.length()):
        element = elements.item(number).toElement()
        layer = QgsVectorLayer()
        if layer.readLayerXml(element, context) and layer.isValid():
            made[element.firstChildElement("id").text()] = layer
    top = project.layerTreeRoot().insertGroup(0, title)
    tree = document.documentElement().firstChildElement("layer-tree-group")
    group = tree.firstChildElement("layer-tree-group")
    opened = []
    while not group.isNull():
        branch = top.addGroup(group.attribute("name"))
        node = group.firstChildElement("layer-tree-layer")
        while not node.isNull():
            layer = made.get(node.attribute("id"))
            if layer is not None:
                # A run that is opened a second time has layers of its own.
                layer = layer.clone()
                project.addMapLayer(layer, False)
                leaf = branch.addLayer(layer)
                leaf.setItemVisibilityChecked(node.attribute("checked") == "Qt::Checked")
                leaf.setExpanded(node.attribute("expanded") == "1")
                opened.append(layer)
            node = node.nextSiblingElement("layer-tree-layer")
        group = group.nextSiblingElement("layer-tree-group")
    return opened
