# Copyright 2026 The Wellhead authors
# SPDX-License-Identifier: GPL-3.0-or-later

"""A server that goes wrong: said in words, never a frozen window, and mended by trying again."""

import sys
import time

from wellhead_driver import SLOWNESS, check, run
import screen

TOKEN = 'faulty0123456789abcdef0123456789'

# What the page says for each fault of the server.
SENTENCES = {
    'reset': '^(The Connection Was Dropped|The Reply Was Cut Short|Damaged Reply)$',
    'short': '^(Damaged Reply|The Reply Was Cut Short|The Connection Was Dropped)$',
    'garbage': '^(Damaged Reply|Not an API Reply|This Is Not JSON)$',
    'html500': '^The Server Has a Problem$',
    'redirect': '^The Server Redirected the Request$',
    'huge': '^The Answer Is Too Large$',
    'deep': '^(Damaged Reply|Nested Too Deeply)$',
}

WAITING = '[Ww]aiting [1-9][0-9]* seconds? for the API’s rate limit…$'


def check_answers(app):
    """The window is not frozen: it answers a question."""
    begin = time.monotonic()
    check(app.main_window().get_child_count() > 0, 'the window is empty')
    check(time.monotonic() - begin < 5 * SLOWNESS, 'the window was frozen')


def start_on_fault(session, fault):
    """A connection of the time when all was well, opened now that it is not."""
    server = session.server(TOKEN)
    home = session.new_home()
    app = session.wellhead(home)
    app.add_connection('Faulty', server)
    app.quit()
    server.stop()
    faulty = session.server(TOKEN, '--fault', fault, port=server.port)
    return session.wellhead(home), faulty


def lift_fault(session, app, faulty):
    faulty.stop()
    server = session.server(TOKEN, port=faulty.port)
    app.press('Try Again')
    app.await_customers(server)
    app.quit()


def make_case(fault):
    def case(session):
        app, faulty = start_on_fault(session, fault)
        check_answers(app)
        app.read(SENTENCES[fault])
        check_answers(app)
        lift_fault(session, app, faulty)
    return case


def make_waiting_case(fault):
    """Nothing comes, or hardly anything: Stop ends it at once, long before the time is up."""
    def case(session):
        app, faulty = start_on_fault(session, fault)
        app.see('push button', 'Stop')
        check_answers(app)
        begin = time.monotonic()
        app.press('Stop')
        app.see('label', 'Stopped')
        check(time.monotonic() - begin < 10 * SLOWNESS, 'it took too long to stop')
        check_answers(app)
        faulty.stop()
        server = session.server(TOKEN, port=faulty.port)
        app.keys('F5')
        app.await_customers(server)
        app.quit()
    return case


def test_throttled(session):
    """It waits as long as the server asks for, says so, and gives up after a while."""
    app, faulty = start_on_fault(session, 'throttle')
    app.read('^Too Many Requests$')
    line = app.find_line()
    app.press('Try Again')
    app.watch(line, WAITING)
    check_answers(app)
    app.read('^Too Many Requests$')
    lift_fault(session, app, faulty)


def test_limited(session):
    """Somebody else has used up what the token is allowed: it waits, and goes on by itself."""
    server = session.server(TOKEN)
    app = session.wellhead(session.new_home())
    app.add_connection('Limited', server)
    line = app.find_line()
    server.stop()
    # What the program asked for until now counts no more, so that all of it is used up at once.
    session.server(TOKEN, limits=True, port=server.port).use_up()
    app.keys('F5')
    app.watch(line, WAITING)
    check_answers(app)
    app.watch(line, '^10 customers loaded, there may be more$')
    app.quit()


def test_rows_stay(session):
    """A refresh that fails keeps what was there."""
    server = session.server(TOKEN)
    app = session.wellhead(session.new_home())
    app.add_connection('Steady', server)
    server.stop()
    faulty = session.server(TOKEN, '--fault', 'html500', port=server.port)
    app.keys('F5')
    app.read('^The list could not be refreshed and is that of ')
    check(len(app.emails()) == 10, 'the rows are gone')
    lift_fault(session, app, faulty)


def test_offline(session):
    server = session.server(TOKEN)
    home = session.new_home()
    app = session.wellhead(home)
    app.add_connection('Offline', server)
    app.quit()
    server.stop()
    app = session.wellhead(home)
    app.read('^Connection Refused$')
    lift_fault(session, app, server)


cases = {f'a server with the fault “{fault}” is told and tried again': make_case(fault)
         for fault in SENTENCES}
cases.update({f'a server with the fault “{fault}” can be stopped': make_waiting_case(fault)
              for fault in ('slow', 'stall')})
cases['a server that asks to wait is waited for'] = test_throttled
cases['a limit is waited for, and loading goes on'] = test_limited
cases['no server is told and tried again'] = test_offline
cases['rows stay when a refresh fails'] = test_rows_stay
screen.PAUSE = 0.1
sys.exit(run(cases))
