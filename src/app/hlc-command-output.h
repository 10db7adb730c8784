/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "hlc-json-document.h"
#include "hlc-text-table.h"

G_BEGIN_DECLS

/*
 * What subcommands print to standard output. Text goes through hlc_visible_text(): nothing that came from outside
 * reaches the terminal as a control character.
 */
void hlc_command_print_json (GBytes *json);
void hlc_command_print_field (const char *name, const char *value);
void hlc_command_print_block (const char *title, const char *text, gssize length);
void hlc_command_print_json_block (const char *title, GBytes *json);
void hlc_command_print_headers (HlcJsonValue object, const char *name, const char *title);
void hlc_command_print_body (HlcJsonValue object, const char *name, const char *title);
void hlc_command_print_table (HlcTextTable *table);

const char *hlc_command_or_dash (const char *text);
char *hlc_command_dup_member (HlcJsonValue object, const char *name) G_GNUC_WARN_UNUSED_RESULT;
char *hlc_command_dup_local_time (HlcJsonValue object, const char *name) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
