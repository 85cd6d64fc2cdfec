"""Finds the command, asks it for its help, runs it. Nothing here needs QGIS."""

import hashlib
import json
import os
import queue
import re
import shutil
import signal
import subprocess
import tempfile
import threading
from pathlib import Path

# Where installers put programs that the desktop's PATH may not name.
USUAL = ("/usr/local/bin", "/usr/bin", "/opt/homebrew/bin", "~/.local/bin")

MISSING = (
    "The command homeward is not found. Install it (make install in Homeward's folder), or tell its path in Settings › "
    "Options › Processing › Providers › Homeward, or in the environment variable HOMEWARD_COMMAND; then open QGIS again."
)


class CommandError(Exception):
    """What the command says when it refuses."""

    def __init__(self, message, code=None):
        super().__init__(message)
        self.code = code


def find(setting=""):
    """The command's path: the setting's, that of HOMEWARD_COMMAND, or the first on PATH.

    Raises CommandError with what to do where it is not there; a path that was told and is wrong is not passed over.
    """
    for path, where in ((setting, "the setting"), (os.environ.get("HOMEWARD_COMMAND", ""), "HOMEWARD_COMMAND")):
        if not path:
            continue
        path = os.path.expanduser(path)
        if os.path.isfile(path) and os.access(path, os.X_OK):
            return path
        raise CommandError(f"{path}: there is no such command, though {where} names it. {MISSING}")
    usual = os.pathsep.join([os.environ.get("PATH", os.defpath), *map(os.path.expanduser, USUAL)])
    found = shutil.which("homeward", path=usual)
    if found is None:
        raise CommandError(MISSING)
    return found


def version(command):
    """The version that the command tells of itself."""
    return _answer(command, "--version").strip()


