"""A verb as a tool."""

import html
import os
import tempfile

from qgis.core import (
    QgsProcessing, QgsProcessingAlgorithm, QgsProcessingException, QgsProcessingOutputString,
    QgsProcessingParameterBoolean, QgsProcessingParameterCrs, QgsProcessingParameterDateTime,
    QgsProcessingParameterDefinition, QgsProcessingParameterEnum, QgsProcessingParameterFile,
    QgsProcessingParameterFileDestination, QgsProcessingParameterFolderDestination,
    QgsProcessingParameterMultipleLayers, QgsProcessingParameterNumber, QgsProcessingParameterString,
    QgsProcessingParameterVectorDestination, QgsProcessingParameterVectorLayer, QgsProject)

from . import command, results, verbs
from .inputs import file_of

# What a tool has beside what the verb has: where a run's folder is written, its layers may be opened.
OPEN = "open_layers"
# What the command prints, for models and scripts.
ANSWER = "ANSWER"


class VerbAlgorithm(QgsProcessingAlgorithm):
    """Runs one verb of the command."""

    def __init__(self, verb):
        super().__init__()
        self.verb = verb
        self.opened = None

    def createInstance(self):
        return VerbAlgorithm(self.verb)

    def name(self):
        return self.verb.name

    def displayName(self):
        return f"{' '.join(self.verb.words).capitalize()}: {self.verb.title}"

    def shortDescription(self):
        return self.verb.title

    def tags(self):
        return ["homeward", *self.verb.words]

    def shortHelpString(self):
        return paragraphs(self.verb.help)

    def flags(self):
        return super().flags() | QgsProcessingAlgorithm.FlagCanCancel

    def initAlgorithm(self, configuration=None):
        for parameter in self.verb.parameters:
            self.addParameter(definition(parameter))
        if any(parameter.kind == verbs.FOLDER_OUT for parameter in self.verb.parameters):
            self.addParameter(
                QgsProcessingParameterBoolean(OPEN, "Open the layers when it is done, in groups and styled", True))
        self.addOutput(QgsProcessingOutputString(ANSWER, "What the command says"))

    def processAlgorithm(self, values, context, feedback):
        given, written = {}, {}
        for parameter in self.verb.parameters:
            value = self.given(parameter, values, context, feedback, given)
            if value is not None and parameter.kind in verbs.OUTPUTS:
                written[parameter.name] = value
            if parameter.name in given and given[parameter.name] not in (None, "", []):
                continue  # The name of a layer that came with its file.
            given[parameter.name] = value
        self.joinNamed(given)
        words = verbs.arguments(self.verb, given)
        program = self.provider().command if self.provider() is not None else command.find()
        feedback.pushCommandInfo(f"homeward {' '.join(map(quoted, words))}")

        def progress(share, text):
            if share is not None:
                feedback.setProgress(share)
            feedback.setProgressText(text)

        try:
            # The project's folder, so that its plan's relative paths hold; else a folder where nothing lies.
            printed = command.run(
                program, words, say=feedback.pushInfo, progress=progress, is_cancelled=feedback.isCanceled,
                folder=self.folder(context))
        except command.CommandError as error:
            if feedback.isCanceled():
                feedback.pushInfo(str(error))
                return {}
            raise QgsProcessingException(str(error)) from error
        for line in printed.rstrip().splitlines():
            feedback.pushInfo(line)
        self.open(written, context, values)
        return {**written, ANSWER: printed}

    def given(self, parameter, values, context, feedback, given):
        """What the command is given for a parameter, as ``verbs.arguments`` takes it; None for nothing."""
        raw, kind = values.get(parameter.name), parameter.kind
        if kind == verbs.FOLDER_OUT:
            return self.parameterAsString(values, parameter.name, context) or None
        if kind == verbs.LAYER_OUT:
            return self.parameterAsOutputLayer(values, parameter.name, context) or None
        if kind == verbs.FILE_OUT:
            return self.parameterAsFileOutput(values, parameter.name, context) or None
        if kind in (verbs.FILES, verbs.LAYERS):
            parts = raw if isinstance(raw, (list, tuple)) else [raw]
            found = [self.file(part, parameter, context, feedback, given) for part in parts if part not in (None, "")]
            return found or None
        if raw is None or raw == "":
            return None
        if kind == verbs.LAYER:
            return self.file(raw, parameter, context, feedback, given)
        if kind == verbs.SWITCH:
            return self.parameterAsBoolean(values, parameter.name, context)
        if kind == verbs.CHOICE:
            return parameter.choices[self.parameterAsEnum(values, parameter.name, context)]
        if kind == verbs.WHOLE:
            return self.parameterAsInt(values, parameter.name, context)
        if kind == verbs.NUMBER:
            return self.parameterAsDouble(values, parameter.name, context)
        if kind == verbs.DATE:
            day = self.parameterAsDateTime(values, parameter.name, context).date()
            return day.toString("yyyy-MM-dd") if day.isValid() else None
        if kind == verbs.CRS:
            return self.parameterAsCrs(values, parameter.name, context).authid() or None
        text = self.parameterAsString(values, parameter.name, context)
        if kind == verbs.TEXTS:
            return [line.strip() for line in text.splitlines() if line.strip()] or None
        return text

    def file(self, raw, parameter, context, feedback, given):
        """The path of a layer or file; where it is one layer of several in its file, that layer's name is given too."""
        if hasattr(raw, "staticValue"):
            raw = raw.staticValue()
        path, layer = file_of(raw, context, feedback)
        if layer and parameter.layer_of:
            given[parameter.layer_of[2:].replace("-", "_")] = layer
        return path

    def joinNamed(self, given):
        """Brings together the two parameters of an option that takes a file or a name."""
        for parameter in self.verb.parameters:
            if not parameter.name.endswith("_named"):
                continue
            whole = parameter.name[: -len("_named")]
            if given.get(parameter.name) and given.get(whole):
                raise QgsProcessingException(f"{parameter.label}: a layer is given too; give one of the two")

    def open(self, written, context, values):
        for name, path in written.items():
            parameter = self.verb.parameter(name)
            if parameter.kind == verbs.LAYER_OUT:
                results.style(path, context)
            elif parameter.kind == verbs.FILE_OUT and path.lower().endswith(".csv") and os.path.isfile(path):
                results.open_table(path, parameter.label, name, context)
            elif parameter.kind == verbs.FOLDER_OUT and self.parameterAsBoolean(values, OPEN, context):
                package = os.path.join(path, "homeward.gpkg")
                if os.path.isfile(package):
                    self.opened = package

    def postProcessAlgorithm(self, context, feedback):
        if self.opened is not None:
            project = context.project() or QgsProject.instance()
            layers = results.open_run(self.opened, "Homeward", project)
            feedback.pushInfo(
                f"{len(layers)} layers are open. {self.opened} also holds a project with themes and a page to print: "
                "Project › Open From › GeoPackage, Homeward")
        return {}

    @staticmethod
    def folder(context):
        project = context.project()
        return (project.homePath() if project is not None else "") or tempfile.gettempdir()


