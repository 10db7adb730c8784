/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "hlc-command-message.h"
#include "hlc-template-expand.h"

G_BEGIN_DECLS

int hlc_command_create_drafts (const HlcCommandQuery *query, GPtrArray *drafts);
int hlc_command_send_events (const HlcCommandQuery *query, GPtrArray *events, const HlcCommandTarget *target);
HlcTemplateOutput *hlc_command_fill (const HlcCommandQuery *query,
                                     const char *name,
                                     char **set,
                                     HlcTemplateKind kind,
                                     HlcExit *status) G_GNUC_WARN_UNUSED_RESULT;
char *hlc_command_dup_template_folder (const HlcCommandQuery *query) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
