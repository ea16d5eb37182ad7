# Copyright 2026 The Wellhead authors
# SPDX-License-Identifier: GPL-3.0-or-later

"""What the cases of the end-to-end tests work with, inside the session of wellhead_session.py."""

import argparse
import json
import os
import re
import subprocess
import sys
import time
import traceback
import urllib.error
import urllib.request

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), '..', '..', 'build-aux'))

from wellhead_session import home_environment  # noqa: E402
import screen  # noqa: E402
from gi.repository import Atspi  # noqa: E402

PASSWORD = 'test-pw'  # of the keyring
TODAY = '2026-03-01'  # for the servers: the same customers every day
SLOWNESS = float(os.environ.get('WELLHEAD_E2E_SLOWNESS', '1'))
APPLICATION_ID = 'io.github.wellhead.Wellhead'
# GTK 4.8 crashes when it is read over the bus before it knows its place there; only such a crash,
# and only before there was a window, is no reason to give up.
EARLY_READER = 'g_variant_new_object_path'
STARTS = 5
PROMPT = 'Unlock Login Keyring'


def check(condition, complaint):
    if not condition:
        raise screen.Missing(complaint)


def check_equal(found, expected, what):
    check(found == expected, f'{what}: {found!r} instead of {expected!r}')


class Server:
    """The pretend ProfitWell, as a program: a real account for the connection under test."""

    def __init__(self, session, token, *options, port=0, customers=60, seed=1, today=TODAY,
                 limits=False):
        self.token = token
        command = [session.arguments.demo_server, '--port', str(port), '--token', token,
                   '--customers', str(customers), '--seed', str(seed), *options]
        if not limits:
            command.append('--no-limits')
        if today is not None:
            command += ['--today', today]
        self.process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                                        encoding='ascii')
        for line in self.process.stdout:
            if line.startswith('listening on '):
                self.url = line.split()[-1]
                self.port = int(self.url.rpartition(':')[2])
                return
        raise RuntimeError(f'the server did not start: {command}')

    def get(self, path):
        """What the API itself answers."""
        request = urllib.request.Request(self.url + path, headers={'Authorization': self.token})
        opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
        with opener.open(request, timeout=30) as answer:
            return json.load(answer)

    def customers(self, count):
        """Those that came last: the list begins with them."""
        return self.get('/v2/customers/?direction=desc&page=1&per_page=250')[:count]

    def use_up(self):
        """Asks until the API has had enough, as another program with the same token may."""
        while True:
            try:
                self.get('/v2/company/settings/')
            except urllib.error.HTTPError as error:
                check_equal(error.code, 429, 'what the API answers')
                return

    def stop(self):
        if self.process.poll() is None:
            self.process.terminate()
        self.process.wait()
        self.process.stdout.close()


