"""How the command is found, asked and run. Needs no QGIS and no Homeward: a script stands for the command."""

import json
import os
import sys
import tempfile
import time
import unittest
from pathlib import Path
from unittest import mock

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "homeward"))
import command  # noqa: E402


class WithACommand(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)

    def command(self, body, name="homeward"):
        path = self.folder / name
        path.write_text("#!/bin/sh\n" + body)
        path.chmod(0o755)
        return str(path)


class Finding(WithACommand):
    def test_the_setting_goes_before_the_variable_and_that_before_the_path(self):
        one, two, three = (self.command("", name) for name in ("one", "two", "homeward"))
        with mock.patch.dict(os.environ, {"PATH": str(self.folder), "HOMEWARD_COMMAND": two}):
            self.assertEqual(command.find(one), one)
            self.assertEqual(command.find(), two)
        with mock.patch.dict(os.environ, {"PATH": str(self.folder), "HOMEWARD_COMMAND": ""}):
            self.assertEqual(command.find(), three)

    def test_a_wrong_setting_is_not_passed_over(self):
        with self.assertRaisesRegex(command.CommandError, "no such command.*the setting"):
            command.find(str(self.folder / "none"))

    def test_a_missing_command_says_what_to_do(self):
        with mock.patch.dict(os.environ, {"PATH": str(self.folder), "HOMEWARD_COMMAND": ""}), \
                mock.patch.object(command, "USUAL", ()):
            with self.assertRaisesRegex(command.CommandError, "make install.*Processing › Providers"):
                command.find()


class Help(WithACommand):
    body = 'echo "$1" >> "$0.asked"\nif [ "$1" = --version ]; then echo 1.2; else echo \'{"command": {}}\'; fi\n'

    def test_the_help_is_asked_once_for_each_program(self):
        path = self.command(self.body)
        for _ in range(3):
            self.assertEqual(command.dumped_help(path, self.folder / "kept"), {"command": {}})
        asked = (self.folder / "homeward.asked").read_text().split()
        self.assertEqual(asked.count("--experimental-dump-help"), 1)
        # A new build of the same version is another program.
        os.utime(path, (1, 1))
        command.dumped_help(path, self.folder / "kept")
        asked = (self.folder / "homeward.asked").read_text().split()
        self.assertEqual(asked.count("--experimental-dump-help"), 2)
        self.assertEqual(len(list((self.folder / "kept").iterdir())), 1)

    def test_a_help_that_was_kept_broken_is_asked_anew(self):
        path = self.command(self.body)
        command.dumped_help(path, self.folder / "kept")
        kept = next((self.folder / "kept").iterdir())
        kept.write_text("{")
        self.assertEqual(command.dumped_help(path, self.folder / "kept"), {"command": {}})
        self.assertEqual(json.loads(kept.read_text()), {"command": {}})

    def test_something_else_of_that_name_is_refused(self):
        path = self.command("echo hello")
        with self.assertRaisesRegex(command.CommandError, "its help cannot be read"):
            command.dumped_help(path, self.folder / "kept")


class Running(WithACommand):
    def run_it(self, body, *words, **more):
        said, shares = [], []
        printed = command.run(
            self.command(body), words, say=said.append, progress=lambda *share: shares.append(share), **more)
        return printed, said, shares

    def test_answers_messages_and_progress_go_their_ways(self):
        body = r'''
        echo "the answer: $1"
        if [ -t 2 ]; then printf '\r\033[KReading a.csv …' >&2; sleep 0.2
        printf '\r\033[KReading a.csv: 43 %%, 3 s left …' >&2; sleep 0.2; printf '\r\033[K' >&2; fi
        echo "a line" >&2; echo >&2; echo "another … line" >&2
        '''
        printed, said, shares = self.run_it(body, "a b")
        self.assertEqual(printed, "the answer: a b\n")
        self.assertEqual(said, ["a line", "", "another … line"])
        self.assertEqual(shares, [(None, "Reading a.csv"), (43, "Reading a.csv, 3 s left")])

    def test_a_refusal_is_said_in_the_command_s_own_words(self):
        with self.assertRaises(command.CommandError) as caught:
            self.run_it("echo noise >&2; echo 'homeward: --cell 1: too small; give more' >&2; exit 64")
        self.assertEqual(str(caught.exception), "--cell 1: too small; give more")
        self.assertEqual(caught.exception.code, 64)

    def test_an_end_without_a_word_names_the_code(self):
        with self.assertRaisesRegex(command.CommandError, "code 3"):
            self.run_it("exit 3")

    def test_cancelling_stops_the_command_and_what_it_has_started(self):
        begin = time.monotonic()
        with self.assertRaisesRegex(command.CommandError, "Cancelled"):
            self.run_it(f"sleep 60 & echo $! > {self.folder}/child; wait",
                        is_cancelled=lambda: time.monotonic() - begin > 0.5)
        self.assertLess(time.monotonic() - begin, 10)
        child = int((self.folder / "child").read_text())
        time.sleep(0.2)
        state = Path(f"/proc/{child}/stat")
        self.assertTrue(not state.exists() or state.read_text().split()[2] == "Z")

    def test_a_command_that_does_not_listen_is_killed(self):
        begin = time.monotonic()
        with self.assertRaises(command.CommandError):
            self.run_it("trap '' TERM; while :; do sleep 0.1; done",
                        is_cancelled=lambda: time.monotonic() - begin > 0.5)
        self.assertLess(time.monotonic() - begin, 20)

    def test_much_text_on_both_ways_blocks_nothing(self):
        printed, said, _ = self.run_it(
            "i=0; while [ $i -lt 20000 ]; do echo $i; echo $i >&2; i=$((i+1)); done")
        self.assertEqual(len(printed.split()), 20000)
        self.assertEqual(said, printed.split())


if __name__ == "__main__":
    unittest.main()
