# Copyright 2026 The Wellhead authors
# SPDX-License-Identifier: GPL-3.0-or-later

"""The tour itself: run by build-aux/tour, inside its display and its bus.

tour.py PROGRAM FOLDER starts PROGRAM --demo, and as a person does opens each of its pages, a record
where there are any, and a form, and leaves pictures in FOLDER.
"""

import os
import re
import subprocess
import sys
import traceback

import screen
from screen import Atspi, await_for, find
from gi.repository import GLib

TITLE = 'Wellhead'
MAIN_PAGE = 'Customers'


class Tour:
    def __init__(self, program, folder):
        self.folder = folder
        self.number = 0
        self.display = screen.Display()
        self.program = screen.Program([program, '--demo'], os.path.join(os.environ['HOME'], 'errors'))

    def window(self):
        return self.program.window(TITLE)

    def picture(self, name):
        self.number += 1
        slug = re.sub('[^a-z0-9]+', '-', name.lower()).strip('-')
        path = os.path.join(self.folder, f'{self.number}-{slug}.png')
        self.display.still_picture(path, self.program.check_alive)
        print(path, flush=True)

    def pages(self):
        """The rows of the sidebar."""
        rows = find(self.window(), 'list', 'Pages')
        return [node for node in screen.walk(rows) if node.get_role_name() == 'list item']

    def open_page(self, page):
        name = screen.name_of(page)
        self.display.click(self.window(), page)
        await_for(f'the page “{name}” does not open',
                  lambda: find(self.window(), 'label', name, skipped=find(self.window(), 'list', 'Pages')))
        await_for(f'the page “{name}” never ends loading',
                  lambda: find(self.window(), 'push button', 'Stop') is None)
        if name == MAIN_PAGE:
            await_for('there are no customers', lambda: self.first_cell(name))
        self.picture(name)

    def first_cell(self, page):
        """The label with the name of a record: the first in a cell. (The titles are no cells.)"""
        for cell in screen.walk(find(self.window(), 'tree table', page)):
            if cell.get_role_name() == 'table cell':
                label = find(cell, 'label')
                if label is not None and screen.text_of(label):
                    return label
        return None

    def open_record(self, page):
        """Whether there is a first record; its detail is open now."""
        cell = self.first_cell(page)
        if cell is None:
            return False
        name = screen.text_of(cell)
        self.display.click(self.window(), cell)
        await_for(f'the detail of “{name}” does not open', lambda: any(
            screen.text_of(node) == name for node in
            screen.walk(self.window(), skipped=find(self.window(), 'tree table', page))))
        self.picture(f'{page} detail')
        return True

    def form_buttons(self):
        """The buttons that ask for more before they do anything, by name."""
        def collect(node):
            if node.get_role_name() == 'push button':
                # What pops up from it is in it.
                if (screen.name_of(node).endswith('…') and
                        screen.has_state(node, Atspi.StateType.SENSITIVE)):
                    buttons[screen.name_of(node)] = node
                return
            for child in screen.children_of(node):
                if screen.is_shown(child):
                    collect(child)
        buttons = {}
        collect(self.window())
        return buttons

    def open_form(self, name, button):
        """Opens it, and closes it again."""
        Atspi.Action.do_action(button, 0)
        await_for(f'“{name}” opens nothing', lambda: len(self.program.windows()) > 1)
        form = self.program.windows()[-1]
        await_for(f'there is nothing to fill in or to confirm in “{name}”',
                  lambda: find(form, 'push button', 'Cancel'))
        self.picture(name)
        self.display.focus_top()
        self.display.keys('Escape')
        await_for(f'“{name}” does not close', lambda: len(self.program.windows()) == 1)

    def run(self):
        await_for(f'there is no window “{TITLE}”', self.window)
        # What a window manager would do: nothing but the window is in the pictures.
        self.display.resize('100%', '100%')
        names = [screen.name_of(page) for page in await_for('there are no pages', self.pages)]
        form = None
        for name in names:
            self.open_page(next(page for page in self.pages() if screen.name_of(page) == name))
            before = self.form_buttons()
            if not self.open_record(name) or form is not None:
                continue
            form = next((button for button in self.form_buttons() if button not in before), None)
            if form is not None:
                self.open_form(form, self.form_buttons()[form])
        print(f'Opened {", ".join(names)}' + (f', and “{form}”.' if form is not None else '.'),
              flush=True)

    def explain(self):
        """Keeps what a failure is understood from: the screen, and the tree that was read."""
        path = os.path.join(self.folder, 'failure')
        self.display.picture(path + '.png')
        application = self.program.application()
        with open(path + '.txt', 'w', encoding='utf-8') as file:
            file.write('\n'.join(screen.describe(application) if application is not None else []))
        print(f'tour: what was on the screen then: {path}.png, and in its tree: {path}.txt',
              file=sys.stderr)


def main():
    tour = Tour(sys.argv[1], sys.argv[2])
    status = 1
    try:
        tour.run()
        status = 0
    except (screen.Missing, GLib.Error, subprocess.CalledProcessError) as error:
        traceback.print_exc()
        print(f'tour: {error}', file=sys.stderr)
        tour.explain()
    finally:
        tour.program.stop()
    # What it warned of is a failure as well.
    for line in tour.program.complaints():
        print(f'tour: {line}', file=sys.stderr)
        status = 1
    return status


if __name__ == '__main__':
    sys.exit(main())
