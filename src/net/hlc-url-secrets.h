/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "hlc-store-outbox.h"

G_BEGIN_DECLS

/** How many messages that were sent keep their secret, so that they can be sent again. */
#define HLC_URL_SECRETS_KEPT 1000

/**
 * HlcUrlSecrets:
 *
 * The signing secrets of messages to URLs that are no endpoint's, and which headers carry the signature, by message id. They are in memory only, and go with
 * it. One thread.
 */
typedef struct _HlcUrlSecrets HlcUrlSecrets;

HlcUrlSecrets *hlc_url_secrets_new (void) G_GNUC_WARN_UNUSED_RESULT;
void hlc_url_secrets_free (HlcUrlSecrets *self);
void hlc_url_secrets_set_default (HlcUrlSecrets *self, HlcSigningSecret *secret);
gboolean hlc_url_secrets_keep_for (HlcUrlSecrets *self,
                                   HlcSendOrder *order,
                                   HlcSigningSecret *secret,
                                   GError **error) G_GNUC_WARN_UNUSED_RESULT;
void hlc_url_secrets_remove (HlcUrlSecrets *self, const char *message_id);
void hlc_url_secrets_note_sent (HlcUrlSecrets *self, const char *message_id);
GPtrArray *hlc_url_secrets_dup (HlcUrlSecrets *self, const char *message_id) G_GNUC_WARN_UNUSED_RESULT;
HlcHeaderFamily hlc_url_secrets_get_family (HlcUrlSecrets *self, const char *message_id);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HlcUrlSecrets, hlc_url_secrets_free)

G_END_DECLS
