# Copyright 2026 The Wellhead authors
# SPDX-License-Identifier: GPL-3.0-or-later

"""Sees and works a program on a virtual display: what the tour and the end-to-end tests share.

What is on the screen is read through the accessibility tree, as a screen reader does; keys and
clicks come from the X server, as a person's do.
"""

import ctypes
import ctypes.util
import os
import re
import subprocess
import time

import gi
gi.require_version('Atspi', '2.0')
from gi.repository import Atspi, Gio, GLib  # noqa: E402

PATIENCE = 60  # seconds for any one thing to happen
PAUSE = 0.05  # seconds between two looks
CLASS_NAME = re.compile('(Gtk|Adw|Wh)[A-Z][A-Za-z]+')  # GTK's name for what has none
LEAVES = {'label', 'image', 'separator', 'scroll bar'}
WINDOW = Atspi.CoordType.WINDOW


class Missing(Exception):
    """What a person would say is not as it should be."""


def await_for(what, condition, patience=None):
    """Asks condition() until it answers something true, and returns that."""
    patience = patience or PATIENCE
    end = time.monotonic() + patience
    while True:
        try:
            result = condition()
        except GLib.Error:
            # The tree changes under the eyes of whoever reads it.
            result = None
        if result:
            return result
        if time.monotonic() > end:
            raise Missing(f'after {patience:g} seconds: {what}')
        time.sleep(PAUSE)


# Reading

def children_of(node):
    node.clear_cache()
    for index in range(node.get_child_count()):
        child = node.get_child_at_index(index)
        if child is not None:
            yield child


def is_shown(node):
    """Whether it has a place on the screen.

    GTK 4.8 lists the pages of a stack that are not shown as well, and says SHOWING of none; but
    what is not shown does not contain its own middle.
    """
    try:
        extents = node.get_extents(WINDOW)
    except GLib.Error:
        # The page of a stack has no place itself; what is on it does.
        return node.get_component_iface() is None
    if extents.width <= 0 or extents.height <= 0:
        return False
    return node.contains(extents.x + extents.width // 2, extents.y + extents.height // 2, WINDOW)


def walk(node, skipped=None):
    """All that is shown from node on, in reading order, without skipped and what is in it."""
    if node is None or node == skipped:
        return
    if node.get_role_name() != 'application':
        if not is_shown(node):
            return
        yield node
    if node.get_role_name() in LEAVES:
        return
    for child in children_of(node):
        yield from walk(child, skipped)


def name_of(node):
    """Its name; GTK 4.8 gives a button with a mnemonic the name twice, once with the underscore."""
    name = node.get_name() or ''
    for index, letter in enumerate(name):
        if letter == ' ' and '_' in name[:index] and name[:index].replace('_', '', 1) == name[index + 1:]:
            return name[index + 1:]
    return name


def spoken_name_of(node):
    """Its name, unless that is only the name of its class."""
    name = name_of(node).strip()
    return '' if CLASS_NAME.fullmatch(name) else name


def text_of(node):
    """What it says: the text of an entry, the name of anything else."""
    if node.get_role_name() in ('entry', 'text', 'password text'):
        return Atspi.Text.get_text(node, 0, Atspi.Text.get_character_count(node))
    return spoken_name_of(node)


def has_state(node, state):
    return node.get_state_set().contains(state)


def find(node, role=None, name=None, skipped=None):
    """The first that is shown, of that role and name."""
    for found in walk(node, skipped):
        if role is not None and found.get_role_name() != role:
            continue
        if name is None or name_of(found) == name:
            return found
    return None


def describe(node, depth=0):
    """The lines of the tree, for whoever has to understand a failure."""
    lines = []
    try:
        role = node.get_role_name()
        if role != 'application' and not is_shown(node):
            return lines
        if text_of(node) or role not in ('panel', 'filler'):
            states = [state.value_nick for state in node.get_state_set().get_states()]
            marks = [mark for mark in ('focused', 'selected', 'checked', 'expanded') if mark in states]
            if 'sensitive' not in states:
                marks.append('insensitive')
            lines.append(f'{"  " * depth}{role}: {text_of(node)} {" ".join(marks)}'.rstrip())
            depth += 1
        for child in children_of(node):
            lines += describe(child, depth)
    except GLib.Error as error:
        lines.append(f'{"  " * depth}({error.message})')
    return lines


class AccessibilityBus:
    """Knows which programs can be read already.

    GTK 4.8 crashes when it is read before the registry has answered it; after that, it has a cache.
    """

    CACHE = '/org/a11y/atspi/cache'

    def __init__(self):
        session = Gio.bus_get_sync(Gio.BusType.SESSION)
        answer = session.call_sync('org.a11y.Bus', '/org/a11y/bus', 'org.a11y.Bus', 'GetAddress', None,
                                   None, Gio.DBusCallFlags.NONE, -1, None)
        flags = (Gio.DBusConnectionFlags.AUTHENTICATION_CLIENT |
                 Gio.DBusConnectionFlags.MESSAGE_BUS_CONNECTION)
        self.bus = Gio.DBusConnection.new_for_address_sync(answer.unpack()[0], flags, None, None)

    def ask(self, method, arguments=None, name='org.freedesktop.DBus', path='/org/freedesktop/DBus'):
        return self.bus.call_sync(name, path, method.rpartition('.')[0],
                                  method.rpartition('.')[2], arguments, None, Gio.DBusCallFlags.NONE,
                                  -1, None).unpack()[0]

    def has(self, process_id):
        for name in self.ask('org.freedesktop.DBus.ListNames'):
            try:
                if (name.startswith(':') and process_id == self.ask(
                        'org.freedesktop.DBus.GetConnectionUnixProcessID',
                        GLib.Variant('(s)', (name,)))):
                    return 'org.a11y.atspi.Cache' in self.ask(
                        'org.freedesktop.DBus.Introspectable.Introspect', None, name, self.CACHE)
            except GLib.Error:
                # It is gone again.
                continue
        return False


# The X server

class _Attributes(ctypes.Structure):
    _fields_ = [('x', ctypes.c_int), ('y', ctypes.c_int), ('width', ctypes.c_int),
                ('height', ctypes.c_int), ('border_width', ctypes.c_int), ('depth', ctypes.c_int),
                ('visual', ctypes.c_void_p), ('root', ctypes.c_ulong), ('window_class', ctypes.c_int),
                ('bit_gravity', ctypes.c_int), ('win_gravity', ctypes.c_int),
                ('backing_store', ctypes.c_int), ('backing_planes', ctypes.c_ulong),
                ('backing_pixel', ctypes.c_ulong), ('save_under', ctypes.c_int),
                ('colormap', ctypes.c_ulong), ('map_installed', ctypes.c_int),
                ('map_state', ctypes.c_int), ('all_event_masks', ctypes.c_long),
                ('your_event_mask', ctypes.c_long), ('do_not_propagate_mask', ctypes.c_long),
                ('override_redirect', ctypes.c_int), ('screen', ctypes.c_void_p)]


_ERROR_HANDLER = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.c_void_p)


