# SPDX-License-Identifier: Apache-2.0
#
# What a screen reader would say by itself, without being asked.

from window import wait_for

import pyatspi
from gi.repository import GLib


class Ears:
    """Hears announcements, and where GTK has none, what screen readers say instead of them: the name of the active window,
    and the description of what has the focus."""

    def __init__(self):
        self.heard = []
        pyatspi.Registry.registerEventListener(self.hear, 'object:property-change:accessible-name',
                                               'object:property-change:accessible-description', 'object:announcement',
                                               'object:notification')

    def hear(self, event):
        try:
            if 'accessible-name' in event.type and event.source.getRoleName() not in ('frame', 'dialog'):
                return
            if 'accessible-description' in event.type and not event.source.getState().contains(pyatspi.STATE_FOCUSED):
                return
            self.heard.append(event.any_data or event.source.name)
        except GLib.Error:  # it went away meanwhile
            pass

    def listen(self):
        while GLib.MainContext.default().iteration(False):
            pass

    def forget(self):
        self.listen()
        self.heard.clear()

    def find(self, words):
        self.listen()
        return next((text for text in self.heard if words in text), None)

    def expect(self, words):
        try:
            return wait_for(f'“{words}” to be said', lambda: self.find(words))
        except AssertionError as error:
            raise AssertionError(f'{error}; heard: {self.heard}') from None

    def expect_silence(self, words):
        """After something was waited for that comes later than these words would."""
        heard = self.find(words)
        assert heard is None, f'“{heard}” was said'
