/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "hlc-secret-backend.h"

G_BEGIN_DECLS

/**
 * HlcSecretService:
 *
 * Secrets in one item of the user's Secret Service (https://specifications.freedesktop.org/secret-service/), in its
 * default collection. Never prompts: what would need a prompt fails. Everything ends within two seconds.
 */
#define HLC_TYPE_SECRET_SERVICE (hlc_secret_service_get_type ())
G_DECLARE_FINAL_TYPE (HlcSecretService, hlc_secret_service, HLC, SECRET_SERVICE, GObject)

HlcSecretService *hlc_secret_service_new (const char *directory) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
