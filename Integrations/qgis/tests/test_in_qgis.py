"""The tools in QGIS without a window: all there, run on the sample, results styled, errors in the command's own words.

    HOMEWARD_COMMAND=…/homeward python3 -m unittest Integrations/qgis/tests/test_in_qgis.py     from the project's folder
"""

import os
import shutil
import sys
import tempfile
import threading
import time
import unittest
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ["QGIS_CUSTOM_CONFIG_PATH"] = tempfile.mkdtemp(prefix="homeward-qgis-")

HERE = Path(__file__).resolve().parents[1]
ROOT = HERE.parents[1]
sys.path.insert(0, str(HERE))

try:
    from qgis.core import (
        Qgis, QgsApplication, QgsFeature, QgsGeometry, QgsPointXY, QgsProcessing, QgsProcessingContext,
        QgsProcessingException, QgsProcessingFeedback, QgsProcessingParameterDefinition, QgsProject, QgsVectorLayer)
except ImportError:
    QgsApplication = None

APPLICATION = None
PLUGIN = None


def setUpModule():
    global APPLICATION, PLUGIN
    if QgsApplication is None:
        raise unittest.SkipTest("QGIS's Python is not here")
    if not os.environ.get("HOMEWARD_COMMAND"):
        raise unittest.SkipTest("HOMEWARD_COMMAND names no command")
    APPLICATION = QgsApplication([], False)
    APPLICATION.initQgis()
    sys.path.append(os.path.join(QgsApplication.pkgDataPath(), "python", "plugins"))
    from processing.core.Processing import Processing

    import homeward

    Processing.initialize()
    PLUGIN = homeward.classFactory(None)
    PLUGIN.initProcessing()


def tearDownModule():
    if PLUGIN is not None:
        PLUGIN.unload()
    shutil.rmtree(os.environ["QGIS_CUSTOM_CONFIG_PATH"], ignore_errors=True)


def provider():
    return QgsApplication.processingRegistry().providerById("homeward")


class Heard(QgsProcessingFeedback if QgsApplication is not None else object):
    def __init__(self):
        super().__init__(False)
        self.lines, self.steps = [], []

    def pushInfo(self, text):
        self.lines.append(text)

    def pushCommandInfo(self, text):
        self.lines.append(text)

    def setProgressText(self, text):
        self.steps.append(text)


class InQGIS(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)
        QgsProject.instance().clear()

    def sample(self, **more):
        return {
            "incidents": [str(ROOT / "Samples/incidents.csv")], "areas": str(ROOT / "GeoData/areas.geojson"),
            "study_area_named": "Coventry", "calendar": [str(ROOT / "GeoData/calendar.yml")], **more}

    def run_tool(self, name, values, feedback=None, loads=False):
        """Runs a tool, and where asked for loads what it has to load as Processing's dialogs do."""
        import processing

        feedback = feedback or Heard()
        run = processing.runAndLoadResults if loads else processing.run
        return run(f"homeward:{name}", values, feedback=feedback), feedback


