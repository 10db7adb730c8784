/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include <gio/gio.h>

#include "hlc-attempt.h"

G_BEGIN_DECLS

/** HlcPostPhase: how far a request came. */
typedef enum
{
  HLC_POST_PHASE_RESOLVING,
  HLC_POST_PHASE_CONNECTING,
  HLC_POST_PHASE_SECURING, /* the TLS handshake */
  HLC_POST_PHASE_SENDING,
  HLC_POST_PHASE_WAITING, /* for the head of the answer */
  HLC_POST_PHASE_ANSWERED,
} HlcPostPhase;

/**
 * HlcPostOutcome:
 * @host: of the URL
 * @addresses: (nullable): those that were tried, as `127.0.0.1:8000`, for people
 * @deadline: how long all until the end of the answer's head may have taken, in microseconds
 * @is_late: the deadline ended it
 * @error: (nullable): what ended it, unless the head of an answer came or @is_late
 * @tls_errors: what is wrong with the certificate
 * @n_head_bytes: how much of an answer came before it failed
 * @status: of the answer
 * @location: (nullable): where the answer pointed
 *
 * How a request ended. Plain data; all of it is lent.
 */
typedef struct
{
  HlcPostPhase phase;
  const char *host;
  const char *addresses;
  gint64 deadline;
  gboolean is_late;
  const GError *error;
  GTlsCertificateFlags tls_errors;
  gsize n_head_bytes;
  guint status;
  const char *location;
} HlcPostOutcome;

HlcFailure hlc_post_outcome_get_failure (const HlcPostOutcome *self);
char *hlc_post_outcome_to_string (const HlcPostOutcome *self) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
