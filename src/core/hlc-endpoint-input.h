/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "hlc-endpoint.h"
#include "hlc-shape.h"
#include "hlc-signing-secret.h"

G_BEGIN_DECLS

/**
 * HlcEndpointInput:
 * @endpoint: what it shall be
 * @has_new_url: whether its URL is another one than is stored
 * @secret: (nullable): what shall sign for it; %NULL: one of our own, or the one that it has
 *
 * What a request wants an endpoint to be. Plain data.
 */
typedef struct
{
  HlcEndpoint *endpoint;
  gboolean has_new_url;
  HlcSigningSecret *secret;
} HlcEndpointInput;

/* The bodies of requests about endpoints. Problems name the member. Any thread. */
HlcEndpointInput *hlc_endpoint_input_read (HlcJsonValue body,
                                           const HlcEndpoint *stored,
                                           GPtrArray *problems) G_GNUC_WARN_UNUSED_RESULT;
gboolean hlc_endpoint_input_read_rotation (HlcJsonValue body,
                                           HlcSigningSecret **secret,
                                           GPtrArray *problems) G_GNUC_WARN_UNUSED_RESULT;
gboolean hlc_endpoint_input_read_recovery (HlcJsonValue body,
                                           gint64 *since,
                                           GPtrArray *problems) G_GNUC_WARN_UNUSED_RESULT;
void hlc_endpoint_input_free (HlcEndpointInput *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HlcEndpointInput, hlc_endpoint_input_free)

G_END_DECLS
