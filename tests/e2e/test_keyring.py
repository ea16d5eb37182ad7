# Copyright 2026 The Wellhead authors
# SPDX-License-Identifier: GPL-3.0-or-later

"""A keyring that is locked: asked for its password by the real prompt, refused, left alone."""

import subprocess
import sys
import time

from wellhead_driver import PASSWORD, PROMPT, SLOWNESS, check, run
import screen

TOKEN = 'locked0123456789abcdef0123456789'


def find_prompt():
    """The X window of the prompt; it is a program of its own."""
    found = subprocess.run(['xdotool', 'search', '--onlyvisible', '--name', PROMPT], check=False,
                           stdout=subprocess.PIPE, encoding='ascii').stdout.split()
    return found[0] if found else None


def await_prompt(session):
    screen.await_for('no prompt asks for the password', find_prompt)
    session.display.focus_top()


def start_locked(session):
    """Adds a connection, and starts again while the keyring is locked as after a login."""
    session.keyring.restart_unlocked()
    server = session.server(TOKEN)
    home = session.new_home()
    app = session.wellhead(home)
    app.add_connection('Locked Away', server)
    app.quit()
    session.keyring.kill()
    app = session.wellhead(home)
    await_prompt(session)
    return app, server


def test_unlock(session):
    app, server = start_locked(session)
    session.display.type(PASSWORD)
    session.display.keys('Return')
    app.await_customers(server)
    app.quit()


def refuse(session, app):
    session.display.keys('Escape')
    screen.await_for('the prompt stays', lambda: find_prompt() is None)
    app.see('label', 'Your Keyring Is Locked')


def test_refused_then_unlocked(session):
    app, server = start_locked(session)
    refuse(session, app)
    app.press('Unlock…')
    await_prompt(session)
    session.display.type(PASSWORD)
    session.display.keys('Return')
    app.await_customers(server)
    app.quit()


def test_session_only(session):
    app, server = start_locked(session)
    refuse(session, app)
    app.press('Use for This Session Only…')
    app.see('push button', 'Save')
    app.fill('Private Token', TOKEN)
    app.keys('Return')
    app.await_customers(server)
    app.read('kept for this session only')
    app.quit()


def test_close_while_asked(session):
    app, _ = start_locked(session)
    keyring = session.keyring.process_id()
    begin = time.monotonic()
    app.press('Close')
    app.await_end()
    check(time.monotonic() - begin < 2 * SLOWNESS, 'it took too long to end')
    check(session.keyring.process_id() == keyring, 'the keyring did not survive')


sys.exit(run({
    'a locked keyring is unlocked': test_unlock,
    'a refused prompt is asked for again': test_refused_then_unlocked,
    'a refused prompt leads to a token for this session': test_session_only,
    'the window is closed while the prompt is open': test_close_while_asked,
}))
