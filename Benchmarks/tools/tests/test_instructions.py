"""Reading callgrind's profiles and holding counts against those that were blessed."""
import unittest

import instructions

PROFILE = """\
version: 1
positions: line
events: Ir

ob=(1) /build/Instructions
fl=(1) ???
fn=(1) main
0 100
cob=(2) /usr/lib/libc.so.6
cfn=(2) memcpy
calls=3 0
0 5000
+3 20

ob=(2)
fn=(2)
0 5000

ob=(3) /usr/lib/swift/libswiftCore.so
fn=(3) swift_retain
* 7
- 1

ob=(1)
fn=(4) other
0 1000
totals: 6128
"""


class Profile(unittest.TestCase):
    def test_only_what_the_objects_did_themselves_counts(self):
        lines = PROFILE.splitlines(keepends=True)
        self.assertEqual(instructions.own_cost(lines, {"Instructions", "libswiftCore.so"}), 100 + 20 + 7 + 1 + 1000)
        self.assertEqual(instructions.own_cost(lines, {"libc.so.6"}), 5000)
        self.assertEqual(instructions.own_cost(lines, {"nothing"}), 0)


class Comparison(unittest.TestCase):
    def test_three_per_cent_more_pass_and_a_little_more_does_not(self):
        self.assertTrue(instructions.compare({"read": 1000}, {"read": 1030})[1])
        lines, passes = instructions.compare({"read": 1000}, {"read": 1031})
        self.assertFalse(passes)
        self.assertIn("over 3% more", lines[0])

    def test_fewer_pass_and_are_told(self):
        lines, passes = instructions.compare({"read": 1000}, {"read": 500})
        self.assertTrue(passes)
        self.assertIn("-50.00%", lines[0])
        self.assertIn("bless", lines[0])

    def test_a_kernel_on_one_side_alone_fails(self):
        self.assertFalse(instructions.compare({"read": 1}, {})[1])
        self.assertFalse(instructions.compare({}, {"read": 1})[1])


if __name__ == "__main__":
    unittest.main()
