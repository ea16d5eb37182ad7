# Copyright 2026 The Wellhead authors
# SPDX-License-Identifier: GPL-3.0-or-later

"""The tour itself: run by build-aux/tour, inside its display and its bus.

tour.py PROGRAM FOLDER starts PROGRAM --demo, reads it through the accessibility tree as a
screen reader does, works it with the pointer as a person does, and leaves pictures in FOLDER.
"""

import os
import signal
import subprocess
import sys
import tempfile
import time

import gi
gi.require_version('Atspi', '2.0')
from gi.repository import Atspi, GLib  # noqa: E402

PATIENCE = 60  # seconds for any one thing to happen
TITLE = 'Wellhead'
LIST = 'Customers'


class TourError(Exception):
    """What a person would say went wrong."""


def await_for(what, condition):
    """Asks condition() until it answers something true, and returns that."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        try:
            result = condition()
        except GLib.Error:
            # The tree changes under the eyes of whoever reads it.
            result = None
        if result:
            return result
        time.sleep(0.1)
    raise TourError(f'after {PATIENCE} seconds: {what}')


def walk(node, skipped=None):
    """All accessibles from node on, in reading order, without skipped and what is below it."""
    if node is None or node == skipped:
        return
    yield node
    node.clear_cache()
    for index in range(node.get_child_count()):
        yield from walk(node.get_child_at_index(index), skipped)


def text_of(node):
    name = node.get_name() or ''
    if name == '' and node.get_text_iface() is not None:
        name = Atspi.Text.get_text(node, 0, Atspi.Text.get_character_count(node))
    return name.strip()


def is_showing(node):
    """Whether it has a place in the window. (GTK 4.8 never says SHOWING of what is in one.)"""
    extents = node.get_extents(Atspi.CoordType.WINDOW)
    return extents.width > 0 and extents.height > 0


class Tour:
    def __init__(self, program, folder):
        self.folder = folder
        self.errors = tempfile.TemporaryFile()
        self.process = subprocess.Popen([program, '--demo'], stdin=subprocess.DEVNULL,
                                        stderr=self.errors)

    def read_errors(self):
        self.errors.seek(0)
        return self.errors.read().decode(errors='replace')

    def check_alive(self):
        status = self.process.poll()
        if status is not None:
            raise TourError(f'Wellhead ended by itself, with status {status}:\n'
                            f'{self.read_errors()}')

    def find_window(self):
        self.check_alive()
        desktop = Atspi.get_desktop(0)
        desktop.clear_cache()
        for index in range(desktop.get_child_count()):
            application = desktop.get_child_at_index(index)
            if application is None or application.get_process_id() != self.process.pid:
                continue
            for number in range(application.get_child_count()):
                window = application.get_child_at_index(number)
                if window is not None and window.get_name() == TITLE:
                    return window
        return None

    def find_list(self, window):
        """The table of customers: the one that has cells with text."""
        self.check_alive()
        for node in walk(window):
            if node.get_name() == LIST and is_showing(node) and self.find_cell(node) is not None:
                return node
        return None

    @staticmethod
    def find_cell(table):
        """The label with the name of a customer: the first in a cell. (The titles are no cells.)"""
        for cell in walk(table):
            if cell.get_role_name() != 'table cell':
                continue
            for node in walk(cell):
                if node.get_role_name() == 'label' and text_of(node) and is_showing(node):
                    return node
        return None

    @staticmethod
    def click(node):
        # GTK 4 knows no screen coordinates; the window fills the screen, so they are the same.
        extents = node.get_extents(Atspi.CoordType.WINDOW)
        x, y = extents.x + min(extents.width // 2, 30), extents.y + extents.height // 2
        subprocess.run(['xdotool', 'mousemove', str(x), str(y), 'click', '1'], check=True)

    @staticmethod
    def fill_screen():
        """What a window manager would do: nothing but the window is in the pictures."""
        found = subprocess.run(['xdotool', 'search', '--onlyvisible', '--name', f'^{TITLE}$'],
                               check=False, stdout=subprocess.PIPE, encoding='ascii').stdout.split()
        if not found:
            return False
        subprocess.run(['xdotool', 'windowsize', found[0], '100%', '100%',
                        'windowmove', found[0], '0', '0'], check=True)
        return True

    def picture(self, name):
        """Takes it once nothing moves any more."""
        path = os.path.join(self.folder, name + '.png')
        seen = []

        def is_still():
            self.check_alive()
            subprocess.run(['import', '-window', 'root', path], check=True)
            pixels = subprocess.run(['convert', path, 'rgb:-'], check=True,
                                    stdout=subprocess.PIPE).stdout
            seen.append(hash(pixels))
            return len(seen) > 1 and seen[-1] == seen[-2] and len(set(pixels)) > 16

        await_for(f'no picture “{name}” that keeps still and shows something', is_still)
        print(path, flush=True)

    def run(self):
        window = await_for(f'no window “{TITLE}”', self.find_window)
        await_for('the window is not on the screen', self.fill_screen)
        table = await_for(f'no list “{LIST}” with customers in it',
                          lambda: self.find_list(window))
        self.picture('1-customers')

        cell = self.find_cell(table)
        customer = text_of(cell)
        self.click(cell)
        await_for(f'the detail of “{customer}” did not open',
                  lambda: self.shows(window, table, customer))
        self.picture('2-customer')
        print(f'Customers were listed, and “{customer}” was opened.', flush=True)

    def shows(self, window, table, customer):
        self.check_alive()
        return any(text_of(node) == customer and is_showing(node)
                   for node in walk(window, skipped=table))

    def explain(self):
        """Keeps what a failure is understood from: the screen, and the tree that was read."""
        path = os.path.join(self.folder, 'failure')
        subprocess.run(['import', '-window', 'root', path + '.png'], check=False)
        with open(path + '.txt', 'w', encoding='utf-8') as file:
            try:
                window = self.find_window()
                for node in walk(window):
                    showing = '' if is_showing(node) else ' (not showing)'
                    file.write(f'{node.get_role_name()}: {text_of(node)}{showing}\n')
            except (TourError, GLib.Error) as error:
                file.write(f'{error}\n')
        print(f'tour: what was on the screen then: {path}.png, and in its tree: {path}.txt',
              file=sys.stderr)

    def end(self):
        """Ends the program; what it warned of is a failure."""
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
            try:
                self.process.wait(10)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()
        return [line for line in self.read_errors().splitlines() if 'CRITICAL' in line]


def main():
    tour = Tour(sys.argv[1], sys.argv[2])
    try:
        tour.run()
    except (TourError, GLib.Error, subprocess.CalledProcessError) as error:
        print(f'tour: {error}', file=sys.stderr)
        tour.explain()
        tour.end()
        return 1
    except BaseException:
        tour.end()
        raise
    criticals = tour.end()
    for line in criticals:
        print(f'tour: {line}', file=sys.stderr)
    return 1 if criticals else 0


if __name__ == '__main__':
    sys.exit(main())
