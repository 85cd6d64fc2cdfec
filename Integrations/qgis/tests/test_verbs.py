"""How the command's help becomes parameters, and what is given for them a command line. Needs no QGIS."""

import json
import os
import re
import subprocess
import sys
import unittest
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "homeward"))
import verbs  # noqa: E402


def option(name, abstract, value="number", **more):
    return {
        "kind": "option", "names": [{"kind": "long", "name": name}], "valueName": value, "abstract": abstract,
        "isOptional": True, "isRepeating": False, "shouldDisplay": True, **more}


def flag(name, abstract):
    return {**option(name, abstract), "kind": "flag"}


FILE = {"completionKind": {"file": {"extensions": []}}}


def verb(*arguments, name="find"):
    """The verb of these arguments beside three that have none, so that nothing is shared by most."""
    others = [{"commandName": f"other{number}", "arguments": []} for number in range(3)]
    commands = [{"commandName": name, "abstract": "Find it.", "discussion": "More.", "arguments": list(arguments)}]
    return verbs.verbs({"command": {"commandName": "homeward", "subcommands": commands + others}})[0]


def only(argument, *others):
    return verb(argument, *others).parameters[0]


class Kinds(unittest.TestCase):
    def test_a_range_with_a_unit_is_a_number_with_its_standard_value(self):
        made = only(option("cell", "The width of a cell (10 to 10000 m). (default: 100)", "m"))
        self.assertEqual((made.kind, made.least, made.most, made.standard), (verbs.NUMBER, 10.0, 10000.0, 100.0))
        self.assertEqual((made.name, made.flag, made.label, made.optional), ("cell", "--cell", "Cell", True))

    def test_a_count_is_whole(self):
        made = only(option("teams", "Teams on a school day (1 to 200). (default: 6)", "count"))
        self.assertEqual((made.kind, made.least, made.most, made.standard), (verbs.WHOLE, 1, 200, 6))
        self.assertIsInstance(made.standard, int)

    def test_a_number_that_may_be_a_word_is_text(self):
        made = only(option("permutations", "How often; auto takes what it needs. (default: auto)", "auto|count"))
        self.assertEqual((made.kind, made.standard), (verbs.TEXT, "auto"))
        self.assertEqual(only(option("cells", "Widths (1 to 5 m).", "m,…", isRepeating=True)).kind, verbs.TEXTS)

    def test_a_list_of_words_is_a_choice(self):
        listed = {"completionKind": {"list": {"values": ["square", "hexagonal"]}}}
        made = only(option("form", "The form (square or hexagonal). (default: square)", "choice", **listed))
        self.assertEqual((made.kind, made.choices, made.standard), (verbs.CHOICE, ("square", "hexagonal"), "square"))
        told = only(
            option("method", "a or b. (values: a, b; default: b)", "method", allValues=["a", "b"], defaultValue="b"))
        self.assertEqual((told.choices, told.standard), (("a", "b"), "b"))

    def test_layers_files_and_outputs_are_told_apart(self):
        layer = option("areas-layer", "The areas' layer, where the file has several.", "layer")
        areas = only(option("areas", "Polygons with names.", "file", **FILE), layer)
        self.assertEqual((areas.kind, areas.layer_of), (verbs.LAYER, "--areas-layer"))
        self.assertEqual(only(option("base", "Divide by a layer.", "file", **FILE)).kind, verbs.FILE)
        self.assertEqual(only(option("keep", "A layer of what stays.", "file", **FILE)).kind, verbs.LAYER)
        self.assertEqual(only(option("calendar", "Terms.", "file", isRepeating=True, **FILE)).kind, verbs.FILES)
        out = option("out", "The file to write, in the format of its ending; - writes it.", "file", **FILE)
        self.assertEqual(only(out).kind, verbs.LAYER_OUT)
        self.assertEqual(only(option("posts", "Write the posts too.", "file", **FILE)).kind, verbs.LAYER_OUT)
        self.assertEqual(only(option("bands", "Write the table of bands too.", "file", **FILE)).kind, verbs.FILE_OUT)
        table = only(option("out", "The CSV file to write; - for standard output.", "file", **FILE))
        self.assertEqual((table.kind, table.endings), (verbs.FILE_OUT, ("csv",)))
        self.assertEqual(only(option("rejects", "A file for the rows that …", "file", **FILE)).kind, verbs.FILE_OUT)
        folder = {"completionKind": {"directory": {}}}
        self.assertEqual(only(option("out", "The folder to write to.", "folder", **folder)).kind, verbs.FOLDER_OUT)
        self.assertEqual(only(option("folder", "The first plan.", "folder", **folder)).kind, verbs.FOLDER)

    def test_incidents_are_layers_and_stand_without_an_option(self):
        argument = {
            "kind": "positional", "valueName": "incidents", "abstract": "Files of incidents.", "isOptional": False,
            "isRepeating": True, "shouldDisplay": True, **FILE}
        made = only(argument, option("incidents-layer", "The layer.", "layer"))
        self.assertEqual((made.kind, made.flag, made.optional, made.layer_of), (
            verbs.LAYERS, "", False, "--incidents-layer"))

    def test_days_systems_switches_and_texts(self):
        self.assertEqual(only(option("from", "The first day.", "YYYY-MM-DD")).kind, verbs.DATE)
        crs = only(option("crs", "The system. (default: EPSG:27700)", "EPSG:n"))
        self.assertEqual((crs.kind, crs.standard, crs.label), (verbs.CRS, "EPSG:27700", "CRS"))
        self.assertEqual(only(flag("strict", "Refuse.")).kind, verbs.SWITCH)
        self.assertEqual(only(option("where", "Values.", "column=value", isRepeating=True)).kind, verbs.TEXTS)

    def test_what_every_tool_has_by_itself_is_no_parameter(self):
        made = verb(flag("help", "Show help."), flag("quiet", "No words."), flag("json", "A summary."), flag("keys", "K"))
        self.assertEqual([parameter.name for parameter in made.parameters], ["keys"])

    def test_a_file_or_a_name_becomes_two_parameters_of_one_option(self):
        made = verb(
            option("study-area", "A layer of polygons; as an option also the name of one of the areas.", "file", **FILE))
        self.assertEqual([(each.name, each.kind, each.flag) for each in made.parameters], [
            ("study_area", verbs.LAYER, "--study-area"), ("study_area_named", verbs.TEXT, "--study-area")])

    def test_verbs_below_verbs_are_tools_and_help_is_none(self):
        dump = {"command": {"commandName": "homeward", "subcommands": [
            {"commandName": "simulate", "subcommands": [{"commandName": "streets"}]}, {"commandName": "help"}]}}
        self.assertEqual([made.name for made in verbs.verbs(dump)], ["simulate_streets"])


