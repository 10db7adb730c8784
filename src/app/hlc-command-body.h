/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "hlc-command.h"
#include "hlc-json-writer.h"

G_BEGIN_DECLS

/*
 * What subcommands send: members of a JSON object from what was typed. What cannot be read is printed to standard error
 * as wrong usage.
 */
void hlc_command_write_text (HlcJsonWriter *writer, const char *name, const char *text);
gboolean hlc_command_write_json (HlcJsonWriter *writer,
                                 const char *name,
                                 const char *typed,
                                 const char *option) G_GNUC_WARN_UNUSED_RESULT;
gboolean hlc_command_write_file (HlcJsonWriter *writer,
                                 const char *name,
                                 const char *path,
                                 const char *option) G_GNUC_WARN_UNUSED_RESULT;
gboolean hlc_command_write_key (HlcJsonWriter *writer, const char *path) G_GNUC_WARN_UNUSED_RESULT;
gboolean hlc_command_write_secret (HlcJsonWriter *writer, const char *path) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