class Tools(InQGIS):
    def test_every_verb_is_a_tool_with_the_parameters_of_the_dumped_help(self):
        from homeward import command, verbs

        dump = command.dumped_help(os.environ["HOMEWARD_COMMAND"], self.folder)
        wanted = {made.name: made for made in verbs.verbs(dump)}
        held = {tool.name(): tool for tool in provider().algorithms()}
        self.assertEqual(set(held), set(wanted))
        self.assertLessEqual({"plan", "peaks", "hotspots", "routes", "patrols", "simulate_streets"}, set(held))
        kinds = {
            verbs.LAYER: "vector", verbs.LAYERS: "multilayer", verbs.FILE: "file", verbs.FILES: "multilayer",
            verbs.FOLDER: "file", verbs.LAYER_OUT: "vectorDestination", verbs.FILE_OUT: "fileDestination",
            verbs.FOLDER_OUT: "folderDestination", verbs.SWITCH: "boolean", verbs.CHOICE: "enum",
            verbs.WHOLE: "number", verbs.NUMBER: "number", verbs.DATE: "datetime", verbs.CRS: "crs",
            verbs.TEXT: "string", verbs.TEXTS: "string"}
        for name, tool in held.items():
            made = wanted[name]
            definitions = [each for each in tool.parameterDefinitions() if each.name() != "open_layers"]
            self.assertEqual([each.name() for each in definitions], [each.name for each in made.parameters], name)
            for definition, parameter in zip(definitions, made.parameters):
                about = (name, parameter.name)
                self.assertEqual(definition.type(), kinds[parameter.kind], about)
                self.assertEqual(
                    bool(definition.flags() & QgsProcessingParameterDefinition.FlagOptional), parameter.optional, about)
                if parameter.kind in (verbs.WHOLE, verbs.NUMBER):
                    self.assertEqual((definition.minimum(), definition.maximum()), (parameter.least, parameter.most))
                    self.assertEqual(definition.defaultValue(), parameter.standard, about)
                if parameter.kind == verbs.CHOICE:
                    self.assertEqual(tuple(definition.options()), parameter.choices, about)
            self.assertTrue(tool.shortHelpString().startswith("<p>"), name)

    def test_the_provider_tells_which_version_it_runs(self):
        self.assertRegex(provider().versionInfo(), r"^\d+\.\d+")
        self.assertFalse(provider().icon().isNull())


class Runs(InQGIS):
    def test_peaks_tells_what_the_command_tells(self):
        answer, heard = self.run_tool("peaks", self.sample(days=0))
        self.assertIn("after school, 15:00–18:00", answer["ANSWER"])
        self.assertTrue(any("rows read" in line for line in heard.lines), heard.lines)

    def test_hotspots_are_loaded_with_their_own_style(self):
        _, heard = self.run_tool(
            "hotspots", self.sample(hours="15-18", cell=250, out=QgsProcessing.TEMPORARY_OUTPUT), loads=True)
        layers = list(QgsProject.instance().mapLayers().values())
        self.assertEqual(len(layers), 1, heard.lines)
        self.assertGreater(layers[0].featureCount(), 100)
        self.assertEqual(layers[0].crs().authid(), "EPSG:27700")
        self.assertEqual(layers[0].renderer().type(), "graduatedSymbol")
        self.assertIn("hot", layers[0].renderer().classAttribute())
        self.assertTrue(any("--cell=250" in line for line in heard.lines), heard.lines)

    def test_a_plan_s_layers_are_opened_in_groups_with_labels(self):
        out = str(self.folder / "out")
        _, heard = self.run_tool("plan", {"plan": str(ROOT / "Samples/coventry.yml"), "out": out})
        self.assertTrue((Path(out) / "report.html").is_file(), heard.lines)
        project = QgsProject.instance()
        top = project.layerTreeRoot().findGroup("Homeward")
        self.assertEqual([group.name() for group in top.findGroups()], ["Plan", "Context", "Findings"])
        layers = {node.layer().name(): node for node in top.findLayers()}
        self.assertTrue(all(node.layer().isValid() for node in layers.values()))
        self.assertTrue(layers["Chaperone posts"].isVisible())
        self.assertFalse(layers["Stops"].isVisible())
        self.assertTrue(layers["Chaperone posts"].layer().labelsEnabled())
        self.assertIn("Arrive", layers["Chaperone posts"].layer().mapTipTemplate())

    def test_no_layer_is_opened_where_nobody_wants_it(self):
        out = str(self.folder / "out")
        self.run_tool("plan", {"plan": str(ROOT / "Samples/coventry.yml"), "out": out, "open_layers": False})
        self.assertEqual(QgsProject.instance().count(), 0)

    def test_a_layer_in_memory_is_saved_for_the_command(self):
        layer = QgsVectorLayer("Point?crs=EPSG:27700&field=fid:integer&field=happened:string", "mine", "memory")
        for number in range(40):
            feature = QgsFeature(layer.fields())
            feature.setGeometry(QgsGeometry.fromPointXY(QgsPointXY(433000 + 37 * number, 279000 + 11 * number)))
            feature.setAttributes([number, f"2025-03-{number % 27 + 1:02d} 15:{number:02d}"])
            layer.dataProvider().addFeature(feature)
        QgsProject.instance().addMapLayer(layer)
        values = self.sample(incidents=[layer.id()], columns="when=happened")
        answer, heard = self.run_tool("check", values)
        self.assertIn("40 rows read", answer["ANSWER"] + "\n".join(heard.lines))
        self.assertTrue(any("mine: saved for the command" in line for line in heard.lines), heard.lines)

    def test_a_filter_of_a_layer_holds(self):
        areas = QgsVectorLayer(str(ROOT / "GeoData/areas.geojson"), "areas", "ogr")
        areas.setSubsetString("\"name\" IN ('Coventry', 'Willenhall')")
        QgsProject.instance().addMapLayer(areas)
        answer, heard = self.run_tool("areas", self.sample(areas=areas.id(), study_area_named=None, study_area=areas.id()))
        told = answer["ANSWER"] + "\n".join(heard.lines)
        self.assertIn("Willenhall", told)
        self.assertNotIn("Hillfields", told)

    def test_a_layer_of_a_file_with_several_is_named(self):
        package = str(ROOT / "GeoData/streets.gpkg")
        layer = QgsVectorLayer(f"{package}|layername=streets_synthetic", "streets", "ogr")
        self.assertTrue(layer.isValid())
        QgsProject.instance().addMapLayer(layer)
        out = str(self.folder / "net.gpkg")
        _, heard = self.run_tool("streets", {"file": layer.id(), "layer": "streets_synthetic", "out": out})
        self.assertTrue(any("streets.gpkg" in line for line in heard.lines), heard.lines)
        self.assertTrue(os.path.isfile(out))