class Keyring:
    """The real keyring daemon, on the bus of the session."""

    def __init__(self):
        self.process = None

    def start_unlocked(self):
        self.process = subprocess.Popen(['gnome-keyring-daemon', '--foreground', '--unlock',
                                         '--components=secrets'], stdin=subprocess.PIPE,
                                        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        # A line break would belong to the password.
        self.process.stdin.write(PASSWORD.encode())
        self.process.stdin.close()
        screen.await_for('the keyring does not start', self.is_running)

    @staticmethod
    def ask_bus(method, argument):
        command = ['gdbus', 'call', '--session', '--dest', 'org.freedesktop.DBus', '--object-path',
                   '/org/freedesktop/DBus', '--method', 'org.freedesktop.DBus.' + method, argument]
        return subprocess.run(command, check=False, stdout=subprocess.PIPE, encoding='utf-8',
                              stderr=subprocess.DEVNULL).stdout

    def is_running(self):
        return 'true' in self.ask_bus('NameHasOwner', 'org.freedesktop.secrets')

    def process_id(self):
        found = re.search(r'uint32 (\d+)', self.ask_bus('GetConnectionUnixProcessID',
                                                        'org.freedesktop.secrets'))
        return int(found.group(1)) if found is not None else None

    def kill(self):
        """Whoever asks next gets a new daemon from the bus, which is locked."""
        number = self.process_id()
        if number is not None:
            os.kill(number, 9)
        if self.process is not None:
            self.process.wait()
            self.process = None
        screen.await_for('the keyring does not end', lambda: not self.is_running())

    def restart_unlocked(self):
        self.kill()
        self.start_unlocked()

    @staticmethod
    def tokens():
        """The secrets of Wellhead that are in the keyring, which is unlocked."""
        found = subprocess.run(['secret-tool', 'search', '--all', 'application', APPLICATION_ID],
                               check=False, encoding='utf-8', stdout=subprocess.PIPE,
                               stderr=subprocess.DEVNULL).stdout
        return re.findall('^secret = (.*)$', found, re.MULTILINE)

    @staticmethod
    def forget_tokens():
        # It fails where there is none.
        subprocess.run(['secret-tool', 'clear', 'application', APPLICATION_ID], check=False)


class Wellhead(screen.Program):
    """Wellhead, as somebody sees and works it."""

    def __init__(self, session, home, arguments=(), variables=None):
        environment = dict(os.environ)
        environment.update(home_environment(home))
        environment.update(variables or {})
        super().__init__([session.arguments.program, *arguments], session.new_errors(), environment)
        self.display = session.display
        self.shown = screen.await_for('no window', self.top_window)

    # Looking

    def top_window(self):
        """The window that takes what is typed: the last that was opened."""
        windows = self.windows()
        return windows[-1] if windows else None

    def main_window(self):
        return next(window for window in self.windows() if window.get_name() == 'Wellhead')

    def see(self, role, name, within=None):
        """Waits until there is something of that role and name, and returns it."""
        def look():
            self.check_alive()
            return screen.find(within or self.top_window(), role, name)
        return screen.await_for(f'there is no {role} “{name}”', look)

    def has(self, role, name):
        self.check_alive()
        return screen.find(self.top_window(), role, name) is not None

    def texts(self, within=None):
        """All that can be read, without what is in the table."""
        return [screen.text_of(node) for node in screen.walk(within or self.top_window(),
                                                             self.find_table())
                if node.get_role_name() in ('label', 'status bar')]

    def read(self, pattern, within=None):
        """Waits until something that can be read fits, and returns the match."""
        def look():
            self.check_alive()
            for text in self.texts(within):
                found = re.search(pattern, text)
                if found is not None:
                    return found
            return None
        return screen.await_for(f'nothing says “{pattern}”', look)

    def find_line(self):
        """The line below the table."""
        return self.see('status bar', None, self.main_window())

    def watch(self, node, pattern):
        """Waits until that one says so, even if only for a second.

        To read the whole window can take longer than that; to read one label does not.
        """
        def look():
            self.check_alive()
            node.clear_cache()
            return re.search(pattern, node.get_name() or '')
        return screen.await_for(f'the {node.get_role_name()} never says “{pattern}”', look)

    def find_table(self):
        return screen.find(self.main_window(), 'tree table', 'Customers')

    def emails(self):
        return [row[1] for row in self.rows(2)]

    def rows(self, columns=None):
        """What the rows of the table say in the first columns, or in all of them."""
        table = self.find_table()
        body = screen.find(table, 'list') if table is not None else None
        rows = []
        for row in screen.children_of(body) if body is not None else []:
            # Rows that are scrolled out of sight are kept for later, with what they said then.
            if screen.is_shown(row):
                count = row.get_child_count()
                rows.append([self.cell_text(row, column)
                             for column in range(min(count, columns or count))])
        return rows

    @staticmethod
    def cell_text(row, column):
        node = row.get_child_at_index(column)
        while node is not None and node.get_role_name() != 'label':
            node = node.get_child_at_index(0)
        if node is None:
            return ''
        node.clear_cache()
        return screen.text_of(node)

    def names(self):
        """The names in the table."""
        return [row[0] for row in self.rows(1)]

    def await_names(self, what, condition):
        """Waits until the names are as they should be."""
        seen = []

        def look():
            self.check_alive()
            seen[:] = self.names()
            return condition(seen)
        try:
            screen.await_for(what, look)
        except screen.Missing as error:
            raise screen.Missing(f'{error}: {seen}') from error
        return seen

    def focused(self):
        for node in screen.walk(self.top_window()):
            if screen.has_state(node, Atspi.StateType.FOCUSED):
                return node
        return None

    def await_focus(self, role, name):
        def look():
            self.check_alive()
            node = self.focused()
            return (node is not None and node.get_role_name() == role and
                    name in (None, screen.text_of(node), screen.name_of(node)))
        screen.await_for(f'the keyboard is not at the {role} “{name}”', look)

    # Doing

    def take_keyboard(self):
        self.check_alive()
        if self.display.focus_top():
            # What is typed before the window has noticed is lost.
            screen.await_for('no window is active', lambda: any(
                screen.has_state(window, Atspi.StateType.ACTIVE) for window in self.windows()))

    def keys(self, *keys):
        self.take_keyboard()
        self.display.keys(*keys)

    def type(self, text):
        self.take_keyboard()
        self.display.type(text)

    def click(self, role, name, button=1):
        self.display.click(self.top_window(), self.see(role, name), button)

    def press(self, name, role='push button'):
        """Presses a button, as a screen reader does."""
        button = self.see(role, name)
        screen.await_for(f'the button “{name}” is insensitive',
                         lambda: screen.has_state(button, Atspi.StateType.SENSITIVE))
        Atspi.Action.do_action(button, 0)

    def fill(self, name, text):
        """Types into the field of that name, in place of what is there."""
        entry = self.see('text', name)
        self.display.click(self.top_window(), entry)
        self.keys('ctrl+a')
        self.type(text)

    def open_dialog(self, shortcut, title):
        self.keys(shortcut)
        screen.await_for(f'the window “{title}” does not open', lambda: self.window(title))

    def await_closed(self, title):
        screen.await_for(f'the window “{title}” stays open', lambda: not self.window(title))

    def fill_connection(self, name, token, server):
        """Fills in the form for a new connection, and submits it."""
        self.see('text', 'Connection Name')
        self.fill('Connection Name', name)
        self.fill('Private Token', token)
        self.open_advanced()
        self.fill('Server URL', server)
        self.keys('Return')

    def open_advanced(self):
        if not self.has('text', 'Server URL'):
            self.click('label', 'Advanced')

    def add_connection(self, name, server):
        self.open_dialog('ctrl+shift+n', 'Add Connection')
        self.fill_connection(name, server.token, server.url)
        self.await_closed('Add Connection')
        self.await_customers(server)

    def await_customers(self, server):
        """Waits until the list shows what the API of that server answers."""
        expected = {customer['email'] for customer in server.customers(10)}
        seen = set()

        def look():
            self.check_alive()
            seen.clear()
            seen.update(self.emails())
            return seen == expected
        try:
            screen.await_for(f'not the customers of {server.url}', look)
        except screen.Missing as error:
            raise screen.Missing(f'{error}: {sorted(seen)}') from error

    def switch_to(self, connection):
        """Chooses another connection, with the keyboard alone."""
        self.keys('ctrl+j')
        screen.await_for('the keyboard is not in the list of connections', lambda: (
            self.focused() is not None and self.focused().get_role_name() == 'list item'))
        for _ in range(10):
            node = self.focused()
            if node is not None and screen.name_of(node) == connection:
                self.keys('Return')
                return
            self.keys('Down')
        raise screen.Missing(f'the arrow keys do not reach “{connection}”')

    def manage(self):
        """Opens the list of connections, and there the first one."""
        self.keys('ctrl+j')
        self.press('Manage Connections…')
        screen.await_for('the window “Connections” does not open', lambda: self.window('Connections'))

    def quit(self):
        """Ends it as a person does, who presses the key again where nothing comes of it; it must
        have nothing to complain about."""
        self.keys('ctrl+q')
        try:
            self.process.wait(5 * SLOWNESS)
        except subprocess.TimeoutExpired:
            self.keys('ctrl+q')
        self.await_end()

    def await_end(self):
        try:
            status = self.process.wait(20 * SLOWNESS)
        except subprocess.TimeoutExpired as error:
            raise screen.Missing('the program does not end') from error
        complaints = '\n'.join(self.complaints())
        check(status == 0 and not complaints, f'it ended with status {status}, and said:\n{complaints}')


class Session:
    """What is there for all cases of a test."""

    def __init__(self, arguments):
        self.arguments = arguments
        self.scratch = os.environ['WELLHEAD_E2E_SCRATCH']
        self.display = screen.Display()
        self.keyring = Keyring()
        self.running = []
        self.homes = 0
        self.runs = 0

    def new_home(self):
        """Where somebody lives who never started Wellhead before."""
        self.homes += 1
        home = os.path.join(self.scratch, 'homes', str(self.homes))
        os.makedirs(home)
        return home

    def new_errors(self):
        self.runs += 1
        return os.path.join(self.scratch, f'errors-{self.runs}')

    def server(self, token, *options, **settings):
        server = Server(self, token, *options, **settings)
        self.running.append(server)
        return server

    def wellhead(self, home, *arguments, **variables):
        for attempt in range(STARTS):
            try:
                program = Wellhead(self, home, arguments, variables)
                self.running.append(program)
                return program
            except screen.Missing as error:
                if EARLY_READER not in str(error) or attempt == STARTS - 1:
                    raise
        return None

    def end_case(self):
        for thing in reversed(self.running):
            thing.stop()
        self.running.clear()

    def keep_evidence(self, name):
        """What a failure is understood from: the screen, the tree, what was said."""
        os.makedirs(self.arguments.output, exist_ok=True)
        path = os.path.join(self.arguments.output, re.sub('[^a-z0-9]+', '-', name.lower()).strip('-'))
        self.display.picture(path + '.png')
        with open(path + '.txt', 'w', encoding='utf-8') as file:
            for program in self.running:
                if not isinstance(program, screen.Program):
                    continue
                application = program.application()
                if application is not None:
                    file.write('\n'.join(screen.describe(application)) + '\n\n')
                file.write(program.read_errors() + '\n')
        return path


def run_case(session, number, name, case):
    begin = time.monotonic()
    complaint = None
    try:
        case(session)
    except Exception as error:  # pylint: disable=broad-exception-caught # the other cases are to run
        if not isinstance(error, screen.Missing):
            traceback.print_exc()
        steps = ' > '.join(f'{step.name}:{step.lineno}'
                           for step in traceback.extract_tb(error.__traceback__)[1:])
        complaint = (f'{type(error).__name__}: {error}\nin {steps}\n'
                     f'see {session.keep_evidence(name)}.png and .txt')
    session.end_case()
    print(f'{"ok" if complaint is None else "not ok"} {number} - {name}')
    for line in (complaint or f'{time.monotonic() - begin:.1f} s').splitlines():
        print(f'# {line}')
    sys.stdout.flush()
    return complaint is None


def run(cases, keyring=True):
    """cases: what is tested, by its name; keyring: whether there is one, unlocked at first."""
    parser = argparse.ArgumentParser()
    parser.add_argument('--program', required=True)
    parser.add_argument('--demo-server', required=True)
    parser.add_argument('--output', required=True, help='the folder for what shows a failure')
    parser.add_argument('--only', default='', help='only the cases with this in their name')
    session = Session(parser.parse_args())
    Atspi.set_timeout(int(10000 * SLOWNESS), int(30000 * SLOWNESS))
    screen.PATIENCE = 20 * SLOWNESS
    if keyring:
        session.keyring.start_unlocked()

    chosen = {name: case for name, case in cases.items() if session.arguments.only in name}
    print(f'1..{len(chosen)}', flush=True)
    results = [run_case(session, number, name, case)
               for number, (name, case) in enumerate(chosen.items(), 1)]
    return 0 if all(results) else 1
