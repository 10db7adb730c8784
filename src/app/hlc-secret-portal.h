/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "hlc-secret-backend.h"

G_BEGIN_DECLS

/**
 * HlcSecretPortal:
 *
 * Secrets of a sandboxed console, which may not talk to the Secret Service: in libsecret's encrypted keyring within
 * the sandbox, whose password the secret portal keeps in the user's own keyring
 * (https://flatpak.github.io/xdg-desktop-portal/docs/doc-org.freedesktop.portal.Secret.html). The portal may ask the
 * user to unlock that; nobody waits for the answer, as everything ends within two seconds.
 */
#define HLC_TYPE_SECRET_PORTAL (hlc_secret_portal_get_type ())
G_DECLARE_FINAL_TYPE (HlcSecretPortal, hlc_secret_portal, HLC, SECRET_PORTAL, GObject)

HlcSecretPortal *hlc_secret_portal_new (const char *directory) G_GNUC_WARN_UNUSED_RESULT;

gboolean hlc_secret_portal_is_needed (void);

G_END_DECLS
