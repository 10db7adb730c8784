/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "hlc-attempt.h"

G_BEGIN_DECLS

/** How many attempts the schedule has; after the last one the message has failed. */
#define HLC_RETRY_STEPS 8

/** An endpoint that has failed every attempt for so long is disabled. Microseconds. */
#define HLC_FAILING_LIMIT (5 * G_TIME_SPAN_DAY)

/** The longest `Retry-After` that is honoured. Microseconds. */
#define HLC_RETRY_AFTER_MAX (24 * G_TIME_SPAN_HOUR)

/** How much faster than real time the delays between attempts may run. */
#define HLC_TIME_SCALE_MIN 1.0
#define HLC_TIME_SCALE_MAX 1000000.0

/** HlcRetryPlan: HLC_RETRY_CATCH_UP tries a handler that is down again soon and without end, as rules do. */
typedef enum
{
  HLC_RETRY_SCHEDULE,
  HLC_RETRY_CATCH_UP,
} HlcRetryPlan;

gboolean hlc_retry_keeps_step (HlcRetryPlan plan, HlcFailure failure);
gint64 hlc_retry_get_delay (HlcRetryPlan plan,
                            guint step,
                            HlcFailure failure,
                            gint64 retry_after,
                            guint32 random);
gint64 hlc_retry_scale (gint64 delay, double time_scale);
gint64 hlc_retry_parse_after (const char *value, gint64 now);
gboolean hlc_time_scale_parse (const char *text, double *time_scale) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
