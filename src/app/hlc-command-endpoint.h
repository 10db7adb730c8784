/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "hlc-command-query.h"

G_BEGIN_DECLS

/* What the subcommands of `endpoints` share: those that look and act, and those that add and edit. */
#define HLC_ENDPOINTS_PATH "/endpoints"

void hlc_command_print_endpoint (HlcJsonValue endpoint);
GString *hlc_command_endpoint_path (const char *id, const char *action) G_GNUC_WARN_UNUSED_RESULT;
int hlc_command_endpoint_add (const HlcCommand *command, HlcOpenWindow open_window, int argc, char **argv);
int hlc_command_endpoint_edit (const HlcCommand *command, HlcOpenWindow open_window, int argc, char **argv);

G_END_DECLS
