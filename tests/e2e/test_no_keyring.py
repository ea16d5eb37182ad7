# Copyright 2026 The Wellhead authors
# SPDX-License-Identifier: GPL-3.0-or-later

"""A bus without a keyring service: said in words, and a token for this session by choice."""

import sys

from wellhead_driver import run
import screen

TOKEN = 'session0123456789abcdef012345678'


def add_for_session(app, server):
    app.press('Add Connection…')
    app.fill_connection('Nowhere to Keep It', server.token, server.url)
    app.see('label', 'No Keyring Service Is Running')
    app.press('Use for This Session Only')
    app.await_closed('Add Connection')
    app.await_customers(server)
    app.read('kept for this session only')


def test_add(session):
    server = session.server(TOKEN)
    app = session.wellhead(session.new_home())
    add_for_session(app, server)
    app.quit()


def test_start(session):
    server = session.server(TOKEN)
    home = session.new_home()
    session.keyring.start_unlocked()
    app = session.wellhead(home)
    app.add_connection('Kept Elsewhere', server)
    app.quit()
    session.keyring.kill()

    # No service file brings it back.
    app = session.wellhead(home)
    app.see('label', 'No Keyring Service Is Running')
    app.see('push button', 'Try Again')
    app.press('Use for This Session Only…')
    app.see('push button', 'Save')
    app.fill('Private Token', TOKEN)
    app.keys('Return')
    screen.await_for('the form stays open', lambda: len(app.windows()) == 1)
    app.await_customers(server)
    app.read('kept for this session only')
    app.quit()

    session.keyring.start_unlocked()
    app = session.wellhead(home)
    app.await_customers(server)
    app.quit()
    session.keyring.kill()


sys.exit(run({
    'a connection is added for this session only': test_add,
    'a start without the keyring says so': test_start,
}, keyring=False))
