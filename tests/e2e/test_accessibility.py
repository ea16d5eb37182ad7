# Copyright 2026 The Wellhead authors
# SPDX-License-Identifier: GPL-3.0-or-later

"""What a screen reader is told of each screen: every control has a role and a name of its own."""

import re
import sys

from wellhead_driver import check, run
import screen
from screen import Atspi

TOKEN = 'spoken0123456789abcdef0123456789'

# They can take the keyboard for what is in them; that has names of its own.
CONTAINERS = {'scroll pane', 'list', 'tree table'}
ROWS = {'table row', 'list item', 'menu item', 'check menu item', 'radio menu item'}
# Not what somebody can press or fill in.
SENSELESS = {'unknown', 'invalid', 'filler', 'image', 'section', 'separator'}
BUTTONS = {'push button', 'toggle button', 'check box', 'radio button'}
# GTK's own, with a description that is longer than the name.
OF_WINDOW = {'Minimize', 'Maximize', 'Restore', 'Close'}

# They lead to the same from two places.
TWICE = {'Add Connection…', 'Add Trait…'}


def is_focusable(node):
    return screen.has_state(node, Atspi.StateType.FOCUSABLE)


def is_pressable(node):
    if node.get_action_iface() is None:
        return False
    return any(Atspi.Action.get_action_name(node, index) in ('click', 'activate')
               for index in range(Atspi.Action.get_n_actions(node)))


def has_text(node):
    return any(child.get_role_name() == 'label' for child in screen.walk(node) if child != node)


def find_controls(node, outer=None):
    """All that can take the keyboard or be pressed, and the control that each is in, if any.

    What a button is made of is no control of its own.
    """
    if node.get_role_name() != 'application' and not screen.is_shown(node):
        return
    if is_pressable(node) or (is_focusable(node) and node.get_role_name() not in CONTAINERS):
        yield node, outer
        outer = node
    if outer is None or outer.get_role_name() not in BUTTONS:
        for child in screen.children_of(node):
            yield from find_controls(child, outer)


def describe(node):
    return f'{node.get_role_name()} “{screen.name_of(node)}” ({node.get_description() or ""})'


def find_faults(window):
    """What is wrong with a screen, in words."""
    seen = set()
    for node, outer in find_controls(window):
        role, name = node.get_role_name(), screen.spoken_name_of(node)
        where = screen.spoken_name_of(outer) if outer is not None else ''
        if not name:
            yield f'no name: {describe(node)}'
        if role in SENSELESS or (role == 'panel' and is_pressable(node)):
            yield f'no role for a control: {describe(node)}'
        if (role in BUTTONS and name not in OF_WINDOW and not has_text(node) and
                node.get_description() != name):
            yield f'the name is not the tooltip: {describe(node)}'
        # Two rows may be namesakes, and each may have the same button.
        if role not in ROWS and name not in TWICE and (role, name, where) in seen:
            yield f'another of the same name: {describe(node)}'
        seen.add((role, name, where))


def check_screen(app, what, window=None):
    faults = list(find_faults(window or app.top_window()))
    check(not faults, f'{what}: ' + '; '.join(faults))


def test_welcome(session):
    app = session.wellhead(session.new_home())
    app.see('label', 'Welcome to Wellhead')
    check_screen(app, 'the welcome')
    app.quit()


def start_demo(session):
    app = session.wellhead(session.new_home(), '--demo')
    app.await_names('no customers', lambda names: len(names) == 10)
    return app


def test_list(session):
    app = start_demo(session)
    check_screen(app, 'the list')
    app.quit()


def test_detail(session):
    app = start_demo(session)
    app.click('label', 'Active')
    app.see('push button', 'Record Options')
    check_screen(app, 'the detail')
    app.quit()


def list_controls(app):
    return {describe(node) for node, _ in find_controls(app.top_window())}


def make_popover_case(name):
    def case(session):
        app = start_demo(session)
        app.click('label', 'Active')
        app.see('push button', 'Record Options')
        before = list_controls(app)
        app.click('push button', name)
        screen.await_for('nothing opens', lambda: list_controls(app) - before)
        check_screen(app, f'“{name}”')
        app.keys('Escape')
        app.quit()
    return case


def open_page(app, name):
    app.click('list item', name)
    pages = screen.find(app.main_window(), 'list', 'Pages')
    screen.await_for(f'the page “{name}” does not open',
                     lambda: screen.find(app.main_window(), 'label', name, skipped=pages))
    screen.await_for('it never ends loading', lambda: not app.has('push button', 'Stop'))


