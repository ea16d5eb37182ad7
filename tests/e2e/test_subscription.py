# Copyright 2026 The Wellhead authors
# SPDX-License-Identifier: GPL-3.0-or-later

"""The whole life of a subscription, from its first day to the day when nobody knows it any more."""

import re
import csv
import os
import sys
import urllib.error

from wellhead_driver import check, run
import screen
from gi.repository import Atspi

TOKEN = 'living0123456789abcdef0123456789'
EMAIL = 'ada@life.example'
OTHER_EMAIL = 'lovelace@life.example'
USER = 'life-account'
SUBSCRIPTION = 'life-main'


class Account:
    """The window, and beside it what the API itself says of the user."""

    def __init__(self, session):
        self.server = session.server(TOKEN)
        self.app = session.wellhead(session.new_home())
        self.app.add_connection('Life', self.server)

    def events(self):
        return self.server.get(f'/v2/users/{USER}/')

    def is_gone(self):
        try:
            self.events()
        except urllib.error.HTTPError as error:
            return error.code == 404
        return False

    def await_events(self, what, condition):
        screen.await_for(f'the API does not know: {what}', lambda: condition(self.events()))

    def open(self, change, title):
        """Opens a form from the buttons of the detail."""
        self.app.press(f'{change}…')
        screen.await_for(f'“{title}” does not open', lambda: self.app.window(title))

    def submit(self, title):
        self.app.press(title)
        self.app.await_closed(title)


def go_to(app, page):
    app.click('label', page)


def write(app, name, text):
    """Fills in a field as a screen reader does, wherever it has been scrolled to."""
    entry = app.see('text', name)
    Atspi.EditableText.set_text_contents(entry, text)
    screen.await_for(f'“{name}” does not take {text}', lambda: screen.text_of(entry) == text)


def create(account):
    app = account.app
    go_to(app, 'Subscriptions')
    account.open('Create Subscription', 'Create Subscription')
    write(app, 'Email', EMAIL)
    write(app, 'Plan', 'life-plan')
    app.click('combo box', 'Billing Interval')
    app.keys('Down', 'Return')
    write(app, 'Amount', '1234.50')
    write(app, 'Start Date', '2026-01-10')
    write(app, 'Subscription Alias', SUBSCRIPTION)
    write(app, 'User Alias', USER)
    account.submit('Create Subscription')


def await_event(account, text, day):
    """Waits until the timeline says so of that day."""
    def look():
        account.app.check_alive()
        return any(f'{day}, {text}' in name for name in
                   (screen.name_of(node) for node in screen.walk(account.app.main_window())
                    if node.get_role_name() == 'list item'))
    screen.await_for(f'the timeline does not say “{text}” of {day}', look)


def update(account):
    account.open('Update Subscription', 'Update Subscription')
    write(account.app, 'Amount', '2000')
    write(account.app, 'Change Date', '2026-02-01')
    account.submit('Update Subscription')
    account.await_events('the update', lambda events: len(events) == 2 and
                         {event['value'] for event in events} == {123450, 200000})
    await_event(account, 'Upgraded', '1 February 2026')


def churn(account, day):
    account.open('Churn Subscription', 'Churn Subscription')
    write(account.app, 'Churn Date', day)
    account.submit('Churn Subscription')
    account.await_events('the churn', is_churned)


def is_churned(events):
    return any(event['status'] == 'churned_voluntary' for event in events)


def export(app, path):
    """Writes the list as it is shown to a file."""
    app.open_dialog('ctrl+e', 'Export')
    app.press('Export…')
    screen.await_for('no file is asked for', lambda: app.top_window().get_name() != 'Export')
    app.keys('ctrl+a')
    app.type(path)
    app.keys('Return')
    app.await_closed('Export')
    screen.await_for('nothing was exported', lambda: os.path.exists(path))
    with open(path, encoding='utf-8-sig', newline='') as file:
        return list(csv.reader(file))


def change_email(account):
    app = account.app
    go_to(app, 'Users')
    app.click('label', EMAIL)
    account.open('Change Email', 'Change Email')
    write(app, 'New Email', OTHER_EMAIL)
    account.submit('Change Email')
    account.await_events('the address', lambda events: events[0]['email'] == OTHER_EMAIL)
    app.see('label', OTHER_EMAIL)


def delete(account):
    app = account.app
    user = account.events()[0]['user_id']
    app.click('push button', 'Record Options')
    app.see('menu item', 'Delete User…')
    for _ in range(10):
        node = app.focused()
        if node is not None and screen.name_of(node) == 'Delete User…':
            break
        app.keys('Down')
    app.keys('Return')
    screen.await_for('“Delete User” does not open', lambda: app.window('Delete User'))
    write(app, f'To confirm, type “{user}”', user)
    account.submit('Delete User')
    screen.await_for('the API still knows the user', account.is_gone)
    screen.await_for('the list still shows the user', lambda: not app.has('label', OTHER_EMAIL))


def test_life(session):
    account = Account(session)
    app = account.app
    create(account)
    account.await_events('the creation', lambda events: [event['value'] for event in events] ==
                         [123450])
    app.click('label', EMAIL)
    await_event(account, 'Started with life-plan', '10 January 2026')
    update(account)

    churn(account, '2027-06-01')
    await_event(account, 'Will churn (voluntary)', '1 June 2027')
    app.press('Undo')
    account.await_events('the way back', lambda events: not is_churned(events))
    churn(account, '2026-02-15')
    await_event(account, 'Churned (voluntary)', '15 February 2026')

    rows = export(app, os.path.join(session.scratch, 'life.csv'))
    check([row for row in rows if EMAIL in row and 'life-plan' in row], f'not in the file: {rows}')
    change_email(account)
    delete(account)
    app.quit()


sys.exit(run({
    'a subscription lives from its creation to its deletion': test_life,
}))
