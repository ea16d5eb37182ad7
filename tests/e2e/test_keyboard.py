# Copyright 2026 The Wellhead authors
# SPDX-License-Identifier: GPL-3.0-or-later

"""Everything with the keyboard alone, and everything in a narrow window."""

import json
import sys

from wellhead_driver import check, check_equal, run
import screen


def start(session):
    app = session.wellhead(session.new_home(), '--demo')
    app.await_names('no customers', lambda names: len(names) == 10)
    return app


def test_tab_order(session):
    app = start(session)
    app.keys('ctrl+f')
    app.await_focus('entry', 'Search')
    missing = {'Any status', 'Any plan', 'Load More', 'Switch Connection', 'Main Menu', 'Customers',
               'Refresh', 'List Options', 'Search'}
    for _ in range(40):
        app.keys('Tab')
        missing.discard(screen.name_of(screen.await_for('the keyboard is nowhere', app.focused)))
        if not missing:
            break
    check(not missing, f'Tab does not reach {missing}')
    app.quit()


def is_in_rows(app):
    node = app.focused()
    return node is not None and node.get_role_name() == 'table row'


def test_start(session):
    """The arrows work at once, and so does typing."""
    app = start(session)
    screen.await_for('the keyboard is not among the rows', lambda: is_in_rows(app))
    app.keys('Down')
    second = app.emails()[1]
    screen.await_for('the arrow does not select', lambda: second in app.texts())
    word = next(email for email in app.emails() if '@' in email)[:4]
    app.type(word)
    app.await_focus('entry', 'Search')
    screen.await_for('the search has lost a letter',
                     lambda: screen.text_of(app.see('entry', 'Search')) == word)
    app.await_names('the search does not narrow', lambda names: 0 < len(names) < 10)
    app.keys('Escape')
    screen.await_for('the keyboard is not back among the rows', lambda: is_in_rows(app))
    app.quit()


def test_switcher_closes(session):
    """Whichever way it is closed, the keyboard goes back to where it was."""
    app = start(session)
    screen.await_for('the keyboard is not among the rows', lambda: is_in_rows(app))
    for keys in ('ctrl+j', 'Escape'):
        app.keys('ctrl+j')
        app.await_focus('list item', 'Demo Account')
        app.keys(keys)
        screen.await_for(f'{keys} does not lead back', lambda: is_in_rows(app))
        app.see('push button', 'Switch Connection')
    app.quit()


def select_first_row(app):
    app.keys('ctrl+f')
    app.await_focus('entry', 'Search')
    app.keys('Return', 'Down', 'Up')
    email = app.emails()[0]
    screen.await_for('the detail does not show the first row', lambda: email in app.texts())
    return email


def read_clipboard(app):
    """Pastes it where it can be read."""
    app.keys('ctrl+f', 'ctrl+a', 'ctrl+v')
    entry = app.see('entry', 'Search')
    return screen.await_for('nothing was copied', lambda: screen.text_of(entry))


def test_copy(session):
    app = start(session)
    email = select_first_row(app)
    app.keys('ctrl+c')
    text = read_clipboard(app)
    check('Name\tEmail' in text and email in text, f'not the row: {text!r}')
    app.keys('Escape')
    select_first_row(app)
    app.keys('ctrl+shift+c')
    check_equal(json.loads(read_clipboard(app))['email'], email, 'the JSON')
    app.quit()


def test_context_menu(session):
    app = start(session)
    select_first_row(app)
    app.keys('shift+F10')
    app.see('menu item', 'Copy as JSON')
    app.keys('Escape')
    screen.await_for('the menu stays open', lambda: not app.has('menu item', 'Copy as JSON'))
    app.quit()


def test_detail_and_back(session):
    app = start(session)
    select_first_row(app)
    app.keys('Return')
    screen.await_for('the keyboard is not in the detail', lambda: is_in_detail(app))
    app.keys('alt+Left')
    screen.await_for('the keyboard is still in the detail', lambda: not is_in_detail(app))
    app.keys('F5')
    app.read('^10 customers loaded')
    app.quit()


def press_until(app, key, what, condition):
    """Goes from control to control; each press has to lead somewhere."""
    for _ in range(15):
        before = app.focused()
        app.keys(key)
        screen.await_for(f'{key} leads nowhere', lambda: app.focused() not in (None, before))
        if condition(app):
            return
    raise screen.Missing(what)


def test_tab_to_detail_and_back(session):
    app = start(session)
    select_first_row(app)
    app.see('push button', 'Copy Email')
    press_until(app, 'Tab', 'Tab does not lead from the list into the detail', is_in_detail)
    press_until(app, 'shift+Tab', 'Shift+Tab does not lead from the detail to the rows', is_in_rows)
    app.quit()


def is_in_detail(app):
    node = app.focused()
    if node is None:
        return False
    return node.get_extents(screen.WINDOW).x >= app.see('label', 'Customer').get_extents(screen.WINDOW).x


def test_shortcuts(session):
    app = start(session)
    # It is made anew each time.
    for _ in range(2):
        app.keys('ctrl+question')
        app.read('^Copy Rows$')
        app.keys('Escape')
        screen.await_for('the window of the shortcuts stays open', lambda: len(app.windows()) == 1)
    app.quit()


def test_narrow(session):
    app = start(session)
    email = app.emails()[0]
    session.display.resize(370, 700)
    # One pane at a time: the list first, then the detail, then the sidebar.
    screen.await_for('the sidebar stays', lambda: not app.has('list', 'Pages'))
    app.keys('ctrl+f')
    app.keys('Return', 'Down', 'Up', 'Return')
    app.see('push button', 'Back to List')
    app.read(f'^{email}$')
    check(app.find_table() is None, 'the list is still there')
    app.press('Back to List')
    app.see('tree table', 'Customers')
    app.press('Back')
    app.see('list', 'Pages')
    check(app.find_table() is None, 'the list is still there')
    app.quit()


sys.exit(run({
    'a start leads to the rows': test_start,
    'the switcher gives the keyboard back': test_switcher_closes,
    'Tab reaches everything': test_tab_order,
    'rows are copied': test_copy,
    'rows have a menu': test_context_menu,
    'the detail is entered and left': test_detail_and_back,
    'Tab leads into the detail and back': test_tab_to_detail_and_back,
    'the shortcuts are listed': test_shortcuts,
    'a narrow window shows one pane at a time': test_narrow,
}, keyring=False))
