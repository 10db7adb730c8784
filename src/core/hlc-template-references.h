/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

GBytes *hlc_template_references_put (GBytes *json, GHashTable *references) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
