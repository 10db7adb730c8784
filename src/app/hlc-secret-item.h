/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include <libsecret/secret.h>

#include "hlc-secret-backend.h"

G_BEGIN_DECLS

/* The one item of a keyring that holds the secrets of a data directory, as libsecret wants to hear of it. */

/** HLC_SECRET_ITEM_LABEL: what people see the item as. */
#define HLC_SECRET_ITEM_LABEL "HumanLayer Console secrets"

const SecretSchema *hlc_secret_item_get_schema (void);
GHashTable *hlc_secret_item_make_attributes (const char *directory) G_GNUC_WARN_UNUSED_RESULT;
SecretValue *hlc_secret_item_to_value (GBytes *text) G_GNUC_WARN_UNUSED_RESULT;
GBytes *hlc_secret_item_to_text (SecretValue *value) G_GNUC_WARN_UNUSED_RESULT;
gboolean hlc_secret_item_explain (GError **error);

G_END_DECLS
