/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "hlc-command-query.h"
#include "hlc-operation-draft.h"

G_BEGIN_DECLS

int hlc_command_create_drafts (const HlcCommandQuery *query, GPtrArray *drafts);
char *hlc_command_dup_template_folder (const HlcCommandQuery *query) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
