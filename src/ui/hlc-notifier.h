/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include <gio/gio.h>

#include "hlc-notification-text.h"
#include "hlc-store.h"

G_BEGIN_DECLS

/** So many operations have a notification of their own at most; more share one that says how many wait. */
#define HLC_NOTIFIER_MAX_SINGLE 3

/** HlcNotifierIsSeen: whether somebody looks at that operation right now. */
typedef gboolean (*HlcNotifierIsSeen) (const char *call_id, gpointer user_data);

/**
 * HlcNotifier:
 *
 * Tells of operations that begin to wait, and takes it back when they are decided, wherever that happens. One that is
 * escalated is told again with more weight; many at once are one notification. Main thread.
 *
 * Buttons of the notifications activate the application's actions: app.approve-operation (s), app.deny-operation (s),
 * app.show-operation (s), app.show-pending.
 *
 * Properties: HlcNotifier:enabled; HlcNotifier:offers-approve: whether one that shows every argument whole may be
 * approved from the notification; HlcNotifier:tells-escalations. All are %TRUE at first.
 */
#define HLC_TYPE_NOTIFIER (hlc_notifier_get_type ())
G_DECLARE_FINAL_TYPE (HlcNotifier, hlc_notifier, HLC, NOTIFIER, GObject)

HlcNotifier *hlc_notifier_new (GApplication *application,
                               HlcStore *store,
                               HlcNotifierIsSeen is_seen,
                               gpointer user_data) G_GNUC_WARN_UNUSED_RESULT;
void hlc_notifier_stop (HlcNotifier *self);
void hlc_notifier_see (HlcNotifier *self, const char *call_id);
gboolean hlc_notifier_may_approve (HlcNotifier *self, const char *call_id);
void hlc_notifier_tell_failure (HlcNotifier *self, const char *call_id, const char *message);

G_END_DECLS
