# Copyright 2026 The Wellhead authors
# SPDX-License-Identifier: GPL-3.0-or-later

"""A desktop for one end-to-end test: a display, a bus, and nothing of the person's own.

wellhead_session.py [--no-keyring] TEST ARGUMENT… runs TEST inside, and afterwards ends whatever was
started in there, however the test ended. With --no-keyring the bus knows of no keyring service.
"""

import ctypes
import os
import shutil
import signal
import subprocess
import sys
import tempfile

LIMIT = 290 * float(os.environ.get('WELLHEAD_E2E_SLOWNESS', '1'))  # seconds for one test

SERVICES = {'org.a11y.Bus', 'org.freedesktop.secrets', 'org.gnome.keyring',
            'org.gnome.keyring.PrivatePrompter', 'org.gnome.keyring.SystemPrompter'}
KEYRING_SERVICES = SERVICES - {'org.a11y.Bus'}
TOOLS = ['Xvfb', 'dbus-run-session', 'dbus-daemon', 'gnome-keyring-daemon', 'secret-tool', 'xdotool',
         'import']
FOREIGN = ['WAYLAND_DISPLAY', 'DISPLAY', 'XAUTHORITY', 'DBUS_SESSION_BUS_ADDRESS', 'AT_SPI_BUS_ADDRESS',
           'GTK_THEME', 'GTK_MODULES', 'GTK_IM_MODULE', 'NO_AT_BRIDGE', 'GNOME_KEYRING_CONTROL',
           'SSH_AUTH_SOCK', 'SECRET_BACKEND', 'G_DEBUG', 'G_MESSAGES_DEBUG', 'GSETTINGS_BACKEND',
           'GIO_USE_PROXY_RESOLVER', 'SOUP_FORCE_HTTP1', 'MALLOC_CHECK_', 'G_TEST_SRCDIR',
           'G_TEST_BUILDDIR', 'no_proxy', 'NO_PROXY']
# Nothing answers there: whoever asks a proxy for what is on this computer gets nothing.
PROXIES = ['http_proxy', 'https_proxy', 'all_proxy', 'HTTP_PROXY', 'HTTPS_PROXY', 'ALL_PROXY']
DEAD_PROXY = 'http://127.0.0.1:9'

BUS_CONFIGURATION = '''<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <type>session</type>
  <keep_umask/>
  <listen>unix:dir={folder}</listen>
  <auth>EXTERNAL</auth>
  <servicedir>{folder}/services</servicedir>
  <policy context="default">
    <allow send_destination="*" eavesdrop="true"/>
    <allow eavesdrop="true"/>
    <allow own="*"/>
  </policy>
</busconfig>
'''


def find_services():
    """The files that say how the services are started, by name."""
    folders = os.environ.get('XDG_DATA_DIRS') or '/usr/local/share:/usr/share'
    found = {}
    for folder in reversed(folders.split(':') + ['/usr/share']):
        for name in SERVICES:
            path = os.path.join(folder, 'dbus-1', 'services', name + '.service')
            if os.path.exists(path):
                found[name] = path
    return found


def find_what_is_missing():
    for tool in TOOLS:
        if shutil.which(tool) is None:
            return f'{tool} is not installed'
    try:
        import gi  # pylint: disable=import-outside-toplevel
        gi.require_version('Atspi', '2.0')
    except (ImportError, ValueError) as error:
        return f'Python cannot read the accessibility tree: {error}'
    for name in SERVICES - set(find_services()):
        if name not in ('org.gnome.keyring', 'org.gnome.keyring.PrivatePrompter'):
            return f'the service {name} is not installed'
    return None


def make_environment(scratch):
    environment = {name: value for name, value in os.environ.items() if name not in FOREIGN}
    environment.update({name: DEAD_PROXY for name in PROXIES})
    home = os.path.join(scratch, 'home')
    os.makedirs(home)
    os.mkdir(os.path.join(scratch, 'run'), 0o700)
    environment.update(home_environment(home))
    environment.update({
        'XDG_RUNTIME_DIR': os.path.join(scratch, 'run'), 'TZ': 'UTC', 'LC_ALL': 'C.UTF-8',
        'GDK_BACKEND': 'x11', 'GSK_RENDERER': 'cairo', 'GDK_DEBUG': 'gl-disable', 'GTK_A11Y': 'atspi',
        'GSETTINGS_BACKEND': 'keyfile', 'GIO_USE_VFS': 'local', 'ADW_DISABLE_PORTAL': '1',
        'PYTHONDONTWRITEBYTECODE': '1',
        # Where the sanitizers are built in: to look for leaks takes the slow way through the stack
        # at each allocation, and ten times the time. The other tests do that.
        'ASAN_OPTIONS': 'detect_leaks=0:fast_unwind_on_malloc=1',
    })
    return environment