def make_page_case(name):
    def case(session):
        app = start_demo(session)
        open_page(app, name)
        check_screen(app, f'the page “{name}”')
        table = screen.find(app.main_window(), 'tree table', name)
        cell = screen.find(table, 'table cell') if table is not None else None
        if cell is not None:
            app.display.click(app.main_window(), cell)
            app.see('push button', 'Record Options')
            check_screen(app, f'the detail of “{name}”')
        app.quit()
    return case


def check_no_trap(app):
    """Tab leads through all that there is and back to the start."""
    app.take_keyboard()
    first = screen.await_for('the keyboard is nowhere', app.focused)
    seen = []
    while len(seen) < 40:
        before = app.focused()
        app.keys('Tab')
        screen.await_for(f'Tab does not lead on from {describe(before)}',
                         lambda: app.focused() not in (None, before))
        seen.append(app.focused())
        if seen[-1] == first:
            return
    raise screen.Missing(f'Tab does not lead back to {describe(first)}: ' +
                         ', '.join(describe(node) for node in seen))


def is_wrong(node):
    # What GTK 4.8 sets is not the state that was meant.
    return (screen.has_state(node, Atspi.StateType.INVALID_ENTRY) or
            screen.has_state(node, Atspi.StateType.INVALID))


def make_form_case(button, submit, field, complaint):
    def case(session):
        app = start_demo(session)
        app.click('label', 'Active')
        app.see('push button', 'Record Options')
        app.press(button)
        screen.await_for('no form opens', lambda: len(app.windows()) == 2)
        app.see('push button', submit)
        check_screen(app, f'the form “{submit}”')
        check(not is_wrong(app.see('text', field)), 'it is wrong from the start')
        check_no_trap(app)

        app.press(submit)
        app.read(complaint)
        entry = app.see('text', field)
        check(is_wrong(entry), f'nobody is told that “{field}” is wrong')
        check(re.search(complaint, entry.get_description()),
              f'nobody is told why: “{entry.get_description()}”')
        check_screen(app, f'the form “{submit}” with errors')
        app.keys('Escape')
        screen.await_for('Escape does not close the form', lambda: len(app.windows()) == 1)
        app.quit()
    return case


def test_dialog(session):
    app = session.wellhead(session.new_home())
    app.open_dialog('ctrl+shift+n', 'Add Connection')
    app.open_advanced()
    app.see('text', 'Server URL')
    check_screen(app, 'the dialog')
    app.keys('Escape')
    app.await_closed('Add Connection')
    app.quit()


def test_shortcuts(session):
    app = start_demo(session)
    app.keys('ctrl+question')
    app.read('^Copy Rows$')
    check_screen(app, 'the shortcuts')
    app.keys('Escape')
    screen.await_for('the window of the shortcuts stays open', lambda: len(app.windows()) == 1)
    app.quit()


def test_connections(session):
    server = session.server(TOKEN)
    home = session.new_home()
    app = session.wellhead(home)
    app.add_connection('Acme', server)
    app.manage()
    app.click('label', 'Acme')
    app.see('push button', 'Remove…')
    check_screen(app, 'the connections')
    app.keys('Escape')
    app.await_closed('Connections')
    app.quit()

    session.keyring.forget_tokens()
    app = session.wellhead(home)
    app.see('label', 'Acme')
    app.read('[Tt]oken')
    check_screen(app, 'the page without a token')
    app.quit()


cases = {
    'the welcome is read aloud': test_welcome,
    'the list is read aloud': test_list,
    'the detail is read aloud': test_detail,
    'the form for a connection is read aloud': test_dialog,
    'connections are read aloud, with and without a token': test_connections,
    'the shortcuts are read aloud': test_shortcuts,
}
cases.update({f'“{name}” is read aloud': make_popover_case(name) for name in (
    'Any status', 'Any plan', 'List Options', 'Record Options', 'Main Menu', 'Switch Connection')})
cases.update({f'the page “{name}” is read aloud': make_page_case(name)
              for name in ('Users', 'Subscriptions', 'Plans')})
cases['a form is read aloud, and its errors'] = make_form_case(
    'Add Trait…', 'Add Trait', 'Category', 'is needed')
sys.exit(run(cases))