class Faults(InQGIS):
    def test_a_refusal_is_shown_as_the_command_says_it(self):
        with self.assertRaises(QgsProcessingException) as caught:
            self.run_tool("hotspots", self.sample(study_area_named="Nowhere"))
        self.assertIn("Nowhere", str(caught.exception))
        self.assertNotIn("Traceback", str(caught.exception))

    def test_a_name_and_a_layer_together_are_refused(self):
        with self.assertRaisesRegex(QgsProcessingException, "give one of the two"):
            self.run_tool("peaks", self.sample(study_area=str(ROOT / "GeoData/areas.geojson")))

    def test_cancelling_stops_the_command_and_leaves_no_file(self):
        tool = QgsApplication.processingRegistry().createAlgorithmById("homeward:plan")
        heard, out = Heard(), self.folder / "out"
        threading.Timer(1.0, heard.cancel).start()
        begin = time.monotonic()
        context = QgsProcessingContext()
        tool.run({"plan": str(ROOT / "Samples/coventry.yml"), "out": str(out)}, context, heard)
        self.assertLess(time.monotonic() - begin, 12)
        self.assertFalse(out.exists())
        self.assertTrue(any("Cancelled" in line for line in heard.lines), heard.lines)

    def test_a_missing_command_is_one_tool_that_says_what_to_do(self):
        before = os.environ["HOMEWARD_COMMAND"]
        os.environ["HOMEWARD_COMMAND"] = str(self.folder / "none")
        try:
            provider().refreshAlgorithms()
            self.assertEqual([tool.name() for tool in provider().algorithms()], ["missing"])
            with self.assertRaisesRegex(QgsProcessingException, "HOMEWARD_COMMAND names it.*make install"):
                self.run_tool("missing", {})
        finally:
            os.environ["HOMEWARD_COMMAND"] = before
            provider().refreshAlgorithms()
        self.assertGreater(len(provider().algorithms()), 20)


if __name__ == "__main__":
    unittest.main()
