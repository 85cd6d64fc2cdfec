"""Medians, turns, and what a process takes."""
import sys
import unittest

import measure


def actor(name, walls, log):
    """One that takes these seconds in turn, or gives up at None."""
    left = iter(walls)

    def act():
        log.append(name)
        wall = next(left)
        return None if wall is None else {"wall": wall, "processor": wall}

    return act


class Turns(unittest.TestCase):
    def test_actors_take_turns_and_the_first_run_is_a_rehearsal(self):
        log = []
        counted = measure.in_turns([actor("a", [9e-1, 1, 1], log), actor("b", [5e-1, 1, 1], log)], 2)
        self.assertEqual(log, ["a", "b"] * 3)
        self.assertEqual([len(own) for own in counted], [2, 2])
        self.assertEqual(counted[0][0]["wall"], 1)

    def test_a_short_run_is_repeated_and_a_long_one_is_not(self):
        log = []
        counted = measure.in_turns([actor("s", [0.1] * 12, log), actor("m", [11] * 3, log), actor("l", [31], log)], 5)
        self.assertEqual([len(own) for own in counted], [11, 3, 1])

    def test_one_who_gives_up_is_not_asked_again(self):
        log = []
        counted = measure.in_turns([actor("a", [1, None], log), actor("b", [1] * 4, log)], 3)
        self.assertEqual([len(own) for own in counted], [0, 3])
        self.assertEqual(log.count("a"), 2)

    def test_the_summary_has_medians_and_the_largest_peak(self):
        runs = [{"wall": 3, "processor": 1, "peak": 5}, {"wall": 1, "processor": 2, "peak": 9}]
        self.assertEqual(measure.summary(runs), {"wall": 2, "processor": 1.5, "runs": 2, "peak": 9})


class Processes(unittest.TestCase):
    def test_time_and_memory_are_those_of_the_process(self):
        took = measure.process([sys.executable, "-c", "x = bytearray(200 << 20)"], 60)
        self.assertGreater(took["peak"], 200 << 20)
        self.assertGreater(took["processor"], 0)
        self.assertGreaterEqual(took["wall"], took["processor"] / 2)

    def test_what_fails_is_told_with_its_words(self):
        with self.assertRaisesRegex(RuntimeError, "ended with 3: .*no such thing"):
            measure.process([sys.executable, "-c", "import sys; sys.stderr.write('no such thing'); sys.exit(3)"], 60)

    def test_what_takes_too_long_is_ended(self):
        with self.assertRaisesRegex(RuntimeError, "took over 0.5 s"):
            measure.process([sys.executable, "-c", "import time; time.sleep(60)"], 0.5)

    def test_a_worker_answers_each_line_and_is_asked_no_more_once_it_fails(self):
        text = (
            "import json\nprint('{\"ready\":true}', flush=True)\n"
            "for n in range(2):\n    input()\n    print(json.dumps({'wall': n, 'processor': n}), flush=True)\n"
            "raise SystemExit('out of turns')"
        )
        worker = measure.Worker([sys.executable, "-c", text], 20)
        self.assertEqual([worker.turn()["wall"], worker.turn()["wall"]], [0, 1])
        self.assertIsNone(worker.turn())
        self.assertIsNone(worker.turn())
        worker.finish()
        self.assertEqual(worker.fault, "out of turns")
        self.assertGreater(worker.peak, 0)

    def test_a_worker_that_takes_too_long_is_ended(self):
        worker = measure.Worker([sys.executable, "-c", "import time; print('{}', flush=True); input(); time.sleep(60)"], 0.5)
        self.assertIsNone(worker.turn())
        worker.finish()
        self.assertIn("took over", worker.fault)


if __name__ == "__main__":
    unittest.main()
