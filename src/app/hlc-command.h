/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "hlc-command-line.h"
#include "hlc-header-list.h"

G_BEGIN_DECLS

typedef struct _HlcCommand HlcCommand;

/**
 * HlcCommand:
 * @name: what is typed
 * @arguments: (nullable): its arguments, for its help
 * @summary: one line for the list of subcommands
 * @run: parses @argv (whose first is the program) and does it; returns an #HlcExit
 *
 * A subcommand of the command line.
 */
struct _HlcCommand
{
  const char *name;
  const char *arguments;
  const char *summary;
  int (*run) (const HlcCommand *command, HlcOpenWindow open_window, int argc, char **argv);
};

int hlc_command_window (const HlcCommand *command, HlcOpenWindow open_window, int argc, char **argv);
int hlc_command_serve (const HlcCommand *command, HlcOpenWindow open_window, int argc, char **argv);
int hlc_command_list (const HlcCommand *command, HlcOpenWindow open_window, int argc, char **argv);
int hlc_command_show (const HlcCommand *command, HlcOpenWindow open_window, int argc, char **argv);
int hlc_command_deliveries (const HlcCommand *command, HlcOpenWindow open_window, int argc, char **argv);
int hlc_command_delivery (const HlcCommand *command, HlcOpenWindow open_window, int argc, char **argv);
int hlc_command_approve (const HlcCommand *command, HlcOpenWindow open_window, int argc, char **argv);
int hlc_command_deny (const HlcCommand *command, HlcOpenWindow open_window, int argc, char **argv);
int hlc_command_respond (const HlcCommand *command, HlcOpenWindow open_window, int argc, char **argv);
int hlc_command_create (const HlcCommand *command, HlcOpenWindow open_window, int argc, char **argv);
int hlc_command_create_template (const HlcCommand *command, HlcOpenWindow open_window, int argc, char **argv);
int hlc_command_fill_template (const HlcCommand *command, HlcOpenWindow open_window, int argc, char **argv);
int hlc_command_templates (const HlcCommand *command, HlcOpenWindow open_window, int argc, char **argv);
int hlc_command_import (const HlcCommand *command, HlcOpenWindow open_window, int argc, char **argv);
int hlc_command_keys (const HlcCommand *command, HlcOpenWindow open_window, int argc, char **argv);
int hlc_command_endpoints (const HlcCommand *command, HlcOpenWindow open_window, int argc, char **argv);
int hlc_command_messages (const HlcCommand *command, HlcOpenWindow open_window, int argc, char **argv);
int hlc_command_message (const HlcCommand *command, HlcOpenWindow open_window, int argc, char **argv);
int hlc_command_resend (const HlcCommand *command, HlcOpenWindow open_window, int argc, char **argv);
int hlc_command_replay (const HlcCommand *command, HlcOpenWindow open_window, int argc, char **argv);
int hlc_command_rules (const HlcCommand *command, HlcOpenWindow open_window, int argc, char **argv);
int hlc_command_send (const HlcCommand *command, HlcOpenWindow open_window, int argc, char **argv);
int hlc_command_time_scale (const HlcCommand *command, HlcOpenWindow open_window, int argc, char **argv);
int hlc_command_remote (const HlcCommand *command, HlcOpenWindow open_window, int argc, char **argv);
int hlc_command_tunnel (const HlcCommand *command, HlcOpenWindow open_window, int argc, char **argv);
int hlc_command_sign (const HlcCommand *command, HlcOpenWindow open_window, int argc, char **argv);
int hlc_command_verify (const HlcCommand *command, HlcOpenWindow open_window, int argc, char **argv);

int hlc_command_run_nested (const HlcCommand *command,
                            const HlcCommand *nested,
                            guint n_nested,
                            HlcOpenWindow open_window,
                            int argc,
                            char **argv);
gboolean hlc_command_parse (const HlcCommand *command, const GOptionEntry *entries, int *argc, char ***argv)
    G_GNUC_WARN_UNUSED_RESULT;
gboolean hlc_command_check_arguments (const HlcCommand *command, int argc, char **argv, int min, int max)
    G_GNUC_WARN_UNUSED_RESULT;
int hlc_command_fail (HlcExit status, const char *format, ...) G_GNUC_PRINTF (2, 3);

GBytes *hlc_command_read_input (const char *path, GError **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean hlc_command_add_secrets (GPtrArray *secrets, char **texts, char **paths, GError **error)
    G_GNUC_WARN_UNUSED_RESULT;
gboolean hlc_command_add_agent_keys (GPtrArray *keys, char **texts, char **paths, GError **error)
    G_GNUC_WARN_UNUSED_RESULT;
gboolean hlc_command_append_header (HlcHeaderList *headers,
                                    const char *line,
                                    GError **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean hlc_command_parse_time_scale (const char *typed, double *time_scale) G_GNUC_WARN_UNUSED_RESULT;
gboolean hlc_command_parse_number (const char *text, gint64 *number) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
