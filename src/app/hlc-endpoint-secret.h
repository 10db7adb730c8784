/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "hlc-json-document.h"
#include "hlc-json-writer.h"
#include "hlc-signing-secret.h"

G_BEGIN_DECLS

typedef struct _HlcEndpointSecret HlcEndpointSecret;

/*
 * What messages to one endpoint are signed with: its secret and, for a while after a rotation, the one before.
 * Reference counted, immutable, any thread. The secrets are wiped when they die.
 */
HlcEndpointSecret *hlc_endpoint_secret_new (const char *endpoint_id,
                                            HlcSigningSecret *secret) G_GNUC_WARN_UNUSED_RESULT;
HlcEndpointSecret *hlc_endpoint_secret_new_rotated (HlcEndpointSecret *before,
                                                    HlcSigningSecret *secret,
                                                    gint64 previous_until) G_GNUC_WARN_UNUSED_RESULT;
HlcEndpointSecret *hlc_endpoint_secret_ref (HlcEndpointSecret *self);
void hlc_endpoint_secret_unref (HlcEndpointSecret *self);
const char *hlc_endpoint_secret_get_endpoint_id (HlcEndpointSecret *self);
HlcSigningSecret *hlc_endpoint_secret_get_secret (HlcEndpointSecret *self);
HlcSigningSecret *hlc_endpoint_secret_get_previous (HlcEndpointSecret *self, gint64 now);
gint64 hlc_endpoint_secret_get_previous_until (HlcEndpointSecret *self);

HlcEndpointSecret *hlc_endpoint_secret_new_from_json (HlcJsonValue object,
                                                      GError **error) G_GNUC_WARN_UNUSED_RESULT;
void hlc_endpoint_secret_write (HlcEndpointSecret *self, HlcJsonWriter *writer);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HlcEndpointSecret, hlc_endpoint_secret_unref)

G_END_DECLS
