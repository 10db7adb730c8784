/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * HlcSleepWatch:
 *
 * Tells when the machine woke up from suspend, as logind says on the system bus (org.freedesktop.login1.Manager,
 * PrepareForSleep): timers stood still meanwhile. Where there is no such bus it never tells, as in a sandbox: a permission
 * to talk to logind would allow more than this signal, and whoever waits looks every 30 s all the same. Main thread.
 *
 * Signal: HlcSleepWatch::woke (HlcSleepWatch *).
 */
#define HLC_TYPE_SLEEP_WATCH (hlc_sleep_watch_get_type ())
G_DECLARE_FINAL_TYPE (HlcSleepWatch, hlc_sleep_watch, HLC, SLEEP_WATCH, GObject)

HlcSleepWatch *hlc_sleep_watch_new (void) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
