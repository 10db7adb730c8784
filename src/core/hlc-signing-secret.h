/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct _HlcSigningSecret HlcSigningSecret;

/*
 * One key of HMAC-SHA256 signatures (Standard Webhooks, "whsec_" and base64). Reference counted, immutable,
 * any thread. Its key is wiped when it dies and is in no message that this library makes.
 */
HlcSigningSecret *hlc_signing_secret_new (const char *name, const char *text) G_GNUC_WARN_UNUSED_RESULT;
HlcSigningSecret *hlc_signing_secret_generate (const char *name) G_GNUC_WARN_UNUSED_RESULT;
HlcSigningSecret *hlc_signing_secret_ref (HlcSigningSecret *self);
void hlc_signing_secret_unref (HlcSigningSecret *self);
const char *hlc_signing_secret_get_name (HlcSigningSecret *self);
const char *hlc_signing_secret_get_text (HlcSigningSecret *self);
const char *hlc_signing_secret_get_problem (HlcSigningSecret *self);
char *hlc_signing_secret_sign (HlcSigningSecret *self, const char *message_id, gint64 timestamp, GBytes *body)
    G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HlcSigningSecret, hlc_signing_secret_unref)

G_END_DECLS
