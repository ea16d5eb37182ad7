# Copyright 2026 The Wellhead authors
# SPDX-License-Identifier: GPL-3.0-or-later

"""The demo account: found at the first start, listed, searched, filtered, sorted, remembered."""

import sys

from wellhead_driver import check, check_equal, run

DEMO_CUSTOMERS = 2500
DEMO_LINE = 'nothing leaves this computer'


def start_server_like_demo(session):
    """What is inside the program, outside of it: the same seed and the same day."""
    return session.server('like-the-demo', customers=DEMO_CUSTOMERS, today=None)


def test_first_start(session):
    server = start_server_like_demo(session)
    expected = server.customers(10)
    app = session.wellhead(session.new_home())
    app.see('label', 'Welcome to Wellhead')
    app.await_focus('push button', 'Add Connection…')
    app.keys('Tab')
    app.await_focus('push button', 'Try the Demo')
    app.keys('Return')

    app.see('tree table', 'Customers')
    app.await_names('not ten customers', lambda names: len(names) == 10)
    emails = {customer['email'] for customer in expected}
    check_equal(set(app.emails()), emails, 'the customers')
    app.read(DEMO_LINE)
    app.read('^10 customers loaded, there may be more$')

    # From the search into the table, and into the detail of a customer, without the mouse.
    app.keys('ctrl+f')
    app.await_focus('entry', 'Search')
    app.keys('Return', 'Down', 'Return')
    email = app.read(r'^\S+@\S+$').group()
    check(email in emails, f'no customer has {email}')
    app.quit()


def is_sorted(texts):
    return len(texts) > 1 and texts == sorted(texts, key=str.casefold)


def choose_limit(app, presses):
    """Opens the choice with its mnemonic, and goes down in it."""
    app.keys('alt+l')
    app.see('label', 'No limit')
    app.keys(*['Down'] * presses, 'Return')


def test_limits(session):
    app = session.wellhead(session.new_home(), '--demo')
    app.read('^10 customers loaded, there may be more$')
    choose_limit(app, 2)
    app.read('^250 customers loaded, there may be more$')
    choose_limit(app, 2)
    app.read('^2,500 customers, that is all$')
    app.quit()


def test_search_and_filter(session):
    app = session.wellhead(session.new_home(), '--demo')
    names = app.await_names('no customers', lambda names: len(names) == 10)
    app.keys('ctrl+f')
    app.type(next(name[:4] for name in names if name[:4].isalpha() and name.isascii()))
    app.await_names('the search does not narrow', lambda names: 0 < len(names) < 10)
    app.read('^[1-9] of 10 loaded')
    app.keys('Escape')
    app.await_names('the search does not end', lambda names: len(names) == 10)

    app.keys('ctrl+f', 'Tab', 'space')
    app.await_focus('check box', 'Active')
    app.keys('space', 'Escape')
    app.await_names('the filter does nothing', lambda names: 0 < len(names) < 10)
    check_equal({row[2] for row in app.rows(3)}, {'Active'}, 'the status')
    app.read('^[1-9] of 10 loaded')
    app.quit()


def test_sorting(session):
    app = session.wellhead(session.new_home(), '--demo')
    app.await_names('no customers', lambda names: len(names) == 10)
    app.click('label', 'Email')

    app.await_names('not sorted by e-mail', lambda _: is_sorted(app.emails()))
    app.click('label', 'Email')
    app.await_names('not sorted the other way round', lambda _: is_sorted(app.emails()[::-1]))
    app.quit()


def test_remembered(session):
    home = session.new_home()
    app = session.wellhead(home, '--demo')
    app.await_names('no customers', lambda names: len(names) == 10)
    app.click('label', 'Name')
    app.await_names('not sorted by name', is_sorted)
    choose_limit(app, 1)
    app.read('^50 customers loaded, there may be more$')
    app.quit()

    app = session.wellhead(home, '--demo')
    app.read('^50 customers loaded, there may be more$')
    app.await_names('not sorted by name any more', is_sorted)
    app.quit()


sys.exit(run({
    'the first start leads to the demo': test_first_start,
    'limits up to all': test_limits,
    'search and filter narrow the list': test_search_and_filter,
    'a click on a title sorts': test_sorting,
    'limit and order are remembered': test_remembered,
}, keyring=False))
