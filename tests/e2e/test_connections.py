# Copyright 2026 The Wellhead authors
# SPDX-License-Identifier: GPL-3.0-or-later

"""Connections: added, found again, renamed, switched, renewed, removed, with the real keyring."""

import os
import sys

from wellhead_driver import check, check_equal, run
import screen

TOKEN = 'canary0123456789abcdef0123456789'
OTHER_TOKEN = 'another0123456789abcdef012345678'


def find_in_files(folder, text):
    """The files that hold the text."""
    found = []
    for path, _, names in os.walk(folder):
        for name in filter(lambda name: os.path.isfile(os.path.join(path, name)), names):
            with open(os.path.join(path, name), 'rb') as file:
                if text.encode() in file.read():
                    found.append(os.path.join(path, name))
    return found


def find_in_tree(app, text):
    """What on the accessibility bus holds the text, shown or not."""
    found = []

    def look(node):
        texts = [node.get_name() or '', node.get_description() or '']
        if node.get_text_iface() is not None:
            texts.append(screen.Atspi.Text.get_text(node, 0,
                                                    screen.Atspi.Text.get_character_count(node)))
        if any(text in each for each in texts):
            found.append(f'{node.get_role_name()} {node.get_name()}')
        for child in screen.children_of(node):
            look(child)
    look(app.application())
    return found


def test_add(session):
    server = session.server(TOKEN)
    home = session.new_home()
    app = session.wellhead(home, G_MESSAGES_DEBUG='all')
    app.press('Add Connection…')
    app.fill_connection('Wrong & Right', 'wrong' + TOKEN[5:], server.url)
    app.see('label', 'Token Refused')
    # Nothing that was typed is lost, but the token is not left to be read either.
    check_equal(screen.text_of(app.see('text', 'Connection Name')), 'Wrong & Right', 'the name')
    check_equal(screen.text_of(app.see('text', 'Server URL')), server.url, 'the server')
    check_equal(session.keyring.tokens(), [], 'the keyring')

    screen.await_for('there is no field for the token', lambda: fill_token(app, TOKEN))
    app.keys('Return')
    app.await_closed('Add Connection')
    app.await_customers(server)
    check_equal(session.keyring.tokens(), [TOKEN], 'the keyring')
    check_equal(find_in_tree(app, TOKEN), [], 'on the accessibility bus')
    app.quit()
    check_equal(find_in_files(session.scratch, TOKEN), [], 'the token is in files')


def fill_token(app, token):
    """The title of the field says how the token ends that was typed before."""
    for node in screen.walk(app.top_window()):
        if node.get_role_name() == 'text' and screen.name_of(node).startswith('Private Token'):
            app.display.click(app.top_window(), node)
            app.keys('ctrl+a')
            app.type(token)
            return True
    return False


def test_restart_and_switch(session):
    first, second = session.server(TOKEN), session.server(OTHER_TOKEN, seed=7)
    home = session.new_home()
    app = session.wellhead(home)
    app.add_connection('First', first)
    app.add_connection('Second', second)
    app.quit()

    app = session.wellhead(home)
    app.await_customers(second)
    app.switch_to('First')
    app.await_customers(first)
    app.quit()

    # The one that was used last comes first.
    app = session.wellhead(home)
    app.await_customers(first)
    app.quit()


def await_color(app, name):
    screen.await_for(f'the color is not {name}', lambda: screen.has_state(
        app.see('check box', name), screen.Atspi.StateType.CHECKED))


def test_rename(session):
    server = session.server(TOKEN)
    home = session.new_home()
    app = session.wellhead(home)
    app.add_connection('Old Name', server)
    app.manage()
    app.click('label', 'Old Name')
    app.fill('Connection Name', 'New Name')
    app.keys('Return')
    app.see('label', 'New Name')
    app.click('check box', 'Green')
    await_color(app, 'Green')
    app.keys('Escape')
    app.await_closed('Connections')
    app.quit()

    app = session.wellhead(home)
    app.await_customers(server)
    app.see('label', 'New Name')
    app.manage()
    app.click('label', 'New Name')
    await_color(app, 'Green')
    app.keys('Escape')
    app.await_closed('Connections')
    app.quit()


def test_renew(session):
    server = session.server(TOKEN)
    app = session.wellhead(session.new_home())
    app.add_connection('Revoked', server)
    server.stop()
    server = session.server(OTHER_TOKEN, port=server.port)
    app.keys('F5')
    app.read('refused the token of “Revoked”')
    app.await_customers(server)  # the same as before: what was there stays

    app.press('New Token…')
    app.see('push button', 'Save')
    app.fill('Private Token', OTHER_TOKEN)
    app.keys('Return')
    app.await_closed('New Token for “Revoked”')
    app.read('^10 customers loaded')
    app.keys('F5')
    app.await_customers(server)
    check(OTHER_TOKEN in session.keyring.tokens(), 'the new token is not in the keyring')
    check(TOKEN not in session.keyring.tokens(), 'the old token is still in the keyring')
    app.quit()


def test_remove(session):
    server = session.server(TOKEN)
    app = session.wellhead(session.new_home())
    app.add_connection('Short-Lived', server)
    check_equal(session.keyring.tokens(), [TOKEN], 'the keyring')
    app.manage()
    app.click('label', 'Short-Lived')
    app.press('Remove…')
    app.see('label', 'Remove “Short-Lived”?')
    app.keys('Escape')
    app.press('Remove…')
    app.see('label', 'Remove “Short-Lived”?')
    app.press('Remove')
    app.see('label', 'No Connections')
    check_equal(session.keyring.tokens(), [], 'the keyring')
    app.press('Close')
    app.await_closed('Connections')
    app.see('label', 'Welcome to Wellhead')
    app.quit()


def with_empty_keyring(case):
    """Other cases leave their tokens in it."""
    def wrapped(session):
        session.keyring.forget_tokens()
        case(session)
    return wrapped


sys.exit(run({
    'a connection is added, and its token is only in the keyring': with_empty_keyring(test_add),
    'connections are found again and switched': test_restart_and_switch,
    'a connection is renamed and gets a color': test_rename,
    'a token that was revoked is renewed': with_empty_keyring(test_renew),
    'a connection is removed, and its token with it': with_empty_keyring(test_remove),
}))