def home_environment(home):
    return {'HOME': home, 'XDG_CONFIG_HOME': os.path.join(home, '.config'),
            'XDG_DATA_HOME': os.path.join(home, '.local', 'share'),
            'XDG_CACHE_HOME': os.path.join(home, '.cache'),
            'XDG_STATE_HOME': os.path.join(home, '.local', 'state')}


def write_bus_configuration(scratch, keyring):
    folder = os.path.join(scratch, 'bus')
    os.makedirs(os.path.join(folder, 'services'), 0o700)
    for name, path in find_services().items():
        if keyring or name not in KEYRING_SERVICES:
            shutil.copy(path, os.path.join(folder, 'services'))
    configuration = os.path.join(folder, 'session.conf')
    with open(configuration, 'w', encoding='ascii') as file:
        file.write(BUS_CONFIGURATION.format(folder=folder))
    return configuration


def start_display(environment):
    """Xvfb chooses a number that nobody else has, and says it once it is ready."""
    reader, writer = os.pipe()
    subprocess.Popen(['Xvfb', '-displayfd', str(writer), '-screen', '0', '1280x900x24',
                      '-nolisten', 'tcp', '-noreset'], pass_fds=[writer], env=environment,
                     stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    os.close(writer)
    with os.fdopen(reader) as file:
        number = file.readline().strip()
    if not number:
        raise SystemExit('Bail out! Xvfb did not start')
    environment['DISPLAY'] = ':' + number


def children_of_this_process():
    for name in os.listdir('/proc'):
        if name.isdigit():
            try:
                with open(f'/proc/{name}/stat', encoding='ascii', errors='replace') as file:
                    parent = int(file.read().rpartition(')')[2].split()[1])
            except OSError:
                continue
            if parent == os.getpid():
                yield int(name)


def end_all_children():
    """Whoever loses a parent in here becomes our child, so that in the end there is nobody left."""
    while True:
        children = list(children_of_this_process())
        if not children:
            return
        for child in children:
            os.kill(child, signal.SIGKILL)
        for child in children:
            try:
                os.waitpid(child, 0)
            except ChildProcessError:
                pass


def adopt_orphans():
    PR_SET_CHILD_SUBREAPER = 36
    ctypes.CDLL(None).prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)


def run(command, keyring):
    missing = find_what_is_missing()
    if missing is not None:
        print(f'1..0 # SKIP {missing}')
        return 0

    adopt_orphans()
    os.dup2(sys.stdout.fileno(), 3)
    for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        signal.signal(number, lambda *_: sys.exit(1))
    scratch = tempfile.mkdtemp(prefix='wellhead-e2e-')
    try:
        environment = make_environment(scratch)
        configuration = write_bus_configuration(scratch, keyring)
        start_display(environment)
        environment['WELLHEAD_E2E_SCRATCH'] = scratch
        # What the services of the bus say is not part of the result.
        inside = subprocess.Popen(['dbus-run-session', '--config-file', configuration, '--',
                                   'sh', '-c', 'exec "$@" >&3', 'sh', sys.executable,
                                   '-W', 'ignore::DeprecationWarning', *command],
                                  env=environment, stdin=subprocess.DEVNULL,
                                  stdout=subprocess.DEVNULL, pass_fds=[3])
        try:
            return inside.wait(LIMIT)
        except subprocess.TimeoutExpired:
            print(f'Bail out! not done after {LIMIT:g} seconds', flush=True)
            return 1
    finally:
        end_all_children()
        shutil.rmtree(scratch, ignore_errors=True)


def main():
    arguments = sys.argv[1:]
    keyring = arguments[0] != '--no-keyring'
    return run(arguments if keyring else arguments[1:], keyring)


if __name__ == '__main__':
    sys.exit(main())
