/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "hlc-operation.h"

G_BEGIN_DECLS

/** What a notification shows of an operation at most. More is never cut and approved: it has to be opened. */
#define HLC_NOTIFICATION_MAX_CHARACTERS 240
#define HLC_NOTIFICATION_MAX_LINES 6

/** HlcNotificationMarkup: whether the server of notifications reads the body as markup. */
typedef enum
{
  HLC_NOTIFICATION_PLAIN,
  HLC_NOTIFICATION_MARKUP,
} HlcNotificationMarkup;

/**
 * HlcNotificationText:
 * @can_approve: @body holds every argument whole, and nothing in it deceives: it may be approved without opening it
 *
 * What a notification says of an operation that waits: deceptive characters made visible, and escaped where the server
 * reads markup. Plain data.
 */
typedef struct
{
  char *title;
  char *body;
  gboolean can_approve;
} HlcNotificationText;

HlcNotificationText *hlc_notification_text_new (HlcOperation *operation,
                                                gboolean is_escalation,
                                                HlcNotificationMarkup markup) G_GNUC_WARN_UNUSED_RESULT;
void hlc_notification_text_free (HlcNotificationText *self);

char *hlc_notification_summary (gint64 n_pending) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HlcNotificationText, hlc_notification_text_free)

G_END_DECLS
