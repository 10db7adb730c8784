/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

int hlc_enum_name_find (const char *const *names, gsize n_names, const char *text);

G_END_DECLS