def dumped_help(command, cache):
    """The command's help as it dumps it, kept in the folder ``cache`` by version, size and time of the program."""
    about = os.stat(command)
    told = version(command)
    key = hashlib.sha256(f"{os.path.realpath(command)} {about.st_size} {about.st_mtime_ns}".encode()).hexdigest()[:12]
    kept = Path(cache) / f"help-{re.sub('[^0-9A-Za-z.-]', '_', told)}-{key}.json"
    try:
        return json.loads(kept.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        pass
    text = _answer(command, "--experimental-dump-help")
    try:
        dump = json.loads(text)
    except ValueError as error:
        raise CommandError(f"{command}: its help cannot be read ({error}); it is no homeward, or too old") from error
    try:
        kept.parent.mkdir(parents=True, exist_ok=True)
        for old in kept.parent.glob("help-*.json"):
            old.unlink()
        handle, name = tempfile.mkstemp(dir=kept.parent)
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(text)
        os.replace(name, kept)
    except OSError:
        pass  # It is asked again next time.
    return dump


def _answer(command, *words):
    try:
        answer = subprocess.run(
            [command, *words], capture_output=True, text=True, encoding="utf-8", timeout=120, check=False,
            stdin=subprocess.DEVNULL)
    except (OSError, subprocess.TimeoutExpired) as error:
        raise CommandError(f"{command}: it cannot be run ({error})") from error
    if answer.returncode != 0:
        raise CommandError(f"{command}: {(answer.stderr or answer.stdout).strip()}", answer.returncode)
    return answer.stdout


def run(command, words, say=lambda line: None, progress=lambda share, text: None, is_cancelled=lambda: False, folder=None):
    """Runs the command and returns what it printed.

    ``say`` gets each line of its messages, ``progress`` how far it is (0 to 100, or None where it does not say) and at
    what; where ``is_cancelled`` says yes, the command is stopped, which leaves no half-written file. Raises CommandError
    with the command's own words where it refuses, and where it was cancelled.
    """
    reader, writer = _terminal()
    try:
        process = subprocess.Popen(
            [command, *words], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
            stderr=subprocess.PIPE if writer is None else writer, cwd=folder, start_new_session=True,
            env={**os.environ, "COLUMNS": "100000", "NO_COLOR": "1"})
    except OSError as error:
        for end in (reader, writer):
            if end is not None:
                os.close(end)
        raise CommandError(f"{command}: it cannot be run ({error})") from error
    if writer is not None:
        os.close(writer)
    printed, said = [], queue.Queue()
    source = reader if reader is not None else process.stderr.fileno()
    threads = [
        threading.Thread(target=_drain, args=(process.stdout.fileno(), printed.append), daemon=True),
        threading.Thread(target=_drain, args=(source, said.put), daemon=True),
    ]
    for thread in threads:
        thread.start()
    lines, messages = _Lines(), []

    def hear():
        while True:
            try:
                piece = said.get_nowait()
            except queue.Empty:
                return
            for kind, text in lines.add(piece):
                if kind == "line":
                    messages.append(text)
                    say(text)
                else:
                    progress(*_share(text))

    cancelled = False
    while any(thread.is_alive() for thread in threads):
        for thread in threads:
            thread.join(0.05)
        hear()
        if is_cancelled() and not cancelled:
            cancelled = True
            _stop(process)
    code = process.wait()
    hear()
    if reader is not None:
        os.close(reader)
    else:
        process.stderr.close()
    process.stdout.close()
    for text in lines.rest():
        messages.append(text)
        say(text)
    if cancelled:
        raise CommandError("Cancelled: the command was stopped, and what it wrote before is as it was.", code)
    if code != 0:
        own = [text for text in messages if text.startswith("homeward: ")]
        words = [text[len("homeward: "):] for text in own] or [text for text in messages if text.strip()]
        raise CommandError("\n".join(words) or f"homeward ended with code {code} and without a word", code)
    return b"".join(printed).decode("utf-8", "replace")


def _terminal():
    """The two ends of a terminal, for the command tells how far it is where somebody watches one; nothing on Windows."""
    try:
        import pty
        import termios

        reader, writer = pty.openpty()
        settings = termios.tcgetattr(writer)
        settings[1] &= ~termios.OPOST
        termios.tcsetattr(writer, termios.TCSANOW, settings)
        return reader, writer
    except (ImportError, OSError):
        return None, None


def _drain(source, put):
    while True:
        try:
            piece = os.read(source, 65536)
        except OSError:
            return  # A terminal whose other end is closed.
        if not piece:
            return
        put(piece)


def _stop(process):
    """Asks the command to end, which cleans up behind itself, and kills it where it does not within five seconds."""

    def signalled(number):
        try:
            if hasattr(os, "killpg"):
                os.killpg(process.pid, number)
            else:
                process.send_signal(number)
        except (OSError, ValueError):
            pass

    signalled(signal.SIGTERM)
    try:
        process.wait(5)
    except subprocess.TimeoutExpired:
        signalled(getattr(signal, "SIGKILL", signal.SIGTERM))


class _Lines:
    """Takes a terminal's bytes apart into lines that stay and words that the next ones overwrite."""

    def __init__(self):
        self.kept = b""

    def add(self, piece):
        self.kept += piece
        while True:
            found = re.search(rb"[\r\n]", self.kept)
            if not found:
                break
            text, end = self.kept[: found.start()], found.group()
            # A carriage return at the very end may be the first half of a line's end.
            if end == b"\r" and found.end() == len(self.kept) and text:
                return
            self.kept = self.kept[found.end():]
            words = self._plain(text)
            if end == b"\n":
                yield ("line", words) if not words.endswith(" …") else ("progress", words)
            elif self.kept.startswith(b"\n"):
                self.kept = self.kept[1:]
                yield "line", words
            elif words:
                yield "progress", words
        # Words of progress have no end of their own until the next ones come.
        if self.kept.startswith(b"\x1b[K") and self.kept.endswith(" …".encode()):
            words, self.kept = self._plain(self.kept), b""
            yield "progress", words

    def rest(self):
        words = self._plain(self.kept)
        return [words] if words and not words.endswith(" …") else []

    @staticmethod
    def _plain(text):
        return re.sub(rb"\x1b\[[0-9;]*[A-Za-z]", b"", text).decode("utf-8", "replace").rstrip()


def _share(words):
    """``(43, "Reading a.csv, 3 s left")`` of ``Reading a.csv: 43 %, 3 s left …``."""
    words = words[:-2] if words.endswith(" …") else words
    found = re.search(r"^(.*): (\d+) %, (.*)$", words)
    if found:
        return int(found.group(2)), f"{found.group(1)}, {found.group(3)}"
    return None, words
