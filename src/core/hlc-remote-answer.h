/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "hlc-follow-schedule.h"
#include "hlc-json-document.h"
#include "hlc-operation.h"

G_BEGIN_DECLS

/**
 * HlcRemoteError:
 * @HLC_REMOTE_ERROR_KEY: the key is not taken
 * @HLC_REMOTE_ERROR_NOT_FOUND: there is no such operation
 * @HLC_REMOTE_ERROR_NO_API: there is no API at that base
 * @HLC_REMOTE_ERROR_CONFLICT: the call_id is taken there
 * @HLC_REMOTE_ERROR_INVALID: the request is refused for what it says; the message names the field
 * @HLC_REMOTE_ERROR_BUSY: it asks to be left alone for a while
 * @HLC_REMOTE_ERROR_SERVER: it failed
 * @HLC_REMOTE_ERROR_OTHER: it answered with something else
 * @HLC_REMOTE_ERROR_GARBAGE: what it answers is not what the API answers
 * @HLC_REMOTE_ERROR_UNREACHABLE: nothing is there
 * @HLC_REMOTE_ERROR_TIMEOUT: no answer in time
 * @HLC_REMOTE_ERROR_NONE_SET: it is not known whom to ask
 *
 * What can go wrong at a remote API. Every message says what was asked of whom, and what to do; none holds the key.
 */
typedef enum
{
  HLC_REMOTE_ERROR_KEY,
  HLC_REMOTE_ERROR_NOT_FOUND,
  HLC_REMOTE_ERROR_NO_API,
  HLC_REMOTE_ERROR_CONFLICT,
  HLC_REMOTE_ERROR_INVALID,
  HLC_REMOTE_ERROR_BUSY,
  HLC_REMOTE_ERROR_SERVER,
  HLC_REMOTE_ERROR_OTHER,
  HLC_REMOTE_ERROR_GARBAGE,
  HLC_REMOTE_ERROR_UNREACHABLE,
  HLC_REMOTE_ERROR_TIMEOUT,
  HLC_REMOTE_ERROR_NONE_SET,
} HlcRemoteError;

#define HLC_REMOTE_ERROR (hlc_remote_error_quark ())
GQuark hlc_remote_error_quark (void);
char *hlc_remote_error_dup_field (const GError *error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * HlcRemoteQuestion:
 * @base: what was asked
 * @key: (nullable): what must not be in a message
 * @call_id: (nullable): of which operation; %NULL for the project
 * @kind: of which kind it is
 * @is_creation: whether it was to be created
 *
 * What a remote API was asked. Plain data, lent.
 */
typedef struct
{
  const char *base;
  const char *key;
  const char *call_id;
  HlcOperationKind kind;
  gboolean is_creation;
} HlcRemoteQuestion;

/** HlcRemoteProject: whose key it is. @name, @organization: (nullable). Plain data. */
typedef struct
{
  char *name;
  char *organization;
} HlcRemoteProject;

gboolean hlc_remote_answer_check (const HlcRemoteQuestion *question,
                                  guint status,
                                  GBytes *body,
                                  GError **error) G_GNUC_WARN_UNUSED_RESULT;
HlcOperation *hlc_remote_answer_read_operation (const HlcRemoteQuestion *question,
                                                guint status,
                                                GBytes *body,
                                                GError **error) G_GNUC_WARN_UNUSED_RESULT;
HlcRemoteProject *hlc_remote_answer_read_project (const HlcRemoteQuestion *question,
                                                  guint status,
                                                  GBytes *body,
                                                  GError **error) G_GNUC_WARN_UNUSED_RESULT;
void hlc_remote_project_free (HlcRemoteProject *self);
HlcFollowOutcome hlc_remote_error_get_outcome (const GError *error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HlcRemoteProject, hlc_remote_project_free)

G_END_DECLS
