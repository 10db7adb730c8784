/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include <glib.h>

#include "hlc-error.h"

G_BEGIN_DECLS

/**
 * HlcShellNotes:
 * @has_variables: `$NAME` stands in it, and was left as it is
 * @has_pipe: what follows a `|` was left out
 */
typedef struct
{
  gboolean has_variables;
  gboolean has_pipe;
} HlcShellNotes;

char **hlc_shell_split (const char *line, HlcShellNotes *notes, GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
