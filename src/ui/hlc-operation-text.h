/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "hlc-json-document.h"
#include "hlc-operation.h"
#include "hlc-option.h"

G_BEGIN_DECLS

/**
 * HlcOperationText:
 * @title: the function's name, or the subject of a question: one line, plain, deceptive characters visible
 * @whole_title: (nullable): all of it, where @title had to be cut
 * @message: (nullable): the question, as received
 * @state: (nullable): the agent's state, byte for byte
 * @comment: (nullable): the comment or the response, as received
 * @option: (nullable): the name of the chosen option
 * @asked_channel: (nullable): which channel the agent asked for, as a sentence
 * @options: (element-type HlcOption): what the agent offers to choose from
 * @arguments: valid where @has_arguments is set, and as long as this lives
 *
 * What an operation's received texts say, read from their tokens. It may grow with them.
 */
typedef struct
{
  HlcJsonDocument *spec;
  HlcJsonDocument *status;
  char *title;
  char *whole_title;
  char *message;
  GBytes *state;
  char *comment;
  char *option;
  char *asked_channel;
  GPtrArray *options;
  HlcJsonValue arguments;
  gboolean has_arguments;
  gboolean has_suspicious_name;
} HlcOperationText;

HlcOperationText *hlc_operation_text_new (HlcOperation *operation) G_GNUC_WARN_UNUSED_RESULT;
void hlc_operation_text_free (HlcOperationText *self);
GBytes *hlc_operation_text_dup_payload (HlcOperation *operation) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HlcOperationText, hlc_operation_text_free)

G_END_DECLS
