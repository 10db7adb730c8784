/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/** The shortest and the longest pause between two polls of one operation, where nobody asks for more. Microseconds. */
#define HLC_FOLLOW_MIN (3 * G_TIME_SPAN_SECOND)
#define HLC_FOLLOW_MAX (30 * G_TIME_SPAN_SECOND)
/** The longest pause that a server may ask for. */
#define HLC_FOLLOW_RETRY_AFTER_MAX G_TIME_SPAN_HOUR

/** HlcFollowOutcome: what came of a poll. */
typedef enum
{
  HLC_FOLLOW_PENDING, /* nobody has decided yet */
  HLC_FOLLOW_FAILED,  /* no answer, or none that can be read: it may be there again later */
  HLC_FOLLOW_REFUSED, /* the key is not taken: asking again changes nothing until there is another */
  HLC_FOLLOW_GONE,    /* the remote does not know the operation */
  HLC_FOLLOW_COMPLETED,
} HlcFollowOutcome;

gint64 hlc_follow_get_delay (HlcFollowOutcome outcome, guint n_polls, gint64 retry_after);

G_END_DECLS
