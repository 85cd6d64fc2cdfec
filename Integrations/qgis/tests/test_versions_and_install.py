"""The plugin is installed and taken away whole, and says the command's version. Needs no QGIS."""

import os
import re
import subprocess
import tempfile
import unittest
from pathlib import Path

HERE = Path(__file__).resolve().parents[1]


class Install(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)

    def install(self, *words, **variables):
        environment = {
            **{key: value for key, value in os.environ.items() if key != "QGIS_PROFILE"},
            "HOME": str(self.folder), "XDG_DATA_HOME": str(self.folder / "data"), **variables}
        return subprocess.run([HERE / "install", *words], env=environment, capture_output=True, text=True)

    def test_every_file_goes_into_the_profile_and_away_again(self):
        profile = self.folder / "my profile"
        self.assertEqual(self.install(QGIS_PROFILE=str(profile)).returncode, 0)
        plugin = profile / "python/plugins/homeward"
        wanted = {path.name for path in (HERE / "homeward").iterdir() if path.is_file()}
        self.assertEqual({path.name for path in plugin.iterdir()}, wanted)
        (plugin / "old.py").write_text("")
        self.install(QGIS_PROFILE=str(profile))
        self.assertFalse((plugin / "old.py").exists())
        self.assertEqual(self.install("--remove", QGIS_PROFILE=str(profile)).returncode, 0)
        self.assertFalse(plugin.exists())

    @unittest.skipIf(os.uname().sysname == "Darwin", "profiles lie elsewhere")
    def test_the_standard_profile_is_the_user_s(self):
        self.install()
        self.install(QGIS_PROFILE="work")
        for name in ("default", "work"):
            plugin = self.folder / "data/QGIS/QGIS3/profiles" / name / "python/plugins/homeward"
            self.assertTrue((plugin / "metadata.txt").is_file(), name)

    def test_another_plugin_of_that_name_is_left_alone(self):
        plugin = self.folder / "p/python/plugins/homeward"
        plugin.mkdir(parents=True)
        (plugin / "metadata.txt").write_text("[general]\nname=Something else\n")
        answer = self.install(QGIS_PROFILE=str(self.folder / "p"))
        self.assertEqual(answer.returncode, 73)
        self.assertIn("move it away", answer.stderr)
        self.assertTrue((plugin / "metadata.txt").is_file())


class Versions(unittest.TestCase):
    metadata = (HERE / "homeward/metadata.txt").read_text(encoding="utf-8")

    def test_what_qgis_asks_for_is_there(self):
        for key in ("name", "qgisMinimumVersion", "description", "version", "author", "email", "about"):
            self.assertRegex(self.metadata, rf"(?m)^{key}=\S", key)
        self.assertRegex(self.metadata, r"(?m)^hasProcessingProvider=yes$")

    @unittest.skipUnless(os.environ.get("HOMEWARD_COMMAND"), "HOMEWARD_COMMAND names no command")
    def test_the_plugin_has_the_command_s_version(self):
        told = subprocess.run(
            [os.environ["HOMEWARD_COMMAND"], "--version"], capture_output=True, text=True, check=True).stdout.strip()
        self.assertEqual(re.search(r"(?m)^version=(.*)$", self.metadata).group(1), told)


if __name__ == "__main__":
    unittest.main()
