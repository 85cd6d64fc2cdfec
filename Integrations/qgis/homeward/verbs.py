"""The command's own help as parameters of tools.

Nothing here knows a verb or an option by its name: a tool's parameters, their kinds, ranges, choices and standard values are
what ``homeward --experimental-dump-help`` says, so that a new verb or option is a tool or a parameter at once. Nothing here
needs QGIS.
"""

import re
from dataclasses import dataclass, field

# What every tool has by itself: help, the version, answers for programs, silence.
LEFT_OUT = {"help", "version", "json", "quiet"}

# Kinds of parameters.
LAYER, LAYERS, FILE, FILES, FOLDER = "layer", "layers", "file", "files", "folder"
LAYER_OUT, FILE_OUT, FOLDER_OUT = "layer out", "file out", "folder out"
SWITCH, CHOICE, WHOLE, NUMBER, DATE, CRS, TEXT, TEXTS = (
    "switch", "choice", "whole", "number", "date", "crs", "text", "texts")
OUTPUTS = {LAYER_OUT, FILE_OUT, FOLDER_OUT}


@dataclass(frozen=True)
class Parameter:
    """One parameter of a tool."""

    name: str
    """Its name in scripts and models: the option's, with underscores."""
    flag: str
    """What the command calls it, ``--areas``; empty for what stands without an option."""
    kind: str
    label: str
    meaning: str
    optional: bool
    standard: object = None
    least: object = None
    most: object = None
    choices: tuple = ()
    endings: tuple = ()
    """The endings of files that may be chosen; empty for all."""
    layer_of: str = ""
    """The flag that takes the name of a layer inside the file."""
    shared: bool = False
    """Whether most verbs have it, so that a dialog may fold it away."""


@dataclass(frozen=True)
class Verb:
    """One verb of the command, such as ``hotspots`` or ``simulate streets``."""

    words: tuple
    title: str
    help: str
    parameters: tuple = field(default=())

    @property
    def name(self):
        """The tool's name in scripts and models."""
        return "_".join(self.words).replace("-", "_")

    def parameter(self, name):
        return next(parameter for parameter in self.parameters if parameter.name == name)


def verbs(dump):
    """All verbs of a dumped help, in its order."""
    root = dump["command"]
    leaves = list(_leaves(root, ()))
    counts = {}
    for _, command in leaves:
        for argument in command.get("arguments", []):
            counts[_name(argument)] = counts.get(_name(argument), 0) + 1
    shared = {name for name, count in counts.items() if 2 * count > len(leaves)}
    return [_verb(words, command, shared) for words, command in leaves]


def _leaves(command, words):
    for verb in command.get("subcommands", []):
        if verb["commandName"] == "help" or not verb.get("shouldDisplay", True):
            continue
        path = (*words, verb["commandName"])
        if verb.get("subcommands"):
            yield from _leaves(verb, path)
        else:
            yield path, verb


def _verb(words, command, shared):
    arguments = [argument for argument in command.get("arguments", []) if is_shown(argument)]
    layers = {_name(argument) for argument in arguments if _name(argument).endswith("-layer")}
    parameters = []
    for argument in arguments:
        parameters += _parameters(argument, layers, shared)
    text = "\n\n".join(part for part in (command.get("abstract"), command.get("discussion")) if part)
    return Verb(words, command.get("abstract", " ".join(words)).rstrip("."), text, tuple(parameters))


def is_shown(argument):
    """Whether a tool has a parameter for the argument."""
    return argument.get("shouldDisplay", True) and _name(argument) not in LEFT_OUT


def _name(argument):
    """The first long name, or that of the value where the argument has none."""
    names = argument.get("names") or []
    long = [name["name"] for name in names if name["kind"] == "long"]
    return (long or [name["name"] for name in names] or [argument["valueName"]])[0]