@_ERROR_HANDLER
def _ignore(_display, _event):
    # A window may be gone by the time that it is asked about.
    return 0


class Display:
    """The part of a window manager: there is none on a virtual display."""

    VIEWABLE = 2
    REVERT_TO_POINTER_ROOT = 1

    def __init__(self):
        self.x = ctypes.CDLL(ctypes.util.find_library('X11') or 'libX11.so.6')
        self.x.XOpenDisplay.restype = ctypes.c_void_p
        self.x.XDefaultRootWindow.restype = ctypes.c_ulong
        self.x.XSetErrorHandler(_ignore)
        self.display = ctypes.c_void_p(self.x.XOpenDisplay(None))
        if not self.display:
            raise Missing('there is no display')
        self.root = ctypes.c_ulong(self.x.XDefaultRootWindow(self.display))

    def windows(self):
        """What is on the screen, the lowest first: ids and attributes."""
        root, parent = ctypes.c_ulong(), ctypes.c_ulong()
        ids, count = ctypes.POINTER(ctypes.c_ulong)(), ctypes.c_uint()
        self.x.XQueryTree(self.display, self.root, ctypes.byref(root), ctypes.byref(parent),
                          ctypes.byref(ids), ctypes.byref(count))
        found = []
        for index in range(count.value):
            attributes = _Attributes()
            if (self.x.XGetWindowAttributes(self.display, ctypes.c_ulong(ids[index]),
                                            ctypes.byref(attributes)) and
                    attributes.map_state == self.VIEWABLE and attributes.width > 1):
                found.append((ids[index], attributes))
        if count.value:
            self.x.XFree(ids)
        return found

    def focus_top(self):
        """Gives the keyboard to the window on top, and says whether that was another.

        A menu has taken it already.
        """
        windows = self.windows()
        if not windows or windows[-1][1].override_redirect:
            return False
        focused, revert = ctypes.c_ulong(), ctypes.c_int()
        self.x.XGetInputFocus(self.display, ctypes.byref(focused), ctypes.byref(revert))
        if focused.value == windows[-1][0]:
            return False
        self.x.XSetInputFocus(self.display, ctypes.c_ulong(windows[-1][0]),
                              self.REVERT_TO_POINTER_ROOT, ctypes.c_ulong(0))
        self.x.XSync(self.display, 0)
        return True

    def origin_of(self, frame):
        """Where on the screen the coordinates of an accessible window begin."""
        extents = frame.get_extents(WINDOW)
        for _, attributes in reversed(self.windows()):
            margin = (attributes.width - extents.width) // 2
            if (not attributes.override_redirect and 0 <= margin < 40 and
                    attributes.height - extents.height == 2 * margin):
                return attributes.x + margin, attributes.y + margin
        raise Missing(f'the window “{frame.get_name()}” is not on the screen')

    @staticmethod
    def keys(*keys):
        subprocess.run(['xdotool', 'key', '--clearmodifiers', *keys], check=True)

    @staticmethod
    def type(text):
        subprocess.run(['xdotool', 'type', '--delay', '4', text], check=True)

    def click(self, frame, node, button=1):
        """frame: the accessible window that the node is in."""
        left, top = self.origin_of(frame)
        extents = node.get_extents(WINDOW)
        subprocess.run(['xdotool', 'mousemove', str(left + extents.x + extents.width // 2),
                        str(top + extents.y + extents.height // 2), 'click', str(button)], check=True)

    def resize(self, width, height):
        """What a window manager does when somebody drags the corner of the window."""
        window = next(window for window, attributes in self.windows()
                      if not attributes.override_redirect)
        subprocess.run(['xdotool', 'windowsize', str(window), str(width), str(height),
                        'windowmove', str(window), '0', '0'], check=True)

    def picture(self, path):
        subprocess.run(['import', '-window', 'root', path], check=True)

    def still_picture(self, path, check=lambda: None):
        """Takes it once nothing moves any more."""
        seen = []

        def is_still():
            check()
            self.picture(path)
            pixels = subprocess.run(['convert', path, 'rgb:-'], check=True,
                                    stdout=subprocess.PIPE).stdout
            seen.append(hash(pixels))
            return len(seen) > 1 and seen[-1] == seen[-2] and len(set(pixels)) > 16

        await_for(f'no picture {os.path.basename(path)} that keeps still and shows something', is_still)


# The program

class Program:
    """A program that is running, from its process to its windows."""

    def __init__(self, arguments, errors, environment=None):
        """errors: a path, for what it says to standard error."""
        self.errors = errors
        self.readable = False
        with open(errors, 'wb') as file:
            self.process = subprocess.Popen(arguments, stdin=subprocess.DEVNULL, stderr=file,
                                            stdout=subprocess.DEVNULL, env=environment)

    def read_errors(self):
        with open(self.errors, encoding='utf-8', errors='replace') as file:
            return file.read()

    def check_alive(self):
        status = self.process.poll()
        if status is not None:
            raise Missing(f'the program ended by itself, with status {status}:\n{self.read_errors()}')

    def application(self):
        self.readable = self.readable or AccessibilityBus().has(self.process.pid)
        if not self.readable:
            return None
        desktop = Atspi.get_desktop(0)
        desktop.clear_cache()
        for index in range(desktop.get_child_count()):
            application = desktop.get_child_at_index(index)
            if application is not None and application.get_process_id() == self.process.pid:
                return application
        return None

    def windows(self):
        self.check_alive()
        application = self.application()
        return list(children_of(application)) if application is not None else []

    def window(self, title):
        return next((window for window in self.windows() if window.get_name() == title), None)

    def stop(self):
        """Ends it, however it is."""
        if self.process.poll() is None:
            self.process.terminate()
            try:
                self.process.wait(10)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()

    def complaints(self):
        """The lines that no run may write."""
        return [line for line in self.read_errors().splitlines()
                if '-CRITICAL **' in line or '-WARNING **' in line or '-ERROR **' in line or
                'runtime error:' in line or 'ERROR: AddressSanitizer' in line or
                'ERROR: LeakSanitizer' in line]
