/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "hlc-command.h"
#include "hlc-instance-client.h"
#include "hlc-text-table.h"

G_BEGIN_DECLS

#define HLC_COMMAND_DEFAULT_LIMIT 50
/** The longest page that the console's API answers. */
#define HLC_COMMAND_MAX_LIMIT 500

/**
 * HlcCommandQuery:
 * @data_dir: (nullable): the data directory; %NULL for the default
 * @json: print the answer's bytes
 * @limit: rows of a list
 *
 * The options that every question to the running console has.
 */
typedef struct
{
  char *data_dir;
  gboolean json;
  int limit;
} HlcCommandQuery;

/** Prints an answer for people. */
typedef void (*HlcPrintAnswer) (HlcJsonValue root);

/** Adds an element of an answer's `items` to a table. */
typedef void (*HlcAddRow) (HlcTextTable *table, HlcJsonValue item);

#define HLC_COMMAND_QUERY_ENTRIES(query)                                                                     \
  { "json", 0, 0, G_OPTION_ARG_NONE, &(query).json, N_ ("Print JSON"), NULL },                               \
  {                                                                                                          \
    "data-dir", 0, 0, G_OPTION_ARG_FILENAME, &(query).data_dir,                                              \
        N_ ("Ask the console that runs on DIRECTORY"), N_ ("DIRECTORY")                                      \
  }

#define HLC_COMMAND_LIMIT_ENTRY(query)                                                                       \
  {                                                                                                          \
    "limit", 0, 0, G_OPTION_ARG_INT, &(query).limit, N_ ("At most N rows (50)"), N_ ("N")                    \
  }

void hlc_command_query_clear (HlcCommandQuery *self);
gboolean hlc_command_query_check (const HlcCommandQuery *self) G_GNUC_WARN_UNUSED_RESULT;
void hlc_command_query_append_limit (const HlcCommandQuery *self, GString *path);
int hlc_command_query_run (const HlcCommandQuery *self, const char *path, HlcPrintAnswer print_answer);
int hlc_command_query_send (const HlcCommandQuery *self,
                            const char *method,
                            const char *path,
                            GBytes *body,
                            HlcPrintAnswer print_answer);
int hlc_command_query_plain (const HlcCommand *command,
                             int argc,
                             char **argv,
                             const char *method,
                             const char *path,
                             HlcPrintAnswer print_answer);
int hlc_command_query_print (const HlcCommandQuery *self, GBytes *answer, HlcPrintAnswer print_answer);
char *hlc_command_query_dup_data_dir (const HlcCommandQuery *self) G_GNUC_WARN_UNUSED_RESULT;
void hlc_command_print_operation (HlcJsonValue operation);
void hlc_command_print_items (HlcJsonValue root, HlcTextTable *table, HlcAddRow add_row);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (HlcCommandQuery, hlc_command_query_clear)

G_END_DECLS
