/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include <gio/gio.h>

#include "hlc-error.h"

G_BEGIN_DECLS

/*
 * Placeholders in the strings of a JSON text: `{name}` and `{step.name}`, names being lower-case letters, digits and
 * underscores that begin with a letter. One that has a value becomes it; one in doubled braces, `{{name}}`, becomes
 * `{name}`; a reference to a step that has no value is an error; every other brace is text. Values are not looked at
 * again. Member names and everything outside of strings stay byte for byte. Any thread.
 */
gboolean hlc_placeholder_is_name (const char *name);
char *hlc_placeholder_expand (const char *text, GHashTable *values, GError **error) G_GNUC_WARN_UNUSED_RESULT;
GBytes *hlc_placeholder_expand_json (GBytes *json, GHashTable *values, gsize max_size, GError **error)
    G_GNUC_WARN_UNUSED_RESULT;
gboolean hlc_placeholder_is_in_json (GBytes *json, GHashTable *values);

G_END_DECLS
