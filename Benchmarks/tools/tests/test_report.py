"""The page of results and its plot."""
import unittest
import xml.dom.minidom

import collect
import plot
import report


def entry(who, wall, rows=10, **more):
    return {"name": "read", "title": "reading", "rows": rows, "who": who, "wall": wall, "processor": wall, "runs": 5, **more}


def timing(rows, seconds, exponent=None, reason=None):
    return {
        "kernel": "read", "title": "reading", "rows": rows, "runs": 5, "median": {"wall": seconds, "processor": seconds},
        "answer": 1, "exponent": exponent, "reason": reason,
    }


class Page(unittest.TestCase):
    def test_times_have_three_figures(self):
        words = [report.seconds(value) for value in (0.0000421, 0.00123, 0.0421, 0.1234, 12.345, 123.4)]
        self.assertEqual(words, ["42 µs", "1.23 ms", "42.1 ms", "0.123 s", "12.3 s", "123 s"])

    def test_a_peer_stands_below_ours_with_its_ratio(self):
        text = report.comparison([entry("Homeward", 1, answer=7, peak=3 << 20), entry("Other", 4, answer=8, difference="does less")])
        ours, peer = text.splitlines()[2:]
        self.assertIn("| reading | 10 | Homeward | 1 s | 1 s | 3 MiB | 5 |  |  |  |", ours)
        self.assertIn("|  |  | Other † | 4 s | 4 s |  | 5 | 0.25 | 0.25 | 8 for 7 |", peer)

    def test_a_peer_that_failed_says_why(self):
        self.assertIn("took over 300 s", report.comparison([entry("Homeward", 1), entry("Other", 1, fault="took over 300 s")]))

    def test_a_target_is_held_against_the_fastest_peer_of_equal_work_at_the_largest_size(self):
        found = {"processes": [], "kernels": [
            entry("Homeward", 9, rows=10), entry("Other", 1, rows=10), entry("Homeward", 2, rows=100), entry("Slow", 8, rows=100),
            entry("Quick", 4, rows=100), entry("Unlike", 1, rows=100, difference="another method: no equal work"),
            entry("Failed", 0.1, rows=100, fault="no memory"),
        ]}
        self.assertEqual(report.verdict({"kernel": "read", "ratio": 1}, found)[2:], ["0.50 of Quick", "yes"])
        self.assertEqual(report.verdict({"kernel": "read", "ratio": 0.4}, found)[3], "**no**")
        self.assertEqual(report.verdict({"kernel": "read", "ratio": 1, "peer": "Quick"}, found)[1:3], ["at most 1 of Quick", "0.50 of Quick"])
        self.assertEqual(report.verdict({"kernel": "read", "ratio": 1, "peer": "Absent"}, found)[2], "no peer measured")
        self.assertEqual(report.verdict({"kernel": "read", "rows": 10, "seconds": 8}, found)[2:], ["9 s", "**no**"])
        self.assertEqual(report.verdict({"kernel": "other", "ratio": 1}, found)[2], "not measured")

    def test_memory_is_held_against_its_target_in_megabytes(self):
        found = {"processes": [], "kernels": [entry("Homeward", 9, rows=10, peak=3_000_000), entry("Homeward", 9, rows=20)]}
        self.assertEqual(
            report.verdict({"kernel": "read", "rows": 10, "megabytes": 3}, found)[1:], ["at most 3 MB of memory", "3 MB", "yes"])
        self.assertEqual(report.verdict({"kernel": "read", "rows": 10, "megabytes": 2}, found)[3], "**no**")
        self.assertEqual(report.verdict({"kernel": "read", "rows": 20, "megabytes": 2}, found)[2:], ["not measured", ""])

    def test_a_steep_exponent_is_marked_unless_its_reason_is_known(self):
        self.assertIn("2.00 **steep** |", report.growth([timing(10, 1), timing(100, 100, 2.0)]))
        text = report.growth([timing(10, 1), timing(100, 100, 2.0, "all pairs")])
        self.assertIn("2.00 (reason below) |", text)
        self.assertIn("reading: all pairs.", text)
        self.assertIn("| 1.10 |", report.growth([timing(10, 1), timing(100, 12.6, 1.1)]))

    def test_what_is_measured_anew_takes_the_place_of_what_was(self):
        before = [entry("Homeward", 1), entry("Other", 2), entry("Homeward", 3, rows=100)]
        found = collect.merged(before, [entry("Homeward", 5)])
        self.assertEqual([(one["rows"], one["wall"]) for one in found], [(10, 5), (100, 3)])


class Plot(unittest.TestCase):
    def test_the_plot_is_well_formed_and_holds_every_point(self):
        text = plot.svg([("a < b", [(10_000, 0.01), (1_000_000, 2.0)]), ("c", [(10_000, 0.02), (1_000_000, 1.9)])])
        document = xml.dom.minidom.parseString(text)
        circles = document.getElementsByTagName("circle")
        self.assertEqual(len(circles), 4)
        for circle in circles:
            self.assertTrue(plot.LEFT <= float(circle.getAttribute("cx")) <= plot.WIDTH - plot.RIGHT)
            self.assertTrue(plot.TOP <= float(circle.getAttribute("cy")) <= plot.HEIGHT - plot.BOTTOM)
        self.assertIn("1M", text)

    def test_labels_do_not_lie_on_each_other(self):
        self.assertEqual(plot.spread([10, 11, 50], 15), [10, 25, 50])


if __name__ == "__main__":
    unittest.main()