class CommandLines(unittest.TestCase):
    made = verb(
        {"kind": "positional", "valueName": "incidents", "isRepeating": True, "isOptional": False, **FILE},
        option("cell", "The width (10 to 1000 m). (default: 100)", "m"), flag("strict", "Refuse."),
        option("where", "Values.", "column=value", isRepeating=True), option("harm", "A number (-5 to 5)."))

    def words(self, **values):
        return verbs.arguments(self.made, values)

    def test_standard_and_missing_values_are_left_out(self):
        self.assertEqual(self.words(cell=100.0, strict=False, where=[], harm=None), ["find"])

    def test_values_stand_in_one_word_with_their_option(self):
        self.assertEqual(self.words(cell=250.0, harm=-1.5, strict=True), ["find", "--cell=250", "--strict", "--harm=-1.5"])
        self.assertEqual(self.words(where=["a=b c", "d=--x"]), ["find", "--where=a=b c", "--where=d=--x"])

    def test_no_file_is_taken_for_an_option(self):
        self.assertEqual(self.words(incidents=["--out", "a b.csv"]), ["find", "--", "--out", "a b.csv"])


@unittest.skipUnless(os.environ.get("HOMEWARD_COMMAND"), "HOMEWARD_COMMAND names no command")
class WholeHelp(unittest.TestCase):
    """The help of the command that was built: nothing of it is lost or misjudged."""

    @classmethod
    def setUpClass(cls):
        answer = subprocess.run(
            [os.environ["HOMEWARD_COMMAND"], "--experimental-dump-help"], capture_output=True, text=True, check=True)
        cls.dump = json.loads(answer.stdout)
        cls.verbs = verbs.verbs(cls.dump)

    def test_every_argument_of_every_verb_is_a_parameter(self):
        leaves = dict(verbs._leaves(self.dump["command"], ()))
        self.assertGreater(len(leaves), 20)
        self.assertEqual(list(leaves), [made.words for made in self.verbs])
        for made in self.verbs:
            wanted = [verbs._name(each) for each in leaves[made.words].get("arguments", []) if verbs.is_shown(each)]
            held = [each.name for each in made.parameters if not each.name.endswith("_named")]
            self.assertEqual(held, [name.replace("-", "_") for name in wanted], made.name)
            self.assertEqual(len(set(held)), len(held), made.name)

    def test_every_standard_value_lies_in_its_range_or_choice(self):
        ranges = 0
        for made in self.verbs:
            for each in made.parameters:
                if each.kind in (verbs.WHOLE, verbs.NUMBER):
                    ranges += 1
                    self.assertLess(each.least, each.most, (made.name, each.name))
                    if each.standard is not None:
                        self.assertTrue(each.least <= each.standard <= each.most, (made.name, each.name))
                if each.kind == verbs.CHOICE:
                    self.assertGreater(len(each.choices), 1, (made.name, each.name))
                    self.assertIn(each.standard, (None, *each.choices), (made.name, each.name))
        self.assertGreater(ranges, 100)

    def test_no_range_is_overlooked(self):
        for made in self.verbs:
            for each in made.parameters:
                if re.search(r"\(-?\d[\d.]* to \d", each.meaning) and each.kind not in (verbs.WHOLE, verbs.NUMBER):
                    self.assertIn(each.kind, (verbs.TEXT, verbs.TEXTS), (made.name, each.name))

    def test_outputs_are_what_is_written(self):
        written = {each.name for made in self.verbs for each in made.parameters if each.kind in verbs.OUTPUTS}
        self.assertLessEqual({"out", "posts", "visits", "rejects", "truth"}, written)
        self.assertFalse({"areas", "schools", "calendar", "harm", "streets", "keep"} & written)


if __name__ == "__main__":
    unittest.main()
