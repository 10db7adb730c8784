/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "hlc-command-query.h"
#include "hlc-json-writer.h"

G_BEGIN_DECLS

#define HLC_MESSAGES_PATH "/messages"

/**
 * HlcCommandTarget:
 * @to: (nullable): an endpoint or a URL; %NULL for every endpoint that wants the event
 * @secret_file: (nullable) (type filename): what signs for a URL
 * @body_version, @header_family: (nullable): what the handler at a URL reads
 *
 * Where a message goes, as typed.
 */
typedef struct
{
  char *to;
  char *secret_file;
  char *body_version;
  char *header_family;
} HlcCommandTarget;

#define HLC_COMMAND_TARGET_ENTRIES(target)                                                                   \
  { "to",                                                                                                    \
    0,                                                                                                       \
    0,                                                                                                       \
    G_OPTION_ARG_STRING,                                                                                     \
    &(target).to,                                                                                            \
    N_ ("Only to this endpoint or URL; without, to every endpoint that wants the event"),                    \
    N_ ("ENDPOINT|URL") },                                                                                   \
      { "secret-file",                                                                                       \
        0,                                                                                                   \
        0,                                                                                                   \
        G_OPTION_ARG_FILENAME,                                                                               \
        &(target).secret_file,                                                                               \
        N_ ("Sign for the URL with the secret in FILE"),                                                     \
        N_ ("FILE") },                                                                                       \
      { "body-version",                                                                                      \
        0,                                                                                                   \
        0,                                                                                                   \
        G_OPTION_ARG_STRING,                                                                                 \
        &(target).body_version,                                                                              \
        N_ ("What the handler at the URL reads of an event: v1 (the default), v1beta2 or v1beta3"),          \
        N_ ("VERSION") },                                                                                    \
  {                                                                                                          \
    "headers-family", 0, 0, G_OPTION_ARG_STRING, &(target).header_family,                                    \
        N_ ("The headers that carry the signature to the URL: svix, webhook or both (the default)"),         \
        N_ ("FAMILY")                                                                                        \
  }

void hlc_command_target_clear (HlcCommandTarget *self);
gboolean hlc_command_target_write (const HlcCommandTarget *self,
                                   HlcJsonWriter *writer) G_GNUC_WARN_UNUSED_RESULT;
void hlc_command_print_message (HlcJsonValue message);

G_END_DECLS