class MissingCommand(QgsProcessingAlgorithm):
    """Stands in the list of tools where the command is not found, and says what to do."""

    def __init__(self, words):
        super().__init__()
        self.words = words

    def createInstance(self):
        return MissingCommand(self.words)

    def name(self):
        return "missing"

    def displayName(self):
        return "The command homeward is not found: open this to read what to do"

    def shortHelpString(self):
        return html.escape(self.words)

    def initAlgorithm(self, configuration=None):
        pass

    def processAlgorithm(self, values, context, feedback):
        raise QgsProcessingException(self.words)


def definition(parameter):
    """A parameter as QGIS has it."""
    name, label, optional = parameter.name, parameter.label, parameter.optional
    kind, standard = parameter.kind, parameter.standard
    pattern = " ".join(f"*.{ending}" for ending in parameter.endings)
    files = f"{label} ({pattern})" if pattern else ""
    if kind == verbs.LAYER:
        made = QgsProcessingParameterVectorLayer(name, label, [QgsProcessing.TypeVector], None, optional)
    elif kind == verbs.LAYERS:
        made = QgsProcessingParameterMultipleLayers(name, label, QgsProcessing.TypeVector, None, optional)
    elif kind == verbs.FILES:
        made = QgsProcessingParameterMultipleLayers(name, label, QgsProcessing.TypeFile, None, optional)
    elif kind == verbs.FILE:
        made = QgsProcessingParameterFile(name, label, optional=optional, fileFilter=files)
    elif kind == verbs.FOLDER:
        made = QgsProcessingParameterFile(name, label, QgsProcessingParameterFile.Folder, optional=optional)
    elif kind == verbs.LAYER_OUT:
        made = QgsProcessingParameterVectorDestination(
            name, label, QgsProcessing.TypeVectorAnyGeometry, None, optional, name == "out")
    elif kind == verbs.FILE_OUT:
        made = QgsProcessingParameterFileDestination(name, label, files, None, optional, False)
    elif kind == verbs.FOLDER_OUT:
        made = QgsProcessingParameterFolderDestination(name, label, None, optional, name == "out")
    elif kind == verbs.SWITCH:
        made = QgsProcessingParameterBoolean(name, label, False, True)
    elif kind == verbs.CHOICE:
        index = parameter.choices.index(standard) if standard in parameter.choices else None
        made = QgsProcessingParameterEnum(name, label, list(parameter.choices), False, index, optional)
    elif kind in (verbs.WHOLE, verbs.NUMBER):
        of = QgsProcessingParameterNumber
        made = of(
            name, label, of.Integer if kind == verbs.WHOLE else of.Double, standard, optional, parameter.least,
            parameter.most)
    elif kind == verbs.DATE:
        made = QgsProcessingParameterDateTime(name, label, QgsProcessingParameterDateTime.Date, None, optional)
    elif kind == verbs.CRS:
        made = QgsProcessingParameterCrs(name, label, standard, optional)
    else:
        made = QgsProcessingParameterString(name, label, standard, kind == verbs.TEXTS, optional)
    if parameter.shared:
        made.setFlags(made.flags() | QgsProcessingParameterDefinition.FlagAdvanced)
    if hasattr(made, "setHelp"):
        made.setHelp(html.escape(parameter.meaning))
    return made


def quoted(word):
    """A word as a shell would take it, for whoever wants to type what a tool did."""
    import shlex

    return shlex.quote(word)


def paragraphs(text):
    """Help as HTML: paragraphs, and what is indented as it stands."""
    parts = []
    for part in text.split("\n\n"):
        escaped = html.escape(part.strip("\n"))
        parts.append(f"<pre>{escaped}</pre>" if part.startswith("  ") else f"<p>{escaped}</p>")
    return "".join(parts)