def _parameters(argument, layers, shared):
    name = _name(argument)
    meaning = argument.get("abstract", "")
    words, standard = _standard(meaning, argument.get("defaultValue"))
    made = Parameter(
        name=name.replace("-", "_"),
        flag="--" + name if argument.get("names") else "",
        kind=TEXT,
        label=_label(name),
        meaning=meaning,
        optional=argument.get("isOptional", True) or argument["kind"] == "flag",
        standard=standard,
        shared=name in shared,
    )
    kind = _kind(argument, name, words, layers)
    changes = {"kind": kind}
    if kind == CHOICE:
        changes["choices"] = tuple(_choices(argument))
    if kind in (WHOLE, NUMBER):
        least, most = _range(words)
        number = int if kind == WHOLE else float
        changes.update(least=number(least), most=number(most))
        changes["standard"] = number(standard) if standard is not None else None
    if kind in (FILE, FILES, FILE_OUT):
        changes["endings"] = tuple(_completion(argument, "file").get("extensions", []))
        if kind == FILE_OUT and not changes["endings"] and "CSV" in words:
            changes["endings"] = ("csv",)
    if kind in (LAYER, LAYERS) and name + "-layer" in layers:
        changes["layer_of"] = f"--{name}-layer"
    if kind == SWITCH:
        changes["standard"] = False
    if kind in OUTPUTS or kind in (LAYER, LAYERS, FILES, DATE):
        # What most verbs read and write is not to be folded away.
        changes["shared"] = made.shared and name == "rejects"
    made = _with(made, **changes)
    if kind == LAYER and "also the name of" in words:
        named = _with(made, name=made.name + "_named", kind=TEXT, label=made.label + ", by its name", layer_of="")
        return [made, named]
    return [made]


def _with(parameter, **changes):
    return Parameter(**{**parameter.__dict__, **changes})


def _label(name):
    text = name.replace("-", " ")
    return text[:1].upper() + text[1:] if text.lower() not in ("crs",) else text.upper()


def _standard(meaning, told):
    """The words without the standard value at their end, and that value as text."""
    found = re.search(r"\s*\((?:values: [^;()]*; )?default: (.*)\)$", meaning, re.S)
    if found:
        return meaning[: found.start()], found.group(1)
    return meaning, told


def _completion(argument, kind):
    return (argument.get("completionKind") or {}).get(kind) or {}


def _choices(argument):
    return argument.get("allValues") or _completion(argument, "list").get("values") or []


def _range(words):
    """The two ends of ``(10 to 10000 m)``; nothing where there are none."""
    number = r"-?\d+(?:\.\d+)?(?:e[+-]?\d+)?"
    found = re.search(rf"\(({number}) to ({number})(?: [^()]*)?\)\.?$", words.strip())
    return found.groups() if found else None


def _writes(words):
    """Whether help says of a file or a folder that it is written."""
    return re.search(r"^Write\b|\bto write\b|\b[Ff]ile for the\b|\b[Ff]older for\b", words) is not None


def _kind(argument, name, words, layers):
    if argument["kind"] == "flag":
        return SWITCH
    completion = argument.get("completionKind") or {}
    repeats = argument["isRepeating"]
    if "directory" in completion:
        return FOLDER_OUT if _writes(words) else FOLDER
    if "file" in completion:
        if _writes(words):
            return LAYER_OUT if _is_layer_out(words) else FILE_OUT
        is_layer = name + "-layer" in layers or re.match(r"(A|The) (layer|street file)\b", words)
        if repeats:
            return LAYERS if is_layer else FILES
        return LAYER if is_layer else FILE
    if repeats:
        return TEXTS
    if _choices(argument):
        return CHOICE
    value = argument.get("valueName") or ""
    if value == "YYYY-MM-DD":
        return DATE
    if value == "EPSG:n":
        return CRS
    if _range(words) and "|" not in value and "…" not in value:
        ends = _range(words)
        return WHOLE if value == "count" and all(re.fullmatch(r"-?\d+", end) for end in ends) else NUMBER
    return TEXT


def _is_layer_out(words):
    """Whether the file is a layer in the format of its ending; others are tables and texts."""
    return "in the format of its ending" in words or re.match(r"Write the (?!table)", words) is not None


def arguments(verb, values):
    """The words of a command line, without the command's own name.

    ``values`` holds by a parameter's name what was given for it: text, a number, a truth, or a list of texts. What is
    missing, ``None``, empty, or the standard value is left out, for some options have no say beside others.
    """
    words, places = list(verb.words), []
    for parameter in verb.parameters:
        value = values.get(parameter.name)
        if value is None or value == "" or value == [] or value is False or value == parameter.standard:
            continue
        if value is True:
            words.append(parameter.flag)
            continue
        for each in value if isinstance(value, (list, tuple)) else [value]:
            text = _text(each)
            if parameter.flag:
                # In one word, for a value may begin with a hyphen.
                words.append(f"{parameter.flag}={text}")
            else:
                places.append(text)
    # Whatever a file is called, behind the two hyphens it is no option.
    return words + (["--", *places] if places else [])


def _text(value):
    if isinstance(value, float) and value == int(value):
        return str(int(value))
    return str(value)
