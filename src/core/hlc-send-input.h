/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "hlc-shape.h"
#include "hlc-signing-secret.h"
#include "hlc-store-outbox.h"

G_BEGIN_DECLS

/**
 * HlcSendInput:
 * @order: what is sent, and where to
 * @secret: (nullable): what signs it; only for a URL
 *
 * What a request wants to be sent. Plain data.
 */
typedef struct
{
  HlcSendOrder *order;
  HlcSigningSecret *secret;
} HlcSendInput;

/* The bodies of requests that send. Problems name the member. Any thread. */
HlcSendInput *hlc_send_input_read_message (HlcJsonValue body, GPtrArray *problems) G_GNUC_WARN_UNUSED_RESULT;
HlcSendInput *hlc_send_input_read_replay (HlcJsonValue body,
                                          gint64 delivery,
                                          GPtrArray *problems) G_GNUC_WARN_UNUSED_RESULT;
gboolean hlc_send_input_read_resend (HlcJsonValue body,
                                     char **endpoint_id,
                                     GPtrArray *problems) G_GNUC_WARN_UNUSED_RESULT;
gboolean hlc_send_input_read_time_scale (HlcJsonValue body,
                                         double *time_scale,
                                         GPtrArray *problems) G_GNUC_WARN_UNUSED_RESULT;
void hlc_send_input_free (HlcSendInput *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HlcSendInput, hlc_send_input_free)

G_END_DECLS
