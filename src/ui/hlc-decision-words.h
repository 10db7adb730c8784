/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "hlc-decision.h"
#include "hlc-json-document.h"
#include "hlc-operation.h"

G_BEGIN_DECLS

/** HlcPolling: whether an agent still asks for the decision. */
typedef enum
{
  HLC_POLLING_UNKNOWN,
  HLC_POLLING_WAITED_FOR,
  HLC_POLLING_ACTIVE,
  HLC_POLLING_STOPPED,
} HlcPolling;

HlcPolling hlc_words_polling (HlcOperation *operation, gint64 now);
char *hlc_words_polls (HlcOperation *operation, gint64 now) G_GNUC_WARN_UNUSED_RESULT;
char *hlc_words_asked_channel (HlcJsonDocument *spec) G_GNUC_WARN_UNUSED_RESULT;
char *hlc_words_decided_already (HlcOperation *operation) G_GNUC_WARN_UNUSED_RESULT;
char *hlc_words_failure (const GError *error) G_GNUC_WARN_UNUSED_RESULT;
char *hlc_words_countdown (HlcDecisionType type, const char *title, guint n_operations, guint seconds)
    G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
