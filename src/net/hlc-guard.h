/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "hlc-header-list.h"

G_BEGIN_DECLS

/** HlcGuardSide: which of the two listeners is being guarded. What a tunnel may reach can never reach the API. */
typedef enum
{
  HLC_GUARD_RECEIVER,
  HLC_GUARD_API,
} HlcGuardSide;

/**
 * HlcRequestHead:
 * @path: percent-decoded, without query; @raw_path: as it came
 * @absolute_host: (nullable): the authority of an absolute request URI
 *
 * What is known of a request before its body is read.
 */
typedef struct
{
  const char *method;
  const char *raw_path;
  const char *path;
  const char *absolute_host;
  HlcHeaderList *headers;
  guint16 local_port;
} HlcRequestHead;

/**
 * HlcRefusal:
 * @status: the HTTP status
 * @code: a word for programs
 * @message: a sentence for people and language models: what is wrong and what to do
 * @allow: (nullable): the `Allow` header of a 405
 */
typedef struct
{
  guint status;
  const char *code;
  char *message;
  const char *allow;
} HlcRefusal;

/** HlcGuardRules: @has_secret: a signing secret is set. @max_body: bytes. */
typedef struct
{
  HlcGuardSide side;
  gboolean has_secret;
  gsize max_body;
} HlcGuardRules;

HlcRefusal *hlc_guard_check (const HlcGuardRules *rules,
                             const HlcRequestHead *head) G_GNUC_WARN_UNUSED_RESULT;
HlcRefusal *hlc_refusal_new (guint status, const char *code, const char *format, ...)
    G_GNUC_PRINTF (3, 4) G_GNUC_WARN_UNUSED_RESULT;
void hlc_refusal_free (HlcRefusal *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HlcRefusal, hlc_refusal_free)

G_END_DECLS
